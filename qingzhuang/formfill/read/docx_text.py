"""Text of Word paragraphs and cells: runs, tabs, breaks, check boxes, content controls; deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qingzhuang.formfill.read.xlsx_styles import reddish
from qingzhuang.formfill.read.xml import Element, attribute, child, local

# Boxes and ticks of the symbol fonts that Word inserts (Wingdings and Wingdings 2), as characters that can be typed.
SYMBOLS = {
    "6E": "■", "6F": "□", "70": "□", "71": "□", "72": "□", "A8": "□", "FE": "☑", "FD": "☒", "FC": "√", "FB": "×",
    "A1": "○", "6C": "●", "A3": "□", "52": "☑", "53": "☒", "54": "☒", "50": "√", "51": "☒", "99": "●",
}  # fmt: skip
_SKIPPED = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "rPr",
    "pPr",
    "drawing",
    "pict",
    "object",
    "Fallback",
    "commentReference",
    "sdtPr",
}
INSIDE = {"sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "fldSimple", "moveTo", "r", "ruby", "rubyBase"}
_BLOCKS = {"sdt", "sdtContent", "ins", "customXml", "moveTo"}


@dataclass(frozen=True, slots=True)
class Looks:
    """How the text of a cell looks, taken from its first printing run."""

    bold: bool = False
    red: bool = False
    size: float = 10.5
    align: str = ""


def block_items(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also inside content controls."""
    for item in parent:
        kind = local(item)
        if kind in ("p", "tbl"):
            yield item
        elif kind in _BLOCKS:
            yield from block_items(item)


def cell_text(cell: Element) -> str:
    """All text of a cell, a line per paragraph; of a nested table too, its cells parted by tabs."""
    lines = []
    for item in block_items(cell):
        if local(item) == "p":
            lines.append(paragraph_text(item))
        else:
            for row in item.iter():
                if local(row) == "tr":
                    lines.append("\t".join(cell_text(inner) for inner in row if local(inner) == "tc"))
    return "\n".join(lines).strip("\n")


def paragraph_text(paragraph: Element) -> str:
    """Text of one paragraph as it prints."""
    return "".join(_pieces(paragraph))


def _pieces(parent: Element) -> Iterator[str]:
    for item in parent:
        kind = local(item)
        if kind == "t":
            yield item.text or ""
        elif kind in INSIDE:
            yield from _pieces(item)
        elif kind in ("tab", "ptab"):
            yield "\t"
        elif kind in ("br", "cr"):
            yield "\n" if attribute(item, "type") in (None, "textWrapping") else ""
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind == "sym":
            yield symbol(item)
        elif kind == "fldChar":
            yield check_box(item)


def symbol(item: Element) -> str:
    code = (attribute(item, "char") or "").upper()
    if "WINGDINGS" in (attribute(item, "font") or "").upper():
        return SYMBOLS.get(code[-2:], "")
    try:
        return chr(int(code, 16)) if code and not code.startswith("F0") else ""
    except (ValueError, OverflowError):
        return ""


def check_box(item: Element) -> str:
    """A check box of the old form fields has no text of its own."""
    box = child(child(item, "ffData"), "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    state = child(box, "default") if state is None else state
    on = state is not None and attribute(state, "val") not in ("0", "false")
    return "☑" if on else "□"


def run_looks(cell: Element) -> Looks:
    """Looks of the first run with text, else of the first paragraph mark."""
    align = ""
    for paragraph in cell.iter():
        if local(paragraph) != "p":
            continue
        properties = child(paragraph, "pPr")
        justify = child(properties, "jc")
        if not align and justify is not None:
            align = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}.get(
                attribute(justify, "val") or "", ""
            )
        for run in paragraph.iter():
            if local(run) == "r" and any(local(part) == "t" and (part.text or "").strip() for part in run):
                return _run(child(run, "rPr"), align)
    return Looks(align=align)


def _run(properties: Element | None, align: str) -> Looks:
    bold, color, size = child(properties, "b"), child(properties, "color"), child(properties, "sz")
    half_points = attribute(size, "val") if size is not None else None
    return Looks(
        bold=bold is not None and attribute(bold, "val") not in ("0", "false"),
        red=color is not None and reddish(attribute(color, "val") or ""),
        size=int(half_points) / 2 if half_points and half_points.isdigit() and len(half_points) < 5 else 10.5,
        align=align,
    )
