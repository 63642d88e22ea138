"""A worker killed in the middle of a round: what was filled stays filled, what was not is filled by the next, nothing twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PLACES = 12
PREPARE = f"""
import django; django.setup()
from datetime import date
from qingzhuang.site.config import upkeep
upkeep.migrate(print)
from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Level, Role
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.returns import actions, background
from qingzhuang.site.returns.tests.conftest import bands
town = accounts.add_area(None, code="990101001000", name="晴川街道", level=Level.TOWN, parent=None)
person = accounts.create_account(None, username="tina", name="田宁", password="open-sesame-9")
tina = accounts.give_post(None, person=person, area=town, role=Role.TOWN, begins=date(2020, 1, 1))
for number in range(1, {PLACES} + 1):
    area = accounts.add_area(None, code=f"9901010010{{number:02d}}", name=f"第{{number}}社区", level=Level.COMMUNITY, parent=town)
    facts = {{"name": "赵建国", "birth_date": "1940-03-01", "sex": "male"}}
    ledger.add_record(None, entity="person", area=area, facts=facts, valid_from=date(2026, 1, 1))
request = requests.register_request(tina, told=requests.Told(asker="民政科", as_of=date(2026, 11, 28)), name="a.xlsx", data=bands())
requests.decide_request(tina, request=request, verdict=Verdict.SEND)
found = actions.begin_round(tina, request=request)
background.fill_round.enqueue(str(found.pk))
"""
WORK = """
import os, signal, django
django.setup()
from qingzhuang.site.returns.actions import filling
keep, left = filling._keep, int(os.environ["FILLED"])
filling.PIECE = 1
def counted(found):
    global left
    if left == 0:  # worked out, not yet kept
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return keep(found)
filling._keep = counted
from django_tasks_db.management.commands import db_worker
from qingzhuang.site.config import worker
class Once(db_worker.Worker):
    def __init__(self, **how):
        super().__init__(**how | {"batch": True})
db_worker.Worker = Once
worker.work()
"""


def run_code(folder: Path, code: str, filled: int = -1) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QINGZHUANG", "DJANGO"))}
    environment |= {
        "QINGZHUANG_DATA": str(folder), "PYTHONPATH": str(settings.HOUSE), "FILLED": str(filled),
        "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings",
    }  # fmt: skip
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def count(folder: Path, question: str) -> int:
    with sqlite3.connect(folder / "qingzhuang.sqlite3") as database:
        return int(database.execute(question).fetchone()[0])


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_killed_worker_goes_on_where_it_was(tmp_path):
    made = run_code(tmp_path, PREPARE)
    assert made.returncode == 0, made.stderr
    filled = "SELECT count(*) FROM returns_return WHERE state IN ('ready', 'open')"
    for killed, there in ((3, 3), (4, 7)):
        done = run_code(tmp_path, WORK, killed)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert count(tmp_path, filled) == there
        assert count(tmp_path, "SELECT count(*) FROM returns_round WHERE state = 'filling'") == 1
    done = run_code(tmp_path, WORK)
    assert done.returncode == 0, done.stderr
    assert count(tmp_path, filled) == PLACES
    assert count(tmp_path, "SELECT count(*) FROM reports_review") == 0  # a form is kept once somebody opens it
    assert count(tmp_path, "SELECT count(*) FROM returns_round WHERE state = 'open'") == 1
