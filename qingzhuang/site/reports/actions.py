"""Everything that can be done with a form: right, check, write, audit, in one transaction; the actor first."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from qingzhuang.formfill import understand
from qingzhuang.formfill.as_json import answer_file
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import Blank, Form
from qingzhuang.formfill.memory import Memory, apply_memory, fingerprint
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.quality import actions as quality
from qingzhuang.site.quality.actions import questions
from qingzhuang.site.reports import errors, logic, packing, queries, rights
from qingzhuang.site.reports.meanings import is_meaning, is_population
from qingzhuang.site.reports.memory import memory_of
from qingzhuang.site.reports.models import Decision, Filled, KnownForm, Lesson, Review
from qingzhuang.site.reports.prepared import ask_what_is_unknown, prepare, read_anew, take_for

log = logging.getLogger(__name__)
Verb = logic.Verb
__all__ = ["Verb", "ask_what_is_unknown", "prepare", "read_anew", "take_for"]  # for the area above, which has checked who asks


def bring_form(actor: Actor, *, name: str, data: bytes, area_code: str = "", as_of: date | None = None) -> Review:
    """Take in a form: keep its bytes, understand it with what the area has taught. A file that cannot be read is kept, with why."""
    area = accounts.area_for(actor, area_code or actor.area.code)
    if not actor.may("fill_form"):
        raise not_allowed()
    if len(data) > settings.UPLOAD_LIMIT:
        raise errors.too_large(settings.UPLOAD_LIMIT)
    name = logic.clean_name(name)
    form, file_format, refusal = _understood(data, name, actor.area, area)
    with transaction.atomic():
        review = Review.objects.create(
            id=uuid4(), owner=actor.person, area=actor.area, sha256=files.keep(data), file_name=name, size=len(data),
            format=file_format, filled_for=area, as_of=as_of or timezone.localdate(), created_at=timezone.now(),
            title=(logic.title_of(form) if form else "")[:300], fingerprint=form.fingerprint if form else "",
            understanding=answer_file(form) if form else None, refusal=refusal,
        )  # fmt: skip
        if refusal:
            _record(actor, review, "form.refused", code=refusal["code"])
        else:
            _record(actor, review, "form.uploaded", name=name)
            quality.note_needs(area, logic.paths_asked(form) if form else ())
    return review


def _understood(data: bytes, name: str, taught: Area, area: Area) -> tuple[Form | None, str, dict[str, str] | None]:
    """By the words of the vocabulary and the fields of the form's area, and what the actor's area has taught."""
    try:
        book = read_safely(data, name)
        form = understand(book, vocabulary_of(area))
        form = replace(form, fingerprint=form.fingerprint or fingerprint(form))
        return apply_memory(form, memory_of(taught)), book.format, None
    except FormError as error:
        return None, "", {"code": error.code, "what": error.what, "why": error.why, "todo": error.todo}
    except Exception:  # a fault of ours: the file must not be lost with it
        log.exception("could not understand %s", name)
        refusal = errors.fault_of_ours()
        return None, "", {"code": refusal.code, "what": refusal.what, "why": refusal.why, "todo": refusal.todo}


def decide(actor: Actor, *, review: Review, number: int, verb: logic.Verb, concept: str = "", typed: str = "") -> Decision:
    """Say something of a blank; it counts for this form at once, and for the same form later."""
    rights.check(actor, "fill", review)
    form = queries.form_for(actor, review)
    blank = _blank(form, number)
    if verb is logic.Verb.MEANS and not is_meaning(concept):
        raise errors.no_such_meaning(concept)
    if verb is logic.Verb.TYPED and not typed.strip():
        raise errors.nothing_typed()
    if verb is logic.Verb.RIGHT and not blank.concept:
        raise errors.nothing_to_confirm()
    if verb is logic.Verb.RIGHT:  # what was right is kept, since an earlier word may have made it so
        concept = blank.concept or ""
    said = logic.Said(blank.key, verb, concept, typed.strip(" \t"))  # line ends say which row is empty
    memory = Memory().with_correction(form, blank, logic.concept_of(said, blank))
    return _keep(actor, review, said, memory, " › ".join(blank.path))


def say_who(actor: Actor, *, review: Review, table: int, population: str) -> Decision:
    """Say who a list or a statistics table is about: `person where age>=80`, empty for everybody."""
    rights.check(actor, "fill", review)
    form = queries.form_for(actor, review)
    if not 0 <= table < len(form.tables):
        raise errors.no_such_blank()
    if population and not is_population(population):
        raise errors.no_such_meaning(population)
    said = logic.Said(logic.table_key(table), logic.Verb.LISTS, population)
    memory = Memory().with_population(form, table, population)
    return _keep(actor, review, said, memory, form.tables[table].title or form.tables[table].sheet or str(table + 1))


def _keep(actor: Actor, review: Review, said: logic.Said, memory: Memory, label: str) -> Decision:
    """One decision, what it teaches, and its line in the log."""
    with transaction.atomic():
        decision = Decision.objects.create(
            review=review, blank=said.blank, verb=said.verb.value, concept=said.concept, typed=said.typed,
            made_by=actor.person, made_at=timezone.now(),
        )  # fmt: skip
        _learn(review, decision, memory)
        _changed(review)
        _record(actor, review, DEEDS[said.verb], label=" ".join(label.split())[-120:])
    return decision


def _blank(form: Form, number: int) -> Blank:
    found = next((entry.blank for entry in logic.numbered(form) if entry.number == number), None)
    if found is None:
        raise errors.no_such_blank()
    return found


DEEDS = {
    logic.Verb.RIGHT: "blank.confirmed",
    logic.Verb.MEANS: "blank.corrected",
    logic.Verb.NOT_OURS: "blank.set_aside",
    logic.Verb.TYPED: "blank.typed",
    logic.Verb.LISTS: "table.narrowed",
}


def _learn(review: Review, decision: Decision, memory: Memory) -> None:
    """Keep the correction for the area. Words typed by hand are not learned, only that they are typed."""
    correction = memory.corrections[-1]
    known = memory.forms[correction.fingerprint]
    Lesson.objects.create(
        area=review.area, decision=decision, fingerprint=correction.fingerprint, path=list(correction.path),
        nth=correction.nth, context=correction.context, concept=correction.concept, made_at=decision.made_at,
    )  # fmt: skip
    KnownForm.objects.update_or_create(
        area=review.area, fingerprint=correction.fingerprint,
        defaults={"title": known.title[:300], "paths": sorted(list(path) for path in known.paths)},
    )  # fmt: skip


@transaction.atomic
def take_back(actor: Actor, *, review: Review) -> str | None:
    """Undo the last decision of a review and what it taught; the key of its blank, None where there is nothing to undo."""
    rights.check(actor, "fill", review)
    last = review.decisions.order_by("-pk").first()
    if last is None:
        return None
    Lesson.objects.filter(decision=last).delete()
    key = last.blank
    last.delete()
    _changed(review)
    _record(actor, review, "blank.taken_back")
    return key


@transaction.atomic
def set_scope(
    actor: Actor, *, review: Review, area_code: str, as_of: date, period: tuple[date | None, date | None] = (None, None),
    todays_facts: bool = False,
) -> Review:  # fmt: skip
    """For which area and day the form is filled, and which time its figures are about (both days in; empty for all time).

    The facts are those of that day; with `todays_facts` those of today, and only ages are of that day.
    """
    rights.check(actor, "fill", review)
    area = accounts.area_for(actor, area_code)
    if (period[0] is None) != (period[1] is None) or (period[0] and period[1] and period[0] > period[1]):
        raise errors.no_such_period()
    review.subjects = review.subjects if area == review.filled_for else []
    review.filled_for, review.as_of, (review.period_from, review.period_to) = area, as_of, period
    review.todays_facts = todays_facts
    _changed(review, "filled_for", "as_of", "todays_facts", "period_from", "period_to", "subjects")
    _record(actor, review, "form.scope_changed", area_name=area.name, day=as_of.isoformat())
    return review


def choose_subjects(actor: Actor, *, review: Review, keys: Sequence[str]) -> Review:
    """For whom a card is; only records of the form's area are taken."""
    rights.check(actor, "fill", review)
    if len(keys) > settings.CARDS_AT_ONCE:
        raise errors.too_many_subjects(settings.CARDS_AT_ONCE)
    review.subjects = list(dict.fromkeys(keys))
    review.subjects = [found.key for found in queries.chosen_for(actor, review)]
    with transaction.atomic():
        _changed(review, "subjects")
        _record(actor, review, "form.subjects_chosen", count=len(review.subjects))
    return review


