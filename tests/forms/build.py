"""Builds the test forms: a YAML file becomes the bytes of a workbook or Word document and a truth file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import xlsxwriter  # type: ignore[import-untyped]
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as WordTable

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
        name, data = f"{form['form']}.xlsx", workbook(form["sheets"], sheets)
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
            value: Any = int(text) if text.isdigit() and text[0] != "0" and len(text) < 6 else text
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
