"""Messages as they are sent in chat groups: what they say is read, what they do not say stays empty."""

from __future__ import annotations

from datetime import date, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill import understand
from qingzhuang.formfill.asks import asks_of
from qingzhuang.formfill.notice import book_of_fields, read_notice
from qingzhuang.formfill.notice.fields import typed
from qingzhuang.tally.syntax import write_asked

NOW = datetime(2026, 11, 29, 9)  # a Sunday


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("请于11月30日17:00前报送", datetime(2026, 11, 30, 17)),
        ("请于2026年12月5日前报送", datetime(2026, 12, 5, 23, 59)),
        ("12月5日（周六）下班前交", datetime(2026, 12, 5, 17, 30)),
        ("今天下午5点前发我", datetime(2026, 11, 29, 17)),
        ("明天中午12点前报", datetime(2026, 11, 30, 12)),
        ("后天上午十点前", None),  # hours in words are not read
        ("11:30前报", datetime(2026, 11, 29, 11, 30)),
        ("下午3点半前报", datetime(2026, 11, 29, 15, 30)),
        ("下周一上午10:00前", datetime(2026, 11, 30, 10)),
        ("月底前完成", datetime(2026, 11, 30, 23, 59)),
        ("请于11月20日前报送", datetime(2026, 11, 20, 23, 59)),  # gone by, and said so elsewhere
        ("请于1月5日前报送", datetime(2027, 1, 5, 23, 59)),
        ("请于2月30日前报送", None),
        ("每月5日前报送", None),  # a rhythm
        ("请尽快报送", None),
    ],
)
def test_reads_by_when(words, due):
    assert read_notice(words, NOW).due == due


def test_reads_who_signed_in_the_same_line_and_takes_the_purpose_for_no_field():
    read = read_notice("请报送80岁以上独居老人名单，包括姓名、身份证号、联系电话，用于冬季走访慰问。民政办 方敏", NOW)
    assert (read.asker, read.fields, read.purpose) == ("民政办", ("姓名", "身份证号", "联系电话"), "冬季走访慰问")


def test_reads_lines_as_a_browser_sends_them():
    assert typed("60岁以上人数\r\n低保户数\r\n") == ("60岁以上人数", "低保户数")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("填报10月份数据", (date(2026, 10, 1), date(2026, 10, 31))),
        ("12月份数据", (date(2025, 12, 1), date(2025, 12, 31))),
        ("2026年第三季度", (date(2026, 7, 1), date(2026, 9, 30))),
        ("上半年情况", (date(2026, 1, 1), date(2026, 6, 30))),
        ("2025年度统计", (date(2025, 1, 1), date(2025, 12, 31))),
        ("上月数据", (date(2026, 10, 1), date(2026, 10, 31))),
        ("报名单", None),
    ],
)
def test_reads_which_time_the_figures_are_about(words, period):
    assert read_notice(words, NOW).period == period


@pytest.mark.parametrize(
    ("words", "asker"),
    [
        ("【区民政局】请报送名单", "区民政局"),
        ("紧急！区防汛指挥部：请报人数", "区防汛指挥部"),
        ("请各社区报送名单。\n晴川街道办事处\n2026年11月28日", "晴川街道办事处"),
        ("请填写后报送至党建办", "党建办"),
        ("各社区：请报送名单", ""),
        ("请报一下名单", ""),
    ],
)
def test_reads_who_asks(words, asker):
    assert read_notice(words, NOW).asker == asker


def test_reads_the_ground_and_the_marks_of_a_survey_form():
    notice = read_notice(
        "根据《统计法》和区统发[2026]9号，填表。\n表 号：民基1表\n制定机关：民政部\n批准文号：国统制〔2025〕33号\n有效期至：2027年6月",
        NOW,
    )
    assert (notice.basis_number, notice.legal_ground) == ("区统发〔2026〕9号", "《统计法》")
    assert (notice.form_number, notice.issuing_body, notice.approval_number) == ("民基1表", "民政部", "国统制〔2025〕33号")
    assert notice.valid_until == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("报花名册，包括姓名、身份证号、联系电话等信息。", ("姓名", "身份证号", "联系电话")),
        ("报残疾人名单，姓名、身份证号、残疾类别，谢谢", ("姓名", "身份证号", "残疾类别")),
        ("流动人口统计表（总数、男、女），明天前报区公安局。", ("总数", "男", "女")),
        ("请统计：\n1. 育龄妇女数\n2. 已婚育龄妇女数\n周五前反馈", ("育龄妇女数", "已婚育龄妇女数")),
        ("请填附件，周五前报。", ()),
    ],
)
def test_reads_the_fields_that_are_listed(words, fields):
    assert read_notice(words, NOW).fields == fields


def test_finds_what_the_rules_speak_of():
    notice = read_notice("为迎接市里督查，请将贯彻落实情况报送至党建办。每月5日前报。", NOW)
    assert notice.feedback and notice.inspection and notice.frequency == "monthly" and notice.purpose == "迎接市里督查"
    assert not read_notice("请报名单", NOW).feedback and not read_notice("请报名单", NOW).inspection


def test_keeps_the_words_from_which_each_part_was_read():
    text = "【区民政局】请于11月30日17:00前报送独居老人名单"
    for said in read_notice(text, NOW).words.values():
        assert said in text


def test_a_list_of_fields_asks_what_a_drawn_form_would():
    form = understand(book_of_fields("80岁以上老年人花名册", typed("姓名\n身份证号\n联系电话\n最喜欢的戏")))
    assert [write_asked(ask.asked) if ask.asked else "" for ask in asks_of(form)] == [
        "list of person.name where age>=80", "list of person.id_number where age>=80", "list of person.phone where age>=80", "",
    ]  # fmt: skip
    figures = understand(book_of_fields("流动人口统计表", ["总人数", "男性人数", "女性人数"]))
    assert "count(person where residence_type=floating and sex=female)" in [
        write_asked(ask.asked) for ask in asks_of(figures) if ask.asked
    ]


@given(st.text(alphabet="请于报送各社区局0123456789年月日前：、，。（）〔〕\n 名单姓身份证号每", max_size=80))
def test_no_message_breaks_it(text):
    read_notice(text, NOW)


@pytest.mark.parametrize(
    "piece", [" ", "统计表（", "姓名、", "区", "表号", "为了", "\n", "1", "〔2026〕", "请于", "报", "，包括"]
)
def test_a_message_without_end_is_read_quickly(piece):
    begun = perf_counter()
    read_notice(piece * 20_000, NOW)
    assert perf_counter() - begun < 3
