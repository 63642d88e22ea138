"""Lists of people, households and dwellings."""

from dataclasses import replace

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.tests.village import WEST, column, filled, form, roster, sheet, shown, told
from qingzhuang.formfill.edits import Growth
from qingzhuang.formfill.form import Kind, State
from qingzhuang.formfill.grid import Cell, Span, Style
from qingzhuang.tally.syntax import parse_population

LINES = range(2, 7)


def column_of(filling, letter: str) -> list[object]:
    cells = shown(filling)
    rows = sorted(int(name[1:]) for name in cells if name[0] == letter)
    return [cells[f"{letter}{row}"] for row in rows]


def test_lists_people_grid_by_grid_and_house_by_house_the_head_first() -> None:
    filling = filled(roster("row.number", "person.name"), sheet({}, lined=LINES))
    assert column_of(filling, "B") == ["张建国", "李秀英", "赵强", "张伟", "王芳", "张小雨"]
    assert column_of(filling, "A") == [1, 2, 3, 4, 5, 6]


def test_lists_only_whom_the_form_is_about() -> None:
    asked = roster("person.name", population=parse_population("person where age>=60"))
    filling = filled(asked, sheet({}, lined=LINES))
    assert column_of(filling, "A") == ["张建国", "李秀英"]
    assert "population_unknown" in {f.code for f in filling.findings}  # 赵强 has no birth date


def test_grows_a_table_that_is_too_short_and_leaves_an_open_one_alone() -> None:
    assert filled(roster("person.name"), sheet({}, lined=LINES)).edits.growths == (Growth(0, 3, 6, 6),)
    long = filled(roster("person.name", last_row=10), sheet({}, lined=range(2, 11)))
    assert long.edits.growths == ()
    open_ended = roster("person.name", last_row=None, open_ended=True)
    assert filled(open_ended, sheet({"A2": "姓名"})).edits.growths == ()
    assert filled(open_ended, sheet({}, lined=range(2, 4))).edits.growths == (Growth(0, 3, 3, 6),)


def test_rows_below_a_grown_table_move() -> None:
    foot = (column(1, "填报人", "report.preparer", label_cell="A8", value_cell="A8", after_label=True),)
    filling = filled(roster("person.name", footer=foot), sheet({"A8": "填报人："}, lined=LINES), typed={"填报人": "钱多多"})
    assert shown(filling)["A10"] == "填报人：钱多多"


def test_leaves_guide_and_example_rows_and_printed_numbers() -> None:
    asked = roster("row.number", "person.name", skipped_rows=(3,), last_row=10)
    cells = shown(filled(asked, sheet({"B3": "张三", "A4": "1", "A5": "2"}, lined=range(2, 11))))
    assert "B3" not in cells
    assert "A4" not in cells
    assert cells["B4"] == "张建国"
    assert cells["A6"] == 3


def test_clears_last_months_rows_and_place_holders() -> None:
    asked = roster("row.number", "person.name", ("发放金额", None), last_row=10)
    book = sheet({"B9": "旧人", "B10": "旧人", "C3": "N", "A9": "7", "C9": "300"}, lined=range(2, 11))
    cells = shown(filled(asked, book))
    assert {name: cells[name] for name in ("B9", "B10", "C3")} == {"B9": None, "B10": None, "C3": None}
    assert "A9" not in cells
    assert "C9" not in cells


def test_a_value_nobody_knows_is_asked_and_the_rest_is_sure() -> None:
    filling = filled(roster("person.name", "person.phone", "person.email"), sheet({}, lined=LINES))
    phone, mail = told(filling, "phone"), told(filling, "email")
    assert (phone.outcome, phone.missing, phone.missing_cells) == (Outcome.ANSWERED, 2, ("B4", "B8"))
    assert (mail.outcome, mail.missing) == (Outcome.ASKED, 6)


def test_a_guess_is_never_sure() -> None:
    asked = form(Kind.ROSTER, columns=(column(1, "姓名", "person.name", State.UNSURE),))
    assert told(filled(asked, sheet({}, lined=LINES)), "姓名").outcome is Outcome.UNSURE


def test_writes_in_the_words_and_the_style_of_the_form() -> None:
    asked = roster(
        "person.name", ("性别", "person.sex"), ("出生年月", "person.birth_date"), ("是否低保", "person.welfare.subsistence_allowance"),
        ("总收入（万元）", "household.income.total"), last_row=10,
    )  # fmt: skip
    sex, income = asked.tables[0].columns[1], asked.tables[0].columns[4]
    columns = list(asked.tables[0].columns)
    columns[1], columns[4] = replace(sex, choices=("1-男", "2-女")), replace(income, unit="万元")
    asked = replace(asked, tables=(replace(asked.tables[0], columns=tuple(columns)),))
    cells = shown(filled(asked, sheet({}, lined=range(2, 11))))
    assert [cells[f"{letter}3"] for letter in "ABCDE"] == ["张建国", "1-男", "1944.03", "是", 1.2]
    assert cells["D5"] == "否"


def test_leaves_a_date_to_the_format_of_the_cell_and_follows_an_example() -> None:
    from datetime import date

    asked = roster("person.name", ("出生日期", "person.birth_date"), last_row=10)
    dated = {f"B{row}": Style(number_format="yyyy/m/d", left=True, bottom=True) for row in range(3, 11)}
    assert shown(filled(asked, sheet({}, styles=dated)))["B3"] == date(1944, 3, 5)
    example = roster("person.name", ("出生日期", "person.birth_date"), last_row=10, skipped_rows=(3,))
    assert shown(filled(example, sheet({"B3": "1990/02/28"}, lined=range(2, 11))))["B4"] == "1944/03/05"


