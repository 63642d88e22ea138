"""The overlap map: a square for each pair of reports, darker where the one asks more of what the other asks; an SVG made on the server."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.site.requests.models import Kind
from qingzhuang.site.requests.overview import Overview, share_of

CELL, LABELS, TOP = 16, 230, 34
SHADES = ((90, "all"), (60, "most"), (30, "some"), (1, "few"))  # from so many of a hundred: the class of the shade
LONGEST = 15


@dataclass(frozen=True, slots=True)
class Label:
    """A row: its number, its report, and where its text stands."""

    number: int
    kind: Kind
    title: str
    y: int
    x: int  # of its number above the columns


@dataclass(frozen=True, slots=True)
class Map:
    """`paths` are all squares of one shade as one path; rows and columns stand in the same order, alike reports side by side."""

    width: int
    height: int
    labels: tuple[Label, ...]
    paths: tuple[tuple[str, str], ...]
    cell: int = CELL
    left: int = LABELS
    top: int = TOP


def overlap_map(overview: Overview) -> Map:
    """The picture of a catalogue; of one without kinds an empty one."""
    order = _in_order(overview)
    drawn: dict[str, list[str]] = {shade: [] for _least, shade in SHADES}
    bits = [overview.bits[kind] for kind in order]
    for row, own in enumerate(bits):
        for column, other in enumerate(bits):
            share = share_of(own, other)
            shade = "own" if row == column else next((name for least, name in SHADES if share >= least), "")
            if shade:
                x, y = LABELS + column * CELL, TOP + row * CELL
                drawn.setdefault(shade, []).append(f"M{x} {y}h{CELL - 1}v{CELL - 1}h-{CELL - 1}z")
    labels = tuple(
        Label(at + 1, kind, _short(kind.title), TOP + at * CELL + CELL - 4, LABELS + at * CELL + CELL // 2)
        for at, kind in enumerate(order)
    )
    size = len(order) * CELL
    return Map(LABELS + size + 4, TOP + size + 4, labels, tuple((shade, "".join(d)) for shade, d in drawn.items() if d))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"


def _in_order(overview: Overview) -> list[Kind]:
    """Beginning with the report that asks most of what others ask, always next the one most alike the last."""
    first = sorted(overview.kinds, key=lambda kind: (-overview.elsewhere[kind], kind.title))
    left = [(kind, overview.bits[kind]) for kind in first]
    order: list[tuple[Kind, int]] = []
    while left:
        last = order[-1][1] if order else 0
        best = max(left, key=lambda pair: share_of(pair[1], last) + share_of(last, pair[1]))
        best = best if best[1] & last else left[0]
        order.append(best)
        left.remove(best)
    return [kind for kind, _bits in order]
