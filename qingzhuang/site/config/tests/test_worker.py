"""The worker as a process: killed in the middle of taking over a list, it goes on where it was, and nothing comes twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from time import monotonic

import pytest

from qingzhuang.site.testing import migrated
from qingzhuang.site.testing.installation import Installation

pytestmark = pytest.mark.thorough
BRING = """
import sys
from qingzhuang.site.imports import actions, background
from qingzhuang.site.testing.cast import make_cast
from qingzhuang.site.imports.tests.conftest import people
cast = make_cast()
run, _ = actions.bring_roster(cast.alice, name="a.csv", data=people(60))
actions.carry_on(run.pk)
run.refresh_from_db()
actions.take_over(cast.alice, run=run)
background.carry_on.enqueue(str(run.pk))
"""
SMALL = """
from qingzhuang.site.imports.planner import table
table.SIZE = 5
"""
WORK = """
import os, signal
from qingzhuang.site.imports.actions import committing
part, left = committing._commit_part, int(os.environ["PARTS"])
def counted(*which):
    global left
    part(*which)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
committing._commit_part = counted
from django_tasks_db.management.commands import db_worker
from qingzhuang.site.config import worker
class Once(db_worker.Worker):
    def __init__(self, **how):
        super().__init__(**how | {"batch": True})
db_worker.Worker = Once
worker.work()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_killed_in_the_middle_it_goes_on(tmp_path):
    here = migrated.installation(tmp_path)
    here.run(SMALL + BRING)
    for killed in (2, 3):
        done = here.code(WORK, PARTS=str(killed))
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert here.rows("SELECT count(*) FROM imports_part WHERE recording_id IS NOT NULL") == [(2 if killed == 2 else 5,)]
    done = here.code(WORK, PARTS="1000")
    assert done.returncode == 0, done.stderr
    assert here.rows("SELECT count(*) FROM ledger_record WHERE entity = 'person'") == [(60,)]
    assert here.rows("SELECT count(*) FROM ledger_record WHERE entity = 'household'") == [(30,)]
    assert here.rows("SELECT count(*) FROM imports_importrun WHERE state = 'done'") == [(1,)]


def test_ends_with_the_site_that_started_it(tmp_path):
    code = "from qingzhuang.site.config import worker; worker.work = lambda: __import__('time').sleep(60); worker.work_beside()"
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, env=Installation(tmp_path).environment)
    started = monotonic()
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=30) == 0
    assert monotonic() - started < 30
