"""alice, bob, charlie, hana and others with their areas: the owner may, the colleague may less, the neighbour gets 404."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qingzhuang.site.accounts import actions
from qingzhuang.site.accounts.logic import Level, Role
from qingzhuang.site.accounts.models import Area, Post

PASSWORD = "open-sesame-9"
BEGINS = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    town: Area
    community: Area
    neighbour: Area
    grid: Area
    alice: Post
    bob: Post
    charlie: Post
    hana: Post
    tina: Post
    gus: Post
    dan: Post
    ada: Post
    otto: Post


def make_cast() -> Cast:
    """A town with two communities, a grid in the first, and nine people."""
    town = actions.add_area(None, code="990101001000", name="晴川街道", level=Level.TOWN, parent=None)
    here = actions.add_area(None, code="990101001001", name="临江社区", level=Level.COMMUNITY, parent=town)
    next_door = actions.add_area(None, code="990101001002", name="北苑社区", level=Level.COMMUNITY, parent=town)
    grid = actions.add_area(None, code="990101001001001", name="临江一网格", level=Level.GRID, parent=here)
    return Cast(
        town,
        here,
        next_door,
        grid,
        alice=_post("alice", "周敏", here, Role.WORKER),
        bob=_post("bob", "吴刚", here, Role.READER),
        charlie=_post("charlie", "郑洁", next_door, Role.WORKER),
        hana=_post("hana", "韩冬", here, Role.HEAD),
        tina=_post("tina", "田宁", town, Role.TOWN),
        gus=_post("gus", "顾松", grid, Role.GRID_WORKER),
        dan=_post("dan", "丁磊", town, Role.DEPARTMENT),
        ada=_post("ada", "安然", town, Role.AUDITOR),
        otto=_post("otto", "欧阳平", town, Role.OPERATOR),
    )


def _post(username: str, name: str, area: Area, role: Role) -> Post:
    person = actions.create_account(None, username=username, name=name, password=PASSWORD)
    return actions.give_post(None, person=person, area=area, role=role, begins=BEGINS)
