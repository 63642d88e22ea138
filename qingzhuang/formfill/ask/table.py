"""Rows of a list as people read them: headings instead of paths, words instead of codes."""

from __future__ import annotations

from datetime import date

from qingzhuang.tally.resolve import find
from qingzhuang.tally.rows import Roster
from qingzhuang.vocabulary import Field, Vocabulary, label_in

YES_NO = {"zh-Hans": ("否", "是"), "zh-Hant": ("否", "是"), "en": ("no", "yes")}


def table_of(rows: Roster, vocabulary: Vocabulary, language: str = "zh-Hans") -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The headings and the rows of a list, all as text.

    >>> from qingzhuang.vocabulary import load
    >>> table_of(Roster("person", ("person.sex", "person.age"), ("1",), (("female", 80),)), load())
    (('性别', '年龄'), [('女', '80')])
    """
    fields = [find(column, rows.entity, vocabulary).field for column in rows.columns]
    headings = tuple(label_in(field.label, language) for field in fields)
    return headings, [
        tuple(in_cell(value, field, language) for value, field in zip(row, fields, strict=True)) for row in rows.rows
    ]


def in_cell(value: object, field: Field, language: str = "zh-Hans") -> str:
    """One value as it stands in a cell: the word of a code, yes or no, a day, a number; empty where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO.get(language, YES_NO["zh-Hans"])[value]
    if isinstance(value, date):
        return value.isoformat()
    if field.codes is not None:
        words = {code.name: label_in(code.label, language) for code in field.codes.values}
        return "、".join(words.get(name, name) for name in str(value).split(";"))
    return f"{value:g}" if isinstance(value, float) else str(value)
