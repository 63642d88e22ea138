"""Which figures of a page say nothing of where they come from.

A figure is explained where it is a link, stands in one, or where its table, card or section says in an element of the class `method`
how it was worked out. What only looks like a figure (a number of a row, a version, an age) says so by the class `no-figure`.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import html

NUMBER = re.compile(r"[+−-]?\d[\d,]*(\.\d+)?\s*[%％]?")
HOLDERS = "td|dd|strong|b|p|span|h1|h2|text"
CODE = 10  # so many digits are a code of a place or a number of a paper
SAID = ("a", "summary", "button", "label", "time", "svg", "option", "h2", "h3")  # a heading counts what is listed right below it
GROUND = ("table", "section", "article", "figure", "dl", "ul")


def unexplained(page: bytes) -> list[str]:
    """Each figure without a word, with what stands around it."""
    tree = html.fromstring(page)
    main = next(iter(tree.xpath("//main")), tree)
    found = []
    for one in main.xpath(".//*[" + " or ".join(f"self::{tag}" for tag in HOLDERS.split("|")) + "]"):
        text = "".join(one.itertext()).strip()
        if (
            NUMBER.fullmatch(text)
            and sum(sign.isdigit() for sign in text) < CODE
            and not _has_holder(one)
            and not _explained(one)
        ):
            around = " ".join("".join(one.getparent().itertext()).split())
            found.append(f"{text} in “{around[:80]}”")
    return found


def _has_holder(one: Any) -> bool:
    """An element inside holds the figure already."""
    return any(child.tag in HOLDERS.split("|") for child in one.iterdescendants() if "".join(child.itertext()).strip())


def _explained(one: Any) -> bool:
    if any(child.tag == "a" for child in one.iterdescendants()):
        return True
    for up in (one, *one.iterancestors()):
        if up.tag in SAID or (up.tag == "h1" and up is not one) or "no-figure" in _classes(up) or "data-blank" in up.attrib:
            return True
        if "paper" in _classes(up) and "blank" not in _classes(one):  # printed by whoever asks
            return True
        if (up.tag in GROUND or "card" in _classes(up)) and up.xpath(".//*[contains(concat(' ', @class, ' '), ' method ')]"):
            return True
        if up.tag == "main":
            break
    return False


def _classes(one: Any) -> list[str]:
    return (one.get("class") or "").split()
