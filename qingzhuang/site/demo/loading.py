"""A folder of facts of any size brought into the ledger: batch by batch, each whole or not at all, to be taken up again.

Households come in the batch of the first of their members, so that a head and her household name one another. A relation to a
record that comes in a later batch is recorded at the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.demo.areas import Places, places_of
from qingzhuang.site.demo.folder import NONE, Table, tables_in
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as known
from qingzhuang.vocabulary import load as words

FIRST = ("grid", "estate", "building", "dwelling")
LAST = ("organisation", "facility", "birth", "death", "area")
BATCH = 4000  # rows in one transaction
END = "end"
Told = Callable[[int, int], None]  # records done, records in all


class NotesLost(Exception):
    """A part of the folder is in the ledger, but the file that says which record is which is gone."""


@dataclass(slots=True)
class Load:
    """What is to come in which order: for each entity the number of every row and the batch it comes in."""

    reference: str
    tables: dict[str, Table]
    numbers: dict[str, np.ndarray]
    batches: dict[str, np.ndarray]
    last: int

    @property
    def records(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def rows_in(self, batch: int) -> Iterator[tuple[Table, np.ndarray]]:
        for entity, table in self.tables.items():
            rows = np.flatnonzero(self.batches[entity] == batch)
            if len(rows):
                yield table, rows


def load_folder(folder: Path, *, day: date, title: str = "", told: Told | None = None) -> int:
    """Bring a folder of facts into the ledger; returns how many records are new. What was brought before is left out.

    `day` is the day from which the facts hold. Raises NotesLost, and DatasetError for files that cannot be read.
    """
    reference = _reference(folder)
    if f"{reference}:{END}" in known.recordings_like(reference):
        return 0
    load = _planned(folder, reference)
    places = places_of(folder, load.tables)
    deed = _Deed(load, places.root, title or _("brought from the folder %(name)s") % {"name": folder.name})
    done = 0
    for batch in range(load.last + 1):
        parts = list(load.rows_in(batch))
        deed.record(str(batch), lambda parts=parts, batch=batch: _of_batch(load, parts, batch, places, day))
        done += sum(len(rows) for _table, rows in parts)
        if told:
            told(done, load.records)
    later = sorted(_later(load).items())
    for start in range(0, len(later), BATCH):
        chunk = later[start : start + BATCH]
        deed.record(f"+{start // BATCH}", lambda chunk=chunk: [ledger.Draft(number, facts, day) for number, facts in chunk])
    deed.end()
    _notes(reference).unlink(missing_ok=True)
    return deed.new


class _Deed:
    """The recordings of a load, each with its number in the reference, so that none is made twice."""

    def __init__(self, load: Load, area: Area, title: str) -> None:
        self.load, self.area, self.title = load, area, title
        self.done = known.recordings_like(load.reference)
        self.new = self.facts = 0

    def record(self, part: str, drafts: Callable[[], Sequence[ledger.Draft]]) -> None:
        if f"{self.load.reference}:{part}" not in self.done:
            with transaction.atomic():
                written = ledger.append(self._opened(part), drafts())
            self.new += written.new
            self.facts += written.facts

    def end(self) -> None:
        """The last recording says nothing but that all is there."""
        with transaction.atomic():
            self._opened(END)
            audit.record(
                None, deed="facts.recorded", area=self.area.code, subject=f"recording:{self._first.pk}", facts=self.facts,
                records=self.load.records, source=ledger.Source.IMPORT.value,
            )  # fmt: skip

    @property
    def _first(self) -> Any:
        return self.done.get(f"{self.load.reference}:0")

    def _opened(self, part: str) -> Any:
        reference = f"{self.load.reference}:{part}"
        self.done[reference] = ledger.open_recording(
            None, source=ledger.Source.IMPORT, area=self.area, title=self.title, reference=reference, part_of=self._first
        )
        return self.done[reference]


# ---------------------------------------------------------------- the plan
def _planned(folder: Path, reference: str) -> Load:
    tables = tables_in(folder, (*FIRST, "household", "person", *LAST))
    batches: dict[str, np.ndarray] = {}
    batch = 0

    def in_turn(entity: str) -> None:
        nonlocal batch
        rows = tables[entity].rows
        batches[entity] = batch + np.arange(rows, dtype=np.int32) // BATCH
        batch += -(-rows // BATCH)

    for entity in (*FIRST, "person"):
        if entity in tables:
            in_turn(entity)
    if "household" in tables:
        homes = np.full(tables["household"].rows, batch, np.int32)  # those without members come last
        if "person" in tables and "household" in tables["person"].links:
            of = tables["person"].links["household"]
            np.minimum.at(homes, of[of != NONE], batches["person"][of != NONE])
        batches["household"] = homes
        batch += 1
    for entity in LAST:
        if entity in tables:
            in_turn(entity)
    ordered = {entity: tables[entity] for entity in (*FIRST, "household", "person", *LAST) if entity in tables}
    return Load(reference, ordered, _numbers(reference, ordered), batches, batch - 1)


def _reference(folder: Path) -> str:
    """What tells this folder from all others: a digest of its files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".parquet", ".csv")):
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(folder).as_posix()} ".encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"load:{digest.hexdigest()[:24]}"


