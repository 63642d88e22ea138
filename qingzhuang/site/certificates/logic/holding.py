"""Whether a condition holds of one resident: the question language asked of a dataset of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qingzhuang.tally import Dataset, Scope, answer, parse

ENTITIES = ("household", "dwelling")


def holder(
    person: Mapping[str, Any], household: Mapping[str, Any], dwelling: Mapping[str, Any], day: date
) -> Callable[[str], bool | None]:
    """A function from a condition to yes, no, or None where a value that it needs is unknown. Values are in plain, stored form.

    >>> holds = holder({"birth_date": "1950-03-02"}, {}, {}, date(2026, 6, 30))
    >>> holds("age >= 60"), holds("age < 60"), holds("residence_type = permanent")
    (True, False, None)
    """
    tables = {"person": {"id": ["1"], "household": ["1"], "dwelling": ["1"]}}
    for entity, facts in (("person", person), ("household", household), ("dwelling", dwelling)):
        table = tables.setdefault(entity, {"id": ["1"]})
        for name, value in facts.items():
            if name not in ("id", "area", "area.code", "grid", *ENTITIES) and value is not None:
                table[name] = [value]
    dataset = Dataset.of(tables)

    def holds(condition: str) -> bool | None:
        found = answer(parse(f"count(person where {condition})"), dataset, Scope("", day))
        return True if found.value else None if found.unknown or not found.known else False

    return holds
