"""Sure is earned: headings whose words are known, but whose place leaves it open what they ask."""

import pytest

from qingzhuang.formfill.form import Kind, State
from qingzhuang.formfill.match.tests.headings import blank, form, table


def unsure(title: str, *headings: str) -> list[str]:
    """The headings that are a guess or left alone."""
    return ["/".join(b.path) for b in form(*headings, title=title).columns if b.state is not State.SURE]


@pytest.mark.parametrize(
    ("group", "leaf"),
    [
        ("复核后", "月保障金"),
        ("迁出地", "乡镇"),
        ("求职意向", "工作地点"),
        ("监护机构", "单位性质"),
        ("护理人员", "姓名"),
        ("二房东", "姓名"),
    ],
)
def test_a_label_over_it_that_nobody_understands_takes_the_sureness(group: str, leaf: str) -> None:
    assert f"{group}/{leaf}" in unsure("低保对象花名册", "姓名", "身份证号", f"{group}/{leaf}", f"{group}/备用")


def test_a_side_of_life_over_it_takes_nothing() -> None:
    headings = ("姓名", "户籍情况/户籍地址", "户籍情况/户口性质", "监护人/姓名", "监护人/联系电话")
    assert unsure("困境儿童花名册", *headings) == []


@pytest.mark.parametrize(
    "label", ["护理等级", "既往病史", "住房来源", "起止时间", "参加工作时间", "就业创业证号", "包抓干部", "养老方式"]
)
def test_a_label_that_is_used_loosely_is_a_guess(label: str) -> None:
    assert unsure("居民花名册", "姓名", "身份证号", label) == [label]


def test_printed_answers_of_one_list_make_a_loose_label_sure() -> None:
    card = table("""
        # 房屋登记卡 | < | < | <
        房屋地址 | | 房屋性质 | □自有 □租赁 □公房
        房主姓名 | | 房屋面积 |
    """)
    assert blank(card, "房屋性质").state is State.SURE


def test_whose_relation_it_is_says_the_word_before() -> None:
    assert unsure("孤儿花名册", "姓名", "领取人与儿童关系") == ["领取人与儿童关系"]
    assert unsure("孤儿花名册", "姓名", "监护人与儿童关系") == []


def test_what_stands_behind_a_things_name_may_be_of_the_thing() -> None:
    assert "性别" in unsure("犬只免疫台账", "犬主姓名", "身份证号", "犬名", "犬品种", "性别", "毛色")
    assert "性别" not in unsure("居民花名册", "姓名", "身份证号", "性别")


def test_where_no_column_names_anybody_no_telephone_is_sure() -> None:
    assert "联系电话" in unsure("隐患排查台账", "隐患名称", "发生地点", "主要问题", "联系电话")


def test_whether_a_household_has_somebody_is_not_a_fact_of_its_head() -> None:
    assert unsure("农户花名册", "户主姓名", "有无党员") == ["有无党员"]


def test_a_member_named_behind_the_head_is_nobody_for_sure() -> None:
    card = table("""
        # 人口信息采集卡 | < | < | < | <
        户主姓名 | | 联系电话 | | <
        育龄妇女 | 姓名 | | 身份证号码 |
    """)
    assert blank(card, "姓名").state is State.UNSURE


def test_the_applicant_at_the_foot_of_a_card_may_be_a_signature() -> None:
    card = table("""
        # 建房申请表 | < | < | <
        姓名 | | 性别 |
        身份证号 | | 联系电话 |
        申请理由 | | < | <
        申请人 | | 填表日期 |
    """)
    assert blank(card, "申请人").state is State.UNSURE
    assert blank(card, "姓名").state is State.SURE


def test_a_day_of_something_else_is_not_that_of_the_form() -> None:
    card = table("""
        # 生育登记表 | < | < | <
        姓名 | | 结婚登记时间 |
        身份证号 | | 登记日期 |
    """)
    assert (blank(card, "结婚登记时间").concept, blank(card, "登记日期").concept) != ("report.date", "report.date")
    assert blank(card, "登记日期").concept == "report.date"


def test_a_second_contact_is_not_the_first() -> None:
    headings = ("姓名", "身份证号", "紧急联系人1/姓名", "紧急联系人1/电话", "紧急联系人2/姓名", "紧急联系人2/电话")
    assert unsure("住户登记表", *headings) == ["紧急联系人2/姓名", "紧急联系人2/电话"]


def test_answers_that_are_not_those_of_the_field_take_its_sureness() -> None:
    assert unsure("居民花名册", "姓名", "身份证号", "户口性质（新增、注销）") == ["户口性质（新增、注销）"]
    assert unsure("居民花名册", "姓名", "身份证号", "户口性质（农业、非农业）") == []


def test_where_the_rows_are_things_with_a_name_no_fact_is_sure() -> None:
    assert {"地址", "房间数"} <= set(unsure("安全管理台账", "序号", "样板点名称", "地址", "房间数", "床位数"))


def test_everything_under_somebody_unknown_is_his() -> None:
    card = table("""
        # 补贴申领表 | < | < | < | <
        婴幼儿姓名 | | 性别 | | <
        申领人信息 | 姓名 | | 证件类型 |
        ^ | 手机号码 | | 民族 |
    """)
    assert {blank(card, label).state for label in ("姓名", "证件类型", "手机号码", "民族")} == {State.UNSURE}


