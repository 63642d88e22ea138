"""Figures by place, by printed condition, and their totals."""

from datetime import date

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.tests.village import EAST, column, filled, form, sheet, shown, told
from qingzhuang.formfill.form import Form, Kind
from qingzhuang.formfill.grid import Style

TOWN = "990101001"
COUNT, WOMEN, MEAN = "count(person)", "count(person where sex=female)", "avg(person.age where age>=0)"


def crosstab(*pairs: tuple[str, str], **more: object) -> Form:
    columns = tuple(column(at, label, concept) for at, (label, concept) in enumerate(pairs, 1))
    return form(Kind.CROSSTAB, columns=columns, title="统计表", **more)


AREAS = crosstab(("序号", "row.number"), ("单位", "area.name"), ("总数", COUNT), ("女", WOMEN))


def test_a_town_has_a_row_for_each_community() -> None:
    cells = shown(filled(AREAS, sheet({}), TOWN))
    assert [cells[f"{letter}3"] for letter in "ABCD"] == [1, "东湖社区", 6, 3]
    assert [cells[f"{letter}4"] for letter in "ABCD"] == [2, "西山社区", 1, 1]
    assert "B5" not in cells


def test_a_community_has_the_one_row_of_itself() -> None:
    cells = shown(filled(AREAS, sheet({}), EAST))
    assert [cells[f"{letter}3"] for letter in "ABCD"] == [1, "东湖社区", 6, 3]
    assert "A4" not in cells


def test_a_column_of_grids_makes_rows_of_grids() -> None:
    cells = shown(filled(crosstab(("网格", "grid.name"), ("人数", COUNT)), sheet({}), EAST))
    assert [(cells["A3"], cells["B3"]), (cells["A4"], cells["B4"])] == [("第一网格", 3), ("第二网格", 3)]


def test_printed_places_are_found_by_name_and_strangers_are_said() -> None:
    labels = ((3, ("西山",)), (4, ("东湖社区居委会",)), (5, ("南湾社区",)))
    asked = crosstab(("单位", "area.name"), ("总数", COUNT), row_labels=labels)
    filling = filled(asked, sheet({"A3": "西山", "A4": "东湖社区居委会", "A5": "南湾社区"}), TOWN)
    cells = shown(filling)
    assert (cells["B3"], cells["B4"], cells.get("B5")) == (1, 6, None)
    assert "A3" not in cells
    assert [(f.code, f.cells) for f in filling.findings] == [("place_unknown", ("A5",))]


def test_total_rows_add_counts_up_but_ask_means_anew() -> None:
    asked = crosstab(("单位", "area.name"), ("总数", COUNT), ("平均年龄", MEAN), total_rows=(3,), row_labels=((3, ("合计",)),))
    filling = filled(asked, sheet({"A3": "合计"}), TOWN)
    cells = shown(filling)
    assert (cells["B3"], cells["B4"], cells["B5"]) == (7, 6, 1)
    ages = [82, 79, 51, 48, 16, 35]
    assert cells["C3"] == round(sum(ages) / len(ages), 2)
    assert "A3" not in cells


def test_printed_conditions_narrow_their_rows() -> None:
    labels = ((3, ("60岁以上",)), (4, ("男",)), (5, ("合计",)))
    asked = crosstab(
        ("类别", "dimension: row label"), ("人数", COUNT), ("女", WOMEN),
        row_labels=labels, row_conditions=((3, "age>=60"), (4, "sex=male")), total_rows=(5,),
    )  # fmt: skip
    filling = filled(asked, sheet({"A3": "60岁以上", "A4": "男", "A5": "合计"}), EAST)
    cells = shown(filling)
    assert (cells["B3"], cells["B4"], cells["B5"], cells["C3"], cells["C4"], cells["C5"]) == (2, 3, 6, 1, 0, 3)
    assert told(filling, "人数").outcome is Outcome.UNSURE  # 赵强 has no birth date
    assert told(filling, "人数").doubtful_cells == ("B3",)


def test_a_single_printed_row_is_the_whole_area() -> None:
    asked = crosstab(("区间", "dimension: label"), ("总数", COUNT), row_labels=((3, ("数量",)),), last_row=3)
    assert shown(filled(asked, sheet({"A3": "数量"}), EAST)) == {"B3": 6}


def test_rates_follow_the_cell_and_nothing_of_nothing_is_asked() -> None:
    rate = "percent(count(person where sex=female) / count(person))"
    nothing = "percent(count(person where age>=100) / count(person where age>=100))"
    asked = crosstab(("单位", "area.name"), ("女性比例", rate), ("率", rate), ("无", nothing))
    filling = filled(asked, sheet({}, styles={"B3": Style(number_format="0.0%")}), EAST)
    assert (shown(filling)["B3"], shown(filling)["C3"]) == (0.5, "50%")
    assert "D3" not in shown(filling)


def test_more_communities_than_rows_grow_the_table() -> None:
    asked = crosstab(("单位", "area.name"), ("总数", COUNT), last_row=3)
    filling = filled(asked, sheet({"A4": "说明：无"}, lined=range(2, 4)), TOWN)
    assert [growth.rows for growth in filling.edits.growths] == [2]
    assert shown(filling)["A4"] == "西山社区"


def test_rows_of_organisations_from_elsewhere_are_left_alone() -> None:
    asked = crosstab(("省级后方单位名称", "organisation.name"), ("到村资金", "outside the ledger (money)"))
    filling = filled(asked, sheet({}), TOWN)
    assert filling.edits.cells == ()
    assert "rows_unclear" in {f.code for f in filling.findings}


def test_a_fixed_day_in_the_notes_comes_before_the_day_of_filling_in() -> None:
    asked = crosstab(("单位", "area.name"), ("16岁以上", "count(person where age>=16)"), day_rule="2020-01-01")
    assert shown(filled(asked, sheet({}), EAST))["B3"] == 4  # 张小雨 was nine then


def test_last_months_file_is_filled_again() -> None:
    labels = ((3, ("东湖社区",)), (4, ("西山社区",)))
    asked = crosstab(("单位", "area.name"), ("总数", COUNT), row_labels=labels)
    cells = shown(filled(asked, sheet({"A3": "东湖社区", "B3": "99", "A4": "西山社区", "B4": "98"}), TOWN))
    assert (cells["B3"], cells["B4"]) == (6, 1)


def test_births_are_those_of_the_period() -> None:
    asked = crosstab(("单位", "area.name"), ("出生", "count(birth)"))
    filling = filled(asked, sheet({}), EAST, period=(date(2026, 1, 1), date(2026, 12, 31)))
    assert told(filling, "出生").outcome is Outcome.ASKED  # this ledger keeps no births
