"""Headings without a sheet around them: `甲/乙` is a label path, and the form is drawn from the paths."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.formfill.form import Blank, State, Table
from qingzhuang.formfill.grid import Book, Cell, Grid, Span, cell_name
from qingzhuang.formfill.layout.tests.drawn import RULED, book
from qingzhuang.formfill.match import understand


def sheet(headings: Sequence[str], title: str = "", rows: int = 3, name: str = "Sheet1") -> Grid:
    """A sheet with a title, a heading block with the merges that the paths need, and empty ruled rows."""
    paths = [heading.split("/") for heading in headings]
    depth = max(map(len, paths))
    first = 2 if title else 1
    spans: list[Span] = [Span(1, 1, 1, len(paths))] if title else []
    texts = {(1, 1): title} if title else {}
    for at, path in enumerate(paths):
        for level, label in enumerate(path):
            if at and paths[at - 1][: level + 1] == path[: level + 1] and level < len(path) - 1:
                continue  # headed by the label of the column before
            right = at
            while level < len(path) - 1 and right + 1 < len(paths) and paths[right + 1][: level + 1] == path[: level + 1]:
                right += 1
            bottom = first + (depth - 1 if level == len(path) - 1 else level)
            spans.append(Span(first + level, at + 1, bottom, right + 1))
            texts[first + level, at + 1] = label
    cells = {(1, 1): Cell(1, 1, title, title, name="A1")} if title else {}
    for row in range(first, first + depth + rows):
        for column in range(1, len(paths) + 1):
            text = texts.get((row, column), "")
            cells[row, column] = Cell(row, column, text, text or None, style=RULED, name=cell_name(row, column))
    merges = tuple(span for span in spans if span.rows * span.columns > 1)
    return Grid(name, first + depth + rows - 1, len(paths), cells, merges)


def form(*headings: str, title: str = "") -> Table:
    """The form with these headings, understood."""
    (found,) = understand(Book("xlsx", (sheet(headings, title),))).tables
    return found


def asks(*headings: str, title: str = "") -> list[str]:
    """What the figures of a statistics table ask for, a row a community; as `said` writes it."""
    return [said(column) for column in form("单位", *headings, title=title).columns[1:]]


def lists(*headings: str, title: str = "") -> list[str]:
    """What the columns of a roster ask for; as `said` writes it."""
    return [said(column) for column in form(*headings, title=title).columns]


def said(blank: Blank) -> str:
    """The concept; empty where it is left alone, with `?` in front where it is not sure."""
    if blank.state in (State.OUTSIDE, State.KEPT):
        return ""
    return f"{blank.concept}" if blank.state is State.SURE else f"? {blank.concept}"


def table(*sheets: str | Grid) -> Table:
    """The only table of a drawn form, understood."""
    (found,) = understand(book(*sheets)).tables
    return found


def blank(found: Table, label: str) -> Blank:
    """The blank with this leaf label."""
    return next(blank for blank in found.blanks() if blank.path[-1:] == (label,))
