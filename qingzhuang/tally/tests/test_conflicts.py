"""The same word, different people: each conflict of definitions with a handful of made-up residents, counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qingzhuang.tally import Dataset
from qingzhuang.tally.differ import Difference, Side, differ
from qingzhuang.tally.words.reasons import reason_in_words

TODAY = date(2025, 6, 30)
REPORT = date(2025, 3, 10)


def people(*rows: dict[str, Any], **more: Any) -> Dataset:
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = {name: [row.get(name) for row in rows] for name in names}
    return Dataset.of({"person": table, **more})


def compared(a: str, b: str, facts: Dataset, day: date = TODAY) -> Difference:
    return differ(Side.of(a, day), Side.of(b, day), facts)


def told(found: Difference) -> dict[str, list[str]]:
    return {f"{one.key}{one.side}": [reason_in_words(reason) for reason in one.reasons] for one in found.people}


def numbers(found: Difference) -> tuple[object, ...]:
    return found.a.value, found.b.value, found.both, found.only_a, found.only_b


def test_left_behind_children() -> None:
    facts = people(
        {"id": "both", "birth_date": "2015-01-01", "parents_away": "both", "parents_away_since": "2024-01-01", "parents_away_place": "beyond_county"},
        {"id": "guarded", "birth_date": "2015-01-01", "parents_away": "father", "parents_away_since": "2024-01-01",
         "parents_away_place": "beyond_county", "remaining_parent_able": True},
        {"id": "unguarded", "birth_date": "2015-01-01", "parents_away": "mother", "parents_away_since": "2025-03-01",
         "parents_away_place": "within_county", "remaining_parent_able": False},
        {"id": "sixteen", "birth_date": "2009-01-01", "parents_away": "both", "parents_away_since": "2024-01-01", "parents_away_place": "beyond_county"},
        {"id": "home", "birth_date": "2015-01-01"},
    )  # fmt: skip
    found = compared("left_behind_child@GB/T 31000", "留守儿童@2016", facts)
    assert numbers(found) == (3, 2, 1, 2, 1)
    assert told(found) == {
        "guardeda": ["父母外出情况是父亲一方外出，要求父母双方外出", "在家一方有监护能力"],
        "sixteena": ["到 2025-06-30 已是 16 周岁，要求不满 16 周岁"],
        "unguardedb": ["父母外出地是县域以内，要求县域以外", "到 2025-06-30 父母外出月数是 3 个月，还差 2 个多月满 6 个月"],
    }


def test_left_behind_women() -> None:
    wife = {"sex": "female", "marital_status": "married", "spouse_away": True, "spouse_away_place": "beyond_county"}
    facts = people(
        {"id": "long", "birth_date": "1990-01-01", **wife, "spouse_away_since": "2024-01-01"},
        {"id": "short", "birth_date": "1990-01-01", **wife, "spouse_away_since": "2025-05-01"},
        {"id": "old", "birth_date": "1960-01-01", **wife, "spouse_away_since": "2024-01-01"},
        {"id": "untold", "birth_date": "1990-01-01", **wife},
        {"id": "man", "birth_date": "1990-01-01", **wife, "sex": "male", "spouse_away_since": "2024-01-01"},
    )
    found = compared("left_behind_woman@GB/T 31000", "left_behind_woman@20-59", facts)
    assert numbers(found) == (2, 3, 1, 1, 2)
    assert (found.a.known, found.a.unknown) == (False, 1)
    assert told(found) == {
        "olda": ["到 2025-06-30 已是 65 周岁，要求 59 周岁及以下"],
        "shortb": ["到 2025-06-30 配偶外出月数是 1 个月，还差 4 个多月满 6 个月"],
        "untoldb": ["不知道配偶外出月数，要求不少于 6 个月"],
    }


def test_left_behind_old_people() -> None:
    away = {"children_away_place": "beyond_county", "children_away_since": "2024-06-01"}
    facts = people(
        {"id": "alone", "birth_date": "1950-01-01", **away, "children_away": "all", "supporter": "none"},
        {"id": "kept", "birth_date": "1950-01-01", **away, "children_away": "all", "supporter": "able"},
        {"id": "one", "birth_date": "1950-01-01", **away, "children_away": "some", "supporter": "unable"},
        {
            "id": "near",
            "birth_date": "1950-01-01",
            **away,
            "children_away": "all",
            "supporter": "unable",
            "children_away_place": "within_county",
        },
        {"id": "young", "birth_date": "1970-01-01", **away, "children_away": "all", "supporter": "none"},
    )
    found = compared("left_behind_elder@GB/T 31000", "left_behind_elder@2017", facts)
    assert numbers(found) == (3, 2, 1, 2, 1)
    assert told(found) == {
        "kepta": ["身边赡养人情况是有赡养能力，要求身边无赡养人或无赡养能力"],
        "onea": ["子女外出情况是部分子女外出，要求全部子女外出"],
        "nearb": ["子女外出地是县域以内，要求县域以外"],
    }


def test_living_alone() -> None:
    alone = {"birth_date": "1950-01-01", "lives_alone": True}
    facts = people(
        {"id": "far", **alone, "nearest_child": "elsewhere", "marital_status": "widowed", "cared_for_by_children": False},
        {"id": "phoned", **alone, "nearest_child": "elsewhere", "marital_status": "widowed", "cared_for_by_children": True},
        {"id": "apart", **alone, "nearest_child": "no_children", "marital_status": "married", "cared_for_by_children": False},
        {"id": "near", **alone, "nearest_child": "same_county", "marital_status": "divorced", "cared_for_by_children": False},
        {
            "id": "both",
            **alone,
            "nearest_child": "elsewhere",
            "marital_status": "married",
            "spouse_nearby": True,
            "cared_for_by_children": True,
        },
    )
    found = compared("elder_living_alone@same-county", "elder_living_alone@widowed", facts)
    assert numbers(found) == (3, 2, 1, 2, 1)
    assert told(found) == {
        "phoneda": ["有子女照料"],
        "aparta": ["婚姻状况是已婚，要求未婚或丧偶或离婚"],
        "nearb": ["最近的子女住处是在同一市区（县），要求在外地或没有子女"],
    }


def test_empty_nest() -> None:
    facts = people(
        {"id": "he", "birth_date": "1955-01-01", "spouse": "she", "living_arrangement": "couple", "nearest_child": "elsewhere"},
        {"id": "she", "birth_date": "1968-01-01", "spouse": "he", "living_arrangement": "couple", "nearest_child": "elsewhere"},
        {
            "id": "pair1",
            "birth_date": "1950-01-01",
            "spouse": "pair2",
            "living_arrangement": "couple",
            "nearest_child": "elsewhere",
        },
        {
            "id": "pair2",
            "birth_date": "1951-01-01",
            "spouse": "pair1",
            "living_arrangement": "couple",
            "nearest_child": "elsewhere",
        },
        {"id": "single", "birth_date": "1950-01-01", "living_arrangement": "alone", "nearest_child": "same_county"},
        {
            "id": "solitary",
            "birth_date": "1950-01-01",
            "living_arrangement": "institution",
            "nearest_child": "no_children",
            "solitary_elder": True,
        },
    )
    found = compared("elder_in_empty_nest@same-county", "elder_in_empty_nest@with-solitary", facts)
    assert numbers(found) == (2, 5, 2, 0, 3)
    assert told(found) == {
        "heb": ["配偶到 2025-06-30 是 57 周岁，还差 2 年多满 60 周岁"],
        "singleb": [
            "同住情况是一人居住，要求仅与配偶同住",
            "不知道配偶的年龄，要求配偶 60 周岁及以上",
            "最近的子女住处是在同一市区（县），要求在外地或没有子女",
        ],
        "solitaryb": ["同住情况是住养老机构，要求仅与配偶同住", "不知道配偶的年龄，要求配偶 60 周岁及以上"],
    }


@pytest.mark.parametrize(
    ("a", "b", "expected", "only"),
    [
        ("floating@1", "floating@month", (4, 3, 2, 2, 1), {"freshA", "insideA", "unmarkedB"}),
        ("floating@month", "floating@half-year", (3, 2, 2, 1, 0), {"monthA"}),
        ("floating@1", "floating@half-year", (4, 2, 1, 3, 1), {"freshA", "insideA", "monthA", "unmarkedB"}),
    ],
)
def test_floating_population(a: str, b: str, expected: tuple[int, ...], only: set[str]) -> None:
    far = {"registered_region": "other_province"}
    facts = people(
        {"id": "year", "residence_type": "floating", **far, "residence_start_date": "2024-06-30"},
        {"id": "month", "residence_type": "floating", **far, "residence_start_date": "2025-05-30"},
        {"id": "fresh", "residence_type": "floating", **far, "residence_start_date": "2025-05-31"},
        {"id": "inside", "residence_type": "floating", "registered_region": "same_county", "residence_start_date": "2020-01-01"},
        {"id": "unmarked", "residence_type": "permanent", **far, "residence_start_date": "2020-01-01"},
        {"id": "local", "residence_type": "registered", "registered_region": "same_county"},
    )
    found = compared(a, b, facts)
    assert numbers(found) == expected
    assert {f"{one.key}{one.side.upper()}" for one in found.people} == only
    said = told(found)
    if "fresha" in said and b == "floating@month":
        assert said["fresha"] == ["到 2025-06-30 来本地月数是 0 个月，还差 1 天满 1 个月"]
        assert said["insidea"] == ["户籍地区划是本县，要求本市或外市或外省或港澳台"]
        assert said["unmarkedb"] == ["人口类型是常住人口，要求流动人口"]


def test_the_day_on_which_somebody_is_eighty() -> None:
    facts = people(
        {"id": "january", "birth_date": "1945-01-31"},
        {"id": "march", "birth_date": "1945-03-31"},
        {"id": "june", "birth_date": "1945-06-30"},
        {"id": "september", "birth_date": "1945-09-30"},
        {"id": "next", "birth_date": "1946-01-01"},
    )
    year_end, june, month = (f"very_elderly@{rule}" for rule in ("year-end", "june-30", "birthday-month"))
    assert numbers(compared(year_end, june, facts, REPORT)) == (4, 3, 3, 1, 0)
    assert told(compared(year_end, june, facts, REPORT)) == {"septembera": ["到 2025-06-30 是 79 周岁，还差 3 个月满 80 周岁"]}
    assert numbers(compared(june, month, facts, REPORT)) == (3, 2, 2, 1, 0)
    assert told(compared(june, month, facts, REPORT)) == {"junea": ["到 2025-03-31 是 79 周岁，还差 3 个月满 80 周岁"]}
    # on the day of the report March's birthday is still to come, in the month of it she counts already
    assert told(compared(month, "very_elderly", facts, REPORT)) == {"marcha": ["到 2025-03-10 是 79 周岁，还差 21 天满 80 周岁"]}


@pytest.mark.parametrize(
    ("name", "version", "ages", "counts", "twice"),
    [
        ("residents", "14-18-60", (13, 14, 17, 18, 59, 60), (1, 2, 2, 1), {18, 60}),
        ("committee", "35-45-59", (35, 36, 45, 46, 59, 60), (1, 2, 2, 1), {45}),
        ("workers", "30-40-50", (30, 31, 40, 41, 50, 51), (1, 2, 2, 1), {50}),
    ],
)
def test_bands_whose_borders_overlap(
    name: str, version: str, ages: tuple[int, ...], counts: tuple[int, ...], twice: set[int]
) -> None:
    facts = people(*({"id": str(age), "birth_date": f"{2025 - age}-01-01"} for age in ages))
    bandings = {banding.key: banding for banding in facts.vocabulary.bandings}
    counted, printed = bandings[f"{name}@{version}"].bands, bandings[f"{name}@printed"].bands
    found = [
        compared(f"person where {mine.condition}", f"person where {theirs.condition}", facts)
        for mine, theirs in zip(counted, printed, strict=True)
    ]
    assert tuple(one.a.value for one in found) == counts and sum(counts) == len(ages)
    assert sum(int(one.b.value or 0) for one in found) == len(ages) + len(twice)
    assert {int(person.key) for one in found for person in one.people} == twice
    if name == "committee":
        assert [reason_in_words(r) for one in found for p in one.people for r in p.reasons] == [
            "到 2025-06-30 是 45 周岁，还差 6 个多月满 46 周岁"
        ]


def test_the_year_of_family_planning() -> None:
    facts = Dataset.of({"birth": {"id": ["autumn", "spring", "late"], "birth_date": ["2024-11-03", "2025-02-01", "2025-10-05"]}})
    found = compared("births_of_the_year", "births_of_the_year@family-planning", facts)
    assert numbers(found) == (2, 2, 1, 1, 1)
    assert told(found) == {
        "latea": ["出生日期是 2025-10-05，不在 2024-10-01 至 2025-09-30 之内"],
        "autumnb": ["出生日期是 2024-11-03，不在 2025-01-01 至 2025-12-31 之内"],
    }
