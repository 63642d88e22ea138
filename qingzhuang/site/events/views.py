"""Pages of life events: the form, what would change, and the record of it; what is due, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qingzhuang.site.events import actions, queries, wording
from qingzhuang.site.events.forms import FORMS
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
    notes = [wording.note_words(note, plan, scene) for note in plan.notes]
    return render(request, "events/event.html", context | {"lines": wording.sentences(plan, scene), "notes": notes})
