"""SQLite: `VACUUM INTO` writes one consistent moment into a file, while others go on reading and writing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

FILE = "qingzhuang.sqlite3"


def save(connection: Any, folder: Path) -> dict[str, int]:
    """Write the database into the folder; table → number of rows, counted in the copy."""
    target = folder / FILE
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, uri=str(name).startswith("file:"))) as source:
        source.execute("VACUUM INTO ?", [str(target)])
    with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as made:
        if made.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise OSError("the copy of the database is not whole")
        tables = [row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            table: made.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables if table[:7] != "sqlite_"
        }


def load(connection: Any, folder: Path, _migrations: dict[str, str]) -> None:
    """Put the copy in the place of the database, whose files must be gone."""
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".new")
    shutil.copyfile(folder / FILE, beside)
    beside.replace(target)
