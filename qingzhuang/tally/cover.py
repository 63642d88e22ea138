"""The smallest set of reports that still answers every question that all of them ask.

Small catalogues are solved exactly; of large ones the answer is a good set and a proof of how far it can be from the best: the
least number that any set needs. What the others ask is then asked by those that stay.

>>> found = cover({"a": {1, 2, 3}, "b": {1, 2}, "c": {3, 4}})
>>> found.keep, found.drop, found.least, found.is_smallest
(('a', 'c'), ('b',), 2.0, True)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Cost = Callable[[Name], float]
MOST_WORK = 1_500_000  # looks at a question of a row in the exact search; beyond, the best set so far stands with its bound


@dataclass(frozen=True, slots=True)
class Cover:
    """`keep` answers everything; `drop` can go. No set can be smaller (or cheaper) than `least`."""

    keep: tuple[Hashable, ...]
    drop: tuple[Hashable, ...]
    cost: float
    least: float

    @property
    def is_smallest(self) -> bool:
        return self.cost - self.least < 1e-9


def cover(asked: Mapping[Name, Collection[Hashable]], cost: Cost[Name] | None = None) -> Cover:
    """The cheapest set of names whose questions are all questions; each costs 1 unless `cost` says otherwise (more than 0).

    Names that ask nothing are dropped. The order of names decides between equals, so that the answer is always the same.
    """
    names = list(asked)
    costs = [cost(name) if cost else 1.0 for name in names]
    rows = _as_bits([asked[name] for name in names])
    whole = 0
    for row in rows:
        whole |= row
    needed, rows_left, rest = _must(rows, costs, whole)
    greedy = _greedy(rows_left, costs, rest)
    best, proven = _exact(rows_left, costs, rest, greedy)
    chosen = sorted(needed | best)
    paid = float(sum(costs[at] for at in chosen))
    bound = paid if proven else sum(costs[at] for at in needed) + _least(rows_left, costs, rest)
    keep = tuple(names[at] for at in chosen)
    return Cover(keep, tuple(name for name in names if name not in set(keep)), paid, bound)


def _as_bits(sets: list[Collection[Hashable]]) -> list[int]:
    """The rows as bits; questions that the same rows ask are one bit, since whoever answers one of them answers all."""
    askers: dict[Hashable, int] = {}
    for at, questions in enumerate(sets):
        for question in questions:
            askers[question] = askers.get(question, 0) | 1 << at
    places = {who: place for place, who in enumerate(sorted(set(askers.values())))}
    return [sum(1 << place for who, place in places.items() if who >> at & 1) for at in range(len(sets))]


def _must(rows: list[int], costs: list[float], whole: int) -> tuple[set[int], dict[int, int], int]:
    """Who must stay because it alone asks something, until nothing more follows; then the rows and questions that are left.

    A row that asks no more than another that costs no more is left out, which is safe, and may make others necessary.
    """
    left = {at: row for at, row in enumerate(rows) if row}
    needed: set[int] = set()
    rest = whole
    while True:
        left = _without_dominated({at: row & rest for at, row in left.items() if row & rest}, costs)
        once, twice = 0, 0
        for row in left.values():
            twice |= once & row
            once |= row
        alone = {at for at, row in left.items() if row & once & ~twice}
        if not alone:
            return needed, left, rest
        needed |= alone
        for at in alone:
            rest &= ~left.pop(at)


def _without_dominated(rows: dict[int, int], costs: list[float]) -> dict[int, int]:
    kept: dict[int, int] = {}
    for at, row in sorted(rows.items(), key=lambda pair: (-pair[1].bit_count(), costs[pair[0]], pair[0])):
        if not any(row & other == row and costs[one] <= costs[at] for one, other in kept.items()):
            kept[at] = row
    return dict(sorted(kept.items()))


def _greedy(rows: dict[int, int], costs: list[float], rest: int) -> set[int]:
    """Again and again whoever answers most of what is left for its cost."""
    chosen: set[int] = set()
    while rest:
        at = min(rows, key=lambda at: (-(rows[at] & rest).bit_count() / costs[at], at))
        chosen.add(at)
        rest &= ~rows[at]
    return _slim(rows, costs, chosen)


def _slim(rows: dict[int, int], costs: list[float], chosen: set[int]) -> set[int]:
    """Without those that the later choices have made needless, dearest first."""
    for at in sorted(chosen, key=lambda at: (-costs[at], at)):
        if _covered(rows, chosen - {at}, rows[at]):
            chosen = chosen - {at}
    return chosen


def _covered(rows: dict[int, int], chosen: set[int], wanted: int) -> bool:
    for at in chosen:
        wanted &= ~rows[at]
    return not wanted


def _least(rows: dict[int, int], costs: list[float], rest: int) -> float:
    """What any set must cost: each question pays the least share of a row that asks it (a dual solution of the cover)."""
    owed = 0.0
    slack = dict(zip(rows, (costs[at] for at in rows), strict=True))
    for bit in _rarest_first(rows, rest):
        asking = [at for at, row in rows.items() if row & bit]
        pays = min(slack[at] for at in asking)
        owed += pays
        for at in asking:
            slack[at] -= pays
    return owed


def _rarest_first(rows: dict[int, int], rest: int) -> list[int]:
    bits = []
    while rest:
        bit = rest & -rest
        rest ^= bit
        bits.append(bit)
    return sorted(bits, key=lambda bit: sum(bool(row & bit) for row in rows.values()))


def _exact(rows: dict[int, int], costs: list[float], rest: int, greedy: set[int]) -> tuple[set[int], bool]:
    """The cheapest set by search: branch on the question with the fewest askers, give up where the bound shows no gain.

    Returns the best set found and whether it is proven to be the cheapest.
    """
    best, paid = greedy, sum(costs[at] for at in greedy)
    work = 0
    pile: list[tuple[frozenset[int], int, float, int]] = [(frozenset(), rest, 0.0, 0)]  # chosen, open, cost, rows out of play
    while pile:
        chosen, open_, cost, out = pile.pop()
        if not open_:
            if cost < paid - 1e-9:
                best, paid = set(chosen), cost
            continue
        work += open_.bit_count() * len(rows)
        if work > MOST_WORK:
            return best, False
        usable = {at: row for at, row in rows.items() if row & open_ and not out >> at & 1}
        bits = _rarest_first(usable, open_)
        asking = [at for at, row in usable.items() if row & bits[0]]
        if not asking or cost + _least(usable, costs, open_) >= paid - 1e-9:
            continue
        barred = out
        for at in sorted(
            asking, key=lambda at: -(usable[at] & open_).bit_count()
        ):  # tried in this order: each without those before
            pile.append((chosen | {at}, open_ & ~rows[at], cost + costs[at], barred))
            barred |= 1 << at
    return best, True
