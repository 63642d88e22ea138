"""The latest test forms filled from the made-up district: only the filled cells differ from the form, and the sums add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from qingzhuang.demo import DAY, make_district
from qingzhuang.formfill import read, understand
from qingzhuang.formfill.answer import Filling, Outcome, answer_form
from qingzhuang.formfill.form import Form, Kind, Table
from qingzhuang.formfill.grid import Book, column_letters
from qingzhuang.formfill.write import write
from qingzhuang.tally import Dataset, Scope
from tests.forms.build import all_forms, build

FORMS = {
    form["form"]: form
    for name in ("fifth_a", "fifth_b", "fifth_c", "sixth_a", "sixth_b", "sixth_c", "sixth_d")
    for form in all_forms(name)
}
CITY = "9901"


@dataclass(frozen=True)
class Filled:
    """A form before and after."""

    book: Book
    form: Form
    filling: Filling
    again: Book


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return Dataset.open(make_district(300, 1, tmp_path_factory.mktemp("district")))


@pytest.fixture
def filled(district: Dataset, request: pytest.FixtureRequest) -> Filled:
    return _filled(district, request.param)


@cache
def _filled(district: Dataset, name: str) -> Filled:
    file, data, _ = build(FORMS[name])
    book = read(data, file)
    form = understand(book)
    filling = answer_form(form, book, district, Scope(CITY, DAY, record="1"))
    return Filled(book, form, filling, read(write(data, book, filling.edits).data, file))


every_form = pytest.mark.parametrize("filled", FORMS, indirect=True)


@every_form
def test_only_the_filled_cells_differ(filled: Filled) -> None:
    grown = {growth.grid for growth in filled.filling.edits.growths}
    changed = {
        (at, *place)
        for at, (one, two) in enumerate(zip(filled.book.grids, filled.again.grids, strict=True))
        for place in {*one.cells, *two.cells}
        if at not in grown and one.text(*place) != two.text(*place)
    }
    assert changed <= set(filled.filling.values)
    assert [grid.name for grid in filled.again.grids] == [grid.name for grid in filled.book.grids]


@every_form
def test_every_value_arrives_in_its_cell(filled: Filled) -> None:
    lost = [
        place
        for place, value in filled.filling.values.items()
        if str(value) and not filled.again.grids[place[0]].text(*place[1:]).strip()
    ]
    assert lost == []


@every_form
def test_men_and_women_add_up_and_rows_add_up_to_the_total(filled: Filled) -> None:
    values = filled.filling.values
    for table in (t for t in filled.form.tables if t.kind is Kind.CROSSTAB and t.first_row and t.last_row):
        for parts, whole in sums(table):
            for row in range(table.first_row or 0, (table.last_row or 0) + 1):
                told = [values.get((table.grid, row, at)) for at in (*parts, whole)]
                if all(isinstance(value, int) for value in told):
                    assert sum(told[:-1]) == told[-1], (table.columns[whole - 1].path, row)  # type: ignore[arg-type]


def sums(table: Table) -> Iterator[tuple[tuple[int, int], int]]:
    """Places of the columns of men and of women, and of the column of both."""
    places = {column.concept: at for at, column in enumerate(table.columns, 1) if column.concept}
    assert [column.column for column in table.columns] == [column_letters(at) for at in range(1, len(table.columns) + 1)]
    for concept, whole in places.items():
        joint = f"{concept[:-1]} and " if " where " in concept else f"{concept[:-1]} where "
        men, women = (places.get(f"{joint}sex={sex})") for sex in ("male", "female"))
        if men and women:
            yield (men, women), whole


def test_most_sure_blanks_find_an_answer(district: Dataset) -> None:
    answers: list[Any] = [answer for name in FORMS for answer in _filled(district, name).filling.answers]
    told = sum(answer.outcome in (Outcome.ANSWERED, Outcome.UNSURE) for answer in answers)
    assert told > 0.5 * len(answers)


def test_the_sums_are_really_looked_at(district: Dataset) -> None:
    wholes = [
        value
        for name in FORMS
        for table in _filled(district, name).form.tables
        if table.kind is Kind.CROSSTAB and table.first_row and table.last_row
        for _, whole in sums(table)
        for row in range(table.first_row, table.last_row + 1)
        if isinstance(value := _filled(district, name).filling.values.get((table.grid, row, whole)), int)
    ]
    assert sum(value > 0 for value in wholes) >= 10


def test_lists_name_people(district: Dataset) -> None:
    texts = [str(value) for name in FORMS for value in _filled(district, name).filling.values.values()]
    assert sum(len(text) == 18 and text[:17].isdigit() for text in texts) >= 100
