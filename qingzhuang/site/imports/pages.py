"""What the pages of imports show: contexts gathered from queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingzhuang.site.imports import actions, errors, queries, rights, wording
from qingzhuang.site.imports.forms import BringForm, DayForm
from qingzhuang.site.imports.logic.states import AT_WORK, TAKEN, Outcome, Run
from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.imports.preview import groups_of, tables_of
from qingzhuang.site.imports.report import as_csv, as_workbook, report_name
from qingzhuang.site.imports.side import sides_of
from qingzhuang.site.kit.downloads import attachment, streamed
from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.vocabulary import search

__all__ = ["attachment"]
RIGHTS = ("bring", "undo")


def history(request: Request) -> HttpResponse:
    number = request.GET.get("page", "1")
    initial = {"area": request.post.area.code, "day": timezone.localdate()}
    form = BringForm(initial=initial, areas=queries.areas_for(request.post), language=get_language() or "")
    runs = queries.runs_for(request.post, whole(number, 1))
    lines = [(run, wording.STATES[run.state], _outcomes(run)) for run in runs]
    context = {"form": form, "runs": runs, "lines": lines, "may_bring": request.post.may("import_facts")}
    return render(request, "imports/history.html", context | {"waits": any(_is_at_work(run) for run in runs)})


def run(request: Request, found: ImportRun) -> HttpResponse:
    context = _context(request, found)
    if found.state in (Run.PREVIEWED.value, Run.DONE.value, Run.UNDONE.value) or found.seen:
        context |= {"tables": tables_of(found), "groups": groups_of(found), "outcomes": _outcomes(found)}
        context["asks"] = [group for group in context["groups"] if group.weight == "ask"]
        context["notes"] = [group for group in context["groups"] if group.weight != "ask"]
        context["open_columns"] = sum(table.open for table in context["tables"])
        context["day_form"] = DayForm(initial={"day": found.day})
    return render(request, "imports/run.html", context)


def progress(request: Request, found: ImportRun) -> HttpResponse:
    if not _is_at_work(found):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/run.html#progress", _context(request, found))


def column(request: Request, found: ImportRun, table: int, place: int) -> HttpResponse:
    """A column with what the vocabulary has for some words."""
    tables = tables_of(found)
    columns = tables[table].columns if table < len(tables) else []
    asked = next((one for one in columns if one.place == place), None)
    if asked is None:
        raise Http404
    words = request.GET.get("words", "")[:60]
    hits = [hit for hit in search(words, 20) if hit.kind == "field"] if words.strip() else []
    offers = [(hit.concept, wording.concept_in_words(hit.concept)) for hit in hits]
    context = _context(request, found) | {"table": tables[table], "column": asked, "words": words, "offers": offers}
    return render(request, "imports/column.html#offers" if request.htmx else "imports/column.html", context)


def rows(request: Request, found: ImportRun) -> HttpResponse:
    outcome, problem, number = (request.GET.get(name, "") for name in ("outcome", "problem", "page"))
    if outcome and outcome not in wording.OUTCOMES or not _is_problem(found, problem):
        raise Http404
    page = queries.rows_for(request.post, found, outcome=outcome, problem=problem, page=whole(number, 1))
    actions.note_shown(request.post, run=found, rows=len(page.rows))
    tables = tables_of(found)
    context = _context(request, found) | {
        "page": page, "outcome": outcome, "problem": problem, "outcomes": _outcomes(found), "lines": list(_lines(page, tables)),
        "may_type": found.state == Run.PREVIEWED.value and rights.may(request.post, "bring", found),
        "problem_words": wording.in_words(problem.partition("@")[0]) if problem else "",
    }  # fmt: skip
    return render(request, "imports/rows.html", context)


def _is_problem(found: ImportRun, problem: str) -> bool:
    return not problem or problem in found.counts.get("problems", {})


def _lines(page: queries.Rows, tables: list[Any]) -> Iterator[dict[str, Any]]:
    """Rows as a page shows them: each cell with its heading, and what was found beside it."""
    for shown in page.rows:
        row, table = shown.row, tables[shown.table]
        found: dict[int, list[tuple[str, str]]] = {}
        for place, code, about, _proposed in row.problems:
            found.setdefault(place, []).append((wording.weight_of(code), wording.in_words(code, about)))
        typable = {f"{shown.table}:{place}:{row.row}" for place, several in found.items() if _may_be_typed(several)}
        typed = {f"{shown.table}:{place}:{row.row}" for place, code, _, _ in row.problems if code == "typed_anew"}
        cells = [
            (table.heading(place), value, found.pop(place, []), f"{shown.table}:{place}:{row.row}")
            for place, value in zip(table.order, row.values, strict=False)
            if value is not None or place in found
        ]
        kind, sign = wording.SIGNS[row.outcome]
        yield {
            "row": row.row, "sheet": table.sheet, "label": row.label, "kind": kind, "sign": sign, "outcome": wording.OUTCOMES[row.outcome],
            "cells": cells, "typable": typable | typed, "typed": typed, "found": [one for several in found.values() for one in several],
        }  # fmt: skip


def _may_be_typed(found: list[tuple[str, str]]) -> bool:
    """Whether something in a cell waits for a person."""
    return any(weight in ("ask", "refuse") for weight, _words in found)


def who(request: Request, found: ImportRun) -> HttpResponse:
    """Rows that wait for a word about who they are, one page after the other."""
    number = request.GET.get("page", "1")
    page = queries.rows_for(request.post, found, outcome=Outcome.LOOK.value, page=whole(number, 1), size=10)
    actions.note_shown(request.post, run=found, rows=len(page.rows))
    context = _context(request, found) | {"page": page, "sides": list(sides_of(request.post, found, page, tables_of(found)))}
    return render(request, "imports/who.html", context)


def confirm(request: Request, found: ImportRun, template: str) -> HttpResponse:
    rights.check(request.post, "undo", found)
    return render(request, template, _context(request, found) | {"outcomes": _outcomes(found)})


def report(found: ImportRun, shown: Iterator[queries.Shown], kind: str) -> FileResponse:
    made = as_csv(found, shown) if kind == "csv" else as_workbook(found, shown)
    return streamed(report_name(found, kind), made)


def back(request: Request, pk: UUID) -> HttpResponse:
    """To the page that the word was said on, where that is one of ours."""
    address = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        address = reverse("imports:run", args=[pk])
    return redirect(address)


def value_of(kind: str, value: str, posted: QueryDict) -> Any:
    """The word of a person as it is kept: a number for a record, a dictionary for codes, else text."""
    if kind == "value" and "back" in posted:
        return ""
    if kind == "codes":
        return {name.removeprefix("code-"): word for name, word in posted.items() if name.startswith("code-") and word}
    return whole(value) if kind == "who" and value.isdigit() else value


def say(request: Request, words: str) -> None:
    messages.success(request, words)


def say_brought(request: Request, found: ImportRun) -> None:
    """Somebody brought the same file before."""
    words = _("“%(name)s” was brought already, by %(who)s on %(day)s. Here it is.")
    day = timezone.localtime(found.created_at).date().isoformat()
    messages.info(request, words % {"name": found.file_name, "who": found.owner.name, "day": day})


def _context(request: Request, found: ImportRun) -> dict[str, Any]:
    return {
        "run": found, "state": wording.STATES[found.state], "may": {right: rights.may(request.post, right, found) for right in RIGHTS},
        "at_work": _is_at_work(found), "fault": errors.fault_of_ours() if found.state == Run.FAILED.value else None,
        "taken": sum(found.counts.get("outcomes", {}).get(outcome.value, 0) for outcome in TAKEN),
    }  # fmt: skip


def _is_at_work(found: ImportRun) -> bool:
    return found.state in {state.value for state in AT_WORK}


def _outcomes(found: ImportRun) -> list[tuple[str, Any, str, str, int]]:
    """Outcomes in their order: name, words, class, sign, rows."""
    counts = found.counts.get("outcomes", {})
    return [(name, words, *wording.SIGNS[name], counts[name]) for name, words in wording.OUTCOMES.items() if counts.get(name)]
