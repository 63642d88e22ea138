"""Readings that the desk settled after the round began: every return that nobody has signed is filled again with them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.requests import queries as requests
from qingzhuang.site.returns import rights
from qingzhuang.site.returns.filling import form_of
from qingzhuang.site.returns.models import Return, Round


@transaction.atomic
def take_settled(actor: Actor, *, request: Any) -> Round | None:
    """Put what was settled into the round under way of the same form, which then waits to be filled again; None where there is none.

    What is signed stays as it was signed, and what a place said of a blank itself counts more than what was settled for all.
    """
    rights.check(actor, "run_round", request, seen="see_round")
    live = Round.objects.select_for_update().filter(request=request.pk, sha256=request.sha256).exclude(state=Round.State.LOCKED)
    found = live.order_by("-created_at").first()
    if found is None:
        return None
    settled = requests.settled_of(request)
    found.understanding = requests.with_settled(request.understanding, settled)
    found.state, found.refusal, found.tries, found.readings = Round.State.FILLING, None, 0, found.readings + 1
    found.save(update_fields=["understanding", "state", "refusal", "tries", "readings"])
    found.settled.set(settled)
    unsigned = found.returns.exclude(state__in=(Return.State.SIGNED, Return.State.VOID)).select_for_update(of=("self",))
    form = form_of(found)
    for owed in unsigned.select_related("review__area").filter(review__isnull=False):
        reports.read_anew(owed.review, form)
    unsigned.update(state=Return.State.WAITING, refusal=None, stamp="")
    return found
