"""What stands and works around people: buildings, estates, organisations; and who was born and who died in the year."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from qingzhuang.demo import columns as c
from qingzhuang.demo import names
from qingzhuang.demo.columns import Ints
from qingzhuang.demo.families import Families
from qingzhuang.demo.people import Identity
from qingzhuang.demo.places import CITY, COUNTY, PROVINCE, Communities, Homes, phones

YEAR = 365
CATEGORIES = (
    "shop", "public_venue", "logistics", "internet_cafe", "special_trade.hotel", "special_trade.locksmith", "special_trade.pawnshop",
    "special_trade.auction", "special_trade.other", "internal_security_unit", "hazardous_unit", "foreign_related", "other",
)  # fmt: skip
TRADES = (
    "超市",
    "娱乐城",
    "物流站",
    "网吧",
    "旅馆",
    "锁具店",
    "典当行",
    "拍卖行",
    "印章店",
    "机械厂",
    "加油站",
    "外贸公司",
    "服务部",
)
TYPES = ("individual_business", "enterprise", "private_non_enterprise", "social_group", "institution")


def building_table(
    seed: int, people: int, there: Communities, there_homes: Homes, people_by_building: Ints, homes_by_building: Ints
) -> pa.Table:
    """One row a building; in villages every house is one. `area` are square metres."""
    rng = c.rng_for("buildings", seed, people)
    size = int(there_homes.building.max()) + 1
    first = np.unique(there_homes.building, return_index=True)[1]
    community, rural = there_homes.community[first], there.rural[there_homes.community[first]]
    floors, units = np.zeros((2, size), np.int64)
    np.maximum.at(floors, there_homes.building, there_homes.floor)
    np.maximum.at(units, there_homes.building, there_homes.unit)
    built = rng.integers(1985, 2022, size)
    nth = c.numbers(there_homes.number[first])
    led = ~rural & c.chance(rng, size, 0.9)
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area.code": c.words(community, there.codes),
        "estate": c.numbers(there_homes.estate[first] + 1, ~rural),
        "grid": c.numbers(there_homes.grid[first] + 1),
        "number": pa.compute.coalesce(c.only(~rural, c.joined(nth, "栋")), c.joined(nth, "号")),
        "unit_name": c.where(~rural, "1至3单元"),
        "unit_count": c.numbers(np.maximum(units, 1)),
        "floor_count": c.numbers(np.where(rural, rng.integers(1, 4, size), floors)),
        "dwellings_per_floor": c.numbers(np.where(rural, 1, 6)),
        "household_count": c.numbers(homes_by_building),
        "resident_count": c.numbers(people_by_building),
        "usage": c.words(np.where(c.chance(rng, size, 0.06) & ~rural, 1, 0), ("residential", "mixed")),
        "structure": c.words(np.where(rural, 1 + c.pick(rng, size, (6, 4)), 0), ("reinforced_concrete", "brick_concrete", "brick_timber")),
        "nature": c.words(np.where(rural, 1, 0), ("商品房", "自建房")),
        "area": c.numbers(np.where(rural, 120.0, np.maximum(floors, 1) * 540.0) + rng.integers(0, 60, size)),
        "built_year": c.numbers(built, c.chance(rng, size, 0.95)),
        "address": c.joined(c.words(community, [f"{CITY}{COUNTY}{there.town_names[t]}" for t in there.town]), c.words(community, there.names), nth, "号楼"),
        "introduction": c.words(np.where(c.chance(rng, size, 0.1), 0, -1), ("老旧小区改造已完成",)),
        "leader.name": c.only(led, names.simple_names(rng, size)),
        "leader.phone": c.only(led, phones(rng, size)),
        "has_lift": c.yes_no(floors > 7),
    })  # fmt: skip


def estate_table(seed: int, people: int, there: Communities, there_homes: Homes, people_by_home: Ints) -> pa.Table:
    """One row a residential compound; villages have none. `area` are square metres."""
    rng = c.rng_for("estates", seed, people)
    size = int(there_homes.estate.max()) + 1
    inside = there_homes.estate >= 0
    of_home = there_homes.estate[inside]
    first = np.flatnonzero(inside)[np.unique(of_home, return_index=True)[1]] if size else np.zeros(0, np.int64)
    community = there_homes.community[first]
    estate_names = pa.compute.replace_substring_regex(
        there_homes.address.take(pa.array(first)), r"^.*(?:社区|村)(.*?)\d+栋.*$", r"\1"
    )
    homes = np.bincount(of_home, minlength=size)
    buildings = np.array([len(set(there_homes.building[inside][of_home == place].tolist())) for place in range(size)], np.int64)
    manager, committee = c.chance(rng, size, 0.85), c.chance(rng, size, 0.6)
    built = rng.integers(1985, 2020, size)
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area.code": c.words(community, there.codes),
        "grid": c.numbers(there_homes.grid[first] + 1),
        "name": estate_names,
        "type": c.words(np.where(built < 2000, 1, c.pick(rng, size, (80, 0, 10, 10))), ("housing_estate", "old_estate", "resettlement", "apartment")),
        "address": c.words(community, [f"{CITY}{COUNTY}{there.town_names[t]}{n}" for t, n in zip(there.town, there.names, strict=True)]),
        "built_year": c.numbers(built),
        "household_count": c.numbers(homes),
        "building_count": c.numbers(buildings),
        "resident_count": c.numbers(np.bincount(of_home, weights=people_by_home[inside], minlength=size).astype(np.int64)),
        "enterprise_count": c.numbers(rng.integers(0, 6, size)),
        "shop_count": c.numbers(rng.integers(0, 30, size)),
        "lift_count": c.numbers(np.where(built > 2005, buildings * 3, 0)),
        "indoor_parking": c.numbers(np.where(built > 2005, homes // 2, 0)),
        "outdoor_parking": c.numbers(homes // 5),
        "area": c.numbers(homes * 60.0),
        "property_company.name": c.words(np.where(manager, rng.integers(0, 3, size), -1), ("安居物业", "晴川物业", "万家物业")),
        "property_company.manager": c.only(manager, names.simple_names(rng, size)),
        "property_company.phone": c.only(manager, phones(rng, size)),
        "property_company.type": c.words(np.where(manager, 0, -1), ("专业物业",)),
        "property_fee": c.words(np.where(manager, rng.integers(0, 3, size), -1), ("0.8元/平方米", "1.2元/平方米", "1.8元/平方米")),
        "owners_committee.name": c.only(committee, names.simple_names(rng, size)),
        "owners_committee.phone": c.only(committee, phones(rng, size)),
        "owners_committee.exists": c.yes_no(committee),
        "safety_manager.name": c.only(manager, names.simple_names(rng, size)),
        "safety_manager.phone": c.only(manager, phones(rng, size)),
        "developer": c.words(rng.integers(0, 3, size), ("和风房地产公司", "清江置业", "轻装城建公司")),
        "builder": c.words(rng.integers(0, 2, size), ("云溪建筑公司", "和风建工")),
        "business_type": c.words(np.where(c.chance(rng, size, 0.7), rng.integers(0, 2, size), -1), ("便民商业", "沿街底商")),
        "has_gas": c.yes_no(c.chance(rng, size, 0.93)),
        "latitude": c.numbers(np.round(rng.uniform(0.01, 0.09, size), 6)),
        "longitude": c.numbers(np.round(rng.uniform(0.01, 0.09, size), 6)),
    })  # fmt: skip


def organisation_table(seed: int, people: int, there: Communities, grids_of_community: Ints, day: int) -> pa.Table:
    """Enterprises, shops and social organisations, about one for 60 people."""
    rng = c.rng_for("organisations", seed, people)
    size = max(len(there.codes) * len(CATEGORIES), people // 60)
    community = np.sort(
        np.concatenate((np.repeat(np.arange(len(there.codes)), len(CATEGORIES)), rng.integers(0, len(there.codes), size)))
    )[:size]
    size = len(community)
    kind = c.pick(rng, size, (48, 6, 4, 2, 5, 2, 1, 0.5, 2, 8, 3, 2, 16.5))
    many = kind >= 9
    employees = np.where(many, rng.integers(8, 300, size), rng.integers(1, 12, size))
    party = (employees >= 20) & c.chance(rng, size, 0.4)
    members = np.where(party, rng.integers(3, 30, size), rng.integers(0, 3, size))
    contact = names.simple_names(rng, size)
    phone = phones(rng, size)
    first = np.concatenate(([0], np.cumsum(grids_of_community)[:-1]))
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(community, there.codes),
        "grid": c.numbers(first[community] + rng.integers(0, 10**6, size) % grids_of_community[community] + 1),
        "name": c.joined(
            c.words(community, [name.removesuffix("社区").removesuffix("村") for name in there.names]),
            names.simple_names(rng, size), c.words(kind, TRADES),
        ),
        "code": c.joined("99990101", c.digits(np.arange(1, size + 1), 10)),
        "registration_number": c.joined("登", c.digits(np.arange(1, size + 1), 8)),
        "type": c.words(np.where(kind < 9, 0, np.where(kind == 12, c.pick(rng, size, (0, 3, 3, 3, 1)), 1)), TYPES),
        "nature": c.words(np.where(many, rng.integers(0, 2, size), 2), ("有限责任公司", "股份有限公司", "个体经营")),
        "registration_type": c.words(np.where(many, 0, 1), ("内资企业", "个体工商户")),
        "level": c.words(np.where(kind == 9, 0, -1), ("区级",)),
        "category": c.words(kind, CATEGORIES),
        "legal_representative.name": contact,
        "legal_representative.political_status": c.words(c.pick(rng, size, (78, 20, 2)), ("masses", "party_member", "no_party")),
        "legal_representative.phone": phone,
        "address": c.joined(c.words(community, there.names), "便民路", c.numbers(rng.integers(1, 400, size)), "号"),
        "phone": phone,
        "email": c.only(many, c.joined("office", c.numbers(np.arange(1, size + 1)), "@example.cn")),
        "region": c.words(community, [PROVINCE + CITY + COUNTY] * len(there.codes)),
        "contact.name": contact,
        "contact.phone": phone,
        "employee_count": c.numbers(employees),
        "founded_date": c.days(day - rng.integers(100, 9000, size)),
        "party.name": c.only(party, c.joined(c.words(kind, TRADES), "党支部")),
        "party.form": c.words(np.where(party, c.pick(rng, size, (1, 1, 90, 0, 0, 8)), -1),
                              ("committee", "general_branch", "branch", "group", "temporary_branch", "joint_branch")),
        "party.kind": c.words(np.where(party, c.pick(rng, size, (6, 1, 3)), -1), ("full_time", "part_time", "mixed")),
        "party.affiliation": c.words(np.where(party, c.pick(rng, size, (2, 1, 7)), -1), ("supervisor", "sponsor", "local")),
        "party.setting": c.words(np.where(party, 0, 1), ("established", "not_established")),
        "party.founded_date": c.days(day - rng.integers(100, 5000, size), party),
        "party.member_count": c.numbers(members),
        "party.leader.name": c.only(party, contact),
        "party.leader.phone": c.only(party, phone),
        "party.leader.sex": c.words(np.where(party, rng.integers(0, 2, size), -1), ("male", "female")),
        "party.leader.ethnicity": c.words(np.where(party, 0, -1), ("han",)),
        "party.leader.education": c.words(np.where(party, c.pick(rng, size, (2, 3, 5)), -1), ("senior_secondary", "college", "bachelor")),
        "party.leader.job_title": c.words(np.where(party, rng.integers(0, 2, size), -1), ("总经理", "副总经理")),
    })  # fmt: skip


def birth_table(seed: int, them: Families, them_named: Identity, there: Communities, grid: Ints, day: int) -> pa.Table:
    """The births of the year: the children that are not yet one year old."""
    rng = c.rng_for("births", seed, them.people)
    place = np.flatnonzero((them.born > day - YEAR) & (them.born <= day))
    size, home = len(place), them.household[place]
    order = np.clip(them.nth[place], 1, 5)
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(them.community[home], there.codes),
        "grid": c.numbers(grid[home] + 1),
        "household": c.numbers(home + 1),
        "mother": c.numbers(them.mother[place] + 1, them.mother[place] >= 0),
        "father": c.numbers(them.father[place] + 1, them.father[place] >= 0),
        "name": c.of(them_named.name, place),
        "sex": c.words(np.where(them.male[place], 0, 1), ("male", "female")),
        "birth_date": c.days(them.born[place]),
        "birth_order": c.words(order - 1, ("1", "2", "3", "4", "5")),
        "within_policy": c.yes_no((order <= 3) & c.chance(rng, size, 0.99)),
        "hospital": c.words(np.where(c.chance(rng, size, 0.97), rng.integers(0, 2, size), -1), ("轻装区人民医院", "和风市妇幼保健院")),
    })  # fmt: skip


def death_table(seed: int, them: Families, there: Communities, grid: Ints, day: int) -> pa.Table:
    """Deaths of the year, about seven for 1,000 people; the dead are in no other table."""
    rng = c.rng_for("deaths", seed, them.people)
    size = max(2, round(them.people * 0.007))
    home = np.sort(rng.integers(0, len(them.size), size))
    male = c.chance(rng, size, 0.55)
    died = day - rng.integers(0, YEAR, size)
    years = np.clip(np.round(rng.normal(77, 13, size)), 0, 104).astype(np.int64)
    cremated = c.chance(rng, size, 0.8)
    return pa.table({
        "id": c.numbers(np.arange(1, size + 1)),
        "area": c.words(them.community[home], there.codes),
        "grid": c.numbers(grid[home] + 1),
        "household": c.numbers(home + 1),
        "name": names.full_names(rng, names.surnames(rng, size), male, np.zeros(size, np.bool_)),
        "sex": c.words(np.where(male, 0, 1), ("male", "female")),
        "birth_date": c.days(died - years * 365 - years // 4 - rng.integers(1, 360, size)),
        "date": c.days(died),
        "death_date": c.days(died),
        "cause": c.words(np.where(c.chance(rng, size, 0.9), c.pick(rng, size, (4, 3, 2, 1)), -1), ("心脑血管疾病", "恶性肿瘤", "呼吸系统疾病", "意外")),
        "cremation_date": c.days(died + rng.integers(1, 5, size), cremated),
        "funeral_home": c.where(cremated, "和风市殡仪馆"),
    })  # fmt: skip
