"""Bytes on disk under the hash of their content; written whole or not at all. Each area may have a room of its own, so that
what one throws away the other still has."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from qingzhuang.site.kit.errors import file_gone

COPY = 1 << 20  # bytes copied at a time


def keep(data: bytes, room: str = "") -> str:
    """Store and return the hash; the same content is stored once."""
    return keep_file(io.BytesIO(data), room)


def keep_file(file: IO[bytes], room: str = "") -> str:
    """The same for an open file of any length, from its beginning; little of it is in memory at a time."""
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads and nothing else
    path = _path(sha256, room)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        file.seek(0)
        with os.fdopen(handle, "wb") as out:
            shutil.copyfileobj(file, out, COPY)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    return sha256


def load(sha256: str, room: str = "", within: str = "") -> bytes:
    """The bytes; `within` is another folder than that of this installation. Refusal where they were taken away."""
    try:
        return _path(sha256, room, within).read_bytes()
    except FileNotFoundError:
        raise file_gone() from None


def is_there(sha256: str, room: str = "") -> bool:
    return bool(sha256) and _path(sha256, room).exists()


def strays(room: str, known: Container[str]) -> Iterator[str]:
    """Files of a room that nothing names: left by a deed that was cut short after its file was written."""
    for path in (folder() / room).glob("??/*"):
        if len(path.name) == 64 and path.name not in known:
            yield path.name


def drop_if(sha256: str, room: str, holds: Callable[[bytes], bool]) -> bool:
    """Take a file away if it holds something; whether it did. One that is gone already holds nothing."""
    if not is_there(sha256, room) or not holds(load(sha256, room)):
        return False
    drop(sha256, room)
    return True


def drop(sha256: str, room: str = "") -> None:
    _path(sha256, room).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.FILES_FOLDER)


def _path(sha256: str, room: str, within: str = "") -> Path:
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a content hash")
    return (Path(within) if within else folder()) / room / sha256[:2] / sha256
