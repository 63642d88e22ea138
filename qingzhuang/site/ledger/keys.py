"""The key ring of this installation, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from qingzhuang.seal import Keyring


def ring() -> Keyring:
    path = Path(settings.LEDGER_KEYS)
    return _ring(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=2)
def _ring(path: Path, _changed: int) -> Keyring:
    return Keyring.kept_in(path)
