"""Whom a title means: what it narrows to, and whether every word of it is understood."""

import pytest

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.columns import without_divided
from qingzhuang.formfill.match.population import Population, convert, read_population, subject_of
from qingzhuang.formfill.match.tests.headings import form, table
from qingzhuang.tally.question import EVERYTHING
from qingzhuang.tally.syntax import parse_condition, write_condition

DIBAO = "welfare.subsistence_allowance"
URBAN, RURAL = f"{DIBAO} and {DIBAO}_type=urban", f"{DIBAO} and {DIBAO}_type=rural"
ELDER = "age>=60"

KNOWN = """
80岁以上老年人花名册 = person where age>=80
旭阳市清河区2026年80周岁以上高龄老人花名册 = person where age>=80
60岁及以上老年人信息登记表 = person where age>=60
90岁以上高龄老人名单 = person where age>=90
60—69周岁老年人花名册 = person where age>=60 and age<=69
14-35岁青年统计表 = person where age>=14 and age<=35
14周岁以下儿童花名册 = person where age<=14
0-6岁儿童统计表 = person where age>=0 and age<=6
未满18周岁女性花名册 = person where age<18 and sex=female
60岁以上失能老人花名册 = person where age>=60 and self_care=none
城市低保对象统计表 = person where {urban}
农村低保家庭花名册 = household where {rural}
2025年第三季度农村最低生活保障对象名册 = person where {rural}
残疾人基本情况统计表 = person where disability.exists
重度残疾人名单 = person where disability.level in (1,2)
流动人口信息采集表 = person where residence_type=floating
流动人口统计报表 = person where residence_type=floating
某某社区常住人口花名册 = person where residence_type=permanent
育龄妇女信息台账 = person where sex=female and age>=15 and age<=49
留守儿童花名册 = person where left_behind and age<16
农村留守老人登记表 = person where left_behind and age>=60
空巢老人信息台账 = person where empty_nest and age>=60
独居老人登记表 = person where lives_alone and age>=60
低收入家庭住房状况调查汇总表 = household where category=low_income
特困供养人员花名册 = person where welfare.five_guarantee
三无人员登记表 = person where welfare.three_no
建档立卡贫困户花名册 = household where poverty_registered
贵州省贫困户登记表（省统一印制） = household where poverty_registered
失独家庭台账 = household where bereaved_only_child
孤儿花名册 = person where orphan and age<18
退役军人登记表 = person where military.service_status=retired
优抚对象花名册 = person where preferential.exists
党员名册 = person where party.is_member
女性党员花名册 = person where sex=female and party.is_member
失业人员登记台账 = person where employment_status in (registered_unemployed,unregistered_unemployed)
在校大学生花名册 = person where education_stage=higher
少数民族人口统计表 = person where ethnicity!=han
出租房屋登记台账 = dwelling where is_rental
附件1：某某县2026年城乡居民基本养老保险参保人员花名册 = person where insurance.pension.type=urban_resident
"""

EVERYBODY = """
社区居民花名册
小区基本情况表
2026年度人口基本情况统计表
旭阳市清河区晴川街道居民信息采集表
家庭成员登记表
人员信息导入模板
"""

UNKNOWN = """
重度残疾人护理补贴花名册 = person where disability.level in (1,2)
高龄津贴发放花名册 = person where age>=80
危房改造户花名册 = household where dwelling.unsafe
关于2026年春节慰问困难党员花名册 = person where party.is_member
网格员名单 =
社区矫正人员花名册 =
易地扶贫搬迁户花名册 =
外来务工人员子女统计表 =
大学生村官花名册 =
隐患排查统计表 =
"""


def lines(text: str) -> list[tuple[str, str]]:
    pairs = [line.partition(" =") for line in text.strip().split("\n")]
    return [(title, wanted.strip().format(urban=URBAN, rural=RURAL)) for title, _, wanted in pairs]


@pytest.mark.parametrize(("title", "wanted"), lines(KNOWN))
def test_understands_a_title_whose_words_are_all_known(title: str, wanted: str) -> None:
    found = read_population([title], "")
    assert (population_text(found.as_count()), found.known, found.unknown) == (wanted, True, "")


@pytest.mark.parametrize(("title", "_"), lines(EVERYBODY))
def test_a_title_that_narrows_nothing_is_about_everybody(title: str, _: str) -> None:
    found = read_population([title], "")
    assert (found.as_count(), found.known) == (None, True)


@pytest.mark.parametrize(("title", "wanted"), lines(UNKNOWN))
def test_a_title_with_a_word_left_over_is_known_to_be_unknown(title: str, wanted: str) -> None:
    found = read_population([title], "")
    assert (population_text(found.as_count()) or "", found.known) == (wanted, False)
    assert found.unknown and found.as_doubt().amount >= 0.3
    assert found.unknown in title or set(found.unknown) <= set(title)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("农村低保家庭花名册", f"person where household.{DIBAO} and household.{DIBAO}_type=rural"),
        ("低收入家庭情况表", "person where household.category=low_income"),
        ("出租房屋登记台账", "person where dwelling.is_rental"),
        ("80岁以上老年人花名册", "person where age>=80"),
    ],
)
def test_the_rows_of_a_roster_decide_what_is_listed(title: str, wanted: str) -> None:
    assert population_text(read_population([title], "person").as_count()) == wanted


