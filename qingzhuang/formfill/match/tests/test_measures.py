"""Figures of statistics tables: what is counted, and under which conditions."""

import pytest

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.tests.headings import asks, blank, form

FLOATING = "residence_type=floating"
LABOUR = "(sex=male and age>=16 and age<=59) or (sex=female and age>=16 and age<=54)"


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("人数", "count(person)"),
        ("人数（人）", "count(person)"),
        ("总人口", "count(person)"),
        ("户数", "count(household)"),
        ("总户数（户）", "count(household)"),
        ("房屋总数", "count(dwelling)"),
        ("企业数", "count(organisation)"),
        ("出生人数", "count(birth)"),
        ("死亡人数", "count(death)"),
        ("女", "count(person where sex=female)"),
        ("残疾人", "count(person where disability.exists)"),
        ("低保人数", "count(person where welfare.subsistence_allowance)"),
        ("低保户数", "count(household where welfare.subsistence_allowance)"),
        ("少数民族", "count(person where ethnicity!=han)"),
        ("育龄妇女数", "count(person where sex=female and age>=15 and age<=49)"),
        ("劳动力", f"count(person where {LABOUR})"),
        ("60岁以上", "count(person where age>=60)"),
        ("60岁以上女性", "count(person where age>=60 and sex=female)"),
        ("男性60岁以上、女性55岁以上", "count(person where (sex=male and age>=60) or (sex=female and age>=55))"),
        ("1人户", "count(household where member_count=1)"),
        ("3人及以上户", "count(household where member_count>=3)"),
        ("危房户", "count(household where dwelling.unsafe)"),
        ("非农业", "count(person where hukou_type=urban)"),
        ("男（不含60岁以上）", "count(person where sex=male and not age>=60)"),
    ],
)
def test_reads_a_heading_whose_words_are_all_known(heading: str, question: str) -> None:
    assert asks(heading, "党员数")[0] == question


@pytest.mark.parametrize(
    "heading",
    ["检查次数（次）", "会议（次）", "第一针", "救助金（公斤）", "隐患数", "发放补贴人数", "摄像头数量", "无子女"],
)
def test_leaves_a_heading_alone_that_says_something_else(heading: str) -> None:
    assert asks("户数", "人数", heading)[-1] == ""


def test_joins_the_conditions_of_all_labels() -> None:
    asked = asks("残疾人/重度/女", "残疾人/重度/60岁以上", "残疾人/男", "人数")
    assert asked[0] == "count(person where disability.exists and disability.level in (1,2) and sex=female)"
    assert asked[1] == "count(person where disability.exists and disability.level in (1,2) and age>=60)"
    assert asked[2] == "count(person where disability.exists and sex=male)"


def test_counts_households_and_people_of_the_same_group() -> None:
    kinds = ("有劳动能力/低收入家庭", "无劳动能力/低收入家庭")
    asked = asks(*(f"{kind}/{unit}" for kind in kinds for unit in ("户数", "人数")))
    assert asked == [
        "count(household where has_labour_capacity and category=low_income)",
        "count(person where household.has_labour_capacity and household.category=low_income)",
        "count(household where not has_labour_capacity and category=low_income)",
        "count(person where not household.has_labour_capacity and household.category=low_income)",
    ]


def test_the_title_narrows_every_figure() -> None:
    assert asks("户数", "人数", "女性人数", title="低收入家庭统计表") == [
        "count(household where category=low_income)",
        "count(person where household.category=low_income)",
        "count(person where household.category=low_income and sex=female)",
    ]
    assert asks("总数", "男", "女", "已办居住证", title="流动人口统计表") == [
        f"count(person where {FLOATING})",
        f"count(person where {FLOATING} and sex=male)",
        f"count(person where {FLOATING} and sex=female)",
        f"count(person where {FLOATING} and residence_permit.exists)",
    ]


def test_a_title_with_an_unknown_word_leaves_nothing_sure() -> None:
    asked = asks("户数", "人数", "女", title="某某专项行动统计表")
    assert asked and all(text.startswith("? ") for text in asked)


def test_a_group_label_with_an_unknown_word_leaves_nothing_sure() -> None:
    assert asks("安置帮教/男", "安置帮教/女", "人数")[:2] == [
        "? count(person where sex=male)",
        "? count(person where sex=female)",
    ]


def test_a_count_under_an_unknown_group_label_is_not_understood() -> None:
    assert asks("隐患排查/人数", "隐患排查/户数", "人数")[:2] == ["", ""]


