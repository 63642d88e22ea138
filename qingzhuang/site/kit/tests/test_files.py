"""Bytes on disk under their hash: what came as bytes and what came as an open file is the same file."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

from qingzhuang.site.kit import files


def test_keeps_an_open_file_from_its_beginning_once(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path
    data = b"a line\n" * 400_000  # longer than what is copied at a time
    file = io.BytesIO(data)
    file.seek(0, io.SEEK_END)
    sha256 = files.keep_file(file, "lists")
    assert sha256 == hashlib.sha256(data).hexdigest() == files.keep(data, "lists")
    assert files.load(sha256, "lists") == data
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [sha256]
