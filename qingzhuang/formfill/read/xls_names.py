"""Names and sheet references of an old workbook, which formulas call by number."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from qingzhuang.formfill.read import biff
from qingzhuang.formfill.read.biff_formula import NotTold, Surroundings, formula_text, quoted_sheet

_BUILT_IN = {0x06: "_xlnm.print_area", 0x07: "_xlnm.print_titles", 0x0D: "_xlnm._filterdatabase"}


@dataclass(slots=True)
class Globals:
    """What formulas refer to. `defined` and `local` give the text of names; local ones by sheet index."""

    sheets: list[str] = field(default_factory=list)
    references: list[tuple[int, int, int]] = field(default_factory=list)  # book, first sheet, last sheet
    own_book: int = -1
    names: tuple[str, ...] = ()
    defined: dict[str, str] = field(default_factory=dict)
    local: dict[tuple[str, int], str] = field(default_factory=dict)

    def sheet_of(self, reference: int) -> str:
        """A sheet reference as formulas write it; raises KeyError for other files."""
        if reference >= len(self.references):
            raise KeyError(reference)
        book, first, last = self.references[reference]
        if book != self.own_book or not 0 <= first < len(self.sheets) or first != last:
            raise KeyError(reference)
        return quoted_sheet(self.sheets[first])


def read_globals(stream: bytes) -> Globals:
    """Read the names and references of the workbook stream; what is damaged is passed over."""
    known = Globals(sheets=[name for _, _, name in biff.sheet_offsets(stream)])
    raw_names: list[tuple[str, int, bytes]] = []
    books = 0
    for record in biff.globals_of(stream):
        data = record.data
        try:
            if record.kind == biff.SUPBOOK:
                if len(data) == 4 and data[2:] == b"\x01\x04":
                    known.own_book = books
                books += 1
            elif record.kind == biff.EXTERNSHEET:
                count = min(struct.unpack_from("<H", data)[0], (len(data) - 2) // 6)
                known.references += [struct.unpack_from("<Hhh", data, 2 + 6 * index) for index in range(count)]
            elif record.kind == biff.NAME:
                raw_names.append(_name(data))
        except (struct.error, IndexError):
            continue
    known.names = tuple(name for name, _, _ in raw_names)
    for name, owner, tokens in raw_names:
        try:
            text = formula_text(tokens, Surroundings(known.sheet_of, known.names))
        except NotTold:
            continue
        if owner:
            known.local[name.lower(), owner - 1] = text
        else:
            known.defined[name.lower()] = text
    return known


def _name(data: bytes) -> tuple[str, int, bytes]:
    """A defined name: its letters, its sheet counted from 1 (0: all), its tokens."""
    flags, _, letters, size, _, owner = struct.unpack_from("<HBBHHH", data)
    wide = data[14] & 1
    end = 15 + letters * (2 if wide else 1)
    name = data[15:end].decode("utf-16-le" if wide else "latin-1", "replace")
    if flags & 0x20 and name:
        name = _BUILT_IN.get(ord(name[0]), f"_xlnm.{ord(name[0])}")
    return name, owner, data[end : end + size]
