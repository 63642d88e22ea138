"""Copying a whole database, one module for each kind: `save` as one consistent moment while others write, `load` back.

rows = engine_of(connection).save(connection, folder)     # table → number of rows
engine_of(connection).load(connection, folder)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from qingzhuang.site.backup.engines import postgres, sqlite


class Engine(Protocol):
    def save(self, connection: Any, folder: Path) -> dict[str, int]: ...
    def load(self, connection: Any, folder: Path, migrations: dict[str, str]) -> None: ...


ENGINES: dict[str, tuple[Callable[..., dict[str, int]], Callable[..., None]]] = {
    "sqlite": (sqlite.save, sqlite.load),
    "postgresql": (postgres.save, postgres.load),
}
