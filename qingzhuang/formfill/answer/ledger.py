"""The facts of a tally dataset in the shapes that forms need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from qingzhuang.formfill.answer.facts import LEVELS, Area, Listed
from qingzhuang.tally.answers import answer_all, answer_by_area, answer_by_household, narrowed
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.question import Compare, Condition, Listing, Measure, Value
from qingzhuang.tally.rows import roster
from qingzhuang.tally.scope import Answer, Scope, division_prefix
from qingzhuang.vocabulary import Vocabulary, fold

DIGITS = dict(zip((2, 4, 6, 9, 12), LEVELS, strict=True))
NAMES = ("province", "city", "county", "street", "township", "community", "village", "name", "full_name", "police_station")
STREETS = ("street", "township")


@dataclass(frozen=True)
class Ledger:
    """A dataset seen from one area on one day; fulfils `Facts`."""

    dataset: Dataset
    scope: Scope

    @property
    def vocabulary(self) -> Vocabulary:
        return self.dataset.vocabulary

    @property
    def as_of(self) -> date:
        return self.scope.as_of

    @property
    def period(self) -> tuple[date, date] | None:
        return self.scope.period

    def on(self, day: date) -> Ledger:
        """The same facts counted on another day."""
        return replace(self, scope=replace(self.scope, as_of=day))

    # ------------------------------------------------------------ places
    @cached_property
    def _communities(self) -> dict[str, dict[str, str]]:
        """Code of each community of the ledger → what is written of it; of places above too, where they have rows."""
        if not self.dataset.holds("area"):
            entity = "person" if self.dataset.holds("person") else next(iter(self.dataset.tables))
            return {code: {} for code in self.dataset.layout(entity).areas if code}
        names = [name for name in NAMES if self.dataset.stores("area", name)]
        listed = roster(Listing("area", tuple(f"area.{name}" for name in names)), self.dataset, Scope("", self.as_of))
        return {
            key: {name: str(value) for name, value in zip(names, row, strict=True) if value is not None}
            for key, row in zip(listed.keys, listed.rows, strict=True)
        }

    @cached_property
    def area(self) -> Area:
        """The area that reports: the one asked for, else the smallest that holds all communities."""
        code = self.scope.prefix
        if not code:
            known = [division_prefix(code) for code in self._communities]
            codes = [code for code in known if len(code) == max(map(len, known))]  # not the places above them
            code = next(
                (c[:n] for n in sorted(DIGITS, reverse=True) for c in codes[:1] if all(o[:n] == c[:n] for o in codes)), ""
            )
        return self._area(code)

    def places(self, level: str) -> tuple[Area, ...]:
        """The places of a level inside the area."""
        if level == "grid":
            return self._grids
        length = next(digits for digits, name in DIGITS.items() if name == level)
        prefix = division_prefix(self.area.code)
        codes = {code[:length] for code in self._communities if code.startswith(prefix) and len(division_prefix(code)) >= length}
        if len(prefix) > length:
            return (self._area(prefix[:length]),)
        return tuple(self._area(code) for code in sorted(codes))

    @cached_property
    def _grids(self) -> tuple[Area, ...]:
        if not self.dataset.holds("grid"):
            return ()
        listed = roster(Listing("grid", ("grid.name",)), self.dataset, self.scope)
        return tuple(Area(key, str(row[0] or key), "grid") for key, row in zip(listed.keys, listed.rows, strict=True))

    def place(self, code: str) -> Area:
        """The place with a code."""
        return self._area(division_prefix(code))

    def _area(self, prefix: str) -> Area:
        level = DIGITS.get(len(prefix), "")
        return Area(prefix, self._name(prefix, level), level)

    def _name(self, prefix: str, level: str) -> str:
        for code, told in self._communities.items():
            if division_prefix(code) == division_prefix(prefix):
                return told.get("name") or told.get("community") or told.get("village", "")
        below = self._below(prefix)
        wanted = STREETS if level == "street" else (level,)
        return next((below[name] for name in wanted if below.get(name)), "")

    def _below(self, prefix: str) -> dict[str, str]:
        """What is written of the first community of a place."""
        if not prefix:
            return {}
        return next((told for code, told in self._communities.items() if code.startswith(division_prefix(prefix))), {})

    def place_value(self, area: Area, field: str) -> str | None:
        """A field of a place; None where it is not written, or where the place is above that level."""
        if area.level == "grid":
            return area.name if field == "name" else self.place_value(self.area, field)
        told, level = self._below(area.code), area.level
        if field in ("code", "village_code"):
            return area.code.ljust(12, "0") if area.code else None
        if field == "name":
            return area.name or None
        if field == "full_name":
            parts = [told.get(name, "") for name in LEVELS[:3]] + [next((told[n] for n in STREETS if told.get(n)), "")]
            shown = parts[: LEVELS.index(level) + 1] if level in LEVELS else parts
            return told.get("full_name") or "".join(dict.fromkeys([*shown, area.name])) or None
        of_level = {"township": "street", "village": "community"}.get(field, field)
        if of_level in LEVELS and level in LEVELS and LEVELS.index(of_level) > LEVELS.index(level):
            return None
        if of_level == level:
            return area.name or None
        if of_level == "street":
            return next((told[name] for name in STREETS if told.get(name)), None)
        return told.get(field)

    # ------------------------------------------------------------ figures
    def figures(self, measures: Sequence[Measure], areas: Sequence[Area]) -> list[list[Answer]]:
        """Each measure in each place; grids are a condition, places of the administration a range of codes."""
        lines: list[list[Answer]] = [[] for _ in measures]
        divisions = [area.code for area in areas if area.level != "grid"]
        by_code = answer_by_area(measures, self.dataset, self.scope, divisions) if divisions else None
        at = 0
        for area in areas:
            if area.level == "grid":
                told = answer_all([narrowed(m, Compare("grid", "=", area.code)) for m in measures], self.dataset, self.scope)
            else:
                assert by_code is not None
                told = [by_code.at(number, at) for number in range(len(measures))]
                at += 1
            for line, answer in zip(lines, told, strict=True):
                line.append(answer)
        return lines

    def family_figures(self, measures: Sequence[Measure], households: Sequence[str]) -> list[list[Answer]]:
        """Each measure among the members of each household."""
        table = answer_by_household(measures, self.dataset, self.scope, households)
        return [[table.at(number, place) for place in range(len(households))] for number in range(len(measures))]

    # ------------------------------------------------------------ records
    def listed(self, entity: str, columns: Sequence[str], where: Condition, household: str = "") -> Listed:
        """Records as rows, in the order of a walk through the area."""
        scope = replace(self.scope, household=household, record="") if household else self.scope
        found = roster(Listing(entity, tuple(columns), where), self.dataset, scope)
        values: Sequence[Sequence[Any]] = list(zip(*found.rows, strict=True)) if found.rows else [()] * len(columns)
        return Listed(found.keys, tuple(list(column) for column in values), len(found.unsure))

    def record(self, entity: str, key: str, columns: Sequence[str]) -> list[Any] | None:
        """Values of one record."""
        if not self.dataset.holds(entity) or self.dataset.slot_of(entity, key) is None:
            return None
        answers = answer_all([Value(path) for path in columns], self.dataset, replace(self.scope, record=key, about=entity))
        return [answer.value for answer in answers]


def find_person(dataset: Dataset, scope: Scope, who: str) -> tuple[str, ...]:
    """The keys of persons in the area that a key, an ID number or a name means."""
    if not dataset.holds("person"):
        return ()
    for field, value in (("id", who), ("id_number", fold(who).upper()), ("name", who)):
        found = roster(Listing("person", (), Compare(field, "=", value)), dataset, scope)
        if found.keys:
            return found.keys
    return ()
