"""Words by which a line shows what it is; texts are folded, so without white space."""

import pytest

from qingzhuang.formfill.layout import words


@pytest.mark.parametrize(
    "code", ["甲", "乙", "1", "12", "(3)", "①", "A", "D12", "第1栏".replace("1", "甲"), "行次", "3=1+2", "7=8+16", "—"]
)
def test_knows_the_codes_of_a_guide_row(code: str) -> None:
    assert words.is_guide(code)


@pytest.mark.parametrize("label", ["户数", "甲级单位", "2026年", "1234", "男", "人"])
def test_takes_no_label_for_a_code(label: str) -> None:
    assert not words.is_guide(label)


@pytest.mark.parametrize("label", ["合计", "总计", "小计", "计", "总数", "全镇合计", "总户数", "总人数", "合计(人)"])
def test_knows_a_total(label: str) -> None:
    assert words.is_total(label)


@pytest.mark.parametrize("label", ["户数", "计划生育", "总支", "统计人", "会计", "合计数以外的其他人员"])
def test_takes_no_other_word_for_a_total(label: str) -> None:
    assert not words.is_total(label)


@pytest.mark.parametrize(
    "text",
    [
        "注:1=2+3",
        "说明:一户一表",
        "填表说明:",
        "备注:本月",
        "※必填",
        "本表一式两份",
        "红色字体字段为必填项",
        "1、请如实填写每一栏,不得漏填,不得改动表格结构和列名",
        "各社区每月25日前将本表报街道民政办,逾期不报的视为无变动;",
    ],
)
def test_knows_a_note(text: str) -> None:
    assert words.is_note(text)


@pytest.mark.parametrize("text", ["备注", "说明", "户数", "家庭主要成员及社会关系", "注册资金"])
def test_takes_no_label_for_a_note(text: str) -> None:
    assert not words.is_note(text)


@pytest.mark.parametrize(
    "text", ["□男 □女", "男○ 女○", "●男 ○女", "[ ]城市低保 [ ]农村低保", "是（ ） 否（ ）", "☑是 ☐否", "√是 否"]
)
def test_knows_printed_choices(text: str) -> None:
    assert words.is_choice(text)


@pytest.mark.parametrize("text", ["男", "（公章）", "是否低保", "家庭人口（人）", "0"])
def test_takes_no_other_text_for_choices(text: str) -> None:
    assert not words.is_choice(text)


@pytest.mark.parametrize(
    "text",
    [
        "    年   月   日",
        "2026年  月  日",
        "自    年  月至    年  月",
        "（盖章）",
        "负责人签字",
        "____元",
        "   省   市   县",
        "□是 □否",
    ],
)
def test_knows_a_pattern_to_fill_in(text: str) -> None:
    assert words.is_pattern(text)


@pytest.mark.parametrize("text", ["姓名", "出生年月", "家庭住址", "2026年度", "元"])
def test_takes_no_label_for_a_pattern(text: str) -> None:
    assert not words.is_pattern(text)


@pytest.mark.parametrize("text", ["单位:人", "单位:户、人、元", "(单位:万元)", "金额单位:元", "计量单位:平方米"])
def test_knows_a_line_with_the_unit_of_all_figures(text: str) -> None:
    assert words.UNIT_LINE.match(text)


@pytest.mark.parametrize("text", ["填报单位:", "单位:", "单位名称:人民医院"])
def test_takes_no_line_with_a_reporter_for_the_unit_of_figures(text: str) -> None:
    assert not words.UNIT_LINE.match(text)


@pytest.mark.parametrize("label", ["填报单位", "制表人", "审核人", "填报日期", "单位负责人", "填报单位(盖章)", "年月日"])
def test_knows_labels_about_the_report(label: str) -> None:
    assert words.names_report(label)


@pytest.mark.parametrize("text", ["花名册", "低保统计表", "调查表(二)", "登记表1", "台账", "发放表", "基本情况"])
def test_knows_the_words_that_end_a_title(text: str) -> None:
    assert words.FORM_WORDS.search(text)


@pytest.mark.parametrize("text", ["1.男2.女", "0.户主1.配偶2.子女", "1家庭户2集体户", "(1)是(2)否"])
def test_knows_printed_answers_by_their_codes(text: str) -> None:
    assert words.is_code_list(text)


@pytest.mark.parametrize("text", ["36至45岁", "1.总人口", "2020年3月", "60岁以上", "80-89岁"])
def test_takes_no_band_and_no_numbered_label_for_printed_answers(text: str) -> None:
    assert not words.is_code_list(text)
