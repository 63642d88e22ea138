"""A figure with all that explains it, for whoever may see its place; and the waterfall between two numbers for the areas above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.figures import errors, logic, rights
from qingzhuang.site.figures.logic import Fall, Step
from qingzhuang.site.kit.small_counts import guarded
from qingzhuang.site.ledger import actions as ledger_words
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Answer, QuestionError, Scope, answer, answer_by_area, people_behind
from qingzhuang.tally.changes import Change, Fates, Then, Why, change, parts_of
from qingzhuang.tally.pointing import points_at_somebody
from qingzhuang.tally.question import Percent, Question
from qingzhuang.tally.small import is_small
from qingzhuang.tally.syntax import write
from qingzhuang.tally.words import in_words
from qingzhuang.tally.words.changes import short_in_words, why_in_words

SHOWN = 20  # people of one step, and records behind a figure
MOST_PLACES = 40
AT_ONCE = 900
FATES = {
    ledger_words.State.DEAD.value: Why.DIED,
    ledger_words.State.MOVED_OUT.value: Why.MOVED_OUT,
    ledger_words.State.ENDED.value: Why.ENDED,
    ledger_words.State.MERGED.value: Why.MERGED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a place on a day; `since` is the day to compare with."""

    question: Question
    area: Area
    day: date
    period: tuple[date, date] | None = None
    since: date | None = None

    @property
    def scope(self) -> Scope:
        return Scope(self.area.code, self.day, self.period)


@dataclass(frozen=True, slots=True)
class Place:
    """What a place inside has, now and before, as it may be told."""

    area: Area
    now: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it comes from. `falls` and records only for whoever may see people; `unknown` records may be meant too."""

    asked: Asked
    question: str
    written: str
    value: str
    unknown: int
    records: int
    meant: tuple[Any, ...]
    places: tuple[Place, ...]
    falls: tuple[Fall, ...]
    people: bool
    keeps_days: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure, covered: the first ones, and how many there are; `links` where each has a page in the ledger."""

    rows: list[Any]
    total: int
    links: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One question of a figure beside what it was: of a share its part and its whole are two of them."""

    question: Question
    change: Change
    before: Then
    after: Then


def area_for(actor: Actor, code: str) -> Area:
    """The place of a figure, one's own where none is named; 404 for whoever may not see it."""
    found = accounts.area_for(actor, code) if code else actor.area
    rights.check(actor, "see", definitions.At(found))
    return found


def may_see_people(actor: Actor, area: Area) -> bool:
    return rights.may(actor, "people", definitions.At(area))


# ---------------------------------------------------------------- one figure
def figure_for(actor: Actor, asked: Asked, language: str) -> Figure:
    """A figure as it is known now, explained. Whoever may not see people sees no small counts, and no reasons that name few."""
    rights.check(actor, "see", definitions.At(asked.area))
    people, keeps_days = may_see_people(actor, asked.area), warehouse.keeps_days(asked.area)
    facts = warehouse.dataset_of_area(asked.area, day=asked.day if keeps_days else None)
    if not people and points_at_somebody(asked.question, facts.vocabulary):
        raise errors.points_at_somebody()
    found = answer(asked.question, facts, asked.scope)
    past = warehouse.dataset_of_area(asked.area, day=asked.since) if asked.since and keeps_days else None
    moments = (Then(past, asked.since, None), Then(facts, asked.day, asked.period)) if past and asked.since else None
    smallest = 0 if people else settings.SMALLEST_COUNT
    value, hidden = _told(found, smallest, " %" if isinstance(asked.question, Percent) else "")
    falls = (
        tuple(falls_of(asked.question, moments, asked.area.code, asked.area.name, language, people=True))
        if moments and people
        else ()
    )
    return Figure(
        asked, in_words(asked.question, language, facts.vocabulary), write(asked.question), value, found.unknown if people else 0,
        found.records if people else 0, definitions.as_named(asked.question, "", language),
        tuple(_places(asked, facts, past, smallest)), falls, people, keeps_days, hidden,
    )  # fmt: skip


def _told(found: Answer, smallest: int, unit: str) -> tuple[str, bool]:
    """The number as it may be told, and whether it is hidden."""
    number = found.value
    if isinstance(number, (int, float)) and (is_small(number, smallest) or is_small(found.records, smallest)):
        return guarded([1], smallest)[0], True
    return f"{logic.plain(number)}{unit}" if isinstance(number, (int, float)) else "—", False


def _places(asked: Asked, facts: Any, past: Any, smallest: int) -> Iterator[Place]:
    """The same question of each place right below."""
    inside = list(Area.objects.filter(parent=asked.area).exclude(level=Level.GRID).order_by("code")[:MOST_PLACES])
    codes = [one.code for one in inside]
    if not codes:
        return
    told = [
        _column(asked.question, one, replace(asked.scope, as_of=day), codes, smallest) if one and day else [""] * len(codes)
        for one, day in ((facts, asked.day), (past, asked.since))
    ]
    for area, now, before in zip(inside, *told, strict=True):
        yield Place(area, now, before)


def _column(question: Any, facts: Any, scope: Scope, codes: Sequence[str], smallest: int) -> list[str]:
    try:
        table = answer_by_area((question,), facts, scope, codes)
    except QuestionError:
        return [""] * len(codes)
    cells = [table.at(0, at) for at in range(len(codes))]
    numbers = [cell.value for cell in cells]
    few = {at for at, cell in enumerate(cells) if is_small(cell.records, smallest) and cell.records != cell.value}
    if smallest and not few and all(isinstance(one, int) or one is None for one in numbers):
        return guarded(numbers, smallest)  # type: ignore[arg-type]
    if few:  # an amount, or a share, of a few is told of none of them
        return [
            "…" if at in few else logic.plain(one) if isinstance(one, (int, float)) else "—" for at, one in enumerate(numbers)
        ]
    return [logic.plain(one) if isinstance(one, (int, float)) else "—" for one in numbers]


