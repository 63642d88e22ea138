"""Who people are: names, ID numbers with right check digits, registers, addresses, telephones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qingzhuang.demo import columns as c
from qingzhuang.demo import names
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.families import CHILD, COLLECTIVE, GRANDCHILD, HEAD, PARENT, SPOUSE, UNRELATED, Families
from qingzhuang.demo.places import CITY, COUNTY, ELSEWHERE, PREFIX, PROVINCE, Communities, Homes, phones

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = "10X98765432"
MINORITIES = ("hui", "manchu", "tujia", "miao", "zhuang", "yi", "uygur", "tibetan", "mongol")
RELATIONS = (
    "head",
    "spouse",
    "son",
    "daughter",
    "father",
    "mother",
    "grandson",
    "granddaughter",
    "daughter_in_law",
    "son_in_law",
    "not_related",
)
REASONS = ("务工", "经商", "随迁", "投亲靠友", "学习培训", "婚嫁", "其他")
STAYS = ("租赁房屋", "自购房屋", "单位宿舍", "借住")
TERMS = ("半年至一年", "一年至五年", "五年以上", "长期居住")
TAGS = ("独居老人", "残疾人", "退役军人", "低保对象", "流动人口", "志愿者", "老党员")
HOBBIES = ("书法", "太极拳", "广场舞", "下棋", "读书", "种花", "钓鱼", "合唱")
Made = dict[str, pa.Array]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """What other topics need to know of each person: name, ID number, telephone, and where registered.

    `elsewhere` is the place in ELSEWHERE, -1 for those registered here; `rural` whose register is rural.
    """

    name: pa.Array
    number: pa.Array
    phone: pa.Array
    elsewhere: Ints
    rural: Flags
    foreign: Flags


def identity(seed: int, them: Families, there: Communities) -> Identity:
    """Names by family, ID numbers by place of register."""
    rng = c.rng_for("identity", seed, them.people)
    count, home = them.people, them.household
    rural_home = there.rural[them.community][home]
    floating = them.floating[home]
    own = names.surnames(rng, count)
    head_name, partner_name = own[them.first][home], own[np.maximum(them.spouse, 0)][them.first][home]
    head_male = them.male[them.first][home]
    family = np.where(head_male | (them.spouse[them.first][home] < 0), head_name, partner_name)
    takes = ((them.role == CHILD) | (them.role == GRANDCHILD)) | ((them.role == PARENT) & them.male)
    surname = np.where(takes, family, own)
    dotted = c.chance(rng, count, 0.002) & ~takes
    foreign = floating & (them.role == UNRELATED) & c.chance(rng, count, 0.03)
    name = pa.compute.coalesce(
        c.words(np.where(foreign, rng.integers(0, len(names.FOREIGN), count), -1), names.FOREIGN).cast(pa.string()),
        names.full_names(rng, surname, them.male, dotted),
    )
    place = c.pick(rng, len(them.size), (2, 1.5, 1.5, 1, 2, 1.5, 1, 1, 0.5, 0.5))[home]
    single = rng.integers(0, len(ELSEWHERE), count)
    elsewhere = np.where(floating, np.where(them.shape[home] == COLLECTIVE, single, place), -1)
    phone = c.only((them.age >= 13) & c.chance(rng, count, 0.96), phones(rng, count))
    rural = np.where(
        floating, c.chance(rng, count, 0.72), np.where(rural_home, c.chance(rng, count, 0.93), c.chance(rng, count, 0.1))
    )
    return Identity(name, id_numbers(rng, them, elsewhere), phone, elsewhere, rural, foreign)


def id_numbers(rng: c.Rng, them: Families, elsewhere: Ints) -> pa.Array:
    """18 digits: division, birthday, serial (odd for men), check digit of GB 11643."""
    count = them.people
    division = np.array([int(PREFIX), *(int(place[0]) for place in ELSEWHERE)])[elsewhere + 1]
    days = them.born.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year, month = months.astype(np.int64) // 12 + 1970, months.astype(np.int64) % 12 + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    # serials are given in the order of birth days, so that nobody shares a number
    key = division * 10**8 + year * 10**4 + month * 100 + day
    order = np.lexsort((rng.random(count), key))
    begins = np.concatenate(([True], key[order][1:] != key[order][:-1]))
    inside = np.arange(count) - np.maximum.accumulate(np.where(begins, np.arange(count), 0))
    serial = np.empty(count, np.int64)
    serial[order] = inside
    if int(serial.max(initial=0)) > 499:
        raise ValueError("too many people of one place born on one day; make the district smaller")
    serial = serial * 2 + them.male
    digits = np.empty((count, 17), np.int64)
    for start, width, part in ((0, 6, division), (6, 4, year), (10, 2, month), (12, 2, day), (14, 3, serial)):
        for place in range(width):
            digits[:, start + place] = part // 10 ** (width - 1 - place) % 10
    check = np.array([ord(sign) for sign in CHECKS])[(digits @ WEIGHTS) % 11]
    signs = np.concatenate((digits + ord("0"), check[:, None]), axis=1).astype(np.uint8)
    return (
        pa.FixedSizeBinaryArray.from_buffers(pa.binary(18), count, [None, pa.py_buffer(signs.tobytes())])
        .cast(pa.binary())
        .cast(pa.string())
    )


def who(seed: int, them: Families, them_named: Identity, day: int) -> Made:
    """Name, sex, birth, documents, ways to reach somebody."""
    rng = c.rng_for("who", seed, them.people)
    count = them.people
    old_number = (them.age > 75) & c.chance(rng, count, 0.004)  # 15 digits, never changed
    number = pa.compute.if_else(
        pa.array(old_number),
        c.joined(
            pa.compute.utf8_slice_codeunits(them_named.number, 0, 6), pa.compute.utf8_slice_codeunits(them_named.number, 8, 17)
        ),
        them_named.number,
    )
    has_number = ~them_named.foreign & c.chance(rng, count, 0.9995)
    issued = np.maximum(them.born + 366, day - rng.integers(30, 3600, count))
    term = np.where(them.age < 16, 5, np.where(them.age < 26, 10, 20))
    return {
        "name": them_named.name,
        "former_name": names.former_names(rng, names.surnames(rng, count)),
        "name_latin": c.only(them_named.foreign, them_named.name),
        "sex": c.words(np.where(them.male, 0, 1), ("male", "female")),
        "birth_date": c.days(them.born, has_number | c.chance(rng, count, 0.8)),
        "ethnicity": c.words(
            np.where(
                them_named.foreign,
                -1,
                np.where(c.chance(rng, count, 0.945), 0, 1 + c.pick(rng, count, (3, 3, 2, 2, 2, 1, 1, 1, 1))),
            ),
            ("han", *MINORITIES),
        ),
        "nationality": c.words(np.where(them_named.foreign, 1, 0), ("中国", "外国")),
        "native_place": _region(them_named.elsewhere, parts=2),
        "birth_place": c.only(c.chance(rng, count, 0.6), _region(them_named.elsewhere, parts=3)),
        "id_type": c.words(np.where(them_named.foreign, 1, 0), ("id_card", "passport")),
        "id_number": c.only(has_number, number),
        "id_issuer": c.only(has_number & (them.age >= 16), c.joined(_region(them_named.elsewhere, 3), "公安局")),
        "id_issue_date": c.days(issued, has_number & (them.age >= 16)),
        "id_expiry_date": c.days(issued + term * 365, has_number & (them.age >= 16) & (them.age < 66)),
        "phone": them_named.phone,
        "phone_other": c.only(
            (them.age >= 18) & c.chance(rng, count, 0.05), c.joined("000-0000", c.digits(rng.integers(0, 10_000, count), 4))
        ),
        "email": c.only(
            (them.age >= 18) & c.chance(rng, count, 0.04),
            c.joined("user", c.numbers(rng.integers(1000, 9999, count)), "@example.cn"),
        ),
        "wechat": c.only(
            (them.age >= 14) & c.chance(rng, count, 0.2), c.joined("wx_demo_", c.numbers(rng.integers(1000, 9999, count)))
        ),
        "qq": c.only(
            (them.age >= 14) & c.chance(rng, count, 0.05), c.joined("10000", c.digits(rng.integers(0, 10_000, count), 4))
        ),
        "postcode": c.where(c.chance(rng, count, 0.7), "990100"),
        "verified_date": c.days(day - rng.integers(1, 700, count), c.chance(rng, count, 0.9)),
    }


def _region(elsewhere: Ints, parts: int) -> pa.Array:
    texts = [
        "".join(((PROVINCE, CITY, COUNTY), *(place[1:] for place in ELSEWHERE))[i][:parts]) for i in range(len(ELSEWHERE) + 1)
    ]
    return c.words(elsewhere + 1, texts).cast(pa.string())


def register(
    seed: int, them: Families, them_named: Identity, there: Communities, there_homes: Homes, home_of: Ints, day: int
) -> Made:
    """Where people are registered and where they live."""
    rng = c.rng_for("register", seed, them.people)
    count, home, away = them.people, them.household, them_named.elsewhere
    community, floating = them.community[home], them.floating[home]
    # of those registered in the district a few live in another community than the one of their register
    separated = ~floating & c.chance(rng, count, 0.05)
    registered_in = np.where(separated, rng.integers(0, len(there.codes), count), community)
    town = there.town[registered_in]
    residence = c.of(there_homes.address, home_of)
    detail = c.joined(c.numbers(rng.integers(1, 300, count)), "号")
    far = [(PROVINCE, CITY, COUNTY), *(place[1:] for place in ELSEWHERE)]
    near_village = c.words(np.where(floating, -1, registered_in), there.names).cast(pa.string())
    near = c.joined(_region(np.full(count, -1), 3), c.words(town, there.town_names), near_village, detail)
    registered = pa.compute.if_else(
        pa.array(floating | separated), pa.compute.coalesce(near, c.joined(_region(away, 3), detail)), residence
    )
    since = day - rng.integers(40, 3000, count)
    permit = floating & ~them_named.foreign & (them.age >= 16) & c.chance(rng, count, 0.58)
    kind = np.where(them_named.foreign, 4, np.where(floating, np.where(c.chance(rng, count, 0.94), 1, 2), 0))
    kind = np.where((kind == 0) & c.chance(rng, count, 0.004), 3, kind)
    moved = ~floating & c.chance(rng, count, 0.2)
    return {
        "registered_address": registered,
        "registered_address.province": c.words(away + 1, [place[0] for place in far]),
        "registered_address.city": c.words(away + 1, [place[1] for place in far]),
        "registered_address.county": c.words(away + 1, [place[2] for place in far]),
        "registered_address.township": c.words(np.where(floating, -1, town), there.town_names),
        "registered_address.village": near_village,
        "registered_address.detail": detail,
        "registered_region": _region(away, 3).dictionary_encode(),
        "registered_region_code": c.words(np.where(them_named.foreign, -1, away + 1), [PREFIX, *(place[0] for place in ELSEWHERE)]),
        "residence_address": residence,
        "residence_address.province": c.words(np.zeros(count, np.int64), (PROVINCE,)),
        "residence_address.city": c.words(np.zeros(count, np.int64), (CITY,)),
        "residence_address.county": c.words(np.zeros(count, np.int64), (COUNTY,)),
        "residence_address.township": c.words(there.town[community], there.town_names),
        "residence_address.village": c.words(community, there.names),
        "residence_address.detail": c.of(there_homes.room, home_of),
        "residence_region": c.words(there.town[community], [PROVINCE + CITY + COUNTY + name for name in there.town_names]),
        "residence_region_code": c.words(community, there.codes),
        "residence_room": c.of(there_homes.room, home_of),
        "other_address": c.only(c.chance(rng, count, 0.01), c.joined(_region(rng.integers(0, len(ELSEWHERE), count), 3), detail)),
        "other_address_region": c.only(c.chance(rng, count, 0.01), _region(rng.integers(0, len(ELSEWHERE), count), 3)),
        "residence_type": c.words(kind, ("permanent", "floating", "temporary", "lodging", "foreign")),
        "separated_from_registration": c.yes_no(floating | separated),
        "hukou_type": c.words(np.where(them_named.foreign | c.chance(rng, count, 0.002), -1, them_named.rural), ("urban", "rural")),
        "hukou_registered": c.yes_no(~them_named.foreign & c.chance(rng, count, 0.999), c.chance(rng, count, 0.995)),
        "residence_start_date": c.days(np.maximum(since, them.born), floating),
        "residence_reason": c.words(np.where(floating, c.pick(rng, count, (50, 15, 15, 8, 5, 4, 3)), -1), REASONS),
        "residence_term": c.words(np.where(floating, rng.integers(0, 4, count), -1), TERMS),
        "residence_place_type": c.words(np.where(floating, c.pick(rng, count, (60, 15, 18, 7)), -1), STAYS),
        **_residence_permit(permit, since, day + rng.integers(10, 365, count)),
        "move_in_date": c.days(np.maximum(since, them.born), moved),
        "move_in_reason": c.words(np.where(moved, rng.integers(0, 3, count), -1), ("婚迁", "购房落户", "投靠亲属")),
        "resident_in_grid": c.yes_no(c.chance(rng, count, 0.97), c.chance(rng, count, 0.99)),
        "owns_dwelling": c.yes_no(~floating & c.chance(rng, count, 0.85), c.chance(rng, count, 0.9)),
    }  # fmt: skip


def _residence_permit(permit: Flags, since: Ints, expires: Ints) -> Made:
    return {
        "residence_permit.exists": c.yes(permit),
        "residence_permit.number": c.only(permit, c.joined("9901", c.digits(np.arange(len(permit)), 10))),
        "residence_permit.issue_date": c.days(since + 30, permit),
        "residence_permit.expiry_date": c.days(expires, permit),
    }


def family(seed: int, them: Families, them_named: Identity, day: int) -> Made:
    """Relations, marriage, guardians, contacts, and the kinds of people to look after."""
    rng = c.rng_for("family", seed, them.people)
    count, home, age = them.people, them.household, them.age
    size = them.size[home]
    adults = np.bincount(home[age >= 18], minlength=len(them.size))[home]
    relation = np.select(
        [them.role == role for role in (HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, UNRELATED)],
        [0, 1, np.where(them.male, 2, 3), np.where(them.male, 4, 5), np.where(them.male, 6, 7), 10],
        np.where(them.male, 9, 8),
    )  # fmt: skip
    married = them.spouse >= 0
    alone = ~married
    widowed = alone & (age >= 60) & c.chance(rng, count, 0.85)
    divorced = alone & ~widowed & (age >= 30) & c.chance(rng, count, 0.25)
    elsewhere_married = alone & ~widowed & ~divorced & (age >= 26) & c.chance(rng, count, 0.5)
    marital = np.select([married | elsewhere_married, widowed, divorced], [np.where(c.chance(rng, count, 0.06), 2, 1), 3, 4], 0)
    marital = np.where(c.chance(rng, count, 0.003), -1, marital)
    minor = age < 18
    guardian = np.where(
        minor, np.where(them.mother >= 0, them.mother, np.where(them.father >= 0, them.father, them.first[home])), -1
    )
    guardian = np.where(guardian == np.arange(count), -1, guardian)
    old = age >= 60
    contact = np.where(old & (size > 1), np.where(them.role == HEAD, np.maximum(them.spouse, 0), them.first[home]), -1)
    contact = np.where((contact == np.arange(count)) | ((contact == 0) & (home != 0)), -1, contact)
    lives_alone = old & (size == 1)
    left = minor & (them.role == GRANDCHILD) & (them.mother < 0) & (them.father < 0)
    left |= (them.role == PARENT) & (age >= 65) & c.chance(rng, count, 0.1)
    key = (lives_alone & (age >= 75)) | c.chance(rng, count, 0.004)
    tag = np.where(lives_alone, 0, np.where(them.floating[home], 4, np.where(c.chance(rng, count, 0.01), 5, -1)))
    guardian_relation = np.where(guardian < 0, -1, np.where(guardian == them.mother, 0, np.where(guardian == them.father, 1, 2)))
    return {
        "relation_to_head": c.words(relation, RELATIONS),
        "marital_status": c.words(marital, ("unmarried", "first_marriage", "remarried", "widowed", "divorced")),
        "father": c.numbers(them.father + 1, them.father >= 0),
        "mother": c.numbers(them.mother + 1, them.mother >= 0),
        "spouse": c.numbers(them.spouse + 1, them.spouse >= 0),
        **_guardian(them_named, guardian, guardian_relation),
        "contact.name": c.of(them_named.name, contact),
        "contact.relation": c.words(np.where(contact < 0, -1, np.where(contact == them.spouse, 0, 1)), ("配偶", "家人")),
        "contact.phone": c.of(them_named.phone, contact),
        "child_count": c.numbers(np.minimum(children_at_home(them), 5), (age >= 22) & c.chance(rng, count, 0.8)),
        "lives_with_children": c.yes_no(children_at_home(them) > 0, old),
        "solitary_elder": c.yes(lives_alone & (marital != 1) & c.chance(rng, count, 0.12)),
        "lives_alone": c.yes(lives_alone),
        "empty_nest": c.yes(old & (adults == size) & (size <= 2) & (children_at_home(them) == 0) & c.chance(rng, count, 0.7)),
        "left_behind": c.yes(left),
        "left_behind_type": c.words(np.where(left, np.where(minor, 0, 1), -1), ("儿童", "老人")),
        "bereaved_only_child": c.yes((age >= 50) & c.chance(rng, count, 0.003)),
        "orphan": c.yes(minor & (guardian >= 0) & (them.role == GRANDCHILD) & c.chance(rng, count, 0.01)),
        "only_child": c.yes_no((them.role == CHILD) & (_siblings(them) == 1), minor),
        "key_person": c.yes(key),
        "key_person_type": c.where(key, "需要定期走访"),
        "tags": c.words(tag, TAGS),
        "hobby": c.words(np.where((age >= 10) & c.chance(rng, count, 0.12), rng.integers(0, len(HOBBIES), count), -1), HOBBIES),
        "volunteer.exists": c.yes((age >= 16) & c.chance(rng, count, 0.03)),
        "religion": c.words(np.where(c.chance(rng, count, 0.7), c.pick(rng, count, (95, 3, 1, 1)), -1), ("none", "buddhism", "protestantism", "islam")),
        "blood_type": c.words(np.where(c.chance(rng, count, 0.4), c.pick(rng, count, (31, 28, 34, 7)), -1), ("a", "b", "o", "ab")),
        "height": c.numbers(np.round(np.where(them.male, 170, 159) + rng.normal(0, 6, count)), (age >= 18) & c.chance(rng, count, 0.3)),
    }  # fmt: skip


def _guardian(them_named: Identity, guardian: Ints, relation: Ints) -> Made:
    return {
        "guardian[1].name": c.of(them_named.name, guardian),
        "guardian[1].relation": c.words(relation, ("母亲", "父亲", "其他监护人")),
        "guardian[1].phone": c.of(them_named.phone, guardian),
        "guardian[1].id_number": c.of(them_named.number, guardian),
    }


def children_at_home(them: Families) -> Ints:
    """How many children of each person live in the household."""
    found = np.zeros(them.people, np.int64)
    for parent in (them.father, them.mother):
        found += np.bincount(parent[parent >= 0], minlength=them.people)
    return found


def _siblings(them: Families) -> Ints:
    """How many children of the same household there are, for each person."""
    return np.bincount(them.household[them.role == CHILD], minlength=len(them.size))[them.household]
