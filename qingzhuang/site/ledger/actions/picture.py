"""The current picture, refreshed in the transaction of the statement: records, links, signs, versions of areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from qingzhuang.seal import Keyring
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.kit.bulk import dumps, insert, remove, update
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import links_of
from qingzhuang.site.ledger.logic.finding import signs_of
from qingzhuang.site.ledger.logic.fold import Said, picture
from qingzhuang.site.ledger.logic.prepared import Prepared, Span, drawn
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.values import place_name
from qingzhuang.site.ledger.models import AreaVersion, Link, Record, Sign, Turn
from qingzhuang.site.ledger.queries.journal import EVER

NEW = ("id", "entity", "area_id", "name", "born", "identity", "state", "facts", "version")
CHANGED = ("area_id", "name", "born", "identity", "state", "facts", "version")
LINK, SIGN = ("source_id", "role", "target_id"), ("area_id", "text", "record_id")
ONE_DAY = timedelta(days=1)
Rows = set[tuple[Any, ...]]


def put_new(prepared: Prepared, numbers: Sequence[int], today: date) -> None:
    """The picture of records that nothing was known of; `numbers` are those of their statements."""
    insert(Record, NEW, ((*row, number) for row, number in zip(prepared.records, numbers, strict=True)))
    insert(Link, LINK, prepared.links)
    insert(Sign, SIGN, prepared.signs)
    _expect(prepared.spans, today)
    bump(prepared.areas)


def refresh(said: Mapping[int, Sequence[Said]], last: Mapping[int, int], today: date) -> None:
    """Work out the picture of records again, from all that was said of them; `last` is the last statement of each."""
    keys = ring()
    records = Record.objects.in_bulk(list(last))
    stored = {pk: _held(said.get(pk, ()), today) for pk in records}
    said_in = {pk: str(facts.get(place_name(records[pk].entity), "")) for pk, facts in stored.items()}
    codes = set(said_in.values()) - {""}
    areas = dict(Area.objects.filter(code__in=codes).values_list("code", "pk"))
    rows: list[tuple[Any, ...]] = []
    old_links, new_links, old_signs, new_signs = set(), set(), set(), set()  # type: Rows, Rows, Rows, Rows
    changed: set[int] = set()
    for pk, record in records.items():
        entity, kept, area = record.entity, stored[pk], areas.get(said_in[pk], record.area_id)
        before, known = opened(keys, record.facts), opened(keys, kept)
        rows.append((*drawn(keys, entity, area, known, dumps(kept)), last[pk], pk))
        old_links |= _links(pk, entity, before)
        new_links |= _links(pk, entity, known)
        if before != known or area != record.area_id:
            old_signs |= _signs(keys, record.area_id, pk, before)
            new_signs |= _signs(keys, area, pk, known)
        changed |= {area, record.area_id}
    update(Record, CHANGED, rows)
    remove(Link, LINK, old_links - new_links)
    insert(Link, LINK, new_links - old_links)
    remove(Sign, SIGN, sorted(old_signs - new_signs))
    insert(Sign, SIGN, sorted(new_signs - old_signs))
    _expect([(pk, one.valid_from, one.valid_to) for pk in records for one in said.get(pk, ())], today)
    bump(changed)


def _expect(spans: Sequence[Span], today: date) -> None:
    """Note the days to come on which a picture drawn today will no longer be right."""
    turns = {(first, pk) for pk, first, _last in spans if first > today}
    turns |= {(last + ONE_DAY, pk) for pk, _first, last in spans if last is not None and last >= today}
    Turn.objects.bulk_create([Turn(day=day, record_id=pk) for day, pk in sorted(turns)], ignore_conflicts=True)
    if turns:  # a day that was turned once lies ahead again after the clock was set back
        Turn.objects.filter(day__gt=today, turned__isnull=False, record__in={pk for _day, pk in turns}).update(turned=None)


def _held(said: Sequence[Said], today: date) -> dict[str, Any]:
    """What is held today, as it is stored; without what nobody knows any more."""
    return {name: one.value for name, one in picture(said, today, EVER).items() if one.value is not None}


def _links(record: int, entity: str, known: Mapping[str, Any]) -> Rows:
    return {(record, role, target) for role, target in links_of(entity, known)}


def _signs(keys: Keyring, area: int, record: int, known: Mapping[str, Any]) -> Rows:
    return {(area, sign, record) for sign in signs_of(keys, known)}


def bump(areas: Iterable[int]) -> None:
    """Tell of each area that something changed in it."""
    wanted = sorted(set(areas))
    have = set(AreaVersion.objects.filter(area__in=wanted).values_list("area_id", flat=True))
    missing = [area for area in wanted if area not in have]
    AreaVersion.objects.bulk_create([AreaVersion(area_id=area) for area in missing], ignore_conflicts=True)
    AreaVersion.objects.filter(area__in=wanted).update(version=F("version") + 1)
