"""From the text of a concept to its question; report, row and outside concepts have none."""

from __future__ import annotations

from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Question
from qingzhuang.tally.syntax import parse

NO_QUESTION = ("report.", "row.", "outside", "dimension", "note")


def question_of(concept: str | None) -> Question | None:
    """The question behind a concept, or None."""
    if not concept or concept.startswith(NO_QUESTION):
        return None
    try:
        return parse(concept)
    except QuestionError:
        return None
