"""Questions said in words, so that nobody has to read the question language to know what a number means.

>>> from qingzhuang.tally.syntax import parse
>>> in_words(parse("count(person where age>=60 and sex=female)"))
'60 周岁及以上的女性人数'
>>> in_words(parse("count(person where age>=60 and sex=female)"), "en")
'number of women aged 60 and over'
"""

from __future__ import annotations

from qingzhuang.tally import question as q
from qingzhuang.tally.words import chinese, english
from qingzhuang.vocabulary import Vocabulary, label_in, load

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def in_words(question: q.Question | q.Asked, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """The question in 简体中文, 繁體中文 or English; raises QuestionError for names that the vocabulary does not have."""
    words = vocabulary or load()
    asked = question if isinstance(question, q.Asked) else q.Asked(question)
    if language == "en":
        return english.say(asked, words)
    said = chinese.say(asked, words)
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def condition_in_words(
    condition: q.Condition, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None
) -> str:
    """A condition alone: `age>=80` of persons is '80 周岁及以上'; no condition is ''.

    >>> condition_in_words(q.Compare("age", ">=", 80), "person")
    '80 周岁及以上'
    """
    words = vocabulary or load()
    if isinstance(condition, q.Everything):
        return ""
    if language == "en":
        return english.condition(condition, entity, words)
    said = chinese.condition(condition, entity, words)
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


__all__ = ["LANGUAGES", "condition_in_words", "in_words"]
