"""A county's list from the first row to the last: brought, previewed, decided on, taken over, reported row by row, and taken back.

Into an empty SQLite ledger; each step is a process of its own, so that its memory can be told. A quarter of the rows goes first: by how
much the peaks differ says what a row costs. QINGZHUANG_BENCH_ROWS_COUNTY says how many rows (1,000,000).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bars import Bar
from benchmarks.county import environment, run_code
from benchmarks.roster import write_roster

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
        actions.bring_roster(post, name="county.csv", data=file, day=date(2026, 1, 1))

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


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall and of all processors; the peak of memory of the process itself and of the largest beside it, in MB."""

    wall: float
    used: float
    peak: float
    beside: float


@dataclass(frozen=True, slots=True)
class Measured:
    whole: dict[str, Took]
    share: dict[str, Took]
    bytes_a_row: float  # of the database and all files, when it was taken over


def measure(rows: int = ROWS) -> Measured:
    share, _size = _taken_through(max(1, rows // SHARE))
    whole, size = _taken_through(rows)
    return Measured(whole, share, size / rows)


def _taken_through(rows: int) -> tuple[dict[str, Took], int]:
    """All steps with a list of so many rows; what each took, and the bytes of the data folder when it was taken over."""
    with tempfile.TemporaryDirectory(prefix="qingzhuang-imports-") as name:
        folder = Path(name)
        roster = folder / "county.csv"
        write_roster(roster, rows)
        around = environment(folder / "data")
        subprocess.run([sys.executable, "-m", "qingzhuang", "site", "setup"], env=around, check=True, stdout=subprocess.DEVNULL)
        run_code(BEGIN, around)
        took, size = dict[str, Took](), 0
        for step in STEPS:
            took[step] = _told(run_code(STEP.format(roster=roster, step=step), around))
            if step == "take over":
                size = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file())
        return took, size


def _told(text: str) -> Took:
    line = next(line for line in text.splitlines() if line.startswith("S\t"))
    return Took(*(float(value) for value in line.split("\t")[2:6]))


def page(measured: Measured, rows: int = ROWS) -> str:
    lines = [
        f"{rows:,} rows of 20 columns as text; {measured.bytes_a_row:,.0f} bytes a row on the disk when they are taken over.\n",
        "| step | seconds | of processors | memory at most, MB | of the process beside, MB | bytes for each further row |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {STEPS[step]} | {took.wall:.0f} | {took.used:.0f} | {took.peak:.0f} | {took.beside:.0f} | {_a_row(measured, step, rows):.0f} |"
        for step, took in measured.whole.items()
    ]
    return "\n".join(lines)


def _a_row(measured: Measured, step: str, rows: int) -> float:
    """By how many bytes the peak grows with a row."""
    more = measured.whole[step].peak - measured.share[step].peak
    return more * 1024 * 1024 / max(1, rows - rows // SHARE)


def bars(measured: Measured, rows: int = ROWS) -> list[Bar]:
    most = max(_a_row(measured, step, rows) for step in STEPS)
    return [Bar(f"memory of the import of {rows:,} rows, by row", most, "bytes", most=MOST_A_ROW)]
