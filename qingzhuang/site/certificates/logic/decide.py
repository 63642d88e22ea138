"""The decision before any paper: not to be issued, not needed, conditions unmet, a second look, or filled at once; always with reasons.

>>> kind = kinds()["residence"]
>>> decide(Case("110101001001", kind=kind, body="bank", holds=lambda condition: True)).outcome
<Outcome.LISTED: 'listed'>
>>> decide(Case("110101001001", item=listing_for("11").find("单身证明"), body="bank", holds=lambda condition: True)).outcome
<Outcome.FORBIDDEN: 'forbidden'>
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from qingzhuang.site.certificates.logic.kinds import Kind, Text, kinds
from qingzhuang.site.certificates.logic.lists import Item, listing_for

__all__ = ["Case", "Decision", "Outcome", "Reason", "decide", "kinds"]
Holds = Callable[[str], bool | None]  # a condition in the question language → yes, no, nobody knows


class Outcome(str, Enum):
    FORBIDDEN = "forbidden"  # on the list of what must not be issued
    NOT_NEEDED = "not_needed"  # the asking body can look it up, or a valid paper serves
    UNMET = "unmet"  # the ledger says that it is not so
    VERIFY = "verify"  # may be issued when a named person has verified it and a second one agrees
    LISTED = "listed"  # filled and issued


THIRD_CLASS = {
    "zh-Hans": "不在清单内，但属于居（村）委会职责且能够核实：经两人核实后据实出具",
    "en": "on no list, but within the committee's duties and verifiable: two people verify it",
}
ON_NO_LIST = {
    "zh-Hans": "本地正面清单中未见此项（待核对）：须两人核实并确认有依据后出具",
    "en": "not seen on a list of this place (to be checked): two people verify it and its basis",
}
ISSUED = frozenset((Outcome.LISTED, Outcome.VERIFY))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code for programs, words for people, the clause it rests on; `sure` is false for what is still 待核对."""

    code: str
    words: Text
    clause: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: a kind that may be issued or an item of the list (never both), where, by which body.

    `serving` is the number of a valid paper of the same kind for the same person that serves; empty where there is none.
    """

    place: str
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
    listing = listing_for(case.place)
    if case.item is not None:
        words = {
            "zh-Hans": f"“{case.item.name}”在不应出具证明事项清单内",
            "en": f"on the list of papers not to be issued: {case.item.english}",
        }
        return Decision(
            Outcome.FORBIDDEN, (Reason("on_list", words, f"{case.item.document} {case.item.clause}"),), listing.version
        )
    if case.kind is None:
        raise ValueError("neither a kind nor an item")
    kind = case.kind
    on_list = kind.stand == "listed" or kind.id in listing.listed
    return (
        _unneeded(case, kind, listing.version)
        or _unmet(case, kind, listing.version)
        or _issued(case, kind, listing.version, third_class=listing.third_class, on_list=on_list)
    )


def _unneeded(case: Case, kind: Kind, version: str) -> Decision | None:
    if case.serving:
        words = {
            "zh-Hans": f"已有一份有效的同类证明（{case.serving}），可继续使用",
            "en": f"a valid paper of this kind serves: {case.serving}",
        }
        return Decision(Outcome.NOT_NEEDED, (Reason("valid_paper", words),), version)
    for one in kind.unneeded:
        if case.body in one.bodies and (not one.when or case.holds(one.when)):
            return Decision(Outcome.NOT_NEEDED, (Reason("body_can_look_up", one.why, sure=not _doubtful(one.why)),), version)
    return None


def _unmet(case: Case, kind: Kind, version: str) -> Decision | None:
    failed = [one for one in kind.conditions if one.otherwise == "unmet" and case.holds(one.when) is False]
    return Decision(Outcome.UNMET, tuple(Reason("unmet", _not(one.why)) for one in failed), version) if failed else None


def _issued(case: Case, kind: Kind, version: str, *, third_class: bool, on_list: bool) -> Decision:
    doubts = [Reason("to_verify", _whether(one.why)) for one in kind.conditions if not case.holds(one.when)]
    if not on_list:
        doubts.append(Reason("third_class", THIRD_CLASS) if third_class else Reason("on_no_list", ON_NO_LIST))
    basis = tuple(
        Reason("basis", {"zh-Hans": one.text, "en": one.text}, one.text if one.checked else "", one.checked) for one in kind.basis
    )
    outcome = Outcome.VERIFY if doubts else Outcome.LISTED
    return Decision(outcome, (*doubts, *basis), version, 2 if outcome is Outcome.VERIFY else kind.eyes)


def _doubtful(words: Text) -> bool:
    return "待核对" in words["zh-Hans"]


def _not(why: Text) -> Text:
    return {"zh-Hans": f"按台账不符合：{why['zh-Hans']}", "en": f"the ledger says otherwise: {why['en']}"}


def _whether(why: Text) -> Text:
    return {"zh-Hans": f"需核实：{why['zh-Hans']}", "en": f"to be verified: {why['en']}"}
