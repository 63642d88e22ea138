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
    """Where it lies, how long the ledger took to take it in (0: it was there already), how large the database is."""

    data: Path
    seconds: float
    bytes: int


def environment(data: Path = DATA) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
    return kept | {"QINGZHUANG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}


def county() -> County:
    """The county, made now where it is not there yet."""
    seconds = 0.0
    if not (DATA / DONE).exists():
        facts = DATA.parent / f"{DATA.name}-facts"
        _run("demo", "--people", str(PEOPLE), "--out", str(facts))
        _run("site", "setup")
        started = time.perf_counter()
        _run("site", "load", str(facts), "--day", "2025-12-31")
        seconds = time.perf_counter() - started
        (DATA / DONE).write_text(f"{seconds:.0f}", "ascii")
    seconds = seconds or float((DATA / DONE).read_text("ascii") or 0)
    run_code(ACCOUNTS.format(users=USERS, password=PASSWORD))
    size = sum(path.stat().st_size for path in DATA.glob("qingzhuang.sqlite3*"))
    return County(DATA, seconds, size)


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


def run_code(text: str) -> str:
    """Run code inside the site of the county; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{text}"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "qingzhuang", *words], env=environment(), check=True, stdout=subprocess.DEVNULL)
