"""The rows under a heading: guide, hint and example rows, data, totals, and what stands below."""

import pytest

from qingzhuang.formfill.layout.tests.drawn import lay, lay_all

HEAD = "单位 | 户数 | 人数 | 金额"


def test_skips_a_guide_row_and_keeps_its_codes() -> None:
    laid = lay(f"{HEAD}\n甲 | 1 | 2 | 3\n@blank 3")
    assert laid.skipped_rows == (2,)
    assert laid.guide == ((1, "甲"), (2, "1"), (3, "2"), (4, "3"))
    assert (laid.first_row, laid.last_row) == (3, 5)


@pytest.mark.parametrize(
    "codes", ["AAC003 | AAC004 | AAC006 | AAE005", "xm | xb | csrq | lxdh", "name | sex | birth_date | phone"]
)
def test_skips_a_row_of_names_of_fields(codes: str) -> None:
    assert lay(f"姓名 | 性别 | 出生日期 | 电话\n{codes}\n@blank 3").first_row == 3


def test_skips_a_row_of_hints() -> None:
    laid = lay("姓名 | 性别 | 出生日期 | 电话\n必填 | 必填，下拉选择 | 格式：2015-01-01 | 选填\n@blank 3")
    assert laid.skipped_rows == (2,)
    assert laid.first_row == 3


def test_skips_an_example_row() -> None:
    laid = lay("姓名 | 性别 | 身份证号 | 电话\n张三 | 男 | 310115199001011234 | 13800000000\n@blank 3")
    assert laid.skipped_rows == (2,)
    assert laid.first_row == 3


def test_skips_guide_hint_and_example_rows_together() -> None:
    laid = lay("""
        姓名 | 性别 | 身份证号 | 电话
        1 | 2 | 3 | 4
        必填 | 选填 | 必填，18位 | 选填
        张三 | 男 | 310115199001011234 | 13800000000
        @blank 2
    """)
    assert laid.skipped_rows == (2, 3, 4)
    assert (laid.first_row, laid.last_row) == (5, 6)


def test_runs_on_when_nothing_is_ruled_below() -> None:
    laid = lay("~ 姓名 | 性别 | 电话")
    assert laid.open_ended
    assert laid.last_row is None
    assert laid.first_row == 2


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "全县合计", "合 计", "总数"])
def test_finds_a_total_row_by_its_label(word: str) -> None:
    laid = lay(f"{HEAD}\n一村 | | |\n二村 | | |\n{word} | | |")
    assert laid.total_rows == (4,)
    assert [row for row, _ in laid.row_labels] == [2, 3]


def test_finds_a_total_row_above_the_data() -> None:
    laid = lay(f"{HEAD}\n合计 | | |\n一村 | | |\n二村 | | |")
    assert laid.total_rows == (2,)
    assert laid.first_row == 3


def test_takes_the_total_row_for_data_when_it_is_the_only_row() -> None:
    laid = lay(f"{HEAD}\n合计 | | |")
    assert laid.total_rows == ()
    assert (laid.first_row, laid.last_row) == (2, 2)


def test_is_no_total_when_a_longer_word_only_holds_one() -> None:
    assert lay(f"{HEAD}\n合计数以外的其他人员 | | |\n二村 | | |").total_rows == ()


def test_repeats_group_labels_beside_the_rows() -> None:
    laid = lay("""
        项目 | < | 户数 | 人数
        城市 | 在职 | |
        ^    | 失业 | |
        农村 | 务农 | |
    """)
    assert laid.row_labels == ((2, ("城市", "在职")), (3, ("城市", "失业")), (4, ("农村", "务农")))


def test_repeats_section_titles_over_the_rows() -> None:
    laid = lay(f"{HEAD}\n一、城市 | < | < | <\n东街 | | |\n西街 | | |\n二、农村 | < | < | <\n一村 | | |")
    assert laid.row_labels == ((3, ("一、城市", "东街")), (4, ("一、城市", "西街")), (6, ("二、农村", "一村")))


def test_running_numbers_are_no_row_labels() -> None:
    laid = lay("序号 | 姓名 | 性别\n1 | |\n2 | |\n3 | |")
    assert laid.row_labels == ()
    assert (laid.first_row, laid.last_row) == (2, 4)


