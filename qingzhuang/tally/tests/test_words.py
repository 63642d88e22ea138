from __future__ import annotations

import re
from pathlib import Path

import pytest

from qingzhuang.tally import condition_in_words, in_words, parse, parse_asked, parse_condition, parse_population, write
from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.words import LANGUAGES
from qingzhuang.vocabulary import load

# every meaning that the real forms at hand ask for, as their readers wrote it down
CONCEPTS = (Path(__file__).parent / "concepts.txt").read_text("utf-8").splitlines()
POPULATION = re.compile(r"(person|household|dwelling) where ")
FOREIGN = re.compile(r"[A-Za-z]+(?:[._][A-Za-z]+)*")


def question_of(text: str) -> q.Question:
    return parse_population(text) if POPULATION.match(text) else parse(text)


def test_reads_and_writes_back_every_meaning_of_the_real_forms() -> None:
    for text in CONCEPTS:
        question = question_of(text)
        assert parse(write(question)) == question, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_every_meaning_of_the_real_forms(language: str) -> None:
    names = {part for entity in load().entities.values() for name in entity.fields for part in name.split(".") if "_" in part}
    for text in CONCEPTS:
        said = in_words(question_of(text), language)
        assert said, text
        raw = (
            set(FOREIGN.findall(said)) - {"QQ"}
            if language != "en"
            else {w for w in FOREIGN.findall(said) if w in names or "_" in w}
        )
        assert not raw, f"{text}: {said}"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("count(person where age>=60 and sex=female)", "60 周岁及以上的女性人数", "number of women aged 60 and over"),
        ("count(person where age>=36 and age<=45)", "36 至 45 周岁的人数", "number of people aged 36 to 45"),
        ("count(person where age<18)", "不满 18 周岁的人数", "number of people aged under 18"),
        ("count(person where age>60)", "60 周岁以上（不含 60 周岁）的人数", "number of people aged over 60"),
        (
            "count(person where residence_type=floating and sex=female and age>=15 and age<=49)",
            "流动人口中 15 至 49 周岁的女性人数",
            "number of women aged 15 to 49 (kind of residence is floating)",
        ),
        ("count(person where is_student=false)", "不是在校生的人数", "number of people (is not at school)"),
        (
            "count(household where has_labour_capacity=false)",
            "没有劳动能力的户数",
            "number of households (household is not able to work)",
        ),
        ("count(dwelling where not is_let)", "未租的房屋套数", "number of dwellings (is not let now)"),
        (
            "count(birth where birth_order>=3)",
            "三孩及以上的出生人数",
            "number of births (which child of the mother is third child or higher)",
        ),
        ("count(organisation where category=internal_security_unit)", "内保单位数", None),
        ("count(person where household.poverty_registered and is_student)", "所在户为建档立卡户、在校生的人数", None),
        (
            "count(household where welfare.five_guarantee)",
            "有成员为五保的户数",
            "number of households (a member is supported as destitute)",
        ),
        (
            "count(person where age>=60 and same household)",
            "本户 60 周岁及以上的人数",
            "number of people aged 60 and over of this household",
        ),
        ("sum(household.allowance.total)", "全部家庭的月保障额合计之和", None),
        ("avg(person.age where welfare.five_guarantee)", "五保的人员的平均年龄", None),
        ("percent(count(birth where within_policy) / count(birth))", "政策内的出生人数占出生人数的百分比", None),
        ("count(distinct person.household where disability.exists)", "残疾的人员的所在户数（不重复计）", None),
        ("household.member[3].name", "第 3 位成员姓名", "name of a member no. 3"),
        ("person.guardian[2].phone", "第 2 位监护人电话", None),
        ("person.household.head.name", "所在户的户主姓名", "name of the head of household of the household"),
        (
            "list of person.name, person.phone where age>=80 order by grid",
            "80 周岁及以上的人员名单（姓名、联系电话），按所属网格排序",
            None,
        ),
    ],
)
def test_says_it_as_people_do(text: str, chinese: str, english: str | None) -> None:
    assert in_words(parse(text)) == chinese
    if english is not None:
        assert in_words(parse(text), "en") == english


def test_says_it_in_traditional_characters() -> None:
    assert in_words(parse("count(person where age>=60 and sex=female)"), "zh-Hant") == "60 週歲及以上的女性人數"


def test_says_the_day_and_the_split() -> None:
    asked = parse_asked("count(person where is_student) on 2025-12-31 by sex")
    assert in_words(asked) == "在校生的人数，截至 2025 年 12 月 31 日，按性别分列"


def test_says_a_condition_alone() -> None:
    assert condition_in_words(parse_condition("(sex=male and age>=60) or (sex=female and age>=55)"), "person") == (
        "（男性且 60 周岁及以上）或（女性且 55 周岁及以上）"
    )


@pytest.mark.parametrize(
    "text", ["count(person where shoe_size=40)", "count(dragon)", "person.shoe_size", "count(person where sex=blue)"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_refuses_names_that_do_not_exist(text: str, language: str) -> None:
    with pytest.raises(QuestionError):
        in_words(parse(text), language)
