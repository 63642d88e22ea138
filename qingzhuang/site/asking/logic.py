"""An answer as a page shows it: figures that hide nobody too well or too little, bars of a chart, covered rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qingzhuang.formfill.ask import Asking, Choice, Part, Piece, Reply, table_of
from qingzhuang.site.definitions.queries import Office
from qingzhuang.site.kit import masking, small_counts
from qingzhuang.tally import in_words
from qingzhuang.tally.question import Question
from qingzhuang.tally.resolve import find
from qingzhuang.tally.scope import Answer
from qingzhuang.tally.small import Sum, is_small
from qingzhuang.tally.syntax import write
from qingzhuang.vocabulary import Vocabulary, fold

WIDEST = 560  # units of the drawing for the longest bar
STEP = 30  # height of a line of the drawing
NAME = 200  # where bars begin
LANGUAGES = {"zh-hant": "zh-Hant", "en": "en"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as text; `hidden` where it is too small to be shown, `unknown` how many more nobody can tell of."""

    text: str
    hidden: bool = False
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One part with its place in the drawing: top of its line, width of its bar."""

    label: str
    figure: Figure
    top: int
    width: int
    written: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: what it was taken for, what else it may mean; `state` is answered, unsure, asked or kept.

    `office` tells who chose the meaning and when, where it has it by an earlier choice.
    """

    text: str
    role: str
    means: str
    state: str
    choices: tuple[Choice, ...]
    office: Office | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that the page shows of an answer."""

    asking: Asking
    said: str
    words: tuple[Word, ...]
    figure: Figure | None = None
    bars: tuple[Bar, ...] = ()
    height: int = 0
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0
    written: str = ""  # the question as the page of a figure takes it


def found(
    asking: Asking,
    reply: Reply | None,
    *,
    vocabulary: Vocabulary,
    language: str,
    people: bool,
    smallest: int,
    office: Mapping[str, Office],
) -> Found:
    """The answer made ready for the page; `people` says whether the reader may see people, figures below `smallest` are hidden, `office` what words mean
    by an earlier choice."""
    tongue = LANGUAGES.get(language, "zh-Hans")
    said = in_words(asking.question, tongue, vocabulary) if asking.question is not None else ""
    words = tuple(_word(piece, office) for piece in asking.pieces)
    if reply is None:
        return Found(asking, said, words)
    figures = shown([part.answer for part in reply.parts], reply.answer, smallest)
    bars = _bars(asking.question, reply.parts, figures[1:])
    headings, rows = _rows(reply, vocabulary, tongue) if people else ((), ())
    more = reply.answer.records - len(rows) if rows else 0
    return Found(
        asking,
        said,
        words,
        figures[0],
        bars,
        STEP * len(bars) + 10,
        headings,
        rows,
        max(more, 0),
        write(asking.question) if asking.question else "",
    )


def shown(parts: Sequence[Answer], whole: Answer, smallest: int) -> list[Figure]:
    """The whole and its parts as figures; below `smallest` none is shown, nor what would give it away (`tally.small`).

    >>> [f.text for f in shown([Answer(9, True), Answer(30, True)], Answer(39, True), 5)]
    ['39', '9', '30']
    """
    answers = [whole, *parts]
    numbers = [answer.value if isinstance(answer.value, int) else None for answer in answers]
    few = {place for place, answer in enumerate(answers) if is_small(answer.records, smallest) and answer.records != answer.value}
    sums = [Sum(0, tuple(range(1, len(answers))))] if parts else []
    instead = small_counts.instead(numbers, smallest, sums, few)
    exact = smallest == 0
    return [Figure(words, True) if words else _figure(answer, exact) for words, answer in zip(instead, answers, strict=True)]


def covered(column: str, text: str) -> str:
    """A cell of a list for the screen: names but for the family name, and the middle of numbers."""
    return masking.name(text) if column.endswith(".name") and "grid" not in column else masking.numbers(text)


def _number(answer: Answer) -> float:
    return float(answer.value) if isinstance(answer.value, (int, float)) else 0.0


def _figure(answer: Answer, unknown: bool) -> Figure:
    value = answer.value
    text = "—" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return Figure(text, False, answer.unknown if unknown else 0)


def _bars(question: Question | None, parts: Sequence[Part], figures: Sequence[Figure]) -> tuple[Bar, ...]:
    longest = (
        max((_number(part.answer) for part, figure in zip(parts, figures, strict=True) if not figure.hidden), default=0) or 1
    )
    found: list[Bar] = []
    for place, (part, figure) in enumerate(zip(parts, figures, strict=True)):
        width = 0 if figure.hidden else max(round(WIDEST * _number(part.answer) / longest), 0)
        own, area = (part.question, "") if part.question else (question, part.key)
        found.append(Bar(part.label, figure, STEP * place + 5, width, write(own) if own else "", area))
    return tuple(found)


def _rows(reply: Reply, vocabulary: Vocabulary, tongue: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if reply.rows is None:
        return (), ()
    headings, rows = table_of(reply.rows, vocabulary, tongue)
    paths = [find(column, reply.rows.entity, vocabulary).field.path for column in reply.rows.columns]
    return headings, tuple(tuple(covered(path, cell) for path, cell in zip(paths, row, strict=True)) for row in rows)


def _word(piece: Piece, office: Mapping[str, Office]) -> Word:
    state = "asked" if piece.role == "unknown" else "kept" if piece.role == "polite" else "answered"
    by = office.get(fold(piece.text)) if piece.origin == "office" else None
    return Word(piece.text, piece.role, piece.means, state, piece.choices, by)


__all__ = ["Bar", "Figure", "Found", "Word", "covered", "found", "shown"]
