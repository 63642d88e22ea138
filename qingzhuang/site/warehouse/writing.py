"""Parts brought up to date with the ledger: read what changed, make columns, write files, and last the manifest.

What is asked of the database happens in the caller's thread, one community after the other; columns are made and files written
beside it. A cut at any moment leaves the picture before: nothing that a manifest names is ever touched.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from json import dumps, loads
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
from django.utils import timezone

from qingzhuang.seal import Keyring
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.warehouse.grounds import Ground, versions_of
from qingzhuang.site.warehouse.logic.book import Book, Piece, Place
from qingzhuang.site.warehouse.logic.columns import Rows, merged, table_of
from qingzhuang.site.warehouse.shelf import Shelf, ledger_shelf, remove_all
from qingzhuang.vocabulary import Field

WRITERS = ThreadPoolExecutor(2, "warehouse")
AHEAD = 3  # communities read before the first of them is written
ROUNDS = 3  # times that what changed meanwhile is read again; an import that never pauses must not hold a reader up
PRESENT, DEAD = "present", "dead"
Told = Callable[[str], None]
_swept: set[Path] = set()  # folders in which this process has looked for files left by a write that was cut short


@dataclass(frozen=True, slots=True)
class Then:
    """A day in the past or to come, and the moment as known at (None: now)."""

    day: date
    known: datetime | None = None


@dataclass(slots=True)
class Reading:
    """What the ledger said of one community: rows by entity; of a change, the records to drop and those still there."""

    mark: ledger.Mark
    version: int
    rows: dict[str, Rows] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    there: set[int] | None = None  # None: everything was read
    deaths: bool = True  # whether the dead were read, all of them
    own: Mapping[str, Mapping[str, Field]] = field(
        default_factory=dict
    )  # the fields that areas defined for themselves, by entity


Made = tuple[Place, Mapping[str, Sequence[str]]]


def bring_up_to_date(
    shelf: Shelf, grounds: Sequence[Ground], *, then: Then | None = None, anew: bool = False, told: Told | None = None
) -> Book:
    """The book of these communities, none of them older than this call; what is stale is written first."""
    for _ in range(ROUNDS):
        stale = _stale(shelf.book(), grounds, then, anew)
        if not stale:
            break
        _write(shelf, stale, then, anew, told)
        anew = False
    return shelf.book().only(ground.code for ground in grounds)


def _stale(book: Book, grounds: Sequence[Ground], then: Then | None, anew: bool) -> list[Ground]:
    if anew:
        return list(grounds)
    versions = versions_of(grounds)
    held = {ground.code: book.places[ground.code] for ground in grounds if ground.code in book.places}
    gone = ledger.vanished({(place.recording, place.at) for place in held.values()})

    def fresh(ground: Ground) -> bool:
        place = held.get(ground.code)
        if place is None or (place.recording, place.at) in gone:
            return False
        settled = (
            then is not None and then.known is not None and bool(place.at) and then.known <= datetime.fromisoformat(place.at)
        )
        return settled or place.version == ground.version(versions)

    return [ground for ground in grounds if not fresh(ground)]


def _write(shelf: Shelf, grounds: Sequence[Ground], then: Then | None, anew: bool, told: Told | None) -> None:
    ring = ledger.keyring()
    today = _Today(grounds, then) if then else None
    under_way: deque[tuple[str, ExitStack, Future[Made]]] = deque()
    try:
        for ground in grounds:
            turn = ExitStack()
            under_way.append((ground.code, turn, Future()))
            turn.enter_context(shelf.locked(ground.code))
            book = shelf.book()
            if not anew and not _stale(book, [ground], then, anew):  # somebody else did it while we waited
                turn.close()
                under_way.pop()
                continue
            if today is not None:
                source, before = today.shelf, today.book.places[ground.code]
                reading = _past(ground, today, before)
            else:
                source, before = shelf, None if anew else _base(book, ground)
                reading = _read(shelf, ground, before)
            under_way[-1] = (ground.code, turn, WRITERS.submit(_made, shelf, source, ground, reading, before, ring))
            if len(under_way) > AHEAD:
                _finish(shelf, *under_way.popleft(), told)
        while under_way:
            _finish(shelf, *under_way.popleft(), told)
    finally:
        for _code, turn, _future in under_way:
            turn.close()


class _Today:
    """The picture of today that one of another day is made from, and the records that may have stood otherwise then."""

    def __init__(self, grounds: Sequence[Ground], then: Then) -> None:
        self.shelf, self.then = ledger_shelf(), then
        self.book = bring_up_to_date(self.shelf, grounds)
        self.apart = ledger.Apart(then.day, then.known)


def _base(book: Book, ground: Ground) -> Place | None:
    """What is written of a community, if only changes need be added to it."""
    place = book.places.get(ground.code)
    return None if place is None or ledger.vanished([(place.recording, place.at)]) else place


def _finish(shelf: Shelf, code: str, turn: ExitStack, future: Future[Made], told: Told | None) -> None:
    with turn:
        place, names = future.result()
        publish(shelf, {code: place}, names)
    if told:
        told(code)


def publish(shelf: Shelf, places: Mapping[str, Place], names: Mapping[str, Iterable[str]]) -> None:
    """Enter places in the manifest, and clear away what its time of grace is over for."""
    with shelf.locked("manifest"):
        now = time.time()
        book = shelf.book()
        new = shelf.tidied(book.with_places(places, names, now), now)
        shelf.publish(new)
        if shelf.folder not in _swept:
            _swept.add(shelf.folder)
            remove_all(shelf.strays(new, now))


# ---------------------------------------------------------------- reading
def _read(shelf: Shelf, ground: Ground, before: Place | None) -> Reading:
    """The picture of today: of a community that is written already, what a statement may have changed since, and all its dead."""
    areas = list(ground.areas.values())
    reading = Reading(ledger.journal_mark(), ground.version(versions_of([ground])))
    mark = ledger.Mark(before.recording, before.at, before.statement) if before else None
    found = sorted(ledger.changed_in(areas, mark) if mark else ledger.stored_in(areas), key=itemgetter(0))
    if before:
        reading.there = ledger.numbers_in(areas)
        reading.changed = {one.pk for one in found}
        died = shelf.numbers(before.pieces["death"]) if "death" in before.pieces else set()
        reading.deaths = any(map(_is_dead, found)) or bool(died & reading.changed) or not died <= reading.there
    dead = [] if not reading.deaths else list(ledger.dead_in(areas)) if before else list(filter(_is_dead, found))
    _sort(reading, ground, [one for one in found if not _is_dead(one)], _dated(dead))
    return reading


def _past(ground: Ground, today: _Today, before: Place) -> Reading:
    """The picture of another day: what may have stood otherwise then is folded, the rest is as it is written of today."""
    then, areas = today.then, ground.areas
    reading = Reading(ledger.Mark(before.recording, before.at, before.statement), before.version)
    there = ledger.ever_in(areas)
    reading.there, reading.changed = there, today.apart.among(there)
    found = sorted(ledger.stored_then(areas, then.day, then.known, reading.changed), key=itemgetter(0))
    dead = list(filter(_is_dead, found))
    died = today.shelf.numbers(before.pieces["death"]) if "death" in before.pieces else set()
    reading.deaths = bool(dead) or bool(died & reading.changed)
    if reading.deaths:
        others = [one for one in ledger.dead_in(areas.values()) if one.pk not in reading.changed]
        dead = sorted([*dead, *_dated(others)], key=itemgetter(0))
    _sort(reading, ground, [one for one in found if not _is_dead(one)], dead)
    return reading


def _dated(dead: Sequence[ledger.Stored]) -> list[ledger.Stored]:
    """Persons with the first day of their being dead, where no day of death was told."""
    untold = [one.pk for one in dead if one.entity == "person" and '"death_date"' not in one.facts]
    died_on = ledger.dead_since(untold, timezone.localdate()) if untold else {}
    return [one._replace(since=died_on.get(one.pk)) for one in dead]


def _is_dead(one: ledger.Stored) -> bool:
    return one.entity == "death" or (one.entity == "person" and one.state == DEAD)


def _sort(reading: Reading, ground: Ground, others: Iterable[ledger.Stored], dead: Sequence[ledger.Stored]) -> None:
    """Records that are there, to their table; the dead to the deaths; who moved away or never came, nowhere."""
    reading.own = ledger.own_names()
    codes = {pk: code for code, pk in ground.areas.items()}
    for one in others:
        if one.state == PRESENT:
            reading.rows.setdefault(one.entity, Rows()).add(one.pk, ground.code, codes[one.area], one.facts)
    deaths = reading.rows.setdefault("death", Rows())
    for one in sorted(dead, key=lambda one: one.entity == "person"):  # persons last: see `_each_once`
        if one.entity == "person":
            deaths.add(one.pk, ground.code, codes[one.area], _with_day(one))
        elif one.state == PRESENT:
            deaths.add(one.pk, ground.code, codes[one.area], one.facts)


def _with_day(one: ledger.Stored) -> str:
    """The facts of a dead person with the day of death as a record of a death has it."""
    facts = loads(one.facts)
    day = facts.get("death_date") or (one.since and one.since.isoformat())
    return dumps({"date": day, **facts} if day else facts, ensure_ascii=False)


# ---------------------------------------------------------------- writing
def _made(shelf: Shelf, source: Shelf, ground: Ground, reading: Reading, before: Place | None, ring: Keyring) -> Made:
    """A place of a shelf from what was read, and what is not read from the place as it was before, on the shelf `source`."""
    pieces = dict(before.pieces) if before else {}
    names: dict[str, Sequence[str]] = {}
    written: set[str] = set()
    for entity in sorted({*pieces, *reading.rows}):
        table = _table(source, entity, pieces.get(entity), reading, ring)
        if table is None:
            continue
        pieces.pop(entity, None)
        if table.num_rows:
            pieces[entity] = shelf.write(entity, ground.code, table, ring)
            names[entity] = table.column_names
            written.add(entity)
    if source != shelf:
        for entity in pieces.keys() - written:
            shelf.take(source, pieces[entity].file)
    mark = reading.mark
    return Place(reading.version, mark.recording, mark.at, mark.statement, pieces), names


def _table(source: Shelf, entity: str, old: Piece | None, reading: Reading, ring: Keyring) -> pa.Table | None:
    """The new table of an entity; None where nothing changed."""
    if entity == "death" and not reading.deaths:
        return None
    new = table_of(entity, reading.rows.get(entity, Rows()), ring, ledger.place_name(entity), reading.own.get(entity, {}))
    if entity == "death":
        return _each_once(new)
    if old is None or reading.there is None:
        return new
    had = source.numbers(old)
    keep = (had & reading.there) - reading.changed
    if keep == had and not new.num_rows:
        return None
    return merged(source.read(old, ring), new, keep) if keep else new


def _each_once(deaths: pa.Table) -> pa.Table:
    """Deaths without those of a list that were told of the person too, by ID number; the person's own facts hold."""
    if "id_number" in deaths.column_names:
        numbers = deaths["id_number"].to_pylist()
        last = {number: place for place, number in enumerate(numbers) if number}
        deaths = deaths.take([place for place, number in enumerate(numbers) if not number or last[number] == place])
    return deaths.sort_by("id").unify_dictionaries().combine_chunks()
