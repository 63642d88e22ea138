"""A word in the meaning of an office: said on a form, it helps a question, and said in a question, it helps a form.

A word is what stands alone as the label of a number (独居老人人数) or as the title of a list (独居老人花名册); its meaning is the
records that it names, `person where lives_alone`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Count, fields_of
from qingzhuang.tally.resolve import condition_of, find, named
from qingzhuang.tally.syntax import parse, parse_population, write_condition
from qingzhuang.vocabulary import UnknownName, Vocabulary

NUMBER = re.compile(r"(?<=..)(?:总数|数量|个数|数|情况)$")
LIST = re.compile(r"(?<=..)(?:人员|基本|详细)?(?:花名册|名单|名册|台账|清单|(?:登记|统计|汇总|明细|信息|情况)+表?)$")
NAMING = ("text", "key", "date")  # types of what tells one record from all others


def words_of_label(path: Sequence[str]) -> tuple[str, ...]:
    """The words that a label path of one label may be about; none where several labels say it together. 人数 after 残疾 takes its
    人 with it or not: both are given.

    >>> words_of_label(["独居老人数"]), words_of_label(["60岁以上", "女"])
    (('独居老人', '独居老'), ())
    """
    if len(path) != 1:
        return ()
    bare = NUMBER.sub("", path[0])
    short = bare[:-1] if bare != path[0] and bare[-1] in "人户" else ""
    return tuple(word for word in (bare, short) if len(word) > 1)


def word_of_title(title: str) -> str:
    """The word that a title of a list is about.

    >>> word_of_title("独居老人花名册")
    '独居老人'
    """
    return LIST.sub("", title)


def records_of(concept: str) -> str:
    """The records that a number counts: `count(person where lives_alone)` counts `person where lives_alone`; empty for anything else."""
    try:
        question = parse(concept)
    except QuestionError:
        return ""
    if not isinstance(question, Count) or not fields_of(question.where):
        return ""
    return f"{question.entity} where {write_condition(question.where)}"


def names_nobody(population: str, vocabulary: Vocabulary) -> bool:
    """Whether records are told apart by kinds and numbers alone, so that no word can stand for one person's name or number."""
    try:
        meant = parse_population(population)
        names = fields_of(meant.where)
        return bool(names) and all(_kind(name, meant.entity, vocabulary) for name in names)
    except (QuestionError, UnknownName):
        return False


def _kind(name: str, entity: str, vocabulary: Vocabulary) -> bool:
    try:
        return find(name, entity, vocabulary).field.type not in NAMING
    except (QuestionError, UnknownName):
        condition = condition_of(named(name.rpartition(".")[2], vocabulary))  # a definition
        return all(_kind(part, entity, vocabulary) for part in fields_of(condition))
