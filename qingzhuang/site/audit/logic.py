"""The chain: pure functions over entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What of an entry is sealed; the actor by number, so that a name can be taken out without breaking the chain."""

    number: int
    at: datetime
    actor: int | None
    area: str
    deed: str
    subject: str
    detail: dict[str, Any]


def seal(link: Link, previous: str) -> str:
    """The hash of an entry and of everything before it, as 64 hex digits."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    words = [previous, link.number, at, link.actor, link.area, link.deed, link.subject, link.detail]
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_fault(links: Iterable[tuple[Link, str]]) -> int | None:
    """The number of the first entry that was changed, taken out or put in; None where the chain is whole."""
    previous, expected = START, 1
    for link, found in links:
        if link.number != expected or seal(link, previous) != found:
            return expected
        previous, expected = found, expected + 1
    return None


@dataclass(frozen=True, slots=True)
class Head:
    """Number and hash of an entry that was the last: kept elsewhere it proves that nothing before it was cut off.

    >>> str(Head.read("12:" + "ab" * 32)) == "12:" + "ab" * 32
    True
    """

    number: int
    hash: str

    @classmethod
    def read(cls, text: str) -> Head:
        number, _, found = text.strip().partition(":")
        if not number.isdigit() or len(found) != len(START) or set(found) - set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(number), found)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def spreadsheet_safe(text: str) -> str:
    """Text that no spreadsheet program runs as a formula.

    >>> spreadsheet_safe("=1+1"), spreadsheet_safe("林")
    ("'=1+1", '林')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
