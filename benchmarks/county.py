"""A county in the ledger for the parts that measure the site: made once in a folder of its own, kept for the next run.

QINGZHUANG_BENCH_PEOPLE says how many people (1,000,000), QINGZHUANG_BENCH_DATA where it lies.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PEOPLE = int(os.environ.get("QINGZHUANG_BENCH_PEOPLE") or 1_000_000)
DATA = Path(os.environ.get("QINGZHUANG_BENCH_DATA") or Path(tempfile.gettempdir()) / f"qingzhuang-county-{PEOPLE}")
DONE = "county-loaded"
PASSWORD = "open-sesame-9-county"
USERS = 50


@dataclass(frozen=True, slots=True)
class County:
    """Where it lies, how many people it has, how long the ledger took to take them in, how large the database is."""

    data: Path
    people: int
    seconds: float
    bytes: int
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.data, self.database)


def environment(data: Path = DATA, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
    there = {"QINGZHUANG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}
    return kept | there | ({"QINGZHUANG_DATABASE": database} if database else {})


def county(data: Path = DATA, people: int = PEOPLE, database: str = "") -> County:
    """The county, made now where it is not there yet; a database of an older release is brought up to date."""
    around = environment(data, database)
    _run(around, "site", "setup")
    if not (data / DONE).exists():
        facts = data.parent / f"{data.name}-facts"
        _run(around, "demo", "--people", str(people), "--out", str(facts))
        started = time.perf_counter()
        _run(around, "site", "load", str(facts), "--day", "2025-12-31")
        (data / DONE).write_text(f"{time.perf_counter() - started:.0f}", "ascii")
    run_code(ACCOUNTS.format(users=USERS, password=PASSWORD), around)
    size = int(run_code(SIZE, around).split()[-1])
    return County(data, people, float((data / DONE).read_text("ascii") or 0), size, database)


SIZE = """
from pathlib import Path
from django.db import connection
if connection.vendor == "sqlite":
    name = Path(connection.settings_dict["NAME"])
    print(sum(path.stat().st_size for path in name.parent.glob(f"{name.name}*")))
else:
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        print(cursor.fetchone()[0])
"""


ACCOUNTS = """
from datetime import date
from django.contrib.auth.hashers import make_password
from qingzhuang.site.accounts import actions
from qingzhuang.site.accounts.models import Area, User
from qingzhuang.site.accounts.queries import Level, Role
areas = list(Area.objects.filter(level=Level.COMMUNITY.value).order_by("code"))
for number in range({users}):
    name = f"bench{{number}}"
    if not User.objects.filter(username=name).exists():
        person = actions.create_account(None, username=name, name=f"测{{number}}", password="{password}")
        actions.give_post(None, person=person, area=areas[number % len(areas)], role=Role.WORKER, begins=date(2020, 1, 1))
User.objects.filter(username__startswith="bench").update(password=make_password("{password}"), must_change_password=False)
"""


def run_code(text: str, around: dict[str, str] | None = None) -> str:
    """Run code inside the site of the county; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{text}"],
        env=around or environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def _run(around: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "qingzhuang", *words], env=around, check=True, stdout=subprocess.DEVNULL)
