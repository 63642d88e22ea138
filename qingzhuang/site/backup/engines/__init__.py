"""Copying a whole database, one module for each kind: `save` as one consistent moment while others write, `load` back.

save, load = ENGINES[connection.vendor]
rows = save(connection, folder)                # table → number of rows
load(connection, folder, migrations)           # app → its last migration, as the copy was made
"""

from __future__ import annotations

from collections.abc import Callable

from qingzhuang.site.backup.engines import postgres, sqlite

ENGINES: dict[str, tuple[Callable[..., dict[str, int]], Callable[..., None]]] = {
    "sqlite": (sqlite.save, sqlite.load),
    "postgresql": (postgres.save, postgres.load),
}
