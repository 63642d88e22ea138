"""Headings as they stand on published forms: answers without boxes, questions without 指标, words that mean nearly the same."""

import pytest

from qingzhuang.formfill.form import Kind, State
from qingzhuang.formfill.layout.words import bare_answers
from qingzhuang.formfill.match.tests.headings import asks, blank, form, lists, said, table


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("是      否", ("是", "否")),
        ("土木 砖混 毡房 其他", ("土木", "砖混", "毡房", "其他")),
        ("直管公房  单位公房  自有私房", ("直管公房", "单位公房", "自有私房")),
        ("水冲式 旱厕 无厕所", ("水冲式", "旱厕", "无厕所")),
    ],
)
def test_answers_need_no_boxes(text: str, answers: tuple[str, ...]) -> None:
    assert bare_answers(text) == answers


@pytest.mark.parametrize(
    "text",
    [
        "与户主 关系",
        "伤残 国家机关 人员",
        "区（县）    街道    社区居委会",
        "姓名  性别  年龄",
        "填报人：   审核人：   日期：",
        "家庭\n财产\n状况",
    ],
)
def test_white_space_alone_makes_no_answers(text: str) -> None:
    assert bare_answers(text) == ()


CARD = """
    # 农户入户调查表 | < | < | < | <
    户主姓名 | | 身份证号 | | <
    住房 | 结构 | 土木 砖混 毡房 其他 | 间数 |
    交通工具 | 汽车 农机 | 残疾人口数 | | <
    家庭收入 | | < | 年人均收入 |
"""


def test_reads_a_card_whose_answers_have_no_boxes() -> None:
    card = table(CARD)
    assert said(blank(card, "结构")).endswith("dwelling.structure")
    assert said(blank(card, "间数")).removeprefix("? ") == "dwelling.room_count"


def test_a_blank_of_another_width_belongs_to_the_label_on_its_left() -> None:
    assert blank(table(CARD), "家庭收入").concept == "household.income.total"


QUESTIONS = """
    # 村级调查表 | < | <
    行政村基本情况 | 数量 | 代码
    1.总户数 | | B1
    其中：脱贫户 | | B2
    2.低保户数 | | B3
    3.农民家庭人均纯收入 | | B4
    4.防返贫监测户家庭人均收入 | | B5
    5.外出务工人数 | | B6
"""


def test_questions_down_the_page_need_no_word_for_indicator() -> None:
    found = table(QUESTIONS)
    asked = {row.path[-1]: row.concept for row in found.rows}
    assert (found.kind, found.row_entity) == (Kind.CROSSTAB, "area")  # who counts households asks of no household
    assert asked["2.低保户数"] == "count(household where welfare.subsistence_allowance)"
    assert asked["5.外出务工人数"] == "count(person where employment_status=working_away)"


def test_half_lost_is_of_what_the_label_above_names() -> None:
    assert asks("劳动能力情况/部分丧失", "劳动能力情况/完全丧失", title="农村低保统计表")[0].endswith("labour_capacity=partial)")
    assert asks("自理能力/部分丧失", "自理能力/完全丧失", title="农村低保统计表")[1].endswith("self_care=none)")


def test_people_in_households_of_a_kind_are_people() -> None:
    assert asks("监测户残疾人", "总户数")[0].removeprefix("? ").startswith("count(person where")


def test_what_the_title_says_of_all_is_not_surely_asked_again_in_other_words() -> None:
    other = form("户主姓名", "身份证号", "是否脱贫户", title="监测户花名册")
    same = form("姓名", "身份证号", "是否低保", title="低保对象花名册")
    assert other.columns[2].state is State.UNSURE
    assert same.columns[2].state is State.SURE


LICENCE = """
    # 经营许可证申请表 | < | < | < | <
    1.企业名称 | | 邮编 | | <
    2.注册地址 | | 电话 | | <
    3.职工情况 | 总数 | 姓名 | 性别 | 学历
    ^ | | | |
    ^ | ^ | | |
"""


