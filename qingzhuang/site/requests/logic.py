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
