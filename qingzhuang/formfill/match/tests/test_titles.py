"""Titles of statistics of many offices, and whom each of them is about."""

import pytest

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.match.population import read_population

WHOM = """
人口统计表（流动人口） = person where residence_type=floating
截至2026年6月底平安镇80周岁以上老年人情况统计表 = person where age>=80
平安镇2026年残疾人两项补贴发放情况统计表 = person where disability.exists
全县女党员情况统计表 = person where sex=female and party.is_member
35岁以下青年党员统计表 = person where age<=35 and party.is_member
离退休党员情况统计表 = person where employment_status=retired and party.is_member
65岁及以上老年人健康体检情况统计表 = person where age>=65
义务教育阶段在校学生统计表 = person where education_stage=compulsory and is_student
百岁老人情况统计表 = person where age>=100
失独家庭情况统计表 = household where bereaved_only_child
重度残疾人护理补贴发放汇总表 = person where disability.level in (1,2)
建档立卡贫困户危房情况统计表 = dwelling where household.poverty_registered and unsafe
信教群众统计表 = person where religion!=none
城镇登记失业人员情况统计表 = person where hukou_type=urban and employment_status=registered_unemployed
农村五保供养对象统计表 = person where welfare.five_guarantee
城乡特困人员集中供养情况表 = person where welfare.five_guarantee
失能半失能老年人统计表 = person where self_care in (none,partial) and age>=60
独居、空巢老人摸底统计表 = person where (lives_alone and age>=60) or (empty_nest and age>=60)
6-14周岁适龄儿童少年统计表 = person where age>=6 and age<=14
适龄妇女（35-64岁）两癌筛查人数统计表 = person where sex=female and age>=35 and age<=64
已婚育龄妇女统计表 = person where sex=female and age>=15 and age<=49 and marital_status=married
暂住人口统计表 = person where residence_type=temporary
外来人口统计表 = person where residence_type=floating
常住人口统计表 = person where residence_type=permanent
户籍人口基本情况统计表 = person where residence_type=registered
居住证持有人统计表 = person where residence_permit.exists
人户分离人员统计表 = person where separated_from_registration
精神残疾人统计表 = person where disability.type=mental and disability.exists
一级、二级残疾人统计表 = person where disability.level in (1,2) and disability.exists
农村留守儿童统计表 = person where left_behind and age<16
留守老人情况统计表 = person where left_behind and age>=60
退役军人基本情况统计表 = person where military.service_status=retired
现役军人统计表 = person where military.service_status=serving
优抚对象统计表 = person where preferential.exists
残疾军人统计表 = person where preferential.type=disabled_soldier
烈士遗属统计表 = person where preferential.type=martyr_family
在乡复员军人统计表 = person where preferential.type=demobilised_rural
60周岁以上农村籍退役士兵统计表 = person where preferential.type=rural_retired_soldier_60
低收入家庭统计表 = household where category=low_income
低保边缘家庭情况统计表 = household where category=low_income
低保户住房情况统计表 = household where welfare.subsistence_allowance
脱贫户情况统计表 = household where poverty_registered
脱贫人口外出务工情况统计表 = person where welfare.poverty_registered and employment_status=working_away
危房户统计表 = household where dwelling.unsafe
出租房屋统计表 = dwelling where is_rental
空置房屋统计表 = dwelling where usage=vacant
公房住户统计表 = household where dwelling.ownership=public
农村劳动力外出务工情况统计表 = person where hukou_type=rural and employment_status=working_away
灵活就业人员统计表 = person where employment_status=flexible
退休人员统计表 = person where employment_status=retired
少数民族人口统计表 = person where ethnicity!=han
回族群众统计表 = person where ethnicity=hui
建档立卡贫困人口情况统计表 = person where welfare.poverty_registered
家庭经济困难学生统计表 = person where is_student
享受城市居民最低生活保障人员情况统计表 = person where welfare.subsistence_allowance and welfare.subsistence_allowance_type=urban
城市“三无”人员统计表 = person where welfare.three_no
参加城乡居民养老保险人员统计表 = person where insurance.pension.type=urban_resident
计划生育特殊家庭统计表 = household where bereaved_only_child
孤寡老人统计表 = person where solitary_elder and age>=60
丧偶妇女统计表 = person where marital_status=widowed and sex=female
16-59岁劳动年龄人口统计表 = person where age>=16 and age<=59
未成年人统计表 = person where age<18
共青团员统计表 = person where political_status=league_member
高中及以上文化程度人员统计表 = person where education in (senior_secondary,college,bachelor,postgraduate)
高血压患者统计表 = person where chronic_disease.type=hypertension
一人户家庭统计表 = household where member_count=1
流动党员情况统计表 = person where residence_type=floating and party.is_member
新型农村合作医疗参合人员统计表 = person where insurance.medical.type in (new_rural_cooperative)
残疾儿童康复情况统计表 = person where disability.exists and age<18
适龄青年兵役登记统计表 = person where sex=male and age>=18 and age<=22
老党员（50年党龄以上）统计表 = person where party.is_member
低保家庭中60岁以上老人统计表 = person where household.welfare.subsistence_allowance and age>=60
"""

