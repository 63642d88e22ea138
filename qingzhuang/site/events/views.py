"""Pages of life events: the form, what would change, and the record of it; what is due, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.events import actions, queries, wording
from qingzhuang.site.events.forms import FORMS, AnswerForm
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request


@require_http_methods(["GET", "POST"])
@never_cache
def event(request: Request, pk: int, name: str) -> HttpResponse:
    """Asked, shown line by line, recorded; the second time the form is sent with `record`."""
    record = queries.record_for(request.post, pk, name)
    form = FORMS[name](request.POST or None, actor=request.post, subject=record)
    context = {"record": record, "form": form, "title": wording.event_words(name), "name": name}
    if request.method == "GET" or not form.is_valid():
        return render(request, "events/event.html", context)
    if "record" in request.POST:
        _recording, made = actions.record_event(request.post, record=record, event=name, said=form.cleaned_data)
        messages.success(request, _("Recorded. It counts from now on, and can be taken back in the history."))
        return redirect("ledger:show", made[-1] if name == "birth" and made else pk)
    try:
        plan, scene = queries.plan_for(request.post, record, name, form.cleaned_data)
    except Refusal as refusal:
        return render(request, "events/event.html", context | {"refusal": refusal}, status=refusal.status)
    told = {"lines": wording.sentences(plan, scene), "notes": wording.notes(plan, scene)}
    return render(request, "events/event.html", context | told)


@require_GET
@never_cache
def due(request: Request) -> HttpResponse:
    """What waits for an answer, one kind at a time."""
    found = actions.show_due(request.post, kind=request.GET.get("kind", ""), page=request.GET.get("page", "1"))
    kinds = [(kind, words, found.counts[kind]) for kind, words in wording.KINDS.items() if kind in found.counts]
    lines = [(one, wording.why(one), wording.will_do(one)) for one in found.page.object_list]
    return render(request, "events/due.html", {"kinds": kinds, "kind": found.kind, "lines": lines, "page": found.page})


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Accept, not now, or not applicable."""
    proposal, form = queries.proposal_for(request.post, pk), AnswerForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    match said.get("answer"):
        case "later":
            actions.postpone(request.post, proposal=proposal)
        case "not_applicable":
            actions.decline(request.post, proposal=proposal, reason=said["reason"])
        case _:
            actions.accept(request.post, proposal=proposal, value=said.get("value"))
    messages.success(request, _("Answered."))
    return redirect(f"{reverse('events:due')}?kind={proposal.kind}")
