"""Allowances among the facts of a person, and from which day they are no longer paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qingzhuang.site.events.logic.plan import Known
from qingzhuang.vocabulary import Rate, Stop, load

Event = str  # death, move_out, lost_contact


@dataclass(frozen=True, slots=True)
class Allowance:
    """A yes/no fact that money hangs on; `rate` names the table of amounts with its stop rules, where there is one."""

    field: str
    rate: str = ""


ALLOWANCES = (
    Allowance("welfare.old_age_allowance", "old_age_allowance"),
    Allowance("welfare.subsistence_allowance"),
    Allowance("welfare.urban_subsistence_allowance"),
    Allowance("welfare.rural_subsistence_allowance"),
    Allowance("welfare.five_guarantee"),
    Allowance("disability.living_subsidy"),
    Allowance("disability.nursing_subsidy"),
)
USUAL = {"death": Stop("death", 0)}  # where no document says otherwise: paid for the month of death, not after


def running(person: Known) -> list[Allowance]:
    """The allowances that a person is held to receive."""
    return [one for one in ALLOWANCES if person.get(one.field) is True]


def rate_in(name: str, code: str) -> Rate | None:
    """The rate in force in an area: the one made for the nearest place above it, else the default."""
    rates = [rate for rate in load().rates if rate.name == name]
    placed = [rate for rate in rates if rate.place and code.startswith(rate.place.rstrip("0"))]
    return max(placed, key=lambda rate: len(rate.place.rstrip("0")), default=None) or next((r for r in rates if r.default), None)


def stop_of(allowance: Allowance, event: Event, code: str) -> Stop | None:
    """The rule by which an event ends an allowance in an area; None where it does not."""
    rate = rate_in(allowance.rate, code) if allowance.rate else None
    told = next((stop for stop in rate.stops if stop.event == event), None) if rate else None
    return told or USUAL.get(event)


def first_unpaid(stop: Stop, since: date) -> date:
    """The first day of the first month for which nothing more is paid.

    >>> first_unpaid(Stop("death", 0), date(2026, 11, 28)), first_unpaid(Stop("lost_contact", 3), date(2026, 11, 28))
    (datetime.date(2026, 12, 1), datetime.date(2027, 3, 1))
    """
    month = since.year * 12 + since.month + stop.months
    return date(month // 12, month % 12 + 1, 1)
