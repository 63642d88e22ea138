"""Tables of GB/T 31000: what goes out comes back; what cannot is told cell by cell; 0 and 1 are never guessed."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.exchange.logic.gbt31000 import Column, Loss, cells, facts_of, left_out, table_of, tables
from qingzhuang.site.exchange.tests.conftest import id_number
from qingzhuang.vocabulary import load

HAN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def values(entity: str, column: Column) -> st.SearchStrategy:
    """Values that a column can hold."""
    field = load().entities[entity].fields[column.field]
    if column.words:
        return st.sampled_from(sorted(column.words.values()))
    if column.codes:
        return st.sampled_from(sorted(column.codes.values()))
    if field.codes is not None and field.codes.name == "sex":  # all ID numbers here are women's; the rest is tried below
        return st.just("female") if column.field == "sex" else st.sampled_from(["male", "female"])
    if field.codes is not None:
        numbers = [one for one in field.codes.values if one.code]
        return st.sampled_from([one.name for one in numbers])
    if column.type == "D":
        return st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
    if field.type == "integer":
        return st.integers(0, 99_999)
    if column.type == "N":
        return st.integers(0, 9_999_999).map(lambda n: n / 100).filter(lambda n: not n.is_integer())
    if column.field.endswith("id_number"):
        return st.integers(0, 99).map(id_number)
    return st.text(HAN + string.digits, min_size=1, max_size=min(column.length, 20))


def somebody(table) -> st.SearchStrategy:
    asked = {
        column.field: values(table.entity, column) for column in table.columns if not column.told and column.field != "household"
    }
    fixed = {name: st.sampled_from(list(allowed)) for name, allowed in table.where.items() if name not in asked}
    return st.fixed_dictionaries(fixed, optional=asked).map(lambda facts: {**table.implies, **facts})


@pytest.mark.parametrize("name", sorted(tables()))
@given(data=st.data())
def test_brings_back_what_it_gave(name, data):
    table = tables()[name]
    people = data.draw(st.lists(somebody(table), min_size=1, max_size=4))
    rows, losses = [], []
    for number, facts in enumerate(people, 1):
        row, lost = cells(table, number, facts, {"household": "17"})
        rows.append(row)
        losses += [one for one in lost if one.kind != "missing"]
    found, unread = facts_of(table, [column.name for column in table.columns], rows)
    assert losses == unread == []
    assert [dict(one.facts) for one in found] == [facts for facts in people if set(facts) - set(table.implies)]


def test_tells_what_is_lost_in_a_cell():
    table = tables()["户籍人口"]
    facts = {"residence_type": "registered", "political_status": "activist", "name": "长" * 60, "occupation": "教师"}
    row, losses = cells(table, 3, facts, {})
    told = {(one.column, one.kind) for one in losses if one.kind != "missing"}
    assert told == {("政治面貌", "no_code"), ("姓名", "too_long")}
    assert Loss("户籍人口", 3, "公民身份号码", "missing") in losses
    assert len(row[1]) == 50


def test_gives_a_finer_value_as_the_coarser_one_and_says_so():
    table = tables()["户籍人口"]
    religion = next(place for place, column in enumerate(table.columns) if column.name == "政治面貌")
    row, losses = cells(table, 1, {"political_status": "democratic_party"}, {})
    assert row[religion] == "" and any(one.kind == "no_code" for one in losses)
    row, losses = cells(tables()["户籍人口"], 1, {"residence_type": "permanent"}, {})
    assert ("residence_type", "coarser") in {(one.column, one.kind) for one in losses}
    _row, losses = cells(tables()["流动人口"], 1, {"residence_place_type": "hotel"}, {})
    assert ("住所类型", "no_code") in {(one.column, one.kind) for one in losses}


def test_puts_everybody_into_a_table_and_the_left_behind_into_two():
    assert [one.name for one in table_of("person", {"residence_type": "lodging"})] == ["户籍人口"]
    assert [one.name for one in table_of("person", {"residence_type": "foreign"})] == ["境外人员"]
    assert [one.name for one in table_of("person", {"left_behind": True})] == ["留守人员", "户籍人口"]
    assert table_of("dwelling", {"is_rental": False}) == []
    assert left_out(tables()["境外人员"], {"name": "x", "nickname": "y"}) == {"nickname"}


@pytest.mark.parametrize(
    ("sexes", "women", "expected"),
    [
        (["1", "2"], [None, None], ["male", "female"]),  # the standard's own list
        (["0", "1"], [False, True], ["male", "female"]),  # 0男 1女, as ID numbers show
        (["0", "1"], [None, False], ["unknown", "male"]),  # the standard's list: 0 is unknown
        (["1", "1"], [True, True], ["female", "female"]),  # women only, of a system with 0男 1女
        (["0", "1"], [None, None], [None, None]),  # nobody can tell: left out and told
        (["男", "女"], [None, None], ["male", "female"]),
    ],
)
def test_reads_sexes_by_the_list_of_their_own_system(sexes, women, expected):
    headings = ["公民身份号码", "姓名", "性别"]
    numbers = ["" if woman is None else id_number(n, woman=woman) for n, woman in enumerate(women)]
    rows = [[number, "某", sex] for number, sex in zip(numbers, sexes, strict=True)]
    found, losses = facts_of(tables()["户籍人口"], headings, rows)
    assert [one.facts.get("sex") for one in found] == expected
    assert [one.kind for one in losses] == ["unsure_sex"] * expected.count(None)


def test_reads_words_where_numbers_should_be_and_tells_what_it_cannot_read():
    found, losses = facts_of(
        tables()["户籍人口"], ["姓名", "民族", "婚姻状况", "出生日期", "星座"], [["孙建军", "汉族", "77", "19480230", "狮子"]]
    )
    assert found[0].facts == {"residence_type": "registered", "name": "孙建军", "ethnicity": "han"}
    assert {(one.column, one.kind) for one in losses} == {
        ("婚姻状况", "no_code"),
        ("出生日期", "unreadable"),
        ("星座", "no_column"),
    }


def test_leaves_the_tables_of_special_groups_out():
    assert not {name for name in tables() if any(word in name for word in ("刑满", "矫正", "吸毒", "精神", "艾滋", "青少年"))}
