"""A heading cut into words, and what no word explains."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.phrase import parse_phrase, without_exclusions


def kinds(text: str, **how: bool) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in parse_phrase(text, **how).tokens]


def test_names_each_word_by_what_it_does() -> None:
    assert kinds("党员家庭户数") == [("cond", "党员"), ("counted", "家庭户数")]
    assert kinds("60岁以上女性") == [("band", "60岁以上"), ("cond", "女性")]
    assert kinds("平均年龄") == [("function", "平均"), ("numeric", "年龄")]
    assert kinds("非党员") == [("not", "非党员")]
    assert kinds("合计") == [("total", "合计")]
    assert kinds("%") == [("share", "%")]


def test_takes_a_long_word_before_short_ones() -> None:
    assert kinds("少数民族") == [("cond", "少数民族")]
    assert kinds("城市低保") == [("cond", "城市低保")]


def test_leaves_what_no_word_explains() -> None:
    assert parse_phrase("隐患人数").residue == "隐患"
    assert parse_phrase("检查次数").residue != ""
    assert parse_phrase("女").residue == ""


def test_leaves_nothing_over_that_can_be_explained() -> None:
    assert parse_phrase("人数男女").residue == ""


def test_signs_between_words_say_nothing() -> None:
    assert parse_phrase("男、女/(合计)").residue == ""


def test_passes_over_words_of_titles_in_titles_only() -> None:
    assert parse_phrase("低保花名册", title=True).residue == ""
    assert parse_phrase("低保花名册").residue != ""


def test_bare_numbers_are_bands_only_under_a_heading_of_numbers() -> None:
    assert kinds("36-45", bare_bands=True) == [("band", "36-45")]
    assert parse_phrase("36-45").of("band") == ()
    assert kinds("36-45岁") == [("band", "36-45岁")]


def test_a_compound_with_a_question_of_its_own_is_one_word() -> None:
    (token,) = parse_phrase("政策符合率").tokens
    assert token.phrase is not None and token.phrase.question.startswith("percent(")


@pytest.mark.parametrize(
    ("text", "rest", "left_out"),
    [
        ("小计(不含两参人员)", "小计", ("两参人员",)),
        ("人数(不包括60岁以上)", "人数", ("60岁以上",)),
        ("户数(户)", "户数(户)", ()),
        ("人数", "人数", ()),
    ],
)
def test_takes_what_is_left_out_off_a_label(text: str, rest: str, left_out: tuple[str, ...]) -> None:
    assert without_exclusions(text) == (rest, left_out)


words = st.lists(
    st.one_of(
        st.sampled_from(sorted(lexicon().senses)),
        st.sampled_from(sorted(lexicon().counted)),
        st.sampled_from(sorted(lexicon().glue)),
        st.sampled_from(
            ["60岁以上", "36-45", "未满18周岁", "三人及以上户", "初中及以下", "其他", "非", "隐患", "XYZ", "%", "(", "、"]
        ),
        st.text(max_size=4),
    ),
    max_size=5,
).map("".join)


@given(words, st.booleans(), st.booleans())
@example("", True, True)
@example("\x00𠮷\u200b", False, True)
def test_never_loses_a_character(text: str, title: bool, bare_bands: bool) -> None:
    parsed = parse_phrase(text, title=title, bare_bands=bare_bands)
    assert "".join(token.text for token in parsed.tokens) == text
    assert all(token.text for token in parsed.tokens)


@given(words)
def test_what_is_left_over_is_in_the_text(text: str) -> None:
    parsed = parse_phrase(text)
    assert all(token.text in text for token in parsed.of("residue"))
    assert len(parsed.residue) <= len(text)


@given(
    st.lists(st.sampled_from(sorted(lexicon().glue | lexicon().share | lexicon().number)), min_size=1, max_size=4).map("".join)
)
def test_nothing_is_left_over_of_known_words(text: str) -> None:
    assert parse_phrase(text).residue == ""


@pytest.mark.parametrize("text", ["人在户在", "户在人不在", "企业户数和人数"])
def test_a_label_that_counts_two_sorts_of_things_is_not_understood(text: str) -> None:
    assert parse_phrase(text).residue != ""


def test_a_long_text_is_cut_in_good_time() -> None:
    assert parse_phrase("低保户隐患60岁以上" * 40).of("band")