def test_puts_notes_and_signature_lines_below_apart() -> None:
    laid = lay(f"""
        {HEAD}
        @blank 3
        ~ 注：1.金额以元为单位；2.户数=人数以内
        ~ 单位负责人： | | 填表人： | 年␣␣␣月␣␣␣日
    """)
    assert laid.last_row == 4
    assert [line.text for line in laid.notes] == ["注：1.金额以元为单位；2.户数=人数以内"]
    assert [line.text for line in laid.footer] == ["单位负责人：", "填表人：", "年   月   日"]


def test_reads_a_signature_line_that_is_ruled() -> None:
    laid = lay(f"{HEAD}\n@blank 3\n填表人： | | 审核人： |")
    assert laid.last_row == 4
    assert [line.text for line in laid.footer] == ["填表人：", "审核人："]


def test_reads_a_note_over_the_whole_width_that_is_ruled() -> None:
    laid = lay(f"{HEAD}\n@blank 3\n说明：本表由社区填写，每月5日前上报街道。 | < | < | <")
    assert laid.last_row == 4
    assert len(laid.notes) == 1


@pytest.mark.parametrize("note", ["※本表一式三份", "填表说明：一户一表", "本表于每月25日前上报", "备注：人数为常住人口"])
def test_knows_a_note_by_how_it_begins(note: str) -> None:
    laid = lay(f"{HEAD}\n@blank 3\n~ {note}")
    assert [line.text for line in laid.notes] == [note]


def test_begins_another_table_below_a_title() -> None:
    first, second = lay_all("""
        # 低保户统计表 | < | <
        单位 | 户数 | 人数
        @blank 3
        ~
        # 五保户统计表 | < | <
        单位 | 户数 | 金额
        @blank 2
    """)
    assert (first.title.text, second.title.text) == ("低保户统计表", "五保户统计表")  # type: ignore[union-attr]
    assert first.header_rows == (2, 2) and second.header_rows == (8, 8)
    assert (first.first_row, first.last_row) == (3, 5)
    assert (second.first_row, second.last_row) == (9, 10)


def test_begins_another_table_below_a_ruled_title_over_a_full_heading() -> None:
    tables = lay_all("""
        一、人员情况 | < | <
        姓名 | 性别 | 年龄
        @blank 2
        二、房屋情况 | < | <
        地址 | 面积 | 用途
        @blank 2
    """)
    assert [table.header_rows for table in tables] == [(2, 2), (6, 6)]


def test_begins_another_table_whose_rows_are_numbered() -> None:
    tables = lay_all("""
        # 农户调查表 | < | <
        序号 | 姓名 | 性别
        1 | |
        2 | |
        # 二、住房情况 | < | <
        序号 | 坐落 | 面积
        1 | |
        2 | |
    """)
    assert [table.header_rows for table in tables] == [(2, 2), (6, 6)]
    assert [table.first_row for table in tables] == [3, 7]


def test_a_second_heading_under_an_empty_row_begins_a_second_list() -> None:
    first, second = lay_all("""
        # 住户登记表 | < | < | <
        H1.户编号 | H2.户别 | H3.男 | H4.女
        @blank 1
        R1.姓名 | R2.与户主关系 | R3.性别 | R4.出生年月
         | 0.户主1.配偶2.子女 | 1.男2.女 | 年  月
        @blank 3
    """)
    assert (first.header_rows, first.last_row) == ((2, 2), 3)
    assert (second.header_rows, second.first_row, second.last_row) == ((4, 4), 6, 8)


def test_printed_answers_under_a_heading_are_no_label_of_it() -> None:
    laid = lay("""
        户别 | 人数 | < | 备注
        1.家庭户2.集体户 | 男 | 女 |
        @blank 1
    """)
    assert [column.path for column in laid.columns][:3] == [("户别",), ("人数", "男"), ("人数", "女")]


def test_a_label_with_its_letters_apart_heads_a_column() -> None:
    assert lay("村  别 | 户数 | 人数\n^ | 合计 | 合计\n@blank 2").header_rows[0] == 1
