"""Pages of the ledger: finding, a record, its facts, its history, what differs."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.site.ledger import actions, background, errors, pages, queries, rights, wording
from qingzhuang.site.ledger.forms import BasisForm, FactForm, PurposeForm, RecordForm, TakeOutForm
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.logic.sources import Source, State
from qingzhuang.site.ui.offers import offers_of


@require_GET
@never_cache
def find(request: Request) -> HttpResponse:
    """The search box; htmx asks for the list alone."""
    words = request.GET.get("q", "").strip()[:40]
    hits = actions.find_records(request.post, words=words) if words else []
    page = "ledger/find.html#hits" if request.htmx else "ledger/find.html"
    return render(request, page, {"words": words, "hits": hits, "entities": [] if words else queries.sizes_for(request.post)})


@require_GET
@never_cache
def show(request: Request, pk: int) -> HttpResponse:
    """Everything that is held of a record today, numbers covered."""
    record = actions.show_record(request.post, pk=pk)
    return render(request, "ledger/record.html", _record(request, record, open_numbers=False))


def _record(request: Request, record: queries.Record, *, open_numbers: bool) -> dict[str, object]:
    lines = queries.facts_for(request.post, record)
    page = request.GET.get("page", "1")
    return {
        "record": record,
        "entity": wording.entity_words(record.entity),
        "state": wording.state_words(record.state),
        "age": wording.age_on(record.born, timezone.localdate()),
        "groups": pages.groups(request.post, record, lines, open_numbers=open_numbers),
        "covered": not open_numbers and any(line.secret for line in lines),
        "related": pages.related(request.post, record, whole(page, 1)),
        "plan": pages.plan_of(request.post, record) if record.entity == "building" else None,
        "conflicts": pages.differences(queries.conflicts_for(request.post, record=record)),
        "offers": offers_of(record.entity, request.post.rights) if record.state == State.PRESENT.value else [],
        "purposes": PurposeForm(),
        "fields": pages.fields_to_add(record, lines),
        "open_numbers": open_numbers,
    }


@require_POST
@never_cache
def reveal(request: Request, pk: int) -> HttpResponse:
    """The same page with its numbers, once, for a purpose that is logged."""
    form = PurposeForm(request.POST)
    purpose = form.cleaned_data["purpose"] if form.is_valid() else ""
    record = actions.reveal_record(request.post, pk=pk, purpose=purpose)
    return render(request, "ledger/record.html", _record(request, record, open_numbers=True))


@require_http_methods(["GET", "POST"])
@never_cache
def fact(request: Request, pk: int, name: str) -> HttpResponse:
    """A new value of one field, or the confirmation that the old one still holds."""
    record = queries.record_for(request.post, pk)
    initial = {"valid_from": timezone.localdate(), **pages.value_to_change(record, name)}
    if not pages.is_column(record.entity, name):
        raise errors.unknown_field(name)
    form = FactForm(request.POST or None, entity=record.entity, name=name, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.record_facts(
            request.post, record=record, facts={name: said["value"]}, valid_from=said["valid_from"], valid_to=said["valid_to"],
            source=Source(said["source"]), title=said["title"],
        )  # fmt: skip
        messages.success(request, _("Recorded. It counts from now on."))
        return redirect("ledger:show", pk)
    label = wording.label_of(record.entity, name)
    return render(request, "ledger/fact.html", {"record": record, "form": form, "label": label})


@require_POST
def confirm(request: Request, pk: int, name: str) -> HttpResponse:
    """What is held is still right today."""
    record = queries.record_for(request.post, pk)
    actions.record_facts(request.post, record=record, facts={}, confirms=(name,))
    messages.success(request, _("Confirmed as of today."))
    return redirect("ledger:show", pk)


@require_POST
def add_fact(request: Request, pk: int) -> HttpResponse:
    """From the list of fields to the page of the one chosen."""
    return redirect("ledger:fact", queries.record_for(request.post, pk).pk, request.POST.get("field", "")[:80] or "name")


@require_http_methods(["GET", "POST"])
@never_cache
def add(request: Request, entity: str = "person") -> HttpResponse:
    """A person or a facility that is not in the ledger yet."""
    form = RecordForm(request.POST or None, entity=entity, areas=queries.places_to_add_for(request.post))
    if request.method == "POST" and form.is_valid():
        area = accounts.area_for(request.post, form.cleaned_data["area"])
        made = actions.add_record(request.post, entity=entity, area=area, facts=form.facts)
        return redirect("ledger:show", made.pk)
    return render(request, "ledger/add.html", {"form": form, "entity": entity})


@require_GET
@never_cache
def facilities(request: Request) -> HttpResponse:
    """Places and facilities of a community or of all, by kind, with what is amiss."""
    area, kind = request.GET.get("area", "")[:12], request.GET.get("kind", "")[:40]
    part = queries.paged(queries.facilities_for(request.post, area_code=area, kind=kind), request.GET.get("page", "1"))
    kinds = [
        (name, wording.value_words("facility", "kind", name), many)
        for name, many in queries.facility_kinds_for(request.post, area_code=area)
    ]
    communities = [one for one in accounts.areas_for(request.post) if one.level == accounts.Level.COMMUNITY.value]
    context = {
        "part": part, "lines": pages.facility_lines(part.object_list), "kinds": kinds, "kind": kind, "area": area, "communities": communities,
        "query": urlencode({"area": area, "kind": kind}) + "&",
    }  # fmt: skip
    return render(request, "ledger/facilities.html", context)


@require_GET
@never_cache
def history(request: Request, pk: int) -> HttpResponse:
    """What was ever said of a record, by whom, from which source."""
    record = queries.record_for(request.post, pk)
    page = request.GET.get("page", "1")
    lines, part = queries.history_for(request.post, record, page=whole(page, 1))
    told = pages.history_lines(request.post, record, lines)
    return render(request, "ledger/history.html", {"record": record, "lines": told, "part": part})


@require_GET
@never_cache
def looks(request: Request, pk: int) -> HttpResponse:
    """Who looked at a record: to be shown to the resident."""
    record = queries.record_for(request.post, pk)
    return render(request, "ledger/looks.html", {"record": record, "lines": queries.looks_for(request.post, record)})


@require_http_methods(["GET", "POST"])
@never_cache
def take_out(request: Request, pk: int) -> HttpResponse:
    """Take the values of somebody who is gone out for good: what the rule says, and the button."""
    record = queries.record_for(request.post, pk)
    rights.check(request.post, "shred", record)
    form = TakeOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        erasure = actions.shred_record(request.post, record=record, ground=Ground(said["ground"]), basis=said["basis"])
        background.carry_on.enqueue(erasure.pk)
        messages.success(request, _("The values are taken out. The history keeps when and on which basis."))
        return redirect("ledger:show", pk)
    context = {"record": record, "form": form, "standing": queries.standing_of(record), "others": queries.goes_with(record)}
    return render(request, "ledger/take_out.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def time_over(request: Request) -> HttpResponse:
    """Whose time is over: who would go, by which term, who must stay and why; and the button."""
    area, over = queries.time_over_for(request.post)
    form = BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erasure = actions.shred_time_over(request.post, area=area, basis=form.cleaned_data["basis"])
        background.carry_on.enqueue(erasure.pk)
        messages.success(request, _("The values are being taken out in the background."))
        return redirect("ledger:time_over")
    page = Paginator(over, queries.PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "area": area,
        "form": form,
        "page": page,
        "terms": pages.terms(over),
        "erasures": queries.erasures_for(request.post),
    }
    return render(request, "ledger/time_over.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take one statement back; what a life event said of several records goes back as a whole."""
    statement, reason = queries.statement_for(request.post, pk), request.POST.get("reason", "")[:200]
    if statement.recording.source == Source.EVENT.value:
        actions.undo_recording(request.post, recording=statement.recording, reason=reason)
    else:
        actions.undo_statement(request.post, statement=statement, reason=reason)
    messages.success(request, _("Taken back. What held before holds again."))
    return redirect("ledger:history", statement.record_id)


@require_http_methods(["GET", "POST"])
@never_cache
def conflicts(request: Request) -> HttpResponse:
    """Where sources differ, and the choice between them."""
    if request.method == "POST":
        number = request.POST.get("conflict", "")
        conflict = queries.conflict_for(request.post, whole(number))
        taken = request.POST.get("take") == "offered"
        actions.settle_conflict(request.post, conflict=conflict, take_offered=taken, reason=request.POST.get("reason", ""))
        messages.success(request, _("Settled."))
        return redirect("ledger:conflicts") if "back" not in request.POST else redirect("ledger:show", conflict.record_id)
    part = queries.paged(queries.conflicts_for(request.post), request.GET.get("page", "1"))
    return render(request, "ledger/conflicts.html", {"part": part, "lines": pages.differences(part.object_list)})