def test_households_with_their_members_side_by_side() -> None:
    asked = roster(
        "household.head.name", "household.member[1].name", "household.member[2].name", "household.member[3].name",
        ("60岁以上", "count(person where age>=60 and same household)"), row_entity="household",
    )  # fmt: skip
    filling = filled(asked, sheet({}, lined=LINES))
    cells = shown(filling)
    assert [cells.get(f"{letter}3") for letter in "ABCDE"] == ["张建国", "张建国", "李秀英", None, 2]
    assert [cells.get(f"{letter}5") for letter in "ABCD"] == ["张伟", "张伟", "王芳", "张小雨"]
    assert told(filling, "member[3].name").missing == 0  # not everybody has a third member
    senior = told(filling, "60岁以上")
    assert (senior.outcome, senior.doubtful_cells) == (Outcome.UNSURE, ("E4",))  # 赵强 may be 60


def test_counts_the_family_on_a_persons_row() -> None:
    asked = roster("person.name", ("家庭人口", "count(person where same household)"), last_row=10)
    assert column_of(filled(asked, sheet({}, lined=range(2, 11))), "B") == [2, 2, 1, 3, 3, 3]


def test_obeys_a_rule_against_blanks_only_where_nothing_is_a_fact() -> None:
    asked = roster("person.name", "person.disability.level", "person.phone", notes=("表中不得空白，没有的填“无”",), last_row=10)
    cells = shown(filled(asked, sheet({}, lined=range(2, 11))))
    assert cells["B5"] == "无"
    assert "C4" not in cells  # the telephone is not known: 无 would be a claim


def test_a_list_of_people_the_ledger_does_not_know_is_left_to_a_person() -> None:
    unknown = "标题里的“培训”没看懂，不知道是否只列一部分人"
    asked = roster("person.name", population_reason=unknown, population_state=State.UNSURE)
    filling = filled(asked, sheet({}, lined=LINES))
    assert filling.edits.cells == ()
    assert told(filling, "name").outcome is Outcome.ASKED
    assert [f.code for f in filling.findings] == ["list_unclear"]


def test_right_facts_of_perhaps_the_wrong_people_are_not_sure() -> None:
    """残疾人两项补贴发放名册 names disabled people, but not all of them: the list must be confirmed."""
    who = parse_population("person where disability.exists")
    asked = roster("person.name", population=who, population_reason="“两项补贴”没看懂", population_state=State.UNSURE)
    filling = filled(asked, sheet({}, lined=LINES))
    assert told(filling, "name").outcome is Outcome.UNSURE
    assert filling.edits.cells


def test_an_empty_list_is_said() -> None:
    asked = roster("person.name", population=parse_population("person where age>=100"))
    filling = filled(asked, sheet({}, lined=LINES), WEST)
    assert [f.code for f in filling.findings] == ["nobody"]


def test_never_writes_over_a_formula() -> None:
    book = sheet({}, lined=LINES)
    book.grids[0].cells[3, 1] = Cell(3, 1, "1", formula="=ROW()-2", name="A3")  # type: ignore[index]
    assert "A3" not in shown(filled(roster("row.number", "person.name"), book))


def test_keeps_long_numbers_as_text() -> None:
    assert shown(filled(roster("person.id_number"), sheet({}, lined=LINES)))["A3"] == "990101194403050013"


def test_outside_and_kept_columns_stay_empty() -> None:
    asked = form(
        Kind.ROSTER,
        columns=(
            column(1, "姓名", "person.name"),
            column(2, "签到", "outside the ledger (signature)", State.OUTSIDE),
            column(3, "备注", "row.remarks", State.KEPT),
        ),
    )
    filling = filled(asked, sheet({}, lined=LINES))
    assert not [name for name in shown(filling) if name[0] in "BC"]
    assert (told(filling, "签到").outcome, told(filling, "备注").outcome) == (Outcome.OUTSIDE, Outcome.KEPT)


def test_columns_about_party_members_list_party_members_and_say_so() -> None:
    paths = ("member_status", "join_date", "confirm_date", "branch")
    asked = roster("person.name", *(f"person.party.{name}" for name in paths))
    filling = filled(asked, sheet({}, lined=LINES))
    assert {f.code for f in filling.findings} >= {"population_implied"}
    assert "A3" not in shown(filling)  # nobody is known to be one


def test_an_empty_yes_or_no_that_means_no_is_written_as_no() -> None:
    asked = roster("person.name", ("是否失独", "person.bereaved_only_child"), last_row=10)
    assert set(column_of(filled(asked, sheet({}, lined=range(2, 11))), "B")) == {"否"}


def test_a_record_two_rows_high_takes_both() -> None:
    book = sheet({}, lined=range(2, 11))
    merges = tuple(Span(row, column, row + 1, column) for row in (3, 5, 7, 9) for column in (1, 2))
    book = replace(book, grids=(replace(book.grids[0], merges=merges),))
    asked = roster("row.number", "person.name", population=parse_population("person where age>=60"), last_row=10, last_column=2)
    assert column_of(filled(asked, book), "A") == [1, 2]
    assert "A4" not in shown(filled(asked, book))


def test_what_a_person_typed_stands_in_every_row() -> None:
    asked = roster("person.name", ("津贴标准", None), ("村", "outside the ledger (village)"), last_row=10)
    filling = filled(asked, sheet({}, lined=range(2, 11)), typed={"津贴标准": "100"})
    assert column_of(filling, "B") == [100] * 6
    assert told(filling, "津贴标准").outcome is Outcome.ANSWERED
    assert not column_of(filling, "C")
