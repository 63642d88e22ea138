"""New records made ready for the database: all that can be worked out of drafts without it, so that another process may do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.seal import Keyring
from qingzhuang.site.kit.bulk import dumps
from qingzhuang.site.ledger.logic.drafts import Draft, born_of, identity_of, links_of, name_of
from qingzhuang.site.ledger.logic.finding import signs_of
from qingzhuang.site.ledger.logic.sealing import sealed
from qingzhuang.site.ledger.logic.sources import STATE, State

Row = tuple[Any, ...]
Span = tuple[int, date, date | None]  # a record with the first and the last day of something that was said of it


@dataclass(slots=True)
class Prepared:
    """Rows as the database keeps them, all in the order of the drafts.

    `statements` are (record, first day, last day, facts), `records` the columns of the picture up to its facts; `links` and `signs` their
    whole rows. What only a database can say (numbers of statements) is added when they are put in.
    """

    statements: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    signs: list[Row] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    areas: set[int] = field(default_factory=set)
    facts: int = 0


def prepare(keys: Keyring, drafts: Iterable[Draft], today: date) -> Prepared:
    """Make drafts of new records ready. What begins only later is left out of the picture, to the day it begins."""
    made = Prepared()
    for draft in drafts:
        stored = sealed(keys, draft.facts)
        entity, area, pk = draft.entity, draft.area, draft.record
        text = shown = dumps(stored)
        holds = draft.valid_from <= today and (draft.valid_to is None or today <= draft.valid_to)
        known = draft.facts if holds else {}
        if not holds:
            shown = "{}"
        elif None in stored.values():
            shown = dumps({name: value for name, value in stored.items() if value is not None})
        made.statements.append((pk, draft.valid_from.isoformat(), draft.valid_to and draft.valid_to.isoformat(), text))
        made.records.append((pk, entity, *drawn(keys, entity, area, known, shown)))
        made.links += [(pk, role, target) for role, target in links_of(entity, known)]
        made.signs += [(area, sign, pk) for sign in signs_of(keys, known)]
        made.spans.append((pk, draft.valid_from, draft.valid_to))
        made.areas.add(area)
        made.facts += len(draft.facts)
    made.signs.sort()  # nearly in the order of the index: far fewer pages are touched
    return made


def drawn(keys: Keyring, entity: str, area: int, known: Mapping[str, Any], text: str) -> Row:
    """The columns from `area_id` to `facts`. A record of which nothing is held (taken back, or still to begin) is not there."""
    born = born_of(known) if entity == "person" else None
    state = known.get(STATE, (State.PRESENT if known else State.ENDED).value)
    return area, name_of(entity, known), born and born.isoformat(), identity_of(keys, entity, known), state, text