LISTED = """
60岁以上老年人免费体检人员名单 = person where age>=60
2026年度高龄老人生活补贴申请人员花名册 = person where age>=80
80-89周岁老人高龄津贴发放明细表 = person where age>=80 and age<=89
平安社区独居老人探访关爱台账 = person where lives_alone and age>=60
空巢老人信息登记表 = person where empty_nest and age>=60
失能、半失能老人摸底登记表 = person where self_care in (none,partial) and age>=60
残疾人基本状况登记表 = person where disability.exists
视力残疾人辅助器具适配登记表 = person where disability.type=vision and disability.exists
重度残疾人居家托养服务人员名册 = person where disability.level in (1,2)
低保对象花名册 = person where welfare.subsistence_allowance
农村低保户花名册 = household where welfare.subsistence_allowance and welfare.subsistence_allowance_type=rural
城市低保人员动态管理台账 = person where welfare.subsistence_allowance and welfare.subsistence_allowance_type=urban
特困供养人员信息表 = person where welfare.five_guarantee
集中供养特困人员名单 = person where welfare.five_guarantee and welfare.support_mode=institution
分散供养五保老人花名册 = person where welfare.five_guarantee and welfare.support_mode=home and age>=60
孤儿基本生活费发放花名册 = person where orphan and age<18
留守儿童信息台账 = person where left_behind and age<16
农村留守妇女登记表 = person where left_behind and sex=female and age>=18 and age<60
退役军人信息采集表 = person where military.service_status=retired
60周岁以上农村籍退役士兵花名册 = person where preferential.type=rural_retired_soldier_60
优抚对象春节慰问金发放表 = person where preferential.exists
烈士遗属登记表 = person where preferential.type=martyr_family
参战退役人员名单 = person where preferential.type=war_veteran
党员花名册 = person where party.is_member
预备党员登记表 = person where political_status=probationary_party_member
困难党员慰问名单 = person where party.is_member
团员花名册 = person where political_status=league_member
流动人口信息登记表 = person where residence_type=floating
外来人口登记簿 = person where residence_type=floating
暂住人员登记表 = person where residence_type=temporary
境外人员登记表 = person where residence_type=foreign
常住人口登记表 = person where residence_type=permanent
育龄妇女信息卡 = person where sex=female and age>=15 and age<=49
已婚育龄妇女花名册 = person where sex=female and age>=15 and age<=49 and marital_status=married
失业人员登记台账 = person where employment_status in (registered_unemployed,unregistered_unemployed)
外出务工人员花名册 = person where employment_status=working_away
灵活就业人员社保补贴公示表 = person where employment_status=flexible
退休人员信息登记表 = person where employment_status=retired
在校大学生信息统计花名册 = person where education_stage=higher
适龄儿童入学登记表 = person where age>=6 and age<=15
0-3岁婴幼儿登记册 = person where age<3
建档立卡贫困人口信息表 = person where welfare.poverty_registered
脱贫户花名册 = household where poverty_registered
低保边缘家庭登记台账 = household where category=low_income
危房户改造名册 = household where dwelling.unsafe
出租房屋登记台账 = dwelling where is_rental
空置房屋排查登记表 = dwelling where usage=vacant
承租人员信息登记表 = person where dwelling.ownership=rented
少数民族居民花名册 = person where ethnicity!=han
信教群众登记表 = person where religion!=none
慢性病患者管理登记册 = person where health_status=chronically_ill
高血压患者随访登记表 = person where chronic_disease.type=hypertension
城乡居民医保未参保人员名单 = person where insurance.medical.type=none
城乡居民养老保险待遇领取人员花名册 = person where insurance.pension.type=urban_resident
人户分离人员登记表 = person where separated_from_registration
60周岁及以上失独老人名单 = person where age>=60 and bereaved_only_child
百岁老人登记表 = person where age>=100
女性党员花名册 = person where sex=female and party.is_member
2025年新增低保对象名单 = person where welfare.subsistence_allowance
入党积极分子名册 = person where political_status=activist
享受残疾人护理补贴人员名单 = person where disability.exists
计划生育特殊家庭帮扶登记表 = household where bereaved_only_child
重点优抚对象医疗补助花名册 = person where preferential.exists
低收入人口动态监测台账 = person where household.category=low_income
三无人员登记表 = person where welfare.three_no
劳动力资源登记台账 = person where (sex=male and age>=16 and age<=59) or (sex=female and age>=16 and age<=54)
16-59周岁劳动力花名册 = person where age>=16 and age<=59
"""

