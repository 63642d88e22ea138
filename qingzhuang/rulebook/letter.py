"""A letter that quotes what is not met: one body, three tones, in the languages of the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qingzhuang.rulebook.book import Book
from qingzhuang.rulebook.errors import RulebookError
from qingzhuang.rulebook.verdict import Outcome, Verdict
from qingzhuang.vocabulary.fold import label_in

UNREAD = {"zh-Hans": "（条文待核对）", "en": " (text to be checked)"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in paragraphs, ready to print; `title` stands above it."""

    title: str
    paragraphs: tuple[str, ...]


def letter_of(book: Book, name: str, tone: str, language: str, verdicts: Sequence[Verdict], told: Mapping[str, str]) -> Letter:
    """The letter of a kind (`return`) in a tone (firm, neutral, warm): its opening, a point for each clause not met, its close.

    `told` fills the braces of the words: to, from, title, day … RulebookError for a kind or tone that the place has not.
    """
    try:
        words = book.letters[name][tone]
        opening, closing, title = (label_in(words[part], language) for part in ("opening", "closing", "title"))
    except KeyError as error:
        raise RulebookError(f"{book.place} has no letter {name} in the tone {tone}") from error
    quoted = [verdict for verdict in verdicts if verdict.rule.letter and verdict.outcome is Outcome.NOT_MET]
    together = (list(one) for _, one in groupby(quoted, key=lambda verdict: verdict.rule.clause or verdict.rule.id))
    points = [f"{number}. {_point(one, language)}" for number, one in enumerate(together, 1)]
    paragraphs = [*opening.format_map(told).splitlines(), *points, *closing.format_map(told).splitlines()]
    return Letter(title.format_map(told), tuple(paragraph for paragraph in paragraphs if paragraph.strip()))


def _point(verdicts: Sequence[Verdict], language: str) -> str:
    """What is not met of one clause, and where it is written; what nobody has read is marked."""
    clause = verdicts[0].rule.clause
    reason = (" " if language == "en" else "").join(label_in(verdict.reason, language) for verdict in verdicts)
    if clause is None:
        return reason
    paper = label_in(clause.paper, language) + (f" {clause.article}" if clause.article else "")
    says, mark = label_in(clause.says, language), "" if clause.verified else label_in(UNREAD, language)
    return f"{reason} {paper}: {says}{mark}" if language == "en" else f"{reason}{paper}：{says}{mark}"
