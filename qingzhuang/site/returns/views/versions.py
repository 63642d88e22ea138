"""Pages of what was signed: the form with every number explained, its file and manifest, and whether a file is genuine."""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.returns import actions, errors, queries, rights
from qingzhuang.site.returns.forms import VerifyForm


@require_GET
def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The form as it was signed, on the page; every number leads to its explanation."""
    found = queries.version_for(request.post, pk, number)
    context = {
        "version": found, "owed": found.owed, "sheets": actions.show_version(request.post, version=found),
        "newest": queries.newest_of(found.owed), "moved": queries.moved_parts(found),
        "may": {right: rights.may(request.post, right, found.owed) for right in ("take", "hand_back")},
    }  # fmt: skip
    return render(request, "returns/version.html", context)


@require_GET
def file(request: Request, pk: UUID, number: int) -> HttpResponse:
    found = queries.version_for(request.post, pk, number)
    return attachment(found.file_name, actions.take_version(request.post, version=found))


@require_GET
def manifest(request: Request, pk: UUID, number: int) -> HttpResponse:
    """What travels beside the file."""
    found = queries.version_for(request.post, pk, number)
    data = json.dumps(found.manifest, ensure_ascii=False, indent=1).encode()
    return attachment(f"{found.file_name.rsplit('.', 1)[0]}.manifest.json", data)


@require_GET
def cell(request: Request, pk: UUID, number: int, cell: str) -> HttpResponse:
    """One cell explained."""
    found = queries.version_for(request.post, pk, number)
    context = {
        "version": found, "owed": found.owed, "told": actions.explain_cell(request.post, version=found, cell=cell),
        "may": {right: rights.may(request.post, right, found.owed) for right in ("see_people", "hand_back")},
    }  # fmt: skip
    return render(request, "returns/cell.html", context)


@require_GET
def records(request: Request, pk: UUID, number: int, cell: str) -> HttpResponse:
    """Who stands behind a cell, covered; each look is in the log."""
    found = queries.version_for(request.post, pk, number)
    behind = actions.show_records(request.post, version=found, cell=cell)
    context = {"version": found, "owed": found.owed, "cell": cell, "behind": behind}
    return render(request, "returns/records.html#found" if request.htmx else "returns/records.html", context)


def verify(request: Request) -> HttpResponse:
    """Drop a file, and see whether it is what was signed."""
    queries.may_verify(request.post)
    form = VerifyForm(request.POST or None, request.FILES or None)
    if getattr(request, "too_large", False) or (request.method == "POST" and not form.is_valid()):
        raise errors.no_file()
    verdict = None
    if request.method == "POST":
        beside = form.cleaned_data["manifest"]
        file = form.cleaned_data["file"]
        manifest = beside.read(settings.UPLOAD_LIMIT) if beside else b""
        verdict = queries.verdict_for(request.post, file.read(settings.UPLOAD_LIMIT), manifest, file.name)
    context = {"form": form, "verdict": verdict, "key": queries.public_key()}
    return render(request, "returns/verify.html", context)