def fill(actor: Actor, *, review: Review) -> Filled:
    """Make the filled file (a zip of one file each where a card is for several), keep it and count what was sure."""
    rights.check(actor, "fill", review)
    if review.understanding is None:
        raise errors.not_understood()
    packed = packing.pack(actor, review)
    with transaction.atomic():
        filled = Filled.objects.create(
            review=review, sha256=files.keep(packed.data), name=packed.name, size=len(packed.data),
            known=packed.summary.known, unsure=packed.summary.unsure, asked=packed.summary.asked,
            made_by=actor.person, made_at=timezone.now(),
        )  # fmt: skip
        _record(actor, review, "form.filled", name=filled.name, records=packed.records)
        questions.ask(area=review.filled_for, unknown=queries.unknown_in(actor, review), title=str(review))
    return filled


@transaction.atomic
def hand_out(actor: Actor, *, filled: Filled) -> bytes:
    """The bytes of a file made earlier, with a line in the log."""
    rights.check(actor, "see", filled.review)
    _record(actor, filled.review, "filled.downloaded", name=filled.name)
    return files.load(filled.sha256)


def show_records(actor: Actor, *, review: Review, number: int) -> queries.Records:
    """The records behind a blank, masked, with a line in the log."""
    rights.check(actor, "see", review)
    work = queries.work_for(actor, review)
    records = queries.records_for(actor, review, work, number)
    label = " › ".join(work.entries[number][0].blank.path)[-120:]
    _record(actor, review, "records.shown", count=len(records.rows), label=label)
    return records


