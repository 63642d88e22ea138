"""A county's list from the first row to the last: brought, previewed, decided on, taken over, reported row by row, and taken back.

Into an empty SQLite ledger; each step is a process of its own, so that its memory can be told. A quarter of the rows goes first: by how
much the peaks differ says what a row costs. QINGZHUANG_BENCH_ROWS_COUNTY says how many rows (1,000,000).
"""

from __future__ import annotations

import os

ROWS = int(os.environ.get("QINGZHUANG_BENCH_ROWS_COUNTY") or 1_000_000)
SHARE = 4
MOST_A_ROW = 200  # bytes

BEGIN = """
from datetime import date
from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Level, Role
area = accounts.add_area(None, code="990101001001", name="临江社区", level=Level.COMMUNITY, parent=None)
person = accounts.create_account(None, username="bench", name="测", password="open-sesame-9-bench")
accounts.give_post(None, person=person, area=area, role=Role.WORKER, begins=date(2020, 1, 1))
"""

STEP = """
from datetime import date
from pathlib import Path
from benchmarks.clock import timed
from qingzhuang.site.accounts.models import Post
from qingzhuang.site.imports import actions, queries, report
from qingzhuang.site.imports.models import ImportRun
post, run = Post.objects.select_related("area", "person").get(), ImportRun.objects.select_related("area", "owner").first()

def carried(state):
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == state, (run.state, run.refusal)

def bring():
    with open("{roster}", "rb") as file:
        actions.bring_roster(post, name="county.csv", file=file, day=date(2026, 1, 1))

def decide():
    # numbers with a wrong check digit stop the row: take the rows without them
    subject = next(name for name, rows in run.counts["problems"].items() if name.startswith("id_check"))
    actions.decide(post, run=run, kind="problem", subject=subject, value="drop")
    carried("previewed")

def take_over():
    actions.take_over(post, run=run)
    carried("done")

def hand_out(kind):
    made = report.as_csv if kind == "csv" else report.as_workbook
    with made(run, actions.hand_out(post, run=run)) as out:
        print("rows of the report", sum(1 for _ in out) if kind == "csv" else out.seek(0, 2))

def take_back():
    actions.take_back(post, run=run)
    carried("undone")

steps = {{
    "bring": bring, "preview": lambda: carried("previewed"), "decide": decide, "take over": take_over,
    "report as text": lambda: hand_out("csv"), "report as workbook": lambda: hand_out("xlsx"), "take back": take_back,
}}
timed("{step}", steps["{step}"])
"""
STEPS = {
    "bring": "brought",
    "preview": "preview: read, cleaned, matched, all checks",
    "decide": "one decision about a kind of problem, worked out anew",
    "take over": "taken over: journal, picture, households, search, sealed numbers",
    "report as text": "report of every row, as text",
    "report as workbook": "report of every row, as a workbook",
    "take back": "taken back",
}
