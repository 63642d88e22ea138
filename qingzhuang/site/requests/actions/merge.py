"""Merging: a kind takes on what another asker wants, so that communities are asked once."""

from __future__ import annotations

from django.utils import timezone

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.union import Union, drawn, unite, view
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.requests import errors, incoming, rights
from qingzhuang.site.requests.drawn import draw
from qingzhuang.site.requests.models import Kind, Passport, Request
from qingzhuang.site.requests.sources import keys_of

OURS, THEIRS = "kind", "request"  # the askers of a union of two


def merge_into(actor: Actor, kind: Kind, request: Request) -> Kind:
    """The kind asks what both want from now on. Where it asks everything already its form stays as it is, else the union is drawn."""
    rights.check(actor, "decide", kind)
    if not set(keys_of(request)) <= set(keys_of(kind)):
        _take_form(actor, kind, union_of(kind, request))
    kind.last_used = timezone.localdate()
    kind.save()
    audit.record(
        actor.person, deed="kind.widened", area=kind.area.code, subject=kind.log_subject, title=kind.title, asker=request.asker
    )
    return kind


def union_of(kind: Passport, other: Passport) -> Union:
    """What both ask, once each; raises a refusal where one of the two has no form."""
    if kind.understanding is None or other.understanding is None:
        raise errors.no_form()
    return unite({OURS: from_json(kind.understanding), THEIRS: from_json(other.understanding)})


def view_of(kind: Kind, request: Request) -> bytes:
    """The columns of the kind's form that the asker of a request wants, drawn as a workbook."""
    return draw(drawn(view(union_of(kind, request), THEIRS)))


def _take_form(actor: Actor, kind: Kind, union: Union) -> None:
    """The drawn union becomes the kind's form."""
    data = draw(drawn(union))
    vocabulary = vocabulary_of(actor.area)
    name = f"{kind.title}.xlsx"
    book, form = incoming.understood(data, name, vocabulary)
    for field, value in incoming.kept(data, name, book, form, vocabulary).items():
        setattr(kind, field, value)
