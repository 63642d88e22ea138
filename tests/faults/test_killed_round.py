"""A worker killed in the middle of rounds, and the processes beside it: what was filled stays, what was not is filled next, nothing twice."""

from __future__ import annotations

import os
import signal

import pytest

from qingzhuang.site.testing import migrated

pytestmark = pytest.mark.thorough
PLACES, ROUNDS = 12, 6
PREPARE = f"""
import os
from datetime import date
from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Level, Role
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.returns import actions, background
from qingzhuang.site.returns.tests.conftest import bands
from qingzhuang.site.testing.forms import roster
town = accounts.add_area(None, code="990101001000", name="晴川街道", level=Level.TOWN, parent=None)
person = accounts.create_account(None, username="tina", name="田宁", password="open-sesame-9")
tina = accounts.give_post(None, person=person, area=town, role=Role.TOWN, begins=date(2020, 1, 1))
for number in range(1, {PLACES} + 1):
    area = accounts.add_area(None, code=f"9901010010{{number:02d}}", name=f"第{{number}}社区", level=Level.COMMUNITY, parent=town)
    facts = {{"name": "赵建国", "birth_date": "1940-03-01", "sex": "male"}}
    ledger.add_record(None, entity="person", area=area, facts=facts, valid_from=date(2026, 1, 1))
forms = [roster()] if os.environ["FORM"] == "a list" else [bands(f"注：第{{number}}张") for number in range({ROUNDS})]
for data in forms:
    told = requests.Told(asker="民政科", as_of=date(2026, 11, 28))
    request = requests.register_request(tina, told=told, name="a.xlsx", data=data)
    requests.decide_request(tina, request=request, verdict=Verdict.SEND)
    found = actions.begin_round(tina, request=request)
    background.fill_round.enqueue(str(found.pk))
"""
WORK = """
import os, signal
from qingzhuang.site.kit import hands
from qingzhuang.site.returns.actions import filling
keep, left, ask = filling._keep, int(os.environ["FILLED"]), hands.Aside.ask
filling.PIECE = filling.ROUNDS = 1
def counted(found):
    global left
    if left == 0 and found:  # worked out, not yet kept
        os.kill(os.getpid(), signal.SIGKILL)
    left -= bool(found)
    return keep(found)
filling._keep = counted
def killed_beside(self, call):
    ask(self, call)
    os.kill(self.child.pid, signal.SIGKILL)
if os.environ["FORM"] != "a list":
    hands.WORTH, hands.Aside.ask, os.cpu_count = -1.0, killed_beside, lambda: 2
from django_tasks_db.management.commands import db_worker
from qingzhuang.site.config import worker
class Once(db_worker.Worker):
    def __init__(self, **how):
        super().__init__(**how | {"batch": True})
db_worker.Worker = Once
worker.work()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize(("form", "number", "piece"), [("a list", 1, 1), ("figures", ROUNDS, PLACES)])
def test_a_killed_worker_goes_on_where_it_was(tmp_path, form, number, piece):
    here = migrated.installation(tmp_path)
    made = here.code(PREPARE, FORM=form)
    assert made.returncode == 0, made.stderr
    filled = "SELECT id, filled_at FROM returns_return WHERE state IN ('ready', 'open')"
    before = set[tuple[object, ...]]()
    for killed, there in ((2, 2), (3, 5)):
        done = here.code(WORK, FORM=form, FILLED=str(killed))
        assert done.returncode == -signal.SIGKILL, done.stderr
        now = set(here.rows(filled))
        assert len(now) == there * piece and before <= now
        assert len(here.rows("SELECT 1 FROM returns_round WHERE state = 'filling'")) == max(number - there, 1)
        before = now
    done = here.code(WORK, FORM=form, FILLED="-1")
    assert done.returncode == 0, done.stderr
    now = set(here.rows(filled))
    assert len(now) == PLACES * number and before <= now
    assert not here.rows("SELECT 1 FROM reports_review")  # a form is kept once somebody opens it
    assert len(here.rows("SELECT 1 FROM returns_round WHERE state = 'open'")) == number
