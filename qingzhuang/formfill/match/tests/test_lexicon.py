"""The words of headings, gathered from vocabulary and grammar."""

import pytest

from qingzhuang.formfill.match.lexicon import Sense, lexicon
from qingzhuang.tally.question import Compare, Count, Holds, Not, OneOf
from qingzhuang.tally.syntax import parse, write_condition
from qingzhuang.vocabulary import fold


def senses(word: str) -> list[Sense]:
    return lexicon().value_senses(word)


def test_every_word_is_folded() -> None:
    words = lexicon()
    for table in (words.senses, words.counted, words.number, words.total, words.share, words.function, words.glue, words.neutral):
        assert all(word == fold(word) for word in table)


def test_every_named_question_is_one() -> None:
    for word, phrase in lexicon().phrases.items():
        assert parse(phrase.question), word


def test_a_yes_or_no_word_holds() -> None:
    assert any(sense.condition == Holds("party.is_member") for sense in senses("党员"))


def test_without_is_the_opposite_of_with() -> None:
    assert any(isinstance(sense.condition, Not) for sense in senses("无劳动能力"))


def test_a_definition_is_a_whole_condition() -> None:
    assert write_condition(senses("育龄妇女")[0].condition) == "sex=female and age>=15 and age<=49"


def test_a_vague_value_is_marked() -> None:
    assert all(sense.vague for sense in senses("其他"))
    assert not lexicon().firm("其他")
    assert lexicon().firm("党员")


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("初中及以下", ("illiterate", "primary", "junior_secondary")),
        ("高中以上", ("senior_secondary", "college", "bachelor", "postgraduate")),
        ("本科及以上学历", ("bachelor", "postgraduate")),
    ],
)
def test_an_ordered_value_takes_all_up_to_or_from_it(word: str, values: tuple[str, ...]) -> None:
    assert OneOf("education", values) in [sense.condition for sense in lexicon().ordered(word)]


@pytest.mark.parametrize(
    ("word", "op", "size"), [("一人户", "=", 1), ("3人户", "=", 3), ("五人及以上户", ">=", 5), ("2人以下户", "<=", 2)]
)
def test_sizes_of_households_are_read(word: str, op: str, size: int) -> None:
    (sense,) = lexicon().ordered(word)
    assert (sense.entity, sense.condition) == ("household", Compare("member_count", op, size))  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["女以上", "汉族及以上", "及以上", "低保户"])
def test_what_has_no_order_has_no_bound(word: str) -> None:
    assert lexicon().ordered(word) == ()


def test_conditions_are_of_fields_that_exist() -> None:
    from qingzhuang.tally.question import fields_of

    vocabulary = lexicon().vocabulary
    for word, meanings in lexicon().senses.items():
        for sense in meanings:
            for name in fields_of(sense.condition):
                assert vocabulary.field(f"{sense.entity}.{name}"), word
            assert isinstance(Count(sense.entity, sense.condition), Count)
