"""Read .xlsx and .xlsm: workbook, sheets, looks, drop-downs and shapes, straight from the parts of the package."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book, Grid, Span
from qingzhuang.formfill.read.choices import Sources, resolve
from qingzhuang.formfill.read.extent import overlap_warning
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.ranges import sheet_reference, span
from qingzhuang.formfill.read.xlsx_shapes import comments_of_sheet, shapes_of_sheet
from qingzhuang.formfill.read.xlsx_sheet import Sheet, read_sheet
from qingzhuang.formfill.read.xlsx_strings import SharedText, shared_strings
from qingzhuang.formfill.read.xlsx_styles import Styles
from qingzhuang.formfill.read.xml import attribute, child, children, local, parse

MAX_SHEETS = 200


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Workbook:
    """What workbook.xml and its relations say."""

    part: str
    sheets: list[SheetPart] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # defined names, lower case
    local_names: dict[tuple[str, int], str] = field(default_factory=dict)  # (name, sheet index)
    epoch1904: bool = False
    shared_strings: str = ""
    styles: str = ""
    external_links: bool = False
    macros: bool = False


def read(data: bytes, name: str = "") -> Book:
    """Read a workbook; raises FormError."""
    package = Package(data)
    workbook = open_workbook(package)
    strings: Sequence[SharedText] = ()
    if workbook.shared_strings in package:
        strings = shared_strings(parse(package.read(workbook.shared_strings)))
    return book_of(package, workbook, strings, package.read)


def book_of(package: Package, workbook: Workbook, strings: Sequence[SharedText], part: Callable[[str], bytes]) -> Book:
    """The book of an opened workbook; `part` gives the XML of a sheet, which may be only the beginning of a long one."""
    styles = Styles(parse(package.read(workbook.styles)) if workbook.styles in package else None)
    warnings: list[str] = []
    sheets = []
    for listed in workbook.sheets:
        if listed.part in package:
            sheets.append(read_sheet(parse(part(listed.part)), listed.name, strings, styles, workbook.epoch1904))
        else:
            sheets.append(Sheet(listed.name))
    sources = Sources({sheet.name.lower(): sheet for sheet in sheets}, workbook.names, workbook.local_names)
    grids = []
    for index, (listed, sheet) in enumerate(zip(workbook.sheets, sheets, strict=True)):
        grids.append(_grid(package, workbook, index, listed, sheet, sources, warnings))
    return Book("xlsm" if workbook.macros else "xlsx", tuple(grids), warnings=(*_warnings(workbook), *warnings))


def open_workbook(package: Package) -> Workbook:
    """Find the workbook part by the relations, as Excel does, and read its lists."""
    found = [target for kind, target in relations(package, "").values() if kind == "officeDocument"]
    part = found[0] if found else "xl/workbook.xml"
    if part not in package:
        raise refusal("damaged", "文件内部没有工作簿。")
    workbook = Workbook(part)
    targets = relations(package, part)
    for kind, target in targets.values():
        if kind == "sharedStrings":
            workbook.shared_strings = target
        elif kind == "styles":
            workbook.styles = target
        elif kind == "vbaProject":
            workbook.macros = True
        elif kind == "externalLink":
            workbook.external_links = True
    root = parse(package.read(part))
    properties = child(root, "workbookPr")
    workbook.epoch1904 = properties is not None and properties.get("date1904") in ("1", "true")
    for sheet in children(child(root, "sheets"), "sheet")[:MAX_SHEETS]:
        kind, target = targets.get(attribute(sheet, "id") or "", ("", ""))
        if kind in ("worksheet", ""):
            workbook.sheets.append(SheetPart(sheet.get("name", ""), target, sheet.get("state", "visible") != "visible"))
        else:  # chart sheets keep their place in the order of sheets
            workbook.sheets.append(SheetPart(sheet.get("name", ""), "", True))
    for item in children(child(root, "definedNames"), "definedName"):
        label, text, owner = item.get("name", "").lower(), item.text or "", item.get("localSheetId", "")
        if owner.isdigit():
            workbook.local_names[label, int(owner)] = text
        else:
            workbook.names[label] = text
    if not workbook.sheets:
        raise refusal("no_table", "工作簿里没有工作表。")
    return workbook


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part by id: (last word of the type, name of the target part). Outside targets are left out."""
    folder, base = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", base + ".rels")
    if listing not in package:
        return {}
    found = {}
    for item in parse(package.read(listing)):
        if local(item) == "Relationship" and item.get("TargetMode") != "External":
            kind = item.get("Type", "").rpartition("/")[2]
            found[item.get("Id", "")] = (
                kind,
                posixpath.normpath(posixpath.join("/" + folder, item.get("Target", ""))).lstrip("/"),
            )
    return found


def _grid(
    package: Package, workbook: Workbook, index: int, listed: SheetPart, sheet: Sheet, sources: Sources, warnings: list[str]
) -> Grid:
    beside = relations(package, listed.part) if listed.part else {}
    shapes = shapes_of_sheet(package, beside)
    warnings += overlap_warning(listed.name, sheet.overlapping)
    if sheet.cut_off:
        warnings.append(f"工作表“{listed.name}”在很远的地方还有内容，第 {sheet.rows} 行、第 {sheet.columns} 列以外的没有读取。")
    return Grid(
        name=listed.name,
        rows=sheet.rows,
        columns=sheet.columns,
        cells=sheet.cells,
        merges=sheet.merges,
        column_widths=sheet.column_widths,
        row_heights=sheet.row_heights,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        validations=resolve(sheet.rules, sheet, index, sources),
        shapes=shapes,
        hidden=listed.hidden,
        print_area=_print_area(workbook, index),
        page_header=sheet.page_header,
        page_footer=sheet.page_footer,
        comments=comments_of_sheet(package, beside),
    )


def _print_area(workbook: Workbook, index: int) -> Span | None:
    text = workbook.local_names.get(("_xlnm.print_area", index), "")
    found = sheet_reference(text.split(",")[0])
    return span(found[1]) if found else None


def _warnings(workbook: Workbook) -> list[str]:
    found = []
    if workbook.macros:
        found.append("文件里有宏。宏不会被运行，也不会被改动。")
    if workbook.external_links:
        found.append("文件里有指向其他文件的公式，这些公式按文件里已存的结果读取，不会去打开其他文件。")
    return found
