"""The words that the kinds of reports are made of: groups of people with who asks about them, and the ways to cut a group."""

from __future__ import annotations

from dataclasses import dataclass

OLD = ("60-64岁", "65-69岁", "70-79岁", "80-89岁", "90岁以上")
VERY_OLD = ("80-84岁", "85-89岁", "90-94岁", "95-99岁", "100岁以上")
GROWN = ("18-29岁", "30-39岁", "40-49岁", "50-59岁", "60岁以上")
ALL_AGES = ("0-6岁", "7-17岁", "18-35岁", "36-59岁", "60-79岁", "80岁以上")
YOUNG = ("0-2岁", "3-5岁", "6-11岁", "12-14岁", "15-17岁")
WORKING = ("16-24岁", "25-34岁", "35-44岁", "45-54岁", "55-59岁")
FERTILE = ("15-19岁", "20-24岁", "25-29岁", "30-34岁", "35-39岁", "40-49岁")

SCHOOL = ("小学", "初中", "高中", "大学专科", "大学本科")
MARRIED = ("未婚", "已婚", "丧偶", "离婚")
WORK = ("在职", "灵活就业", "登记失业", "退休", "外出务工")
NEED = ("低保对象", "特困人员", "残疾人", "建档立卡贫困人口", "优抚对象")
HEALTH = ("高血压", "糖尿病", "失能", "半失能", "重度残疾人")
INSURED = ("职工医保", "城乡居民医保", "新农合", "未参加医保")
IMPAIRED = ("视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾")
GRADES = ("一级", "二级", "三级", "四级")
STAGES = ("小学生", "初中生", "高中生", "大学生")
REGISTERED = ("农业户口", "非农业户口", "常住人口", "流动人口")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people: what a title calls them, who asks, the ages to cut them in, and the cuts that make no sense for them."""

    words: str
    asker: str
    ages: tuple[str, ...]
    without: tuple[str, ...] = ()


GROUPS = (
    Group("60岁以上老年人", "民政局", OLD, ("stages", "grades")),
    Group("80岁以上高龄老人", "民政局", VERY_OLD, ("stages", "work", "grades")),
    Group("低保对象", "民政局", ALL_AGES, ("grades", "need")),
    Group("特困人员", "民政局", ALL_AGES, ("grades", "stages")),
    Group("残疾人", "残疾人联合会", ALL_AGES, ("stages", "need")),
    Group("重度残疾人", "残疾人联合会", ALL_AGES, ("stages", "health", "grades")),
    Group("肢体残疾人", "残疾人联合会", GROWN, ("stages", "impaired")),
    Group("党员", "组织部", GROWN, ("stages", "grades")),
    Group("慢性病患者", "卫生健康局", GROWN, ("stages", "grades", "health")),
    Group("退役军人", "退役军人事务局", GROWN, ("stages", "impaired")),
    Group("优抚对象", "退役军人事务局", GROWN, ("stages", "impaired", "need")),
    Group("流动人口", "公安局", ALL_AGES, ("grades", "registered")),
    Group("常住人口", "统计局", ALL_AGES, ("grades", "registered")),
    Group("少数民族人口", "民族宗教事务局", ALL_AGES, ("grades", "impaired")),
    Group("育龄妇女", "卫生健康局", FERTILE, ("grades", "impaired")),
    Group("0-6岁儿童", "卫生健康局", ("0-1岁", "2-3岁", "4-6岁"), ("married", "work", "school", "stages")),
    Group("在校学生", "教育局", YOUNG, ("married", "work", "grades", "registered")),
    Group("16-59岁劳动年龄人口", "人力资源和社会保障局", WORKING, ("stages", "grades")),
    Group("失业人员", "人力资源和社会保障局", WORKING, ("stages", "work", "grades")),
    Group("外出务工人员", "人力资源和社会保障局", WORKING, ("stages", "work", "grades")),
    Group("退休人员", "人力资源和社会保障局", OLD, ("stages", "work", "grades")),
    Group("高血压患者", "卫生健康局", GROWN, ("stages", "grades")),
    Group("糖尿病患者", "卫生健康局", GROWN, ("stages", "grades")),
    Group("建档立卡贫困人口", "乡村振兴局", ALL_AGES, ("grades", "impaired")),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut a group: what the title says, what stands in the rows, what over the columns."""

    name: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]


CUTS = (
    Cut("line", "基本情况统计表", (), ()),
    Cut("ages", "分年龄性别统计表", (), ("合计", "男", "女")),
    Cut("school", "文化程度统计表", SCHOOL, ("合计", "男", "女", "党员")),
    Cut("married", "婚姻状况统计表", MARRIED, ("合计", "男", "女", "60岁以上")),
    Cut("work", "就业状况统计表", WORK, ("合计", "女", "16-35岁", "36-59岁", "60岁以上")),
    Cut("need", "困难情况统计表", NEED, ("合计", "男", "女", "60岁以上", "18岁以下")),
    Cut("health", "健康状况统计表", HEALTH, ("合计", "女", "60岁以上", "80岁以上")),
    Cut("insured", "参保情况统计表", INSURED, ("合计", "男", "女", "60岁以上", "低保对象")),
    Cut("impaired", "残疾类别统计表", IMPAIRED, ("合计", "男", "女", "18岁以下", "60岁以上")),
    Cut("registered", "户籍居住统计表", REGISTERED, ("合计", "男", "女", "党员", "低保对象")),
    Cut("grades", "残疾等级统计表", GRADES, ("合计", "男", "女", "低保对象")),
    Cut("stages", "就学情况统计表", STAGES, ("合计", "男", "女", "低保对象", "残疾人")),
)
