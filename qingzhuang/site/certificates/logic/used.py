"""Facts as a paper needs them: a value with where it comes from, how old it is, and how it reads in a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.site.certificates.logic.kinds import Fact

FRESH, OLD, MISSING = "fresh", "old", "missing"


@dataclass(frozen=True, slots=True)
class Used:
    """One fact of a paper. `record` and `field` say where it is mended; `statement` is the line of the journal that says it."""

    name: str
    entity: str
    field: str
    record: int
    value: Any
    state: str
    optional: bool = False
    secret: bool = False
    since: date | None = None
    confirmed: date | None = None
    source: str = ""
    title: str = ""
    by: str = ""
    statement: int = 0

    @property
    def in_the_way(self) -> bool:
        """Whether nothing may be certified before this is settled."""
        return self.state == OLD or (self.state == MISSING and not self.optional)

    def kept(self) -> dict[str, Any]:
        """What the register keeps of it: where it came from, never the value."""
        return {
            "name": self.name, "entity": self.entity, "field": self.field, "statement": self.statement, "source": self.source,
            "since": self.since and self.since.isoformat(), "confirmed": self.confirmed and self.confirmed.isoformat(),
        }  # fmt: skip


def split(fact: Fact) -> tuple[str, str]:
    """Entity and field of a path from the person.

    >>> split(Fact("members", "household.member_count")), split(Fact("address", "residence_address"))
    (('household', 'member_count'), ('person', 'residence_address'))
    """
    first, dot, rest = fact.path.partition(".")
    return (first, rest) if dot and first in ("household", "dwelling") else ("person", fact.path)


def in_the_way(facts: Iterable[Used]) -> list[Used]:
    return [one for one in facts if one.in_the_way]


def statements(facts: Iterable[Mapping[str, Any]]) -> set[int]:
    """The lines of the journal that a paper rests on."""
    return {one["statement"] for one in facts if one.get("statement")}
