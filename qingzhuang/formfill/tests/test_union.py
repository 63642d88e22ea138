"""The union asks once what several want, and each asker's view has just what that asker wants."""

from __future__ import annotations

from qingzhuang.formfill import understand
from qingzhuang.formfill.asks import asks_of
from qingzhuang.formfill.grid import Book, Cell, Grid, Style, column_letters, column_number
from qingzhuang.formfill.notice import book_of_fields
from qingzhuang.formfill.union import Drawn, drawn, given, unite, view
from qingzhuang.tally.overlap import canonical

BORDER = Style(left=True, top=True, right=True, bottom=True)


def form(title: str, *fields: str):
    return understand(book_of_fields(title, fields))


def labels(union):
    return [[column.path[-1] for column in table.columns] for table in union.tables]


def as_book(sheets: tuple[Drawn, ...]) -> Book:
    grids = []
    for sheet in sheets:
        cells = {
            (row, column): Cell(row, column, text, text or None, style=BORDER if row > 1 else Style(), name=f"{column_letters(column)}{row}")
            for row, texts in enumerate(sheet.rows, 1)
            for column, text in enumerate(texts, 1)
        }  # fmt: skip
        grids.append(Grid("Sheet1", len(sheet.rows), len(sheet.rows[0]), cells, sheet.merges))
    return Book("xlsx", tuple(grids))


HEALTH = form("80岁以上老年人花名册", "姓名", "身份证号", "联系电话", "健康状况")
CIVIL = form("80周岁以上老人台账", "姓名", "公民身份号码", "户籍地址")


def test_asks_once_what_both_want():
    union = unite({"卫健": HEALTH, "民政": CIVIL})
    assert labels(union) == [["姓名", "身份证号", "联系电话", "健康状况", "户籍地址"]] and union.saved == 2
    assert labels(view(union, "民政")) == [["姓名", "身份证号", "户籍地址"]]
    assert labels(view(union, "卫健")) == [["姓名", "身份证号", "联系电话", "健康状况"]]


def test_people_of_another_age_are_another_table():
    union = unite({"a": HEALTH, "b": form("70岁以上老年人花名册", "姓名", "联系电话")})
    assert len(union.tables) == 2 and union.saved == 0


def test_a_drawn_union_asks_all_that_its_forms_ask():
    forms = {"a": HEALTH, "b": CIVIL, "c": form("流动人口统计表", "总人数", "男性人数", "女性人数")}
    again = understand(as_book(drawn(unite(forms))))
    asked = {canonical(ask.asked) for ask in asks_of(again) if ask.asked}
    assert asked == {canonical(ask.asked) for one in forms.values() for ask in asks_of(one) if ask.asked}


def test_of_a_filled_union_each_asker_is_given_the_own_columns():
    whole = understand(as_book(drawn(unite({"卫健": HEALTH, "民政": CIVIL}))))
    columns = {blank.path[-1]: column_number(blank.column) for blank in whole.tables[0].columns}
    first = whole.tables[0].first_row
    values = {
        (0, first, columns["姓名"]): "苏晓梅",
        (0, first, columns["户籍地址"]): "柳岸",
        (0, first, columns["健康状况"]): "良好",
    }
    found = given(whole, values, CIVIL)
    assert found.left == () and found.tables[0].rows[1:] == (("序号", "姓名", "身份证号", "户籍地址"), (1, "苏晓梅", "", "柳岸"))


def test_what_the_report_does_not_ask_is_named():
    assert given(HEALTH, {}, CIVIL).left == ("户籍地址",)


def test_headings_over_several_columns_are_drawn_as_such():
    (sheet,) = drawn(unite({"a": _two_levels()}))
    assert sheet.rows[1][1:3] == ("残疾人", "") and sheet.rows[2][1:3] == ("男", "女")
    again = understand(as_book((sheet,)))
    assert {canonical(a.asked) for a in asks_of(again) if a.asked} == {
        canonical(a.asked) for a in asks_of(_two_levels()) if a.asked
    }


def _two_levels():
    rows = [
        ["残疾人统计表", "", "", ""],
        ["单位", "残疾人", "", "总户数"],
        ["", "男", "女", ""],
        ["", "", "", ""],
        ["", "", "", ""],
    ]
    from qingzhuang.formfill.grid import Span

    merges = (Span(1, 1, 1, 4), Span(2, 1, 3, 1), Span(2, 2, 2, 3), Span(2, 4, 3, 4))
    return understand(as_book((Drawn("", tuple(map(tuple, rows)), merges),)))
