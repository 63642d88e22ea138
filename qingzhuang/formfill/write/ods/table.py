"""One table of content.xml: rows and cells taken out of their repeats, filled, and copied where a list grows."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from qingzhuang.formfill.edits import EditValue, Growth
from qingzhuang.formfill.grid import Grid, Place, Span
from qingzhuang.formfill.read.ods import repeated, rows_of
from qingzhuang.formfill.read.xml import Element, attribute, local, namespace
from qingzhuang.formfill.write.calculate import Result
from qingzhuang.formfill.write.ods.references import copied_formula
from qingzhuang.formfill.write.ods.values import OdsValue, ods_value, result_value
from qingzhuang.formfill.write.plan import GridEdits
from qingzhuang.formfill.write.xlsx.cells import markup_safe

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MARK = "qingzhuang-rows"
_CELLS = ("table-cell", "covered-table-cell")
_VALUES = frozenset(("value-type", "value", "date-value", "time-value", "boolean-value", "string-value", "currency"))


@dataclass(frozen=True, slots=True)
class _PatternCell:
    """A cell, or a run of equal cells, of the row that new rows copy."""

    column: int
    count: int
    tag: str
    attributes: str
    number_format: str
    formula: str


class TablePatch:
    """A table while it is patched; rows made as text go to `texts`, marks stand for them in the tree."""

    def __init__(self, table: Element, edits: GridEdits, grid: Grid, texts: list[str], results: Mapping[Place, Result]) -> None:
        self.table, self.edits, self.grid, self.texts, self.results = table, edits, grid, texts, results
        self.ns = namespace(table)
        self.prefixes = {uri: prefix for prefix, uri in table.nsmap.items() if prefix}
        missing = {
            uri[1:-1]: f"qz{number}" for number, uri in enumerate((OFFICE, TEXT, self.ns)) if uri[1:-1] not in self.prefixes
        }
        self.prefixes.update(missing)
        self.declared = "".join(f' xmlns:{prefix}="{uri}"' for uri, prefix in missing.items())

    def patch(self) -> None:
        """Fill the rows of the blank form; put new rows behind the last one of each list."""
        own: dict[int, dict[int, EditValue]] = {}
        for number, values in self.edits.rows.items():
            source, copied = self.edits.shift.source(number)
            if not copied:
                own[source] = values
        growths = self.edits.shift.growths
        stretched = {growth: [merge for merge in self.grid.merges if _stretches(merge, growth)] for growth in growths}
        tops = {merge.top for merges in stretched.values() for merge in merges}
        rows = self._single_rows(sorted({*own, *tops, *(growth.last_row for growth in growths)}))
        patterns = {growth: self._pattern(rows[growth.last_row], growth, stretched[growth]) for growth in growths}
        for growth, merges in stretched.items():
            for merge in merges:
                self._stretch(rows[merge.top], merge, growth.added)
        for number, values in own.items():
            for column, value in values.items():
                if cell := self._cell(rows[number], column, create=value not in (None, "")):
                    self._set(cell[0], ods_value(value, self._format(number, column)))
        self._store_results()
        for growth in growths:
            mark = etree.ProcessingInstruction(MARK, str(len(self.texts)))
            rows[growth.last_row].addnext(mark)
            self.texts.append(self._rows_text(growth, rows[growth.last_row], patterns[growth]))

    def _format(self, row: int, column: int) -> str:
        return self.grid.cell(row, column).style.number_format

    def _single_rows(self, wanted: list[int]) -> dict[int, Element]:
        """Elements for rows, each standing for that row only; rows beyond the end are added."""
        found: dict[int, Element] = {}
        number, at = 1, 0
        last: Element | None = None
        for row in list(rows_of(self.table)):
            count = repeated(row, "rows")
            hits = []
            while at < len(wanted) and wanted[at] < number + count:
                hits.append(wanted[at])
                at += 1
            for hit, element in zip(hits, self._apart(row, [hit - number for hit in hits], count, "rows"), strict=True):
                found[hit] = element
            number += count
            last = row
        for hit in wanted[at:]:
            made = etree.Element(self.ns + "table-row")
            if hit > number:
                filler = etree.Element(self.ns + "table-row")
                _repeat(filler, hit - number, "rows", self.ns)
                etree.SubElement(filler, self.ns + "table-cell")
                self._append(filler, last)
                last = filler
            self._append(made, last)
            found[hit], last, number = made, made, hit + 1
        return found

    def _append(self, row: Element, last: Element | None) -> None:
        if last is None:
            self.table.append(row)
        else:
            last.addnext(row)

    def _apart(self, item: Element, hits: list[int], count: int, what: str) -> list[Element]:
        """Split a repeated row or cell so that each hit (counted from 0) has an element of its own."""
        if not hits or count == 1:
            return [item] * len(hits)
        cuts: list[tuple[int, bool]] = []  # length, is a hit
        at = 0
        for hit in hits:
            if hit > at:
                cuts.append((hit - at, False))
            cuts.append((1, True))
            at = hit + 1
        if at < count:
            cuts.append((count - at, False))
        found: list[Element] = []
        copies = [item, *(deepcopy(item) for _ in cuts[1:])]
        for (length, is_hit), element in zip(cuts, copies, strict=True):
            _repeat(element, length, what, self.ns)
            if is_hit:
                found.append(element)
        for one, following in pairwise(copies):
            following.tail = None
            one.addnext(following)
        return found

    def _cell(self, row: Element, column: int, create: bool = True) -> tuple[Element] | None:
        """The cell of a row at a column, standing for itself only; in a tuple, as empty elements are false."""
        at = 1
        for item in list(row):
            if local(item) not in _CELLS:
                continue
            count = repeated(item, "columns")
            if at <= column < at + count:
                return (self._apart(item, [column - at], count, "columns")[0],)
            at += count
        if not create:
            return None
        if column > at:
            filler = etree.SubElement(row, self.ns + "table-cell")
            _repeat(filler, column - at, "columns", self.ns)
        return (etree.SubElement(row, self.ns + "table-cell"),)

    def _set(self, cell: Element, value: OdsValue) -> None:
        for key in list(cell.attrib):
            if str(key).rpartition("}")[2] in _VALUES or key == self.ns + "formula":
                del cell.attrib[key]
        first = next((part for part in cell if local(part) == "p"), None)
        span = next((part for part in first if local(part) == "span"), None) if first is not None else None
        look = (
            attribute(span, "style-name") if span is not None and not (first is not None and (first.text or "").strip()) else None
        )
        for part in [part for part in cell if local(part) == "p"]:
            cell.remove(part)
        for key, content in value.attributes:
            cell.set(OFFICE + key, content)
        for line in value.lines:
            holder = paragraph = etree.SubElement(cell, TEXT + "p")
            if look is not None:
                holder = etree.SubElement(paragraph, TEXT + "span", {TEXT + "style-name": look})
            holder.text = line

    def _store_results(self) -> None:
        """Put the results of formulas beside them; where one could not be told the old one goes."""
        wanted = {row for row, _ in self.results}
        number = 1
        for row in rows_of(self.table):
            grown = self.edits.shift.row(number)
            if grown in wanted:
                column = 1
                for cell in row:
                    if local(cell) in _CELLS:
                        formula = attribute(cell, "formula")
                        if formula and (found := self.results.get((grown, column))):
                            self._set(cell, result_value(found, self._format(number, column)))
                            cell.set(self.ns + "formula", formula)
                        column += repeated(cell, "columns")
            number += repeated(row, "rows")

    def _stretch(self, row: Element, merge: Span, added: int) -> None:
        cell = self._cell(row, merge.left)
        if cell is not None:
            rows = attribute(cell[0], "number-rows-spanned") or "1"
            cell[0].set(self.ns + "number-rows-spanned", str((int(rows) if rows.isdigit() else 1) + added))

    def _pattern(self, row: Element, growth: Growth, stretched: list[Span]) -> list[_PatternCell]:
        covered = {column for merge in stretched for column in range(merge.left, merge.right + 1)}
        within = {
            column
            for merge in self.grid.merges
            if merge.top == merge.bottom == growth.last_row
            for column in range(merge.left + 1, merge.right + 1)
        }
        pattern = []
        column = 1
        for item in row:
            if local(item) not in _CELLS:
                continue
            count = repeated(item, "columns")
            for at, length in _steps(column, count, covered | within, self.grid.columns):
                tag = "covered-table-cell" if at in covered or at in within else "table-cell"
                skip = {
                    *_VALUES,
                    "formula",
                    "number-columns-repeated",
                    "number-rows-spanned",
                    *(("number-columns-spanned",) if at in covered else ()),
                }
                formula = attribute(item, "formula") or ""
                pattern.append(
                    _PatternCell(at, length, tag, self._attributes(item, skip), self._format(growth.last_row, at), formula)
                )
            column += count
        return pattern

    def _attributes(self, item: Element, skip: set[str]) -> str:
        out = ""
        for key, value in item.attrib.items():
            uri, _, name = str(key).lstrip("{").rpartition("}")
            if name not in skip and uri in self.prefixes:
                out += f' {self.prefixes[uri]}:{name}="{markup_safe(str(value)).replace(chr(34), "&quot;")}"'
        return out

    def _rows_text(self, growth: Growth, row: Element, pattern: list[_PatternCell]) -> str:
        """New rows as XML text."""
        p = self.prefixes[self.ns[1:-1]]
        start = self.edits.shift.row(growth.last_row)
        open_row = f"<{p}:table-row{self.declared}{self._attributes(row, {'number-rows-repeated', 'visibility'})}>"
        out: list[str] = []
        for number in range(start + 1, start + 1 + growth.added):
            values = self.edits.rows.get(number, {})
            out.append(open_row)
            out += [self._cell_text(cell, values, number, number - start, p) for cell in pattern]
            beyond = [column for column in sorted(values) if not pattern or column >= pattern[-1].column + pattern[-1].count]
            at = pattern[-1].column + pattern[-1].count if pattern else 1
            for column in beyond:
                if column > at:
                    out.append(f'<{p}:table-cell {p}:number-columns-repeated="{column - at}"/>')
                out.append(self._filled(f"{p}:table-cell", "", ods_value(values[column], "General")))
                at = column + 1
            out.append(f"</{p}:table-row>")
        return "".join(out)

    def _cell_text(self, cell: _PatternCell, values: dict[int, EditValue], number: int, rows: int, p: str) -> str:
        tag = f"{p}:{cell.tag}"
        hits = (
            [column for column in range(cell.column, cell.column + cell.count) if column in values]
            if values and cell.count < 2000
            else []
        )
        if not hits and cell.formula:
            formula = markup_safe(copied_formula(cell.formula, rows)).replace('"', "&quot;")
            found = self.results.get((number, cell.column))
            value = result_value(found, cell.number_format) if found else OdsValue()
            return self._filled(tag, f'{cell.attributes} {p}:formula="{formula}"', value)
        if not hits:
            times = f' {p}:number-columns-repeated="{cell.count}"' if cell.count > 1 else ""
            return f"<{tag}{cell.attributes}{times}/>"
        out = ""
        for column in range(cell.column, cell.column + cell.count):
            out += self._filled(tag, cell.attributes, ods_value(values.get(column), cell.number_format))
        return out

    def _filled(self, tag: str, attributes: str, value: OdsValue) -> str:
        office, text = self.prefixes[OFFICE[1:-1]], self.prefixes[TEXT[1:-1]]
        kinds = "".join(f' {office}:{key}="{markup_safe(content)}"' for key, content in value.attributes)
        lines = "".join(f"<{text}:p>{markup_safe(line)}</{text}:p>" for line in value.lines)
        return f"<{tag}{attributes}{kinds}>{lines}</{tag}>" if lines else f"<{tag}{attributes}/>"


def _stretches(merge: Span, growth: Growth) -> bool:
    """Does a merge cover the new rows of a list?"""
    ends_with = merge.bottom == growth.last_row and merge.top <= growth.first_row
    return merge.rows > 1 and (merge.top <= growth.last_row < merge.bottom or ends_with)


def _repeat(item: Element, count: int, what: str, ns: str) -> None:
    key = f"{ns}number-{what}-repeated"
    if count > 1:
        item.set(key, str(count))
    elif key in item.attrib:
        del item.attrib[key]


def _steps(column: int, count: int, apart: set[int], used: int) -> list[tuple[int, int]]:
    """A run of cells cut into columns of their own inside the used width, and the rest."""
    inside = min(count, max(0, used - column + 1))
    if inside and (count == 1 or apart & set(range(column, column + inside)) or inside < count or count <= used):
        steps = [(column + step, 1) for step in range(inside)]
        return [*steps, (column + inside, count - inside)] if count > inside else steps
    return [(column, count)]
