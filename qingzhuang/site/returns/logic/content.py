"""What a version holds: the values as they were written, and for each cell what it asked and who gave it. To and from JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from qingzhuang.formfill.answer.cells import CellAsked
from qingzhuang.formfill.answer.filling import BlankAnswer
from qingzhuang.formfill.contents import address_of
from qingzhuang.formfill.edits import CellEdit, Edits, EditValue, Growth, LineEdit
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book, Grid, cell_name, place_of, split_name
from qingzhuang.formfill.rollup import ROW_NUMBER, Share
from qingzhuang.tally.as_dict import from_dict, to_dict
from qingzhuang.tally.question import Listing

At = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that can be explained: what it asked, what it came to, and of a roll-up what each part gave."""

    asked: CellAsked
    value: EditValue
    shares: tuple[Share, ...] = ()

    @property
    def address(self) -> str:
        """The name of the cell, with the number of its sheet where that is not the first."""
        return address_of(self.asked.at[0], self.asked.name)

    @property
    def is_listed(self) -> bool:
        """A fact of a list, not a figure."""
        return isinstance(self.asked.question, Listing)

    @property
    def number(self) -> float | None:
        return float(self.value) if isinstance(self.value, (int, float)) and not isinstance(self.value, bool) else None


@dataclass(frozen=True, slots=True)
class Given:
    """A cell that no question over records stands behind: typed by a person, or about the report itself (its day, who fills it in).

    `reason` says where it is from; of a roll-up `shares` is what each part wrote.
    """

    at: At
    name: str
    table: int
    key: str
    label: str
    value: EditValue
    reason: str
    shares: tuple[Share, ...] = ()

    @property
    def address(self) -> str:
        return address_of(self.at[0], self.name)


@dataclass(frozen=True)
class Content:
    """All of a version. `answers` is the explanation of each blank (`Filling.report`), `both` the pairs of numbers of a roll-up."""

    edits: Edits
    lines: Mapping[At, Line]
    answers: list[dict[str, Any]] = field(default_factory=list)
    both: list[dict[str, Any]] = field(default_factory=list)
    given: Mapping[At, Given] = field(default_factory=dict)

    def named(self, cell: str) -> Line | None:
        """The line of a cell by its address."""
        return next((line for line in self.lines.values() if line.address == cell), None)

    def given_at(self, cell: str) -> Given | None:
        """The same of a cell that asks nothing of the records."""
        return next((one for one in self.given.values() if one.address == cell), None)

    def figures(self) -> Iterator[Line]:
        """Every cell that holds a number over records."""
        return (line for line in self.lines.values() if not line.is_listed and line.number is not None)

    def as_json(self) -> dict[str, Any]:
        """Plain data, the same for the same content."""
        return {
            "cells": [[c.grid, c.row, c.column, _plain(c.value)] for c in self.edits.cells],
            "growths": [[g.grid, g.first_row, g.last_row, g.rows] for g in self.edits.growths],
            "paragraphs": [[line.paragraph, line.text] for line in self.edits.lines],
            "lines": [_line(line) for line in self.lines.values()],
            "answers": self.answers,
            "both": self.both,
            **({"given": [_given(one) for one in self.given.values()]} if self.given else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """What `as_json` wrote."""
        edits = Edits(
            tuple(CellEdit(grid, row, column, _value(value)) for grid, row, column, value in data["cells"]),
            tuple(Growth(*growth) for growth in data["growths"]),
            tuple(LineEdit(*line) for line in data["paragraphs"]),
        )
        lines = [_line_from(line) for line in data["lines"]]
        given = [_given_from(one) for one in data.get("given", ())]
        return cls(edits, {line.asked.at: line for line in lines}, data["answers"], data["both"], {one.at: one for one in given})


def given_of(
    answers: Iterable[BlankAnswer],
    form: Form,
    book: Book,
    edits: Edits,
    lines: Mapping[At, Line],
    shares: Mapping[At, tuple[Share, ...]],
) -> dict[At, Given]:
    """The written cells that no line explains, each with what became of its blank; running numbers of rows say nothing."""
    values = {(cell.grid, cell.row, cell.column): cell.value for cell in edits.cells if cell.value is not None}
    found: dict[At, Given] = {}
    for answer in answers:
        if answer.concept == ROW_NUMBER or not answer.cells:
            continue
        grid = form.tables[answer.table].grid
        for name, row, column in _places(book.grids[grid], answer.cells):
            at = (grid, row, column)
            if at in values and at not in lines:
                found[at] = Given(
                    at, name, answer.table, answer.key, answer.label, values[at], answer.reason, shares.get(at, ())
                )  # fmt: skip
    return found


def _places(grid: Grid, spans: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Every cell of spans such as B3 and B3:B9, with its name; in a Word file only those that have a name."""
    for span in spans:
        first, _, last = span.partition(":")
        if grid.is_word or not last:
            place = place_of(grid, first) or (None if grid.is_word else split_name(first))
            yield from [(first, *place)] if place else []
            continue
        (top, left), (bottom, right) = split_name(first), split_name(last)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield cell_name(row, column), row, column


def lines_of(asked: Mapping[At, CellAsked], edits: Edits, shares: Mapping[At, tuple[Share, ...]]) -> dict[At, Line]:
    """Cells that ask something, with what was written into them; cells that only add up what people typed have no question."""
    values = {(cell.grid, cell.row, cell.column): cell.value for cell in edits.cells}
    return {at: Line(one, values.get(at), shares.get(at, ())) for at, one in asked.items()}


def both_as_json(both: Any) -> list[dict[str, Any]]:
    return [{**asdict(one), "at": list(one.at)} for one in both]


def _line(line: Line) -> dict[str, Any]:
    one = line.asked
    return {
        "at": list(one.at), "name": one.name, "table": one.table, "key": one.key, "label": one.label, "question": to_dict(one.question),
        "area": one.area, "day": one.day.isoformat(), "place": one.place, "row": one.row, "value": _plain(line.value),
        "shares": [[share.code, _plain(share.value), share.row] for share in line.shares],
    }  # fmt: skip


def _given(one: Given) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("name", "table", "key", "label", "reason")}
    shares = [[share.code, _plain(share.value), share.row] for share in one.shares]
    return {"at": list(one.at), **told, "value": _plain(one.value), "shares": shares}


def _given_from(data: Mapping[str, Any]) -> Given:
    grid, row, column = data["at"]
    shares = tuple(Share(code, _value(value), at) for code, value, at in data["shares"])
    return Given(
        (grid, row, column),
        data["name"],
        data["table"],
        data["key"],
        data["label"],
        _value(data["value"]),
        data["reason"],
        shares,
    )


def _line_from(data: Mapping[str, Any]) -> Line:
    grid, row, column = data["at"]
    asked = CellAsked(
        (grid, row, column), data["name"], data["table"], data["key"], data["label"], from_dict(data["question"]), data["area"],
        date.fromisoformat(data["day"]), data["place"], data["row"],
    )  # fmt: skip
    return Line(asked, _value(data["value"]), tuple(Share(code, _value(value), at) for code, value, at in data["shares"]))


def _plain(value: EditValue) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _value(value: Any) -> EditValue:
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value
