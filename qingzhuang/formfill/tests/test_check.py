"""Sums, parts and equations of a filled form."""

from dataclasses import replace

import pytest

from qingzhuang.formfill.answer.filling import BlankAnswer, Filling, Outcome
from qingzhuang.formfill.check import check, suspects_in
from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.equations import equations
from qingzhuang.formfill.form import Blank, Form, Kind, Relation, Role, State, Table
from qingzhuang.formfill.grid import Book, Cell, Grid
from qingzhuang.tally.syntax import parse


def book(texts: dict[tuple[int, int], str] | None = None) -> Book:
    cells = {place: Cell(*place, text) for place, text in (texts or {}).items()}
    return Book("xlsx", (Grid("Sheet1", 12, 6, cells),))


def column(letter: str, concept: str, **more: object) -> Blank:
    return Blank(Role.COLUMN, (letter,), f"{letter}2", f"{letter}3", letter, concept, parse(concept), State.SURE, **more)  # type: ignore[arg-type]


def filled(rows: dict[int, list[object]], *growths: Growth, answers: tuple[BlankAnswer, ...] = ()) -> Filling:
    values = {(0, row, at + 1): value for row, line in rows.items() for at, value in enumerate(line) if value is not None}
    cells = tuple(CellEdit(*place, value) for place, value in values.items())  # type: ignore[arg-type]
    return Filling(Edits(cells, growths), answers)


def form(**more: object) -> Form:
    columns = (column("A", "count(person)"), column("B", "count(person where sex=male)"), column("C", "avg(person.age)"))
    start = {"kind": Kind.CROSSTAB, "title": "统计表", "first_row": 3, "last_row": 5, "last_column": 3, "columns": columns}
    return Form(Kind.CROSSTAB, (Table(0, "Sheet1", **(start | more)),))  # type: ignore[arg-type]


def test_names_the_rows_where_a_sum_does_not_hold() -> None:
    asked = form(relations=(Relation("A", ("B", "C"), "=", "表头"),))
    found = check(asked, filled({3: [5, 2, 3], 4: [7, 2, 3]}), book())
    assert [(f.code, f.cells) for f in found] == [("sum", ("A4",))]
    assert "7 不等于 2+3" in found[0].sentence


def test_says_nothing_where_a_value_is_not_known() -> None:
    asked = form(relations=(Relation("A", ("B", "C"), "=", "表头"),))
    assert check(asked, filled({3: [5, 2, None]}), book()) == ()


def test_a_part_may_not_be_above_the_whole() -> None:
    asked = form(relations=(Relation("A", ("B",), ">=", "其中"),))
    found = check(asked, filled({3: [5, 6]}), book())
    assert [(f.code, f.cells) for f in found] == [("part_above_whole", ("A3",))]


def test_a_total_row_is_the_sum_of_counts_but_not_of_means() -> None:
    asked = form(total_rows=(3,), row_labels=((3, ("合计",)),))
    good = filled({3: [9, 4, 40.0], 4: [4, 1, 30.0], 5: [5, 3, 50.0]})
    assert check(asked, good, book()) == ()
    bad = check(asked, filled({3: [10, 4, 40.0], 4: [4, 1, 30.0], 5: [5, 3, 50.0]}), book())
    assert [f.cells for f in bad] == [("A3",)]


def test_looks_at_grown_rows_too() -> None:
    asked = form(relations=(Relation("A", ("B", "C"), "=", "表头"),))
    grown = filled({3: [1, 1, 0], 9: [9, 1, 0]}, Growth(0, 3, 5, 7))
    assert [f.cells for f in check(asked, grown, book())] == [("A9",)]


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        ("平衡关系：1=2+3。", {(2, 1): "1", (2, 2): "2", (2, 3): "3"}),
        ("A=B+C", {}),
        ("A列=B列+C列", {}),
        ("甲栏不填，1＝2＋3", {(2, 1): "1", (2, 2): "2", (2, 3): "3"}),
    ],
)
def test_reads_equations_in_notes(note: str, texts: dict[tuple[int, int], str]) -> None:
    asked = form(notes=(note,), skipped_rows=(2,))
    assert check(asked, filled({3: [5, 2, 3]}), book(texts)) == ()
    assert [f.cells for f in check(asked, filled({3: [6, 2, 3]}), book(texts))] == [("A3",)]


def test_reads_equations_between_row_codes() -> None:
    labels = ((3, ("总计",)), (4, ("职工",)), (5, ("其他",)))
    asked = form(notes=("列关系：01=02+03",), row_labels=labels, first_column=1)
    texts = {(3, 1): "01", (4, 1): "02", (5, 1): "03"}
    found = check(asked, filled({3: [None, 9], 4: [None, 4], 5: [None, 4]}), book(texts))
    assert [f.cells for f in found] == [("B3",)]


def test_numbers_that_are_no_equation_are_left_alone() -> None:
    assert list(equations("1.是 2.否；18-60岁；3=三级")) == []
    assert list(equations("截至2017年6月30日")) == []


def test_lists_required_blanks_that_stay_empty() -> None:
    asked = form(columns=(column("A", "person.phone", required=True),))
    answer = BlankAnswer(0, asked.tables[0].columns[0].key, "电话", "person.phone", Outcome.ASKED, "")
    found = check(asked, filled({}, answers=(answer,)), book())
    assert [f.code for f in found] == ["required_empty"]


def test_names_figures_far_from_those_of_last_month() -> None:
    cells = {(3, 1): Cell(3, 1, "100", 100), (3, 2): Cell(3, 2, "50", 50), (4, 1): Cell(4, 1, "3", 3)}
    before = Book("xlsx", (Grid("Sheet1", 12, 6, cells),))
    found = check(form(), filled({3: [40, 52], 4: [9, None]}), before)
    assert [(f.code, f.cells) for f in found] == [("far_from_before", ("A3",))]


def test_a_total_is_not_compared_while_a_printed_row_has_no_figure() -> None:
    asked = form(total_rows=(3,), row_labels=((3, ("合计",)), (4, ("甲",)), (5, ("乙",))))
    assert check(asked, filled({3: [10], 4: [4]}), book()) == ()


def test_names_the_one_cell_that_row_and_total_point_to() -> None:
    asked = form(total_rows=(3,), row_labels=((3, ("合计",)),), relations=(Relation("A", ("B", "C"), "=", "表头"),))
    asked = Form(Kind.CROSSTAB, (replace(asked.tables[0], columns=tuple(column(c, "count(person)") for c in "ABC")),))
    right = {3: [9, 4, 5], 4: [4, 1, 3], 5: [5, 3, 2]}
    assert suspects_in(asked, filled(right), book()) == ()
    found = suspects_in(asked, filled(right | {4: [4, 1, 30]}), book())
    assert [(f.code, f.cells) for f in found] == [("suspect", ("C4",))]
    assert "改成 3 就都对上了" in found[0].sentence
