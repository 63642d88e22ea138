"""alice, bob, charlie and hana with their areas: the owner may, the colleague may less, the neighbour gets 404."""

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
    alice: Post
    bob: Post
    charlie: Post
    hana: Post
    tina: Post


def make_cast() -> Cast:
    """A town with two communities and five people."""
    town = actions.add_area(None, code="990101001000", name="晴川街道", level=Level.TOWN, parent=None)
    here = actions.add_area(None, code="990101001001", name="临江社区", level=Level.COMMUNITY, parent=town)
    next_door = actions.add_area(None, code="990101001002", name="北苑社区", level=Level.COMMUNITY, parent=town)
    return Cast(
        town,
        here,
        next_door,
        alice=_post("alice", "周敏", here, Role.WORKER),
        bob=_post("bob", "吴刚", here, Role.READER),
        charlie=_post("charlie", "郑洁", next_door, Role.WORKER),
        hana=_post("hana", "韩冬", here, Role.HEAD),
        tina=_post("tina", "田宁", town, Role.HEAD),
    )


def _post(username: str, name: str, area: Area, role: Role) -> Post:
    person = actions.create_account(None, username=username, name=name, password=PASSWORD)
    return actions.give_post(None, person=person, area=area, role=role, begins=BEGINS)
