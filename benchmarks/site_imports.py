"""Taking a roster over: every check, households, history and sealed numbers, beside two imports that do none of it.

The same 20 columns in the same text file, into an empty SQLite database and then once more. QINGZHUANG_BENCH_ROWS says how many rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bars import Bar
from benchmarks.county import environment
from benchmarks.roster import write_roster

ROWS = int(os.environ.get("QINGZHUANG_BENCH_ROWS") or 100_000)
SHARE = 10  # django-import-export gets so many times fewer rows: its time grows with them
RIVALS = {"pandas": "pandas and Django bulk_create", "import-export": "django-import-export, in bulk"}

CODE = """
import django; django.setup()
from datetime import date
from pathlib import Path
from benchmarks.clock import timed
from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.queries import Level, Role
from qingzhuang.site.imports import actions
area = accounts.add_area(None, code="990101001001", name="临江社区", level=Level.COMMUNITY, parent=None)
person = accounts.create_account(None, username="bench", name="测", password="open-sesame-9-bench")
post = accounts.give_post(None, person=person, area=area, role=Role.WORKER, begins=date(2020, 1, 1))
data, day = Path("{roster}").read_bytes(), date(2026, 1, 1)
run, _ = actions.bring_roster(post, name="a.csv", data=data, day=day)
timed("preview", lambda: actions.carry_on(run.pk))
run.refresh_from_db()
assert run.state == "previewed", run.refusal
actions.take_over(post, run=run)
timed("first", lambda: actions.carry_on(run.pk))
run.refresh_from_db()
assert run.state == "done", run.refusal
again, _ = actions.bring_roster(post, name="b.csv", data=data, day=day, again=True)
timed("again", lambda: actions.carry_on(again.pk))
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall, of all processors, and the peak of memory in MB."""

    wall: float
    used: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    ours: dict[str, Took]
    rivals: dict[str, dict[str, Took]]


def measure(rows: int = ROWS) -> Measured:
    with tempfile.TemporaryDirectory(prefix="qingzhuang-imports-") as name:
        folder = Path(name)
        large, small = folder / "large.csv", folder / "small.csv"
        write_roster(large, rows)
        write_roster(small, max(1, rows // SHARE))
        kept = environment(folder / "data")
        subprocess.run([sys.executable, "-m", "qingzhuang", "site", "setup"], env=kept, check=True, stdout=subprocess.DEVNULL)
        ours = _told([sys.executable, "-c", CODE.format(roster=large)], kept)
        rivals = {}
        for way in RIVALS:
            (folder / way).mkdir()
            roster = large if way == "pandas" else small
            rivals[way] = _told(
                [sys.executable, "-m", "benchmarks.rivals", way, str(roster), str(folder / way)], dict(os.environ)
            )
    return Measured(ours, rivals)


def _told(words: list[str], environ: dict[str, str]) -> dict[str, Took]:
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    lines = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("S\t")]
    return {name: Took(float(wall), float(used), float(peak)) for _mark, name, wall, used, peak, _beside in lines}


def page(measured: Measured, rows: int = ROWS) -> str:
    ours = measured.ours
    whole = ours["preview"].wall + ours["first"].wall
    used = ours["preview"].used + ours["first"].used
    lines = [
        "| who | rows | seconds, first time | of processors | seconds, once more | rows a second, first time | against ours |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        f"| Qingzhuang | {rows:,} | {whole:.1f} | {used:.1f} | {ours['again'].wall:.1f} | {rows / whole:,.0f} | |",
    ]
    for way, took in measured.rivals.items():
        count = rows if way == "pandas" else max(1, rows // SHARE)
        first, again = took["first"], took["again"]
        pace = count / first.wall
        lines.append(
            f"| {RIVALS[way]} | {count:,} | {first.wall:.1f} | {first.used:.1f} | {again.wall:.1f} | {pace:,.0f} | "
            f"{rows / whole / pace:.2f} × |"
        )
    return "\n".join([*lines, "", _words(measured)])


def _words(measured: Measured) -> str:
    ours = measured.ours
    return (
        f"Ours is {ours['preview'].wall:.1f} s for the preview (reading, cleaning, matching, all checks) and {ours['first'].wall:.1f} s "
        f"for taking over (journal, picture, households, search, sealed numbers), {max(one.peak for one in ours.values()):.0f} MB at most. "
        "Once more is the preview of the same file against the ledger that holds it. The others store the cells of a row as they stand in "
        "one table: no check, no household, no history, no search by pinyin, nothing sealed; by "
        "number they know people again. The last column says how many times quicker ours is (below 1: slower)."
    )


def bars(measured: Measured, rows: int = ROWS) -> list[Bar]:
    whole = (measured.ours["preview"].wall + measured.ours["first"].wall) * 100_000 / rows
    pace = rows / (measured.ours["preview"].wall + measured.ours["first"].wall)
    other = max(1, rows // SHARE) / measured.rivals["import-export"]["first"].wall
    return [
        Bar("a roster of 100,000 residents with all checks (scaled)", whole, "s", most=20),
        Bar("the same against django-import-export, rows a second", pace / other, "×", least=1),
    ]