def test_bands_without_a_unit_are_of_the_number_that_the_heading_names() -> None:
    assert asks("年龄/35岁以下", "年龄/36-45", "年龄/60以上", "人数")[:3] == [
        "count(person where age<=35)",
        "count(person where age>=36 and age<=45)",
        "count(person where age>=60)",
    ]
    assert asks("人均住房建筑面积/6以下（户）", "人均住房建筑面积/6.1-7（户）", "人数")[:2] == [
        "count(household where dwelling.area_per_capita<=6)",
        "count(household where dwelling.area_per_capita>6 and dwelling.area_per_capita<=7)",
    ]


def test_an_ordered_list_is_taken_from_its_value_on() -> None:
    asked = asks("文化程度/小学", "文化程度/初中", "文化程度/高中及以上")
    assert asked[:2] == ["count(person where education=primary)", "count(person where education=junior_secondary)"]
    assert asked[2] == "count(person where education in (senior_secondary,college,bachelor,postgraduate))"


def test_values_of_one_field_side_by_side_are_alternatives() -> None:
    assert asks("文化程度/小学和初中", "文化程度/高中")[0] == "count(person where education in (primary,junior_secondary))"


def test_others_beside_yes_or_no_headings_are_those_left() -> None:
    assert asks("未成年人/在校生", "未成年人/其他")[1] == "count(person where age<18 and not is_student)"


def test_others_beside_values_of_a_list_are_a_value() -> None:
    assert asks("成年人/在职", "成年人/灵活就业", "成年人/其他")[2] == "count(person where age>=18 and employment_status=other)"


def test_births_are_counted_as_births() -> None:
    asked = asks("出生/男", "出生/女", "出生/合计", "死亡/男", "死亡/合计")
    assert asked == [
        "count(birth where sex=male)",
        "count(birth where sex=female)",
        "count(birth)",
        "count(death where sex=male)",
        "count(death)",
    ]


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("平均年龄", "avg(person.age)"),
        ("最大年龄", "max(person.age)"),
        ("平均住房面积（平方米）", "avg(household.dwelling_area)"),
        ("月保障金额（元）", "sum(household.allowance.amount)"),
        ("户均人口", "avg(household.member_count)"),
    ],
)
def test_sums_and_averages_fields_that_are_numbers(heading: str, question: str) -> None:
    assert asks("户数", "人数", heading)[-1] == question


def test_a_sum_keeps_the_conditions_of_its_labels() -> None:
    asked = asks("中属企业/户数", "中属企业/人数", "城市低保/月保障额（元）", "人数")
    assert (
        asked[2]
        == "sum(household.allowance.amount where welfare.subsistence_allowance and welfare.subsistence_allowance_type=urban)"
    )


@pytest.mark.parametrize("heading", ["金额（元）", "单价（元）", "最高收入", "救助资金（万元）"])
def test_money_without_a_known_field_is_left_alone(heading: str) -> None:
    assert asks("户数", "人数", heading)[-1] == ""


def test_every_reason_is_said_in_words() -> None:
    from qingzhuang.formfill.match.tests.headings import form

    for column in form("单位", "户数", "女", "隐患数", "占比", "备注", title="低保统计表").columns:
        assert len(column.reason) > 3, column


def test_flags_shared_by_the_labels_beside_do_not_outvote_what_a_word_adds() -> None:
    found = asks("行政村", "户籍人口", "留守儿童", "留守老人", "留守妇女", title="三留守人员统计表")
    assert found[2] == "? count(person where left_behind and age<16)"  # one of two definitions
    assert found[3] == "? count(person where left_behind and age>=60)"
    assert "sex=female" in found[4]


def test_all_inhabitants_in_a_table_of_some_are_a_guess() -> None:
    assert blank(form("行政村", "户籍人口", "留守儿童", title="留守人员统计表"), "户籍人口").state is State.UNSURE
    assert blank(form("行政村", "常住人口", "留守儿童", title="留守人员统计表"), "常住人口").state is State.UNSURE
    assert blank(form("行政村", "常住人口", "留守儿童", title="基本情况统计表"), "常住人口").state is State.SURE


@pytest.mark.parametrize("heading", ["户籍人口", "暂住人口", "独居老人", "留守儿童", "儿童"])
def test_words_that_offices_count_by_different_rules_are_a_guess(heading: str) -> None:
    found = blank(form("行政村", "总人口", heading, title="基本情况统计表"), heading)
    assert found.state is State.UNSURE and found.question is not None


@pytest.mark.parametrize("heading", ["流动人口", "老年人", "党员", "城市低保人数", "重度残疾人", "育龄妇女"])
def test_words_with_one_usual_rule_are_sure(heading: str) -> None:
    assert blank(form("行政村", "总人口", heading, title="基本情况统计表"), heading).state is State.SURE


def test_two_values_at_once_are_never_sure() -> None:
    found = blank(form("社区", "在校生", "失业", title="退休人员统计表"), "失业")
    assert found.state is State.UNSURE and "总是 0" in found.reason
