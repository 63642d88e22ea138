"""Looking a file through, fetching its covered copy, taking a notice down."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.guard import Covered, cover
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit import files
from qingzhuang.site.publishing import errors, rights
from qingzhuang.site.publishing.models import Notice
from qingzhuang.site.publishing.queries import At

DAYS = 7  # that a notice stands, by default
LONGEST = 366
SHOWN = 500  # findings kept
ROOM = "published"


def check_file(actor: Actor, *, name: str, data: bytes, place: str, take_down: date | None, keep: Sequence[str] = ()) -> Notice:
    """Look a file through, cover it, and note when the notice comes down; raises Refusal for what cannot be read."""
    rights.check(actor, "publish", At(actor.area))
    today = timezone.localdate()
    down = take_down or today + timedelta(days=DAYS)
    if not today <= down <= today + timedelta(days=LONGEST):
        raise errors.too_late()
    try:
        smallest = settings.SMALLEST_COUNT
        copy = cover(data, name, keep=keep, smallest=smallest)
    except FormError as fault:
        raise errors.unreadable(fault) from fault
    return _noted(actor, name, data, place, down, keep, copy)


@transaction.atomic
def _noted(actor: Actor, name: str, data: bytes, place: str, down: date, keep: Sequence[str], copy: Covered) -> Notice:
    found = copy.found
    notice = Notice.objects.create(
        area=actor.area, brought_by=actor.person, name=name[:200], digest=hashlib.sha256(data).hexdigest(), place=place[:200],
        findings=[[one.kind, one.place, one.covered[:200], one.hidden] for one in found.findings[:SHOWN]],
        number=len(found.findings), refused=found.refused, warnings=list(copy.left.warnings or found.warnings), kept=sorted(keep),
        copy=files.keep(copy.data, ROOM) if copy.clean else "", take_down=down, created_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        actor.person, deed="notice.checked", area=actor.area.code, subject=f"notice:{notice.pk}",
        count=notice.number, refused=notice.refused,
    )  # fmt: skip
    return notice


def fetch_copy(actor: Actor, *, notice: Notice) -> bytes:
    """The covered copy; raises Refusal where there is none."""
    rights.check(actor, "publish", notice)
    if not notice.copy:
        raise errors.no_copy()
    data = files.load(notice.copy, ROOM)
    audit.record(actor.person, deed="notice.fetched", area=notice.area.code, subject=f"notice:{notice.pk}")
    return data


@transaction.atomic
def take_down(actor: Actor, *, notice: Notice) -> Notice:
    """The notice is down: the copy and the findings go, name and days stay."""
    rights.check(actor, "publish", notice)
    kept = Notice.objects.select_for_update().get(pk=notice.pk)
    if kept.taken_down_at is not None:
        raise errors.down_already()
    copy, kept.taken_down_at, kept.copy, kept.findings = kept.copy, timezone.now(), "", []
    kept.save(update_fields=["taken_down_at", "copy", "findings"])
    if copy and not Notice.objects.filter(copy=copy).exists():
        transaction.on_commit(lambda: files.drop(copy, ROOM))
    audit.record(actor.person, deed="notice.taken_down", area=kept.area.code, subject=f"notice:{kept.pk}")
    return kept
