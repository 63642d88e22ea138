"""Why does it not add up: the fewest cells that have to be another number so that all equations hold (Fellegi and Holt, 1976).

>>> laws = [Law.total("A3", ("B3", "C3")), Law.total("A9", ("A3", "A4"))]
>>> found = suspects(laws, {"A3": 15, "B3": 5, "C3": 5, "A4": 2, "A9": 12})
>>> found.sets, found.values
((('A3',),), {'A3': 10.0})
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm

MOST_CELLS = 6  # a larger fault is no slip of the pen
MOST_SETS = 12
MOST_LAWS = (
    4000  # laws that elimination may make before one gives up: small systems are exact, large ones say that they are too large
)
MOST_LOOKS = 400  # sets of cells that are looked at before one gives up: a page waits for the answer


@dataclass(frozen=True, slots=True)
class Law:
    """Something that must hold: the weighted sum of cells is nought, or at least nought; `slack` is how far it may be off."""

    terms: tuple[tuple[str, int], ...]
    equal: bool = True
    source: str = ""
    slack: float = 0.0

    @classmethod
    def total(cls, whole: str, parts: Sequence[str], source: str = "", slack: float = 0.0) -> Law:
        """`whole = parts`; a part that begins with a minus is taken away."""
        return cls(((whole, 1), *((part.lstrip("-"), 1 if part.startswith("-") else -1) for part in parts)), True, source, slack)

    @classmethod
    def within(cls, whole: str, part: str, source: str = "", slack: float = 0.0) -> Law:
        """`whole >= part` (其中)."""
        return cls(((whole, 1), (part, -1)), False, source, slack)

    def holds(self, numbers: Mapping[str, float]) -> bool:
        """Whether it holds; a law with a number that is not there says nothing."""
        if any(cell not in numbers for cell, _ in self.terms):
            return True
        left = sum(weight * numbers[cell] for cell, weight in self.terms)
        return abs(left) <= self.slack if self.equal else left >= -self.slack


@dataclass(frozen=True, slots=True)
class Suspects:
    """`sets` are all smallest sets of cells, each of which, changed, makes everything hold; `values` what the cells of the only
    set would have to be, where that is settled. `complete` is False where the system was too large to be sure."""

    sets: tuple[tuple[str, ...], ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    complete: bool = True

    def __bool__(self) -> bool:
        return bool(self.sets) or not self.complete


class _TooLarge(Exception):
    """There is more to look at than one can wait for."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A law in whole numbers: the weighted sum of cells plus a constant is nought (equal), or at least nought."""

    weights: tuple[tuple[str, int], ...]
    constant: int
    equal: bool
    of: frozenset[str]  # the fixed cells that it was made from


@dataclass(frozen=True)
class _System:
    """Laws with their numbers, all multiplied by `scale` so that they are whole."""

    laws: tuple[Law, ...]
    numbers: Mapping[str, int]
    slacks: tuple[int, ...]
    scale: int

    @classmethod
    def of(cls, laws: Sequence[Law], numbers: Mapping[str, float]) -> _System:
        """The system; numbers are taken as they are written: 0.1 is a tenth."""
        exact = {cell: Fraction(str(numbers[cell])) for law in laws for cell, _ in law.terms}
        slacks = [Fraction(str(law.slack)) for law in laws]
        scale = lcm(*(one.denominator for one in (*exact.values(), *slacks)))
        return cls(
            tuple(laws), {cell: int(one * scale) for cell, one in exact.items()}, tuple(int(one * scale) for one in slacks), scale
        )

    @cached_property
    def fixed(self) -> tuple[_Row, ...]:
        """The laws when no cell is free."""
        return tuple(self._row(at, frozenset()) for at in range(len(self.laws)))

    @cached_property
    def cells(self) -> tuple[frozenset[str], ...]:
        """The cells of each law."""
        return tuple(frozenset(cell for cell, _ in law.terms) for law in self.laws)

    def rows(self, free: frozenset[str]) -> list[_Row]:
        """The laws as rows whose unknowns are the free cells."""
        return [self.fixed[at] if free.isdisjoint(cells) else self._row(at, free) for at, cells in enumerate(self.cells)]

    def _row(self, at: int, free: frozenset[str]) -> _Row:
        law, slack = self.laws[at], self.slacks[at]
        weights: dict[str, int] = {}
        for cell, weight in law.terms:
            if cell in free:
                weights[cell] = weights.get(cell, 0) + weight
        constant = sum(self.numbers[cell] * weight for cell, weight in law.terms if cell not in free)
        if law.equal and abs(constant) <= slack and not any(weights.values()):
            constant = 0
        if not law.equal:
            constant += slack
        kept = tuple((cell, weight) for cell, weight in weights.items() if weight)
        return _Row(kept, constant, law.equal, frozenset(cell for cell, _ in law.terms if cell not in free))


