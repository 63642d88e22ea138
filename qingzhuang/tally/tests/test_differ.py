"""Two definitions compared: the laws, and what is told of whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from qingzhuang.tally import Dataset, QuestionError, answer
from qingzhuang.tally import question as q
from qingzhuang.tally.differ import Side, differ, scope_of
from qingzhuang.tally.tests import small_worlds as worlds
from qingzhuang.tally.tests.naive import Naive
from qingzhuang.tally.tests.test_engines_agree import dataset_of, quiet
from qingzhuang.tally.words.reasons import definition_in_words, reason_in_words
from qingzhuang.vocabulary import load

TODAY = date(2025, 6, 30)


def person(**columns: list[Any]) -> Dataset:
    return Dataset.of({"person": columns})


def side(where: str, day: date = TODAY) -> Side:
    return Side.of(f"person where {where}", day)


counts = worlds.measures.filter(lambda measure: isinstance(measure, q.Count))


@pytest.mark.thorough
@given(worlds.tables, counts, counts, worlds.scopes, worlds.periods)
@settings(quiet, max_examples=25)
def test_the_difference_is_the_difference_of_the_numbers(tables: Any, one: q.Count, two: q.Count, area: str, period: Any) -> None:
    if one.entity != two.entity or _about_one_household(one) or _about_one_household(two):
        return
    a, b = (Side(count.entity, count.where, worlds.AS_OF, period) for count in (one, two))
    facts = dataset_of(tables)
    found = differ(a, b, facts, area, limit=100)
    assert found.a.value is not None and found.b.value is not None
    assert found.a == answer(one, facts, scope_of(a, area)) and found.b == answer(two, facts, scope_of(b, area))
    assert found.a.value - found.b.value == found.only_a - found.only_b
    assert found.both + found.only_a == found.a.value and found.both + found.only_b == found.b.value
    # and a naive reading, record by record, names the same people
    naive = Naive(tables, scope_of(a, area))
    in_a, in_b = ({key for key in naive.keys(c.entity, c.where) if _in_period(naive, c.entity, key)} for c in (one, two))
    assert {p.key for p in found.people if p.side == "a"} == in_a - in_b
    assert {p.key for p in found.people if p.side == "b"} == in_b - in_a
    assert all(p.reasons for p in found.people)
    assert sum(group.count for group in found.groups) == len(found.people)


def _about_one_household(count: q.Count) -> bool:
    return "SameHousehold" in repr(count.where)


def _in_period(naive: Naive, entity: str, key: str) -> bool:
    row = next(row for row in naive.tables[entity] if str(row["id"]) == key)
    return naive._in_period(entity, row) is True


def test_of_an_or_the_nearest_part_is_told() -> None:
    facts = person(id=["ann"], sex=["female"], birth_date=["1968-01-01"])
    found = differ(
        side("age>=16 and age<=59"), side("(sex=male and age>=16 and age<=59) or (sex=female and age>=16 and age<=54)"), facts
    )
    assert [reason_in_words(r) for r in found.people[0].reasons] == ["到 2025-06-30 已是 57 周岁，要求 54 周岁及以下"]


def test_members_who_are_not_one_and_the_same() -> None:
    facts = Dataset.of({
        "person": {"id": [1, 2], "household": ["h", "h"], "sex": ["female", "male"], "birth_date": ["2000-01-01", "1950-01-01"]},
        "household": {"id": ["h"]},
    })  # fmt: skip
    a, b = (Side.of(f"household where {where}", TODAY) for where in ("sex=female", "sex=female and age>=60"))
    found = differ(a, b, facts)
    assert (found.only_a, found.only_b) == (1, 0)
    assert [reason_in_words(r) for r in found.people[0].reasons] == ["不符合“有成员女性、有成员 60 周岁及以上”"]


def test_a_definition_named_inside_a_condition_is_opened() -> None:
    facts = person(id=["a"], birth_date=["1960-01-01"], ethnicity=["汉族"])
    found = differ(side("elderly"), side("elderly and ethnic_minority"), facts)
    assert [reason_in_words(r) for r in found.people[0].reasons] == ["民族是汉族，要求不是汉族"]


def test_what_is_unknown_is_said() -> None:
    facts = person(id=["a", "b"], sex=["female", None], birth_date=["1960-01-01", "1960-01-01"])
    found = differ(side("age>=60"), side("age>=60 and sex=female"), facts)
    assert (found.only_a, found.b.unknown) == (1, 1)
    assert [reason_in_words(r) for r in found.people[0].reasons] == ["不知道性别，要求女性"]
    assert [reason_in_words(r, "en") for r in found.people[0].reasons] == ["nobody knows sex; wanted: female"]


def test_columns_pages_and_order() -> None:
    facts = person(
        id=list("abcdef"), name=list("甲乙丙丁戊己"), birth_date=["1940-01-01", "1960-01-01"] * 3, area=["990101001001"] * 6
    )
    a, b = side("age>=80"), side("age<80")
    whole = differ(a, b, facts, columns=("person.name",))
    assert [(p.key, p.side, p.row) for p in whole.people] == [
        ("a", "a", ("甲",)), ("c", "a", ("丙",)), ("e", "a", ("戊",)), ("b", "b", ("乙",)), ("d", "b", ("丁",)), ("f", "b", ("己",)),
    ]  # fmt: skip
    pages = [differ(a, b, facts, limit=2, offset=offset).people for offset in (0, 2, 4, 6)]
    assert [[p.key for p in page] for page in pages] == [["a", "c"], ["e", "b"], ["d", "f"], []]
    assert differ(a, b, facts, "990202").people == ()


def test_groups_say_how_many_differ_for_which_reason() -> None:
    facts = person(id=list("abc"), birth_date=["1960-01-01"] * 3, sex=["male", "male", None])
    found = differ(side("age>=60"), side("age>=60 and sex=female"), facts)
    assert [(g.side, g.count, [reason_in_words(r) for r in g.reasons]) for g in found.groups] == [
        ("a", 2, ["不符合“性别：女性”"]),
        ("a", 1, ["不知道性别，要求女性"]),
    ]


@pytest.mark.parametrize(
    "text", ["nothing_like_it", "child@99", "percent(count(person where age>=60) / count(person))", "household.name where"]
)
def test_refuses_what_is_no_definition(text: str) -> None:
    with pytest.raises(QuestionError):
        Side.of(text, TODAY)


def test_refuses_to_compare_people_with_households() -> None:
    with pytest.raises(QuestionError, match="household"):
        differ(side("age>=60"), Side.of("subsistence_household", TODAY), person(id=["a"]))


def test_facts_that_hold_no_such_records_give_no_number() -> None:
    found = differ(side("age>=60"), side("age>=80"), Dataset.of({"household": {"id": ["h"]}}))
    assert (found.a.value, found.a.known, found.people) == (None, False, ())


def test_a_word_names_its_default_version() -> None:
    assert [Side.of(text, TODAY).definition.key for text in ("留守儿童", "留守儿童@2016", "child")] == [  # type: ignore[union-attr]
        "left_behind_child@1", "left_behind_child@2016", "child@1",
    ]  # fmt: skip


def test_words_in_three_languages() -> None:
    month = load().definition("floating", "month")
    assert definition_in_words(month) == "户籍在本县（市、区）以外，来本地居住满一个月"
    assert definition_in_words(month, "zh-Hant") == "戶籍在本縣（市、區）以外，來本地居住滿一個月"
    assert (
        definition_in_words(load().definition("very_elderly", "year-end"), "en") == "aged 80 and over; on 31 December of the year"
    )
    facts = person(id=["a"], birth_date=["1945-09-30"])
    found = differ(Side.of("very_elderly@year-end", TODAY), Side.of("very_elderly@june-30", TODAY), facts)
    assert reason_in_words(found.people[0].reasons[0], "en") == "on 2025-06-30 aged 79, 3 months short of 80"
    assert reason_in_words(found.people[0].reasons[0], "zh-Hant") == "到 2025-06-30 是 79 週歲，還差 3 個月滿 80 週歲"


@pytest.mark.parametrize("definition", load().definitions, ids=lambda d: d.key)
def test_every_definition_can_be_said(definition: Any) -> None:
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert definition_in_words(definition, language).strip()