NOBODY_SPECIAL = """
三峡库区移民情况统计表
物业小区情况统计表
网格化服务管理基础信息统计表
多子女家庭统计表
社区居家养老服务对象统计表
各村（社区）人口及户数统计表
村级组织运转经费统计表
社会保险参保人员统计表
无房户统计表
"""

JOINED = """
独居、空巢老人摸底统计表 = person where (lives_alone and age>=60) or (empty_nest and age>=60)
退役军人及优抚对象情况统计表 = person where military.service_status=retired or preferential.exists
"""


def lines(text: str) -> list[tuple[str, str]]:
    return [(title, wanted) for title, _, wanted in (line.partition(" = ") for line in text.strip().split("\n"))]


@pytest.mark.parametrize(("title", "wanted"), lines(WHOM))
def test_reads_whom_a_title_is_about(title: str, wanted: str) -> None:
    assert population_text(read_population([title], "").as_count()) == wanted


@pytest.mark.parametrize(("title", "wanted"), lines(LISTED))
def test_reads_who_is_on_a_list(title: str, wanted: str) -> None:
    assert population_text(read_population([title], wanted.split(" ")[0]).as_count()) == wanted


@pytest.mark.parametrize("title", NOBODY_SPECIAL.strip().split("\n"))
def test_does_not_make_up_a_group(title: str) -> None:
    assert read_population([title], "").as_count() is None


@pytest.mark.parametrize(("title", "wanted"), lines(JOINED))
def test_groups_joined_are_the_one_or_the_other_and_never_sure(title: str, wanted: str) -> None:
    found = read_population([title], "")
    assert population_text(found.as_count()) == wanted
    assert found.as_doubt().amount >= 0.2


@pytest.mark.parametrize("title", ["健康管理服务人口统计", "残疾人就业和培训情况统计表", "房屋安全鉴定及危房情况统计表"])
def test_a_topic_or_half_a_pair_is_never_sure(title: str) -> None:
    assert read_population([title], "").as_doubt().amount >= 0.2


@pytest.mark.parametrize(
    "title",
    ["残疾人分类别、分等级情况统计表", "残疾人分残疾等级统计表", "残疾人按性别分组统计表", "残疾人按城乡分类汇总表"],
)
def test_what_a_title_says_the_figures_are_divided_by_narrows_nobody(title: str) -> None:
    found = read_population([title], "")
    assert population_text(found.as_count()) == "person where disability.exists"
    assert found.known and not found.doubt
