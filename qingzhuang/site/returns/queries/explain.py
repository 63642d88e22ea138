"""Any cell of a signed return: its question, the definition, who is behind it, what each part gave, and why it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns import comparing, errors, kept, rights
from qingzhuang.site.returns.filling import history_of
from qingzhuang.site.returns.logic.content import Content, Line
from qingzhuang.site.returns.logic.drawn import Sheet, drawn
from qingzhuang.site.returns.models import Version
from qingzhuang.tally import QuestionError, Scope, people_behind, roster
from qingzhuang.tally.changes import Step
from qingzhuang.tally.question import Listing, Percent, Question
from qingzhuang.tally.syntax import write
from qingzhuang.tally.words import in_words
from qingzhuang.tally.words.changes import signed, why_in_words

SHOWN = 20
WIDTH, HEIGHT, LEFT = 400, 32, 60  # of the picture of steps, in its own units


@dataclass(frozen=True)
class Gave:
    """What one part gave, and where it stands there; before is what it gave last time."""

    area: Area | None
    value: Any
    version: Version | None
    cell: str
    before: float | None = None


@dataclass(frozen=True)
class Bar:
    """One step of the waterfall: words, number, and where it is drawn; people as they may be shown."""

    words: str
    amount: str
    x: float
    width: float
    y: int
    kind: str
    people: list[Any] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Waterfall:
    """From the number of last time to that of now; `question` in words where a share has two of them."""

    question: str
    before: float
    after: float
    bars: list[Bar]
    height: int


@dataclass(frozen=True)
class Explained:
    """Everything that is known of a cell."""

    line: Line
    question: str
    meant: tuple[Any, ...]
    written: str  # the question as it is kept
    gave: list[Gave]
    both: dict[str, Any] | None
    last: Version | None
    falls: list[Waterfall]
    reason: str


@dataclass(frozen=True)
class Behind:
    """The records behind a cell, covered: the first ones, and how many there are."""

    rows: list[Any]
    total: int
    links: bool


def explained_for(actor: Actor, version: Version, cell: str) -> Explained:
    """A cell explained; people only for whoever may see them, values of lists too."""
    content = kept.load(version.content)
    line = content.named(cell.strip().upper())
    if line is None:
        raise errors.no_such_cell()
    language = _language()
    people = rights.may(actor, "see_people", version.owed)
    past = history_of(version.owed)
    vocabulary = comparing.dataset_then(version).vocabulary
    falls = list(_falls(version, line, past[0], people, language)) if past else []
    reason = next(
        (one["reason"] for one in content.answers if (one["table"], one["key"]) == (line.asked.table, line.asked.key)), ""
    )
    return Explained(
        line, in_words(line.asked.question, language, vocabulary), _meant(line, language), write(line.asked.question),
        _gave(version, line, past[0] if past else None), next((one for one in content.both if one["cell"] == line.asked.name), None),
        past[0] if past else None, falls, reason,
    )  # fmt: skip


def _meant(line: Line, language: str) -> tuple[Any, ...]:
    """The definitions in the versions that the question was asked in, whatever holds now."""
    return definitions.as_named(line.asked.question, line.asked.label, language)


# ---------------------------------------------------------------- parts
def _gave(version: Version, line: Line, last: Version | None) -> list[Gave]:
    """What each part gave, with the version and the cell where it can be asked further."""
    if not line.shares:
        return []
    codes = {share.code for share in line.shares}
    parts = {
        part.owed.area.code: part
        for part in version.parts.select_related("owed__area", "owed__round")
        if part.owed.area.code in codes
    }
    areas = {area.code: area for area in Area.objects.filter(code__in=codes)}
    before = _before(line, last)
    return [
        Gave(
            areas.get(share.code),
            share.value,
            parts.get(share.code),
            _cell_of(line, share.row, parts.get(share.code)),
            before.get(share.code),
        )
        for share in line.shares
    ]


def _before(line: Line, last: Version | None) -> dict[str, float]:
    if last is None or line.is_listed:
        return {}
    same = [
        other for other in kept.load(last.content).lines.values()
        if (other.asked.table, other.asked.key, other.asked.label, other.asked.area)
        == (line.asked.table, line.asked.key, line.asked.label, line.asked.area)
    ]  # fmt: skip
    return {share.code: float(share.value) for one in same for share in one.shares if isinstance(share.value, (int, float))}


def _cell_of(line: Line, row: int | None, part: Version | None) -> str:
    """The cell of a part that a share came from."""
    if part is None:
        return ""
    lines = [
        one
        for one in kept.load(part.content).lines.values()
        if (one.asked.table, one.asked.key) == (line.asked.table, line.asked.key)
    ]
    if line.is_listed:
        return next((one.asked.name for one in lines if one.asked.row == row), "")
    inside = [one for one in lines if one.asked.area == line.asked.area]
    return next((one.asked.name for one in inside or lines if one.asked.label == line.asked.label), "")


# ---------------------------------------------------------------- why it changed
def _falls(version: Version, line: Line, last: Version, people: bool, language: str) -> Iterator[Waterfall]:
    other = _same_cell(line, kept.load(last.content))
    if other is None:
        return
    now, then = comparing.dataset_then(version), comparing.dataset_then(last)
    compared = comparing.compare(line, other, version.owed, last, now, then)
    for one in compared:
        words = in_words(one.question, language, now.vocabulary) if len(compared) > 1 else ""
        steps = one.change.steps
        bars = list(_bars(one, people, language, version.owed.area.name))
        yield Waterfall(words, one.change.before, one.change.after, bars, len(steps) * HEIGHT + 4)


def _bars(one: comparing.Compared, people: bool, language: str, near: str) -> Iterator[Bar]:
    """The steps from one number to the other as they are drawn, each with its people where they may be shown."""
    change, at = one.change, one.change.before
    scale = _scale(change.before, change.after, change.steps)
    for number, step in enumerate(change.steps):
        shown: list[Any] = []
        if people and step.sign:
            facts = one.after if step.sign > 0 else one.before
            named = reports.people_named(facts.dataset, change.entity, [mover.key for mover in step.movers[:SHOWN]], facts.day)
            shown = [
                replace(who, place=who.place.rpartition(near)[2]) for who in named
            ]  # what all have in common is not repeated
        begin, at = at, at + step.amount
        left = scale(min(begin, at))
        yield Bar(
            words=why_in_words(step, change.entity, language, one.after.dataset.vocabulary),
            amount=signed(step.amount),
            x=round(LEFT + left, 1),
            width=round(max(scale(max(begin, at)) - left, 2), 1),
            y=(number + 1) * HEIGHT,
            kind="came" if step.amount >= 0 else "went",
            people=shown,
            more=max(0, step.count - len(shown)) if shown else 0,
        )


def _same_cell(line: Line, before: Content) -> Line | None:
    if line.is_listed:
        return next((one for one in before.lines.values() if one.is_listed and one.asked.table == line.asked.table), None)
    wanted = (line.asked.table, line.asked.key, line.asked.label, line.asked.area)
    return next(
        (one for one in before.lines.values() if (one.asked.table, one.asked.key, one.asked.label, one.asked.area) == wanted),
        None,
    )


def _scale(before: float, after: float, steps: Sequence[Step]) -> Any:
    """Numbers to places in the picture: the range that the steps run through, so that a change of three in thousands is seen."""
    at, seen = before, [before, after]
    for step in steps:
        at += step.amount
        seen.append(at)
    low, high = min(seen), max(seen)
    room = (high - low) or 1
    low -= room * 0.15
    return lambda number: max(0.0, (number - low) / (high - low + room * 0.05) * (WIDTH - LEFT))


# ---------------------------------------------------------------- the form
def sheets_for(actor: Actor, version: Version) -> list[Sheet]:
    """The form as it was signed; facts of people are covered for whoever may see numbers only."""
    people = rights.may(actor, "see_people", version.owed)
    return drawn(reports.blank_book(version.owed.review), kept.load(version.content), people=people)


# ---------------------------------------------------------------- records
def records_for(actor: Actor, version: Version, cell: str) -> Behind:
    """Who stands behind a cell as it was signed: of a figure all that were counted, of a list the record of its row. Covered."""
    content = kept.load(version.content)
    line = content.named(cell.strip().upper())
    if line is None:
        raise errors.no_such_cell()
    dataset, asked = comparing.dataset_then(version), line.asked
    period = version.owed.round.period
    scope = Scope(asked.area, asked.day, (period[0], period[1]) if period[0] and period[1] else None)
    try:
        entity, keys, total = _keys(asked.question, asked.row, dataset, scope)
    except QuestionError:
        return Behind([], 0, False)
    return Behind(
        reports.people_named(dataset, entity, keys, asked.day), total, comparing.warehouse.keeps_days(version.owed.area)
    )


def _keys(question: Question, row: int | None, dataset: Any, scope: Scope) -> tuple[str, list[str], int]:
    if isinstance(question, Listing):
        found = roster(question, dataset, scope)
        keys = list(found.keys[row : row + 1]) if row is not None else list(found.keys[:SHOWN])
        return question.entity, keys, len(keys) if row is not None else len(found.keys)
    counted = question.part if isinstance(question, Percent) else question
    behind = people_behind(counted, dataset, scope, (), SHOWN)
    return behind.entity, list(behind.keys)[:SHOWN], behind.total


def _language() -> str:
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(get_language() or "", "en")
