"""An empty SQLite database with all migrations done: made once, then copied. Making it takes five seconds, a copy none.

It is kept in `var/tests` under a digest of all migrations. Whoever starts from a copy still calls `migrate`, which finds nothing to do.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from qingzhuang.site.testing.installation import MIGRATE, Installation

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # as Django calls the database of tests


@contextmanager
def in_memory() -> Iterator[None]:
    """The database in memory that the tests of this process will use, filled before Django opens it. Nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        yield
        return
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as held, closing(sqlite3.connect(file())) as made:
        made.backup(held)
        yield


def file() -> Path:
    path = Path(settings.HOUSE, "var", "tests", f"migrated-{_digest()}.sqlite3")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            there = Installation(Path(folder))
            there.run(MIGRATE)
            with closing(sqlite3.connect(there.file)) as made:
                made.execute("PRAGMA journal_mode = DELETE")  # one file, and a mode that memory knows too
            there.file.rename(path)
    return path


def installation(folder: Path) -> Installation:
    """A new installation with nothing in its database yet."""
    there = Installation(folder)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file(), there.file)
    return there


def _digest() -> str:
    """Of all migrations of all apps, ours and others'."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
