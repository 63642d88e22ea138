"""What a backup is: a folder with a manifest that names every file with its size and hash. No database."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

MANIFEST, DATABASE, KEYS, DATA = "manifest.json", "database", "keys.locked", "data"
PIECE = 1 << 20
LEAST_PASSPHRASE = 12
ASIDE = "before-restore-"  # folders of what a restored backup replaced
# Of the data folder a backup leaves out what can be made again, what belongs to this machine, and what is copied in another way.
LEFT_OUT = frozenset(("static", "keys", "secret-key", "demo-password", "setup-code", "tmp"))
MADE_AGAIN = frozenset(("facts/ledger", "facts/as-of", "cache"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup. `migrations` are the last ones of each app, `tables` the numbers of rows, `files` size and hash."""

    version: str
    made: str
    engine: str
    key_check: str
    migrations: dict[str, str] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def with_keys(self) -> bool:
        return KEYS in self.files

    @property
    def size(self) -> int:
        return sum(size for size, _hash in self.files.values())


def folder_name(at: datetime) -> str:
    """
    >>> folder_name(datetime(2026, 11, 28, 8, 20, 5))
    'qingzhuang-20261128-082005'
    """
    return f"qingzhuang-{at:%Y%m%d-%H%M%S}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    path = folder / MANIFEST
    with path.open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a backup; None where the folder is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in found.pop("files").items()}
        return Manifest(**found, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def first_damage(folder: Path, manifest: Manifest) -> str:
    """The name of the first file that is not as it was written; empty where all are."""
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            return name
        if not path.is_file() or path.stat().st_size != size or hash_of(path) != digest:
            return name
    return ""


def hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def copy(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file to the disk itself, not only to a cache; its size and hash."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(PIECE):
            digest.update(piece)
            size += len(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    return size, digest.hexdigest()


def files_of(data: Path, database: Path | None) -> Iterator[Path]:
    """The files of the data folder that belong into a backup, relative to it."""
    for top, folders, names in os.walk(data):
        here = Path(top).relative_to(data)
        folders[:] = sorted(
            name
            for name in folders
            if not (here == Path() and (name in LEFT_OUT or name.startswith(ASIDE)))
            and (here / name).as_posix() not in MADE_AGAIN
            and name[:1] != "."
        )
        for name in sorted(names):
            path = Path(top) / name
            apart = here == Path() and (name in LEFT_OUT or (database is not None and name.startswith(database.name)))
            if not apart and path.is_file() and not path.is_symlink():
                yield here / name
