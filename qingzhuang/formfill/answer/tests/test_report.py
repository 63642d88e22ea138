"""Lines above and below a table."""

from dataclasses import replace
from datetime import date

from qingzhuang.formfill.answer.filling import Filling, Outcome
from qingzhuang.formfill.answer.tests.village import EAST, blank, filled, form, sheet, shown, told
from qingzhuang.formfill.edits import LineEdit
from qingzhuang.formfill.form import Blank, Kind, Role

TOWN = "990101001"


def line(place: str, label: str, concept: str, **more: object) -> Blank:
    return blank(Role.META, place, label, concept, **({"after_label": True} | more))


def lines(text: str, *blanks: Blank, area: str = EAST, **more: object) -> Filling:
    asked = form(Kind.CROSSTAB, metadata=blanks, first_row=None, title="表")
    return filled(asked, sheet({"A2": text}), area, **more)


def test_names_the_place_that_reports_and_the_day() -> None:
    blanks = (line("A2", "填报单位", "report.unit"), line("A2", "填报日期", "report.date"))
    assert shown(lines("填报单位（盖章）：        填报日期：", *blanks)) == {
        "A2": "填报单位（盖章）：东湖社区  填报日期：2026年11月22日"
    }
    assert shown(lines("填报单位：", line("A2", "填报单位", "report.unit"), area=TOWN)) == {"A2": "填报单位：晴川街道"}


def test_fills_a_pattern_that_is_its_own_label() -> None:
    assert shown(lines("    年  月  日", line("A2", "年", "report.date"))) == {"A2": "2026年11月22日"}


def test_places_stand_before_their_units() -> None:
    blanks = (line("A2", "县", "area.county"), line("A2", "街道", "area.street"), line("A2", "居委会", "area.community"))
    filling = lines("县（市、区）          街道（镇、乡）          居委会", *blanks)
    assert shown(filling) == {"A2": "清河县（市、区）      晴川街道（镇、乡）  东湖社区居委会"}


def test_a_town_leaves_the_name_of_the_community_open() -> None:
    filling = lines("          街道          居委会", line("A2", "居委会", "area.community"), area=TOWN)
    assert filling.edits.cells == ()
    assert told(filling, "居委会").outcome is Outcome.ASKED


def test_a_period_needs_to_be_given() -> None:
    span = line("A2", "至", "report.period")
    assert told(lines("(        至        )", span), "至").outcome is Outcome.ASKED
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    assert shown(lines("(        至        )", span, period=quarter)) == {"A2": "(2026-01-01至2026-03-31)"}
    one_day = lines("统计时间：", line("A2", "统计时间", "report.period"))
    assert (shown(one_day), told(one_day, "统计时间").outcome) == ({"A2": "统计时间：2026年11月22日"}, Outcome.UNSURE)


def test_who_typed_it_is_asked_and_who_signs_is_left_alone() -> None:
    blanks = (line("A2", "填表人", "report.preparer"), line("A2", "审核人", "report.reviewer"))
    filling = lines("填表人：          审核人：", *blanks)
    assert [answer.outcome for answer in filling.answers] == [Outcome.ASKED, Outcome.KEPT]
    named = lines("填表人：          审核人：", *blanks, typed={"report.preparer": "钱多多", "审核人": "李四"})
    assert shown(named) == {"A2": "填表人：钱多多    审核人：李四"}


def test_a_date_in_a_cell_of_its_own_follows_the_cell() -> None:
    own = line("B3", "填表时间", "report.date", after_label=False, label_cell="A3")
    assert shown(lines("", own)) == {"B3": "2026-11-22"}


def test_last_months_values_give_way() -> None:
    filling = lines("填报单位：西山社区", line("A2", "填报单位", "report.unit"))
    assert shown(filling) == {"A2": "填报单位：东湖社区"}


def test_a_month_is_put_into_its_pattern() -> None:
    month = line("A2", "报表月份", "report.month")
    assert shown(lines("报表月份：    年   月", month)) == {"A2": "报表月份：2026年 11月"}


def test_a_unit_of_time_behind_the_name_of_the_place_is_another_blank() -> None:
    blanks = (line("A2", "填报单位", "report.unit"), line("A2", "年", "report.year"))
    assert shown(lines("填报单位：                年", *blanks)) == {"A2": "填报单位：东湖社区    2026年"}


def test_year_and_month_left_open_in_the_title_are_filled_and_said() -> None:
    for title, wanted in (("    年  月低保统计表", "2026年11月低保统计表"), ("年老年人口统计表", "2026年老年人口统计表")):
        filling = filled(form(Kind.CROSSTAB, title=title, title_cell="A1", first_row=None), sheet({"A1": title}))
        assert shown(filling) == {"A1": wanted}
        assert [f.code for f in filling.findings] == ["title_dated"]
    closed = form(Kind.CROSSTAB, title="年龄结构统计表", title_cell="A1", first_row=None)
    assert shown(filled(closed, sheet({"A1": "年龄结构统计表"}))) == {}


def test_lines_of_a_word_file_stand_in_paragraphs() -> None:
    book = replace(sheet({}), format="docx", paragraphs=("填报单位情况表", "填报单位：        填报日期：    年  月  日"))
    nowhere = {"label_cell": "0", "value_cell": "0"}
    blanks = (line("A1", "填报单位", "report.unit", **nowhere), line("A1", "填报日期", "report.date", **nowhere))
    filling = filled(form(Kind.ROSTER, metadata=blanks, first_row=None), book)
    assert filling.edits.lines == (LineEdit(1, "填报单位：东湖社区  填报日期：2026年11月22日"),)
    lost = filled(form(Kind.ROSTER, metadata=(line("A1", "审核单位", "report.unit", **nowhere),), first_row=None), book)
    assert told(lost, "审核单位").outcome is Outcome.ASKED
