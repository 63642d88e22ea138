"""What stands in a community for everybody, or can hurt somebody: rooms, canteens, ponds, fire points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from qingzhuang.demo import columns as c
from qingzhuang.demo import names
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.places import Communities, phones


class Sort(NamedTuple):
    """One kind as the district has it; `where` is v (villages), t (towns) or both, `many` how many a community has at most."""

    kind: str
    name: str
    where: str
    many: int
    size: int  # square metres, about
    holds: int  # people; 0 where that is no question
    use: str
    equipment: str


SORTS = (
    Sort("meeting_room", "会议室", "vt", 1, 60, 40, "会议、培训", "桌椅、投影仪"),
    Sort("activity_room", "文化活动室", "vt", 2, 120, 50, "棋牌、书画、歌舞排练", "棋牌桌、音响"),
    Sort("village_library", "农家书屋", "v", 1, 40, 20, "图书借阅", "书架、阅览桌"),
    Sort("canteen", "老年食堂", "vt", 1, 150, 60, "老年人助餐", "蒸饭车、消毒柜"),
    Sort("elder_station", "养老服务站", "vt", 1, 200, 30, "日间照料、康复", "护理床、康复器材"),
    Sort("pond", "池塘", "v", 4, 2500, 0, "灌溉、养殖", ""),
    Sort("river", "河段", "vt", 1, 6000, 0, "行洪、景观", ""),
    Sort("fitness", "健身点", "vt", 3, 180, 0, "居民健身", "漫步机、扭腰器、单杠"),
    Sort("square", "文体广场", "vt", 1, 900, 400, "集会、广场舞、放映", "灯光、舞台"),
    Sort("shelter", "应急避难场所", "vt", 1, 1500, 500, "应急避难", "应急灯、帐篷、饮水点"),
    Sort("fire_point", "微型消防站", "vt", 1, 20, 0, "初起火灾扑救", "灭火器、水带、消防头盔"),
    Sort("fire_equipment", "消防器材箱", "vt", 6, 1, 0, "初起火灾扑救", "灭火器、消防水带"),
    Sort("charging", "充电棚", "t", 4, 60, 0, "电动自行车充电", "充电插座、烟感、喷淋"),
    Sort("toilet", "公厕", "vt", 2, 50, 0, "公共卫生", ""),
    Sort("waste_point", "垃圾分类亭", "vt", 5, 15, 0, "垃圾分类投放", "分类桶、洗手池"),
)
CONDITIONS = ("good", "needs_repair", "damaged", "closed")
PERIODS = ("周一至周五 8:30-17:30", "每天 8:00-20:00", "周一至周日 11:00-13:00")
OPEN = frozenset(("meeting_room", "activity_room", "village_library", "canteen", "elder_station"))
FIRE = frozenset(
    ("meeting_room", "activity_room", "village_library", "canteen", "elder_station", "fire_point", "fire_equipment", "charging")
)


def facility_table(seed: int, people: int, there: Communities, grids_of_community: Ints, day: int) -> pa.Table:
    """One row a place or facility; every community has some of each kind that its sort of community has."""
    rng = c.rng_for("facilities", seed, people)
    community, sort, nth = _placed(rng, there)
    size = len(community)

    def told(*words: str) -> pa.Array:
        return c.words(sort, words)

    def among(kinds: frozenset[str]) -> Flags:
        return np.isin(sort, [place for place, one in enumerate(SORTS) if one.kind in kinds])

    water, fire, opens = among(frozenset(("pond", "river"))), among(FIRE), among(OPEN)
    holds = np.array([one.holds for one in SORTS])[sort]
    about = np.array([one.size for one in SORTS])[sort]
    first = np.concatenate(([0], np.cumsum(grids_of_community)[:-1]))
    short = [name.removesuffix("社区").removesuffix("村") for name in there.names]
    run = c.chance(rng, size, 0.2) & among(frozenset(("canteen", "elder_station")))  # by somebody else than the community
    told_of = np.array([bool(one.equipment) for one in SORTS])[sort]
    known = c.chance(rng, size, 0.95)
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(community, there.codes),
        "grid": c.numbers(first[community] + rng.integers(0, 10**6, size) % grids_of_community[community] + 1),
        "name": c.joined(c.words(community, short), told(*(one.name for one in SORTS)), c.numbers(nth), "号"),
        "number": c.joined("设", c.digits(np.arange(1, size + 1), 6)),
        "kind": told(*(one.kind for one in SORTS)),
        "address": c.joined(c.words(community, there.names), "便民路", c.numbers(rng.integers(1, 400, size)), "号旁"),
        "use": told(*(one.use for one in SORTS)),
        "hours": c.only(opens, c.words(rng.integers(0, 3, size), PERIODS)),
        "capacity": c.numbers(np.where(holds > 0, holds + rng.integers(-5, 20, size), 0), (holds > 0) & known),
        "area_size": c.numbers(np.round(about * rng.uniform(0.7, 1.4, size), 0)),
        "depth": c.numbers(np.round(rng.uniform(0.8, 4.5, size), 1), water),
        "equipment": c.only(told_of, told(*(one.equipment for one in SORTS))),
        "equipment_count": c.numbers(rng.integers(3, 14, size), among(frozenset(("fitness",)))),
        "has_lifebuoy": c.yes_no(c.chance(rng, size, 0.8), water & known),
        "has_warning_sign": c.yes_no(c.chance(rng, size, 0.9), water & known),
        "has_fence": c.yes_no(c.chance(rng, size, 0.5), water & known),
        "extinguisher_count": c.numbers(rng.integers(2, 9, size), fire),
        "extinguisher_expiry": c.days(day + rng.integers(-120, 1500, size), fire & known),
        "condition": c.words(c.pick(rng, size, (90, 6, 2, 2)), CONDITIONS),
        "checked_date": c.days(day - rng.integers(1, 120, size), known),
        "built_date": c.days(day - rng.integers(200, 7000, size), known),
        "manager.name": c.joined(c.words(community, there.names), c.words(np.where(run, 1, 0), ("", "邻里服务社"))),
        "keeper.name": names.simple_names(rng, size),
        "keeper.phone": phones(rng, size),
    })  # fmt: skip


def _placed(rng: np.random.Generator, there: Communities) -> tuple[Ints, Ints, Ints]:
    """Community, sort and running number of each, in the order of communities."""
    of: list[tuple[int, int, int]] = []
    for place, rural in enumerate(there.rural.tolist()):
        for sort, one in enumerate(SORTS):
            if ("v" if rural else "t") in one.where:
                of += [(place, sort, nth) for nth in range(1, int(rng.integers(1, one.many + 1)) + 1)]
    community, sorts, nth = np.array(of, np.int64).T
    return community, sorts, nth