def search_subjects(actor: Actor, *, review: Review, words: str) -> list[queries.Found]:
    """Records that a card could be about, masked, with a line in the log."""
    rights.check(actor, "fill", review)
    found = queries.subjects_for(actor, review, words)
    _record(actor, review, "people.searched", count=len(found))
    return found


@transaction.atomic
def note_shown(actor: Actor, *, review: Review, records: int) -> None:
    """A page with facts of residents was shown."""
    rights.check(actor, "see", review)
    _record(actor, review, "form.shown", records=records)


def delete_review(actor: Actor, *, review: Review) -> None:
    """Delete a form with its decisions and files; what was learned stays. A file that another form has too is kept."""
    rights.check(actor, "delete", review)
    with transaction.atomic():
        hashes = {review.sha256, *review.filled.values_list("sha256", flat=True)}
        _record(actor, review, "form.deleted", name=review.file_name)
        try:
            review.delete()
        except ProtectedError as error:
            raise errors.handed_in() from error
        kept = set(Review.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        kept |= set(Filled.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        for sha256 in hashes - kept:
            transaction.on_commit(lambda sha256=sha256: files.drop(sha256))


@transaction.atomic
def forget(actor: Actor, *, review: Review, lesson_number: int) -> None:
    """Unlearn what the area was taught about one blank of this form; the form itself stays as it was decided."""
    rights.check(actor, "forget", review)
    lesson = next((lesson for lesson in queries.lessons_for(actor, review) if lesson.pk == lesson_number), None)
    if lesson is None:
        return
    same = Lesson.objects.filter(area=review.area, fingerprint=lesson.fingerprint, nth=lesson.nth)
    same.filter(pk__in=[other.pk for other in same if other.path == lesson.path]).delete()
    _record(actor, review, "lesson.forgotten", label=" › ".join(lesson.path)[-120:])


def _changed(review: Review, *fields: str) -> None:
    review.version = F("version") + 1  # counted by the database: two people may decide at once
    review.save(update_fields=["version", *fields])
    review.refresh_from_db(fields=["version"])


def _record(actor: Actor, review: Review, deed: str, **detail: object) -> None:
    audit.record(actor.person, deed=deed, area=review.area.code, subject=review.log_subject, **detail)
