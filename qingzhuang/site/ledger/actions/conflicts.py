"""Deciding which of two values holds, where sources differ."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.actions.journal import append, open_recording
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import Draft
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.models import Conflict, Recording


@transaction.atomic
def settle_conflict(actor: Actor | None, *, conflict: Conflict, take_offered: bool, reason: str = "") -> Recording:
    """Say which value holds. Either way it is a statement of its own, more trusted than both."""
    rights.check(actor, "settle", conflict.record)
    conflict = Conflict.objects.select_for_update().select_related("record__area", "offered", "held").get(pk=conflict.pk)
    if conflict.settled_by_id:
        raise errors.already_settled()
    recording = open_recording(actor, source=Source.DECISION, area=conflict.record.area, title=reason)
    if take_offered:
        value = opened(ring(), conflict.offered.contested or {})[conflict.field]
        append(recording, [Draft(conflict.record_id, {conflict.field: value}, timezone.localdate(), conflict.offered.valid_to)])
    else:
        append(recording, [Draft(conflict.record_id, {}, timezone.localdate(), confirms=(conflict.field,))])
    conflict.settled_by, conflict.reason = recording, reason[:200]
    conflict.save(update_fields=["settled_by", "reason"])
    audit.record(
        actor and actor.person, deed="conflict.settled", area=recording.area.code, subject=conflict.record.log_subject,
        field=conflict.field,
    )  # fmt: skip
    return recording
