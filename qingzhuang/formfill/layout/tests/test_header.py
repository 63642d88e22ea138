"""Heading blocks: where they end, and the label path over each column."""

import pytest

from qingzhuang.formfill.layout.header import clean
from qingzhuang.formfill.layout.tests.drawn import lay, lay_all, paths


def test_reads_one_heading_row() -> None:
    laid = lay("姓名 | 性别 | 电话\n@blank 3")
    assert laid.header_rows == (1, 1)
    assert paths(laid) == ["姓名", "性别", "电话"]
    assert (laid.first_row, laid.last_row) == (2, 4)


def test_reads_two_rows_with_labels_merged_both_ways() -> None:
    laid = lay("""
        序号 | 村名 | 贫困户 | <    | 备注
        ^    | ^    | 户数   | 人数 | ^
        @blank 3
    """)
    assert laid.header_rows == (1, 2)
    assert paths(laid) == ["序号", "村名", "贫困户/户数", "贫困户/人数", "备注"]


def test_reads_three_rows() -> None:
    laid = lay("""
        村名 | 有劳动能力 | <    | <          | <    | 合计
        ^    | 低保户     | <    | 低收入家庭 | <    | ^
        ^    | 户数       | 人数 | 户数       | 人数 | ^
        @blank 4
    """)
    assert laid.header_rows == (1, 3)
    assert paths(laid)[1:5] == [f"有劳动能力/{kind}/{unit}" for kind in ("低保户", "低收入家庭") for unit in ("户数", "人数")]
    assert paths(laid)[5] == "合计"


def test_reads_four_rows() -> None:
    laid = lay("""
        单位 | 人口情况 | <        | <    | <
        ^    | 总人口   | 户籍人口 | <    | <
        ^    | ^        | 常住     | <    | 外出
        ^    | ^        | 男性     | 女性 | ^
        @blank 3
    """)
    assert laid.header_rows == (1, 4)
    assert paths(laid)[1:] == [
        "人口情况/总人口",
        "人口情况/户籍人口/常住/男性",
        "人口情况/户籍人口/常住/女性",
        "人口情况/户籍人口/外出",
    ]


def test_reads_five_rows() -> None:
    laid = lay("""
        单位 | 保障情况 | < | < | <
        ^    | 城市低保 | < | < | 农村低保
        ^    | 成年人   | < | 未成年人 | ^
        ^    | 就业     | < | ^ | ^
        ^    | 在职人员 | 灵活就业 | ^ | ^
        @blank 2
    """)
    assert laid.header_rows == (1, 5)
    assert paths(laid)[1] == "保障情况/城市低保/成年人/就业/在职人员"
    assert paths(laid)[4] == "保障情况/农村低保"
    assert laid.first_row == 6


def test_repeats_an_unmerged_group_label_over_its_columns() -> None:
    laid = lay("""
        单位 | 人数 |      | 户数 |
             | 男性 | 女性 | 农业 | 非农业
        @blank 3
    """)
    assert laid.header_rows == (1, 2)
    assert paths(laid) == ["单位", "人数/男性", "人数/女性", "户数/农业", "户数/非农业"]


def test_heals_a_merge_that_is_too_short() -> None:
    laid = lay("""
        单位 | 文化程度 | <    |      | 备注
        ^    | 小学     | 初中 | 高中 | ^
        @blank 3
    """)
    assert paths(laid) == ["单位", "文化程度/小学", "文化程度/初中", "文化程度/高中", "备注"]


def test_joins_a_label_written_one_character_a_row() -> None:
    laid = lay("""
        单位 | 暂住时间 | < | 总数
        ^    | 半 | 五 | ^
        ^    | 年 | 年 | ^
        ^    | 以 | 以 | ^
        ^    | 下 | 上 | ^
        @blank 3
    """)
    assert laid.header_rows == (1, 5)
    assert paths(laid) == ["单位", "暂住时间/半年以下", "暂住时间/五年以上", "总数"]


def test_leaves_row_labels_to_the_rows() -> None:
    laid = lay("""
        类别 | 户数 | 人数
        城镇 | |
        农村 | |
        乡村 | |
    """)
    assert paths(laid) == ["类别", "户数", "人数"]
    assert [labels for _, labels in laid.row_labels] == [("城镇",), ("农村",), ("乡村",)]


def test_leaves_empty_columns_at_the_end_out() -> None:
    assert paths(lay("姓名 | 性别 | 电话 |\n@blank 2")) == ["姓名", "性别", "电话"]


def test_puts_a_label_with_line_breaks_on_one_line() -> None:
    assert paths(lay("与户主⏎关系 | 身份证␣␣号码\n@blank 2")) == ["与户主关系", "身份证 号码"]
    assert clean(" 出 生 \n 年月 ") == "出 生年月"


def test_names_the_cell_of_the_leaf_label() -> None:
    laid = lay("单位 | 人数 | <\n^ | 男性 | 女性\n@blank 2")
    assert [column.label for column in laid.columns] == [(1, 1), (2, 2), (2, 3)]


@pytest.mark.parametrize(
    "row",
    [
        "310115199001011234 | 张三 | 13800000000",
        "2020-01-01 | 2020/3/15 | 在职",
        "1 | 2 | 3",
        "甲 | 乙 | 1",
    ],
)
def test_takes_no_row_of_values_or_codes_for_a_heading(row: str) -> None:
    assert lay(f"身份证号 | 姓名 | 电话\n{row}\n@blank 2").header_rows == (1, 1)
    assert not [laid for laid in lay_all(f"{row}\n@blank 2") if laid.header_rows == (1, 1)]


def test_ends_the_heading_before_the_total_row() -> None:
    laid = lay("单位 | 人数 | <\n^ | 男性 | 女性\n合计 | |\n一村 | |\n二村 | |")
    assert laid.header_rows == (1, 2)
    assert laid.total_rows == (3,)


def test_ends_the_heading_before_printed_row_labels() -> None:
    laid = lay("年龄 | 人数 | 户数\n60岁以上 | |\n80岁以上 | |")
    assert laid.header_rows == (1, 1)
    assert laid.first_row == 2


def test_a_few_hints_in_a_wide_row_are_no_data() -> None:
    laid = lay("""
        姓名 | 绰号 | 身份证号 | 爱好 | 车型 | 车色 | 学校 | 职务 | 店名 | 电话
        必填 | | 必填 | | | | | | | 必填：11位
        @blank 2
    """)
    assert laid.header_rows == (1, 1)
    assert laid.first_row == 3


def test_a_place_for_a_photo_begins_a_card() -> None:
    laid = lay("""
        姓名 | | 性别 | | 身份证号 | < | | 照片
        常住地址 | | < | 户籍社区 | | < | < | ^
        联系电话 | | 健康状况 | | 家庭人口 | < | | ^
        登记时间 | | < | 编号 | | < | < | <
    """)
    assert laid.shape == "card"


def test_a_gap_for_a_number_is_no_heading() -> None:
    laid = lay("""
        ~ 培训单位（盖章）： | < | 培训专业： | < | 第　　期 | <
        姓名 | 性别 | 民族 | 年龄 | 学历 | 电话
        @blank 2
    """)
    assert laid.header_rows == (2, 2)


def test_hints_all_in_brackets_are_hints() -> None:
    laid = lay("""
        *姓名 | *身份证号 | 性别 | 民族 | 电话 | 备注
        （必填） | （必填） | （下拉选择） | | |
        @blank 2
    """)
    assert (laid.header_rows, laid.first_row) == ((1, 1), 3)
