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
from itertools import chain

MOST_CELLS = 6  # a larger fault is no slip of the pen
MOST_SETS = 12
MOST_LAWS = (
    4000  # laws that elimination may make before one gives up: small systems are exact, large ones say that they are too large
)
MOST_LOOKS = 400  # sets of cells that are looked at before one gives up: a page waits for the answer
Weights = Mapping[str, Fraction]


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


@dataclass(frozen=True)
class _Row:
    """A law in exact numbers: the weighted sum of cells plus a constant is nought (equal), or at least nought."""

    weights: tuple[tuple[str, Fraction], ...]
    constant: Fraction
    equal: bool
    of: frozenset[str]  # the fixed cells that it was made from


def suspects(laws: Iterable[Law], numbers: Mapping[str, float], fixed: Iterable[str] = ()) -> Suspects:
    """The fewest cells to change. Numbers of people are not below nought; `fixed` are cells that are surely right.

    Only laws whose cells all have numbers count. Nothing is wrong: no set. The search is exact: with every set of its size all
    others are looked at, and one is taken only if numbers exist that make all laws hold.
    """
    told = [law for law in dict.fromkeys(laws) if all(cell in numbers for cell, _ in law.terms)]
    if all(law.holds(numbers) for law in told):
        return Suspects()
    sure = frozenset(fixed)
    try:
        for size in range(_at_least(told, numbers), MOST_CELLS + 1):
            found = sorted(set(_sets(told, numbers, frozenset(), size, sure, set())))
            if found:
                only = _values(told, numbers, found[0]) if len(found) == 1 else {}
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
    laws: Sequence[Law],
    numbers: Mapping[str, float],
    free: frozenset[str],
    left: int,
    sure: frozenset[str],
    seen: set[frozenset[str]],
) -> Iterator[tuple[str, ...]]:
    """Sets that begin with `free` and have `left` cells more: of a law that is broken whatever the free ones are, one of its cells."""
    if free in seen:
        return
    seen.add(free)
    if len(seen) > MOST_LOOKS:
        raise _TooLarge
    broken = _broken(laws, numbers, free)
    if broken is None:
        yield tuple(sorted(free))
        return
    if left:
        for cell in sorted(broken - free - sure):
            yield from _sets(laws, numbers, free | {cell}, left - 1, sure, seen)


def _broken(laws: Sequence[Law], numbers: Mapping[str, float], free: frozenset[str]) -> frozenset[str] | None:
    """The fixed cells of a law that cannot hold whatever numbers the free cells have; None where all can hold at once."""
    rows = [_row(law, numbers, free) for law in laws]
    rows += [_Row(((cell, Fraction(1)),), Fraction(0), False, frozenset()) for cell in sorted(free)]
    for cell in sorted(free):
        rows = _without(rows, cell)
    worst = [row for row in rows if (row.constant != 0 if row.equal else row.constant < 0)]
    return min((row.of for row in worst), key=lambda of: (len(of), sorted(of)), default=None)


def _row(law: Law, numbers: Mapping[str, float], free: frozenset[str]) -> _Row:
    weights = tuple((cell, Fraction(weight)) for cell, weight in law.terms if cell in free)
    constant = sum((Fraction(str(numbers[cell])) * weight for cell, weight in law.terms if cell not in free), Fraction(0))
    slack = Fraction(str(law.slack))
    of = frozenset(cell for cell, _ in law.terms if cell not in free)
    if law.equal and abs(constant) <= slack and not weights:
        constant = Fraction(0)
    if not law.equal:
        constant += slack
    return _Row(weights, constant, law.equal, of)


def _without(rows: Sequence[_Row], cell: str) -> list[_Row]:
    """The same without one free cell: by an equation that has it, else every lower bound against every upper one (Fourier, Motzkin)."""
    have = [row for row in rows if any(name == cell for name, _ in row.weights)]
    rest = [row for row in rows if row not in have]
    pivot = next((row for row in have if row.equal), None)
    if pivot is not None:
        made = [
            _joined(row, pivot, cell, dict(row.weights)[cell] / -dict(pivot.weights)[cell]) for row in have if row is not pivot
        ]
    else:
        low = [row for row in have if dict(row.weights)[cell] > 0]
        high = [row for row in have if dict(row.weights)[cell] < 0]
        made = [_joined(a, b, cell, dict(a.weights)[cell] / -dict(b.weights)[cell]) for a in low for b in high]
    if len(rest) + len(made) > MOST_LAWS:
        raise _TooLarge
    return [*rest, *made]


def _joined(row: _Row, other: _Row, cell: str, factor: Fraction) -> _Row:
    weights = dict(row.weights)
    for name, weight in other.weights:
        weights[name] = weights.get(name, Fraction(0)) + factor * weight
    kept = tuple((name, weight) for name, weight in weights.items() if weight and name != cell)
    return _Row(kept, row.constant + factor * other.constant, row.equal, row.of | other.of)


def _values(laws: Sequence[Law], numbers: Mapping[str, float], cells: Sequence[str]) -> dict[str, float]:
    """What each of the cells must be, where the equations leave one number only."""
    found: dict[str, float] = {}
    for cell in cells:
        rows = [_row(law, numbers, frozenset(cells)) for law in laws if law.equal]
        for other in cells:
            if other != cell:
                rows = _without(rows, other)
        settled = {-row.constant / dict(row.weights)[cell] for row in rows if row.weights}
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
