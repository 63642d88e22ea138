"""Any cell of a signed return: its question, the definition, who is behind it, what each part gave, and why it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from qingzhuang.formfill.rollup import is_added
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.figures import queries as figures
from qingzhuang.site.figures.queries import Fall
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.reports.queries import Said
from qingzhuang.site.returns import comparing, errors, kept, rights
from qingzhuang.site.returns.filling import history_of
from qingzhuang.site.returns.logic.content import Content, Given, Line
from qingzhuang.site.returns.logic.drawn import Sheet, drawn
from qingzhuang.site.returns.models import Version
from qingzhuang.tally import QuestionError, Scope, people_behind, roster
from qingzhuang.tally.changes import Then
from qingzhuang.tally.question import Listing, Percent, Question
from qingzhuang.tally.syntax import write
from qingzhuang.tally.words import in_words

SHOWN = 20


@dataclass(frozen=True)
class Gave:
    """What one part gave, and where it stands there; before is what it gave last time."""

    area: Area | None
    value: Any
    version: Version | None
    cell: str
    before: float | None = None


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
    falls: list[Fall]
    by_place: Fall | None
    reason: str
    said_by: Said | None  # the person who typed it, or said what it means

    code: str = ""  # of the place, as the pages of definitions and figures take it

    @property
    def address(self) -> str:
        return self.line.address


@dataclass(frozen=True)
class GivenTold:
    """A cell that nobody counted: who typed it and when, or what each part of a roll-up gave."""

    given: Given
    said_by: Said | None
    gave: list[Gave]
    falls: tuple[Fall, ...] = ()

    @property
    def address(self) -> str:
        return self.given.address


@dataclass(frozen=True)
class Behind:
    """The records behind a cell, covered: the first ones, and how many there are."""

    rows: list[Any]
    total: int
    links: bool


def explained_for(actor: Actor, version: Version, cell: str) -> Explained | GivenTold:
    """A cell explained; people only for whoever may see them, values of lists too."""
    content, wanted = kept.load(version.content), cell.strip().upper()
    line, given = content.named(wanted), content.given_at(wanted)
    if line is None and given is not None:
        return GivenTold(given, _said_by(version, given.key), _given_by_parts(version, given))
    if line is None:
        raise errors.no_such_cell()
    language = _language()
    people = rights.may(actor, "see_people", version.owed)
    last = next(iter(history_of(version.owed)), None)
    vocabulary = comparing.dataset_then(version).vocabulary
    gave = _gave(version, line, last)
    adds_up = not line.is_listed and is_added(line.asked.question)
    reason = next(
        (one["reason"] for one in content.answers if (one["table"], one["key"]) == (line.asked.table, line.asked.key)), ""
    )
    return Explained(
        line, in_words(line.asked.question, language, vocabulary), _meant(line, language), write(line.asked.question),
        gave, next((one for one in content.both if one["at"] == list(line.asked.at)), None),
        last, list(_falls(version, line, last, people, language)) if last else [],
        _by_place(gave, last, version) if last and adds_up else None, reason, _said_by(version, line.asked.key),
        line.asked.area if line.asked.place else version.owed.area.code,
    )  # fmt: skip


def _given_by_parts(version: Version, given: Given) -> list[Gave]:
    """What each part of a roll-up wrote into a cell, with where it stands there."""
    found = []
    for part in version.parts.select_related("owed__area", "owed__round"):
        share = next((one for one in given.shares if one.code == part.owed.area.code), None)
        inside = [one for one in kept.load(part.content).given.values() if (one.table, one.key) == (given.table, given.key)]
        own = next((one for one in inside if one.at == given.at), inside[0] if inside else None)
        if share is not None:
            found.append(Gave(part.owed.area, share.value, part, own.address if own else ""))
    return found


def _said_by(version: Version, key: str) -> Said | None:
    """Who gave the number by hand, and when; of a roll-up nobody."""
    review = version.owed.review
    return reports.said_of(review, key, version.signed_at) if review is not None else None


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
        return next((one.address for one in lines if one.asked.row == row), "")
    typed = kept.load(part.content).given.get(line.asked.at)
    if typed is not None and not line.is_listed:
        return typed.address
    inside = [one for one in lines if one.asked.area == line.asked.area]
    return next((one.address for one in inside or lines if one.asked.label == line.asked.label), "")


# ---------------------------------------------------------------- why it changed
def _falls(version: Version, line: Line, last: Version, people: bool, language: str) -> Iterator[Fall]:
    other = _same_cell(line, kept.load(last.content))
    if other is None:
        return
    before = Then(comparing.dataset_then(last), other.asked.day, comparing.period_of(last.owed))
    after = Then(comparing.dataset_then(version), line.asked.day, comparing.period_of(version.owed))
    said = (None, None) if line.is_listed else (other.number, line.number)
    yield from figures.falls_of(
        line.asked.question, (before, after), line.asked.area, version.owed.area.name, language, people=people, said=said
    )


def _by_place(gave: Sequence[Gave], last: Version, version: Version) -> Fall | None:
    """The waterfall of a sum by what each part brought; None where the parts of last time are not the same."""
    rows = []
    for one in gave:
        if one.area is None or one.before is None or not isinstance(one.value, (int, float)):
            return None
        at = (one.version.owed_id, one.version.number, one.cell) if one.version and one.cell else None
        rows.append((one.area.name, one.before, float(one.value), reverse("returns:cell", args=at) if at else ""))
    return figures.by_place(rows, last.owed.round.as_of.isoformat(), version.owed.round.as_of.isoformat())


def _same_cell(line: Line, before: Content) -> Line | None:
    if line.is_listed:
        return next((one for one in before.lines.values() if one.is_listed and one.asked.table == line.asked.table), None)
    wanted = (line.asked.table, line.asked.key, line.asked.label, line.asked.area)
    return next(
        (one for one in before.lines.values() if (one.asked.table, one.asked.key, one.asked.label, one.asked.area) == wanted),
        None,
    )


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
