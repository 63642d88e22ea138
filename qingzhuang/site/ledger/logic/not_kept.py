"""Groups of people of whom nothing is kept here (invariant 6): the words by which a field would name them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from qingzhuang.vocabulary import fold


def names_special_group(*texts: str) -> str:
    """The first word in some texts that names such a group, empty where none does; however it is written.

    >>> names_special_group("是否吸過毒", "服務"), names_special_group("是否养犬")
    ('吸毒', '')
    """
    for text in texts:
        plain = fold(text).casefold()
        for word, parts in _words():
            if all(part in plain for part in parts):
                return word
    return ""


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each word as it is told to people, and the pieces that together give it away."""
    text = (files("qingzhuang.content") / "quality" / "not_kept.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.safe_load(text)
    return tuple((word, tuple(fold(piece).casefold() for piece in pieces)) for word, pieces in found.items())
