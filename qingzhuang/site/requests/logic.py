"""What a passport says, as plain data: questions of a form kept and read again, and decisions. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from qingzhuang.formfill.asks import Ask
from qingzhuang.formfill.form import State
from qingzhuang.tally.syntax import parse_asked, write_asked


class Verdict(str, Enum):
    """In which of five ways a request ends."""

    ANSWER = "answer"  # from the ledger; no community is asked
    MERGE = "merge"  # with a kind that exists
    SHORTEN = "shorten"  # only its new blanks are asked
    SEND = "send"
    RETURN = "return"  # to whoever asked, with a letter


def kept(asks: Iterable[Ask]) -> list[dict[str, Any]]:
    """The questions of a form as they are stored."""
    return [
        {
            "blank": ask.blank,
            "number": ask.number,
            "row": ask.row,
            "label": ask.label,
            "question": write_asked(ask.asked) if ask.asked else "",
            "state": ask.state.value,
            "sensitivity": ask.sensitivity,
            "unclear": ask.unclear,
        }
        for ask in asks
    ]


def asks_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Ask, ...]:
    """The questions that `kept` wrote down."""
    return tuple(
        Ask(
            blank=entry["blank"], number=entry["number"], label=entry["label"],
            asked=parse_asked(entry["question"]) if entry["question"] else None,
            state=State(entry["state"]), sensitivity=entry["sensitivity"], row=entry["row"],
            unclear=entry.get("unclear", ""),
        )
        for entry in stored
    )  # fmt: skip


BANDS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0)  # minutes for a blank, upper ends; the last has none
ENOUGH = 5  # returns of one round, each of another community, below which its minutes are not used


def band_of(minutes: float) -> int:
    """The place of so many minutes for a blank among the bands."""
    return next((at for at, end in enumerate(BANDS) if minutes <= end), len(BANDS))


def median_of(rounds: Iterable[Mapping[int, int]]) -> float | None:
    """The median of minutes for a blank, as the middle of its band; each round gives how many returns lie in each band. Rounds of few
    communities are left out; None where that leaves nothing.

    >>> median_of([{2: 3, 4: 2}]), median_of([{2: 4}])
    (0.75, None)
    """
    counted = [0] * (len(BANDS) + 1)
    for one in rounds:
        if sum(one.values()) >= ENOUGH:
            for band, returns in one.items():
                counted[band] += returns
    total, seen = sum(counted), 0
    for band, returns in enumerate(counted):
        seen += returns
        if total and seen * 2 >= total:
            low = BANDS[band - 1] if band else 0.0
            return (low + (BANDS[band] if band < len(BANDS) else low)) / 2
    return None
