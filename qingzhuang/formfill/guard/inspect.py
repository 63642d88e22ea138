"""The whole look at a file before it leaves the house, and the copy of that file with everything covered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qingzhuang.formfill.edits import CellEdit, Edits, LineEdit
from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.guard.apart import in_child
from qingzhuang.formfill.guard.cells import in_cells
from qingzhuang.formfill.guard.findings import Finding, Inspection
from qingzhuang.formfill.guard.numbers import FULL, NAME, PHONE, SHORTEST, SMALL, Hit, find, masked
from qingzhuang.formfill.guard.parts import Left, covered, in_parts, place_of
from qingzhuang.formfill.guard.small import small_figures
from qingzhuang.formfill.guard.whole import PDF, read
from qingzhuang.formfill.read.package import MAX_FILE
from qingzhuang.formfill.read.safely import is_heavy
from qingzhuang.formfill.write import write
from qingzhuang.tally.small import SMALLEST


@dataclass(frozen=True, slots=True)
class Covered:
    """The covered copy, what is still in it in full (as long as something is, it may not be handed out), and what was in the file."""

    data: bytes
    left: Inspection
    found: Inspection

    @property
    def clean(self) -> bool:
        return not self.left.refused


def inspect(data: bytes, name: str = "", *, smallest: int = SMALLEST) -> Inspection:
    """What a file holds that must not be published: in cells of all sheets, hidden or not, in comments, headers, properties,
    leftovers and embedded files. Raises FormError for what cannot be read.

    Large files are looked through in a process of its own, bounded like the reader of forms; what it refuses is not safe to
    publish either. Figures below `smallest` in tables of counts are findings (`tally.small`).
    """
    if is_heavy(data) or data.startswith(PDF):
        found: Inspection = in_child("inspect", _bounded(data), name, smallest)
        return found
    return inspect_here(data, name, smallest)


def inspect_here(data: bytes, name: str, smallest: int = SMALLEST) -> Inspection:
    """The same in this process."""
    return _inspection(data, read(data, name), smallest)


def cover(data: bytes, name: str = "", keep: Collection[str] = (), *, smallest: int = SMALLEST) -> Covered:
    """A copy of the very file with every finding covered; kinds in `keep` (`name`, `address`, `small`) stay as they are.

    Only cells that hold a finding change, and texts beside the cells in their place. The copy is looked through again.
    Raises FormError where the file cannot be read or written.
    """
    if is_heavy(data) or data.startswith(PDF):
        return Covered(*in_child("cover", _bounded(data), name, smallest, tuple(keep)))
    return cover_here(data, name, keep, smallest)


def cover_here(data: bytes, name: str, keep: Collection[str] = (), smallest: int = SMALLEST) -> Covered:
    """The same in this process."""
    book = read(data, name)
    found = _inspection(data, book, smallest)
    if book.format == "pdf":  # its letters cannot be covered in place
        return Covered(data, found, found)
    findings = [finding for finding in found.findings if finding.kind not in keep or finding.kind in FULL]
    cells = tuple(
        CellEdit(one.grid, one.row, one.column, None if one.kind == SMALL and not one.covered else one.covered)
        for one in findings
        if one.grid >= 0
    )
    lines = tuple(LineEdit(one.line, one.covered) for one in findings if one.line >= 0 and book.format == "docx")
    written = write(data, book, Edits(cells, (), lines)).data if cells or lines else data
    also = _texts(findings)
    short = {one.full: one.covered for one in findings if one.kind == NAME or one.kind in FULL and len(one.full) < SHORTEST}
    whole = {full: told for full, told in short.items() if len(full) == len(told)}
    clean = covered(written, also, whole)
    return Covered(clean, _left(clean, name, book.format, also), found)


def _left(clean: bytes, name: str, file_format: str, also: Collection[str]) -> Inspection:
    """What a copy still holds in full: of a package every text and figure in any part, of other files by cells as well, since these
    may keep a number as bytes that are no digits."""
    parts, warnings = in_parts(clean, also, figures=True)
    left = [_in_part(one) for one in parts]
    if not clean.startswith(b"PK"):
        left += [one for one in in_cells(read(clean, name), set()) if one.kind in FULL]
    return Inspection(file_format, tuple(left), tuple(warnings))


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    return data


def _inspection(data: bytes, book: Book, smallest: int) -> Inspection:
    seen: set[str] = set()
    found = list(in_cells(book, seen))
    found += small_figures(book, smallest)
    seen.update(one.full for one in found)
    if book.format == "pdf":
        return Inspection(book.format, tuple(found), book.warnings)
    left, warnings = in_parts(data, told=seen)
    for one in left:
        if one.hit.text in seen:
            continue  # the leftover of a cell that is told already
        seen.add(one.hit.text)
        found.append(_in_part(one))
    return Inspection(book.format, tuple(found), tuple(warnings))


def _in_part(left: Left) -> Finding:
    hit = Hit(left.hit.kind, left.hit.text, 0, len(left.hit.text))
    return Finding(hit.kind, place_of(left.part), masked(hit.text, [hit]), hit.text, True, part=left.part)


def _texts(findings: Collection[Finding]) -> frozenset[str]:
    """Numbers that only what stands around them made one, to be found again wherever the file keeps them."""
    told = {one.full for one in findings if one.kind in FULL}
    told |= {hit.text for one in findings if one.kind == PHONE and not one.full.isascii() for hit in find(one.full)}
    return frozenset(text for text in told if SHORTEST <= len(text) <= 30 and text.isascii())
