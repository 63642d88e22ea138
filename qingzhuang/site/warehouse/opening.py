"""A book of parts opened as a dataset, and kept open as long as it is the newest of its area."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.seal.parquet import unlocking
from qingzhuang.site.accounts.queries import Area, Level, ancestors
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.warehouse.logic.book import Book
from qingzhuang.site.warehouse.logic.columns import OWN_AREA
from qingzhuang.site.warehouse.shelf import Shelf
from qingzhuang.tally import Dataset
from qingzhuang.tally.parquet import ParquetTable
from qingzhuang.tally.tables import ArrowTable, TableFile

MOST_OPEN = 24  # areas whose datasets are kept with the columns they have read
BYTES_A_RECORD, LEAST_BYTES, MOST_BYTES = 400, 64_000_000, 1_000_000_000
Tree = tuple[tuple[str, str, str, str | None], ...]  # code, name, level, code of the area above
_open: OrderedDict[tuple[str, str], tuple[object, Dataset]] = OrderedDict()
_lock = Lock()


def opened(shelf: Shelf, book: Book, area: Area, tree: Tree | None = None, changed: int = 0) -> Dataset:
    """The dataset of an area from these parts; of a grid only what lies in the grid. `tree` are the places as they are called,
    `changed` how often the files were replaced under their names."""
    parts = book.parts()
    tree = tree or tree_of(area)
    same = (changed, tuple(book.files()), book.names, tree, ledger.vocabulary_of(area))
    key = (str(shelf.folder), area.code)
    with _lock:
        held = _open.get(key)
        if held is not None and held[0] == same:
            _open.move_to_end(key)
            return held[1]
    dataset = _dataset(shelf, parts, book, area, tree)
    with _lock:
        _open[key] = (same, dataset)
        _open.move_to_end(key)
        while len(_open) > MOST_OPEN:
            _open.popitem(last=False)
    return dataset


def _dataset(shelf: Shelf, parts: dict[str, list[str]], book: Book, area: Area, tree: Tree) -> Dataset:
    paths = {entity: [shelf.folder / name for name in files] for entity, files in parts.items()}
    told = paths.pop("area", [])
    rows = sum(piece.rows for place in book.places.values() for piece in place.pieces.values())
    kept = min(max(rows * BYTES_A_RECORD, LEAST_BYTES), MOST_BYTES)
    names = _with_own(book.names, area)
    whole = Dataset.of_parts(paths, unlock=unlocking(ledger.keyring()), names=names, kept_bytes=kept)
    none = {name: ArrowTable(_nothing(columns)) for name, columns in names.items() if name not in (*paths, "area")}
    tables: dict[str, TableFile] = {**none, **whole.tables}
    if area.level == Level.GRID.value:
        tables = {entity: _in_grid(entity, table, area.code) for entity, table in tables.items()}
    return Dataset({**tables, "area": ArrowTable(_places(tree, told))}, ledger.vocabulary_of(area), kept)


def _with_own(names: Mapping[str, Sequence[str]], area: Area) -> dict[str, Sequence[str]]:
    """The columns that count as held, with the fields of the area's own: nobody may have a value yet, but they can be asked."""
    own = ledger.own_fields_in(area)
    return {entity: (*held, *(row.name for row in own if row.entity == entity)) for entity, held in names.items()}


def _nothing(columns: Sequence[str]) -> pa.Table:
    """A table without records of what the ledger keeps elsewhere: here are none, which is not the same as nobody knows."""
    return pa.table({name: pa.array([], pa.string()) for name in columns})


def _in_grid(entity: str, table: TableFile, code: str) -> TableFile:
    """The records of one grid; it stands for their community, so that a question about the grid finds them."""
    found = pa.table(table.read(table.names))
    found = found.filter(pc.equal(found[OWN_AREA].cast(pa.string()), code))
    place = ledger.place_name(entity)
    grid = pa.array([code] * found.num_rows, pa.string()).dictionary_encode()
    return ArrowTable(found.set_column(found.column_names.index(place), place, grid))


def tree_of(area: Area) -> Tree:
    """The area, what lies below it and what it lies in."""
    above = {step.pk: step for step in ancestors(area)}
    below = Area.objects.filter(code__startswith=area.code_prefix)
    areas = {step.pk: step for step in (*above.values(), *below)}
    codes = {pk: step.code for pk, step in areas.items()}
    return tuple(
        (step.code, step.name, step.level, codes.get(step.parent_id) if step.parent_id else None)
        for step in sorted(areas.values(), key=lambda step: step.code)
    )


def _places(tree: Tree, told: Sequence[Path]) -> pa.Table:
    """The areas themselves, with what the ledger knows of them beside name and level."""
    codes = [code for code, *_ in tree]
    columns: dict[str, Any] = {
        "id": codes, "code": codes, "area": [code[:12] for code in codes], "name": [name for _, name, _, _ in tree],
        "level": [level for *_, level, _ in tree], "parent": [parent for *_, parent in tree],
    }  # fmt: skip
    if told:
        facts = _told(told)
        for name in facts.column_names:
            if name not in (*columns, OWN_AREA):
                by_code = dict(zip(facts[OWN_AREA].cast(pa.string()).to_pylist(), facts[name].to_pylist(), strict=True))
                columns[name] = [by_code.get(code) for code in codes]
    return pa.table(columns)


def _told(paths: Sequence[Path]) -> pa.Table:
    table = ParquetTable(tuple(paths), unlocking(ledger.keyring()))
    return pa.table(table.read(table.names))
