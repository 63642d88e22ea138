"""A program that is killed at random moments, again and again, and what must still be true each time it starts anew.

python -m tests.faults.killing ROUNDS SEED      with QINGZHUANG_DATA in a folder of its own; prints the rounds, exit code 1 on a fault

One process sets Django up and then forks: a child works (types facts, imports, counts, makes backups, runs days) and says after each commit
what is done; it is killed with SIGKILL; another child looks whether all that was said is there and everything agrees.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults import papers

DAY = date(2026, 1, 1)
CHUNK = 40
LIST = 60  # rows of a list
SIGNS = "伟芳娜敏静丽强磊军洋"


def main(rounds: int, seed: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    from qingzhuang.site.testing.cast import make_cast

    papers.make_key(make_cast().community)
    connections.close_all()
    draw = random.Random(seed)
    jobs: list[Callable[[Callable[[str], None]], None]] = [
        type_facts, import_people, count_people, make_backups, take_lists_over, issue_papers, keep_days,
    ]  # fmt: skip
    said: list[str] = []
    for number in range(rounds):
        job = jobs[number % len(jobs)]
        said += killed(job, draw.uniform(0.5, 6.0) if job in (take_lists_over, issue_papers) else draw.uniform(0.01, 0.5))
        fault = in_a_child(partial(look, tuple(said)))
        if fault:
            print(f"round {number} ({job.__name__}): {fault}", flush=True)
            return 1
    kept = sum(line.startswith("person") for line in said)
    print(f"{rounds} rounds, {kept} people said to be kept, all there", flush=True)
    return 0


def killed(job: Callable[[Callable[[str], None]], None], after: float) -> list[str]:
    """Let a child work for some seconds, kill it, and give what it had said to be done."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            job(lambda line: os.write(writes, f"{line}\n".encode()) and None)
        finally:
            os._exit(3)
    os.close(writes)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reads, encoding="utf-8") as told:
        return [line for line in told.read().split("\n")[:-1] if line]