def test_the_reason_says_which_words_narrow() -> None:
    assert "80岁以上" in read_population(["80岁以上老年人花名册"], "").reason
    assert "护理补贴" in read_population(["重度残疾人护理补贴花名册"], "").reason


def test_the_first_text_that_narrows_is_taken() -> None:
    found = read_population(["某某县民政局统计表", "城市低保", "农村低保"], "")
    assert population_text(found.as_count()) == f"person where {URBAN}"


def test_the_name_of_a_sheet_narrows_unless_it_is_a_usual_one() -> None:
    assert population_text(read_population(["", "流动人口"], "").as_count()) == "person where residence_type=floating"
    for name in ("Sheet1", "表1", "1", "工作表2"):
        assert read_population([name], "").known


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("广州市2012年度低收入家庭住房状况调查汇总表（一）", "低收入家庭住房状况调查汇总表"),
        ("2026年流动人口统计表", "流动人口统计表"),
        ("旭阳市清河区晴川街道东湖社区残疾人花名册", "残疾人花名册"),
        ("附件2：残疾人花名册", "残疾人花名册"),
        ("表三：残疾人花名册", "残疾人花名册"),
        ("残疾人花名册（样表）", "残疾人花名册"),
        ("二〇二六年三月残疾人花名册", "残疾人花名册"),
        ("____年残疾人花名册", "残疾人花名册"),
        ("2026年第二季度残疾人花名册", "残疾人花名册"),
        ("2026年上半年残疾人花名册", "残疾人花名册"),
        ("城市低保基本情况统计", "城市低保基本情况统计"),
        ("市低收入家庭情况表", "低收入家庭情况表"),
        ("××小学留守儿童登记表", "留守儿童登记表"),
        ("镇中心幼儿园困难儿童花名册", "困难儿童花名册"),
        ("小学在校学生统计表", "小学在校学生统计表"),
    ],
)
def test_takes_place_time_and_number_off_a_title(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_a_remark_in_brackets_that_says_something_stays() -> None:
    assert "女性" in subject_of("残疾人花名册（女性）")


# ---------------------------------------------------------------- in the light of the columns
def test_a_title_counts_with_each_column_in_its_own_way() -> None:
    low = Population("household", parse_condition("category=low_income"))
    assert write_condition(convert(low, "household") or EVERYTHING) == "category=low_income"
    assert write_condition(convert(low, "person") or EVERYTHING) == "household.category=low_income"
    assert convert(low, "organisation") is None
    assert convert(Population(), "organisation") == EVERYTHING


def test_a_value_that_the_columns_divide_is_no_limit() -> None:
    limit = Population("person", parse_condition(f"insurance.medical.type=urban_resident and {ELDER}"))
    columns = [parse_condition("insurance.medical.type=employee")]
    assert write_condition(without_divided(limit, columns).condition) == ELDER
    assert without_divided(limit, [parse_condition("sex=male")]) is limit


def test_the_only_group_over_the_kinds_says_who_is_meant() -> None:
    found = form("序号", "村名", "贫困户类型/低保户", "贫困户类型/五保户", "合计")
    assert "poverty_registered" in str(found.columns[-1].concept)


def test_the_population_stands_beside_the_table() -> None:
    found = table("# 80岁以上老年人花名册 | < | <\n姓名 | 性别 | 身份证号\n@blank 3")
    assert population_text(found.population) == "person where age>=80"
    assert "80岁以上" in found.population_reason


def test_whom_a_title_lists_waits_for_a_person_when_a_word_is_left_over() -> None:
    assert form("姓名", "身份证号", title="80岁以上老年人花名册").population_state is State.SURE
    assert form("姓名", "身份证号", title="社区矫正人员花名册").population_state is State.UNSURE


@pytest.mark.parametrize(("title", "sure"), [("机关事业单位退休人员名册", False), ("失能半失能人员花名册", True)])
def test_two_values_with_nothing_between_them_are_a_list_only_if_made_alike(title: str, sure: bool) -> None:
    found = read_population([title], "person")
    assert found.known and (not found.doubt) is sure


@pytest.mark.parametrize(
    ("title", "where"),
    [
        ("低保和五保对象花名册", "welfare.subsistence_allowance or welfare.five_guarantee"),
        ("残疾人、老年人花名册", "disability.exists or age>=60"),
        ("退役军人和优抚对象统计表", "military.service_status=retired or preferential.exists"),
    ],
)
def test_of_two_groups_that_are_joined_one_need_not_be_both(title: str, where: str) -> None:
    found = read_population([title], "person")
    assert write_condition(found.condition) == where
    assert found.known and found.doubt, "to be confirmed: what stands before the first may be said of both"
