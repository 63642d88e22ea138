"""Mending: each mend is a statement of its own with its source; nothing is put right silently."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.quality import errors, queries, rights
from qingzhuang.site.quality.logic.troubles import Trouble
from qingzhuang.site.quality.models import FieldNeed, SetAside
from qingzhuang.site.quality.wording import kind_words

Source = ledger.Source
MOST_AT_ONCE = 2000


def show_troubles(actor: Actor, *, area: Area, kind: str, page: str) -> queries.Page[Trouble]:
    """A page of what is to be mended, with a line in the log."""
    found = queries.page_for(actor, area, kind, page)
    audit.record(actor.person, deed="troubles.shown", area=area.code, subject="troubles", kind=kind, count=len(found.object_list))
    return found


@transaction.atomic
def mend(actor: Actor, *, area: Area, record: int, sign: str, by_number: bool = False) -> None:
    """Put one trouble right: the certain way, or as the ID number says if the actor says so."""
    rights.check(actor, "mend", queries.At(area))
    trouble = _still(actor, area, record, sign)
    said = trouble.choice if by_number else trouble.mend
    if not said:
        raise errors.not_certain()
    source = Source.DECISION if by_number else Source.ENTRY
    ledger.record_facts(
        actor, record=facts.record_for(actor, record), facts=said, source=source, title=kind_words(trouble.kind)
    )  # fmt: skip
    _noted(actor, area, "trouble.mended", trouble.kind, 1)


@transaction.atomic
def mend_all(actor: Actor, *, area: Area, kind: str) -> int:
    """Put all certain ones of a kind right, in one recording that can be taken back; how many they were."""
    rights.check(actor, "mend", queries.At(area))
    certain = [one for one in queries.troubles_in(area) if one.kind == kind and one.mend][:MOST_AT_ONCE]
    if not certain:
        raise errors.gone()
    recording = ledger.open_recording(actor, source=Source.ENTRY, area=area, title=kind_words(kind))
    day = timezone.localdate()
    ledger.append(recording, [ledger.Draft(one.record, dict(one.mend), day) for one in certain])
    _noted(actor, area, "trouble.mended", kind, len(certain))
    return len(certain)


@transaction.atomic
def set_aside(actor: Actor, *, area: Area, record: int, sign: str, reason: str) -> None:
    """Leave a trouble as it is, with the reason; it comes back when its facts change."""
    rights.check(actor, "mend", queries.At(area))
    trouble = _still(actor, area, record, sign)
    if not reason.strip():
        raise errors.no_reason()
    SetAside.objects.get_or_create(
        record_id=record, sign=trouble.sign,
        defaults={"reason": reason.strip()[:200], "said_by": actor, "said_at": timezone.now()},
    )  # fmt: skip
    _noted(actor, area, "trouble.set_aside", trouble.kind, 1)


@transaction.atomic
def merge(actor: Actor, *, area: Area, record: int, sign: str) -> int:
    """Two records of one person become one: the older stays, gets what only the other had, and whoever named the other names it."""
    rights.check(actor, "mend", queries.At(area))
    trouble = _still(actor, area, record, sign)
    if not trouble.other:
        raise errors.not_certain()
    gone, stays = facts.record_for(actor, record), facts.record_for(actor, trouble.other)
    known, more = facts.plain_facts(stays.facts), facts.plain_facts(gone.facts)
    how = {"source": Source.DECISION, "title": kind_words(trouble.kind)}
    only = {name: value for name, value in more.items() if known.get(name) is None and name != facts.place_name("person")}
    if only:
        ledger.record_facts(actor, record=stays, facts=only, **how)
    pointing = facts.pointers_to(gone.pk)
    for naming in facts.named(pointing):
        ledger.record_facts(actor, record=naming, facts=dict.fromkeys(pointing[naming.pk], stays.pk), **how)
    ledger.record_facts(
        actor, record=gone, facts={ledger.STATE: ledger.State.MERGED.value, ledger.MERGED_INTO: stays.pk}, **how
    )  # fmt: skip
    _noted(actor, area, "trouble.mended", trouble.kind, 1)
    return int(stays.pk)


def note_needs(area: Area, paths: Iterable[str], day: date | None = None) -> None:
    """A form was brought that asks for these fields; whoever brings forms calls it inside its own deed."""
    month = (day or timezone.localdate()).replace(day=1)
    for path in sorted(set(paths)):
        row, _made = FieldNeed.objects.get_or_create(area=area, path=path[:120], month=month)
        FieldNeed.objects.filter(pk=row.pk).update(asked=F("asked") + 1)


def _still(actor: Actor, area: Area, record: int, sign: str) -> Trouble:
    found = queries.trouble_for(actor, area, record, sign)
    if found is None:
        raise errors.gone()
    return found


def _noted(actor: Actor, area: Area, deed: str, kind: str, count: int) -> None:
    audit.record(actor.person, deed=deed, area=area.code, subject="troubles", kind=kind, count=count)
