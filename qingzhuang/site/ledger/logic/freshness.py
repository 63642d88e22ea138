"""After what time a fact that nobody confirmed should be asked again."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=4096)
def term_of(name: str) -> int | None:
    """Months that a fact of the vocabulary may stand unconfirmed; None for what does not grow old.

    >>> term_of("phone"), term_of("guardian[1].phone"), term_of("birth_date")
    (12, 12, None)
    """
    fitting = [beginning for beginning in _terms() if name.startswith(beginning)]
    return _terms()[max(fitting, key=len)] if fitting else None


def is_old(confirmed: date, months: int | None, day: date) -> bool:
    """Whether a fact that was last confirmed on a day is past its term.

    >>> [is_old(date(2025, 3, 31), 12, date(2026, 3, number)) for number in (30, 31)], is_old(date(1900, 1, 1), None, date(2026, 1, 1))
    ([False, True], False)
    """
    if months is None:
        return False
    full = (day.year - confirmed.year) * 12 + day.month - confirmed.month - (day.day < confirmed.day)
    return full >= months


@cache
def _terms() -> dict[str, int]:
    found: dict[str, int] = yaml.safe_load(
        (files("qingzhuang.content") / "quality" / "freshness.yaml").read_text(encoding="utf-8")
    )
    return found
