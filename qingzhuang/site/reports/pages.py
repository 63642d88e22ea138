"""What the pages of forms show: contexts gathered from queries, and the parts that htmx swaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.kit.downloads import disposition
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.reports import actions, logic, queries, rights
from qingzhuang.site.reports.forms import ScopeForm
from qingzhuang.site.reports.meanings import search, search_people
from qingzhuang.site.reports.models import Lesson, Review
from qingzhuang.site.reports.panel import Panel, panel, panels, tables_of
from qingzhuang.site.reports.picture import in_words as picture_in_words
from qingzhuang.site.reports.wording import concept_in_words, population_in_words
from qingzhuang.site.reports.work import Work


def address(review: Review) -> str:
    return reverse("reports:review", args=[review.pk])


def paper(request: Request, review: Review) -> HttpResponse:
    """The review as on paper; a page of its own for a file that could not be read."""
    if review.understanding is None:
        return render(
            request, "reports/refused.html", {"review": review, "refusal": review.refusal, "may": _may(request, review)}
        )
    work = queries.work_for(request.post, review)
    number = request.GET.get("blank", "")
    context = _context(request, review, work, whole(number, -1) if number else None)
    context["sheets"] = _with_counts(queries.sheets_for(request.post, review, work), work)
    context["sheet"] = _chosen_sheet(request, context["sheets"], work, context["panel"])
    context["scope_form"] = _scope_form(request, review)
    _note_shown(request, review, work)
    return render(request, "reports/review.html", context)


def panel_part(request: Request, review: Review, number: int) -> HttpResponse:
    work = queries.work_for(request.post, review)
    if work.entry(number) is None:
        raise Http404
    return render(request, "reports/review.html#panel", _context(request, review, work, number))


def after(
    request: Request, review: Review, number: int | None, refusal: Refusal | None = None, forward: bool = False
) -> HttpResponse:
    """What follows a decision: the paper, the head line and the panel of the next blank in one answer to htmx."""
    review = queries.review_for(request.post, review.pk)
    work = queries.work_for(request.post, review)
    if forward and number is not None:
        onward = logic.next_unsettled(work.states, number)
        number = number if onward is None else onward
    if not request.htmx:
        if refusal is not None:
            raise refusal
        return redirect(f"{address(review)}?blank={number if number is not None else ''}")
    context = _context(request, review, work, number)
    context |= {"refusal": refusal, "swap": True, "sheets": _with_counts(queries.sheets_for(request.post, review, work), work)}
    context["sheet"] = _chosen_sheet(request, context["sheets"], work, context["panel"])
    return render(request, "reports/review.html#after", context)


def listed(request: Request, review: Review, refusals: Sequence[Refusal] = ()) -> HttpResponse:
    """Every blank in words, one under the other."""
    work = queries.work_for(request.post, review)
    context = _context(request, review, work, None)
    shown = panels(work, _decided(review), get_language() or "")
    context["unsettled"] = [one for one in shown if one.outcome in ("unsure", "asked")]
    context["others"] = [one for one in shown if one.outcome not in ("unsure", "asked")]
    context["refusals"] = refusals
    _note_shown(request, review, work)
    return render(request, "reports/list.html", context)


def explained(request: Request, review: Review, kind: str) -> HttpResponse:
    """The report of explanations."""
    work = queries.work_for(request.post, review)
    _note_shown(request, review, work)
    if kind == "json":
        report = work.filling.report() | {
            "form": review.file_name,
            "area": review.filled_for.code,
            "as_of": review.as_of.isoformat(),
            "facts_of": work.picture.day.isoformat() if work.picture.day else None,
        }
        response = JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 1})
        response.headers["Content-Disposition"] = disposition(logic.file_name_of(review.file_name, mark="report", suffix="json"))
        return response
    context = _context(request, review, work, None)
    context["panels"] = panels(work, _decided(review), get_language() or "")
    return render(request, "reports/explain.html", context)


def about(request: Request, review: Review) -> HttpResponse:
    context = {
        "review": review,
        "may": _may(request, review),
        "lessons": _lessons(queries.lessons_for(request.post, review)),
        "log": queries.log_for(request.post, review),
        "filled": list(review.filled.select_related("made_by")),
    }
    return render(request, "reports/about.html", context)


def _lessons(lessons: list[Lesson]) -> list[tuple[Lesson, str]]:
    """Each lesson with its meaning in words."""
    return [(lesson, concept_in_words(lesson.concept, get_language() or "")) for lesson in lessons]


def panel_of(request: Request, review: Review, number: int) -> Panel:
    work = queries.work_for(request.post, review)
    if work.entry(number) is None:
        raise Http404
    return panel(work, number, _decided(review), get_language() or "")


def offered(review: Review, words: str, counts: bool) -> list[tuple[str, str]]:
    """Meanings found for some words: the concept, and the same in the reader's words."""
    return [
        (concept, concept_in_words(concept, get_language() or ""))
        for concept in search(words, counts, vocabulary_of(review.filled_for))
    ]


