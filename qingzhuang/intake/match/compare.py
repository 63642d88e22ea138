"""What a record would do to the ledger: somebody new, facts that change, nothing, or a refusal and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from qingzhuang.intake.match.decide import Match, Verdict
from qingzhuang.intake.match.known import Known
from qingzhuang.intake.problems import Finding, Severity
from qingzhuang.intake.records import Record
from qingzhuang.intake.values.address import address_key

DERIVED = frozenset(("from_id", "from_stand_in"))
ADDRESSES = ("address", "registered_address", "residence_address", "other_address")


class RowKind(str, Enum):
    """What a record is for the report of an import."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ASK = "ask"  # a person has to decide first
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of the ledger and what the file says instead; `old` is None where the ledger has none."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record's kind, the facts that would change (all facts of somebody new), and codes of what stands in the way."""

    kind: RowKind
    key: str = ""
    changes: tuple[Change, ...] = ()
    why: tuple[str, ...] = ()


def compare(record: Record, match: Match, known: Known | None, findings: Iterable[Finding] = ()) -> Outcome:
    """Say what a record would do. Only values that were taken count; what the file leaves empty changes nothing.

    `known` is the person of `match.key`; None for somebody new.
    """
    why = tuple(
        dict.fromkeys(f.problem.code for f in findings if f.problem.severity in (Severity.REFUSE, Severity.ASK) and not f.field)
    )
    if record.refused:
        return Outcome(RowKind.REFUSED, match.key, (), why)
    if match.verdict in (Verdict.PROPOSAL, Verdict.CONFLICT):
        return Outcome(RowKind.ASK, match.key, _changes(record, known), (*why, match.verdict.value))
    changes = _changes(record, known)
    if why:
        return Outcome(RowKind.ASK, match.key, changes, why)
    if known is None:
        return Outcome(RowKind.NEW, "", changes)
    return Outcome(RowKind.CHANGED if changes else RowKind.SAME, known.key, changes)


def _changes(record: Record, known: Known | None) -> tuple[Change, ...]:
    found = []
    for name, cleaned in record.values.items():
        if cleaned.value is None or any(p.code in DERIVED for p in cleaned.problems):
            continue
        old = None if known is None else known.values.get(name)
        if old is None or not _equal(name, old, cleaned.value):
            found.append(Change(name, old, cleaned.value))
    return tuple(found)


def _equal(name: str, old: object, new: object) -> bool:
    """Whether both say the same: an address in another spelling is no change, nor is a month where the day is known."""
    if old == new:
        return True
    if name in ADDRESSES:
        return address_key(str(old)) == address_key(str(new))
    if isinstance(new, str) and hasattr(old, "isoformat"):
        return str(old).startswith(new)
    return False
