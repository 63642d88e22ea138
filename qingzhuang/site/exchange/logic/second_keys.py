"""Who a row without an ID number is about: the name and one thing more, where nothing speaks against it. No database.

A name alone tells nobody. A birth date, a telephone, an address or the ends of a covered number must be the same, and birth date,
sex and number must not differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from qingzhuang.vocabulary import fold

STAR = "*"
SECOND = ("birth_date", "phone", "residence_address")  # in the order in which they name a new record
VETO = ("birth_date", "sex")


class Verdict(str, Enum):
    """What is known of a row."""

    SAME = "same"  # exactly one record is meant
    SEVERAL = "several"  # more than one may be
    PERHAPS = "perhaps"  # somebody of that name is known, and nothing tells whether it is the same
    NEW = "new"  # nobody of that name could be meant
    NAME_ALONE = "name_alone"  # nobody of that name is known, and the row says nothing more


@dataclass(frozen=True, slots=True)
class Found:
    verdict: Verdict
    number: int = 0


def key_of(facts: Mapping[str, Any]) -> str:
    """Name and one thing more, under which a row without a number is known again; empty where it says only a name.

    >>> key_of({"name": "苏晓梅", "birth_date": "1948-03-02"}), key_of({"name": "苏晓梅"})
    ('苏晓梅 1948-03-02', '')
    """
    name = _plain(facts.get("name"))
    second = next((text for field in SECOND if (text := _plain(facts.get(field))) and STAR not in text), "")
    return f"{name} {second}" if name and second else ""


def found_among(facts: Mapping[str, Any], known: Sequence[tuple[int, Mapping[str, Any]]]) -> Found:
    """Which of the records of that name a row means; `known` are their numbers and facts in plain text."""
    possible = [(number, held) for number, held in known if not _speaks_against(facts, held)]
    same = [number for number, held in possible if _has_second(facts, held)]
    if len(same) == 1:
        return Found(Verdict.SAME, same[0])
    if same:
        return Found(Verdict.SEVERAL)
    if possible:
        return Found(Verdict.PERHAPS)
    return Found(Verdict.NEW if key_of(facts) else Verdict.NAME_ALONE)


def without_covered(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without numbers whose middle is covered: they tell who it is, and are no values."""
    return {name: value for name, value in facts.items() if not (isinstance(value, str) and STAR in value)}


def _speaks_against(told: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    number, own = _plain(told.get("id_number")), _plain(held.get("id_number"))
    if number and own and not _fits(number, own):
        return True
    return any(a and b and a != b for a, b in ((_plain(told.get(f)), _plain(held.get(f))) for f in VETO))


def _has_second(told: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    number, own = _plain(told.get("id_number")), _plain(held.get("id_number"))
    if number and own and _fits(number, own):
        return True
    return any(
        text and _fits(text, other) for text, other in ((_plain(told.get(f)), _plain(held.get(f))) for f in SECOND) if other
    )


def _fits(told: str, held: str) -> bool:
    """Equal, or with the same ends where the middle is covered.

    >>> _fits("9901**********0012", "990101194803020012"), _fits("9901*", "990101194803020012")
    (True, False)
    """
    if STAR not in told:
        return told == held
    ends = told.partition(STAR)[0], told.rpartition(STAR)[2]
    return len(told) == len(held) and len("".join(ends)) >= 6 and held.startswith(ends[0]) and held.endswith(ends[1])


def _plain(value: Any) -> str:
    return fold(str(value)).strip() if value not in (None, "") else ""
