"""Builds the test forms: a YAML file becomes the bytes of a workbook or Word document and a truth file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as WordTable
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]
from odf.style import Style, TableCellProperties  # type: ignore[import-untyped]
from odf.table import CoveredTableCell, TableCell, TableRow  # type: ignore[import-untyped]
from odf.table import Table as OdsTable
from odf.text import P  # type: ignore[import-untyped]

from tests.forms.grid import Table, parse
from tests.forms.truth import truth_of

HERE = Path(__file__).parent


def load(path: Path) -> dict[str, Any]:
    """The form in this file; its name is that of the file, its half of the set that of the folder."""
    form: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    form["form"], form["split"] = path.stem, path.parent.name
    return form


def all_forms(split: str = "all") -> list[dict[str, Any]]:
    """Every form of the set, or of its half `tune` or `blind`."""
    forms = [load(path) for path in sorted(HERE.glob("*/*.yaml"))]
    return [form for form in forms if split in ("all", form["split"])]


def build(form: dict[str, Any]) -> tuple[str, bytes, dict[str, Any]]:
    """File name, bytes and truth of one form."""
    if "word" in form:
        tables = [parse(source) for source in form["word"]["tables"]]
        name, data = f"{form['form']}.docx", word(form["word"], tables)
        grids: dict[str | None, list[Table]] = {None: tables}
    else:
        sheets = {sheet.get("name", "Sheet1"): parse(sheet["grid"]) for sheet in form["sheets"]}
        suffix = form["sheets"][0].get("file", "xlsx")
        name, data = f"{form['form']}.{suffix}", WRITERS[suffix](form["sheets"], sheets)
        grids = {title: [table] for title, table in sheets.items()}
    return name, data, truth_of(form, name, grids)


def workbook(sheets: list[dict[str, Any]], grids: dict[str, Table]) -> bytes:
    """An .xlsx with merges, borders, column widths and drop-down lists as the sheets say."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    title = book.add_format({"font_name": "宋体", "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"})
    bare = book.add_format({"font_name": "宋体", "font_size": 11, "align": "left", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format(
        {"font_name": "宋体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
    )
    for sheet in sheets:
        page, grid = book.add_worksheet(sheet.get("name", "Sheet1")), grids[sheet.get("name", "Sheet1")]
        for column in range(grid.columns):
            widths = sheet.get("widths") or []
            page.set_column(column, column, widths[column] if column < len(widths) else 12)
        for top, left, bottom, right in grid.areas():
            look = title if top in grid.titles else bare if top in grid.bare else cell
            text = grid.text.get((top, left), "")
            value: Any = int(text) if text.isdecimal() and text[0] != "0" and len(text) < 6 else text
            if (top, left) != (bottom, right):
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, value, look)
            elif text or top not in grid.bare:
                page.write(top - 1, left - 1, value, look) if text else page.write_blank(top - 1, left - 1, None, look)
        for row in range(1, grid.rows + 1):
            lines = max((text.count("\n") + 1 for (at, _), text in grid.text.items() if at == row), default=1)
            page.set_row(row - 1, 30 if row in grid.titles else max(20, 15 * lines))
        page.set_landscape()
        for place, choices in (sheet.get("choices") or {}).items():
            page.data_validation(place, {"validate": "list", "source": choices})
        if sheet.get("freeze"):
            page.freeze_panes(sheet["freeze"], 0)
    book.close()
    return stream.getvalue()


def old_workbook(sheets: list[dict[str, Any]], grids: dict[str, Table]) -> bytes:
    """The same as an .xls of 1997, as old offices still send it."""
    book = xlwt.Workbook(encoding="utf-8")
    lined = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin; align: wrap on, horiz center")
    bare = xlwt.easyxf("align: wrap on")
    for sheet in sheets:
        grid = grids[sheet.get("name", "Sheet1")]
        page = book.add_sheet(sheet.get("name", "Sheet1"))
        for top, left, bottom, right in grid.areas():
            look, text = bare if top in grid.bare else lined, grid.text.get((top, left), "")
            if (top, left) != (bottom, right):
                page.write_merge(top - 1, bottom - 1, left - 1, right - 1, text, look)
            elif text or top not in grid.bare:
                page.write(top - 1, left - 1, text, look)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def open_document(sheets: list[dict[str, Any]], grids: dict[str, Table]) -> bytes:
    """The same as an .ods."""
    book = OpenDocumentSpreadsheet()
    lined = Style(name="lined", family="table-cell")
    lined.addElement(TableCellProperties(border="0.05pt solid #000000"))
    book.automaticstyles.addElement(lined)
    for sheet in sheets:
        grid = grids[sheet.get("name", "Sheet1")]
        page = OdsTable(name=sheet.get("name", "Sheet1"))
        size = {area[:2]: (area[2] - area[0] + 1, area[3] - area[1] + 1) for area in grid.areas()}
        for row in range(1, grid.rows + 1):
            line = TableRow()
            for column in range(1, grid.columns + 1):
                look = {} if row in grid.bare else {"stylename": lined}
                if grid.corner[row, column] != (row, column):
                    line.addElement(CoveredTableCell(**look))
                    continue
                tall, wide = size[row, column]
                merged = {"numberrowsspanned": tall, "numbercolumnsspanned": wide} if (tall, wide) != (1, 1) else {}
                text = grid.text.get((row, column), "")
                cell = TableCell(**look, **merged, **({"valuetype": "string"} if text else {}))
                for part in text.split("\n") if text else []:
                    cell.addElement(P(text=part))
                line.addElement(cell)
            page.addElement(line)
        book.spreadsheet.addElement(page)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


WRITERS = {"xlsx": workbook, "xls": old_workbook, "ods": open_document}


def word(parts: dict[str, Any], grids: list[Table]) -> bytes:
    """A .docx: paragraphs before, the tables, paragraphs after; the first paragraph is the title."""
    document = docx.Document()
    for index, text in enumerate(parts.get("paragraphs") or []):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if index == 0 else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(text)
        run.bold, run.font.size = index == 0, Pt(16 if index == 0 else 11)
    for grid in grids:
        fill(document.add_table(rows=grid.rows, cols=grid.columns, style="Table Grid"), grid)
        document.add_paragraph("")
    for text in parts.get("after") or []:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill(table: WordTable, grid: Table) -> None:
    """Merge and write the cells of a Word table."""
    cells = [list(row.cells) for row in table.rows]
    for top, left, bottom, right in grid.areas():
        first = cells[top - 1][left - 1]
        if (top, left) != (bottom, right):
            first = first.merge(cells[bottom - 1][right - 1])
        first.text = grid.text.get((top, left), "")
