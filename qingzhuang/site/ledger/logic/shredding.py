"""The rule of shredding: when the values of a record may be taken out for good. No database.

Two conditions, both: the record is no longer here (moved away, died, dissolved), so that no task goes on with it; and either its
time has run out (Personal Information Protection Law, article 19: the shortest time the purpose needs), or the resident or whoever
speaks for a dead one has asked for it (articles 47 and 49), which a document shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

LONG_NUMBER = re.compile(r"\d{8}")  # of a telephone or an ID card rather than of a document


class Ground(str, Enum):
    TIME = "time"  # the time for which it may be kept is over
    REQUEST = "request"  # asked for by the resident, or by a near relative of a dead one


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands to the rule: whether it is gone, since when, and from which day its time is over."""

    gone: bool
    since: date | None
    free_on: date | None
    empty: bool  # nothing is held of it any more
    kept_days: int = 0

    def may(self, ground: Ground, today: date) -> bool:
        """Whether the values may be taken out today on this ground.

        >>> Standing(True, date(2020, 1, 1), date(2023, 1, 1), False).may(Ground.TIME, date(2022, 12, 31))
        False
        """
        return self.gone and (ground is Ground.REQUEST or (self.free_on is not None and self.free_on <= today))


def standing(state: str, since: date | None, kept_days: int, empty: bool) -> Standing:
    """From the state of a record and the first day of that state."""
    gone = state != "present"
    return Standing(
        gone, since if gone else None, since + timedelta(days=kept_days) if gone and since else None, empty, kept_days
    )


def is_document(basis: str, name: str) -> bool:
    """Whether a basis names a document and nobody: it is kept when all else is gone.

    >>> is_document("临社申〔2026〕12号", "苏晓梅"), is_document("苏晓梅的申请 3号", "苏晓梅"), is_document("申请", "苏晓梅")
    (True, False, False)
    """
    return any(sign.isdigit() for sign in basis) and not (name and name in basis) and not LONG_NUMBER.search(basis)
