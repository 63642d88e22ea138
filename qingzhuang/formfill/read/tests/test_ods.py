from __future__ import annotations

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import read
from qingzhuang.formfill.read.ods_references import formula_in_a1
from qingzhuang.formfill.tests import files


def test_lays_repeated_rows_out_and_stops_at_the_end():
    grid = read(files.open_document()).grids[0]
    assert (grid.rows, grid.columns) == (6, 3)
    assert grid.text(6, 1) == "合计" and grid.merges == (Span(1, 1, 1, 3),)


def test_reads_formats_formulas_and_choices():
    grid = read(files.open_document()).grids[0]
    assert grid.cell(4, 2).style.number_format == 'yyyy"年"m"月"'
    assert grid.cell(6, 3).formula == "=SUM(C3:C5)"
    assert [(rule.span, rule.choices) for rule in grid.validations] == [(Span(3, 1, 5, 1), ("男", "女"))]


def test_spells_formulas_like_the_other_readers():
    assert formula_in_a1("of:=IF([.A1]>1;\"a;[.B2]\";[$'字 典'.$A$1:.B2])") == "=IF(A1>1,\"a;[.B2]\",'字 典'!$A$1:B2)"
