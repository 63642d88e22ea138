"""From a name to a paper: find the resident, see the decision, issue, print; the slip where no paper may be issued."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.certificates import actions, errors, pages, queries
from qingzhuang.site.certificates.forms import SAID, WishForm, key_of, wish_of
from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as facts


@require_GET
@never_cache
def home(request: Request) -> HttpResponse:
    """The search box, and what waits for somebody; htmx asks for the hits alone."""
    words = request.GET.get("q", "").strip()[:40]
    claimed = queries.by_desk_code_for(request.post, words) if len(words) == 6 else None
    if claimed is not None:
        return redirect("certificates:show", claimed.pk)
    hits = [hit for hit in ledger.find_records(request.post, words=words) if hit.entity == "person"] if words else []
    page = "certificates/home.html#hits" if request.htmx else "certificates/home.html"
    return render(request, page, {"words": words, "hits": hits, "waiting": pages.lines(queries.waiting_for(request.post))})


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: Request) -> HttpResponse:
    """Choose the paper and the body, see the decision, and issue; htmx asks for the decision alone."""
    data = request.POST if request.method == "POST" else request.GET
    number = data.get("person", "")
    record = facts.record_for(request.post, whole(number), entity="person") if number else None
    if request.method == "POST":
        return _taken(request, record)
    if record is not None and not request.htmx:
        ledger.show_record(request.post, pk=record.pk)
    words, what = data.get("words", "").strip()[:40], data.get("what", "")[:60]
    area = record.area if record is not None else request.post.area
    context = {
        "record": record, "number": pages.number_of(record) if record else "", "words": words, "what": what, "key": uuid4(),
        "choices": queries.choices(area, words), "forbidden": queries.forbidden(area), "form": WishForm(initial=data.dict()),
        "body_names": queries.body_names_for(request.post), "d": pages.decided(request.post, record, what, data.dict()),
    }  # fmt: skip
    part = {"choices": "certificates/new.html#choices", "decision": "certificates/new.html#decision"}.get(
        request.GET.get("part", "")
    )
    return render(request, part if request.htmx and part else "certificates/new.html", context)


def _taken(request: Request, record: facts.Record | None) -> HttpResponse:
    """The application, and the paper where nothing stands in its way."""
    key = key_of(request.POST.get("key", ""))
    if key is None:
        raise errors.unknown_kind("")
    made = actions.ask(request.post, key=key, wish=wish_of(request.POST), record=record)
    if made.stage == queries.Stage.READY:
        actions.issue(request.post, application=made)
    if made.stage == queries.Stage.REFUSED:
        return redirect("certificates:slip", made.pk)
    return redirect("certificates:show", made.pk)


@require_GET
def new_for(request: Request, pk: int, what: str) -> HttpResponse:
    """The button on the page of a person."""
    return redirect(f"/certificates/new/?person={facts.record_for(request.post, pk, entity='person').pk}")


@require_GET
@never_cache
def show(request: Request, pk: int) -> HttpResponse:
    """One application: how far it has come, and what is next."""
    one = queries.application_for(request.post, pk)
    words = request.GET.get("q", "").strip()[:40]
    hits = [hit for hit in ledger.find_records(request.post, words=words) if hit.entity == "person"] if words else []
    page = "certificates/show.html#hits" if request.htmx else "certificates/show.html"
    return render(request, page, pages.application(request.post, one) | {"words": words, "hits": hits})


@require_POST
def act(request: Request, pk: int) -> HttpResponse:
    """Agree, issue, look again, say who it is, or decline."""
    one, verb = queries.application_for(request.post, pk), request.POST.get("do", "")
    if verb == "agree":
        one = actions.agree(request.post, application=one)
        actions.issue(request.post, application=one)
    elif verb == "decline":
        actions.decline(request.post, application=one, reason=request.POST.get("reason", ""))
    elif verb == "approve":
        number = request.POST.get("person", "")
        record = facts.record_for(request.post, whole(number), entity="person")
        said = {name.removeprefix(SAID): value for name, value in request.POST.items() if name.startswith(SAID)}
        actions.approve(request.post, application=one, record=record, said=said)
    elif verb == "again":
        actions.look_again(request.post, application=one)
    else:
        actions.issue(request.post, application=one)
    messages.success(request, _("Done."))
    return redirect("certificates:show", pk)


@require_GET
@never_cache
def paper(request: Request, pk: int) -> HttpResponse:
    """The signed file, to be shown and printed by the browser."""
    found = _issued(request, pk)
    return pages.pdf(found, actions.hand_out(request.post, paper=found))


def _issued(request: Request, pk: int) -> queries.Certificate:
    """The paper of an application; a refusal where there is none yet."""
    one = queries.application_for(request.post, pk)
    if not hasattr(one, "certificate"):
        raise errors.not_ready()
    return queries.certificate_for(request.post, one.certificate.pk)


@require_POST
@never_cache
def only(request: Request, pk: int) -> HttpResponse:
    """One fact of the paper by itself, as a code to be scanned or a text to be sent."""
    found, fact = _issued(request, pk), request.POST.get("fact", "")[:40]
    text = actions.disclose(request.post, paper=found, fact=fact)
    context = {"one": found.application, "text": text, "svg": pages.code(text), "fact": pages.fact(fact)}
    return render(request, "certificates/only.html", context)


@require_GET
@never_cache
def slip(request: Request, pk: int) -> HttpResponse:
    """Why there is no paper, where to go instead, what to bring, and what one can declare oneself: to be printed."""
    one = queries.application_for(request.post, pk)
    return render(request, "certificates/slip.html", pages.slip(one))


@require_POST
def void(request: Request, pk: int) -> HttpResponse:
    """Declare a paper void, with the reason."""
    actions.revoke(request.post, paper=_issued(request, pk), reason=request.POST.get("reason", ""))
    messages.success(request, _("Void from now on."))
    return redirect("certificates:show", pk)
