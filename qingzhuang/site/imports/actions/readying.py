"""A part made ready to be recorded, without the database: beside the process that writes, or in it where there is no other."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.site.imports import kept
from qingzhuang.site.imports.logic.numbers import Numbers
from qingzhuang.site.kit.aside import Aside, Broken
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.queries import known

log = logging.getLogger(__name__)
MANY = 4  # so many parts are worth a process of their own, which takes a second to start
READY = "qingzhuang.site.imports.actions.readying:ready"


@dataclass(slots=True)
class Ready:
    """What a part says of new records as rows, of known ones as drafts; worked out with these numbers."""

    numbers: dict[str, Any]
    new: ledger.Prepared
    about_known: list[ledger.Draft]
    moves: list[tuple[int, dict[str, Any]]]


def calls(parts: Sequence[str], numbers: dict[str, Any], day: date, today: date) -> list[tuple[Any, ...]]:
    """The arguments of `ready` for parts, by the hashes of their files."""
    where = (kept.folder(), str(known.keys_kept()))
    return [(*where, part, numbers, day, today) for part in parts]


class TwoHands:
    """Parts made ready in their order by two: the process beside, and this one while it would wait for it.

    `take(place)` gives the part of a place, each once and in order; None where the process beside is gone.
    """

    def __init__(self, beside: Aside, calls: Sequence[tuple[Any, ...]]) -> None:
        self.beside, self.calls = beside, calls
        self.made: dict[int, Ready] = {}
        self.begun, self.asked, self.broken = 0, -1, False  # parts that somebody has; the one that is beside
        self._guarded(self._ask)

    def take(self, place: int) -> Ready | None:
        while place not in self.made and not self.broken:
            if self.begun in (place, place + 1) and self.begun < len(self.calls) and not self.beside.has_answer():
                self.begun += 1
                self.made[self.begun - 1] = ready(*self.calls[self.begun - 1])
            else:
                self._guarded(self._answer)
        return self.made.pop(place, None)

    def _ask(self) -> None:
        if self.begun < len(self.calls):
            self.asked, self.begun = self.begun, self.begun + 1
            self.beside.ask(self.calls[self.asked])

    def _answer(self) -> None:
        self.made[self.asked] = self.beside.answer()
        self._ask()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Broken as fault:
            self.broken = True
            log.warning("the process beside an import broke off: %s", fault)


def ready(folder: str, keys: str, part: str, numbers: dict[str, Any], day: date, today: date) -> Ready:
    """Make a part ready: open it, give its new records their numbers, work out what the database is to keep of them."""
    ring = known.keys_of(keys)
    return of_content(kept.load(part, folder, ring), ring, numbers, day, today)


def of_content(content: kept.Content, ring: Any, numbers: dict[str, Any], day: date, today: date) -> Ready:
    """The same for a part that was opened already."""
    drafts = list(_resolved(content.drafts, Numbers.from_stored(numbers), day))
    new = ledger.prepare(ring, (draft for draft in drafts if draft.is_new), today)
    return Ready(numbers, new, [draft for draft in drafts if not draft.is_new], content.moves)


def is_worth_a_process(parts: int) -> bool:
    return parts >= MANY and (os.cpu_count() or 1) > 1


def _resolved(drafts: Iterable[Sequence[Any]], numbers: Numbers, day: date) -> Iterator[ledger.Draft]:
    """Drafts with the numbers of their records; one of a new record that came otherwise meanwhile is about the known one."""
    for record, entity, area, facts, relations, confirms in drafts:
        for name, related in relations.items():
            facts[name] = numbers[related]
        if record < 0 and record in numbers.instead:
            entity = ""
        yield ledger.Draft(numbers[record], facts, day, None, tuple(confirms), entity, area if entity else 0)
