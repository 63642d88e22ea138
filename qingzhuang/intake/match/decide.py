"""Is it the same person: reasons with weights, and the rule of two independent keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from qingzhuang.intake.match.names import Likeness, likeness
from qingzhuang.intake.match.person import Birth, Person
from qingzhuang.intake.values.address import address_key
from qingzhuang.vocabulary import label_in

if TYPE_CHECKING:
    from qingzhuang.intake.match.known import Known

PROPOSED = 0.45  # below this two records have hardly more in common than a name
DOUBTFUL = 0.7  # the most that names one sign apart can reach: twins live at one address and have one birthday
SHOWN = 5
NAMES = {
    Likeness.EQUAL: "name_equal",
    Likeness.SOUND: "name_sound",
    Likeness.NEAR: "name_near",
    Likeness.DIFFERENT: "name_differs",
}
BESIDE = frozenset(("phone_equal", "address_equal", "household_equal"))
AGAINST = frozenset(("id_differs", "birth_differs", "sex_differs"))


class Verdict(str, Enum):
    """What is to be done with a record."""

    SAME = "same"  # sure: it updates the known person
    PROPOSAL = "proposal"  # perhaps; a person decides
    NEW = "new"  # nobody known is this
    CONFLICT = "conflict"  # the number of somebody with quite another name; a person decides


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its weight; `known` is what the ledger has, where that matters."""

    code: str
    known: str = ""

    @property
    def weight(self) -> float:
        return float(_reasons()[self.code]["weight"])

    def words(self, language: str = "zh-Hans") -> str:
        """The reason in words: zh-Hans, zh-Hant or en."""
        return label_in(_reasons()[self.code], language).format(known=self.known)


@dataclass(frozen=True, slots=True)
class Match:
    """What a record is: `key` of the known person (empty when new), score 0 to 1, reasons; `others` are further candidates."""

    verdict: Verdict
    key: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    others: tuple[tuple[str, float], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether no other candidate could change it."""
        return self.verdict is Verdict.SAME and self.reasons[:1] == (ID_EQUAL,)


ID_EQUAL = Reason("id_equal")
NAME_EQUAL, PHONE_EQUAL, ADDRESS_EQUAL = Reason("name_equal"), Reason("phone_equal"), Reason("address_equal")
NEW = Match(Verdict.NEW)


def decide(person: Person, candidates: Sequence[Known]) -> Match:
    """Compare a record with candidates in full and say which of them it is."""
    judged = [found for known in candidates if (found := judge(person, known)).verdict is not Verdict.NEW]
    if not judged:
        return NEW
    order = {Verdict.SAME: 0, Verdict.CONFLICT: 1, Verdict.PROPOSAL: 2}
    judged.sort(key=lambda found: (order[found.verdict], -found.score, found.key))
    best = judged[0]
    rest = tuple((found.key, found.score) for found in judged[1 : SHOWN + 1])
    if best.verdict is Verdict.SAME and len(judged) > 1 and judged[1].verdict is Verdict.SAME:
        reasons = (*best.reasons, Reason("several"))
        return Match(Verdict.PROPOSAL, best.key, _sum(reasons), reasons, rest)
    return Match(best.verdict, best.key, best.score, best.reasons, rest) if rest else best


def judge(person: Person, known: Known) -> Match:
    """One record and one known person. Hot: most candidates have another name and another number, and that is seen first."""
    same_number = bool(person.id_number) and person.id_number == known.id_number
    alike = _alike(person.name, known.name)
    if not same_number and alike in (None, Likeness.DIFFERENT):
        return NEW
    reasons = tuple(_reasons_for(person, known, same_number, alike))
    codes = {reason.code for reason in reasons}
    score = _sum(reasons)
    if same_number:
        if alike is Likeness.DIFFERENT:
            return Match(Verdict.CONFLICT, known.key, score, reasons)
        sure = alike is not None and not (alike is Likeness.NEAR and "sex_differs" in codes)
        return Match(Verdict.SAME if sure else Verdict.PROPOSAL, known.key, score, reasons)
    beside = codes & BESIDE
    if alike is Likeness.EQUAL and "birth_equal" in codes and beside and not codes & AGAINST:
        return Match(Verdict.SAME, known.key, score, reasons)
    if alike is Likeness.NEAR:
        score = min(score, DOUBTFUL)
    agreeing = len(beside) + len(codes & {"birth_equal", "birth_month"})
    if agreeing and score >= PROPOSED:
        return Match(Verdict.PROPOSAL, known.key, score, reasons)
    return NEW


def _alike(one: str, other: str) -> Likeness | None:
    if not one or not other:
        return None
    return Likeness.EQUAL if one == other else likeness(one, other)


def _reasons_for(person: Person, known: Known, same_number: bool, alike: Likeness | None) -> Iterator[Reason]:
    if same_number:
        yield ID_EQUAL
    elif person.id_number and known.id_number:
        yield Reason("id_differs")
    if alike is not None:
        yield NAME_EQUAL if alike is Likeness.EQUAL else Reason(NAMES[alike], known.name)
    if not same_number and (birth := _birth(person.birth, known.birth_date)):
        yield Reason(birth)
    if person.sex and known.sex and person.sex != known.sex:
        yield Reason("sex_differs")
    if person.phone and person.phone == known.phone:
        yield PHONE_EQUAL
    if person.address and known.address and _one_place(person.address, known.address):
        yield ADDRESS_EQUAL
    if person.household and person.household == known.household:
        yield Reason("household_equal")


def _birth(one: Birth, other: date | None) -> str:
    if one is None or other is None:
        return ""
    if isinstance(one, date):
        return "birth_equal" if one == other else "birth_differs"
    if len(one) == 4:
        return "" if one == f"{other.year}" else "birth_differs"
    return "birth_month" if one == f"{other.year}-{other.month:02d}" else "birth_differs"


def _one_place(one: str, other: str) -> bool:
    """The same door; a street or a village without a number tells nobody apart."""
    if one == other:
        return any(sign.isdigit() for sign in one)
    key = address_key(one)
    return key == address_key(other) and any(sign.isdigit() for sign in key)


def _sum(reasons: Sequence[Reason]) -> float:
    weights = _weights()
    return round(min(1.0, max(0.0, sum(weights[reason.code] for reason in reasons))), 2)


@cache
def _weights() -> dict[str, float]:
    return {code: float(entry["weight"]) for code, entry in _reasons().items()}


@cache
def _reasons() -> dict[str, dict[str, Any]]:
    text = (files("qingzhuang.content") / "intake" / "reasons.yaml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return entries
