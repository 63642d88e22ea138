"""References of OpenDocument formulas, and such formulas in the spelling of the other readers."""

from __future__ import annotations

import re

# $'表 一'.$A$1 — sheet, column, row; the sheet may be absent
PART = re.compile(
    r"(?P<sheet>\$?(?:'(?:[^']|'')*'|[^\s'.:\[\]\"$]+)?\.)?(?P<column>\$?[A-Z]{1,3})(?P<fixed>\$?)(?P<row>[0-9]{1,7})(?![\w(])"
)
BRACKETED = re.compile(r"\[([^\]]*)\]")
_TEXT = re.compile(r'("(?:[^"]|"")*")')


def address_in_a1(text: str) -> str:
    """`$字典.$A$1:.$A$9` → `字典!$A$1:$A$9`; what is no address stays as it is.

    >>> address_in_a1(".B8")
    'B8'
    """
    found = list(PART.finditer(text))
    if len(found) not in (1, 2) or "".join(match[0] for match in found) != text.replace(":", ""):
        return text
    sheet = (found[0]["sheet"] or "").rstrip(".").lstrip("$")
    cells = ":".join(f"{match['column']}{match['fixed']}{match['row']}" for match in found)
    return f"{sheet}!{cells}" if sheet else cells


def formula_in_a1(text: str) -> str:
    """A formula with its equals sign: `of:=SUM([.A1:.A3];2)` → `=SUM(A1:A3,2)`."""
    body = text.partition("=")[2] if "=" in text else text
    pieces = _TEXT.split(body)
    for at in range(0, len(pieces), 2):  # between the texts
        pieces[at] = BRACKETED.sub(lambda match: address_in_a1(match[1]), pieces[at]).replace(";", ",")
    return "=" + "".join(pieces)
