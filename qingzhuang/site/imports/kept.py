"""The contents of parts: sealed files with the rows of a list and what is to be recorded of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qingzhuang.seal import Keyring, SealError
from qingzhuang.site.imports.logic.laying import Found
from qingzhuang.site.imports.logic.states import ROOM
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.queries import known as ledger

QUICK = 1  # level of compression: rows are read again soon


@dataclass(slots=True)
class Row:
    """One row: its number in the sheet, what becomes of it, whom it is about, what stands in it, and what was found.

    `record` is the number of a known record, or below zero the place of a new one. `values` are the raw values of the columns,
    `problems` (place of the column, code, what fills its words, whether something is proposed). `offers` are records that it may be
    about: (number, score, reasons).
    """

    row: int
    outcome: str
    label: str = ""
    record: int = 0
    values: list[Any] = field(default_factory=list)
    problems: list[tuple[int, str, list[tuple[str, Any]], bool]] = field(default_factory=list)
    offers: list[tuple[int, float, list[Any]]] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """Rows; drafts as (record, entity, area, facts, relations to new records, confirmed fields); moves as (record, facts).

    `values` is the JSON text of the values of the first rows, made once for all plans of a list; without it they stand in the rows.
    """

    rows: list[Row] = field(default_factory=list)
    drafts: list[list[Any]] = field(default_factory=list)
    moves: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    values: str = "[]"


def keep(content: Content) -> str:
    """Store sealed; returns the hash under which it is found."""
    rows = [[row.row, row.outcome, row.label, row.record, row.values, row.problems, row.offers] for row in content.rows]
    text = _ENCODER.encode({"rows": rows, "drafts": content.drafts, "moves": content.moves})
    text = f'{text[:-1]},"values":{content.values}}}'
    return files.keep(ledger.seal_bytes(zlib.compress(text.encode(), QUICK)), ROOM)


def keep_found(found: Mapping[int, Sequence[Found]]) -> str:
    """Store, sealed, what was found of rows after their part had been kept: by the number of the row."""
    text = _ENCODER.encode(sorted(found.items()))
    return files.keep(ledger.seal_bytes(zlib.compress(text.encode(), QUICK)), ROOM)


def plain(data: bytes) -> bytes:
    """What stands in a file of the room, sealed or as it was brought."""
    try:
        return zlib.decompress(ledger.open_bytes(data))
    except (SealError, ValueError, zlib.error):
        return data


def load_found(sha256: str) -> dict[int, Any]:
    """What `keep_found` stored, by the number of the row."""
    return dict(json.loads(zlib.decompress(ledger.open_bytes(files.load(sha256, ROOM)))))


def load_rows(sha256: str, found_later: str = "") -> list[Row]:
    """The rows of a part with all that was found of them."""
    rows = load(sha256).rows
    if found_later:
        later = load_found(found_later)
        for row in rows:
            row.problems += later.get(row.row, ())
    return rows


def folder() -> str:
    """Where sealed files lie, for a process beside this one."""
    return str(files.folder())


def load(sha256: str, folder: str = "", ring: Keyring | None = None) -> Content:
    """What was kept under a hash; folder and keys are those of this installation where none are given."""
    sealed = files.load(sha256, ROOM, folder)
    data = json.loads(zlib.decompress((ring or ledger.keyring()).open_bytes(sealed)))
    rows = [Row(*row) for row in data["rows"]]
    for row, values in zip(rows, data.get("values", ()), strict=False):
        row.values = values
    return Content(rows, data["drafts"], data["moves"])


def values_text(rows: Iterable[Sequence[Any]]) -> str:
    """The values of rows as `Content.values` wants them."""
    return _ENCODER.encode(list(rows))


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
