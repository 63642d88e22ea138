"""Guarded reads of forms: each answers "not found" to somebody who may not see the thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.form import Form
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import queries as audit
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.kit import files
from qingzhuang.site.reports import asking, errors, logic, rights
from qingzhuang.site.reports.meanings import is_meaning, is_population
from qingzhuang.site.reports.meanings import search as meanings_of
from qingzhuang.site.reports.meanings import search_people as people_meant
from qingzhuang.site.reports.models import Filled, Lesson, Review
from qingzhuang.site.reports.panel import definitions_of
from qingzhuang.site.reports.paper import Sheet, draw
from qingzhuang.site.reports.people import asked, records_behind, searchable
from qingzhuang.site.reports.picture import picture_for
from qingzhuang.site.reports.prepared import (
    Prepared,
    blank_book,
    people_named,
    prepared,
    rows_to_type,
    taught,
    unknown_of,
    unsaved,
    written,
)
from qingzhuang.site.reports.subjects import Found, Row, search, subject_entity
from qingzhuang.site.reports.together import Alike, Together
from qingzhuang.site.reports.wording import concept_in_words, population_in_words
from qingzhuang.site.reports.work import Work, scope_of, work_on
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally.question import Count
from qingzhuang.tally.syntax import write

RECORDS_SHOWN = 20
__all__ = [
    "Alike", "Prepared", "Together", "blank_book", "concept_in_words", "is_meaning", "is_population", "meanings_of",
    "people_meant", "people_named", "population_in_words", "prepared", "rows_to_type", "taught", "unknown_of", "unsaved", "written",
]  # fmt: skip  # for the area above, which has checked who asks


def review_for(actor: Actor, pk: UUID) -> Review:
    """The only way a page gets a review."""
    review = Review.objects.select_related("area", "filled_for", "owner").filter(pk=pk).first()
    if review is None or not rights.may(actor, "see", review):
        raise Http404
    return review


def reviews_for(actor: Actor, limit: int = 100) -> list[Review]:
    """The newest reviews of the actor's area and below that somebody brought or signed; none for whoever may not see forms."""
    if not actor.may("see_form"):
        return []
    found = Review.objects.filter(area__code__startswith=actor.area.code_prefix, owner__isnull=False).select_related(
        "area", "owner"
    )
    return list(found.defer("understanding")[:limit])


@dataclass(frozen=True, slots=True)
class Said:
    """What a person gave or confirmed of a blank: `verb` is right, means or typed."""

    verb: str
    who: str
    at: datetime
    typed: str


def said_of(review: Review, key: str, until: datetime) -> Said | None:
    """What a person last said of a blank until some moment, with name and time, for the area above; None where nobody did."""
    row = review.decisions.filter(blank=key, made_at__lte=until).select_related("made_by").order_by("-pk").first()
    if row is None or row.verb not in (logic.Verb.TYPED.value, logic.Verb.RIGHT.value, logic.Verb.MEANS.value):
        return None
    return Said(row.verb, row.made_by.name, row.made_at, row.typed)


def filled_for(actor: Actor, pk: UUID, number: int) -> Filled:
    review = review_for(actor, pk)
    filled = Filled.objects.filter(review=review, pk=number).first()
    if filled is None:
        raise Http404
    return filled


def lessons_for(actor: Actor, review: Review) -> list[Lesson]:
    """What the form's area was taught about this form, the last word about each blank."""
    lessons = Lesson.objects.filter(area=review.area, fingerprint=review.fingerprint)
    return list({(tuple(lesson.path), lesson.nth): lesson for lesson in lessons}.values())


def decisions_of(review: Review) -> list[logic.Said]:
    rows = review.decisions.values_list("blank", "verb", "concept", "typed")
    return [logic.Said(blank, logic.Verb(verb), concept, typed) for blank, verb, concept, typed in rows]


def work_for(actor: Actor, review: Review, subject: str | None = None) -> Work:
    """The form worked out with the facts of its area; the actor has been given the review by `review_for`."""
    chosen = definitions.chosen_in(review.filled_for)
    return work_on(review, decisions_of(review), picture_for(actor, review), chosen, subject)


