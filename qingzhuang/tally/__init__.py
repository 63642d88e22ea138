"""tally: the question language and its answers, from one household to a province.

>>> from datetime import date
>>> from qingzhuang.tally import Dataset, Scope, answer, parse
>>> facts = Dataset.of({"person": {"id": ["1", "2"], "birth_date": ["1950-03-02", "2001.7.9"]}})
>>> answer(parse("count(person where age>=60)"), facts, Scope("", date(2025, 12, 31))).value
1

Names are imported when they are first used: who only reads questions does not wait for NumPy and Arrow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "answers": ("Behind", "answer", "answer_all", "answer_by_area", "answer_by_household", "answer_split", "people_behind"),
    "as_dict": ("from_dict", "to_dict"),
    "dataset": ("Dataset",),
    "errors": ("DatasetError", "QuestionError", "Unsupported"),
    "question": ("Question",),
    "rows": ("Roster", "roster"),
    "scope": ("Answer", "Answers", "Scope"),
    "syntax": ("parse", "parse_asked", "parse_condition", "parse_population", "write", "write_asked", "write_condition"),
    "words": ("condition_in_words", "in_words"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


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
