"""A bar: what was promised, what was measured, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """`most` or `least` is the bar, in the unit named; the other is None."""

    what: str
    measured: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the measured figure is on the right side of the bar."""
        return (self.most is None or self.measured <= self.most) and (self.least is None or self.measured >= self.least)

    @property
    def bar(self) -> str:
        """The bar in words."""
        return f"< {self.most:g} {self.unit}" if self.most is not None else f"≥ {self.least:g} {self.unit}"
