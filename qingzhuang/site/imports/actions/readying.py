"""A part made ready to be recorded, without the database: beside the process that writes, or in it where there is no other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.site.imports import kept
from qingzhuang.site.imports.logic.numbers import Numbers
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.queries import known

MANY = 4  # so many parts are worth a process of their own, which takes a second to start
READY = "qingzhuang.site.imports.actions.readying:ready"


@dataclass(slots=True)
class Ready:
    """What a part says of new records as rows, of known ones as drafts; worked out with these numbers."""

    numbers: dict[str, Any]
    new: ledger.Prepared
    about_known: list[ledger.Draft]
    moves: list[tuple[int, dict[str, Any]]]


def calls(parts: Sequence[str], numbers: dict[str, Any], day: date, today: date) -> Iterator[tuple[Any, ...]]:
    """The arguments of `ready` for parts, by the hashes of their files."""
    where = (kept.folder(), str(known.keys_kept()))
    return ((*where, part, numbers, day, today) for part in parts)


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
