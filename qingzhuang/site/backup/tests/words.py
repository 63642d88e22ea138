"""What processes beside the tests do: fill a ledger, go on writing, tell what is there."""

from __future__ import annotations

import json
from typing import Any

from qingzhuang.site.testing.installation import Installation

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
ADD_ONE = """
from qingzhuang.site.accounts.models import Area
from qingzhuang.site.ledger import actions
print("ADDED" + str(actions.add_record(None, entity='person', area=Area.objects.first(), facts={'name': '新'}).pk))
"""
TAKE_OUT = """
from datetime import date
from qingzhuang.site.accounts.models import Post
from qingzhuang.site.ledger import actions
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.models import Record
alice, hana = (Post.objects.get(person__username=name) for name in ("alice", "hana"))
record = Record.objects.order_by("pk").first()
actions.record_facts(alice, record=record, facts={"state": "moved_out"}, valid_from=date(2026, 2, 1))
erasure = actions.shred_record(hana, record=Record.objects.get(pk=record.pk), ground=Ground.REQUEST, basis="临社申〔2026〕12号")
actions.carry_on(erasure.pk)
"""
NAMES = """
from qingzhuang.site.ledger.models import Record
print(sorted(r.facts.get('name', '') for r in Record.objects.all()))
"""
REFUSED = """
import contextlib, io, json, sys
from qingzhuang.site.command import main
told = []
for backup, typed in {cases}:
    sys.stdin = io.StringIO(typed + chr(10))
    with contextlib.redirect_stderr(io.StringIO()) as said:
        code = main(["restore", backup])
    told.append([code, said.getvalue()])
print("REFUSED" + json.dumps(told))
"""


def told_by(there: Installation, then: str = "") -> dict[str, Any]:
    """Each table as number and digest of its rows, whether the log is whole, whether the picture agrees with the journal, all telephones."""
    said = json.loads(there.run(TELL + then).split("TOLD")[1].split("ADDED")[0])
    assert isinstance(said, dict)
    return said
