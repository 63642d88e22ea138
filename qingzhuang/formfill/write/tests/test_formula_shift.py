from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.read.formula import moved, tokens
from qingzhuang.formfill.write.formula_shift import shift_formula
from qingzhuang.formfill.write.plan import RowShift
from qingzhuang.formfill.write.xls.tokens import copy_tokens, own_tokens, shift_tokens

LIST = RowShift((Growth(0, 6, 8, 10),))  # rows 6..8 become 6..15


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D6:D8)", "SUM(D6:D15)"),
        ("SUM($D$6:$D$8)", "SUM($D$6:$D$15)"),
        ("SUM(D6:D20)", "SUM(D6:D27)"),
        ("D5+D6+D8+D9", "D5+D6+D8+D16"),
        ("SUM(D:D)+SUM(9:9)", "SUM(D:D)+SUM(16:16)"),
        ("D6:D7", "D6:D7"),
        ("D20:D9", "D27:D16"),
        ("IF(A9>0,\"A9\",'A9'!A9)", "IF(A16>0,\"A9\",'A9'!A9)"),
        ("表!A9+[1]表!A9", "表!A9+[1]表!A9"),
        ("LOG10(A9)+DATE9+T_9", "LOG10(A16)+DATE9+T_9"),
        ("表1[[#All],[列9]]", "表1[[#All],[列9]]"),
        ("a9", "a16"),
    ],
)
def test_moves_the_references_of_a_grown_sheet(before, after):
    assert shift_formula(before, {"统计": LIST}, "统计", 20) == after


def test_moves_references_from_other_sheets_by_their_name():
    assert shift_formula("统计!A9+'统计'!$A$6:$A$8+A9", {"统计": LIST}, "汇总") == "统计!A16+'统计'!$A$6:$A$15+A9"


def test_a_sum_across_the_last_row_stays_in_its_row():
    assert shift_formula("SUM(A8:C8)", {"统计": LIST}, "统计", 8) == "SUM(A8:C8)"
    assert shift_formula("SUM(A8:A8)", {"统计": LIST}, "统计", 20) == "SUM(A8:A15)"


def test_copies_move_relative_references_only():
    assert moved("A8*$B$8+C$8+$D8+SUM(A1:A8)", 2, 0) == "A10*$B$8+C$8+$D10+SUM(A3:A10)"
    assert moved("A1", -1, 0) == "#REF!"


@given(st.text(alphabet="ABZ$:!'\"()[],+-*/^&=<>0123456789 表_.#%{};", max_size=60))
def test_cutting_a_formula_into_tokens_loses_nothing(formula):
    assert "".join(text for _, text in tokens(formula)) == formula
    assert shift_formula(formula, {}, "统计") == formula
    shift_formula(formula, {"统计": LIST, "表": LIST}, "统计")


@given(
    st.integers(1, 60),
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 5), st.integers(0, 9)), max_size=3),
)
def test_a_range_holds_the_same_rows_and_the_new_ones_of_lists_that_it_covers(top, length, raw):
    growths, last = [], 0
    for first, rows, added in sorted(raw):
        if first > last:
            growths.append(Growth(0, first, first + rows, rows + 1 + added))
            last = first + rows
    shift = RowShift(tuple(growths))
    bottom = top + length - 1
    found = shift_formula(f"A{top}:A{bottom}", {"s": shift}, "s", 10_000)
    new_top, new_bottom = (int(part[1:]) for part in found.split(":"))
    rows = {shift.source(row) for row in range(new_top, new_bottom + 1)}
    assert {row for row, copied in rows if not copied} == set(range(top, bottom + 1))
    assert {row for row, copied in rows if copied} == {g.last_row for g in growths if g.added and top <= g.last_row <= bottom}


@given(st.binary(max_size=40))
def test_tokens_of_any_kind_never_fail_and_keep_their_length(raw):
    for done in (shift_tokens(raw, lambda number: LIST, 3), copy_tokens(raw, 3), own_tokens(raw, 5, 2)):
        assert len(done) == len(raw)
