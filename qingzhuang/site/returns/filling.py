"""One return worked out: from its facts, or from the versions of its parts; with what a person has to look at. Writes nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any
from uuid import UUID

from qingzhuang.formfill.answer.filling import Filling, Finding, Outcome
from qingzhuang.formfill.check import check, suspects_in
from qingzhuang.formfill.edits import Edits
from qingzhuang.formfill.history import unusual
from qingzhuang.formfill.memory import is_set_aside
from qingzhuang.formfill.rollup import Both, Part, RolledUp, roll_up
from qingzhuang.formfill.rules import Period, Reported, check_across, check_periods, check_required_if
from qingzhuang.formfill.settle import BY_SIGNER
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns import comparing, kept
from qingzhuang.site.returns.doubled import Doubled, doubled, once, spared
from qingzhuang.site.returns.logic.content import Content, both_as_json, given_of, lines_of
from qingzhuang.site.returns.logic.found import Found, Item, key_of, odd_of
from qingzhuang.site.returns.models import Return, Round, Version

TO_ASK = (Outcome.ASKED.value, Outcome.OUTSIDE.value)
PERIODS_BACK = 12
OTHERS = 40  # reports of the same day that a return is compared with


@dataclass(frozen=True)
class Made:
    """A return worked out: `content` is what would be signed, `found` what a person looks at, `parts` what a roll-up was made of."""

    prepared: reports.Prepared
    filling: Filling
    content: Content
    found: Found
    parts: tuple[Version, ...] = ()


@dataclass(frozen=True)
class Around:
    """What was found for many returns at once: the form worked out (None: by itself), and what the place signed of that day."""

    one: reports.Prepared | None
    others: Sequence[Version]


def make(owed: Return, around: Around | None = None) -> Made:
    """From the facts of a place, or for a larger one from the versions below it."""
    one = (around and around.one) or reports.prepared(owed.review)
    if not owed.rolled:
        return _made(owed, one, one.work.filling, others=_others_of(owed) if around is None else around.others)
    parts = tuple(version for version in latest_below(owed) if version is not None)
    given = [Part(version.owed.area.code, kept.load(version.content).edits) for version in parts]
    added = roll_up(one.work.form, one.work.book, given, one.work.filling)
    twice = doubled(one, added, parts)
    rolled = once(added, twice)
    return _made(owed, one, rolled.filling, rolled, parts, _others_of(owed), twice)


def _made(
    owed: Return, one: reports.Prepared, filling: Filling, rolled: RolledUp | None = None, parts: tuple[Version, ...] = (),
    others: Sequence[Version] = (), twice: Sequence[Doubled] = (),
) -> Made:  # fmt: skip
    shares, both = (rolled.shares, rolled.both) if rolled else ({}, tuple[Both, ...]())
    lines = lines_of(one.asked(filling.edits), filling.edits, shares)
    given = given_of(filling.answers, one.work.form, one.work.book, filling.edits, lines, shares) if not one.work.about else {}
    content = Content(filling.edits, lines, filling.report()["blanks"], both_as_json(both), given)
    items = _rolled_items(filling) if rolled else items_of(owed.round, one)
    past = history_of(owed)
    found = Found(
        known=items.known, unsure=items.unsure, asked=items.asked,
        odd=odd_of(
            (*spared(_findings(owed, one, filling, content, past, others), twice), *(one.finding() for one in twice))
        ),
        changed=comparing.changed_since_last(owed, content, one.dataset, past[0] if past else None),
    )  # fmt: skip
    return Made(one, filling, content, found, parts)


# ---------------------------------------------------------------- blanks
@dataclass
class Items:
    """Blanks by what becomes of them: how many are known, which to confirm, which to ask."""

    known: int = 0
    unsure: list[Item] = field(default_factory=list)
    asked: list[Item] = field(default_factory=list)


def items_of(asked_in: Round, one: reports.Prepared) -> Items:
    """Blanks to confirm and to ask, those that no ledger could answer too; where the request was shortened, to ask only what is new."""
    found, only = Items(), set(asked_in.only)
    for entry, answer in one.work.entries:
        label, key = " › ".join(entry.blank.path), key_of("blank", str(entry.table_number), entry.blank.key)
        if (entry.blank.concept or "") in BY_SIGNER:
            continue
        state = one.work.state(entry.number)
        if state == Outcome.UNSURE.value:
            found.unsure.append(Item(entry.number, label, answer.reason, key))
        elif state == Outcome.ANSWERED.value:
            found.known += 1
        if (only and entry.blank.key not in only) or is_set_aside(entry.blank):
            continue
        if state in TO_ASK or (answer.missing and state != Outcome.UNSURE.value):
            found.asked.append(
                Item(entry.number, label, _missing(answer.missing, answer.reason), key, reports.rows_to_type(one, entry))
            )
    return found


def _rolled_items(filling: Filling) -> Items:
    """Of a roll-up nothing is asked again: what parts left empty is told as odd, what is doubtful too."""
    return Items(known=sum(answer.outcome is Outcome.ANSWERED for answer in filling.answers))


def _missing(count: int, reason: str) -> str:
    return reason or (f"{count} 格空着" if count else "")


# ---------------------------------------------------------------- findings
def _findings(
    owed: Return, one: reports.Prepared, filling: Filling, content: Content, past: Sequence[Version], others: Sequence[Version]
) -> Iterable[Finding]:
    form, book = one.work.form, one.work.book
    yield from filling.findings
    yield from check(form, filling, book)
    yield from suspects_in(form, filling, book)
    yield from check_required_if(form, book, filling.edits)
    if owed.rolled:
        yield from _doubts(filling)
    title = owed.round.title
    if elsewhere := list(_reported(owed, others)):
        own = [Reported(line.asked, line.number, title) for line in content.figures() if line.number is not None]
        yield from check_across(own, elsewhere)
    yield from _since_signed(owed, content)
    if past:
        last = Period(form, dict(_values(kept.load(past[0].content).edits)), past[0].owed.round.as_of.year)
        yield from check_periods(Period(form, dict(_values(filling.edits)), owed.round.as_of.year), last)
        yield from _unusual(content, past)


def _since_signed(owed: Return, content: Content) -> Iterable[Finding]:
    """Of a return that is open again: figures that are not those that were signed, asked for or not."""
    signed = owed.versions.order_by("-number").first() if owed.filled_at else None
    if signed is None:
        return
    before = {line.asked.name: line.number for line in kept.load(signed.content).figures()}
    for line in content.figures():
        was = before.get(line.asked.name)
        if was is not None and line.number is not None and was != line.number:
            text = f"{line.asked.name} 第 {signed.number} 版签的是 {was:g}，现在是 {line.number:g}"
            yield Finding("since_signed", line.asked.label, text, (line.asked.name,))


def _doubts(filling: Filling) -> Iterable[Finding]:
    for answer in filling.answers:
        if answer.outcome in (Outcome.UNSURE, Outcome.ASKED) and (answer.missing or answer.doubtful_cells):
            yield Finding(
                "parts_empty", answer.label, answer.reason or "下面的单位没有填", answer.doubtful_cells or answer.missing_cells
            )


def _others_of(owed: Return) -> list[Version]:
    """What the place has signed for the same day."""
    signed = Version.objects.filter(owed__area=owed.area, owed__round__as_of=owed.round.as_of)
    return list(signed.select_related("owed__round").defer("manifest", "owed__round__understanding").order_by("signed_at"))


def _reported(owed: Return, others: Sequence[Version]) -> Iterable[Reported]:
    """The figures of other signed reports of the same place and day."""
    newest = {version.owed_id: version for version in others if version.owed.round_id != owed.round_id}
    for version in list(newest.values())[:OTHERS]:
        for line in kept.load(version.content).figures():
            if line.number is not None:
                yield Reported(line.asked, line.number, version.owed.round.title)


def _unusual(content: Content, past: Sequence[Version]) -> Iterable[Finding]:
    """Figures that are far from what the same cell usually says."""
    before = [
        {(line.asked.name, line.asked.label): line.number for line in kept.load(one.content).figures()} for one in reversed(past)
    ]
    for line in content.figures():
        name = (line.asked.name, line.asked.label)
        numbers = [number for one in before if (number := one.get(name)) is not None]
        if line.number is not None and (told := unusual(line.number, numbers)):
            yield Finding("unusual", line.asked.label, f"{line.asked.name} {told}", (line.asked.name,))


def _values(edits: Edits) -> Iterable[tuple[tuple[int, int, int], Any]]:
    return (((cell.grid, cell.row, cell.column), cell.value) for cell in edits.cells)


# ---------------------------------------------------------------- versions around it
def history_of(owed: Return) -> list[Version]:
    """The signed versions of the same place in the rounds before, the nearest first."""
    rounds = rounds_before(owed.round)
    if not rounds:
        return []
    found = Version.objects.filter(owed__round__in=rounds, owed__area=owed.area).select_related(
        "owed__round", "owed__area", "picture"
    )
    newest = {version.owed.round_id: version for version in found.order_by("number")}
    return [newest[pk] for pk in rounds if pk in newest]


def rounds_before(asked_in: Round) -> list[UUID]:
    """The rounds of the same kind before, the nearest first."""
    rounds, step = list[UUID](), asked_in.previous
    while step is not None and len(rounds) < PERIODS_BACK:
        rounds.append(step.pk)
        step = step.previous
    return rounds


def parts_of(owed: Return) -> list[Return]:
    """The returns right below a roll-up: those with no other roll-up between; void ones are left out."""
    inside = owed.round.returns.filter(area__code__startswith=owed.area.code_prefix).exclude(pk=owed.pk)
    rows = list(inside.exclude(state=Return.State.VOID).select_related("area"))
    between = [one for one in rows if one.rolled]
    return [one for one in rows if not any(other.pk != one.pk and other.area.contains(one.area) for other in between)]


def latest_below(owed: Return) -> list[Version | None]:
    """The newest version of each part; None for one that is not signed."""
    parts = parts_of(owed)
    versions = Version.objects.filter(owed__in=parts).select_related("owed__area", "owed__round").order_by("number")
    newest = {version.owed_id: version for version in versions}
    return [newest.get(one.pk) if one.state == Return.State.SIGNED else None for one in parts]


def whole_of(owed: Return) -> Return | None:
    """The roll-up that a return goes into."""
    above = owed.round.returns.filter(rolled=True).exclude(pk=owed.pk).select_related("area", "round")
    holding = [one for one in above if one.area.contains(owed.area)]
    return max(holding, key=lambda one: len(one.area.code_prefix), default=None)


def stamp_of(owed: Return) -> str:
    """What a return was worked out from: it has to be worked out again as soon as this is another."""
    if owed.rolled:
        return key_of(*(version.seal if version else "" for version in latest_below(owed)))
    return stamp_from(owed, facts_of(owed.area))


def stamp_from(owed: Return, facts: int) -> str:
    """The same of one place, where it is known how often its ledger was written to."""
    version = owed.review.version if owed.review else 1  # that of a review which nobody has touched
    return stamp_by(version, facts, owed.round.readings)


def stamp_by(version: int, facts: int, readings: int) -> str:
    """What a return was worked out from: its form as a person left it, the facts of its place, its form as the desk settled it."""
    return ".".join(map(str, (version, facts, *filter(None, [readings]))))


def stale_of(some: Sequence[Return]) -> list[Return]:
    """Which returns of one place have to be worked out again, without working any out: one look at the ledger for all of them."""
    own = [one for one in some if one.is_owed and not one.rolled]
    if not own:
        return []
    facts = facts_of(own[0].area)
    return [one for one in own if one.stamp != stamp_from(one, facts)]


def facts_of(area: Area) -> int:
    """How often the ledger of an area was written to; it moves on with every fact."""
    places = Area.objects.filter(code__startswith=area.code_prefix).values_list("pk", flat=True)
    return sum(ledger.versions_of(places).values())


def facts_of_each(top: Area, places: Sequence[Area]) -> dict[int, int]:
    """The same of many places below an area, in two questions."""
    below = dict(Area.objects.filter(code__startswith=top.code_prefix).values_list("code", "pk"))
    versions = ledger.versions_of(below.values())
    found = {}
    codes = sorted(below)
    for place in places:
        prefix = place.code_prefix
        first = bisect_left(codes, prefix)
        inside = takewhile(lambda code, prefix=prefix: code.startswith(prefix), codes[first:])  # type: ignore[misc]
        found[place.pk] = sum(versions.get(below[code], 0) for code in inside)
    return found


def form_of(asked_in: Round) -> dict[str, Any]:
    """The form of a round, as reports take it."""
    names = ("sha256", "file_name", "size", "format", "title", "fingerprint", "understanding")
    return {name: getattr(asked_in, name) for name in names}
