"""Answering: a form understood and a ledger in, edits for the file and an explanation of every blank out.

answer_form(form, book, dataset, Scope("990101001001", date(2026, 11, 22))) -> Filling
"""

from __future__ import annotations

from collections.abc import Mapping

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Finding, Outcome
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.memory import Memory, apply_memory
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.scope import Scope

__all__ = ["BlankAnswer", "Filling", "Finding", "Outcome", "answer_form"]


def answer_form(
    form: Form,
    book: Book,
    dataset: Dataset,
    scope: Scope,
    *,
    memory: Memory | None = None,
    typed: Mapping[str, str] | None = None,
) -> Filling:
    """Answer every blank of a form from a dataset.

    `scope.record` is the key of the person (or of the record of `scope.about`) that a card is about. `memory` is laid over
    the form first. `typed` gives by hand what no ledger holds, by key, concept or label of a blank.
    """
    if memory is not None:
        form = apply_memory(form, memory)
    return answer_with(form, book, Ledger(dataset, scope), about=scope.about, record=scope.record, typed=typed)
