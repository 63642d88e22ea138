"""The same form of many places as one: the law, and what it says where the law does not hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.answer.filling import Filling, Outcome
from qingzhuang.formfill.answer.form import answer_with
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.answer.tests.village import EAST, WEST, blank, column, filled, form, roster, sheet, shown, told
from qingzhuang.formfill.edits import CellEdit, Edits
from qingzhuang.formfill.form import Form, Kind, Role, State
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.rollup import Part, RolledUp, can_roll_up, roll_up
from qingzhuang.tally import Dataset, Scope

TOWN = "990101001"
DAY = date(2026, 11, 22)
COUNT, WOMEN = "count(person)", "count(person where sex=female)"
MEAN, FAMILIES = "avg(person.age where age>=0)", "count(distinct person.household)"
LIST = roster(("序号", "row.number"), ("姓名", "person.name"), ("电话", "person.phone"))
PLACES = form(
    Kind.CROSSTAB, title="统计表", total_rows=(3,), row_labels=((3, ("合计",)),),
    columns=tuple(column(at, label, concept) for at, (label, concept) in enumerate((("单位", "area.name"), ("人数", COUNT), ("平均年龄", MEAN)), 1)),
)  # fmt: skip
KINDS = form(
    Kind.CROSSTAB, title="统计表", row_labels=((3, ("男",)), (4, ("女",))), row_conditions=((3, "sex=male"), (4, "sex=female")),
    columns=tuple(column(at, label, concept) for at, (label, concept) in enumerate((("类别", "dimension: sex"), ("人数", COUNT), ("户数", FAMILIES), ("平均年龄", MEAN)), 1)),
)  # fmt: skip


def rolled(asked: Form, book: Book, *, whole: Filling | None = None) -> RolledUp:
    parts = [Part(code, filled(asked, book, code).edits) for code in (EAST, WEST)]
    return roll_up(asked, book, parts, whole or filled(asked, book, TOWN))


def test_lists_stand_below_one_another_and_are_numbered_anew() -> None:
    found = rolled(LIST, sheet({}))
    cells = shown(found.filling)
    assert [cells[f"A{row}"] for row in range(3, 10)] == [1, 2, 3, 4, 5, 6, 7]
    assert cells["B9"] == "孙丽" and cells["B3"] != "孙丽"
    assert found.filling.edits == filled(LIST, sheet({}), TOWN).edits


def test_each_row_of_a_list_knows_whose_it_was() -> None:
    found = rolled(LIST, sheet({}))
    assert [(share.code, share.row) for share in found.shares[0, 9, 2]] == [(WEST, 0)]
    assert [(share.code, share.row) for share in found.shares[0, 4, 2]] == [(EAST, 1)]


def test_counts_are_added_and_means_are_asked_anew() -> None:
    book = sheet({"A3": "合计"})
    cells = shown(rolled(PLACES, book).filling)
    assert (cells["A4"], cells["B4"], cells["A5"], cells["B5"], cells["B3"]) == ("东湖社区", 6, "西山社区", 1, 7)
    ages = [82, 79, 51, 48, 16, 35]
    assert cells["C3"] == round(sum(ages) / len(ages), 2)


def test_printed_rows_are_added_cell_by_cell() -> None:
    found = rolled(KINDS, sheet({"A3": "男", "A4": "女"}))
    cells = shown(found.filling)
    assert (cells["B3"], cells["B4"], cells["C3"], cells["C4"]) == (3, 4, 3, 3)
    assert [(share.code, share.value) for share in found.shares[0, 4, 2]] == [(EAST, 3), (WEST, 1)]
    assert not found.both


def test_a_household_in_two_places_is_counted_once_and_both_numbers_are_told() -> None:
    book = sheet({"A3": "男", "A4": "女"})
    parts = [Part(code, filled(KINDS, book, EAST).edits) for code in (EAST, WEST)]  # the same people handed in twice
    found = roll_up(KINDS, book, parts, filled(KINDS, book, EAST))
    assert shown(found.filling)["C3"] == 3 and shown(found.filling)["B3"] == 6
    assert {(one.cell, one.added, one.asked, one.written) for one in found.both} >= {("C3", 6, 3, "asked"), ("B3", 6, 3, "added")}
    assert any(finding.code == "two_numbers" and "相加 6" in finding.sentence for finding in found.filling.findings)


def test_says_where_a_part_left_a_figure_empty() -> None:
    book = sheet({"A3": "男", "A4": "女"})
    east = filled(KINDS, book, EAST).edits
    west = Edits(tuple(cell for cell in filled(KINDS, book, WEST).edits.cells if cell.column != 2))
    found = roll_up(KINDS, book, [Part(EAST, east), Part(WEST, west)], filled(KINDS, book, TOWN))
    assert told(found.filling, "人数").outcome is Outcome.UNSURE
    assert told(found.filling, "人数").doubtful_cells == ("B3", "B4")


def test_what_people_typed_is_added_with_a_mark() -> None:
    asked = form(Kind.CARD, cells=(blank(Role.CELL, "B2", "开展活动次数", "outside the ledger (activity)", State.OUTSIDE),))
    whole = filled(asked, sheet({"A2": "开展活动次数"}), TOWN)
    parts = [Part(code, Edits((CellEdit(0, 2, 2, number),))) for code, number in ((EAST, 3), (WEST, 4))]
    found = roll_up(asked, sheet({"A2": "开展活动次数"}), parts, whole)
    assert shown(found.filling)["B2"] == 7
    assert told(found.filling, "开展活动次数").outcome is Outcome.UNSURE


@pytest.mark.parametrize("label", ["参保率", "占比(%)", "人均纯收入", "平均年龄"])
def test_rates_and_means_that_people_typed_are_not_added(label: str) -> None:
    asked = form(Kind.CARD, cells=(blank(Role.CELL, "B2", label, "outside the ledger (x)", State.OUTSIDE),))
    whole = filled(asked, sheet({"A2": label}), TOWN)
    parts = [Part(code, Edits((CellEdit(0, 2, 2, number),))) for code, number in ((EAST, 30), (WEST, 40))]
    found = roll_up(asked, sheet({"A2": label}), parts, whole)
    assert "B2" not in shown(found.filling)
    assert told(found.filling, label).outcome is Outcome.ASKED and "不能相加" in told(found.filling, label).reason
    assert [share.value for share in found.shares[0, 2, 2]] == [30, 40]


def test_a_card_about_one_person_is_not_rolled_up() -> None:
    assert not can_roll_up(form(Kind.CARD, cells=(blank(Role.CELL, "B2", "姓名", "person.name"),)))
    assert can_roll_up(LIST) and can_roll_up(KINDS)


# ---------------------------------------------------------------- the law
people = st.lists(
    st.fixed_dictionaries(
        {
            "sex": st.sampled_from(["male", "female"]),
            "age": st.integers(0, 99),
            "place": st.sampled_from([0, 1, 2]),
            "home": st.integers(0, 3),
        }
    ),
    max_size=12,
)


@given(people, st.sampled_from(["list", "places", "kinds"]))
def test_parts_rolled_up_are_the_answer_of_the_whole(some: list[dict[str, Any]], which: str) -> None:
    """Where nobody is in two parts."""
    codes = [f"99010100100{place}" for place in (1, 2, 3)]
    facts = Dataset.of(
        {
            "person": {
                "id": [f"p{at}" for at in range(len(some))],
                "name": [f"人{at}" for at in range(len(some))],
                "sex": [one["sex"] for one in some],
                "birth_date": [f"{2026 - one['age']}-01-01" for one in some],
                "area": [codes[one["place"]] for one in some],
                "household": [f"h{one['place']}{one['home']}" for one in some],
                "phone": [f"1390000{at:04d}" for at in range(len(some))],
            },
            "area": {"code": codes, "name": ["甲", "乙", "丙"], "street": ["晴川街道"] * 3},
        }
    )
    asked, book = {
        "list": (LIST, sheet({})), "places": (PLACES, sheet({"A3": "合计"})), "kinds": (KINDS, sheet({"A3": "男", "A4": "女"})),
    }[which]  # fmt: skip
    fillings = {code: answer_with(asked, book, Ledger(facts, Scope(code, DAY))) for code in (*codes, TOWN)}
    found = roll_up(asked, book, [Part(code, fillings[code].edits) for code in codes], fillings[TOWN])
    assert not found.both
    assert [c for c in found.filling.edits.cells if c.value is not None] == [
        c for c in fillings[TOWN].edits.cells if c.value is not None
    ]
    assert found.filling.edits.growths == fillings[TOWN].edits.growths