def unknown_in(actor: Actor, review: Review) -> list[tuple[int, str]]:
    """What the form asks of records and the ledger does not know, over all whom a card is about."""
    dataset = picture_for(actor, review).dataset
    found: list[tuple[int, str]] = []
    for subject in review.subjects or [""]:
        work = work_for(actor, review, subject)
        found += asking.unknown(work, dataset, scope_of(review, work.about, subject))
    return found


def sheets_for(actor: Actor, review: Review, work: Work) -> list[Sheet]:
    """The form drawn as on paper, a sheet a tab; empty sheets are left out."""
    sheets: list[Sheet] = []
    for index, grid in enumerate(work.book.grids):
        if any(cell.text.strip() for cell in grid.cells.values()) and not grid.hidden:
            sheets.append(draw(grid, index, work.inks[index]))
    return sheets


def areas_for(actor: Actor) -> list[Any]:
    return accounts.areas_for(actor)


def form_for(actor: Actor, review: Review) -> Form:
    """What the form asks, with the decisions of this review, without answers."""
    if review.understanding is None:
        raise errors.not_understood()
    return logic.with_decisions(from_json(review.understanding), decisions_of(review))


def about_of(review: Review) -> str:
    """What record a card is about; empty for lists and statistics."""
    return subject_entity(from_json(review.understanding)) if review.understanding else ""


def subjects_for(actor: Actor, review: Review, words: str) -> list[Found]:
    """Records that a card could be about, masked."""
    return [row.offered() for row in search(_searchable(actor, review), words)]


def chosen_for(actor: Actor, review: Review) -> list[Found]:
    """The records chosen for a card that the form's area really has, masked, in the order chosen."""
    if not review.subjects:
        return []
    rows = {row.key: row for row in _searchable(actor, review)}
    return [rows[key].offered() for key in review.subjects if key in rows]


def _searchable(actor: Actor, review: Review) -> list[Row]:
    about = about_of(review)
    if not about:
        return []
    dataset = picture_for(actor, review).dataset
    return searchable(dataset, scope_of(review, about, ""))


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind a blank: the first few masked, and how many there are."""

    rows: list[Found]
    total: int
    links: bool = False  # whether each record has a page with its facts and their sources


def records_for(actor: Actor, review: Review, work: Work, number: int) -> Records:
    """Who stands behind the value of a blank, masked."""
    entry = work.entry(number)
    if entry is None:
        raise Http404
    dataset = picture_for(actor, review).dataset
    rows, total = records_behind(dataset, entry, work.about, scope_of(review, work.about, work.subject), RECORDS_SHOWN)
    return Records([row.behind() for row in rows], total, warehouse.keeps_days(review.filled_for))


@dataclass(frozen=True, slots=True)
class Versions:
    """One definition of a blank with what the blank comes to by each of its versions."""

    label: str
    rows: tuple[Any, ...]
    used: str
    question: str


def versions_for(actor: Actor, review: Review, work: Work, number: int, language: str) -> list[Versions]:
    """The definitions of a blank that have several versions, each counted: numbers, no people."""
    entry = work.entry(number)
    if entry is None:
        raise Http404
    numbered = entry[0]
    question = asked(numbered.table, numbered.blank.question)
    if not isinstance(question, Count):
        return []
    scope, facts = scope_of(review, "", ""), picture_for(actor, review).dataset
    found = []
    for used in definitions_of(numbered):
        rows = definitions.versions_for(actor, review.filled_for, question, used, scope, language, facts)
        if len(rows) > 1:
            found.append(Versions(used.words[0], rows, used.key, write(question)))
    return found


def original_for(actor: Actor, review: Review) -> bytes:
    """The bytes as they came."""
    return files.load(review.sha256)


def log_for(actor: Actor, review: Review) -> list[Any]:
    """What was done with this form; shown to whoever may see it."""
    return audit.lines_about(review.log_subject)
