"""The made-up district for the site: facts in the data folder, areas as in the facts, accounts with one password of their own."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.accounts import actions, queries
from qingzhuang.site.accounts.queries import Area, Level, Role
from qingzhuang.site.demo.areas import make_areas
from qingzhuang.site.demo.catalogue import make_catalogue
from qingzhuang.site.demo.loading import load_folder
from qingzhuang.site.demo.papers import make_papers
from qingzhuang.site.demo.rounds import make_round
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.site.warehouse.actions import refresh

PEOPLE = 6000
SEED = 20260101
BEGINS = date(2026, 1, 1)
SYLLABLES = "an bai chuan dong feng gu he jiang lan lin mei nan qing ran shan tian wan xia yun zhou".split()


def make_demo(say: Callable[[str], None], *, people: int = PEOPLE, communities: int = 0) -> None:
    """Make what is missing; does nothing the second time. A larger district has an account for each community and town.

    The district goes into the ledger, from which everything answers. A folder named by QINGZHUANG_FACTS stays what it is: its
    areas are made, and reports answer from it.
    """
    folder = Path(settings.FACTS_FOLDER)
    ours = folder == Path(settings.DATA) / "facts" / "demo"
    if ours and (any(folder.glob("person.*")) or not warehouse.in_ledger()):
        _make_district(folder, say, people, communities)
    if not queries.anybody():
        say("making its accounts")
        with transaction.atomic():
            areas = _areas_by_level() if ours else _areas_made(folder)
            _make_people(areas)
            if (people, communities) != (PEOPLE, 0):
                _make_people_everywhere(areas)
    if ours:
        make_papers(password(), say)
        make_round(say)


def _make_district(folder: Path, say: Callable[[str], None], people: int, communities: int) -> None:
    """The district in the ledger; the folder it came in is needed only until then."""
    from qingzhuang.demo import DAY, make_district

    if not any(folder.glob("person.*")):
        say(f"making a district of {people:,} people, all invented")
        make_district(people, SEED, folder, communities=communities)
    say("bringing it into the ledger")
    load_folder(folder, day=DAY, title=str(_("the made-up district")))
    refresh(None)
    shutil.rmtree(folder)


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
    ("fang", "方敏", Role.DEPARTMENT, (Level.TOWN, 0), "民政办，要数据"),
    ("shen", "沈洁", Role.DEPARTMENT, (Level.COUNTY, 0), "区民政局，要全区的数据"),
    ("he", "何静", Role.DISTRICT, (Level.COUNTY, 0), "区里把关报表的人"),
)
OFFICES = {"fang": "民政办", "shen": "区民政局"}  # as they sign
EVERYWHERE = {Level.COMMUNITY: (Role.HEAD, "c", "书记"), Level.TOWN: (Role.TOWN, "t", "主任")}


def _areas_made(folder: Path) -> dict[Level, list[Area]]:
    """The tree of areas that a folder names, put among the accounts, by level."""
    make_areas(folder, set())
    return _areas_by_level()


def _areas_by_level() -> dict[Level, list[Area]]:
    made: dict[Level, list[Area]] = {level: [] for level in Level}
    for area in Area.objects.order_by("code"):
        made[Level(area.level)].append(area)
    return made


def _make_people(areas: dict[Level, list[Area]]) -> None:
    for username, name, role, (level, place), _words in PEOPLE_OF_THE_DEMO:
        if place < len(areas[level]):
            person = actions.create_account(None, username=username, name=name, password=password())
            post = actions.give_post(
                None, person=person, area=areas[level][place], role=role, begins=BEGINS, office=OFFICES.get(username, "")
            )
            if role is Role.DISTRICT:
                make_catalogue(post)


def _make_people_everywhere(areas: dict[Level, list[Area]]) -> None:
    """Somebody who signs in every community and town: `c` or `t` and the end of the area's code, as c001003 or t001."""
    for level, (role, sign, title) in EVERYWHERE.items():
        for area in areas[level]:
            name = f"{sign}{area.code_prefix[6:]}"
            person = actions.create_account(None, username=name, name=f"{area.name}{title}", password=password())
            actions.give_post(None, person=person, area=area, role=role, begins=BEGINS)


def accounts_in_words() -> str:
    """The accounts as a table for the terminal."""
    lines = [f"  {'account':<10}{'password':<22}"]
    for username, name, _role, _area, words in PEOPLE_OF_THE_DEMO:
        lines.append(f"  {username:<10}{password():<22}{name}，{words}")
    lines.append("  （用 --people、--communities 装的大区：每个社区一个 c001001 这样的账号，每个街道一个 t001）")
    return "\n".join(lines) + "\n\n"
