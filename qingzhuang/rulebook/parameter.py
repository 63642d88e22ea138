"""A number of the law or of a place: a value from a day on, each with where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qingzhuang.rulebook.errors import RulebookError


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that holds from a day on until the next one. `verified` is false where nobody has read the official text."""

    begins: date
    value: float
    source: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Parameter:
    """`unit` is a word for people: working days, minutes."""

    name: str
    unit: str
    values: tuple[Dated, ...]

    @property
    def begins(self) -> date:
        """The day of its first value."""
        return min(dated.begins for dated in self.values)

    def on(self, day: date) -> Dated:
        """The value that holds on a day; RulebookError before the first.

        >>> minutes = Parameter("minutes", "minutes", (Dated(date(2024, 1, 1), 2, "a"), Dated(date(2026, 1, 1), 1.5, "b")))
        >>> minutes.on(date(2025, 12, 31)).value, minutes.on(date(2026, 1, 1)).value
        (2, 1.5)
        """
        holding = [dated for dated in self.values if dated.begins <= day]
        if not holding:
            raise RulebookError(f"parameter {self.name} has no value on {day}")
        return max(holding, key=lambda dated: dated.begins)
