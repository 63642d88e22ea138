"""What makes two frozen pictures the same: the parts byte for byte, the names of places, the area and the day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from qingzhuang.site.warehouse.logic.book import Book


def digest_of(book: Book, tree: Sequence[Sequence[str | None]], area: str, day: date) -> str:
    """The SHA-256 of a picture, in hexadecimal digits."""
    parts = {
        code: [place.version, {entity: [piece.rows, piece.sha256] for entity, piece in sorted(place.pieces.items())}]
        for code, place in sorted(book.places.items())
    }
    told = {"area": area, "day": day.isoformat(), "parts": parts, "places": [list(line) for line in tree], "names": book.names}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
