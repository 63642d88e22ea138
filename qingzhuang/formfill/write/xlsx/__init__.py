"""Write into .xlsx and .xlsm by patching the parts that change; every other entry of the file is copied byte for byte.

Texts are written as inline strings: the table of shared strings stays untouched, an inline string is never taken for a
formula, and Excel, WPS, LibreOffice and the common libraries read it.
"""

from __future__ import annotations

from qingzhuang.formfill.edits import Edits, Written
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Place
from qingzhuang.formfill.read.xml import Element
from qingzhuang.formfill.write.calculate import Result, results
from qingzhuang.formfill.write.formula_shift import shift_formula
from qingzhuang.formfill.write.package import replace_parts
from qingzhuang.formfill.write.plan import GridEdits, RowShift, left_behind, plan
from qingzhuang.formfill.write.xlsx.related import shift_names, shift_related
from qingzhuang.formfill.write.xlsx.sheet import Looks, SheetPatch
from qingzhuang.formfill.write.xlsx.workbook import OpenWorkbook, ask_for_recalculation


def write(data: bytes, book: Book, edits: Edits) -> Written:
    """The workbook with the edits in it."""
    plans = plan(book, edits)
    if not plans:
        return Written(data, book.format)
    opened = OpenWorkbook(data)
    sheets = opened.workbook.sheets
    if len(sheets) != len(book.grids):
        raise refusal("bad_edit", "文件与读取时不一样了。")
    shifts = {sheets[entry.index].name.lower(): entry.shift for entry in plans if entry.shift}
    looks = Looks(opened.number_format, opened.run_look, opened.workbook.epoch1904)
    formulas_gone = False
    touched = {entry.index for entry in plans}
    found = results(book, plans, opened.workbook.epoch1904)
    for entry in plans:
        formulas_gone |= _patch(opened, entry, looks, shifts, found.get(entry.index))
    has_formulas = any(cell.formula for grid in book.grids for cell in grid.cells.values())
    for index, sheet in enumerate(sheets):
        if index in touched or sheet.part not in opened.package:
            continue
        if index in found or (shifts and _may_point(opened.part(sheet.part))):
            _patch(opened, GridEdits(index), looks, shifts, found.get(index))
    if shifts:
        shift_related(opened, shifts)
    if has_formulas and (shifts or formulas_gone):
        opened.drop_calculation_chain()
    if has_formulas or shifts:
        opened.patch_workbook(lambda root: _follow(root, shifts, has_formulas))
    return Written(replace_parts(data, opened.changed, opened.removed), book.format, left_behind(book, plans))


def _patch(
    opened: OpenWorkbook, entry: GridEdits, looks: Looks, shifts: dict[str, RowShift], found: dict[Place, Result] | None
) -> bool:
    listed = opened.workbook.sheets[entry.index]
    if listed.part not in opened.package:
        raise refusal("bad_edit", f"“{listed.name}”不是可以填写的工作表。")
    home = listed.name.lower()

    def move(formula: str, row: int) -> str:
        return shift_formula(formula, shifts, home, row) if shifts else formula

    patch = SheetPatch(opened.part(listed.part), entry, looks, move, found)
    opened.change(listed.part, patch.patch(moves_formulas=bool(shifts)))
    return patch.formulas_gone


def _may_point(part: bytes) -> bool:
    """Can a sheet that is not touched point to one that grew?"""
    return b"!" in part and (b"<f" in part or b":f>" in part or b"formula" in part or b"location=" in part)


def _follow(root: Element, shifts: dict[str, RowShift], has_formulas: bool) -> None:
    if shifts:
        shift_names(root, shifts)
    if has_formulas:
        ask_for_recalculation(root)
