"""A form that asks for a field of a community's own."""

from __future__ import annotations

from qingzhuang.formfill import understand
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import read
from qingzhuang.vocabulary import OwnField, load, with_own


def _book() -> Book:
    return read("姓名,文艺特长,联系电话\n,,\n,,\n".encode(), "特长花名册.csv")


def _concepts(book: Book, words=None) -> list[str | None]:
    return [blank.concept for blank in understand(book, words).tables[0].blanks() if blank.path[-1] != ""]


def test_understands_the_heading_where_the_field_holds_and_nowhere_else():
    own = with_own(load(), [OwnField("person", "own.talent", "文艺特长", "text")])
    assert "person.own.talent" in _concepts(_book(), own)
    assert "person.own.talent" not in _concepts(_book())  # what was read by other words is not kept
    assert "person.own.talent" in _concepts(_book(), own)
