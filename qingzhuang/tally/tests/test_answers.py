"""What questions mean, pinned by hand-counted numbers on a village of a dozen people."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.tally import (
    Answer,
    Dataset,
    QuestionError,
    Scope,
    answer,
    answer_all,
    answer_by_area,
    answer_by_household,
    answer_split,
    parse,
    parse_asked,
    people_behind,
)

DAY = date(2025, 6, 30)
PEOPLE = {
    # household 1: grandmother, couple and child; 2: an old man alone; 3: a student whose sex nobody wrote down; 4: tenants
    "id": ["a", "b", "c", "d", "e", "f", "g", "h"],
    "area": ["990101001001"] * 5 + ["990101001002"] * 3,
    "household": ["1", "1", "1", "1", "2", "3", "4", None],
    "sex": ["女", "男", "女", "男", "1", None, "female", "male"],
    "birth_date": ["1950-06-30", "1980.7.1", "1982年1月5日", "20150101", "1945-01-01", "2004-09-01", None, "1990-01-01"],
    "id_number": [None, None, None, None, None, None, "990101198001010022", None],
    "education": ["小学", "大学本科", "college", "小学", "文盲", "高中", None, "中专"],
    "welfare.subsistence_allowance": [True, None, None, True, None, None, None, None],
    "disability.exists": [None, True, None, None, None, None, None, None],
    "disability.level": [None, "2", None, None, None, None, None, None],
    "religion": ["none", None, "buddhism", None, None, None, "none", "none"],
    "income.annual": [None, "52,000", "31000.50", None, "0", None, "18000", "60000"],
    "registered_region_code": ["990101", "990101", "980102", "990101", "990203", None, "710000", "970622"],
}
HOMES = {
    "id": ["1", "2", "3", "4"],
    "area": ["990101001001", "990101001001", "990101001002", "990101001002"],
    "head": ["b", "e", "f", "g"],
    "dwelling": ["x", "y", None, "x"],
    "category": ["低保户", "五保户；脱贫户", "一般农户", None],
    "has_labour_capacity": ["是", "否", "是", None],
    "allowance.total": [900.5, None, None, None],
}
DWELLINGS = {"id": ["x", "y"], "area.code": ["990101001001"] * 2, "area": [120.0, 40.0], "unsafe": [None, True]}


@pytest.fixture(scope="module")
def facts() -> Dataset:
    return Dataset.of({"person": PEOPLE, "household": HOMES, "dwelling": DWELLINGS})


def ask(facts: Dataset, text: str, **scope: object) -> Answer:
    return answer(parse(text), facts, Scope(**{"area": "", "as_of": DAY, **scope}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value", "unknown"),
    [
        ("count(person)", 8, 0),
        ("count(person where age>=75)", 2, 0),  # 75 on the very day, and 80
        ("count(person where age>75)", 1, 0),
        ("count(person where age<=44)", 5, 0),  # one of them until the birthday of tomorrow
        ("count(person where sex=female)", 3, 1),
        ("count(person where not sex=female)", 4, 1),
        ("count(person where sex!=female)", 4, 1),
        ("count(person where sex=female or age<30)", 5, 0),  # unknown sex, but young: in
        ("count(person where sex=female and age>=60)", 1, 0),  # unknown sex, but young: out
        ("count(person where education>=senior_secondary)", 4, 1),
        ("count(person where education<senior_secondary)", 3, 1),
        ("count(person where education=senior_secondary)", 2, 1),  # 中专 is a kind of it
        ("count(person where education=secondary_vocational)", 1, 2),  # 高中 may be one, an empty one too
        ("count(person where welfare.subsistence_allowance)", 2, 0),  # empty means no
        ("count(person where not welfare.subsistence_allowance)", 6, 0),
        ("count(person where disability.level!=1)", 8, 0),  # who has no level has not the first
        ("count(person where religion=none)", 3, 4),  # empty means unknown
        ("count(person where not religion=none)", 1, 4),
        ("count(person where blood_type=a)", 0, 8),  # no such column
        ("count(person where mental_illness)", 0, 8),  # no such column, whatever an empty cell would mean
        ("count(person where registered_region=same_province)", 4, 1),
        ("count(person where registered_region=same_county)", 3, 1),
        ("count(person where registered_region=other_province)", 2, 1),
        ("count(person where registered_region=hong_kong_macao_taiwan)", 1, 1),
        ("count(person where household.category=subsistence_allowance)", 4, 2),  # one without household, one without category
        ("count(person where household.dwelling.unsafe)", 1, 2),
        ("count(household where category=five_guarantee)", 1, 1),  # one of several values
        ("count(household where category in (subsistence_allowance,out_of_poverty))", 2, 1),
        ("count(household where has_labour_capacity=false)", 1, 1),
        ("count(household where dwelling.area>=100)", 2, 1),
        ("count(household where member_count>=2)", 1, 0),
        ("count(household where age>=60)", 2, 0),
        ("count(household where age>=60 and age<80)", 1, 0),  # one member within the band
        ("count(household where sex=female and age>=60)", 1, 0),  # sex and age of one member
        ("count(household where disability.exists and welfare.subsistence_allowance)", 1, 0),  # each of another member
        ("count(household where education>=college and age<18)", 1, 0),  # of g nobody knows the schooling, but she is too old
        ("count(household where not age>=60)", 2, 0),
        ("count(household where head.age>=45)", 2, 0),
        ("count(distinct person.household where age<60)", 3, 1),
        ("count(distinct person.sex)", 2, 1),
        ("sum(person.income.annual)", 161000.5, 3),
        ("sum(person.income.annual where age>=60)", 0.0, 1),
        ("min(person.age)", 10, 0),
        ("max(person.age)", 80, 0),
        ("avg(person.age where household.category=subsistence_allowance)", 43.0, 2),
        ("min(person.income.annual where age>100)", None, 0),
        ("sum(household.allowance.total where category=subsistence_allowance)", 900.5, 1),
        ("percent(count(person where sex=female) / count(person))", 37.5, 1),
        ("percent(count(person where age>100) / count(person where age>100))", None, 0),
        ("count(birth)", None, 0),  # no such table
    ],
)
def test_counts_as_a_person_would(facts: Dataset, text: str, value: float | None, unknown: int) -> None:
    found = ask(facts, text)
    assert (found.value, found.unknown) == (value, unknown)
    assert found.known == (unknown == 0 and text != "count(birth)")


def test_takes_birth_date_and_sex_from_the_id_number(facts: Dataset) -> None:
    assert ask(facts, "person.birth_date", record="g").value == date(1980, 1, 1)
    nameless = Dataset.of(
        {"person": {"id": [1, 2, 3], "id_number": ["990101800101001", "99010119800101001X", "990101198001010022"]}}
    )
    assert answer(parse("count(person where sex=male and age=45)"), nameless, Scope("", DAY)) == Answer(1, False, 1, 1)


@pytest.mark.parametrize(
    ("area", "people"),
    [
        ("", 8),
        ("990101", 8),
        ("990101000000", 8),
        ("990101001002", 3),
        ("990101001000", 8),
        ("99", 8),
        ("990000", 8),
        ("9902", 0),
        ("990101001003", 0),
    ],
)
def test_counts_inside_a_place_of_any_level(facts: Dataset, area: str, people: int) -> None:
    assert ask(facts, "count(person)", area=area).value == people


def test_counts_ages_on_the_day_asked_for(facts: Dataset) -> None:
    assert [ask(facts, "count(person where age>=75)", as_of=day).value for day in (date(2025, 6, 29), date(2025, 6, 30))] == [
        1,
        2,
    ]


def test_answers_about_one_record(facts: Dataset) -> None:
    card = {"record": "d"}
    assert ask(facts, "person.age", **card).value == 10
    assert ask(facts, "person.sex", **card).value == "male"
    assert ask(facts, "person.household.head.education", **card).value == "bachelor"
    assert ask(facts, "person.welfare.subsistence_allowance", **card).value is True
    assert ask(facts, "person.income.annual", **card) == Answer(None, False, 1, 1)
    assert ask(facts, "person.disability.level", **card) == Answer(None, True, 0, 1)  # has none
    assert ask(facts, "person.birth_date, person.education", **card).value == "2015-01-01、primary"
    assert ask(facts, "count(person where same household)", **card).value == 4
    assert ask(facts, "household.member[2].birth_date", record="1", about="household").value == date(
        1950, 6, 30
    )  # the head first
    assert ask(facts, "person.name", record="nobody").known is False


def test_answers_about_many_households_at_once(facts: Dataset) -> None:
    texts = (
        "count(person where same household)",
        "count(person where sex=female and same household)",
        "sum(person.income.annual where same household)",
    )
    table = answer_by_household([parse(text) for text in texts], facts, Scope("", DAY), ["1", "3", "2", "1", "?"])  # type: ignore[misc]
    assert [[table.at(row, column).value for column in range(5)] for row in range(3)] == [
        [4, 1, 1, 4, 0],
        [2, 0, 0, 2, 0],
        [83000.5, 0, 0, 83000.5, 0],
    ]
    assert table.at(1, 1).known is False


def test_answers_for_every_community(facts: Dataset) -> None:
    table = answer_by_area([parse("count(person)"), parse("avg(person.age)")], facts, Scope("990101", DAY))  # type: ignore[list-item]
    assert table.labels == ("990101001001", "990101001002")
    assert [table.at(0, 0).value, table.at(0, 1).value, table.at(1, 1).value] == [5, 3, 33.333333]


def test_splits_a_number(facts: Dataset) -> None:
    by_sex = answer_split(parse_asked("count(person where age>=18) on 2025-06-30 by sex"), facts, Scope("", date(2000, 1, 1)))
    assert {name: one.value for name, one in by_sex.items() if one.value} == {"": 7, "male": 3, "female": 3}
    by_area = answer_split(parse_asked("count(household) by area"), facts, Scope("", DAY))
    assert {name: one.value for name, one in by_area.items()} == {"": 4, "990101001001": 2, "990101001002": 2}
    by_yes = answer_split(parse_asked("count(household) by has_labour_capacity"), facts, Scope("", DAY))
    assert {name: one.value for name, one in by_yes.items()} == {"": 4, "yes": 2, "no": 1}


def test_names_the_records_behind_a_number(facts: Dataset) -> None:
    behind = people_behind(parse("count(person where sex=female)"), facts, Scope("", DAY), ("person.age", "household.head.sex"))
    assert (behind.keys, behind.unsure) == (("a", "c", "g"), ("f",))
    assert behind.rows == ((75, "male"), (43, "male"), (45, "female"), (20, None))
    first = people_behind(parse("count(person)"), facts, Scope("", DAY), limit=2)
    assert (first.keys, first.total) == (("a", "b"), 8)


def test_answers_a_batch_as_it_answers_one_by_one(facts: Dataset) -> None:
    texts = [
        "count(person)",
        "person.age",
        "percent(count(person where sex=male) / count(person))",
        "sum(person.income.annual)",
        "count(person)",
    ]
    scope = Scope("", DAY, record="a")
    assert answer_all([parse(text) for text in texts], facts, scope) == [answer(parse(text), facts, scope) for text in texts]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("count(person where shoe_size=40)", "person has no 'shoe_size'"),
        ("count(dragon)", "there is no entity 'dragon'"),
        ("count(person where sex=blue)", "sex has no value 'blue'"),
        ("count(person where name>=3)", "has no order"),
        ("count(person where sex>=male)", "have no order"),
        ("count(person where age>=old)", "is a number"),
        ("count(person where birth_date>=1950)", "is a day"),
        ("count(person where education)", "is no yes/no field"),
        ("count(person where is_student=3)", "is a yes/no field"),
        ("sum(person.name)", "is no number"),
        ("person.age", "value of one record"),
        ("list of person.name", "ask for its roster"),
        ("count(person where same household)", "needs to be told which household"),
    ],
)
def test_refuses_what_makes_no_sense(facts: Dataset, text: str, fault: str) -> None:
    with pytest.raises(QuestionError, match=fault):
        ask(facts, text)


def test_bounds_births_and_deaths_by_the_period() -> None:
    tables = {
        "birth": {"id": [1, 2, 3], "birth_date": ["2024-12-31", "2025-01-01", None], "birth_order": ["1", "二孩", "2"]},
        "death": {"id": [1, 2], "date": ["2025-03-01", "2026-01-01"]},
    }
    year = Scope("", DAY, (date(2025, 1, 1), date(2025, 12, 31)))
    facts = Dataset.of(tables)
    assert answer(parse("count(birth where birth_order=2)"), facts, year) == Answer(1, False, 1, 1)
    assert answer(parse("count(birth)"), facts, Scope("", DAY)).value == 3
    assert answer(parse("count(death)"), facts, year).value == 1
