"""A round of reports filled by the site: every return of all communities, by the action that the site's worker runs.

A made-up district in SQLite; QINGZHUANG_BENCH_KINDS says how many kinds of reports are sent to all of its 120 communities.
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

PEOPLE, COMMUNITIES = 20_000, 120
KINDS = int(os.environ.get("QINGZHUANG_BENCH_KINDS") or 96)
BAR = 500  # returns a second
ALONE = 240  # returns that are worked out in full, one by one, to compare with
OPENED = 20

CODE = """
import django; django.setup()
from django.utils import timezone
from benchmarks.clock import timed
from qingzhuang.demo.kinds import kinds, workbook
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns import actions
from qingzhuang.site.returns.actions import filling
from qingzhuang.site.returns.models import Return, Round
desk = Actor.objects.select_related("area", "person").get(person__username="he")
def send(kind):
    told = requests.Told(title=kind.title, asker=kind.asker, as_of=timezone.localdate(), basis_number="〔2026〕12号", purpose="统计")
    request = requests.register_request(desk, told=told, name=kind.name, data=workbook(kind))
    requests.decide_request(desk, request=request, verdict=requests.Verdict.SEND)
    return actions.begin_round(desk, request=request)
rounds = [send(kind) for kind in kinds({kinds})]
ours = Return.objects.filter(round__in=rounds, rolled=False)
timed("fill", lambda: actions.fill_round(rounds[0].pk))
assert not ours.filter(state="waiting").exists() and not Round.objects.exclude(state="open").exists()
numbers = tuple(one.pk for one in rounds[:8])
some = list(ours.filter(round__in=numbers).order_by("area__code")[:{alone}])
told, full = {{one.pk: (one.found["known"], one.counts) for one in some}}, []
timed("alone", lambda: full.extend(filling.working.work_out(numbers, tuple(told))))
counted = {{one.owed: {{name: len(one.found[name]) for name in told[one.owed][1]}} for one in full}}
assert told == {{one.owed: (one.found["known"], counted[one.owed]) for one in full}}
timed("open", lambda: [filling.opened(one) for one in some[:{opened}]])
print("R", ours.count(), sep="\\t")
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """How many returns there were; of each step the seconds on the wall and of all processors; the peak of memory in MB."""

    returns: int
    steps: dict[str, tuple[float, float]]
    peak: float

    def pace(self, step: str, of_processors: bool = False) -> float:
        """Returns a second."""
        count = {"fill": self.returns, "alone": ALONE, "open": OPENED}[step]
        return count / self.steps[step][of_processors]


def measure(kinds: int = KINDS) -> Measured:
    with tempfile.TemporaryDirectory(prefix="qingzhuang-rounds-") as name:
        around = environment(Path(name) / "data")
        size = ("--demo", "--people", str(PEOPLE), "--communities", str(COMMUNITIES))
        run(around, "-m", "qingzhuang", "site", "setup", *size)
        told = run(around, "-c", CODE.format(kinds=kinds, alone=ALONE, opened=OPENED))
    lines = [line.split("\t") for line in told.splitlines()]
    steps = {line[1]: (float(line[2]), float(line[3])) for line in lines if line[0] == "S"}
    peak = max(float(one) for line in lines if line[:2] == ["S", "fill"] for one in line[4:])
    return Measured(next(int(line[1]) for line in lines if line[0] == "R"), steps, peak)


def run(around: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], env=around, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def page(measured: Measured) -> str:
    what = {
        "fill": f"{measured.returns:,} returns filled, from the first to the last",
        "alone": f"{ALONE} of them worked out in full, one by one, in one process",
        "open": f"{OPENED} of them opened: worked out in full, with the form kept",
    }
    lines = [
        "| what | seconds | of processors | returns a second | a second of one processor |",
        "| --- | --- | --- | --- | --- |",
    ]
    for step, words in what.items():
        wall, used = measured.steps[step]
        lines.append(f"| {words} | {wall:.1f} | {used:.1f} | {measured.pace(step):,.0f} | {measured.pace(step, True):,.0f} |")
    return "\n".join([*lines, "", _words(measured)])


def _words(measured: Measured) -> str:
    return (
        f"{measured.returns // COMMUNITIES} kinds of figures for {COMMUNITIES} communities over {PEOPLE:,} people, {measured.peak:.0f} MB in the "
        "largest process. Filling tells each return in numbers (known, to confirm, to ask, odd, ready or not); those that were worked out "
        "in full came to the same numbers, which the run compares. How it is done: [Many forms for many places](explanation/many-forms.md)."
    )


def bars(measured: Measured) -> list[Bar]:
    what = f"a round of {measured.returns:,} returns filled by the site"
    return [Bar(what, measured.pace("fill"), "returns/s", least=BAR)]
