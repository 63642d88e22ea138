"""Installations of their own for tests of the command: each a data folder and a database, run in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MIGRATE = "from django.core.management import call_command\ncall_command('migrate', verbosity=0)\n"
FILL = """
from datetime import date
from qingzhuang.site.testing.cast import make_cast
from qingzhuang.site.ledger import actions
cast = make_cast()
for number in range(30):
    record = actions.add_record(cast.alice, entity="person", area=cast.community, valid_from=date(2026, 1, 1),
                                facts={"name": f"陈{number}", "phone": f"139{number:08d}"})
    actions.record_facts(cast.alice, record=record, facts={"phone": f"138{number:08d}"}, valid_from=date(2026, 2, 1))
"""
WRITE_ON = """
import sys
from django.db import connection
from qingzhuang.site.accounts.models import Area, Post
from qingzhuang.site.ledger import actions
alice, area = Post.objects.get(person__username="alice"), Area.objects.get(code="990101001001")
print("writing", flush=True)
for number in range(100000):
    actions.add_record(alice, entity="person", area=area, facts={"name": f"林{number}", "phone": f"137{number:08d}"})
"""
TELL = """
import hashlib, json
from django.db import connection
from qingzhuang.site.audit.queries import verify
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.ledger.queries import held_of, plain_facts
from django.utils import timezone
tables = {}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        if table in ("django_session",):
            continue
        columns = sorted(column.name for column in connection.introspection.get_table_description(cursor, table))
        cursor.execute(f'SELECT {", ".join(chr(34) + c + chr(34) for c in columns)} FROM "{table}"')
        rows = sorted(repr(row) for row in cursor.fetchall())
        tables[table] = [len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()]
records = {record.pk: record for record in Record.objects.all()}
held = held_of(list(records), timezone.localdate())
agree = all(plain_facts(record.facts) == {n: one.value for n, one in held[pk].items()} for pk, record in records.items())
phones = sorted(facts["phone"].value for facts in held.values())
print("TOLD" + json.dumps({"tables": tables, "chain": verify(), "agree": agree, "phones": phones}))
"""


@dataclass(frozen=True)
class Installation:
    data: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        named = {"QINGZHUANG_DATABASE": self.database} if self.database else {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
        return kept | {"QINGZHUANG_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"} | named

    def command(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qingzhuang", *words], env=self.environment, input=typed, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def code(self, text: str) -> list[str]:
        return [sys.executable, "-c", f"import django; django.setup()\n{text}"]

    def run(self, text: str) -> str:
        done = subprocess.run(self.code(text), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, text: str) -> subprocess.Popen[str]:
        return subprocess.Popen(self.code(text), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def told(self) -> dict:
        return json.loads(self.run(TELL).split("TOLD")[1])
