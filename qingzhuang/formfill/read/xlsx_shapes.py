"""Text boxes and lines drawn over a sheet: how many offices draw a diagonal heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Place, Shape, Span
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.ranges import place
from qingzhuang.formfill.read.xml import Element, child, local, parse

MAX_SHAPES = 500
_LINES = ("line", "straightConnector1", "bentConnector2", "bentConnector3")


def shapes_of_sheet(package: Package, relations: Mapping[str, tuple[str, str]]) -> tuple[Shape, ...]:
    """Shapes in the drawing parts of a sheet; a drawing that cannot be read is passed over, it is only decoration."""
    found: list[Shape] = []
    for kind, target in relations.values():
        if kind in ("drawing", "vmlDrawing") and target in package:
            try:
                root = parse(package.read(target))
            except FormError as error:
                if error.code != "damaged":
                    raise
                continue
            found += _drawn(root) if kind == "drawing" else _vml(root)
    return tuple(found[:MAX_SHAPES])


def comments_of_sheet(package: Package, relations: Mapping[str, tuple[str, str]]) -> dict[Place, str]:
    """Notes pinned to cells, by place."""
    found: dict[Place, str] = {}
    for kind, target in relations.values():
        if kind == "comments" and target in package:
            try:
                root = parse(package.read(target))
            except FormError as error:
                if error.code != "damaged":
                    raise
                continue
            for item in root.iter():
                if local(item) == "comment" and (at := place(item.get("ref", ""))) and len(found) < MAX_SHAPES:
                    found[at] = "".join(part.text or "" for part in item.iter() if local(part) == "t").strip()
    return found


def _drawn(root: Element) -> list[Shape]:
    found = []
    for anchor in root:
        if local(anchor) not in ("twoCellAnchor", "oneCellAnchor"):
            continue
        start, end = _marker(child(anchor, "from")), _marker(child(anchor, "to"))
        if start is None:
            continue
        where = Span(start[0], start[1], max(start[0], (end or start)[0]), max(start[1], (end or start)[1]))
        for shape in _simple_shapes(anchor):
            text = _paragraphs(shape)
            is_line = local(shape) == "cxnSp" or any(
                item.get("prst") in _LINES for item in shape.iter() if local(item) == "prstGeom"
            )
            if text or is_line:
                found.append(Shape(text, where, is_line))
    return found


def _simple_shapes(parent: Element) -> Iterator[Element]:
    """Shapes inside groups too; of alternatives only the first."""
    for item in parent:
        kind = local(item)
        if kind in ("sp", "cxnSp"):
            yield item
        elif kind in ("grpSp", "AlternateContent", "Choice"):
            yield from _simple_shapes(item)


def _paragraphs(shape: Element) -> str:
    lines = []
    for paragraph in shape.iter():
        if local(paragraph) == "p":
            lines.append("".join(item.text or "" for item in paragraph.iter() if local(item) == "t"))
    return "\n".join(lines).strip()


def _marker(item: Element | None) -> tuple[int, int] | None:
    row, column = child(item, "row"), child(item, "col")
    if row is None or column is None:
        return None
    try:
        return int(row.text or "0") + 1, int(column.text or "0") + 1
    except ValueError:
        return None


def _vml(root: Element) -> list[Shape]:
    """Shapes of the old drawing language; notes (comments) and form controls are not part of the paper."""
    found = []
    for shape in root.iter():
        if local(shape) not in ("shape", "line", "rect", "roundrect"):
            continue
        client = child(shape, "ClientData")
        if client is not None and client.get("ObjectType") in ("Note", "Drop", "Button", "Checkbox", "Radio"):
            continue
        anchor = child(client, "Anchor")
        numbers = (
            [int(part) for part in (anchor.text or "").replace(" ", "").split(",") if part.isdigit()]
            if anchor is not None
            else []
        )
        if len(numbers) != 8:
            continue
        where = Span(numbers[2] + 1, numbers[0] + 1, max(numbers[6], numbers[2]) + 1, max(numbers[4], numbers[0]) + 1)
        box = child(shape, "textbox")
        text = "".join(str(part) for part in box.itertext()).strip() if box is not None else ""
        if text or local(shape) == "line":
            found.append(Shape(text, where, local(shape) == "line"))
    return found
