"""A bar of blanks by state, as lengths of an SVG made on the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.site.requests.known import STATES
from qingzhuang.site.requests.wording import BLANKS

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the bar, in thousandths."""

    state: str
    words: Any
    count: int
    x: str
    width: str


def pieces(counts: Mapping[str, int]) -> list[Piece]:
    """The stretches from left to right; states without blanks have none."""
    total = sum(counts.values())
    found: list[Piece] = []
    x = 0.0
    for state in STATES:
        count = counts.get(state, 0)
        if count:
            width = WIDTH * count / total
            found.append(Piece(state, BLANKS[state], count, f"{x:.1f}", f"{width:.1f}"))
            x += width
    return found
