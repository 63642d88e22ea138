"""References in an OpenDocument spreadsheet, moved when lists grow."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qingzhuang.formfill.read.ods_references import BRACKETED, PART
from qingzhuang.formfill.read.xml import Element, local
from qingzhuang.formfill.write.plan import RowShift

_ADDRESSES = frozenset((
    "cell-range-address", "target-range-address", "print-ranges", "end-cell-address", "base-cell-address", "cell-address",
    "source-cell-range-addresses", "target-cell-address",
))  # fmt: skip


def shift_references(root: Element, tables: list[Element], shifts: Mapping[str, RowShift]) -> None:
    """Move formulas, names, ranges, rules and drawn things that refer to grown sheets."""
    for item in root.iter():
        home = ""
        for key, value in item.attrib.items():
            name = str(key).rpartition("}")[2]
            if name in ("formula", "condition", "expression"):
                home = home or _home(item, tables)
                item.set(key, BRACKETED.sub(lambda match, h=home: f"[{shift_address(match[1], shifts, h)}]", str(value)))  # type: ignore[misc]
            elif name in _ADDRESSES and local(item) != "table-row":
                home = home or _home(item, tables)
                item.set(key, " ".join(shift_address(part, shifts, home) for part in _addresses(str(value))))


def _addresses(text: str) -> list[str]:
    return re.findall(r"(?:'(?:[^']|'')*'|[^\s'])+", text)


def _home(item: Element, tables: list[Element]) -> str:
    """Name of the sheet that an element stands on."""
    for up in (item, *item.iterancestors()):
        if local(up) == "table" and up in tables:
            return next((str(value) for key, value in up.attrib.items() if str(key).endswith("}name")), "")
    return "\x00"


def shift_address(text: str, shifts: Mapping[str, RowShift], home: str) -> str:
    """A cell or range address with its rows moved.

    >>> from qingzhuang.formfill.edits import Growth
    >>> shift_address("$a.D6:.D8", {"a": RowShift((Growth(0, 6, 8, 5),))}, "b")
    '$a.D6:.D10'
    """
    found = list(PART.finditer(text))
    if len(found) not in (1, 2) or ("".join(match[0] for match in found)) != text.replace(":", ""):
        return text
    sheet = (found[0]["sheet"] or "").rstrip(".").lstrip("$")
    if sheet[:1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    shift = shifts.get(sheet or home)
    if shift is None:
        return text
    top, bottom = int(found[0]["row"]), int(found[-1]["row"])
    first = _with_row(found[0], shift.row(top))
    if len(found) == 1:
        return first
    return f"{first}:{_with_row(found[1], shift.end(top, bottom) if bottom < 1_048_576 else bottom)}"


def _with_row(match: re.Match[str], row: int) -> str:
    return f"{match['sheet'] or ''}{match['column']}{match['fixed']}{row}"


def copied_formula(formula: str, rows: int) -> str:
    """A formula as it reads when copied `rows` down: rows without a dollar sign move along.

    >>> copied_formula("of:=[.B8]*[.C$2]", 3)
    'of:=[.B11]*[.C$2]'
    """

    def address(match: re.Match[str]) -> str:
        return PART.sub(lambda part: part[0] if part["fixed"] else _with_row(part, int(part["row"]) + rows), match[0])

    return BRACKETED.sub(address, formula)
