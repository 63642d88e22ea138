"""What all parts of the answer step share while one form is worked on: form, ledger, hints, pen and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qingzhuang.formfill.answer.facts import Area, Facts
from qingzhuang.formfill.answer.filling import BlankAnswer, Finding, Outcome
from qingzhuang.formfill.answer.hints import Hints
from qingzhuang.formfill.answer.pen import Pen
from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.form import Blank, Form, State, Table
from qingzhuang.formfill.grid import Book, Grid
from qingzhuang.tally.question import Question
from qingzhuang.vocabulary import Vocabulary, fold

NAMED_CELLS = 1000


@dataclass(slots=True)
class Desk:
    """One form being answered. `record` is the key of whom a card is about, `typed` what a person gave by hand."""

    form: Form
    book: Book
    facts: Facts
    hints: Hints
    pen: Pen
    record: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    home: Area | None = None  # where the person of a card lives
    answers: list[BlankAnswer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def grid(self, table: Table) -> Grid:
        """The grid that a table stands on."""
        return self.book.grids[table.grid]

    def given(self, blank: Blank) -> str | None:
        """What a person typed for a blank: by its key, its concept or its label."""
        for name in (blank.key, blank.concept or "", *(fold(label).strip("*:：") for label in blank.path[-1:])):
            if name in self.typed:
                return self.typed[name]
        return None

    def told(
        self,
        number: int,
        blank: Blank,
        outcome: Outcome,
        reason: str = "",
        *,
        value: EditValue = None,
        records: int = 0,
        cells: Sequence[str] = (),
        missing: Sequence[str] = (),
        doubtful: Sequence[str] = (),
    ) -> None:
        """Note what became of a blank; a blank that is understood with doubt never comes out as sure."""
        if outcome is Outcome.ANSWERED and (blank.state is State.UNSURE or doubtful):
            outcome = Outcome.UNSURE
        reasons = [part for part in (blank.reason, reason) if part]
        self.answers.append(
            BlankAnswer(
                table=number,
                key=blank.key,
                label="／".join(blank.path),
                concept=blank.concept,
                outcome=outcome,
                reason="；".join(dict.fromkeys(reasons)),
                question=question_in_words(blank.question, self.facts.vocabulary),
                value=value,
                records=records,
                missing=len(missing),
                cells=tuple(cells),
                missing_cells=tuple(missing[:NAMED_CELLS]),
                doubtful_cells=tuple(doubtful[:NAMED_CELLS]),
            )
        )

    def left(self, number: int, blank: Blank) -> bool:
        """Whether a blank is left as it is, by its state or because nothing is understood; noted if so."""
        if blank.state is State.KEPT:
            self.told(number, blank, Outcome.KEPT)
        elif blank.state is State.OUTSIDE or not blank.concept or blank.concept.startswith(("outside", "dimension", "note")):
            self.told(number, blank, Outcome.OUTSIDE)
        else:
            return False
        return True

    def find(self, code: str, table: Table, sentence: str, cells: Sequence[str] = ()) -> None:
        """Note something that a person should look at."""
        self.findings.append(Finding(code, table.title or table.sheet or "表", sentence, tuple(cells)))


def question_in_words(question: Question | None, vocabulary: Vocabulary | None = None) -> str:
    """The question of a blank as a Chinese sentence; empty where there is none."""
    if question is None:
        return ""
    from qingzhuang.tally import in_words

    return in_words(question, "zh-Hans", vocabulary)
