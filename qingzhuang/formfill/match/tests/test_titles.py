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
