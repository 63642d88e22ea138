"""What is put on the paper: states at labels and cells, values by place on the grown sheet."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.grid import Cell, Grid
from qingzhuang.site.reports import queries
from qingzhuang.site.reports.ink import Places, shown


def ink_of(actor, review):
    work = queries.work_for(actor, review)
    return work.inks[0]


def test_a_list_is_marked_down_to_its_last_row(cast, brought):
    ink = ink_of(cast.alice, brought())
    assert [ink.marks[row, 2].state for row in range(3, 7)] == ["answered"] * 4
    assert ink.marks[2, 2].label and not ink.marks[3, 2].label


def test_what_is_outside_is_marked_at_its_heading(cast, brought):
    assert ink_of(cast.alice, brought()).marks[2, 5].state == "outside"


def test_a_card_is_marked_where_the_value_goes(cast, brought):
    assert ink_of(cast.alice, brought("card")).marks[2, 2].label


def test_values_are_covered(cast, brought):
    assert ink_of(cast.alice, brought()).values[3, 3] == "9901**********0020"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (12.50, "0.00", "12.5"),
        (0.125, "0.0%", "12.5%"),
        (True, "General", "是"),
        (date(2026, 6, 30), "yyyy-mm-dd", "2026-06-30"),
        (None, "General", ""),
        ("13812345678", "@", "138****5678"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value, number_format, text):
    assert shown(value, number_format) == text


def test_rows_go_to_the_grown_sheet_and_back():
    places = Places(Grid("s", 9, 1, {}), [Growth(0, 3, 4, 5)])
    assert [places.grown(row) for row in (3, 4, 5, 9)] == [3, 4, 8, 12]
    assert [places.source(row) for row in (3, 4, 5, 7, 8, 12)] == [3, 4, 4, 4, 5, 9]


def test_names_of_word_cells_are_found():
    places = Places(Grid("", 2, 2, {(2, 3): Cell(2, 3, name="t1r2c2")}, is_word=True), [])
    assert places.of("t1r2c2") == (2, 3)


def test_a_span_of_cells_is_all_its_cells():
    assert list(Places(Grid("s", 9, 9, {}), []).all_of(["B2:B4", "C7"])) == [(2, 2), (3, 2), (4, 2), (7, 3)]
