"""The page of files: take records away in the form of GB/T 31000, or everything; bring a file of that form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.formfill.errors import REFUSALS
from qingzhuang.site.exchange import actions, errors, queries
from qingzhuang.site.exchange.forms import GiveForm, TakeForm
from qingzhuang.site.exchange.wording import became_words, loss_words
from qingzhuang.site.kit.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500  # lines of a list on the page


@require_GET
@never_cache
def files(request: Request) -> HttpResponse:
    queries.check_files(request.post)
    return render(request, "exchange/files.html", _forms(request))


def _forms(request: Request) -> dict[str, Any]:
    post, language = request.post, get_language() or ""
    areas = queries.areas_of_files_for(post)
    found: dict[str, Any] = {"give": GiveForm(areas=areas, kinds=_kinds(post), language=language)}
    if post.may("import_facts"):
        found["take"] = TakeForm(areas=areas, language=language)
    return found


def _kinds(post: Any) -> list[tuple[str, str]]:
    found = [("covered", _("GB/T 31000, numbers covered"))]
    if post.may("export_facts"):
        found += [
            ("whole", _("GB/T 31000, numbers whole")),
            ("everything", _("everything with its history (JSON lines), numbers whole")),
        ]
    return found


@require_POST
@never_cache
def give(request: Request) -> HttpResponseBase:
    """The file itself."""
    queries.check_files(request.post)
    area, purpose = request.POST.get("area", ""), request.POST.get("purpose", "")
    if request.POST.get("kind") == "everything":
        sent = actions.give_everything(request.post, area=area, purpose=purpose)
        response: HttpResponseBase = StreamingHttpResponse(sent.pieces, content_type="application/jsonl")
        name = sent.name
    else:
        whole = request.POST.get("kind") == "whole"
        given = actions.give_standard_file(request.post, area=area, purpose=purpose, whole=whole)
        response, name = HttpResponse(given.data, content_type=XLSX), given.name
    response.headers["Content-Disposition"] = queries.as_attachment(name)
    return response


@require_POST
@never_cache
def take(request: Request) -> HttpResponse:
    """What became of a file that was brought, row by row and cell by cell."""
    queries.check_files(request.post)
    if getattr(request, "too_large", False):
        large = REFUSALS["too_large"]
        raise errors.unreadable_file(large.what, large.todo)
    sent = request.FILES.get("file")
    if sent is None:
        raise errors.no_such_tables()
    taken = actions.take_standard_file(request.post, name=sent.name or "", data=sent.read(), area=request.POST.get("into", ""))
    totals = {became_words(became): count for became, count in taken.answer.totals().items()}
    refused = [(*taken.rows[one.row], one) for one in taken.answer.rows if one.became in ("refused", "asked")]
    losses = [(loss, loss_words(loss.kind)) for loss in taken.losses]
    context = {
        "totals": totals,
        "refused": refused[:SHOWN],
        "losses": losses[:SHOWN],
        "more": max(len(refused), len(losses)) > SHOWN,
    }
    return render(request, "exchange/taken.html", context)