def in_a_child(check: Callable[[], str]) -> str:
    """What a check says, in a process that has never seen the database."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            found = check()
        except BaseException as error:
            found = f"{type(error).__name__}: {error}"
        os.write(writes, found.encode()[:4000])
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as told:
        found = told.read()
    os.waitpid(child, 0)
    return found


# ---------------------------------------------------------------- what is done
def people() -> Any:
    from qingzhuang.site.accounts.models import Post

    return Post.objects.select_related("area", "person").get(person__username="alice")


def type_facts(say: Callable[[str], None]) -> None:
    from qingzhuang.site.ledger import actions

    alice = people()
    for number in range(100_000):
        phone = f"139{number:08d}"
        record = actions.add_record(
            alice, entity="person", area=alice.area, facts={"name": f"陈{number}", "phone": phone}, valid_from=DAY
        )
        say(f"person {record.pk} {phone}")
        actions.record_facts(alice, record=record, facts={"phone": f"138{number:08d}"})
        say(f"person {record.pk} 138{number:08d}")


def import_people(say: Callable[[str], None]) -> None:
    from django.db import transaction

    from qingzhuang.site.ledger import actions

    alice = people()
    for _chunk in range(100_000):
        with transaction.atomic():
            recording = actions.open_recording(alice, source=actions.Source.IMPORT, area=alice.area, title="名册")
            numbers = actions.new_numbers(CHUNK)
            actions.append(
                recording,
                [
                    actions.Draft(pk, {"area": alice.area.code, "name": f"林{pk}", "phone": f"137{pk:08d}"}, DAY, entity="person",
                                  area=alice.area.pk)
                    for pk in numbers
                ],
            )  # fmt: skip
        for pk in numbers:
            say(f"person {pk} 137{pk:08d}")


def take_lists_over(say: Callable[[str], None]) -> None:
    """Lists brought, looked over and taken over in small parts, with a process beside; what was left half done goes on first."""
    from qingzhuang.site.imports import actions, queries
    from qingzhuang.site.imports.actions import readying
    from qingzhuang.site.imports.planner import table

    table.SIZE, readying.MANY = 10, 2
    alice = people()
    for run in queries.runs_at_work():
        actions.carry_on(run.pk)
    for _time in range(100_000):
        first = time.time_ns() // 1000 % 10**8
        rows = [
            f"郑{SIGNS[row // 10]}{SIGNS[(first + row) % 10]},135{(first + row) % 10**8:08d},晴川路{first + row}号"
            for row in range(LIST)
        ]
        data = "\n".join(["姓名,联系电话,现住址", *rows]).encode()
        run, _ = actions.bring_roster(alice, name="名册.csv", data=data, day=DAY)
        actions.carry_on(run.pk)
        actions.take_over(alice, run=run)
        actions.carry_on(run.pk)
        say(f"list {run.pk}")


def count_people(say: Callable[[str], None]) -> None:
    from qingzhuang.site.warehouse import actions as warehouse

    type_one = people()
    for _time in range(100_000):
        _one_more(type_one)
        warehouse.refresh(None, area=type_one.area)
        say("counted")


def _one_more(alice: Any) -> None:
    from qingzhuang.site.ledger import actions

    actions.add_record(alice, entity="person", area=alice.area, facts={"name": "多一人", "phone": "13600000000"}, valid_from=DAY)


def make_backups(say: Callable[[str], None]) -> None:
    from django.conf import settings

    from qingzhuang.site.backup import actions as backup

    stick = Path(settings.DATA).parent / "stick"
    stick.mkdir(exist_ok=True)
    for _time in range(100_000):
        say(f"backup {backup.make_backup(None, folder=stick)}")
        time.sleep(1.1)  # the next one has another name


def issue_papers(say: Callable[[str], None]) -> None:
    papers.issue_papers(people(), say)


def keep_days(say: Callable[[str], None]) -> None:
    """Day after day, each with somebody who is 80 on it; one day is run once more when all are done."""
    from django.utils import timezone

    from qingzhuang.site.events import actions as events
    from qingzhuang.site.events.models import DayDone
    from qingzhuang.site.ledger import actions

    alice, today = people(), timezone.localdate()
    last = DayDone.objects.order_by("-day").values_list("day", flat=True).first() or today - timedelta(days=3000)
    while True:
        last = min(last + timedelta(days=1), today)
        born = last.replace(year=last.year - 80)
        facts = {"name": "寿星", "birth_date": born.isoformat(), "phone": "13800000080"}
        record = actions.add_record(alice, entity="person", area=alice.area, facts=facts, valid_from=born)
        events.run_days(as_of=last)
        say(f"day {last} {record.pk}")


# ---------------------------------------------------------------- what must be true
def look(said: Sequence[str]) -> str:
    """The first thing that is not as it should be; empty where all is well."""
    from django.utils import timezone

    from qingzhuang.site.audit.queries import verify
    from qingzhuang.site.ledger.models import Record, Statement
    from qingzhuang.site.ledger.queries import held_of, plain_facts

    if (broken := verify()) is not None:
        return f"the chain of deeds is broken at {broken}"
    records = {record.pk: record for record in Record.objects.all()}
    held = held_of(list(records), timezone.localdate())
    for pk, record in records.items():
        if plain_facts(record.facts) != {name: one.value for name, one in held.get(pk, {}).items() if one.value is not None}:
            return f"record {pk} is not what its journal says"
    orphans = Statement.objects.exclude(record__in=records).count()
    if orphans:
        return f"{orphans} statements about nothing"
    last = {line.split()[1]: line.split()[2] for line in said if line.startswith("person")}
    for pk, phone in last.items():
        found = held.get(int(pk), {}).get("phone")
        if found is None or (found.value != phone and not found.value.startswith("138")):
            return f"person {pk} was said to be kept and is not there"
    whole = lists_whole(said) or counted(len(records)) or days_kept(said) or backups_whole(said)
    return whole or papers.numbers_whole(people(), said)


def lists_whole(said: Sequence[str]) -> str:
    """A list that was taken over is there with every row once; of one that was cut short only whole parts are."""
    from qingzhuang.site.imports.models import ImportRun
    from qingzhuang.site.ledger.models import Statement

    done = {line.split()[1] for line in said if line.startswith("list")}
    for run in ImportRun.objects.exclude(recording=None):
        there = Statement.objects.filter(recording__part_of=run.recording).values_list("record", flat=True)
        wanted = sum(run.parts.exclude(recording=None).values_list("rows", flat=True))
        if len(there) != wanted or len(set(there)) != wanted:
            return f"list {run.pk} has {len(there)} people of {wanted}"
        if str(run.pk) in done and (run.state != "done" or wanted != LIST):
            return f"list {run.pk} was said to be taken over and is {run.state} with {wanted} people"
    return ""


def days_kept(said: Sequence[str]) -> str:
    """Each day that was said to be run is run, and proposed what it had to; no proposal is of a day that was not."""
    from qingzhuang.site.events.models import DayDone, Proposal

    done = {str(day) for day in DayDone.objects.values_list("day", flat=True)}
    proposed = {(str(day), record) for day, record in Proposal.objects.values_list("day", "record_id")}
    for _mark, day, record in (line.split() for line in said if line.startswith("day ")):
        if day not in done or (day, int(record)) not in proposed:
            return f"the day {day} was said to be run and is not there"
    strays = {day for day, _record in proposed} - done
    return f"half of the day {min(strays)} is there" if strays else ""


def counted(people_there: int) -> str:
    """The dataset opens, and after a refresh it counts what the ledger holds."""
    from qingzhuang.site.warehouse.queries import dataset_for
    from qingzhuang.tally import Scope, answer, parse

    alice = people()
    dataset = dataset_for(alice, alice.area.code) if people_there else None
    found = answer(parse("count(person)"), dataset, Scope(alice.area.code, date.today())).value if dataset else 0
    return "" if found == people_there else f"the dataset counts {found}, the ledger holds {people_there}"


def backups_whole(said: Sequence[str]) -> str:
    """Every folder that looks like a backup is one, and every one that was said to be made is there."""
    from django.conf import settings

    from qingzhuang.site.backup import logic

    for folder in (Path(settings.DATA).parent / "stick").glob("qingzhuang-*"):
        manifest = logic.read_manifest(folder)
        if manifest is None or logic.first_damage(folder, manifest):
            return f"{folder.name} looks like a backup and is none"
    missing = [line for line in said if line.startswith("backup") and not Path(line.split(" ", 1)[1]).is_dir()]
    return f"{missing[0]} is not there" if missing else ""


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
