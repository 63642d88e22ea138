"""Fields that a community lays over the vocabulary."""

from __future__ import annotations

from qingzhuang.vocabulary import OwnField, fold, load, meanings, search, with_own
from qingzhuang.vocabulary.own import name_for, named_values

STOVE = OwnField("household", "own.stove", "取暖方式", "code", (("coal", "煤炉"), ("gas", "燃气")))


def test_leaves_the_vocabulary_as_it_is_without_fields():
    assert with_own(load(), []) is load()


def test_a_word_keeps_its_first_meaning():
    wider = with_own(load(), [OwnField("person", "own.phone", "联系电话", "text")])
    before = load().by_label[fold("联系电话")]
    assert wider.by_label[fold("联系电话")][: len(before)] == before
    assert "own.phone" not in load().entities["person"].fields


def test_values_are_found_by_their_words():
    codes = with_own(load(), [STOVE]).field("household.own.stove").codes
    assert codes is not None
    assert codes.find(fold("煤炉")).name == "coal"


def test_is_found_by_search():
    assert search("取暖方式", 1, with_own(load(), [STOVE]))[0].concept == "household.own.stove"


def test_knows_what_a_label_means_already_however_it_is_written():
    assert [field.path for field in meanings(load(), "person", "公民身份证号码")] == ["person.id_number"]
    assert meanings(load(), "person", "退役军人")  # a word of a yes/no field
    assert not meanings(load(), "household", "取暖方式")


def test_names_are_free_and_values_keep_theirs():
    assert name_for("取暖方式", ["own.qu_nuan_fang_shi"]) == "own.qu_nuan_fang_shi_2"
    assert name_for("！！") == "own.field"
    wider = named_values(["煤炉", "燃气", "煤 炉"], {"煤炉": "coal"})
    assert wider[0] == ("coal", "煤炉")
    assert len({name for name, _word in wider}) == 3
