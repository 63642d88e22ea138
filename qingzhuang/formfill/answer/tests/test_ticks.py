"""Printed choices: read, picked from and ticked in place."""

import pytest

from qingzhuang.formfill.answer.choices import Choice, listed, numbered, pick, slashed
from qingzhuang.formfill.answer.ticks import boxes, choices_in, tick


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("男○ 女○", ("女性", "女"), "男○ 女●"),
        ("○护照 ○港澳居民通行证 ○台胞证 ○其它", ("护照",), "●护照 ○港澳居民通行证 ○台胞证 ○其它"),
        ("□常住（居住6个月以上）□临住", ("常住",), "■常住（居住6个月以上）□临住"),
        ("[]城市低保 []农村低保", ("农村低保",), "[]城市低保 [√]农村低保"),
        ("是（ ） 否（ ）", ("否",), "是（ ） 否（√）"),
        ("（  ）是 （  ）否", ("是",), "（√ ）是 （  ）否"),
        ("性别：男□ 女□", ("男",), "性别：男■ 女□"),
        ("☐是 ☐否", ("是",), "☑是 ☐否"),
        ("●男 ○女", ("女",), "○男 ●女"),
        ("□1.是 □2.否", ("否",), "□1.是 ■2.否"),
    ],
)
def test_ticks_the_choice_that_the_words_mean(text: str, words: tuple[str, ...], wanted: str) -> None:
    chosen = pick(words, choices_in(text))
    assert chosen is not None
    assert tick(text, {chosen}) == wanted


def test_an_empty_bracket_alone_is_no_choice() -> None:
    assert boxes("（  ）") == ()
    assert boxes("（公章） 负责人：") == ()


def test_an_empty_set_takes_ticks_away() -> None:
    assert tick("●男 ○女", set()) == "○男 ○女"


@pytest.mark.parametrize(
    ("words", "options", "wanted"),
    [
        (("汉族", "汉"), ("01-汉族", "02-蒙古族"), 0),
        (("大学专科", "大专"), ("研究生", "大学本科", "大学专科和专科学校"), 2),
        (("已婚",), ("未婚", "已婚"), 1),
        (("未婚",), ("已婚", "离婚"), None),
        (("中共党员", "党员"), ("中国共产党党员", "群众"), 0),
        (("低保户",), ("有劳动能力的低保户", "无劳动能力的低保户"), None),
        (("农业", "农村"), ("城镇", "农村"), 1),
        (("肢体",), ("视力", "听力"), None),
    ],
)
def test_picks_only_a_choice_that_is_clear(words: tuple[str, ...], options: tuple[str, ...], wanted: int | None) -> None:
    assert pick(words, listed(options)) == wanted


def test_reads_numbered_choices_from_labels_and_hints() -> None:
    assert numbered("是否贫困：1.是 2.否") == (Choice("1", "是"), Choice("2", "否"))
    assert numbered("可选，1=是，0=否") == (Choice("1", "是"), Choice("0", "否"))
    assert [c.says for c in numbered("住房结构：1.钢筋混凝土2.砖木3.土坯4.其他")] == ["钢筋混凝土", "砖木", "土坯", "其他"]
    assert numbered("18-60岁人数") == ()
    assert numbered("2.农业生产经营支出") == ()


def test_reads_choices_with_strokes() -> None:
    assert [c.says for c in slashed("预/正")] == ["预", "正"]
    assert slashed("可选，如2.5元/㎡/月") == ()
    assert slashed("备注") == ()
