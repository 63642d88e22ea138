"""The records of areas as they were on a day, as known at a moment: the journal folded, as fast as the journal can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from json import loads

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from qingzhuang.site.kit.bulk import dumps
from qingzhuang.site.ledger.logic.fold import Held, Said, picture
from qingzhuang.site.ledger.logic.sources import STATE, TRUST, Source, State
from qingzhuang.site.ledger.logic.values import place_name
from qingzhuang.site.ledger.models import Record, Statement
from qingzhuang.site.ledger.queries.bulk import Stored, numbers_in
from qingzhuang.site.ledger.queries.journal import EVER, in_chunks, undoings_of

CHUNK = 800
# the index of migration 0003 stands on the very same expressions
PLACE = {
    "sqlite": """COALESCE(JSON_EXTRACT("facts", '$."area.code"'), JSON_EXTRACT("facts", '$.area'))""",
    "postgresql": """COALESCE("facts" ->> 'area.code', "facts" ->> 'area')""",
}


def ever_in(areas: Mapping[str, int]) -> set[int]:
    """The records that are in areas (number by code), or were there at any time."""
    return numbers_in(areas.values()) | _told_in(areas)


def stored_then(
    areas: Mapping[str, int], day: date, known: datetime | None = None, numbers: Iterable[int] | None = None
) -> Iterator[Stored]:
    """The records that were in areas (number by code) on a day, as known at a moment (now); of some `numbers` alone where they are given.

    A record whose statements never named an area counts where it stands now.
    """
    wanted = set(areas.values())
    for chunk in in_chunks(sorted(ever_in(areas) if numbers is None else numbers), CHUNK):
        records = {
            pk: (entity, area) for pk, entity, area in Record.objects.filter(pk__in=chunk).values_list("pk", "entity", "area_id")
        }
        for pk, said in _said(chunk, day, known or EVER).items():
            entity, area = records[pk]
            found = _then(pk, entity, said, day, known or EVER)
            if found is None:
                continue
            code, state, text, since = found
            if areas.get(code) in wanted or (not code and area in wanted):
                yield Stored(pk, entity, areas.get(code, area), state, text, since)


def _told_in(areas: Iterable[str]) -> set[int]:
    """Records of which one statement says that they are in one of the areas."""
    codes = list(areas)
    signs = ", ".join(["%s"] * len(codes))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT record_id FROM ledger_statement WHERE {PLACE[connection.vendor]} IN ({signs})", codes)
        return {row[0] for row in cursor.fetchall()}


def _said(records: Sequence[int], day: date, known: datetime) -> dict[int, list[tuple[Said, str]]]:
    """What was said of records until a moment and begins by a day, facts still as text."""
    told = Statement.objects.filter(record__in=records, valid_from__lte=day, recording__at__lte=known)
    asked = told.annotate(text=Cast("facts", TextField()))
    rows = list(
        asked.order_by("pk").values_list(
            "pk", "record_id", "text", "valid_from", "valid_to", "recording_id", "recording__part_of_id", "recording__at",
            "recording__source",
        )
    )  # fmt: skip
    undoings = undoings_of({row[0] for row in rows}, {row[5] for row in rows} | {row[6] for row in rows if row[6]})
    taken_back = undoings.of_recording or undoings.of_statement
    found: dict[int, list[tuple[Said, str]]] = defaultdict(list)
    for pk, record, text, valid_from, valid_to, recording, whole, at, source in rows:
        spans = undoings.spans(pk, recording, whole) if taken_back else ()
        found[record].append((Said(pk, {}, valid_from, at, valid_to, TRUST[Source(source)], (), spans), text))
    return found


def _then(
    pk: int, entity: str, said: Sequence[tuple[Said, str]], day: date, known: datetime
) -> tuple[str, str, str, date | None] | None:
    """Code of the area, state, facts as JSON and first day of the state; None of a record that was not there."""
    holding = [(one, text) for one, text in said if one.counts(day, known) and text != "{}"]
    if not holding:
        return None
    if len(holding) == 1 and f'"{STATE}"' not in holding[0][1] and "null" not in holding[0][1]:  # as most are
        return _code_in(entity, holding[0][1]), State.PRESENT.value, holding[0][1], None
    held: dict[str, Held] = picture(
        [Said(one.number, loads(text), one.valid_from, one.at, one.valid_to, one.trust, (), one.undone) for one, text in holding],
        day, known,
    )  # fmt: skip
    facts = {name: one.value for name, one in held.items() if one.value is not None}
    if not facts:
        return None
    since = held[STATE].since if STATE in facts else None
    return str(facts.get(place_name(entity), "")), facts.get(STATE, State.PRESENT.value), dumps(facts), since


CODE = re.compile(r'(?<!\\)"(area|area\.code)":\s?"([^"\\]+)"')


def _code_in(entity: str, text: str) -> str:
    """The code of the area in facts as text, found without reading all the rest."""
    name = place_name(entity)
    return next((match[2] for match in CODE.finditer(text) if match[1] == name), "")
