"""Parts beside the sheets that name rows of a grown sheet: drawings, comments, tables, names, charts, pivot sources."""

from __future__ import annotations

import re
from collections.abc import Callable

from qingzhuang.formfill.read.ranges import span
from qingzhuang.formfill.read.xml import Element, child, children, local, parse
from qingzhuang.formfill.write.formula_shift import shift_formula
from qingzhuang.formfill.write.plan import RowShift
from qingzhuang.formfill.write.xlsx.part import serialised
from qingzhuang.formfill.write.xlsx.shift import shift_part, shift_ranges
from qingzhuang.formfill.write.xlsx.workbook import OpenWorkbook

_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(<)")
_ROW = re.compile(rb"(<(?:\w+:)?Row>)\s*(\d+)\s*(<)")


def shift_related(book: OpenWorkbook, shifts: dict[str, RowShift]) -> None:
    """Move what belongs to the grown sheets, by sheet name in lower case."""
    for listed in book.workbook.sheets:
        shift = shifts.get(listed.name.lower())
        if not shift or not listed.part:
            continue
        home = listed.name.lower()
        move = _mover(shifts, home)
        for kind in ("drawing", "comments", "threadedComment", "table", "pivotTable"):
            book.change_parts(kind, listed.part, lambda part, s=shift, m=move: _shifted(part, s, m))  # type: ignore[misc]
        book.change_parts("vmlDrawing", listed.part, lambda part, s=shift: shift_vml(part, s))  # type: ignore[misc]
    for name in book.package.names():
        if re.match(r"(?i)xl/charts/chart[^/]*\.xml$", name):
            book.try_change(name, lambda part: _shifted_chart(part, shifts))
        elif re.match(r"(?i)xl/pivotCache/pivotCacheDefinition[^/]*\.xml$", name):
            book.try_change(name, lambda part: _shifted_source(part, shifts))


def shift_names(root: Element, shifts: dict[str, RowShift]) -> None:
    """Move defined names, print areas and print titles among them."""
    sheets = [item.get("name", "").lower() for item in children(child(root, "sheets"), "sheet")]
    for item in children(child(root, "definedNames"), "definedName"):
        owner = item.get("localSheetId", "")
        home = sheets[int(owner)] if owner.isdigit() and int(owner) < len(sheets) else ""
        if item.text:
            item.text = shift_formula(item.text, shifts, home)


def _mover(shifts: dict[str, RowShift], home: str) -> Callable[[str], str]:
    return lambda text: shift_formula(text, shifts, home)


def _shifted(part: bytes, shift: RowShift, move: Callable[[str], str]) -> bytes:
    root = parse(part)
    shift_part(root, shift, move)
    return serialised(root)


def _shifted_chart(part: bytes, shifts: dict[str, RowShift]) -> bytes | None:
    root = parse(part)
    changed = False
    for item in root.iter():
        if local(item) == "f" and item.text:
            new = shift_formula(item.text, shifts)
            changed, item.text = changed or new != item.text, new
    return serialised(root) if changed else None


def _shifted_source(part: bytes, shifts: dict[str, RowShift]) -> bytes | None:
    """The range that a pivot table reads."""
    root = parse(part)
    for item in root.iter():
        shift = shifts.get(item.get("sheet", "").lower()) if local(item) == "worksheetSource" else None
        if shift and span(item.get("ref", "")):
            item.set("ref", shift_ranges(item.get("ref", ""), shift))
            return serialised(root)
    return None


def shift_vml(part: bytes, shift: RowShift) -> bytes:
    """Comment boxes and form controls; this part is often no well-formed XML, so only its numbers are changed."""

    def anchor(match: re.Match[bytes]) -> bytes:
        numbers = match[2].decode("ascii", "replace").split(",")
        if len(numbers) != 8 or not all(number.strip().isdigit() for number in numbers):
            return match[0]
        first, last = int(numbers[2]), int(numbers[6])
        moved = shift.row(first + 1) - 1
        numbers[2], numbers[6] = f" {moved}", f" {last + moved - first}"
        return match[1] + ",".join(numbers).encode("ascii") + match[3]

    def row(match: re.Match[bytes]) -> bytes:
        return match[1] + str(shift.row(int(match[2]) + 1) - 1).encode("ascii") + match[3]

    return _ROW.sub(row, _ANCHOR.sub(anchor, part))
