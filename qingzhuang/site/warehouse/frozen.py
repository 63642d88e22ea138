"""The files of frozen pictures: hard links to the parts, which cost nothing and outlive what the ledger's dataset goes on to."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import UUID

import pyarrow as pa
from django.conf import settings

from qingzhuang.seal import Keyring
from qingzhuang.site.warehouse.logic.book import Book
from qingzhuang.site.warehouse.opening import Tree
from qingzhuang.site.warehouse.shelf import Shelf, write_whole

AREAS = "areas.json"


def frozen_shelf(number: UUID) -> Shelf:
    return Shelf(Path(settings.DATA) / "facts" / "frozen" / str(number))


def lay_down(number: UUID, source: Shelf, book: Book, tree: Tree) -> Book:
    """Keep the parts of a book under a number of their own; the manifest comes last. Leaves nothing where it fails."""
    shelf = frozen_shelf(number)
    kept = Book(book.places, book.names)
    try:
        for name in kept.files():
            shelf.take(source, name)
        write_whole(shelf.folder / AREAS, json.dumps(tree, ensure_ascii=False).encode())
        shelf.publish(kept)
    except BaseException:
        take_away(number)
        raise
    return kept


def tree_of(number: UUID) -> Tree:
    """The places as they were called then."""
    return tuple(tuple(line) for line in json.loads((frozen_shelf(number).folder / AREAS).read_text("utf-8")))


def changed_files(number: UUID, allowed: Mapping[str, str]) -> list[str]:
    """Files that are neither what the manifest says of them nor what was left when values were taken out (`allowed`: file → digest)."""
    shelf = frozen_shelf(number)
    pieces = [piece for place in shelf.book().places.values() for piece in place.pieces.values()]
    return [piece.file for piece in pieces if _sha256(shelf.folder / piece.file) not in (piece.sha256, allowed.get(piece.file))]


def without(number: UUID, records: Collection[int], ring: Keyring) -> dict[str, tuple[pa.Buffer, int]]:
    """The files of a picture that hold records, as they are without them, and how many rows go. Nothing is written yet."""
    shelf, found = frozen_shelf(number), dict[str, tuple[pa.Buffer, int]]()
    for place in shelf.book().places.values():
        for entity, piece in place.pieces.items():
            if entity != "area" and (gone := shelf.numbers(piece) & set(records)):
                found[piece.file] = (shelf.without(piece, gone, ring), len(gone))
    return found


def replace(number: UUID, files: Mapping[str, pa.Buffer]) -> None:
    """Put files in the place of those of a picture; another file takes the name, so what is linked elsewhere stays."""
    for name, data in files.items():
        write_whole(frozen_shelf(number).folder / name, data)


def take_away(number: UUID) -> None:
    shutil.rmtree(frozen_shelf(number).folder, ignore_errors=True)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
