"""An installation of its own: a data folder and a database, used by processes of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

MIGRATE = "from django.core.management import call_command\ncall_command('migrate', verbosity=0)\n"


@dataclass(frozen=True)
class Installation:
    """`database` is an address of PostgreSQL; empty for SQLite in the data folder."""

    data: Path
    database: str = ""

    @property
    def file(self) -> Path:
        return self.data / "qingzhuang.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes see: nothing of the settings of the tests."""
        named = {"QINGZHUANG_DATABASE": self.database} if self.database else {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
        ours = {"QINGZHUANG_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}
        return kept | named | ours | {"PYTHONPATH": str(settings.HOUSE)}

    def command(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """`qingzhuang …`."""
        return self._ended([sys.executable, "-m", "qingzhuang", *words], input=typed)

    def code(self, text: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Python code after Django is set up; `more` is put into its environment."""
        return self._ended(_python(text), env=self.environment | more)

    def run(self, text: str) -> str:
        """What the code prints; it must end well."""
        done = self.code(text)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def module(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`python -m …`."""
        return self._ended([sys.executable, "-m", *words])

    def begin(self, text: str) -> subprocess.Popen[str]:
        """Code that goes on while the test does."""
        pipe = subprocess.PIPE
        return subprocess.Popen(_python(text), env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Asked of the SQLite file."""
        with closing(sqlite3.connect(self.file)) as database:
            return database.execute(question).fetchall()

    def _ended(self, words: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, capture_output=True, text=True, check=False, **{"env": self.environment} | more)


def _python(text: str) -> list[str]:
    return [sys.executable, "-c", f"import django; django.setup()\n{text}"]
