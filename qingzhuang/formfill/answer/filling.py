"""What the answer step hands on: the edits, and for every blank what became of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from qingzhuang.formfill.edits import Edits, EditValue


class Outcome(str, Enum):
    """What became of a blank."""

    ANSWERED = "answered"  # filled; sure
    UNSURE = "unsure"  # filled and marked: a person should look
    ASKED = "asked"  # the ledger has the field, nobody knows the value: left empty and listed
    OUTSIDE = "outside"  # not a fact of the ledger
    KEPT = "kept"  # signature, remark, printed text, formula: left as it is


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at: a code, the place in words, a sentence, and the cells it is about."""

    code: str
    place: str
    sentence: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankAnswer:
    """One blank and what it got.

    `table` is the number of the table in the form, `key` the blank's key. `value` is the value of a single cell; a column
    or a row of figures has its values in `cells` only. `records` is how many records stand behind, `missing` in how many
    cells nothing could be put although the ledger has the field (`missing_cells` names them, at most 1,000).
    """

    table: int
    key: str
    label: str
    concept: str | None
    outcome: Outcome
    reason: str
    question: str = ""
    value: EditValue = None
    records: int = 0
    missing: int = 0
    cells: tuple[str, ...] = ()
    missing_cells: tuple[str, ...] = ()
    doubtful_cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filling:
    """Everything the writer and the page need."""

    edits: Edits
    answers: tuple[BlankAnswer, ...]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def values(self) -> Mapping[tuple[int, int, int], EditValue]:
        """What each filled cell will show, by grid, row and column of the grown sheet."""
        return {(edit.grid, edit.row, edit.column): edit.value for edit in self.edits.cells}

    def count(self, outcome: Outcome) -> int:
        """How many blanks came out so."""
        return sum(answer.outcome is outcome for answer in self.answers)

    def report(self) -> dict[str, Any]:
        """The explanation of each blank as JSON data; docs/reference/answer-file.md tells the keys."""
        return {
            "summary": {outcome.value: self.count(outcome) for outcome in Outcome},
            "blanks": [_answer(answer) for answer in self.answers],
            "findings": [
                {"code": f.code, "place": f.place, "sentence": f.sentence, "cells": list(f.cells)} for f in self.findings
            ],
        }


def _answer(answer: BlankAnswer) -> dict[str, Any]:
    value = answer.value
    return {
        "table": answer.table,
        "key": answer.key,
        "label": answer.label,
        "concept": answer.concept,
        "outcome": answer.outcome.value,
        "reason": answer.reason,
        "question": answer.question,
        "definitions": definitions_of(answer),
        "value": value if isinstance(value, (str, int, float, bool, type(None))) else value.isoformat(),
        "records": answer.records,
        "missing": answer.missing,
        "cells": list(answer.cells),
        "missing_cells": list(answer.missing_cells),
        "doubtful_cells": list(answer.doubtful_cells),
    }


def definitions_of(answer: BlankAnswer) -> list[str]:
    """The definitions that a figure was counted by, as `name@version`."""
    return list(_definitions_of(answer.concept or "", answer.label))


@lru_cache(maxsize=4096)  # the same blank of many places
def _definitions_of(concept: str, label: str) -> tuple[str, ...]:
    if not concept.startswith("count("):
        return ()
    from qingzhuang.tally.errors import QuestionError
    from qingzhuang.tally.named import definitions_in
    from qingzhuang.tally.syntax import parse
    from qingzhuang.vocabulary import fold, load

    try:
        question = parse(concept)
    except QuestionError:  # typed by hand, and never asked
        return ()
    return tuple(definition.key for definition in definitions_in(question, load(), fold(label)))
