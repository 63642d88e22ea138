"""Records told apart by a number of their own: for whoever brings facts of many records. Guards nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import identity_of
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, State
from qingzhuang.site.ledger.models import Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import AT_ONCE, in_chunks


def identity(entity: str, facts: Mapping[str, Any]) -> str:
    """The digest of the number that tells a record from all others; empty where the facts hold none that counts."""
    return identity_of(ring(), entity, facts)


def identified(areas: Iterable[int], digests: Iterable[str]) -> dict[str, list[Record]]:
    """The records of areas by the digest of their number; merged ones are left out."""
    wanted, inside = sorted(set(digests) - {""}), set(areas)
    found: dict[str, list[Record]] = {}
    for chunk in in_chunks(wanted, AT_ONCE):
        asked = Record.objects.filter(identity__in=chunk).exclude(state=State.MERGED.value).select_related("area")
        for record in asked.order_by("pk"):
            if record.area_id in inside:
                found.setdefault(record.identity, []).append(record)
    return found


def standing(numbers: Iterable[int]) -> dict[int, Record]:
    """Records by number; of a merged one the record that it went into."""
    asked = {pk: pk for pk in numbers}
    found: dict[int, Record] = {}
    for _ in range(10):  # a merged record may have gone into one that was merged itself
        records = Record.objects.select_related("area").in_bulk(set(asked.values()))
        again: dict[int, int] = {}
        for first, pk in asked.items():
            record = records.get(pk)
            into = record.facts.get(MERGED_INTO) if record is not None and record.state == State.MERGED.value else None
            if into is not None:
                again[first] = into
            elif record is not None:
                found[first] = record
        if not again:
            break
        asked = again
    return found


def records_numbered(numbers: Iterable[int]) -> list[Record]:
    """Records by number, as they stand."""
    return list(Record.objects.select_related("area").filter(pk__in=set(numbers)))


def outcomes(recording: Recording, records: Sequence[int]) -> dict[int, str]:
    """What a recording did to records that were known before: `changed`, `contested` or `same`."""
    found: dict[int, str] = {}
    for chunk in in_chunks(records, AT_ONCE):
        rows = Statement.objects.filter(recording=recording, record__in=chunk).values_list("record_id", "facts", "contested")
        for record, facts, contested in rows:
            found[record] = "contested" if contested else "changed" if facts else "same"
    return found
