from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.grid import Book, Cell, Grid, Style
from qingzhuang.formfill.write.calculate import UNKNOWN, Result, results
from qingzhuang.formfill.write.plan import plan


def book(**cells: object) -> Book:
    """One sheet; strings that begin with = are formulas."""
    grid = {}
    for name, value in cells.items():
        at = (int(name[1:]), ord(name[0]) - 64)
        formula = value if isinstance(value, str) and value.startswith("=") else ""
        grid[at] = Cell(
            *at, text=str(value), value=None if formula else value, formula=formula, style=Style("@") if name == "Z1" else Style()
        )
    return Book("xlsx", (Grid("表", 30, 26, grid),))


def result_of(formula: str, *edits: CellEdit, **cells: object) -> Result:
    whole = book(Y9=formula, **cells)
    return results(whole, plan(whole, Edits(edits or (CellEdit(0, 30, 26, "x"),))))[0][9, 25]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3^2", 19),
        ("=-2^2", 4),
        ("=(1+2)*3%", 0.09),
        ("=A1+A2", 5),
        ("=SUM(A1:A4)", 5),
        ("=SUM(A1:A4,10)", 15),
        ('=A1&A3&"："', "2文："),
        ("=AVERAGE(A1:A2)", 2.5),
        ("=COUNT(A1:A5)&COUNTA(A1:A5)&COUNTBLANK(A1:A5)", "232"),
        ("=MAX(A1:A2)-MIN(A1:A2)", 1),
        ("=ROUND(2.345,2)", 2.35),
        ("=ROUND(-2.5,0)", -3),
        ("=INT(-1.5)", -2),
        ("=MOD(-1,3)", 2),
        ('=IF(A1>1,"是","否")', "是"),
        ('=IF(A9="","空","有")', "空"),
        ("=IFERROR(1/0,7)", 7),
        ("=AND(A1=2,NOT(A2=2))", True),
        ('=COUNTIF(A1:A4,">=2")', 2),
        ('=COUNTIF(A1:A4,"文*")', 1),
        ('=SUMIF(A1:A2,">2",A1:A2)', 3),
        ("=SUBTOTAL(9,A1:A4)", 5),
        ('=LEFT("身份证",2)&MID("身份证",2,1)&RIGHT("身份证",1)', "身份份证"),
        ("=SUM('表'!A1:A2)", 5),
        ("=A1=A2", False),
        ("=SUM(A1:B2)/2", 2.5),
    ],
)
def test_works_out_what_forms_use(formula, value):
    assert result_of(formula, A1=2, A2=3, A3="文") == Result(value)


@pytest.mark.parametrize(
    ("formula", "error"), [("=1/0", "#DIV/0!"), ('="a"+1', "#VALUE!"), ("=AVERAGE(A1)", "#DIV/0!"), ("=(-1)^0.5", "#NUM!")]
)
def test_gives_the_error_that_the_cell_would_show(formula, error):
    assert result_of(formula) == Result(error=error)


@pytest.mark.parametrize(
    "formula",
    [
        "=NOW()",
        "=VLOOKUP(A1,A1:B2,2)",
        "=Y9+1",
        "={1,2}",
        "=[1]表!A1",
        "=无名",
        "=SUM(",
        "=A1:A2",
        "=OFFSET(A1,1,1)",
        "=" + "(" * 500,
    ],
)
def test_gives_nothing_rather_than_a_guess(formula):
    assert result_of(formula) == UNKNOWN


def test_uses_the_edits_and_the_kind_of_cell_they_go_to():
    assert result_of("=SUM(A1:A3)", CellEdit(0, 2, 1, 40), A1=2, A2=3) == Result(42)
    assert result_of("=SUM(Z1:Z2)", CellEdit(0, 1, 26, 40), CellEdit(0, 2, 26, 1), Z1="") == Result(1), (
        "a number in a text cell is text"
    )


def test_follows_a_grown_list_down_to_its_total():
    whole = book(A1=1, B1="=A1*2", A2=1, B2="=A2*2+B1", B3="=SUM(B1:B2)")
    edits = Edits(tuple(CellEdit(0, row, 1, row) for row in range(1, 6)), (Growth(0, 1, 2, 5),))
    found = results(whole, plan(whole, edits))[0]
    running = [found[row, 2].value for row in range(1, 6)]
    assert running == [2, 6, 12, 20, 30] and found[6, 2] == Result(sum(running))


def test_ends_formulas_that_need_one_another():
    whole = book(A1="=B1", B1="=A1")
    assert set(results(whole, plan(whole, Edits((CellEdit(0, 9, 9, 1),))))[0].values()) == {UNKNOWN}


@given(st.text(alphabet="AB12()+-*/^&=<>%\",.:!SUMIF '", max_size=30))
def test_never_fails_on_a_strange_formula(formula):
    assert isinstance(result_of("=" + formula, A1=2, B1="x"), Result)
