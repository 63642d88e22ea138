"""Who may do what with a request or a kind: predicates over the tree of areas."""

from __future__ import annotations

from typing import Any

import rules

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.accounts.rights import RightsOf, has_right, in_area
from qingzhuang.site.requests.models import Kind, Request


@rules.predicate
def asked_for(actor: Actor, request: Request) -> bool:
    """The request has gone out, and to the actor's community or one above or below it."""
    return isinstance(request, Request) and request.goes_out and any(meets(actor, area) for area in request.areas.all())


@rules.predicate
def asked_by(actor: Actor, request: Request) -> bool:
    """The actor registered it, or acts for the body whose register it stands in."""
    return isinstance(request, Request) and (request.owner_id == actor.person_id or request.area == actor.area)


@rules.predicate
def holds_here(actor: Actor, kind: Kind) -> bool:
    """The catalogue of an area above is that of everybody below."""
    return isinstance(kind, Kind) and meets(actor, kind.area)


def meets(actor: Actor, area: Any) -> bool:
    """One of the two areas lies in the other."""
    return bool(actor.area.contains(area) or area.contains(actor.area))


SEE = has_right("see_requests")
rules.add_rule("requests.see", SEE & (in_area | asked_for | holds_here))
rules.add_rule("requests.decide", in_area & has_right("decide_request"))
rules.add_rule("requests.take", SEE & in_area & (asked_by | has_right("decide_request")))
rules.add_rule("requests.object", asked_for & has_right("object_to_request"))


_rights = RightsOf("requests")
may, check = _rights.may, _rights.check
