"""Column names of databases, English or pinyin, as the Chinese headings that they stand for: `id_card`, `SFZH` → 身份证号."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_ .\-]{0,40}")
PREFIX = re.compile(r"^(?:[a-z]{1,3}_)?(?:person|resident|user|jmxx|ry|cz|hj|base|people|t)_(?=[a-z])")


def in_chinese(heading: str) -> str:
    """The Chinese heading that a column name stands for; empty where it is none that is known.

    >>> in_chinese("ID_CARD"), in_chinese("xm"), in_chinese("hjdz"), in_chinese("姓名"), in_chinese("foo")
    ('身份证号', '姓名', '户籍地址', '', '')
    """
    plain = heading.strip()
    if not LATIN.fullmatch(plain):
        return ""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain).lower()
    names = _names()
    for spelling in (snake, PREFIX.sub("", snake), plain.lower()):
        found = names.get(re.sub(r"[_ .\-]", "", spelling))
        if found:
            return found
    return ""


@cache
def _names() -> dict[str, str]:
    text = (files("qingzhuang.content") / "intake" / "column-names.yaml").read_text(encoding="utf-8")
    listed: dict[str, str] = yaml.safe_load(text)
    return {name: chinese for chinese, names in listed.items() for name in str(names).split()}
