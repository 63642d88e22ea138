"""A kind drawn without programming: `{姓名}` in a text is a field of the vocabulary, any other `{…}` is something that somebody verifies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qingzhuang.site.certificates.logic.kinds import PLACE
from qingzhuang.site.certificates.logic.letters import PIECE
from qingzhuang.vocabulary import fold, load

MOST, LONGEST = 30, 4000
NOT_HERE = ("person.photo",)


class NotDrawn(ValueError):
    """The kind says too little or too much: `code` is no_name, empty, too_long, bounds or brackets, `what` the line."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what


@dataclass(frozen=True, slots=True)
class Drawn:
    """What somebody typed: title, what it is for, on what basis, the paragraphs with their places, days of validity, how many eyes."""

    title: str
    use: str
    basis: str
    paragraphs: Sequence[str]
    valid_days: int = 90
    eyes: int = 2
    once: bool = False
    layout: str = ""


def kind_drawn(drawn: Drawn) -> dict[str, Any]:
    """The kind in the form of a file of the content. Raises NotDrawn.

    >>> told = kind_drawn(Drawn("社区食堂就餐证明", "在社区食堂就餐", "社区公约第3条", ["{姓名}可在{食堂名称}就餐。"]))
    >>> [fact["path"] for fact in told["facts"]], [one["label"]["zh-Hans"] for one in told["asked"]]
    (['name'], ['食堂名称'])
    """
    _check(drawn)
    facts: dict[str, dict[str, Any]] = {}
    asked: dict[str, dict[str, Any]] = {}
    needed = {name for line in drawn.paragraphs for name in PLACE.findall(PIECE.sub("", line))}
    for place in dict.fromkeys(name for line in drawn.paragraphs for name in PLACE.findall(line)):
        path = path_of(place)
        if path:
            facts[place] = {"name": place, "path": path, "optional": place not in needed}
        else:
            asked[place] = {"name": place, "type": "date" if place.endswith("日期") else "text", "label": _same(place)}
    if not any(fact["path"] == "name" for fact in facts.values()):
        raise NotDrawn("no_name")
    return {
        "title": _same(drawn.title.strip()), "names": [drawn.title.strip()], "use": _same(drawn.use.strip()), "stand": "verify",
        "eyes": drawn.eyes, "valid_days": drawn.valid_days, "once": drawn.once, "layout": drawn.layout,
        "basis": [{"text": drawn.basis.strip(), "checked": False}], "facts": list(facts.values()), "asked": list(asked.values()),
        "wording": {"zh-Hans": list(drawn.paragraphs)},
    }  # fmt: skip


def path_of(label: str) -> str:
    """The fact that a place names in the words of forms: a field of the person, else of the household or the home; empty for none.

    >>> path_of("身份证号码"), path_of("家庭人口数"), path_of("食堂名称")
    ('id_number', 'household.member_count', '')
    """
    words = load()
    found = {field.path: field for field in words.by_label.get(fold(label), ())}
    for entity in ("person", "household", "dwelling"):
        for path, field in found.items():
            plain = path.count(".") == 1 and path.startswith(f"{entity}.") and path not in NOT_HERE
            if plain and field.type in ("text", "code", "date", "integer", "number"):
                return path.removeprefix("person.")
    return ""


def _check(drawn: Drawn) -> None:
    if not (drawn.title.strip() and drawn.use.strip() and drawn.basis.strip()):
        raise NotDrawn("empty")
    if not drawn.paragraphs or len(drawn.paragraphs) > MOST or sum(map(len, drawn.paragraphs)) > LONGEST:
        raise NotDrawn("too_long")
    if not 1 <= drawn.valid_days <= 3650 or drawn.eyes not in (1, 2):
        raise NotDrawn("bounds")
    for line in drawn.paragraphs:
        rest = PLACE.sub("", line)
        if "{" in rest or "}" in rest or rest.count("[") != rest.count("]"):
            raise NotDrawn("brackets", line[:20])


def _same(text: str) -> dict[str, str]:
    """One text for all languages: what an area writes itself is not translated."""
    return {"zh-Hans": text, "zh-Hant": text, "en": text}
