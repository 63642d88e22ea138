"""The desk settles readings of a form once, so that not every community has to."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.requests import errors, rights
from qingzhuang.site.requests.actions.replace import CHANGING
from qingzhuang.site.requests.models import Request, Settled
from qingzhuang.site.requests.readings import LEAVE, is_reading, readings_of


@transaction.atomic
def settle_readings(actor: Actor, *, request: Request, chosen: Mapping[str, tuple[str, str]]) -> list[Settled]:
    """Say what unsure readings mean: for each key a choice and its concept. The rows written; what stood already is not written again.

    It counts for this form in this register from now on. Rounds under way are the affair of the area `returns`.
    Refused where nobody fills the form any more, and for what is not to choose from.
    """
    rights.check(actor, "decide", request)
    if request.state not in CHANGING:
        raise errors.form_stays()
    readings = {one.unsure.key: one for one in readings_of(request)}
    made, now = list[Settled](), timezone.now()
    for key, (choice, concept) in chosen.items():
        one = readings.get(key)
        if one is None or not is_reading(one, choice, concept):
            raise errors.no_such_reading()
        stands = (one.settled.choice, one.settled.concept) if one.settled else (LEAVE, "")
        if (choice, concept) != stands:
            made.append(
                Settled(
                    request=request, key=key, number=one.unsure.number, label=one.unsure.label[:300], choice=choice,
                    concept=concept, made_by=actor, made_at=now,
                )
            )  # fmt: skip
    Settled.objects.bulk_create(made)
    if made:
        audit.record(
            actor.person, deed="request.settled", area=request.area.code, subject=request.log_subject, title=request.title,
            count=len(made),
        )  # fmt: skip
    return made
