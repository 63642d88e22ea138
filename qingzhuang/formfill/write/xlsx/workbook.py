"""The workbook around the patched sheets: which part is which, and the parts that must follow a change."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from xml.sax.saxutils import quoteattr

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xlsx import Workbook, open_workbook, relations
from qingzhuang.formfill.read.xlsx_styles import Styles
from qingzhuang.formfill.read.xml import Element, child, children, local, parse
from qingzhuang.formfill.write.xlsx.part import serialised


class OpenWorkbook:
    """A package with its workbook; `changed` and `removed` gather what is to be written."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.workbook: Workbook = open_workbook(self.package)
        self.changed: dict[str, bytes] = {}
        self.removed: set[str] = set()

    @cached_property
    def styles(self) -> Styles:
        part = self.workbook.styles
        return Styles(parse(self.package.read(part)) if part in self.package else None)

    @cached_property
    def strings(self) -> list[Element]:
        part = self.workbook.shared_strings
        return children(parse(self.package.read(part)), "si") if part in self.package else []

    def number_format(self, style: int) -> str:
        return self.styles.style(style).number_format

    def run_look(self, number: int, prefix: str) -> str:
        """Font of the first run of a shared string as text; empty where it has no runs."""
        look = child(child(self.strings[number], "r"), "rPr") if number < len(self.strings) else None
        return "" if look is None else _as_text(look, prefix)

    def part(self, name: str) -> bytes:
        """The content of a part as it stands now."""
        entry = self.package.entries[name.lower()]
        return self.changed.get(entry.filename) or self.package.read(name)

    def change(self, name: str, content: bytes) -> None:
        self.changed[self.package.entries[name.lower()].filename] = content

    def change_parts(self, kind: str, owner: str, patch: Callable[[bytes], bytes | None]) -> None:
        """Patch every part of a kind that `owner` refers to; a part that cannot be read stays as it is."""
        for found, target in relations(self.package, owner).values():
            if found == kind and target in self.package:
                self.try_change(target, patch)

    def try_change(self, name: str, patch: Callable[[bytes], bytes | None]) -> None:
        try:
            new = patch(self.part(name))
        except FormError as error:
            if error.code == "bomb":
                raise
            return
        if new is not None:
            self.change(name, new)

    def drop_calculation_chain(self) -> None:
        """Remove the list of formula cells, which no longer fits; spreadsheet programs make it anew."""
        found = [
            (key, target) for key, (kind, target) in relations(self.package, self.workbook.part).items() if kind == "calcChain"
        ]
        if not found:
            return
        folder, _, base = self.workbook.part.rpartition("/")
        listing = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        self.try_change(listing, lambda part: _without(part, "Relationship", "Id", {key for key, _ in found}))
        targets = {target.lower() for _, target in found}
        self.try_change("[Content_Types].xml", lambda part: _without(part, "Override", "PartName", targets))
        for _, target in found:
            if target in self.package:
                self.removed.add(self.package.entries[target.lower()].filename)

    def patch_workbook(self, patch: Callable[[Element], None]) -> None:
        """Change the workbook part through its tree."""
        root = parse(self.part(self.workbook.part))
        patch(root)
        self.change(self.workbook.part, serialised(root))


def _as_text(item: Element, prefix: str) -> str:
    """An element of the main namespace as text."""
    name = prefix + local(item)
    attributes = "".join(
        f" {key!s}={quoteattr(str(value))}" for key, value in item.attrib.items() if not str(key).startswith("{")
    )
    inner = "".join(_as_text(part, prefix) for part in item if local(part))
    return f"<{name}{attributes}>{inner}</{name}>"


def _without(part: bytes, tag: str, key: str, values: set[str]) -> bytes:
    root = parse(part)
    for item in list(root):
        value = item.get(key, "")
        if local(item) == tag and (value in values or value.lstrip("/").lower() in values):
            root.remove(item)
    return serialised(root)


def ask_for_recalculation(root: Element) -> None:
    """Have formulas calculated when the file is opened: their stored results are from before."""
    found = child(root, "calcPr")
    if found is None:
        ns = root.tag[: root.tag.index("}") + 1]
        found = root.makeelement(ns + "calcPr", {})
        # the order of elements is fixed: after sheets, names and the like
        before = {
            "oleSize",
            "customWorkbookViews",
            "pivotCaches",
            "smartTagPr",
            "smartTagTypes",
            "webPublishing",
            "fileRecoveryPr",
            "extLst",
            "webPublishObjects",
        }
        after = next((item for item in root if local(item) in before), None)
        if after is None:
            root.append(found)
        else:
            after.addprevious(found)
    found.set("fullCalcOnLoad", "1")
