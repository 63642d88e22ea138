"""The form of a request that changes after it was registered or sent: proposed with a reason, and taken into use by whoever may."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.requests import errors, incoming, rights
from qingzhuang.site.requests.incoming import FORM_OF
from qingzhuang.site.requests.models import GOES_OUT, FormVersion, Request
from qingzhuang.site.requests.passport import passport_for
from qingzhuang.site.requests.sources import keys_of
from qingzhuang.site.requests.versions import Difference, difference, only_in

CHANGING = (Request.State.REGISTERED, *GOES_OUT)


def propose_form(actor: Actor, *, request: Request, name: str, data: bytes, reason: str) -> FormVersion:
    """Bring another version of the form, with the reason. It is not in use by this: see `use_form`. An earlier proposal gives way.

    Raises Refusal for a request that nobody fills any more, for the very form in use, and for what cannot be read.
    """
    _check(actor, request)
    if not reason.strip():
        raise errors.no_reason()
    if not data:
        raise errors.nothing_asked()
    vocabulary = vocabulary_of(actor.area)
    book, form = incoming.understood(data, name, vocabulary)
    fields = incoming.kept(data, name, book, form, vocabulary)
    if fields["sha256"] == request.sha256:
        raise errors.same_form()
    with transaction.atomic():
        request.forms.filter(used_at=None).delete()
        if not request.forms.exists():
            FormVersion.objects.create(
                request=request, number=1, made_by=request.owner, made_at=request.created_at, used_at=request.created_at,
                **{field: getattr(request, field) for field in FORM_OF},
            )  # fmt: skip
        return FormVersion.objects.create(
            request=request, number=request.forms.count() + 1, reason=reason.strip()[:300], made_by=actor.person,
            made_at=timezone.now(), **fields,
        )  # fmt: skip


@transaction.atomic
def use_form(actor: Actor, *, version: FormVersion) -> tuple[Request, Difference]:
    """From now on this form is asked; the request, and what that changed. What asks more than was decided needs whoever decides; what nobody may collect is refused.

    The request counts as registered only as long as its kind asks all of it. Rounds under way are the affair of the area `returns`.
    """
    request = Request.objects.select_for_update(of=("self",)).select_related("area", "kind", "owner").get(pk=version.request_id)
    _check(actor, request)
    if version.used_at is not None:
        raise errors.already_decided()
    changed = difference(request.asks, version.asks)
    if changed.new and request.state in GOES_OUT and not rights.may(actor, "decide", request):
        raise errors.desk_decides()
    request.only = only_in(request.asks, request.only, version.asks)
    for field in FORM_OF:
        setattr(request, field, getattr(version, field))
    if request.state in GOES_OUT and passport_for(actor, request).blocks:
        raise errors.cannot_be_given()
    request.registered = request.registered and request.kind is not None and set(keys_of(request)) <= set(keys_of(request.kind))
    request.save()
    version.used_at = timezone.now()
    version.save(update_fields=["used_at"])
    audit.record(
        actor.person, deed="request.form_replaced", area=request.area.code, subject=request.log_subject, title=request.title,
        number=version.number, reason=version.reason,
    )  # fmt: skip
    return request, changed


def _check(actor: Actor, request: Request) -> None:
    """Whoever asked, or decides, while anybody may still fill it."""
    if request.owner_id != actor.person_id or not rights.may(actor, "see", request):
        rights.check(actor, "decide", request)
    if request.state not in CHANGING:
        raise errors.form_stays()