def _numbers(reference: str, tables: dict[str, Table]) -> dict[str, np.ndarray]:
    """The number of each row in the ledger, set aside once and kept in a file until all is done."""
    path = _notes(reference)
    if path.exists():
        with np.load(path) as kept:
            return {entity: kept[entity] for entity in tables}
    if known.recordings_like(reference):
        raise NotesLost(path.name)
    with transaction.atomic():
        numbers = {entity: np.array(ledger.new_numbers(table.rows), np.int64) for entity, table in tables.items()}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name("new.npz")
    np.savez(beside, **numbers)
    beside.replace(path)
    return numbers


def _notes(reference: str) -> Path:
    return Path(settings.DATA) / "loads" / f"{reference.removeprefix('load:')}.npz"


# ---------------------------------------------------------------- drafts
def _of_batch(load: Load, parts: Sequence[tuple[Table, np.ndarray]], batch: int, places: Places, day: date) -> list[ledger.Draft]:
    return [draft for table, rows in parts for draft in _drafts(load, table, rows, batch, places, day)]


def _drafts(load: Load, table: Table, rows: np.ndarray, batch: int, places: Places, day: date) -> Iterator[ledger.Draft]:
    numbers = load.numbers[table.entity][rows].tolist()
    related = list(_related(load, table, rows, batch))
    for place, facts in enumerate(table.facts(rows)):
        if table.entity == "area" and not facts:  # the tree knows all of it
            continue
        area, code = places.of(table, int(rows[place]))
        for name, targets in related:
            if targets[place] != NONE:
                facts[name] = targets[place]
        yield ledger.Draft(numbers[place], {table.place: code, **facts}, day, entity=table.entity, area=area)


def _related(load: Load, table: Table, rows: np.ndarray, batch: int) -> Iterator[tuple[str, list[int]]]:
    """Relations to records that are there by the end of the batch: numbers by row."""
    for name, target in _targets(table):
        found = table.links[name][rows]
        there = (found != NONE) & (load.batches[target][found] <= batch)
        yield name, np.where(there, load.numbers[target][found], NONE).tolist()


def _later(load: Load) -> dict[int, dict[str, int]]:
    """The relations that led to a later batch, by the number of their record."""
    pairs: dict[int, dict[str, int]] = {}
    for table in load.tables.values():
        own = load.batches[table.entity]
        for name, target in _targets(table):
            found = table.links[name]
            for row in np.flatnonzero((found != NONE) & (load.batches[target][found] > own)).tolist():
                number = int(load.numbers[table.entity][row])
                pairs.setdefault(number, {})[name] = int(load.numbers[target][found[row]])
    return pairs


def _targets(table: Table) -> Sequence[tuple[str, str]]:
    roles = words().entities[table.entity].roles
    return [(name, roles[name].target) for name in table.links]
