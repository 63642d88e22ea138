"""The made-up district for the site: facts in the data folder, areas as in the facts, accounts with one password of their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from qingzhuang.site.accounts import actions, queries
from qingzhuang.site.accounts.queries import Area, Level, Role
from qingzhuang.tally import Dataset

PEOPLE = 6000
SEED = 20260101
BEGINS = date(2026, 1, 1)
SYLLABLES = "an bai chuan dong feng gu he jiang lan lin mei nan qing ran shan tian wan xia yun zhou".split()


def make_demo(say: Callable[[str], None]) -> None:
    """Make what is missing; does nothing the second time."""
    folder = Path(settings.FACTS_FOLDER)
    if not any(folder.glob("person.*")):
        from qingzhuang.demo import make_district

        say(f"making a district of {PEOPLE:,} people, all invented")
        make_district(PEOPLE, SEED, folder)
    if not queries.anybody():
        say("making its areas and accounts")
        with transaction.atomic():
            _make_people(_make_areas(folder))


def password() -> str:
    """One password for all demo accounts, made once and kept in the data folder."""
    path = Path(settings.DATA) / "demo-password"
    if not path.exists():
        words = "-".join(secrets.choice(SYLLABLES) for _ in range(3))
        path.write_text(f"{words}-{secrets.randbelow(90) + 10}", "ascii")
        path.chmod(0o600)
    return path.read_text("ascii")


# account, name, role, which area: (level, place among those of the level)
PEOPLE_OF_THE_DEMO = (
    ("zhou", "周敏", Role.WORKER, (Level.COMMUNITY, 0), "社区工作者"),
    ("lin", "林国栋", Role.HEAD, (Level.COMMUNITY, 0), "社区书记"),
    ("wu", "吴晓燕", Role.WORKER, (Level.COMMUNITY, 1), "隔壁社区工作者"),
    ("chen", "陈建平", Role.TOWN, (Level.TOWN, 0), "街道办主任"),
)


def _make_areas(folder: Path) -> dict[Level, list[Area]]:
    """The tree of areas that the facts name, by level."""
    table = Dataset.open(folder).tables["area"]
    columns = table.read(("code", "name", "level", "parent"))
    rows = sorted(zip(*(columns[name].to_pylist() for name in columns), strict=True))
    areas: dict[str, Area] = {}
    made: dict[Level, list[Area]] = {level: [] for level in Level}
    for code, name, level, parent in rows:  # codes nest, so a parent comes before its children
        areas[code] = actions.add_area(None, code=code, name=name, level=Level(level), parent=areas.get(parent))
        made[Level(level)].append(areas[code])
    return made


def _make_people(areas: dict[Level, list[Area]]) -> None:
    for username, name, role, (level, place), _words in PEOPLE_OF_THE_DEMO:
        if place < len(areas[level]):
            person = actions.create_account(None, username=username, name=name, password=password())
            actions.give_post(None, person=person, area=areas[level][place], role=role, begins=BEGINS)


def accounts_in_words() -> str:
    """The accounts as a table for the terminal."""
    lines = [f"  {'account':<10}{'password':<22}"]
    for username, name, _role, _area, words in PEOPLE_OF_THE_DEMO:
        lines.append(f"  {username:<10}{password():<22}{name}，{words}")
    return "\n".join(lines) + "\n\n"
