"""A made-up town of 6,000 people as plain rows, so that answers can be worked out without the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
DAY = date(2025, 12, 31)


def at(born: date | None, day: date = DAY) -> int:
    """Full years on a day; -1 where the day of birth is not known."""
    return -1 if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True)
class Town:
    folder: Path

    def rows(self, name: str) -> list[Row]:
        found: list[Row] = pq.read_table(self.folder / f"{name}.parquet").to_pylist()
        return found

    @cached_property
    def people(self) -> list[Row]:
        """Each with `age`, its household as `home`, its dwelling as `house`."""
        homes = {home["id"]: home for home in self.homes}
        houses = {house["id"]: house for house in self.houses}
        return [
            p | {"age": at(p["birth_date"]), "home": homes.get(p["household"], {}), "house": houses.get(p["dwelling"], {})}
            for p in self.rows("person")
        ]

    @cached_property
    def homes(self) -> list[Row]:
        houses = {house["id"]: house for house in self.houses}
        return [home | {"house": houses.get(home["dwelling"], {})} for home in self.rows("household")]

    @cached_property
    def members(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for person in self.people:
            found.setdefault(person["household"], []).append(person)
        return found

    @cached_property
    def houses(self) -> list[Row]:
        numbers = {building["id"]: building["number"] for building in self.rows("building")}
        return [house | {"number": numbers.get(house["building"])} for house in self.rows("dwelling")]

    # ------------------------------------------------------------ answers
    def people_who(self, holds: Callable[[Row], Any]) -> int:
        return sum(bool(holds(person)) for person in self.people)

    def homes_where(self, holds: Callable[[Row], Any]) -> int:
        return sum(bool(holds(home)) for home in self.homes)

    def homes_with(self, holds: Callable[[Row], Any], *, all_of: bool = False) -> int:
        some = all if all_of else any
        return sum(some(map(holds, self.members.get(home["id"], []))) for home in self.homes if self.members.get(home["id"]))

    def many(self, name: str, holds: Callable[[Row], Any]) -> int:
        return sum(bool(holds(row)) for row in self.rows(name))

    def people_by(self, key: Callable[[Row], Any], holds: Callable[[Row], Any]) -> dict[str, int]:
        """Numbers by the words of a part."""
        return dict(Counter(key(person) for person in self.people if holds(person)))

    @cached_property
    def grids(self) -> dict[int, str]:
        return {int(row["id"]): row["name"] for row in self.rows("grid")}

    def grid(self, row: Row) -> str:
        return self.grids.get(int(row["grid"] or 0), "")

    def area(self, row: Row) -> str:
        return {"990101001001": "石桥社区", "990101001202": "青井村"}[row["area"]]
