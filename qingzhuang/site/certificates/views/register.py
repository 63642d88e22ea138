"""The register, who still asks for paper, and the papers of one resident."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from qingzhuang.site.certificates import actions, pages, queries, wording
from qingzhuang.site.certificates.forms import asked_of
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.ledger import queries as ledger


@require_GET
@never_cache
def register(request: Request) -> HttpResponse:
    """What was asked, for which body, what was decided, and the number of the paper."""
    form, asked = asked_of(request)
    found = actions.show_register(request.post, asked=asked, page=request.GET.get("page", "1"))
    return render(request, "certificates/register.html", {"form": form, "lines": pages.lines(found.object_list), "page": found})


@require_GET
@never_cache
def askers(request: Request) -> HttpResponse:
    """Who still asks for paper, the most first; and how much of it is needless."""
    form, asked = asked_of(request)
    found = queries.askers_for(request.post, asked)
    lines = [(one, wording.body_words(one.body, one.name), wording.paper_words(one.kind or one.item)) for one in found]
    total = {name: sum(getattr(one, name) for one in found) for name in ("asked", "issued", "needless")}
    return render(request, "certificates/askers.html", {"form": form, "lines": lines, "total": total})


@require_GET
@never_cache
def papers(request: Request, pk: int) -> HttpResponse:
    """All that was asked for one resident."""
    record = ledger.record_for(request.post, pk, entity="person")
    found = actions.show_papers(request.post, record=record)
    return render(request, "certificates/papers.html", {"record": record, "lines": pages.lines(found)})
