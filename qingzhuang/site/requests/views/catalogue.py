"""The catalogue: its list and counters, one kind, the overlap map with what can go, and the table to take away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.kit import sheets
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, background, exports, overview, picture, queries, rights
from qingzhuang.site.requests.models import Kind
from qingzhuang.site.requests.wording import FREQUENCIES, KIND_STATES, question_in_words


def check_sees(request: Request) -> None:
    if not request.post.may("see_requests"):
        raise Http404


def _counters(request: Request, whole: overview.Overview) -> overview.Counters:
    """As they were counted last; where something has moved on since, they are counted anew behind the page."""
    found = overview.counters_for(request.post, whole)
    if not found.fresh:
        background.count_soon(request.post.area)
    return found


@require_GET
def kinds(request: Request) -> HttpResponse:
    """Every kind in force, or the archive."""
    check_sees(request)
    archive = "archive" in request.GET
    whole = overview.overview_for(request.post)
    shown = queries.kinds_for(request.post, state=Kind.State.RETIRED) if archive else whole.kinds
    lines = [(kind, FREQUENCIES[kind.frequency], whole.elsewhere.get(kind)) for kind in shown]
    counters = _counters(request, whole)
    return render(request, "requests/kinds.html", {"lines": lines, "counters": counters, "archive": archive})


@require_GET
def kind(request: Request, pk: UUID) -> HttpResponse:
    """One kind: its passport, its questions, and the reports most alike."""
    found = queries.kind_for(request.post, pk)
    whole = overview.overview_for(request.post)
    rows = [(entry["label"], question_in_words(entry["question"], get_language() or "")) for entry in found.asks]
    alike = sorted(((whole.share(found, other), other) for other in whole.kinds if other != found and found in whole.keys),
                   key=lambda pair: -pair[0])[:6]  # fmt: skip
    context = {
        "kind": found, "rows": rows, "alike": [pair for pair in alike if pair[0]], "frequency": FREQUENCIES[found.frequency],
        "state": KIND_STATES[found.state], "may_retire": found.state == Kind.State.IN_FORCE and rights.may(request.post, "decide", found),
    }  # fmt: skip
    return render(request, "requests/kind.html", context)


@require_GET
def blank(request: Request, pk: UUID) -> HttpResponse:
    """The form of a kind."""
    found = queries.kind_for(request.post, pk)
    if not found.sha256:
        raise Http404
    return attachment(found.file_name, queries.form_of(found))


@require_GET
def overlap(request: Request) -> HttpResponse:
    """The map: which reports ask what others ask, and which can go."""
    check_sees(request)
    whole = overview.overview_for(request.post)
    found = picture.overlap_map(whole)
    numbers = {label.kind: label.number for label in found.labels}
    lines = [(label, whole.elsewhere[label.kind]) for label in found.labels]
    proposals = [(one, numbers[one.kind]) for one in whole.proposals]
    counters = _counters(request, whole)
    return render(request, "requests/map.html", {
        "map": found, "lines": lines, "proposals": proposals, "cover": whole.cover, "counters": counters,
        "may_retire": request.post.may("decide_request"),
    })  # fmt: skip


@require_POST
def retire(request: Request) -> HttpResponse:
    """Move the chosen kinds to the archive, with one reason."""
    chosen = [queries.kind_for(request.post, UUID(pk)) for pk in request.POST.getlist("kind") if _is_uuid(pk)]
    count = actions.retire_kinds(request.post, kinds=chosen, reason=request.POST.get("reason", ""))
    told = ngettext("%(count)s report was retired.", "%(count)s reports were retired.", count) % {"count": count}
    messages.success(request, told)
    return redirect("requests:overlap" if request.POST.get("from") == "map" else "requests:kinds")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_GET
def export(request: Request, suffix: str) -> HttpResponse:
    """The catalogue with its counters and their method."""
    check_sees(request)
    actions.count_blanks(request.post.area)  # a table to take away waits until it is true
    rows = exports.rows_for(request.post)
    return attachment(f"catalogue.{suffix}", sheets.as_csv(rows) if suffix == "csv" else sheets.as_xlsx(rows))