def test_a_number_of_somebody_is_no_number_of_the_row() -> None:
    assert "志愿者编号" in unsure("活动签到表", "序号", "姓名", "志愿者编号")


def test_a_card_that_names_nobody_has_no_sure_facts() -> None:
    card = table("""
        # 创业项目登记表 | < | < | <
        项目名称 | | 联系电话 |
        地址 | | 性别 |
    """)
    assert all(found.state is not State.SURE for found in card.blanks())


@pytest.mark.parametrize(("title", "concept"), [("家庭医生签约表", "person.sex"), ("商户信息登记表", "person.sex")])
def test_a_word_in_a_title_makes_no_household(title: str, concept: str) -> None:
    card = table(f"""
        # {title} | < | < | <
        签约居民姓名 | | 性别 |
        身份证号 | | 联系电话 |
    """)
    assert blank(card, "性别").concept == concept


def test_an_institutions_telephone_stands_behind_its_name() -> None:
    assert "联系电话" in unsure("居民花名册", "姓名", "身份证号", "维保单位", "联系电话")
    assert "联系电话" not in unsure("居民花名册", "姓名", "身份证号", "就读学校", "联系电话")


def test_a_telephone_in_a_list_of_houses_may_be_anybodys() -> None:
    assert "联系电话" in unsure("房屋台账", "房屋编号", "房屋地址", "联系电话", "建筑面积")


def test_a_reason_to_call_is_no_reason_to_live_here() -> None:
    assert unsure("来访登记表", "姓名", "身份证号", "来访事由") == ["来访事由"]
    assert unsure("流动人口登记表", "姓名", "身份证号", "来深事由") == []


def test_somebody_unknown_behind_the_head_leaves_nothing_sure_to_the_household() -> None:
    headings = ("户主姓名", "陪护姓名", "与户主关系", "身份证号", "求助事项", "联系电话")
    assert {"身份证号", "联系电话"} <= set(unsure("求助登记台账", *headings))


def test_what_else_there_is_belongs_to_the_nearest_group() -> None:
    headings = ("户主姓名", "家庭收入/转移性收入/低保金", "家庭收入/转移性收入/其他")
    assert "家庭收入/转移性收入/其他" in unsure("农户收入监测表", *headings)


def test_a_second_telephone_of_one_name_is_anothers() -> None:
    card = table("""
        # 居民信息卡 | < | < | <
        姓名 | | 联系电话 |
        身份证号 | | 联系电话 |
    """)
    assert [b.state is State.SURE for b in card.blanks() if b.path[-1] == "联系电话"] == [True, False]


def test_where_only_the_head_is_named_the_telephone_is_nobodys_for_sure() -> None:
    assert "电话" in unsure("肥料发放到户签字表", "组别", "农户姓名", "身份证号", "发放数量（公斤）", "电话")


def test_a_second_name_is_somebody_elses() -> None:
    assert "死者姓名" in unsure("生活困难补助人员花名册", "序号", "遗属姓名", "身份证号", "死者姓名")


def test_a_person_in_brackets_is_whose_fact_it_is() -> None:
    found = form("户主", "姓名", "身份证号", "电话（户主）", title="各组人员统计").columns
    assert found[-1].concept == "household.head.phone"


def test_a_place_of_work_is_not_where_the_row_belongs() -> None:
    assert "务工信息/省市区县" in unsure("务工人员台账", "姓名", "身份证号", "务工信息/省市区县", "务工信息/工种")


def test_one_level_in_brackets_is_that_part_of_the_address() -> None:
    found = form("姓名", "证件号码", "户籍所在地（省）", "户籍所在地（市）", title="人员信息采集表").columns
    assert [b.concept for b in found[2:]] == ["person.registered_address.province", "person.registered_address.city"]


def test_of_two_words_for_one_fact_its_own_name_is_sure() -> None:
    assert unsure("走访登记台账", "姓名", "身份证号", "是否空挂户", "是否人户分离") == ["是否空挂户"]


def test_a_room_in_a_list_of_people_may_be_of_a_home() -> None:
    assert unsure("集中供养对象花名册", "房间号", "姓名", "性别", "身份证号码") == ["房间号"]


def test_a_guessed_name_behind_the_head_names_nobody() -> None:
    assert "联系电话" in unsure("示范户申报名册", "户主姓名", "女主人姓名", "家庭人口", "联系电话")


def test_a_number_of_somebodys_papers_makes_a_list() -> None:
    assert (
        form("序号", "申请户主", "身份证号", "宅基地面积（㎡）", "补偿金额（万元）", title="退出申请汇总表").kind is Kind.ROSTER
    )


def test_printed_answers_do_not_say_whose_or_when() -> None:
    card = table("""
        # 改造农户档案表 | < | < | < | <
        户主姓名 | | 身份证号 | | <
        改造前住房情况 | 建筑面积（㎡） | | 危险等级 | □C级 □D级
    """)
    assert blank(card, "危险等级").state is not State.SURE


def test_who_lives_there_too_need_not_be_of_the_household() -> None:
    assert "同住人姓名" in unsure("入住人员登记表", "姓名", "身份证号", "同住人姓名")


def test_a_question_to_the_reader_is_a_label() -> None:
    found = form("1、您的姓名", "2、您的性别", "3、您的手机号码", title="居民信息登记").columns
    assert [b.concept for b in found] == ["person.name", "person.sex", "person.phone"]