def suspects(laws: Iterable[Law], numbers: Mapping[str, float], fixed: Iterable[str] = ()) -> Suspects:
    """The fewest cells to change. Numbers of people are not below nought; `fixed` are cells that are surely right.

    Only laws whose cells all have numbers count. Nothing is wrong: no set. The search is exact: with every set of its size all
    others are looked at, and one is taken only if numbers exist that make all laws hold.
    """
    told = [law for law in dict.fromkeys(laws) if all(cell in numbers for cell, _ in law.terms)]
    if all(law.holds(numbers) for law in told):
        return Suspects()
    sure, system = frozenset(fixed), _System.of(told, numbers)
    try:
        for size in range(_at_least(told, numbers), MOST_CELLS + 1):
            found = sorted(set(_sets(system, frozenset(), size, sure, set())))
            if found:
                only = _values(system, found[0]) if len(found) == 1 else {}
                return Suspects(tuple(found[:MOST_SETS]), only)
    except _TooLarge:
        return Suspects(complete=False)
    return Suspects(complete=False)


def _at_least(laws: Sequence[Law], numbers: Mapping[str, float]) -> int:
    """How many cells have to change at least: laws that are broken and share no cell need one each."""
    used, count = set[str](), 0
    for law in sorted((law for law in laws if not law.holds(numbers)), key=lambda law: len(law.terms)):
        cells = {cell for cell, _ in law.terms}
        if not cells & used:
            used, count = used | cells, count + 1
    return count


def _sets(
    system: _System, free: frozenset[str], left: int, sure: frozenset[str], seen: set[frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """Sets that begin with `free` and have `left` cells more: of a law that is broken whatever the free ones are, one of its cells."""
    if free in seen:
        return
    seen.add(free)
    if len(seen) > MOST_LOOKS:
        raise _TooLarge
    broken = _broken(system, free)
    if broken is None:
        yield tuple(sorted(free))
        return
    if left:
        for cell in sorted(broken - free - sure):
            yield from _sets(system, free | {cell}, left - 1, sure, seen)


def _broken(system: _System, free: frozenset[str]) -> frozenset[str] | None:
    """The fixed cells of a law that cannot hold whatever numbers the free cells have; None where all can hold at once."""
    rows = system.rows(free)
    rows += [_Row(((cell, 1),), 0, False, frozenset()) for cell in sorted(free)]
    for cell in sorted(free):
        rows = _without(rows, cell)
    worst = [row for row in rows if (row.constant != 0 if row.equal else row.constant < 0)]
    return min((row.of for row in worst), key=lambda of: (len(of), sorted(of)), default=None)


def _without(rows: Sequence[_Row], cell: str) -> list[_Row]:
    """The same without one free cell: by an equation that has it, else every lower bound against every upper one (Fourier, Motzkin).

    Rows are only multiplied by what is above nought, so that 'at least' stays so.
    """
    have: list[tuple[_Row, int]] = []
    rest: list[_Row] = []
    for row in rows:
        weight = next((weight for name, weight in row.weights if name == cell), None) if row.weights else None
        if weight is None:
            rest.append(row)
        else:
            have.append((row, weight))
    pivot, by = next(((row, weight) for row, weight in have if row.equal), (None, 0))
    if pivot is not None:
        sign = 1 if by > 0 else -1
        made = [_joined(row, pivot, cell, abs(by), -sign * weight) for row, weight in have if row is not pivot]
    else:
        low = [(row, weight) for row, weight in have if weight > 0]
        high = [(row, weight) for row, weight in have if weight < 0]
        made = [_joined(a, b, cell, -other, weight) for a, weight in low for b, other in high]
    if len(rest) + len(made) > MOST_LAWS:
        raise _TooLarge
    return [*rest, *made]


def _joined(row: _Row, other: _Row, cell: str, times: int, others: int) -> _Row:
    weights = {name: times * weight for name, weight in row.weights}
    for name, weight in other.weights:
        weights[name] = weights.get(name, 0) + others * weight
    kept = tuple((name, weight) for name, weight in weights.items() if weight and name != cell)
    return _Row(kept, times * row.constant + others * other.constant, row.equal, row.of | other.of)


def _values(system: _System, cells: Sequence[str]) -> dict[str, float]:
    """What each of the cells must be, where the equations leave one number only."""
    found: dict[str, float] = {}
    for cell in cells:
        rows = [row for row in system.rows(frozenset(cells)) if row.equal]
        for other in cells:
            if other != cell:
                rows = _without(rows, other)
        settled = {Fraction(-row.constant, dict(row.weights)[cell] * system.scale) for row in rows if row.weights}
        if len(settled) == 1:
            found[cell] = float(settled.pop())
    return found


def in_words(found: Suspects, numbers: Mapping[str, float]) -> str:
    """What to look at first, as a sentence; empty where nothing is wrong."""
    if not found:
        return ""
    if not found.complete:
        return "对不上的地方太多，请先核对合计"
    if len(found.sets) == 1:
        told = "、".join(
            f"{cell}（现在是 {numbers[cell]:g}，改成 {found.values[cell]:g} 就都对上了）" if cell in found.values else cell
            for cell in found.sets[0]
        )
        return f"最可能填错的是 {told}"
    cells = list(dict.fromkeys(chain.from_iterable(found.sets)))
    if all(len(one) == 1 for one in found.sets):
        return f"{'、'.join(cells)} 里有一个填错了"
    size = len(found.sets[0])
    return f"至少有 {size} 个格子要改，先看 {'、'.join(cells)}"
