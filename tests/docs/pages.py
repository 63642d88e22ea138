"""The pages of the documentation as text, links and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, files, read

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.M)


def pages() -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix == ".md")


def links(path: Path) -> Iterator[str]:
    yield from LINK.findall(FENCE.sub("", read(path)))


def headings(path: Path) -> list[tuple[int, str]]:
    return [(len(marks), text) for marks, text in HEADING.findall(FENCE.sub("", read(path)))]


def anchor(heading: str) -> str:
    """As repository hosts make them: lower case, signs dropped, spaces to hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def exists(path: Path) -> bool:
    return (ROOT / path).exists()


def first_cells(path: Path) -> list[str]:
    """The first cell of each row of all tables of a page, without code marks."""
    rows = re.findall(r"^\|\s*([^|]+?)\s*\|", read(path), re.M)
    return [row.strip("` ") for row in rows if not set(row) <= set("-: ")]
