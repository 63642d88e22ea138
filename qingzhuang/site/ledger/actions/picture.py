"""The current picture, refreshed in the transaction of the statement: records, links, signs, versions of areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.kit.bulk import dumps, insert, update
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import Draft, born_of, identity_of, links_of, name_of
from qingzhuang.site.ledger.logic.finding import signs_of
from qingzhuang.site.ledger.logic.sources import STATE, State
from qingzhuang.site.ledger.models import AreaVersion, Link, Record, Sign
from qingzhuang.site.ledger.queries.journal import held_of

NEW = ("id", "entity", "area_id", "name", "born", "identity", "state", "facts", "version")
CHANGED = ("area_id", "name", "born", "identity", "state", "facts", "version")


def put_new(drafts: Sequence[Draft], stored: Sequence[Mapping[str, Any]], numbers: Sequence[int], today: date) -> None:
    """The picture of records that nothing was known of. What begins only later is left to the day it begins."""
    keys = ring()
    rows: list[tuple[Any, ...]] = []
    links: list[tuple[int, str, int]] = []
    signs: list[tuple[int, str, int]] = []
    for draft, facts, number in zip(drafts, stored, numbers, strict=True):
        known = {name: value for name, value in draft.facts.items() if value is not None}
        if draft.valid_from > today or (draft.valid_to is not None and draft.valid_to < today):
            known, facts = {}, {}
        born = born_of(known) if draft.entity == "person" else None
        kept = {name: value for name, value in facts.items() if value is not None}
        rows.append((
            draft.record, draft.entity, draft.area, name_of(known), born and born.isoformat(),
            identity_of(keys, draft.entity, known), _state(known), dumps(kept), number,
        ))  # fmt: skip
        links += [(draft.record, role, target) for role, target in links_of(draft.entity, known)]
        signs += [(draft.area, sign, draft.record) for sign in signs_of(keys, known)]
    insert(Record, NEW, rows)
    insert(Link, ("source_id", "role", "target_id"), links)
    insert(Sign, ("area_id", "text", "record_id"), signs)
    bump(draft.area for draft in drafts)


def refresh(touched: Mapping[int, int], today: date) -> None:
    """Work out the picture of records again; `touched` gives the last statement of each."""
    keys = ring()
    held = held_of(list(touched), today)
    records = Record.objects.in_bulk(list(touched))
    codes = {str(facts["area"].value) for facts in held.values() if facts.get("area") and facts["area"].value}
    areas = {area.code: area.pk for area in Area.objects.filter(code__in=codes)}
    rows: list[tuple[Any, ...]] = []
    links: list[tuple[int, str, int]] = []
    signs: list[tuple[int, str, int]] = []
    changed: set[int] = set()
    for pk, record in records.items():
        known = {name: one.value for name, one in held.get(pk, {}).items() if one.value is not None}
        sealed_facts = {name: one.sealed for name, one in held.get(pk, {}).items() if one.value is not None}
        area = areas.get(str(known.get("area", "")), record.area_id)
        born = born_of(known) if record.entity == "person" else None
        rows.append((
            area, name_of(known), born and born.isoformat(), identity_of(keys, record.entity, known),
            _state(known), dumps(sealed_facts), touched[pk], pk,
        ))  # fmt: skip
        links += [(pk, role, target) for role, target in links_of(record.entity, known)]
        signs += [(area, sign, pk) for sign in signs_of(keys, known)]
        changed |= {area, record.area_id}
    update(Record, CHANGED, rows)
    Link.objects.filter(source__in=list(records)).delete()
    Sign.objects.filter(record__in=list(records)).delete()
    insert(Link, ("source_id", "role", "target_id"), links)
    insert(Sign, ("area_id", "text", "record_id"), signs)
    bump(changed)


def _state(known: Mapping[str, Any]) -> str:
    """A record of which nothing is held (its import was taken back, or it begins later) is not there."""
    return str(known.get(STATE, (State.PRESENT if known else State.ENDED).value))


def bump(areas: Iterable[int]) -> None:
    """Tell of each area that something changed in it."""
    wanted = sorted(set(areas))
    have = set(AreaVersion.objects.filter(area__in=wanted).values_list("area_id", flat=True))
    missing = [area for area in wanted if area not in have]
    AreaVersion.objects.bulk_create([AreaVersion(area_id=area) for area in missing], ignore_conflicts=True)
    AreaVersion.objects.filter(area__in=wanted).update(version=F("version") + 1)
