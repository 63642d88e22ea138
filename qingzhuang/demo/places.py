"""Where people live: communities of a district with grids, estates, buildings and dwellings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qingzhuang.demo import columns as c
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.names import simple_names

PER_COMMUNITY, PER_TOWN, PER_GRID = 8000, 8, 300  # people, communities, households
PROVINCE, CITY, COUNTY = "清江省", "和风市", "轻装区"
PREFIX = "990101"  # of no division in GB/T 2260
# where people come from who are registered elsewhere: code, province, city, county; as invented as the district
ELSEWHERE = (
    ("990103", "清江省", "和风市", "长亭区"), ("990105", "清江省", "和风市", "短亭县"), ("990203", "清江省", "细雨市", "芦花县"),
    ("990311", "清江省", "晓月市", "听松区"), ("980102", "远山省", "层云市", "望岳县"), ("980421", "远山省", "青岚市", "盘石县"),
    ("970105", "海角省", "潮声市", "白帆区"), ("970622", "海角省", "渔火市", "蓝湾县"), ("960108", "云外省", "驼铃市", "绿洲县"),
    ("950205", "雪原省", "雁归市", "白桦县"),
)  # fmt: skip
FIRST, SECOND = "晴云柳石竹荷梅松桂兰青白金银玉珠星月春秋", "川溪岸桥园塘坡岭湾塔井泉亭台坊里浦渡洲屏"
ESTATES = ("苑", "花园", "小区", "家园", "新村", "公寓", "名邸", "里")
FLOORS = (6, 11, 18)


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities in the order of their codes; `rural` ones are villages, `town` is the place of each one's town."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    rural: Flags
    town: Ints
    town_codes: tuple[str, ...]
    town_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Homes:
    """Dwellings, in the order of communities: where each stands and what it is called."""

    community: Ints
    grid: Ints
    building: Ints
    estate: Ints  # -1 in villages
    address: pa.Array
    room: pa.Array
    unit: Ints
    floor: Ints
    number: Ints  # of the building, or of the house in its village


def communities(people: int, count: int = 0) -> Communities:
    """So many communities, by default one for about 8,000 people and at least two; every third town is a 镇 of villages."""
    count = count or max(2, round(people / PER_COMMUNITY))
    towns = -(-count // PER_TOWN)
    codes: list[str] = []
    names: list[str] = []
    rural: list[bool] = []
    town: list[int] = []
    town_rural = [towns > 1 and place % 3 == 2 for place in range(towns)]
    town_names = tuple(f"{_name(place * 21)}{'镇' if town_rural[place] else '街道'}" for place in range(towns))
    town_codes = tuple(f"{PREFIX}{(100 if town_rural[place] else 1) + place:03d}" for place in range(towns))
    order = sorted(range(towns), key=town_codes.__getitem__)
    for place in range(count):
        mine = order[place * towns // count]
        is_rural = town_rural[mine] or (place == count - 1 if towns == 1 else place % 11 == 10)
        inside = sum(1 for other in town if other == mine) + 1
        codes.append(f"{town_codes[mine]}{(200 if is_rural else 0) + inside:03d}")
        names.append(f"{_name(place * 7 + 3)}{'村' if is_rural else '社区'}")
        rural.append(is_rural)
        town.append(mine)
    by_code = sorted(range(count), key=codes.__getitem__)
    return Communities(
        tuple(codes[i] for i in by_code),
        tuple(names[i] for i in by_code),
        np.array([rural[i] for i in by_code]),
        np.array([town[i] for i in by_code]),
        town_codes,
        town_names,
    )


def _name(place: int) -> str:
    return FIRST[place % len(FIRST)] + SECOND[(place // len(FIRST) + place) % len(SECOND)]


def area_table(there: Communities) -> pa.Table:
    """The tree from province to community; every row also names all places above it."""
    rows: list[dict[str, str | None]] = []

    def add(code: str, name: str, level: str, parent: str | None, **above: str | None) -> None:
        rows.append({"id": code, "code": code, "name": name, "level": level, "parent": parent, "province": PROVINCE, **above})

    province, city, county = f"{PREFIX[:2]}0000000000", f"{PREFIX[:4]}00000000", f"{PREFIX}000000"
    add(province, PROVINCE, "province", None, full_name=PROVINCE)
    add(city, CITY, "city", province, city=CITY, full_name=PROVINCE + CITY)
    add(county, COUNTY, "county", city, city=CITY, county=COUNTY, full_name=PROVINCE + CITY + COUNTY)
    start = PROVINCE + CITY + COUNTY
    for code, name in zip(there.town_codes, there.town_names, strict=True):
        add(f"{code}000", name, "town", county, city=CITY, county=COUNTY, street=name, township=name, full_name=start + name)
    for code, name, town in zip(there.codes, there.names, there.town, strict=True):
        street = there.town_names[town]
        add(
            code, name, "community", f"{there.town_codes[town]}000", city=CITY, county=COUNTY, street=street, township=street,
            community=name, village=name, village_code=code, full_name=start + street + name,
            police_station=f"{street.removesuffix('街道').removesuffix('镇')}派出所",
        )  # fmt: skip
    rows.sort(key=lambda row: str(row["code"]))
    names = tuple(dict.fromkeys(key for row in rows for key in row))
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def homes(rng: np.random.Generator, there: Communities, households: Ints) -> Homes:
    """Dwellings for the households of each community and a few that stand empty."""
    counts = np.array([max(1, int(n * 1.06) + 1) for n in np.bincount(households, minlength=len(there.codes))])
    community = np.repeat(np.arange(len(counts)), counts)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    inside = np.arange(len(community)) - starts[community]
    rural = there.rural[community]
    grids = np.maximum(1, counts // PER_GRID)
    grid_first = np.concatenate(([0], np.cumsum(grids)[:-1]))
    grid = grid_first[community] + inside * grids[community] // counts[community]
    floors = np.array(FLOORS)[rng.integers(0, len(FLOORS), len(counts))][community]
    in_building = floors * 6  # three units with two dwellings a floor
    building_inside = np.where(rural, inside, inside // in_building)
    place = np.where(rural, 0, inside % in_building)
    building = _numbered(community, building_inside)
    estate_inside = np.where(rural, -1, building_inside // 12)
    estate = np.full(len(community), -1)
    estate[~rural] = _numbered(community[~rural], estate_inside[~rural])
    unit, floor = np.where(rural, 0, place // (floors * 2) + 1), np.where(rural, 1, place % (floors * 2) // 2 + 1)
    door = floor * 100 + place % 2 + 1
    number = np.where(rural, inside % 40 + 1, building_inside % 12 + 1)
    group = np.where(rural, inside // 40 + 1, 0)
    names = [f"{_name(i * 13 + 5)}{ESTATES[i % len(ESTATES)]}" for i in range(int(estate.max()) + 1)] or [""]
    town = c.joined(
        c.words(community, [f"{CITY}{COUNTY}{there.town_names[t]}" for t in there.town]), c.words(community, there.names)
    )
    n = c.numbers(number)
    urban_text = c.joined(c.words(estate, names), n, "栋", c.numbers(unit), "单元", c.numbers(door), "室")
    address = c.joined(town, pa.compute.coalesce(urban_text, c.joined(c.numbers(group), "组", n, "号")))
    room = pa.compute.coalesce(c.only(~rural, c.joined(n, "-", c.numbers(unit), "-", c.numbers(door))), c.joined(n, "号"))
    return Homes(community, grid, building, estate, address, room, unit, floor, number)


def _numbered(outer: Ints, inner: Ints) -> Ints:
    """One running number for each pair, in order."""
    width = int(inner.max(initial=0)) + 1
    running: Ints = np.unique(outer * width + inner, return_inverse=True)[1].astype(np.int64)
    return running


def grid_table(
    rng: np.random.Generator, there: Communities, there_homes: Homes, people_by_grid: Ints, homes_by_grid: Ints
) -> pa.Table:
    """Grids with those who look after them."""
    size = int(there_homes.grid.max()) + 1
    community = np.zeros(size, np.int64)
    community[there_homes.grid] = there_homes.community
    first = np.concatenate(([0], np.cumsum(np.bincount(community, minlength=len(there.codes)))[:-1]))
    inside = np.arange(size) - first[community] + 1
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(community, there.codes),
        "name": c.joined(c.words(community, there.names), "第", c.numbers(inside), "网格"),
        "worker.name": simple_names(rng, size),
        "worker.phone": phones(rng, size),
        "worker.sex": c.words(rng.integers(0, 2, size), ("male", "female")),
        "worker.political_status": c.words(c.pick(rng, size, (0.4, 0.2, 0.4)), ("party_member", "league_member", "masses")),
        "worker.education": c.words(c.pick(rng, size, (0.2, 0.5, 0.3)), ("senior_secondary", "college", "bachelor")),
        "leader.name": simple_names(rng, size),
        "leader.phone": phones(rng, size),
        "worker_count": c.numbers(rng.integers(1, 4, size)),
        "household_count": c.numbers(homes_by_grid),
        "resident_count": c.numbers(people_by_grid),
        "area_size": c.numbers(rng.integers(20, 900, size) * 100.0),
    })  # fmt: skip


def phones(rng: np.random.Generator, size: int) -> pa.Array:
    """Telephone numbers of a block that is given to nobody: 1990000xxxx."""
    return c.joined("1990000", c.digits(rng.integers(0, 10_000, size), 4))
