"""What a question is asked of, and what an answer holds.

>>> Scope("990101003", date(2025, 12, 31)).covers("990101003002")
True
>>> Answer(12, known=False, unknown=3, records=12)
Answer(value=12, known=False, unknown=3, records=12)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Union

import numpy as np
import numpy.typing as npt

from qingzhuang.tally.question import Question

Plain = Union[int, float, str, bool, date]
# the fact that places a record of these entities in a report period
PERIOD_FIELDS = {"birth": "birth_date", "death": "date"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a question is asked.

    `area` is a division code; records of all communities below it are in (`9901` and `990100000000` name the same city,
    '' is everywhere). `as_of` is the day that ages are counted on. `period` (first and last day, both in) bounds births
    and deaths; None takes all that the data hold. `record` is the key of the one record that a card is about, `about` its
    entity; `household` the key for 'same household' (by default the household of the record).
    """

    area: str
    as_of: date
    period: tuple[date, date] | None = None
    household: str = ""
    record: str = ""
    about: str = "person"

    @property
    def prefix(self) -> str:
        """The area code without the zeros that only fill it up to its length."""
        return division_prefix(self.area)

    def covers(self, code: str) -> bool:
        """Whether a community of this code is inside."""
        return code.startswith(self.prefix)


def division_prefix(code: str) -> str:
    """A division code cut to the part that all codes below it begin with (GB/T 2260, GB/T 10114: 2+2+2+3+3 digits).

    >>> division_prefix("990101000000"), division_prefix("990101003000"), division_prefix("990000")
    ('990101', '990101003', '99')
    """
    if not code.isdigit() or len(code) not in (6, 9, 12):
        return code
    for length in (9, 6, 4, 2):
        if length < len(code) and not code[length:].strip("0"):
            code = code[:length]
    return code


@dataclass(frozen=True, slots=True)
class Answer:
    """A value and how sure it is.

    `value` counts only records that are surely meant; `unknown` is how many more may be meant (a field that decides is
    empty, or the value to add up is). `known` is False as soon as one is, or where the data do not hold the field at all.
    `records` is how many records stand behind the value. A mean, least or greatest of no records is None and known.
    """

    value: Plain | None
    known: bool
    unknown: int = 0
    records: int = 0


NOT_HELD = Answer(None, known=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """Numbers for many questions and many rows (communities, areas, households): one line per question.

    `values` is float64 (a missing mean is NaN), `unknown` and `records` are integers; all have the shape
    questions × labels. `held` is False where the data hold no such table. `whole` marks questions whose answers are
    whole numbers.
    """

    labels: tuple[str, ...]
    values: npt.NDArray[np.float64]
    unknown: npt.NDArray[np.int32]
    records: npt.NDArray[np.int32]
    held: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]
    questions: Sequence[Question] = field(default=())

    def at(self, question: int, label: int) -> Answer:
        """One of the answers, by the places of its question and its label."""
        if not self.held[question]:
            return NOT_HELD
        value, unknown = float(self.values[question, label]), int(self.unknown[question, label])
        plain = None if np.isnan(value) else int(value) if self.whole[question] else value
        return Answer(plain, unknown == 0, unknown, int(self.records[question, label]))
