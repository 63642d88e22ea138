"""The box “it means …”."""

import pytest

from qingzhuang.vocabulary import search

pytestmark = pytest.mark.xdist_group("search")  # whose index takes half a second


@pytest.mark.parametrize(
    ("query", "concept"),
    [
        ("身份证", "person.id_number"),
        ("身份證號碼", "person.id_number"),
        ("sfzh", "person.id_number"),
        ("hukouxingzhi", "person.hukou_type"),
        ("hkxz", "person.hukou_type"),
        ("文化", "person.education"),
        ("yinhangzhanghao", "person.bank.account_number"),
        ("chengzurenxingming", "dwelling.tenant[1].name"),
        ("marital", "person.marital_status"),
        ("date of birth", "person.birth_date"),
        ("welfare.three_no", "person.welfare.three_no"),
        ("户主", "household.head.name"),
        ("独居", "person.lives_alone"),
    ],
)
def test_finds_by_chinese_pinyin_and_english(query, concept):
    assert search(query, 1)[0].concept == concept


@pytest.mark.parametrize("query", ["育龄妇女", "ylfn", "yulingfunv"])
def test_finds_definitions_with_their_condition(query):
    hit = search(query, 1)[0]
    assert (hit.kind, hit.entity, hit.concept) == ("definition", "person", "sex=female and age>=15 and age<=49")


def test_finds_values_as_conditions():
    assert ("condition", "person", "sex=female") in {(h.kind, h.entity, h.concept) for h in search("女性", 5)}


def test_each_meaning_once_and_best_first():
    hits = search("电话", 30)
    assert len({(h.kind, h.entity, h.concept) for h in hits}) == len(hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits[0].concept == "person.phone"


@pytest.mark.parametrize("query", ["", "   ", "〇〇〇〇", "qqqqzzzz"])
def test_nothing_is_found_for_nothing(query):
    assert search(query) == ()


def test_no_more_than_asked_for():
    assert len(search("姓名", 3)) == 3
