"""Text of shared and inline strings: rich runs joined, phonetic hints left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qingzhuang.formfill.read.xlsx_styles import is_red
from qingzhuang.formfill.read.xml import Element, child, local

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class SharedText:
    """A string of the workbook; `red` where every run that prints is red."""

    text: str
    red: bool = False


def shared_strings(root: Element) -> list[SharedText]:
    """The string table in order."""
    return [rich_text(item) for item in root if local(item) == "si"]


def rich_text(item: Element) -> SharedText:
    """Join the runs of `si` or `is`."""
    if len(item) == 1 and str(item[0].tag).endswith("}t"):  # nearly all
        return SharedText(unescaped(item[0].text or ""))
    pieces: list[str] = []
    reds: list[bool] = []
    for part in item:
        kind = local(part)
        if kind == "t":
            pieces.append(part.text or "")
            reds.append(False)
        elif kind == "r":
            run = child(part, "t")
            text = "" if run is None else run.text or ""
            pieces.append(text)
            if text.strip():
                reds.append(is_red(child(child(part, "rPr"), "color")))
    return SharedText(unescaped("".join(pieces)), bool(reds) and all(reds))


def unescaped(text: str) -> str:
    """`_x000D_` is how the format writes control characters; none of them is of use in a form."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)
