"""Damaged files and random edits: only refusals in words, and never a file that others cannot open.

`make fuzz` (QINGZHUANG_FUZZ=long) runs far more of the same.
"""

from __future__ import annotations

import os
import warnings
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Grid
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.tests.fuzz import run
from qingzhuang.formfill.write import write

pytestmark = pytest.mark.thorough
LONG = os.environ.get("QINGZHUANG_FUZZ") == "long"
CASES, EXAMPLES = (40_000, 2_000) if LONG else (150, 15)
LISTS = {"roster": (4, 6), "old_roster": (4, 6), "open_document": (3, 5), "word_card": (6, 6)}
NESTED = (6, 4)  # of the Word card: holds a table inside, which stays
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029\ufffe\uffff"), max_size=30)
VALUES = st.one_of(
    WORDS, st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9), st.booleans(), st.dates(date(1901, 1, 1)), st.none()
)


@pytest.mark.parametrize("seed", range(1, 9))
def test_fuzz_damaged_files_end_in_words(seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ended = run(CASES, seed, real=LONG)
    assert ended["written"] > CASES / 5 and ended["damaged"] > CASES / 20, ended


@settings(max_examples=EXAMPLES * 8, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda tail: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + tail),
        st.text(max_size=200).map(str.encode),
    )
)
def test_fuzz_any_bytes_are_read_or_refused(data):
    try:
        assert read(data).grids
    except FormError as error:
        assert error.todo


@pytest.mark.parametrize("make", LISTS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_fuzz_what_is_written_is_read_again(make, data):
    """Random values into random cells, the list grown at random: every text stands where it belongs, nothing else moves."""
    content = getattr(files, make)()
    first, last = LISTS[make]
    book = read(content)
    before = book.grids[0]
    growth = Growth(0, first, last, last - first + 1 + data.draw(st.integers(0, 6)))
    rows, columns = st.integers(1, before.rows + growth.added), st.integers(1, before.columns)
    cells = data.draw(st.dictionaries(st.tuples(rows, columns), VALUES, max_size=8))
    places = {_home(before, growth, at): value for at, value in cells.items() if at != NESTED}
    edits = Edits(tuple(CellEdit(0, *at, value) for at, value in places.items()), (growth,))
    after = read(write(content, book, edits).data).grids[0]
    for row in range(1, before.rows + growth.added + 1):
        source = row if row <= last else max(last, row - growth.added)
        copied = last < row <= last + growth.added
        for column in range(1, before.columns + 1):
            if (row, column) in places:
                _stands(after, row, column, places[row, column])
            elif not before.cell(source, column).formula and _home(before, growth, (row, column)) == (row, column):
                assert after.text(row, column) == ("" if copied else before.text(source, column)), (row, column)


def _home(grid: Grid, growth: Growth, at: tuple[int, int]) -> tuple[int, int]:
    """The top left cell of the merge that a cell of the grown sheet lies in."""
    row, column = at
    source = row if row <= growth.last_row else max(growth.last_row, row - growth.added)
    for merge in grid.merges:
        if (source, column) in merge:
            top = row if merge.top == source else merge.top + (growth.added if merge.top > growth.last_row else 0)
            return top, merge.left
    return at


def _stands(grid: Grid, row: int, column: int, value: object) -> None:
    cell = grid.cell(row, column)
    if isinstance(value, str):
        assert cell.text.strip() == value.strip(), "a text"
    elif value is None:
        assert cell.text == ""
    elif isinstance(value, bool):
        assert cell.value is value or cell.text in ("是", "否", "TRUE", "FALSE", "true", "false")
    elif isinstance(value, (int, float)) and not isinstance(cell.value, (str, date)):
        assert cell.value == pytest.approx(value)
    else:
        assert cell.text
