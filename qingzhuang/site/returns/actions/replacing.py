"""A form that is replaced while its round is under way: what is signed stays as it was signed, and a round of the new form begins."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns import errors
from qingzhuang.site.returns.actions.rounds import begin_anew
from qingzhuang.site.returns.models import Return, Round


@transaction.atomic
def use_form(actor: Actor, *, version: Any) -> Round | None:
    """Ask a new version of the form from now on; the round of it, or None where nobody had been asked yet.

    Every place of the round is told in one line what changed. Refused once the round is locked.
    """
    live = Round.objects.select_for_update().filter(request=version.request_id).order_by("-created_at").first()
    if live is not None and live.state == Round.State.LOCKED:
        raise errors.locked()
    request, changed = requests.use_form(actor, version=version)
    if live is None or not request.goes_out:
        return None
    begun = begin_anew(actor, request, live)
    told = _("The form was replaced (%(reason)s): %(change)s.") % {
        "reason": version.reason[:120],
        "change": changed.in_a_line[:120],
    }
    signed = live.returns.filter(state=Return.State.SIGNED).values_list("area", flat=True)
    stays = _("What you had signed stays as it was.")
    begun.returns.filter(rolled=False).update(reason=told)
    begun.returns.filter(rolled=False, area__in=list(signed)).update(reason=f"{told} {stays}"[:300])
    return begun