def test_a_card_that_begins_with_a_firm_is_the_firms_though_its_staff_are_named() -> None:
    card = table(LICENCE)
    assert card.row_entity == "organisation"
    assert said(blank(card, "电话")).removeprefix("? ") == "organisation.phone"


AGENT = """
    # 申请表 | < | < | <
    姓名 | | 联系电话 |
    证件名称 | | 证件号码 |
    代办人 | | 电话 |
    身份证件名称 | | 证件号码 |
"""


def test_the_kind_of_document_behind_an_agent_is_not_surely_the_applicants() -> None:
    assert blank(table(AGENT), "身份证件名称").state is not State.SURE


def test_a_bracket_says_which_guardian() -> None:
    assert lists("姓名", "监护人（父亲）", "监护人（母亲）", "监护人（母亲）电话")[1:] == [
        "person.father.name",
        "person.mother.name",
        "person.mother.phone",
    ]


def test_two_printed_answers_of_something_else_make_a_label_doubtful() -> None:
    (found,) = [b for b in table("姓名 | | 住房状况 | □无房 □有房\n性别 | | 民族 |").cells if b.path[-1] == "住房状况"]
    assert found.state is not State.SURE


def test_what_was_spent_is_not_surely_what_was_granted() -> None:
    spent, granted = (asks(f"{group}/低保金（元）", "户数", title="城市低保统计表")[0] for group in ("资金支出", "月保障金额"))
    assert spent.startswith("? sum(")
    assert granted.startswith("sum(")


ARCHIVE = """
    家庭编号： | | 所属小组： |
    户主： | | 家庭人口数： | ，现住      人
    残疾人数： | | 住房面积： | 平方
    厕所类型 | □马桶 □蹲厕 | 有无冰箱: | □有 □无
    家庭地址： | < | < |
"""


def test_labels_with_colons_in_three_rows_are_a_card() -> None:
    card = table(ARCHIVE)
    assert card.kind is Kind.CARD
    assert said(blank(card, "户主：")) == "household.head.name"
    assert said(blank(card, "家庭人口数：")) == "household.member_count"
    assert said(blank(card, "有无冰箱:")) == ""  # 有 and 无 are the answers of everything


def test_a_short_label_goes_on_with_the_stem_of_the_one_before() -> None:
    assert lists("姓名", "残疾类别", "等级")[2] == "? person.disability.level"
    assert lists("姓名", "工种", "等级")[2] == ""


def test_a_part_of_another_sort_keeps_its_fact() -> None:
    assert lists("姓名", "其他监护人与儿童关系")[1] == "? person.guardian[1].relation"


def test_as_many_columns_as_there_are_may_name_the_row_ahead_of_the_groups() -> None:
    found = form("序号", "批次", "年度", "地市", "县(区)", "片区", "基本情况/户数", "基本情况/人口数", title="汇总统计表")
    assert said(found.columns[4]) == "area.county"


def test_the_share_of_the_registered_is_of_all_registered() -> None:
    share = asks("60岁以上/人数", "60岁以上/占总人口%", title="户籍人口年龄构成表")[1]
    part, whole = share.removeprefix("? percent(").split(" / ")
    assert "age>=60" in part
    assert whole == "count(person where residence_type=registered))"


PROJECT = """
    # 建设用地申请表 | < | < | <
    建设项目名称 | | < | <
    申请用地面积 | | 其中：耕地面积 |
    建设工期 | | < | <
"""


def test_on_a_card_of_a_project_no_familys_fact_is_sure() -> None:
    assert blank(table(PROJECT), "其中：耕地面积").state is not State.SURE


YEARS = """
    # 社会保险参保人员情况 | < | <
    年份 | 养老保险参保人数 | 离退休人员
    2024 | |
    2025 | |
    2026 | |
"""


def test_no_figure_is_sure_where_each_row_is_a_year() -> None:
    assert not [column for column in table(YEARS).columns[1:] if column.state is State.SURE]
