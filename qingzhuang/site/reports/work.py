"""The engine run for one review: file → book → form with its decisions → filling; kept in memory until something changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Outcome
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.form import Form, State
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.formfill.versions import with_versions
from qingzhuang.site.kit import files
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.reports.ink import inks
from qingzhuang.site.reports.logic import WAITING, Numbered, Said, Summary, Verb, last_said, numbered, summary, with_decisions
from qingzhuang.site.reports.models import Review
from qingzhuang.site.reports.paper import Ink
from qingzhuang.site.reports.picture import Picture, with_finding
from qingzhuang.site.reports.subjects import subject_entity
from qingzhuang.site.reports.typed import with_typed_columns
from qingzhuang.tally import Scope
from qingzhuang.vocabulary import Definition

_works: Recent[Work] = Recent(24)
_books: Recent[Book] = Recent(24)


@dataclass(frozen=True)
class Work:
    """All that is known of a review at one moment. `entries` pairs each blank with what became of it, in order.

    `about` is the entity that a card asks about, empty for lists and statistics; `subject` the record chosen for it.
    `confirmed` are keys of blanks of which a person said that they are right, whatever doubt is left in their figures.
    """

    book: Book
    form: Form
    filling: Filling
    entries: tuple[tuple[Numbered, BlankAnswer], ...]
    about: str
    subject: str
    picture: Picture
    confirmed: frozenset[str] = frozenset()

    @property
    def waits(self) -> bool:
        """A card for which nobody has been chosen yet."""
        return bool(self.about) and not self.subject

    def state(self, number: int) -> str:
        """What the page shows of a blank: its outcome, what a person confirmed, or that it waits for whom the card is about."""
        entry, answer = self.entries[number]
        understood = entry.blank.state is State.SURE and entry.blank.question is not None
        if self.waits and understood and answer.outcome is Outcome.ASKED:
            return WAITING
        if answer.outcome is Outcome.UNSURE and entry.blank.key in self.confirmed:
            return Outcome.ANSWERED.value
        return answer.outcome.value

    @property
    def summary(self) -> Summary:
        return summary(self.states)

    @property
    def states(self) -> list[str]:
        """The state of every blank, by its number."""
        return [self.state(entry.number) for entry, _answer in self.entries]

    @cached_property
    def inks(self) -> dict[int, Ink]:
        """What is put on each grid when the form is drawn."""
        return inks(self.form, self.book, self.filling, self.entries, self.states)

    def entry(self, number: int) -> tuple[Numbered, BlankAnswer] | None:
        """The blank with a number; None where there is none."""
        return self.entries[number] if 0 <= number < len(self.entries) else None


def work_on(
    review: Review, decisions: Sequence[Said], picture: Picture, chosen: Mapping[str, Definition], subject: str | None = None
) -> Work:
    """The review worked out for its area and day by the versions of definitions `chosen` there, for its first subject or the one given."""
    if subject is None:
        subject = review.subjects[0] if review.subjects else ""
    by = tuple(sorted(one.key for one in chosen.values()))
    key = (review.pk, review.version, subject, picture.dataset, by, picture.missing)
    return _works.get(key, lambda: _work(review, decisions, picture, chosen, subject))


def book_of(review: Review) -> Book:
    return _books.get(review.sha256, lambda: read_safely(files.load(review.sha256), review.file_name))


def scope_of(review: Review, about: str, subject: str) -> Scope:
    period = (review.period_from, review.period_to) if review.period_from and review.period_to else None
    return Scope(review.filled_for.code, review.as_of, period, record=subject, about=about or "person")


def usable(chosen: Mapping[str, Definition], review: Review) -> Mapping[str, Definition]:
    """A year of its own gives way to the time that a person wrote for the figures."""
    return {name: one for name, one in chosen.items() if not (one.period and review.period_from)}


def explained(decisions: Sequence[Said]) -> frozenset[str]:
    """Blanks, and tables, of which a person said what they mean: no choice of a definition changes them."""
    return frozenset(key for key, said in last_said(decisions).items() if said.verb in (Verb.MEANS, Verb.LISTS))


def typed_in(review: Review, decisions: Sequence[Said]) -> dict[str, str]:
    """What a person gave by hand, by key of the blank; who fills the form is known without asking."""
    typed = {key: said.typed for key, said in last_said(decisions).items() if said.verb is Verb.TYPED}
    return {**({"report.preparer": review.owner.name} if review.owner else {}), **typed}


def _work(review: Review, decisions: Sequence[Said], picture: Picture, chosen: Mapping[str, Definition], subject: str) -> Work:
    form = with_decisions(from_json(review.understanding), decisions)
    form = with_versions(form, usable(chosen, review), picture.dataset.vocabulary, explained(decisions))
    facts = Ledger(picture.dataset, scope_of(review, subject_entity(form), subject))
    return worked(review, form, facts, picture, decisions)


def worked(review: Review, form: Form, facts: Ledger, picture: Picture, decisions: Sequence[Said] = ()) -> Work:
    """A form worked out from facts as they are seen from its place."""
    book, about, subject = book_of(review), subject_entity(form), facts.scope.record
    typed = typed_in(review, decisions)
    filling = answer_with(form, book, facts, about=facts.scope.about, record=subject, typed=typed)
    filling = with_finding(filling, picture, review)
    filling = with_typed_columns(form, book, filling, typed)
    answers = {(answer.table, answer.key): answer for answer in filling.answers}
    entries = tuple((entry, answers[entry.table_number, entry.blank.key]) for entry in numbered(form))
    confirmed = frozenset(key for key, said in last_said(decisions).items() if said.verb is Verb.RIGHT)
    return Work(book, form, filling, entries, about, subject, picture, confirmed)
