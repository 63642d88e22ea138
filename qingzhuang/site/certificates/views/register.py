"""The register, who still asks for paper, and the papers of one resident."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from qingzhuang.site.certificates import actions, exports, pages, queries, wording
from qingzhuang.site.certificates.forms import asked_of
from qingzhuang.site.kit import sheets
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.ledger import queries as ledger


@require_GET
@never_cache
def register(request: Request) -> HttpResponse:
    """What was asked, for which body, what was decided, and the number of the paper."""
    form, asked = asked_of(request)
    found = actions.show_register(request.post, asked=asked, page=request.GET.get("page", "1"))
    shown = {"form": form, "lines": pages.lines(found.object_list), "page": found, "query": request.GET.urlencode()}
    return render(request, "certificates/register.html", shown)


@require_GET
@never_cache
def export(request: Request, suffix: str) -> HttpResponse:
    """The register as it is narrowed, to take away; marked and logged."""
    asked = asked_of(request)[1]
    taken = actions.export_register(request.post, asked=asked)
    return _file(_("Register of certificates"), suffix, exports.register_rows(request.post, taken.lines, taken.entry))


@require_GET
@never_cache
def export_askers(request: Request, suffix: str) -> HttpResponse:
    """The figures of who still asks, without anybody's name."""
    found = queries.askers_for(request.post, asked_of(request)[1])
    return _file(_("Who still asks for paper"), suffix, exports.asker_rows(found))


def _file(title: str, suffix: str, rows: sheets.Rows) -> HttpResponse:
    return attachment(f"{title}.{suffix}", (sheets.as_xlsx if suffix == "xlsx" else sheets.as_csv)(rows))


@require_GET
@never_cache
def askers(request: Request) -> HttpResponse:
    """Who still asks for paper, the most first; and how much of it is needless."""
    form, asked = asked_of(request)
    found = queries.askers_for(request.post, asked)
    lines = [(one, wording.body_words(one.body, one.name), wording.paper_words(one.kind or one.item)) for one in found]
    total = {name: sum(getattr(one, name) for one in found) for name in ("asked", "issued", "needless")}
    return render(
        request, "certificates/askers.html", {"form": form, "lines": lines, "total": total, "query": request.GET.urlencode()}
    )


@require_GET
@never_cache
def papers(request: Request, pk: int) -> HttpResponse:
    """All that was asked for one resident."""
    record = ledger.record_for(request.post, pk, entity="person")
    found = actions.show_papers(request.post, record=record)
    return render(request, "certificates/papers.html", {"record": record, "lines": pages.lines(found)})