def populations(request: Request, review: Review, table: int, words: str) -> list[tuple[str, str]]:
    """Groups found for some words, and the same in the reader's words."""
    tables = queries.form_for(request.post, review).tables
    entity = tables[table].row_entity if 0 <= table < len(tables) else ""
    return [
        (found, population_in_words(found, get_language() or ""))
        for found in search_people(words, entity or "person", vocabulary_of(review.filled_for))
    ]


def number_of(request: Request, review: Review, key: str | None) -> int | None:
    form = queries.form_for(request.post, review)
    return next((entry.number for entry in logic.numbered(form) if entry.blank.key == key), None)


def answers_in(sent: QueryDict) -> Iterator[dict[str, Any]]:
    """The choices of the list page: `say-3=right`, `say-3=means:person.name`, `typed-3=…`."""
    for name, said in sent.items():
        number = whole(name.removeprefix("say-"), -1)
        if not name.startswith("say-") or number < 0 or not isinstance(said, str):
            continue
        verb, _colon, concept = said.partition(":")
        if verb in {known.value for known in logic.Verb}:
            typed = str(sent.get(f"typed-{number}", ""))
            yield {"number": number, "verb": logic.Verb(verb), "concept": concept, "typed": typed}


def say(request: Request, words: str) -> None:
    messages.success(request, words)


def _context(request: Request, review: Review, work: Work, number: int | None) -> dict[str, Any]:
    if number is None or work.entry(number) is None:  # before it is said for whom, that is the only question
        number = None if work.waits else logic.next_unsettled(work.states, -1)
    shown = panel(work, number, _decided(review), get_language() or "") if number is not None else None
    return {
        "review": review,
        "work": work,
        "picture": picture_in_words(work.picture, review),
        "summary": work.summary,
        "panel": shown,
        "next": logic.next_unsettled(work.states, number if number is not None else -1),
        "may": _may(request, review),
        "area_names": accounts.area_names(review.filled_for),
        "chosen": queries.chosen_for(request.post, review) if work.about else [],
        "findings": [finding for finding in work.filling.findings if finding.code != "whom"],
        "has_decisions": review.decisions.exists(),
        "tables": tables_of(work, get_language() or ""),
    }


def _decided(review: Review) -> dict[str, logic.Said]:
    return logic.last_said(queries.decisions_of(review))


def _may(request: Request, review: Review) -> dict[str, bool]:
    return {right: rights.may(request.post, right, review) for right in ("fill", "delete", "forget")}


def _scope_form(request: Request, review: Review) -> ScopeForm:
    areas = queries.areas_for(request.post)
    initial = {
        "area": review.filled_for.code,
        "as_of": review.as_of,
        "todays_facts": review.todays_facts,
        "period_from": review.period_from,
        "period_to": review.period_to,
    }
    return ScopeForm(initial=initial, areas=areas, language=get_language() or "")


def _with_counts(sheets: list[Any], work: Work) -> list[Any]:
    """Each sheet with how many of its blanks are still to settle."""
    unsettled: dict[int, int] = {}
    for entry, _answer in work.entries:
        if work.state(entry.number) in ("unsure", "asked"):
            unsettled[entry.table.grid] = unsettled.get(entry.table.grid, 0) + 1
    return [(sheet, unsettled.get(sheet.index, 0)) for sheet in sheets]


def _chosen_sheet(request: Request, sheets: list[Any], work: Work, shown: Panel | None) -> Any:
    """The sheet asked for, else that of the blank in the panel, else the first."""
    wanted = request.GET.get("sheet", "") or request.POST.get("sheet", "")
    if not wanted and shown is not None:
        wanted = str(work.entries[shown.number][0].table.grid)
    return next((sheet for sheet, _count in sheets if str(sheet.index) == wanted), sheets[0][0] if sheets else None)


def _note_shown(request: Request, review: Review, work: Work) -> None:
    records = max((answer.records for _entry, answer in work.entries), default=0)
    actions.note_shown(request.post, review=review, records=records)
