"""The pages of the log."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.audit import actions, queries
from qingzhuang.site.audit.forms import AskForm
from qingzhuang.site.audit.logic import spreadsheet_safe
from qingzhuang.site.kit.requests import Request, whole

PAGE = 50


@require_GET
def log(request: Request) -> HttpResponse:
    """Who did or saw what in the reader's area; `request.post` is set by the accounts area."""
    form = AskForm(request.GET)
    before = request.GET.get("before", "")
    lines = queries.lines_for(request.post, form.asked(), before=whole(before) or None, limit=PAGE)
    older = lines[-1].number if len(lines) == PAGE else None
    return render(request, "audit/log.html", {"lines": lines, "older": older, "form": form})


@require_POST
def export(request: Request) -> HttpResponse:
    """The same lines as a file for a spreadsheet."""
    lines = actions.export_log(request.post, asked=AskForm(request.POST).asked())
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Number"), _("When"), _("Who"), _("Account"), _("Deed"), _("What")])
    for line in lines:
        at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        rows.writerow([line.number, at, *map(spreadsheet_safe, (line.who, line.account, line.deed, line.sentence))])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="qingzhuang-log.csv"'
    return response
