"""Looks through all that a file holds beside its cells, and covers it in place: comments, headers, properties, leftovers, embedded files.

A workbook keeps texts that no cell shows any more; whoever unpacks the file reads them. Of a package every part is looked at,
text by text and attribute by attribute; of an old workbook every stream, byte by byte.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import olefile
from lxml import etree

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.guard import plain
from qingzhuang.formfill.guard.numbers import SHORTEST, Hit, Known, find, masked
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xml import Element, local, parse
from qingzhuang.formfill.write.package import replace_parts
from qingzhuang.formfill.write.xls.container import replace_stream
from qingzhuang.formfill.write.xlsx.part import serialised

TEXTS = (".xml", ".rels", ".vml", ".txt", ".csv")
EMBEDDED = (".xlsx", ".xlsm", ".docx", ".ods", ".odt", ".pptx")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
TOGETHER = frozenset(("si", "is", "p", "h"))  # elements whose texts are read as one: runs may part a number
DEEPEST = 2
DIGITS, RUNS = re.compile(rb"\d(?:[^<>]?\d){10}"), re.compile(rb"<(?:\w+:)?r>|&#|[\xef\xc2]")  # runs, escapes, wide signs
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of an OLE2 file
STREAMS = ("Workbook", "Book")
PLACES = (
    ("comment", "批注"), ("header", "页眉"), ("footer", "页脚"), ("docProps", "文档属性"), ("drawing", "图形文字"), ("sharedStrings", "表里已不显示的文字"),
    ("pivot", "透视表缓存"), ("workbook", "名称"), ("customXml", "附加数据"), ("externalLink", "外部链接缓存"), ("worksheets", "工作表的页眉页脚或校验"), ("rels", "链接"),
    ("footnotes", "脚注"), ("endnotes", "尾注"), ("document", "正文"), ("styles", "样式"), ("meta", "文档属性"), ("content", "正文"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Left:
    """A number in a part of the file that is no cell."""

    part: str
    hit: Hit


def place_of(part: str) -> str:
    """A part of a package in words."""
    return next((words for start, words in PLACES if start in part), "文件内部")


def in_parts(
    data: bytes, also: Collection[str] = (), *, figures: bool = False, told: Collection[str] = frozenset()
) -> tuple[list[Left], list[str]]:
    """Numbers anywhere in a file, cells or not, and warnings in words; `also` are exact texts that count too, and with `figures` the
    values of cells that are numbers. Texts that are `told` already are passed over."""
    left: list[Left] = []
    warnings: list[str] = []
    _changed(data, Known(also, figures, told), {}, left.append, warnings, 0)
    return left, list(dict.fromkeys(warnings))


def covered(data: bytes, also: Collection[str], whole: Mapping[str, str]) -> bytes:
    """The file with every number covered wherever it stands, and texts that are a key of `whole` (names) as the value says."""
    return _changed(data, Known(also), whole, lambda _left: None, [], 0)


def _changed(
    data: bytes, also: Known, whole: Mapping[str, str], tell: Callable[[Left], None], warnings: list[str], depth: int
) -> bytes:
    if data.startswith(b"PK"):
        return _package(data, also, whole, tell, warnings, depth)
    if data.startswith(MAGIC):
        return _compound(data, also, tell)
    return _bytes(data, "", also, tell)


# ---------------------------------------------------------------- packages
def _package(
    data: bytes, also: Known, whole: Mapping[str, str], tell: Callable[[Left], None], warnings: list[str], depth: int
) -> bytes:
    package = Package(data)
    names = [name.lower() for name in package.names()]
    if len(names) != len(set(names)):
        raise refusal("damaged", "压缩包里有两个部件同名。")
    parts: dict[str, bytes] = {}
    for name in package.names():
        low = name.lower()
        if low.endswith(PICTURES):
            warnings.append("里面有图片，图片上的字没有检查，请自己看一遍。")
        elif low.endswith(EMBEDDED):
            if depth >= DEEPEST:
                warnings.append("嵌入的文件层数太多，没有检查完。")
                continue
            old = package.read(name)
            new = _changed(old, also, whole, lambda left, at=name: tell(Left(f"{at}/{left.part}", left.hit)), warnings, depth + 1)  # type: ignore[misc]
            if new != old:
                parts[name] = new
        elif low.endswith(TEXTS):
            old = package.read(name)
            new = _xml(old, name, also, whole, tell)
            if new != old:
                parts[name] = new
        elif low.endswith(".bin"):
            old = package.read(name)
            new = _compound(old, also, tell, name) if old.startswith(MAGIC) else _bytes(old, name, also, tell)
            if new != old:
                parts[name] = new
    return replace_parts(data, parts) if parts else data


def _xml(data: bytes, name: str, also: Known, whole: Mapping[str, str], tell: Callable[[Left], None]) -> bytes:
    if not whole and not also and _is_plain_sheet(data, name):
        return data
    if plain.is_plain(data):
        return _plain(data, name, also, whole, tell)
    try:
        root = parse(data)
    except FormError:
        return _bytes(data, name, also, tell)
    changed = False
    for owner in _groups(root, also.figures):
        pieces = list(_pieces(owner))
        text = "".join(piece[2] for piece in pieces)
        hits = find(text, also=also) if len(text) >= SHORTEST else []
        for hit in hits:
            tell(Left(name, hit))
        new = masked(text, hits) if hits else whole.get(text.strip(), text)
        if new != text and len(new) == len(text):
            changed = True
            _put(pieces, new)
    for element in root.iter():
        for key, value in element.attrib.items() if local(element) else ():
            hits = find(str(value), also=also) if len(value) >= SHORTEST else []
            if hits:
                changed = True
                element.set(key, masked(str(value), hits))
                for hit in hits:
                    tell(Left(name, hit))
    return serialised(root) if changed else data


def _plain(data: bytes, name: str, also: Known, whole: Mapping[str, str], tell: Callable[[Left], None]) -> bytes:
    try:  # some programs write signs by their number (&#24352; is 张)
        text = (serialised(parse(data)) if b"&#" in data else data).decode("utf-8")
    except (UnicodeDecodeError, FormError):
        return _bytes(data, name, also, tell)
    typed = plain.TYPED.search(data) is not None
    new = plain.changed(text, also, whole, lambda hit: tell(Left(name, hit)), typed)
    return data if new is text else new.encode("utf-8")


def _is_plain_sheet(data: bytes, name: str) -> bool:
    """Whether a sheet, the largest part of a workbook, has no long run of digits; texts of several runs are looked at in full."""
    return "/worksheets/sheet" in name and DIGITS.search(data) is None and RUNS.search(data) is None


def _groups(root: Element, figures: bool) -> Iterator[Element | _Single]:
    """Elements whose texts belong together, and single ones outside of these."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not local(element):  # a comment of the file itself
            continue
        if local(element) in TOGETHER and not any(local(inner) == "p" for inner in element.iterdescendants()):
            yield element
            continue
        if element.text and not element.text.isspace() and (figures or not _is_number(element)):
            yield _Single(element, "text")
        for inner in element:
            if inner.tail and not inner.tail.isspace():
                yield _Single(inner, "tail")
            waiting.append(inner)


