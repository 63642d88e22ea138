"""What an allowance by age costs, and who gets another amount by another rate.

>>> from qingzhuang.vocabulary import load
>>> facts = Dataset.of({"person": {"id": ["1", "2"], "birth_date": ["1940-05-02", "1934-01-01"]}})
>>> rates = {rate.version: rate for rate in load().rates}
>>> cost(rates["30-60-300"], facts, "", date(2025, 6, 1)).yearly
1080
>>> found = pay_differs(rates["30-60-300"], rates["50-100-200-500"], facts, "", date(2025, 6, 1))
>>> [(one.key, one.a.amount, one.b.amount) for one in found.people]
[('1', 30, 100), ('2', 60, 200)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from qingzhuang.tally import question as q
from qingzhuang.tally.answers import slots_within
from qingzhuang.tally.bits import Words
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.engines.bitmap import Bitmaps
from qingzhuang.tally.resolve import resolve
from qingzhuang.tally.rows import Cells, cell_values
from qingzhuang.tally.scope import Plain, division_prefix
from qingzhuang.vocabulary import Life, Payment, Rate, Stop, payment
from qingzhuang.vocabulary.rate import RateBand

PERSON = "person"
# event → the yes/no field that it took place, and the day
FIELDS = {
    "death": ("deceased", "death_date"),
    "move_out": ("moved_out", "move_out_date"),
    "lost_contact": ("", "contact_lost_since"),
}
MONTHS = {"month": 12, "year": 1}  # payments a year


@dataclass(frozen=True, slots=True)
class Line:
    """One band: how many people surely get its amount, and of how many nobody can tell."""

    band: RateBand
    people: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Cost:
    """A rate in an area in the month of a day. `yearly` is in yuan; `unchecked` are events of which the facts hold nothing."""

    lines: tuple[Line, ...]
    yearly: int
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """Somebody who gets another amount by rate A than by rate B."""

    key: str
    a: Payment
    b: Payment
    row: tuple[Plain | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PayDifference:
    """Both costs, how many people get different amounts a year, and those of the page asked for."""

    a: Cost
    b: Cost
    differing: int
    people: tuple[Paid, ...]


def band_condition(band: RateBand, stops: Sequence[Stop], dataset: Dataset, day: date) -> q.Condition:
    """Who gets the amount of a band in the month of a day: of the age, and not stopped."""
    parts: list[q.Condition] = [q.Compare("age", ">=", band.low)]
    if band.high is not None:
        parts.append(q.Compare("age", "<=", band.high))
    for stop in stops:
        flag, when = FIELDS[stop.event]
        going_on: q.Condition = q.Not(q.Compare(when, "<", stop.before(day).isoformat()))
        if flag and dataset.stores(PERSON, flag):
            going_on = q.Or((q.Not(q.Holds(flag)), going_on))
        if _held(stop, dataset):
            parts.append(going_on)
    return q.both(*parts)


def cost(rate: Rate, dataset: Dataset, area: str, day: date) -> Cost:
    """How many people get which amount, and what that is in a year."""
    return _costs(rate, dataset, division_prefix(area), day)[0]


def pay_differs(
    a: Rate, b: Rate, dataset: Dataset, area: str, day: date, columns: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> PayDifference:
    """Compare two rates person by person."""
    prefix = division_prefix(area)
    (cost_a, paid_a), (cost_b, paid_b) = (_costs(rate, dataset, prefix, day) for rate in (a, b))
    slots = np.flatnonzero(paid_a != paid_b)
    page = slots[offset : offset + limit]
    lives = _lives(dataset, page, day)
    rows = list(zip(*(cell_values(dataset, PERSON, column, page, day) for column in columns), strict=True)) or [()] * len(page)
    people = tuple(
        Paid(key, payment(a, life, day), payment(b, life, day), tuple(row))
        for key, life, row in zip(dataset.keys_at(PERSON, page), lives, rows, strict=True)
    )
    return PayDifference(cost_a, cost_b, len(slots), people)


def _costs(rate: Rate, dataset: Dataset, prefix: str, day: date) -> tuple[Cost, npt.NDArray[np.int64]]:
    """The cost, and for each slot the yuan a year."""
    unchecked = tuple(stop.event for stop in rate.stops if not _held(stop, dataset))
    table = rate.table(day)
    if table is None or not dataset.holds(PERSON):
        return Cost((), 0, unchecked), np.zeros(dataset.layout(PERSON).slots, np.int64)
    bitmaps = Bitmaps(dataset, rate.day.day(day))
    yearly = np.zeros(dataset.layout(PERSON).slots, np.int64)
    lines = []
    for band in table.bands:
        node = resolve(band_condition(band, rate.stops, dataset, day), PERSON, dataset.vocabulary)
        mask = bitmaps.mask(node, PERSON)
        sure = slots_within(mask.sure, PERSON, dataset, prefix)
        yearly[sure] = band.amount * MONTHS[table.per]
        lines.append(Line(band, len(sure), _size(mask.maybe & ~mask.sure, dataset, prefix)))
    return Cost(tuple(lines), int(yearly.sum()), unchecked), yearly


def _size(words: Words, dataset: Dataset, prefix: str) -> int:
    return len(slots_within(words, PERSON, dataset, prefix))


def _held(stop: Stop, dataset: Dataset) -> bool:
    """Whether the facts hold anything of an event; what they do not hold stops nobody, and is told."""
    return any(dataset.stores(PERSON, name) for name in FIELDS[stop.event] if name)


def _lives(dataset: Dataset, slots: npt.NDArray[np.int64], day: date) -> list[Life]:
    names = ("birth_date", "death_date", "move_out_date", "contact_lost_since")
    columns: list[Cells] = [cell_values(dataset, PERSON, name, slots, day) for name in names]
    return [Life(*(one if isinstance(one, date) else None for one in life)) for life in zip(*columns, strict=True)]  # type: ignore[arg-type]
