"""Forms that the machine prepares for a place before anybody looks: nobody has brought them, and nobody owns them until they are signed.

Nothing here asks who may: the area above has. What a person decides about such a form goes the way of every other form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np
from django.utils import timezone

from qingzhuang.formfill.answer.cells import At, CellAsked, cells_of
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.as_json import answer_file, from_json
from qingzhuang.formfill.edits import Edits
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.memory import apply_memory
from qingzhuang.formfill.write import write
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.quality.actions import questions
from qingzhuang.site.reports import asking, logic, typed
from qingzhuang.site.reports.logic import Said, Verb
from qingzhuang.site.reports.memory import memory_of
from qingzhuang.site.reports.models import Decision, Review
from qingzhuang.site.reports.people import SHOWN
from qingzhuang.site.reports.picture import picture_of
from qingzhuang.site.reports.subjects import Found, Row
from qingzhuang.site.reports.work import Work, book_of, scope_of, work_on
from qingzhuang.tally import Dataset
from qingzhuang.tally.rows import cell_values


@dataclass(frozen=True)
class Prepared:
    """A form worked out for its place: the work, the facts it was worked out from, and the scope."""

    review: Review
    work: Work
    dataset: Dataset
    facts: Ledger | None = None  # as they were seen from the place, where they were counted for many places together

    @property
    def asks_of_records(self) -> bool:
        """Whether it asks for facts of single records, beside figures."""
        return asking.asks_of_records(self.work, self.dataset)

    def asked(self, edits: Edits | None = None) -> dict[At, CellAsked]:
        """What each cell asks; of the edits given, else of those worked out."""
        if self.work.about:
            return {}
        facts = self.facts or Ledger(self.dataset, scope_of(self.review, "", ""))
        return cells_of(self.work.form, self.work.book, facts, edits or self.work.filling.edits)


def unsaved(*, area: Any, form: dict[str, Any], as_of: date, period: tuple[date | None, date | None]) -> Review:
    """A review of a form for a place that the database does not know: only what it comes to is wanted so far.

    `form` gives sha256, file_name, size, format, title, fingerprint and understanding.
    """
    return Review(
        id=uuid4(), owner=None, area=area, filled_for=area, as_of=as_of, period_from=period[0], period_to=period[1],
        sha256=form["sha256"], file_name=form["file_name"], size=form["size"], format=form["format"], title=form["title"][:300],
        fingerprint=form["fingerprint"], understanding=form["understanding"], created_at=timezone.now(),
    )  # fmt: skip


def taught(form: dict[str, Any], area: Any) -> dict[str, Any]:
    """The form understood with what a place was taught."""
    understood = apply_memory(from_json(form["understanding"]), memory_of(area))
    return form | {"understanding": answer_file(replace(understood, fingerprint=form["fingerprint"]))}


def prepare(
    *, area: Any, form: dict[str, Any], as_of: date, period: tuple[date | None, date | None], like: Review | None = None
) -> Review:
    """A review of a form for a place, understood with what the place was taught.

    `like` is the same place's review of another form: what a person decided there of a blank that is here too is taken over.
    """
    review = unsaved(area=area, form=taught(form, area), as_of=as_of, period=period)
    review.save(force_insert=True)
    if like is not None:
        keys = {entry.blank.key for entry in logic.numbered(from_json(review.understanding))}
        carried = [one for one in like.decisions.all() if one.blank in keys or one.verb == Verb.LISTS.value]
        Decision.objects.bulk_create(
            [
                Decision(
                    review=review, blank=one.blank, verb=one.verb, concept=one.concept, typed=one.typed,
                    made_by_id=one.made_by_id, made_at=one.made_at,
                )
                for one in carried
            ]
        )  # fmt: skip
    return review


def read_anew(review: Review, form: dict[str, Any]) -> None:
    """The same form was understood in another way: its review is read by that and what its place was taught; decisions in it stay."""
    review.understanding = taught(form, review.area)["understanding"]
    review.version += 1
    review.save(update_fields=["understanding", "version"])


def prepared(review: Review) -> Prepared:
    """The form worked out with the facts as they are now."""
    picture = picture_of(review)
    rows = () if review._state.adding else review.decisions.values_list("blank", "verb", "concept", "typed")
    said = [Said(blank, Verb(verb), concept, text) for blank, verb, concept, text in rows]
    return Prepared(review, work_on(review, said, picture, definitions.chosen_in(review.filled_for)), picture.dataset)


def take_for(review: Review, person: Any) -> None:
    """Whoever signs is the one who filled it in."""
    review.owner = person
    review.version += 1
    review.save(update_fields=["owner", "version"])


def unknown_of(one: Prepared) -> list[tuple[int, str]]:
    """The facts that the form asks and nobody knows: record and field."""
    return list(asking.unknown(one.work, one.dataset, scope_of(one.review, one.work.about, one.work.subject)))


def rows_to_type(one: Prepared, entry: logic.Numbered) -> list[list[str]]:
    """The cells that a person can type for a blank: label and what stands there; none for a column of a list."""
    return typed.rows_to_type(entry, one.work.book, one.work.filling)


def ask_what_is_unknown(*, area: Any, unknown: Sequence[tuple[int, str]], title: str, day: date, again: bool = True) -> int:
    """Facts that nobody knows become questions of the place, each asked once; how many are new."""
    return questions.ask(area=area, unknown=unknown, title=title, day=day, anew=again) if unknown else 0


def written(review: Review, edits: Edits) -> tuple[bytes, str]:
    """The asker's own file with these values, and its format."""
    try:
        found = write(files.load(review.sha256), book_of(review), edits)
    except FormError as error:
        raise Refusal(error.code, error.what, error.why, error.todo, status=409) from error
    return found.data, found.format


def blank_book(review: Review) -> Book:
    """The blank form as it was read."""
    return book_of(review)


def people_named(dataset: Dataset, entity: str, keys: list[str], day: date) -> list[Found]:
    """Records by their keys as they are shown behind a number: names and numbers covered."""
    slots = {key: slot for key in keys if (slot := dataset.slot_of(entity, key)) is not None}
    if not slots:
        return []
    at = np.array(list(slots.values()), np.int64)
    columns = [
        cell_values(dataset, entity, path, at, day) if path else [None] * len(slots) for path in SHOWN.get(entity, ("", "", ""))
    ]
    rows = zip(slots, *columns, strict=True)
    return [Row(key, *(str(text or "") for text in told), frozenset()).behind() for key, *told in rows]
