"""Texts of an XML part that each stand by themselves: found and covered in the part as it is written, many times quicker than in a tree.

>>> told = []
>>> changed('<t>990101198001010014</t><v>13900000001</v>', Known(), {}, lambda hit: told.append(hit.kind)), told
('<t>990101********0014</t><v>13900000001</v>', ['id_number'])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from qingzhuang.formfill.guard.numbers import SHORTEST, Hit, Known, find, masked

# runs and paragraphs, whose texts are read together; escapes; what is no element: for these a tree is made
JOINED = re.compile(rb"<(?:\w+:)?(?:r|rPh|p|h)[ />]|<!|_x[0-9A-Fa-f]{4}_")
DECLARED = re.compile(rb"^\xef\xbb\xbf<\?xml|^<\?xml[^>]*encoding=[\"'](?!utf-8)", re.I)
TYPED = re.compile(rb"""\bt=["'](?:str|d)["']""")
VALUE = r"(?<!<v)(?<!:v)"  # the value of a cell that is a number or the place of a string: read as a cell, and no text
TEXTS = {
    (values, least): re.compile(rf"""{"" if values else VALUE}>([^<]{{{least},}})|=\s*(?:"([^"<]{{11,}})"|'([^'<]{{11,}})')""")
    for values in (False, True)
    for least in (1, SHORTEST)
}
NUMBERS = re.compile(
    r"""<((?:\w+:)?)c(?=[ >])(?![^>]*\bt=["'](?:str|d)["'])[^>]*>(?:<\1f[^>]*(?:/>|>[^<]*</\1f>))?<\1v>([^<]*)"""
)


def is_plain(data: bytes) -> bool:
    """Whether every text of a part stands by itself, in UTF-8."""
    return JOINED.search(data) is None and DECLARED.search(data) is None


def changed(
    text: str, also: Known, whole: Mapping[str, str], tell: Callable[[Hit], None], typed: bool = False
) -> str:  # fmt: skip
    """The part with its numbers covered, and texts that are a key of `whole` as the value says; `typed`: some cells hold their text
    in `v`."""
    out: list[str] = []
    at = 0
    numbers = {match.start(2) for match in NUMBERS.finditer(text)} if typed else set()
    for start, piece, is_text in _pieces(text, TEXTS[typed or also.figures, 1 if whole else SHORTEST]):
        if start in numbers and not also.figures:
            continue
        hits = find(piece, also=also) if len(piece) >= SHORTEST and piece not in also.told else []
        new = masked(piece, hits) if hits else whole.get(piece.strip(), piece) if is_text else piece
        for hit in hits:
            tell(hit)
        if new is not piece and len(new) == len(piece):
            out += (text[at:start], new)
            at = start + len(piece)
    return "".join((*out, text[at:])) if out else text


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str, bool]]:
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        yield match.start(group), match[group], group == 1
