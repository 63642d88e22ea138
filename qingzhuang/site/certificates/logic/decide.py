"""The decision before any paper: not to be issued, not needed, conditions unmet, a second look, or filled at once; always with reasons.

What a list, a kind and the ledger say are facts of a case; the rulebook judges them, each rule with its clause and its days; here stands in which
order its verdicts count.

>>> kind, day = kinds()["residence"], date(2026, 6, 30)
>>> decide(Case("110101001001", day, kind=kind, body="bank", holds=lambda condition: True)).outcome
<Outcome.LISTED: 'listed'>
>>> decide(Case("110101001001", day, item=listing_for("11").find("单身证明"), body="bank", holds=lambda condition: True)).outcome
<Outcome.FORBIDDEN: 'forbidden'>
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from qingzhuang import rulebook
from qingzhuang.rulebook import Verdict
from qingzhuang.site.certificates.logic.kinds import Condition, Kind, Text, Unneeded, kinds
from qingzhuang.site.certificates.logic.lists import Item, Listing, listing_for

__all__ = ["Case", "Decision", "Outcome", "Reason", "decide", "kinds"]
Holds = Callable[[str], bool | None]  # a condition in the question language → yes, no, nobody knows


class Outcome(str, Enum):
    FORBIDDEN = "forbidden"  # on the list of what must not be issued
    NOT_NEEDED = "not_needed"  # the asking body can look it up, or a valid paper serves
    UNMET = "unmet"  # the ledger says that it is not so
    VERIFY = "verify"  # may be issued when a named person has verified it and a second one agrees
    LISTED = "listed"  # filled and issued


FOLLOWS = {
    "certificate-on-list": Outcome.FORBIDDEN,
    "certificate-valid-paper": Outcome.NOT_NEEDED,
    "certificate-shared": Outcome.NOT_NEEDED,
}  # what a rule that is not met leads to; in this order
ISSUED = frozenset((Outcome.LISTED, Outcome.VERIFY))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, or `basis`; words for people; the clause it rests on; `sure` is false for what is still 待核对."""

    code: str
    words: Text
    clause: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: a kind that may be issued or an item of the list (never both), where, on which day, by which body.

    `serving` is the number of a valid paper of the same kind for the same person that serves; empty where there is none.
    """

    place: str
    day: date
    holds: Holds
    kind: Kind | None = None
    item: Item | None = None
    body: str = "other"
    serving: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reasons: tuple[Reason, ...]
    version: str  # of the list, for the register
    eyes: int = 1

    @property
    def may_issue(self) -> bool:
        return self.outcome in ISSUED


def decide(case: Case) -> Decision:
    """The first that applies, in the order of `Outcome`. Raises ValueError where neither a kind nor an item is asked."""
    if case.item is None and case.kind is None:
        raise ValueError("neither a kind nor an item")
    listing = listing_for(case.place)
    shared = _shared(case)
    failed = _judged(_facts(case, listing, shared), case.day, "certificate")
    for name, outcome in FOLLOWS.items():
        if name in failed:
            return Decision(outcome, (_reason(failed[name], case, shared),), listing.version)
    kind = case.kind
    if kind is None:  # a clock before the list began: of what only a list names there is no paper on any day
        return Decision(Outcome.FORBIDDEN, (), listing.version)
    conditions = [(one, _judged(_condition(one, case.holds), case.day, "condition")) for one in kind.conditions]
    unmet = [verdict for _one, told in conditions for verdict in told.values() if verdict.rule.id == "condition-holds"]
    denied = tuple(_reason(verdict, case) for verdict in unmet if verdict.outcome is rulebook.Outcome.NOT_MET)
    if denied:
        return Decision(Outcome.UNMET, denied, listing.version)
    doubts = [_reason(verdict, case) for _one, told in conditions for verdict in told.values()]
    doubts += [_reason(verdict, case) for name, verdict in failed.items() if name not in FOLLOWS]
    basis = [Reason("basis", {"zh-Hans": one.text, "en": one.text}, sure=one.checked) for one in kind.basis]
    outcome = Outcome.VERIFY if doubts else Outcome.LISTED
    return Decision(outcome, (*doubts, *basis), listing.version, 2 if outcome is Outcome.VERIFY else kind.eyes)


def _facts(case: Case, listing: Listing, shared: Unneeded | None) -> dict[str, Any]:
    """What the rulebook is asked about a certificate: docs/reference/rulebook.md."""
    kind, item = case.kind, case.item
    return {
        "on_list": item.name if item else "", "on_list_en": item.english if item else "", "serving": case.serving,
        "can_look_up": shared.why["zh-Hans"] if shared else "", "can_look_up_en": shared.why["en"] if shared else "",
        "listed": kind is not None and (kind.stand == "listed" or kind.id in listing.listed), "third_class": listing.third_class,
    }  # fmt: skip


def _shared(case: Case) -> Unneeded | None:
    """Why the asking body can look it up itself; None where it cannot, or nobody can tell."""
    found = case.kind.unneeded if case.kind else ()
    return next((one for one in found if case.body in one.bodies and (not one.when or case.holds(one.when))), None)


def _condition(one: Condition, holds: Holds) -> dict[str, Any]:
    found = holds(one.when)
    known = {} if found is None else {"holds": found}
    return known | {"needed": one.otherwise == "unmet", "why": one.why["zh-Hans"], "why_en": one.why["en"]}


def _judged(facts: Mapping[str, Any], day: date, about: str) -> dict[str, Verdict]:
    """The rules that are not met, or of which nobody can tell, by their names."""
    found = rulebook.load("china").judge(facts, day, about=about)
    return {verdict.rule.id: verdict for verdict in found if verdict.outcome is not rulebook.Outcome.MET}


def _reason(verdict: Verdict, case: Case, shared: Unneeded | None = None) -> Reason:
    """A verdict as the register keeps it; an item names the place of its own list, more exact than the clause of the rule."""
    clause = verdict.rule.clause
    where = f"{clause.paper['zh-Hans']}{clause.article}" if clause else ""
    if case.item is not None:
        where = f"{case.item.document} {case.item.clause}"
    doubtful = shared is not None and "待核对" in shared.why["zh-Hans"]
    return Reason(verdict.rule.id, verdict.reason, where, verdict.rule.verified and not doubtful)
