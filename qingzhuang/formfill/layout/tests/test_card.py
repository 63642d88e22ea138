"""Cards: which cell takes the value of which label."""

import pytest

from qingzhuang.formfill.layout.model import Laid, Pair
from qingzhuang.formfill.layout.tests.drawn import lay


def pair(laid: Laid, label: str) -> Pair:
    return next(pair for pair in laid.pairs if pair.path[-1] == label)


CARD = """
    # 困难家庭登记表 | < | < | < | < | <
    姓名 | | 性别 | | 照片 | <
    出生日期 | | 民族 | | ^ | ^
    家庭住址 | < | | < | ^ | ^
    婚姻状况 | □未婚 □已婚 □离异 | < | < | < | <
    家庭成员 | 姓名 | 关系 | 年龄 | 职业 | 电话
    ^ | | | | |
    ^ | | | | |
    ^ | | | | |
    村委会意见 | ␣␣␣␣␣␣（盖章）␣␣␣年␣␣月␣␣日 | < | < | < | <
    备注 | | < | < | < | <
"""


def test_is_a_card_when_labels_and_blanks_alternate() -> None:
    laid = lay(CARD)
    assert laid.shape == "card"
    assert laid.title is not None and laid.title.text == "困难家庭登记表"
    assert laid.header_rows is None


@pytest.mark.parametrize(
    ("label", "value"), [("姓名", (2, 2)), ("性别", (2, 4)), ("民族", (3, 4)), ("家庭住址", (4, 3)), ("备注", (11, 2))]
)
def test_takes_the_blank_to_the_right_of_a_label(label: str, value: tuple[int, int]) -> None:
    found = pair(lay(CARD), label)
    assert (found.value, found.same, found.printed) == (value, False, "")


def test_takes_printed_choices_to_the_right_for_the_value() -> None:
    found = pair(lay(CARD), "婚姻状况")
    assert (found.value, found.printed) == ((5, 2), "□未婚 □已婚 □离异")


def test_takes_a_printed_seal_and_date_for_the_value_of_an_opinion() -> None:
    found = pair(lay(CARD), "村委会意见")
    assert found.value == (10, 2)
    assert "盖章" in found.printed


def test_puts_a_photo_into_its_own_cell() -> None:
    found = pair(lay(CARD), "照片")
    assert found.same and found.value == found.label == (2, 5)


def test_finds_a_list_inside_with_its_title_beside_it() -> None:
    (block,) = lay(CARD).blocks
    assert (block.title, block.title_place) == ("家庭成员", (6, 1))
    assert (block.header_row, block.first_row, block.last_row) == (6, 7, 9)
    assert [column.path for column in block.columns] == [("姓名",), ("关系",), ("年龄",), ("职业",), ("电话",)]
    assert [column.column for column in block.columns] == [2, 3, 4, 5, 6]


def test_finds_a_list_inside_below_its_title() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        家庭成员情况 | < | < | <
        姓名 | 与本人关系 | 年龄 | 职业
        @blank 3
        备注 | | < | <
    """)
    (block,) = laid.blocks
    assert (block.title, block.header_row, block.first_row, block.last_row) == ("家庭成员情况", 4, 5, 7)
    assert pair(laid, "备注").value == (8, 2)


def test_reads_a_numbered_list_inside() -> None:
    laid = lay("""
        户主 | | 电话 |
        住址 | | 邮编 |
        序号 | 姓名 | 性别 | 年龄
        1 | | |
        2 | | |
    """)
    (block,) = laid.blocks
    assert (block.first_row, block.last_row) == (4, 5)


def test_a_single_blank_row_is_no_list() -> None:
    laid = lay("""
        姓名 | | 性别 | | 民族 |
        籍贯 | | 户籍 | | 电话 |
        学历 | 职业 | 特长 | 爱好 | 党派 | 职务
        | | | | |
        住址 | | 电话 | | 邮编 |
    """)
    assert laid.blocks == ()
    assert pair(laid, "职业").value == (4, 2)


def test_a_label_over_several_rows_groups_the_labels_beside_it() -> None:
    laid = lay("""
        姓名 | | < | 性别 |
        监护人 | 姓名 | | 电话 |
        ^ | 住址 | | 关系 |
        备注 | | < | < | <
    """)
    assert [pair.path for pair in laid.pairs if len(pair.path) > 1] == [
        ("监护人", "姓名"),
        ("监护人", "电话"),
        ("监护人", "住址"),
        ("监护人", "关系"),
    ]
    assert pair(laid, "备注").path == ("备注",)


def test_a_title_over_the_whole_width_opens_a_section() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        一、住房情况 | < | < | <
        住房面积 | | 房屋结构 |
        二、收入情况 | < | < | <
        年收入 | | 月收入 |
    """)
    assert pair(laid, "住房面积").path == ("一、住房情况", "住房面积")
    assert pair(laid, "月收入").path == ("二、收入情况", "月收入")


def test_takes_the_blank_below_a_label() -> None:
    laid = lay("""
        姓名 | | 性别 | | 民族 |
        籍贯 | | 户籍 | | 电话 |
        主要困难 | < | 救助需求 | < | 其他情况 | <
        | < | | < | | <
        住址 | | 电话 | | 邮编 |
    """)
    assert pair(laid, "主要困难").value == (4, 1)
    assert pair(laid, "救助需求").value == (4, 3)


def test_a_label_over_a_wide_blank_below_takes_it() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 年龄 |
        申请理由 | < | < | <
        | < | < | <
        电话 | | 邮编 |
    """)
    assert pair(laid, "申请理由").value == (4, 1)


def test_puts_the_value_behind_a_label_that_ends_with_a_colon() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        经办人： | < | 负责人： | <
    """)
    assert pair(laid, "经办人：").same
    assert pair(laid, "负责人：").value == (3, 3)


def test_a_gap_before_a_unit_is_filled_in_the_cell() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        务农收入␣␣␣␣␣元 | < | 务工收入␣␣␣␣␣元 | <
    """)
    assert pair(laid, "务农收入 元").same
    assert pair(laid, "务工收入 元").value == (3, 3)


def test_printed_choices_without_a_label_are_their_own_blank() -> None:
    laid = lay("""
        姓名 | | 性别 | 男○ 女○
        住址 | | 电话 |
        []城市低保 []农村低保 []五保 | < | 备注 |
    """)
    found = next(pair for pair in laid.pairs if pair.printed.startswith("[]"))
    assert found.same and found.value == (3, 1)


def test_a_statement_to_sign_over_the_whole_width_is_one_blank() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        本人承诺以上信息真实有效。␣␣␣␣申请人签名：␣␣␣␣␣年␣␣月␣␣日 | < | < | <
    """)
    assert laid.pairs[-1].same and "签名" in laid.pairs[-1].printed


def test_a_long_printed_text_is_a_note() -> None:
    laid = lay("""
        姓名 | | 性别 |
        住址 | | 电话 |
        说明：本表一式三份，分别由社区、街道和区民政局保存，填写时字迹要清楚。 | < | < | <
    """)
    assert [line.text[:3] for line in laid.notes] == ["说明："]
    assert len(laid.pairs) == 4


def test_no_value_cell_is_given_twice() -> None:
    laid = lay(CARD)
    values = [pair.value for pair in laid.pairs]
    assert len(values) == len(set(values))


def test_reads_a_card_whose_labels_all_end_with_a_colon() -> None:
    laid = lay("""
        # 来访登记卡 | < | < | <
        姓名： | | 性别： |
        住址： | | 电话： |
    """)
    assert laid.shape == "card"
    assert pair(laid, "电话：").value == (3, 4)