# ---------------------------------------------------------------- who
def records_for(actor: Actor, asked: Asked) -> Behind:
    """Who stands behind a figure, covered; 404 for whoever may not see people."""
    rights.check(actor, "people", definitions.At(asked.area))
    keeps_days = warehouse.keeps_days(asked.area)
    facts = warehouse.dataset_of_area(asked.area, day=asked.day if keeps_days else None)
    counted = asked.question.part if isinstance(asked.question, Percent) else asked.question
    try:
        behind = people_behind(counted, facts, asked.scope, (), SHOWN)
    except QuestionError:
        return Behind([], 0, False)
    return Behind(reports.people_named(facts, behind.entity, list(behind.keys)[:SHOWN], asked.day), behind.total, keeps_days)


# ---------------------------------------------------------------- why it changed
def compared(question: Question, before: Then, after: Then, area: str) -> list[Compared]:
    """How an answer changed, with the fates that the ledger knows; nothing where it cannot be compared by record."""
    found = []
    for part in parts_of(question):
        try:
            first = change(part, before, after, area)
            went = [mover.key for step in first.steps if step.sign for mover in step.movers]
            fates = fates_of(went)
            found.append(Compared(part, change(part, before, after, area, fates) if fates else first, before, after))
        except QuestionError:
            continue
    return found


def fates_of(keys: Iterable[str]) -> Fates:
    """What the ledger knows of records that are no longer counted: died, moved out, merged."""
    numbers = [int(key) for key in keys if key.isdecimal()]
    found: dict[str, Why] = {}
    for start in range(0, len(numbers), AT_ONCE):
        for record in ledger.named(numbers[start : start + AT_ONCE]):
            if record.state in FATES:
                found[str(record.pk)] = FATES[record.state]
    return found


def falls_of(
    question: Question,
    moments: tuple[Then, Then],
    code: str,
    near: str,
    language: str,
    *,
    people: bool,
    said: tuple[float | None, float | None] = (None, None),
) -> Iterator[Fall]:
    """The waterfalls of a figure between two moments. `said` are the numbers that were reported then and now, where they were:
    what they differ by from the ledger (typed by a person, counted in two places) is a step of its own."""
    found = compared(question, *moments, code)
    for one in found:
        words = in_words(one.question, language, one.after.dataset.vocabulary) if len(found) > 1 else ""
        steps = list(_steps(one, language, people, near))
        first, last = (moment.day.isoformat() for moment in moments)
        was, now = (None, None) if len(found) > 1 else said
        if was is not None and was != one.change.before:
            text = _("last time %(number)s was reported otherwise than the ledger had it") % {"number": logic.plain(was)}
            steps.insert(0, Step(text, one.change.before - was, _("reported otherwise")))
        if now is not None and now != one.change.after:
            text = _("reported otherwise than the ledger has it, which is %(number)s") % {"number": logic.plain(one.change.after)}
            steps.append(Step(text, now - one.change.after, _("reported otherwise")))
        yield logic.fall(one.change.before if was is None else was, steps, first, last, words)


def _steps(one: Compared, language: str, people: bool, near: str) -> Iterator[Step]:
    """Each step; for whoever may not see people, reasons of a few are one step: a single death has a name."""
    least, few = 0 if people else settings.SMALLEST_COUNT, 0.0
    for step in one.change.steps:
        if step.count < least:
            few += step.amount
        else:
            yield _step(one, step, language, people, near)
    if any(step.count < least for step in one.change.steps):
        text = _("other reasons, each of fewer than %(count)s") % {"count": least}
        yield Step(text, few, _("other reasons"))


def _step(one: Compared, step: Any, language: str, people: bool, near: str) -> Step:
    """A step with its people where they may be shown; what all have in common of their address is not repeated."""
    shown: tuple[Any, ...] = ()
    if people and step.movers:
        facts = one.before if step.sign < 0 else one.after
        keys = [mover.key for mover in step.movers[:SHOWN]]
        named = reports.people_named(facts.dataset, one.change.entity, keys, facts.day)
        shown = tuple(replace(who, place=who.place.rpartition(near)[2]) for who in named)
    told = why_in_words(step, one.change.entity, language, one.after.dataset.vocabulary)
    short = short_in_words(step, one.change.entity, language, one.after.dataset.vocabulary)
    return Step(told, step.amount, short, shown, max(0, step.count - len(shown)) if shown else 0)


def by_place(places: Sequence[tuple[str, float, float, str]], first: str, last: str, most: int = 12) -> Fall | None:
    """The waterfall of a sum by what each place brought: name, before, after, address of its own explanation; None where nothing moved."""
    moved = sorted(
        ((after - before, name, link) for name, before, after, link in places if after != before), key=lambda one: -abs(one[0])
    )
    if not moved:
        return None
    steps = [Step(name, amount, name, link=link) for amount, name, link in moved[:most]]
    if rest := moved[most:]:
        text = _("%(count)s other places") % {"count": len(rest)}
        steps.append(Step(text, sum(amount for amount, _name, _link in rest), text))
    return logic.fall(sum(before for _name, before, _after, _link in places), steps, first, last)
