"""The figures of a request as they are now, community by community: a live view that shows nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.kit import small_counts
from qingzhuang.site.requests import logic
from qingzhuang.site.requests.answering import scope_of
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.queries.requests import communities_of, place_of
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import QuestionError, small
from qingzhuang.tally.answers import answer_by_area
from qingzhuang.tally.overlap import canonical
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Percent
from qingzhuang.tally.scope import Answer
from qingzhuang.tally.syntax import write

MEASURES = (Count, CountDistinct, Aggregate, Percent)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of the view of which one is the sum of others."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of the live view: its words, of how many records nobody knows, whether it is blurred for the reader, and the question and
    place that its explanation needs."""

    words: str
    unknown: int
    blurred: bool
    written: str
    area: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The live view: one line for each figure that is asked, one column for each community; the last is the whole."""

    communities: list[Area]
    lines: list[tuple[logic.Ask, list[Told]]]
    left_out: int

    @property
    def blurred(self) -> bool:
        return any(one.blurred for _, cells in self.lines for one in cells)


def figures_for(actor: Actor, request: Request) -> Figures:
    """The figures of a request as they are now. Lists of people are left out: a live view shows nobody, and no small figure to whoever
    sees no people."""
    asks = [ask for ask in logic.asks_from(request.asks) if ask.asked is not None and isinstance(ask.asked.question, MEASURES)]
    communities, area = communities_of(request), place_of(request)
    dataset = warehouse.dataset_for(actor, area.code)
    scope, codes = scope_of(request, area), [one.code for one in (*communities, area)]
    lines: list[tuple[logic.Ask, list[Answer]]] = []
    for ask in asks:
        question = ask.asked.question if ask.asked else None
        try:
            table = answer_by_area((question,), dataset, scope, codes)  # type: ignore[arg-type]
            lines.append((ask, [table.at(0, at) for at in range(len(codes))]))
        except QuestionError:
            continue
    smallest = 0 if actor.may("see_facts") else settings.SMALLEST_COUNT
    return Figures(communities, told(lines, codes, smallest), len(request.asks) - len(lines))


def told(
    lines: Sequence[tuple[logic.Ask, Sequence[Answer]]], codes: Sequence[str], smallest: int
) -> list[tuple[logic.Ask, list[Told]]]:
    """Each line with its figures as they may be told, the last of a line being the whole of the others: small ones are hidden with what
    would give them away across the places or down the form (men and women make all, bands of age a total)."""
    if not lines:
        return []
    wide = len(codes)
    cells = [cell for _, answers in lines for cell in answers]
    numbers = [cell.value if isinstance(cell.value, (int, float)) else None for cell in cells]
    few = {at for at, cell in enumerate(cells) if small.is_small(cell.records, smallest) and cell.records != cell.value}
    across = [small.Sum(row * wide + wide - 1, tuple(range(row * wide, row * wide + wide - 1))) for row in range(len(lines))]
    down = [
        small.Sum(one.whole * wide + column, tuple(part * wide + column for part in one.parts))
        for one in _sums_of(lines) for column in range(wide)
    ]  # fmt: skip
    words = small_counts.instead(numbers, smallest, [*across, *down], few)
    found = []
    for row, (ask, answers) in enumerate(lines):
        written = write(ask.asked.question) if ask.asked else ""
        here = zip(answers, words[row * wide :], codes, strict=False)
        found.append((ask, [_told(cell, blurred, written, code, smallest) for cell, blurred, code in here]))
    return found


def _told(cell: Answer, blurred: str | None, written: str, code: str, smallest: int) -> Told:
    plain = "–" if cell.value is None else str(cell.value)
    return Told(
        blurred or plain,
        0 if blurred or small.is_small(cell.unknown, smallest) else cell.unknown,
        blurred is not None,
        written,
        code,
    )


def _sums_of(lines: Sequence[tuple[logic.Ask, Sequence[Answer]]]) -> list[_Lines]:
    """Which lines are the sum of others: neighbours in a row or a column of the form that make it up in every place, and each line that
    asks for part of what another asks."""
    keys = [canonical(ask.asked) if ask.asked else None for ask, _ in lines]
    found = []
    for whole, key in enumerate(keys):
        for part, other in enumerate(keys):
            if key and other and key.asks == other.asks and set(key.parts) < set(other.parts):
                found.append(_Lines(whole, (part,)))
    rows: dict[tuple[str, object], list[int]] = {}
    for at, (ask, _) in enumerate(lines):
        rows.setdefault(("row", ask.row), []).append(at)
        rows.setdefault(("blank", ask.blank), []).append(at)
    for places in rows.values():
        found += _runs(places, [[cell.value or 0 for cell in lines[at][1]] for at in places])  # type: ignore[misc]
    return found


def _runs(places: Sequence[int], values: Sequence[Sequence[float]]) -> list[_Lines]:
    """Neighbours of which another of these lines is the sum, in every column."""
    found = []
    for first in range(len(places)):
        total = list(values[first])
        for last in range(first + 1, len(places)):
            total = [a + b for a, b in zip(total, values[last], strict=True)]
            wholes = [at for at in range(len(places)) if not first <= at <= last and list(values[at]) == total and any(total)]
            found += [_Lines(places[at], tuple(places[first : last + 1])) for at in wholes]
    return found