def _is_number(element: Element) -> bool:
    """The value of a cell that is a number or the place of a shared string: read as a cell, and no text."""
    if local(element) != "v":
        return False
    cell = element.getparent()
    return cell is not None and local(cell) == "c" and cell.get("t", "n") not in ("str", "inlineStr", "d")


@dataclass(frozen=True, slots=True)
class _Single:
    element: Element
    place: str


def _pieces(owner: Element | _Single) -> Iterator[tuple[Element, str, str]]:
    """The texts of a group in order: element, text or tail, the text."""
    if isinstance(owner, _Single):
        yield owner.element, owner.place, getattr(owner.element, owner.place)
        return
    for event, element in etree.iterwalk(owner, events=("start", "end")):
        if local(element) in ("", "rPh", "phoneticPr"):
            continue
        if event == "start" and element.text:
            yield element, "text", element.text
        elif event == "end" and element is not owner and element.tail:
            yield element, "tail", element.tail


def _put(pieces: list[tuple[Element, str, str]], text: str) -> None:
    at = 0
    for element, place, old in pieces:
        setattr(element, place, text[at : at + len(old)])
        at += len(old)


# ---------------------------------------------------------------- bytes
def _compound(data: bytes, also: Known, tell: Callable[[Left], None], name: str = "") -> bytes:
    """An OLE2 file: the stream of the workbook covered, the others only told."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {"/".join(path): container.openstream(path).read() for path in container.listdir()}
    except Exception:  # olefile raises many kinds of errors on damaged files
        return _bytes(data, name, also, tell)
    for path, content in streams.items():
        new = _bytes(content, f"{name}/{path}".strip("/"), also, tell)
        if new != content and path in STREAMS:
            data = replace_stream(data, (path,), new)
        elif new != content and len(new) == len(content):
            data = data.replace(content, new) if len(content) > 64 and content in data else data
    return data


def _bytes(data: bytes, name: str, also: Known, tell: Callable[[Left], None]) -> bytes:
    """Digits as plain bytes and as UTF-16, covered without changing any length."""
    found = bytearray(data)
    for hit in _hits(data.decode("latin-1"), also):
        tell(Left(name, hit))
        found[hit.start : hit.end] = masked(hit.text, [Hit(hit.kind, hit.text, 0, len(hit.text))]).encode("latin-1")
    for odd in (0, 1):
        text = data[odd : odd + (len(data) - odd) // 2 * 2].decode("utf-16-le", "replace")
        if len(text) * 2 + odd > len(data):  # surrogates: places no longer fit
            continue
        for hit in _hits(text, also):
            tell(Left(name, hit))
            new = masked(hit.text, [Hit(hit.kind, hit.text, 0, len(hit.text))]).encode("utf-16-le")
            found[odd + 2 * hit.start : odd + 2 * hit.end] = new
    return bytes(found)


RUN = re.compile(r"[0-9Xx\-+ ]{11,30}")


def _hits(text: str, also: Known) -> Iterator[Hit]:
    """Numbers in a long text of bytes: only runs of digits are looked at."""
    for run in RUN.finditer(text):
        for hit in find(run[0], also=also, houses=False):  # whose telephone it is, bytes do not say
            yield Hit(hit.kind, hit.text, run.start() + hit.start, run.start() + hit.end)


__all__ = ["Left", "covered", "in_parts", "place_of"]
