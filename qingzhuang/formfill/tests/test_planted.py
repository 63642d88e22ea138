"""One error planted in each of fifteen filled returns: the cell is named, and what is right stays silent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.styles import Border, Side

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.answer.filling import Filling, Finding
from qingzhuang.formfill.check import check, suspects_in
from qingzhuang.formfill.edits import CellEdit, Edits, EditValue
from qingzhuang.formfill.grid import cell_name, split_name
from qingzhuang.formfill.history import unusual
from qingzhuang.formfill.rules import Period, check_periods, check_required_if

CASES = yaml.safe_load((Path(__file__).parent / "planted.yaml").read_text("utf-8"))
BOX = Border(*[Side("thin")] * 4)
NAMED = 4  # cells at most that a person has to look at


def blank(case: dict[str, Any]) -> tuple[bytes, tuple[CellEdit, ...]]:
    """The form without what was filled in, and what was."""
    book = openpyxl.Workbook()
    sheet, edits = book.active, []
    for row, line in enumerate(case["rows"], 1):
        for column, text in enumerate(line, 1):
            if row > 1:
                sheet.cell(row, column).border = BOX
            if str(text).startswith("="):
                edits.append(CellEdit(0, row, column, value_of(str(text)[1:])))
            elif text != "":
                sheet.cell(row, column, text)
    if note := case.get("note"):
        sheet.cell(len(case["rows"]) + 1, 1, note)
    width = max(len(line) for line in case["rows"])
    for merge in case.get("merges", [f"A1:{cell_name(1, width)}"]):
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), tuple(edits)


def value_of(text: str) -> EditValue:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def findings(case: dict[str, Any]) -> Iterator[Finding]:
    data, edits = blank(case)
    book = read(data)
    form, filling = understand(book), Filling(Edits(edits), ())
    yield from check(form, filling, book)
    yield from suspects_in(form, filling, book)
    yield from check_required_if(form, book, filling.edits)
    now = {(0, one.row, one.column): one.value for one in edits}
    before = {**now, **{(0, *split_name(name)): value for name, value in case.get("before", {}).items()}}
    if "before" in case:
        yield from check_periods(Period(form, now, 2026), Period(form, before, 2026))
    for name, past in case.get("past", {}).items():
        if told := unusual(float(str(now[0, *split_name(name)])), past):
            yield Finding("unusual", "", f"{name} {told}", (name,))


@pytest.mark.parametrize("case", [one for one in CASES if "wrong" in one], ids=lambda case: case["it"])
def test_the_cell_is_named(case: dict[str, Any]) -> None:
    found = list(findings(case))
    naming = [one for one in found if case["wrong"] in one.cells or case["wrong"] in one.sentence]
    assert naming, [one.sentence for one in found]
    assert {one.code for one in found} >= set(case["codes"]), [(one.code, one.sentence) for one in found]
    suspected = next((one for one in found if one.code == "suspect"), None)
    if suspected is not None:
        assert case["wrong"] in suspected.cells and len(suspected.cells) <= NAMED, suspected.sentence


@pytest.mark.parametrize("case", [one for one in CASES if "wrong" not in one], ids=lambda case: case["it"])
def test_what_is_right_stays_silent(case: dict[str, Any]) -> None:
    assert [one.sentence for one in findings(case)] == []


def test_there_are_fifteen_of_the_one_and_five_of_the_other() -> None:
    assert len(CASES) == 20 and sum("wrong" in case for case in CASES) == 15
