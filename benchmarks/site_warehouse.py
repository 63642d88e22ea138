"""Facts as columns: the county written from nothing, a changed community, another day, and counting over the parts.

One process, files on the disk of the data folder; the county is that of the other parts of the site.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.bars import Bar
from benchmarks.county import DATA, PEOPLE, county, run_code

ROUNDS = 5
ONE_IN = 100  # people of whom something changed since the day that the county is asked about

CODE = """
import time
from datetime import date, timedelta
from pathlib import Path
from django.db import transaction
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Record
from qingzhuang.site.warehouse import actions, queries
from qingzhuang.site.warehouse.shelf import drop_past
from qingzhuang.tally import Dataset, Scope, answer, answer_by_area, parse

def tell(name, how, rounds=1):
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        how()
        took.append(time.perf_counter() - started)
    print("S", name, sorted(took)[len(took) // 2], sep="\\t")

day = date(2025, 12, 31)
top = Area.objects.order_by("code").first()
area = Area.objects.filter(level="community").order_by("code").first()
question = parse("count(person where age>=60 and sex=female)")
person = Record.objects.filter(entity="person", state="present", area__code__startswith=area.code).first()
size = Record.objects.filter(entity="person", state="present", area__code__startswith=area.code).count()
print("S", "people", size, sep="\\t")
tell("whole", lambda: actions.refresh(None, anew=True))

def ask():
    answer(question, queries.dataset_of_area(area), Scope(area.code, day))

def change():
    ledger.record_facts(None, record=person, facts={{"nickname": str(time.perf_counter())}})

ask()
tell("same", ask, {rounds})
took = []
for _ in range({rounds}):
    change()
    started = time.perf_counter()
    ask()
    took.append(time.perf_counter() - started)
print("S", "changed", sorted(took)[len(took) // 2], sep="\\t")
tell("past", lambda: queries.dataset_of_area(area, day=date(2026, 3, 1)))

people = list(Record.objects.filter(entity="person", state="present").order_by("pk").values_list("pk", flat=True)[:: {one_in}])
for start in range(0, len(people), 5000):
    with transaction.atomic():
        recording = ledger.open_recording(None, source=ledger.Source.ENTRY, area=top)
        drafts = [ledger.Draft(pk, {{"nickname": str(time.perf_counter())}}, date.today()) for pk in people[start : start + 5000]]
        ledger.append(recording, drafts)
actions.refresh(None)
drop_past()
tell("county past", lambda: answer(question, queries.dataset_of_area(top, day=date.today() - timedelta(days=1)), Scope(top.code, day)))
questions = [
    parse(f"count(person where age>={{age}} and sex={{sex}} and {{more}})")
    for age in range(0, 100, 5)
    for sex in ("male", "female")
    for more in ("welfare.subsistence_allowance", "disability.exists", "marital_status=widowed", "is_student", "retired")
]
folder = Dataset.open("{facts}")
parts = queries.dataset_of_area(top)
tell("cells of the folder", lambda: answer_by_area(questions, folder, Scope(top.code, day)))
tell("cells of the parts", lambda: answer_by_area(questions, parts, Scope(top.code, day)))
print("S", "bytes", sum(path.stat().st_size for path in (Path("{data}") / "facts" / "ledger").rglob("*.parquet")), sep="\\t")
"""


@dataclass(frozen=True, slots=True)
class Measured:
    seconds: dict[str, float]


def measure() -> Measured:
    there = county()
    told = run_code(CODE.format(rounds=ROUNDS, one_in=ONE_IN, facts=DATA.parent / f"{DATA.name}-facts", data=there.data))
    lines = [line.split("\t") for line in told.splitlines() if line.startswith("S\t")]
    return Measured({name: float(value) for _mark, name, value in lines})


def page(measured: Measured) -> str:
    took = measured.seconds
    size = int(took["people"])
    rows = [
        (f"all columns of {PEOPLE:,} people written from nothing", f"{took['whole']:.1f} s"),
        ("their size on the disk", f"{took['bytes'] / 1e6:.0f} MB"),
        (f"a community of {size:,} people, nothing changed: opened and counted", f"{1000 * took['same']:.0f} ms"),
        ("one fact changed: brought up to date, opened and counted", f"{1000 * took['changed']:.0f} ms"),
        ("the same community on another day", f"{took['past']:.2f} s"),
        (
            f"the whole county as it was yesterday; of {PEOPLE // ONE_IN:,} people, in all communities, something changed since",
            f"{took['county past']:.1f} s",
        ),
        (
            "200 questions for every community, first reading, over the folder of the district",
            f"{took['cells of the folder']:.2f} s",
        ),
        ("the same over the parts of the ledger", f"{took['cells of the parts']:.2f} s"),
    ]
    return "\n".join(["| what | took |", "| --- | --- |", *(f"| {what} | {how} |" for what, how in rows)])


def bars(measured: Measured) -> list[Bar]:
    whole, past = (measured.seconds[name] * 1_000_000 / PEOPLE for name in ("whole", "county past"))
    return [
        Bar("columns of 1,000,000 people from nothing (scaled)", whole, "s", most=60),
        Bar("1,000,000 people as they were on another day, one in a hundred changed since (scaled)", past, "s", most=30),
        Bar("a fact typed now is in the next count of its community", 1000 * measured.seconds["changed"], "ms", most=200),
    ]
