"""How an answer changed between two days, by record: who came in, who left, and why; the steps lead from one number to the other.

>>> from qingzhuang.tally.syntax import parse
>>> day = {"id": ["1", "2"], "birth_date": ["1945-09-30", "1940-01-01"]}
>>> facts = Dataset.of({"person": day})
>>> before, after = Then(facts, date(2025, 3, 1)), Then(facts, date(2025, 10, 31))
>>> found = change(parse("count(person where age>=80)"), before, after)
>>> found.before, found.after, [(step.why.value, step.count) for step in found.steps]
(1, 2, [('age', 1)])
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.tally import question as q
from qingzhuang.tally.answers import slots_within
from qingzhuang.tally.bits import Whole
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.differ import Counted, Reason, Side, count_side, reasons_for
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.rows import cell_values
from qingzhuang.tally.scope import Plain, division_prefix


class Why(str, Enum):
    """Why a record is counted now and was not before, or the other way round."""

    BORN = "born"
    MOVED_IN = "moved_in"  # it was known elsewhere, or the ledger tells of the move
    RECORDED = "recorded"  # nobody had recorded it before
    DIED = "died"
    MOVED_OUT = "moved_out"
    MERGED = "merged"  # it was the same as another
    ENDED = "ended"  # of what does not die: a household dissolved, a shop closed
    GONE = "gone"  # the ledger has it no more and does not say why
    AGE = "age"  # nothing but time has passed: somebody turned 80, by the facts of last time too
    FACT = "fact"  # a fact of it is another now, or was corrected
    LEARNED = "learned"  # a fact that nobody knew was recorded, or one was found to be unknown
    VALUE = "value"  # counted both times; the value to add up is another


CAME, WENT, STAYED = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Then:
    """One of the two moments: the facts as they were, the day of the report, and its period where it counts births or deaths."""

    dataset: Dataset
    day: date
    period: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Mover:
    """A record that is between the two numbers. `amount` is what it adds: 1 or −1 of a count, its value of a sum."""

    key: str
    why: Why
    amount: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """All that came or went for one reason; `condition` is what decides for AGE, FACT and LEARNED, as on their first record."""

    sign: int
    why: Why
    count: int
    amount: float
    condition: q.Condition | None = None
    movers: tuple[Mover, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """`after == before + sum(step.amount for step in steps)` always holds; a list is as long as it has records."""

    entity: str
    before: float
    after: float
    steps: tuple[Step, ...] = ()
    kept: int = 0  # records counted both times

    @property
    def came(self) -> int:
        return sum(step.count for step in self.steps if step.sign > 0)

    @property
    def went(self) -> int:
        return sum(step.count for step in self.steps if step.sign < 0)


Fates = Mapping[str, Why]


def change(question: q.Question, before: Then, after: Then, area: str = "", fates: Fates | None = None) -> Change:
    """How a count, a sum, a list or a number of different things changed in an area.

    `fates` tells of records (by key) that came or went what became of them, where the ledger knows: died, moved out. What it does
    not tell is worked out from the two pictures. Raises QuestionError for means and shares: ask their parts (`parts_of`).
    """
    match question:
        case q.Count(entity=entity, where=where) | q.Listing(entity=entity, where=where):
            return _counted(entity, where, before, after, area, fates or {})
        case q.Aggregate(function="sum", path=path, where=where):
            return _counted(question.entity, where, before, after, area, fates or {}, path)
        case q.CountDistinct(path=path, where=where):
            return _distinct(path, where, before, after, area, fates or {})
    raise QuestionError("only counts, sums and lists change by record; of a share or a mean ask its parts")


def parts_of(question: q.Question) -> tuple[q.Question, ...]:
    """The questions whose changes explain one: of a share its part and its whole, of a mean the sum and the number of records.

    >>> from qingzhuang.tally.syntax import parse
    >>> len(parts_of(parse("percent(count(person where sex=female) / count(person))")))
    2
    """
    match question:
        case q.Percent(part=part, whole=whole):
            return (*parts_of(part), *parts_of(whole))
        case q.Aggregate(function="avg", path=path, where=where):
            return (q.Aggregate("sum", path, where), q.Count(question.entity, where))
        case q.Count() | q.CountDistinct() | q.Listing() | q.Aggregate(function="sum"):
            return (question,)
    return ()


@dataclass(frozen=True, eq=False)
class _Picture:
    """One moment worked out: who is surely counted in the area, and where every record is."""

    then: Then
    counted: Counted
    prefix: str
    slots: Whole
    held: pa.Array  # the keys of these, whole numbers or texts
    at: dict[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """The keys of those counted, as text."""
        return _texts(self.held)

    def without(self, other: _Picture | None) -> list[str]:
        """The keys of those counted here and not there; of a million records only these become texts."""
        if other is None:
            return self.keys
        there = other.held if other.held.type == self.held.type else other.held.cast(pa.string())
        here = self.held if other.held.type == self.held.type else self.held.cast(pa.string())
        return _texts(here.filter(pc.invert(pc.is_in(here, value_set=there))))

    def find(self, keys: Sequence[str]) -> Mapping[str, int]:
        """The slots of records by key, wherever they are; what is not there is left out."""
        dataset, entity = self.then.dataset, self.counted.side.entity
        if not keys or not dataset.holds(entity):
            return {}
        held = dataset.keys(entity).cast(pa.string())
        rows = pc.index_in(pa.array(keys, pa.string()), value_set=held.combine_chunks())
        layout = dataset.layout(entity)
        return {key: layout.slot_at(row) for key, row in zip(keys, rows.to_pylist(), strict=True) if row is not None}

    def inside(self, slots: Sequence[int]) -> set[int]:
        """Which of these lie in the area."""
        layout = self.then.dataset.layout(self.counted.side.entity)
        first, last = (int(layout.word_starts[place]) * 64 for place in layout.span(self.prefix))
        return {slot for slot in slots if first <= slot < last}


def _picture(entity: str, where: q.Condition, then: Then, area: str) -> _Picture | None:
    if not then.dataset.holds(entity):
        return None
    counted, prefix = count_side(Side(entity, where, then.day, then.period), then.dataset), division_prefix(area)
    slots = slots_within(counted.mask.sure, entity, then.dataset, prefix)
    held = then.dataset.keys(entity).take(pa.array(then.dataset.layout(entity).rows_at(slots)))
    whole = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    return _Picture(then, counted, prefix, slots, whole)


def _texts(keys: pa.Array) -> list[str]:
    found: list[str] = keys.cast(pa.string()).to_pylist()
    return found


def _counted(entity: str, where: q.Condition, before: Then, after: Then, area: str, fates: Fates, path: str = "") -> Change:
    then, now = (_picture(entity, where, moment, area) for moment in (before, after))
    came, went = now.without(then) if now else [], then.without(now) if then else []
    aged = _aged(entity, where, before, after)
    movers = [*_movers(CAME, came, then, now, fates, aged), *_movers(WENT, went, now, then, fates, aged)]
    totals = [float(len(one.slots)) if one else 0.0 for one in (then, now)]
    kept = int(totals[1]) - len(came)
    if path:
        values = [_values(one, path) if one else {} for one in (then, now)]
        movers = [replace(one, amount=values[one.amount > 0].get(one.key, 0.0) * one.amount) for one in movers]
        had = frozenset(then.keys) if then else frozenset()
        movers += [
            Mover(key, Why.VALUE, values[1].get(key, 0.0) - values[0].get(key, 0.0))
            for key in (now.keys if now else ())
            if key in had and values[1].get(key, 0.0) != values[0].get(key, 0.0)
        ]
        totals = [sum(side.values()) for side in values]
    signs = {**dict.fromkeys(came, CAME), **dict.fromkeys(went, WENT)}
    return Change(entity, _plain(totals[0]), _plain(totals[1]), _steps(movers, signs), kept)


def _values(one: _Picture, path: str) -> dict[str, float]:
    found = cell_values(one.then.dataset, one.counted.side.entity, path, one.slots, one.then.day)
    return {key: float(value) for key, value in zip(one.keys, found, strict=True) if isinstance(value, (int, float))}


def _distinct(path: str, where: q.Condition, before: Then, after: Then, area: str, fates: Fates) -> Change:
    """Different values of a field: one that came is told by the first record that brought it."""
    entity = path.split(".", 1)[0]
    then, now = (_picture(entity, where, moment, area) for moment in (before, after))
    aged = _aged(entity, where, before, after)
    shown = [_shown(one, path) if one else {} for one in (then, now)]
    movers: list[Mover] = []
    signs: dict[str, int] = {}
    for sign, here, there, own, other in ((CAME, shown[1], shown[0], then, now), (WENT, shown[0], shown[1], now, then)):
        firsts = {key: value for value, key in here.items() if value not in there}
        for one in _movers(sign, list(firsts), own, other, fates, aged):
            movers.append(replace(one, key=str(firsts[one.key])))
            signs[str(firsts[one.key])] = sign
    kept = len(shown[1].keys() & shown[0].keys())
    return Change(entity, len(shown[0]), len(shown[1]), _steps(movers, signs), kept)


def _shown(one: _Picture, path: str) -> dict[Plain, str]:
    """Value → the first record that shows it."""
    found = cell_values(one.then.dataset, one.counted.side.entity, path, one.slots, one.then.day)
    shown: dict[Plain, str] = {}
    for key, value in zip(one.keys, found, strict=True):
        if value is not None:
            shown.setdefault(value, key)
    return shown


def _aged(entity: str, where: q.Condition, before: Then, after: Then) -> Callable[[Sequence[str]], frozenset[str]]:
    """Which of some would be counted on the new day by the facts of last time, wherever they are: what changes from the old number to
    this one is the work of time alone."""

    def found(keys: Sequence[str]) -> frozenset[str]:
        aged = _picture(entity, where, Then(before.dataset, after.day, after.period), "") if keys else None
        if aged is None:
            return frozenset()
        some = pa.array(keys, pa.string())
        return frozenset(some.filter(pc.is_in(some, value_set=aged.held.cast(pa.string()))).to_pylist())

    return found


def _movers(
    sign: int,
    keys: list[str],
    other: _Picture | None,
    own: _Picture | None,
    fates: Fates,
    aged: Callable[[Sequence[str]], frozenset[str]],
) -> list[Mover]:
    """Why each of these is counted by one picture (`own`) and not by the other."""
    if not keys or own is None:
        return []
    places = other.find(keys) if other else {}
    inside = other.inside(list(places.values())) if other else set()
    there = {key: slot for key, slot in places.items() if slot in inside}
    told: dict[str, tuple[Reason, ...]] = {}
    if there and other is not None:
        reasons = reasons_for(other.counted, np.array(list(there.values()), np.int64))
        told = dict(zip(there, reasons, strict=True))
    born = _born(keys, own, other) if sign > 0 else frozenset()
    found = [_mover(sign, key, fates.get(key), told.get(key), key in places, key in born) for key in keys]
    by_time = aged([one.key for one in found if one.why is Why.AGE])
    return [replace(one, why=Why.FACT) if one.why is Why.AGE and (one.key in by_time) != (sign > 0) else one for one in found]


def _mover(sign: int, key: str, fate: Why | None, reasons: tuple[Reason, ...] | None, known: bool, born: bool) -> Mover:
    if reasons is not None and fate not in (Why.DIED, Why.MOVED_OUT, Why.MERGED, Why.ENDED):
        return Mover(key, _by_reasons(reasons), float(sign), reasons)
    if fate is not None:
        return Mover(key, fate, float(sign))
    if sign > 0:
        return Mover(key, Why.MOVED_IN if known else Why.BORN if born else Why.RECORDED, 1.0)
    return Mover(key, Why.MOVED_OUT if known else Why.GONE, -1.0)


def _by_reasons(reasons: tuple[Reason, ...]) -> Why:
    if any(reason.unknown for reason in reasons):
        return Why.LEARNED
    return Why.AGE if reasons and all(reason.began is not None or reason.period for reason in reasons) else Why.FACT


def _born(keys: list[str], own: _Picture, other: _Picture | None) -> frozenset[str]:
    """Who was born between the two days."""
    entity, dataset = own.counted.side.entity, own.then.dataset
    if other is None or entity != "person" or not dataset.stores(entity, "birth_date"):
        return frozenset()
    found = own.find(keys)
    days = cell_values(dataset, entity, "person.birth_date", np.array(list(found.values()), np.int64), own.then.day)
    first, last = sorted((other.then.day, own.then.day))
    return frozenset(key for key, day in zip(found, days, strict=True) if isinstance(day, date) and first < day <= last)


def _steps(movers: Sequence[Mover], signs: Mapping[str, int]) -> tuple[Step, ...]:
    """Movers by what moved them: those that came first, the most usual reason first."""
    groups: dict[tuple[int, Why, q.Condition | None], list[Mover]] = {}
    for one in movers:
        condition = one.reasons[0].condition if one.reasons else None
        groups.setdefault((signs.get(one.key, STAYED) if one.why is not Why.VALUE else STAYED, one.why, condition), []).append(
            one
        )
    made = [
        Step(sign, why, len(some), _plain(sum(one.amount for one in some)), condition, tuple(some))
        for (sign, why, condition), some in groups.items()
    ]
    return tuple(sorted(made, key=lambda step: (-step.sign, -step.count, step.why.value)))


def _plain(value: float) -> float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def added(changes: Sequence[Change]) -> Change:
    """The changes of several places as one; steps of the same reason are one step."""
    if not changes:
        raise QuestionError("no changes to add")
    groups: dict[tuple[int, Why, q.Condition | None], list[Step]] = {}
    for step in chain.from_iterable(one.steps for one in changes):
        groups.setdefault((step.sign, step.why, step.condition), []).append(step)
    steps = [
        Step(
            *key[:2], sum(s.count for s in some), _plain(sum(s.amount for s in some)), key[2],
            tuple(chain.from_iterable(s.movers for s in some)),
        )
        for key, some in groups.items()
    ]  # fmt: skip
    steps.sort(key=lambda step: (-step.sign, -step.count, step.why.value))
    first, last = (_plain(sum(getattr(one, end) for one in changes)) for end in ("before", "after"))
    return Change(changes[0].entity, first, last, tuple(steps), sum(one.kept for one in changes))


__all__ = ["Change", "Fates", "Mover", "Step", "Then", "Why", "added", "change", "parts_of"]
