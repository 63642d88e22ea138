"""Bytes on disk under the hash of their content; written whole or not at all. Each area may have a room of its own, so that
what one throws away the other still has."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def keep(data: bytes, room: str = "") -> str:
    """Store and return the hash; the same content is stored once."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256, room)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    return sha256


def load(sha256: str, room: str = "", within: str = "") -> bytes:
    """The bytes; `within` is another folder than that of this installation."""
    return _path(sha256, room, within).read_bytes()


def drop(sha256: str, room: str = "") -> None:
    _path(sha256, room).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.FILES_FOLDER)


def _path(sha256: str, room: str, within: str = "") -> Path:
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a content hash")
    return (Path(within) if within else folder()) / room / sha256[:2] / sha256
