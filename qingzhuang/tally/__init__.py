"""tally: the question language and its answers, from one household to a province.

>>> from datetime import date
>>> facts = Dataset.of({"person": {"id": ["1", "2"], "birth_date": ["1950-03-02", "2001.7.9"]}})
>>> answer(parse("count(person where age>=60)"), facts, Scope("", date(2025, 12, 31))).value
1
"""

from qingzhuang.tally.answers import (
    Behind,
    answer,
    answer_all,
    answer_by_area,
    answer_by_household,
    answer_split,
    people_behind,
)
from qingzhuang.tally.as_dict import from_dict, to_dict
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.errors import DatasetError, QuestionError, Unsupported
from qingzhuang.tally.question import Question
from qingzhuang.tally.rows import Roster, roster
from qingzhuang.tally.scope import Answer, Answers, Scope
from qingzhuang.tally.syntax import parse, parse_asked, parse_condition, parse_population, write, write_asked, write_condition
from qingzhuang.tally.words import condition_in_words, in_words

__all__ = [
    "Answer",
    "Answers",
    "Behind",
    "Dataset",
    "DatasetError",
    "Question",
    "QuestionError",
    "Roster",
    "Scope",
    "Unsupported",
    "answer",
    "answer_all",
    "answer_by_area",
    "answer_by_household",
    "answer_split",
    "condition_in_words",
    "from_dict",
    "in_words",
    "parse",
    "parse_asked",
    "parse_condition",
    "parse_population",
    "people_behind",
    "roster",
    "to_dict",
    "write",
    "write_asked",
    "write_condition",
]
