"""The book of a dataset: which file holds which part, at which version. A reader that holds a page sees one whole picture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: its name in the folder, how many records it holds, the SHA-256 of its bytes."""

    file: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is written of one community: the version its ledger had, how far the journal went, a piece for each entity."""

    version: int
    recording: int
    at: str
    statement: int
    pieces: Mapping[str, Piece] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """Places by code; `names` are the columns that any part ever had, by entity; `retired` files with the moment they went."""

    places: Mapping[str, Place] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retired: Mapping[str, float] = field(default_factory=dict)

    def with_places(self, new: Mapping[str, Place], names: Mapping[str, Iterable[str]], now: float) -> Book:
        """The book after some places were written anew; their old files are retired now."""
        places = dict(sorted({**self.places, **new}.items()))
        gone = set(self.files()) - {piece.file for place in places.values() for piece in place.pieces.values()}
        return Book(places, self.names, {**self.retired, **dict.fromkeys(gone, now)}).naming(names)

    def naming(self, names: Mapping[str, Iterable[str]]) -> Book:
        """The book with more columns that count as held."""
        together = {
            entity: tuple(sorted({*self.names.get(entity, ()), *names.get(entity, ())})) for entity in {*self.names, *names}
        }
        return replace(self, names=together)

    def without(self, files: Iterable[str]) -> Book:
        """The book that no longer remembers retired files."""
        gone = set(files)
        return replace(self, retired={name: at for name, at in self.retired.items() if name not in gone})

    def only(self, codes: Iterable[str]) -> Book:
        """The book of some places alone."""
        return Book({code: self.places[code] for code in sorted(codes) if code in self.places}, self.names)

    def files(self) -> Iterator[str]:
        return (piece.file for place in self.places.values() for piece in place.pieces.values())

    def parts(self) -> dict[str, list[str]]:
        """The files of each entity, in the order of places."""
        found: dict[str, list[str]] = {}
        for _code, place in sorted(self.places.items()):
            for entity, piece in place.pieces.items():
                found.setdefault(entity, []).append(piece.file)
        return found

    # ------------------------------------------------------------ as JSON
    def to_json(self) -> str:
        places = {
            code: {
                "version": place.version, "recording": [place.recording, place.at], "statement": place.statement,
                "pieces": {entity: [piece.file, piece.rows, piece.sha256] for entity, piece in sorted(place.pieces.items())},
            }
            for code, place in sorted(self.places.items())
        }  # fmt: skip
        names = {entity: list(columns) for entity, columns in sorted(self.names.items())}
        return json.dumps({"format": FORMAT, "places": places, "names": names, "retired": dict(self.retired)}, ensure_ascii=False)

    @classmethod
    def of_json(cls, text: str) -> Book:
        """The book of a manifest; an empty one for what is none of ours, so that everything is written anew."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                return cls()
            places = {code: _place(found) for code, found in data["places"].items()}
            return cls(places, {entity: tuple(names) for entity, names in data["names"].items()}, dict(data["retired"]))
        except (ValueError, KeyError, TypeError):
            return cls()


def _place(data: Mapping[str, Any]) -> Place:
    recording, at = data["recording"]
    pieces = {entity: Piece(*found) for entity, found in data["pieces"].items()}
    return Place(data["version"], recording, at, data["statement"], pieces)
