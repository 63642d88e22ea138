"""A form with blanks as the text of a kind: every blank becomes a place, so that a head begins from the paper that is used today."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import Blank, State
from qingzhuang.formfill.read.docx import document_part
from qingzhuang.formfill.read.docx_text import block_items, paragraph_text
from qingzhuang.formfill.read.package import Package
from qingzhuang.formfill.read.xml import child, local, parse

MOST = 30
GAP = re.compile(r"(\w{0,12}?)([:：]?)[ \u3000]*[_＿]{2,}")
WHO = {
    "兹证明": "姓名",
    "证明": "姓名",
    "茲證明": "姓名",
    "住": "现住址",
    "现住": "现住址",
    "居住于": "现住址",
    "居住在": "现住址",
}
LABEL = re.compile(r"[\w（）()、]{1,20}")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A title and a text, to be looked at and mended before it is used."""

    title: str
    text: str


def drafted(data: bytes, name: str) -> Drafted:
    """The draft of a form file. Raises formfill's refusal for a file that cannot be read.

    >>> drafted(open("card.xlsx", "rb").read(), "card.xlsx").text  # doctest: +SKIP
    '姓名：{姓名}'
    """
    try:
        form = understand(read(data, name))
    except FormError:
        letter = _letter(data) if name.lower().endswith(".docx") else None
        if letter is None:
            raise
        return letter
    labels: list[str] = []
    for table in form.tables:
        labels += [label for blank in table.blanks() if (label := _label(blank))]
    titles = [table.title for table in form.tables if table.title]
    lines = [f"{label}：{{{label}}}" for label in list(dict.fromkeys(labels))[:MOST]]
    return Drafted(titles[0][:40] if titles else "", "\n".join(lines))


def _label(blank: Blank) -> str:
    """The words over or before a blank; empty for a number of the row, a signature, a remark."""
    if blank.state is State.KEPT or (blank.concept or "").startswith("row.") or not blank.path:
        return ""
    label = unicodedata.normalize("NFKC", blank.path[-1]).strip().replace(" ", "").rstrip(":")
    return label if LABEL.fullmatch(label) else ""


def _letter(data: bytes) -> Drafted | None:
    """A Word letter without a table: what stands before each gap names it. None where there is no gap."""
    package = Package(data)
    body = child(parse(package.read(document_part(package))), "body")
    texts = (paragraph_text(item).strip() for item in (block_items(body) if body is not None else ()) if local(item) == "p")
    lines = [text for text in texts if text]
    if not any(GAP.search(line) for line in lines):
        return None
    title = next((line for line in lines if not GAP.search(line) and len(line) <= 40), "")
    return Drafted(title, "\n".join(_places(line for line in lines if line != title)))


def _places(lines: Iterable[str]) -> list[str]:
    """Gaps as places.

    >>> _places(["兹证明____（身份证号____）住____，参加____活动。"])
    ['兹证明{姓名}（身份证号{身份证号}）住{现住址}，参加{参加}活动。']
    """

    def place(found: re.Match[str]) -> str:
        before, colon = found[1], found[2]
        return f"{before}{colon}{{{WHO.get(before, before) or '内容'}}}"

    return [GAP.sub(place, line) for line in lines]
