"""Cards: whose they are, and what their cells ask for."""

import pytest

from qingzhuang.formfill.form import Kind, State
from qingzhuang.formfill.match.card import card_entity
from qingzhuang.formfill.match.tests.headings import blank, said, table

PERSON = """
    # 困难居民登记表 | < | < | < | < | <
    姓名 | | 性别 | | 照片 | <
    出生日期 | | 民族 | | ^ | ^
    家庭住址 | < | | < | ^ | ^
    婚姻状况 | □未婚 □已婚 □离异 | < | < | < | <
    是否低保 | □是 □否 | < | 政治面貌 | | <
    监护人 | 姓名 | | 电话 | | <
    ^ | 身份证号 | | 关系 | | <
    家庭成员 | 姓名 | 年龄 | 职业 | 单位 | 电话
    ^ | | | | |
    ^ | | | | |
    ^ | | | | |
    社区意见 | ␣␣␣␣␣␣（盖章）␣␣␣年␣␣月␣␣日 | < | < | < | <
    本人签名 | | < | 填表日期 | | <
    备注 | | < | < | < | <
"""


@pytest.mark.parametrize(
    ("labels", "title", "entity"),
    [
        ("姓名 性别 民族", "登记表", "person"),
        ("学生姓名 学校", "登记表", "person"),
        ("姓名 户主姓名 家庭人口", "贫困户登记表", "person"),
        ("户主姓名 性别 家庭人口 姓名 称谓", "低保申请审批表", "household"),
        ("户主姓名 家庭人口", "登记表", "household"),
        ("家庭人口 住房面积", "贫困户登记表", "household"),
        ("单位名称 法定代表人", "登记表", "organisation"),
        ("房屋坐落 产权性质", "登记表", "dwelling"),
        ("总户数 总人口 低保户数 党员人数", "村情卡", "area"),
    ],
)
def test_is_about_the_record_that_its_labels_name(labels: str, title: str, entity: str) -> None:
    assert card_entity([(label,) for label in labels.split()], title) == entity


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("姓名", "person.name"),
        ("出生日期", "person.birth_date"),
        ("家庭住址", "person.residence_address"),
        ("照片", "person.photo"),
        ("婚姻状况", "person.marital_status"),
        ("是否低保", "person.welfare.subsistence_allowance"),
        ("填表日期", "report.date"),
    ],
)
def test_reads_the_cells_of_a_person(label: str, concept: str) -> None:
    assert said(blank(table(PERSON), label)) == concept


def test_reads_labels_in_the_light_of_their_group() -> None:
    found = {"/".join(cell.path): cell.concept for cell in table(PERSON).cells}
    assert found["监护人/姓名"] == "person.guardian[1].name"
    assert found["监护人/电话"] == "person.guardian[1].phone"
    assert found["监护人/身份证号"] == "person.guardian[1].id_number"


def test_keeps_opinions_signatures_and_remarks_for_a_hand() -> None:
    found = table(PERSON)
    for label in ("社区意见", "本人签名", "备注"):
        assert blank(found, label).state is State.KEPT


def test_gives_the_printed_choices() -> None:
    assert blank(table(PERSON), "婚姻状况").choices == ("未婚", "已婚", "离异")
    assert blank(table(PERSON), "是否低保").choices == ("是", "否")
    assert blank(table(PERSON), "婚姻状况").printed == "□未婚 □已婚 □离异"


def test_a_list_inside_is_a_block_with_columns() -> None:
    found = table(PERSON)
    (block,) = found.blocks
    assert found.kind is Kind.MIXED
    assert (block.title, block.first_row, block.last_row) == ("家庭成员", 10, 12)
    assert [column.concept for column in block.columns][:2] == ["person.name", "person.age"]
    assert block.columns[0].path == ("家庭成员", "姓名")


def test_a_card_of_a_household_asks_its_head() -> None:
    found = table("""
        # 低保家庭登记卡 | < | < | <
        户主姓名 | | 身份证号 |
        家庭人口 | | 家庭住址 |
        性别 | | 住房面积 |
    """)
    assert {cell.path[-1]: said(cell) for cell in found.cells} == {
        "户主姓名": "household.head.name",
        "身份证号": "household.head.id_number",
        "家庭人口": "household.member_count",
        "家庭住址": "household.address",
        "性别": "household.head.sex",
        "住房面积": "household.dwelling_area",
    }


def test_a_card_of_an_organisation_asks_for_its_facts() -> None:
    found = table("""
        # 企业登记表 | < | < | <
        单位名称 | | 法定代表人 |
        单位地址 | | 联系电话 |
        从业人员数 | | 党员数 |
    """)
    assert [said(cell) for cell in found.cells] == [
        "organisation.name",
        "organisation.legal_representative.name",
        "organisation.address",
        "organisation.phone",
        "organisation.employee_count",
        "organisation.party.member_count",
    ]


def test_a_card_of_an_area_counts() -> None:
    found = table("""
        # 村情卡 | < | < | <
        总户数 | | 总人口 |
        低保户数 | | 党员人数 |
        女性人数 | | 60岁以上人数 |
    """)
    assert [said(cell) for cell in found.cells][:4] == [
        "count(household)",
        "count(person)",
        "count(household where welfare.subsistence_allowance)",
        "count(person where party.is_member)",
    ]


def test_printed_choices_without_a_label_vote_for_their_field() -> None:
    found = table("""
        姓名 | | 性别 |
        住址 | | 电话 |
        []城市低保 []农村低保 | < | 备注 |
    """)
    ticked = next(cell for cell in found.cells if cell.choices)
    assert ticked.concept == "person.welfare.subsistence_allowance_type"
    assert ticked.state is State.UNSURE


def test_printed_from_and_to_take_two_days() -> None:
    found = table("""
        姓名 | | 性别 | |
        住址 | | 电话 | |
        义务兵役 | 自␣␣␣年␣␣月至␣␣␣年␣␣月 | < | < | <
    """)
    concept = blank(found, "义务兵役").concept or ""
    assert concept.startswith("outside") or "_start_date" in concept


def test_tables_of_a_word_card_are_one_card() -> None:
    from qingzhuang.formfill.grid import Book
    from qingzhuang.formfill.layout.tests.drawn import draw
    from qingzhuang.formfill.match import understand

    first = draw("姓名 | | 性别 |\n住址 | | 电话 |", is_word=True, above=("低保申请表",))
    second = draw("学历 | | 邮编 |\n民族 | | 籍贯 |\n社区意见 | （盖章） | < | <", is_word=True)
    (found,) = understand(Book("docx", (first, second))).tables
    assert found.title == "低保申请表"
    assert [cell.path[-1] for cell in found.cells] == ["姓名", "性别", "住址", "电话", "学历", "邮编", "民族", "籍贯", "社区意见"]


def test_facts_behind_a_name_are_of_whom_it_names() -> None:
    """The card has the person's own telephone; the second is the contact's, and nobody keeps an agent's."""
    found = table("""
        # 登记表 | < | < | <
        姓名 | | 手机 |
        紧急联系人 | | 联系方式 |
        代办人姓名 | | 与申请人关系 |
        电话 | | 手机 |
    """)
    assert [said(cell) for cell in found.cells] == [
        "person.name",
        "person.phone",
        "person.contact.name",
        "person.contact.phone",
        "",
        "",
        "",
        "",
    ]


def test_a_telephone_that_is_asked_once_behind_another_name_is_not_sure() -> None:
    found = table("""
        # 登记表 | < | < | <
        姓名 | | 性别 |
        监护人 | | 电话 |
    """)
    assert said(found.cells[-1]) == "? person.guardian[1].phone"


def test_a_farmer_who_signs_for_his_household_is_its_head() -> None:
    found = table("""
        # 承包方调查表 | < | < | <
        承包方代表姓名 | | 证件类型 |
        邮政编码 | | 承包方地址 |
    """)
    assert found.row_entity == "household"
    assert "household.postcode" in [said(cell) for cell in found.cells]


def test_what_a_deed_leaves_behind_is_not_sure() -> None:
    found = table("""
        # 农户档案 | < | < | < | <
        户主姓名 | | 家庭人口 | | <
        改造信息 | 开工时间 | | 竣工时间 |
        ^ | 改造方式 | | 房屋结构 |
    """)
    assert said(blank(found, "竣工时间")).startswith("?")


def test_a_name_below_the_helper_does_not_make_it_a_card_of_a_person() -> None:
    found = table("""
        # 贫困户明白卡 | < | < | <
        户主姓名 | | 民族 |
        三、帮扶责任人 | < | < | <
        姓名 | | 联系电话 |
    """)
    assert found.row_entity == "household"
    assert [said(cell) for cell in found.cells][1:3] == ["household.head.ethnicity", "household.helper.name"]


def test_husband_and_wife_have_their_own_blocks() -> None:
    found = table("""
        # 生育登记表 | < | < | < | <
        女方 | 姓名 | | 民族 |
        ^ | 身份证号 | | 联系电话 |
        男方 | 姓名 | | 民族 |
        ^ | 身份证号 | | 联系电话 |
    """)
    asked = [(cell.concept or "").removeprefix("person.") for cell in found.cells]
    assert asked[:4] == ["name", "ethnicity", "id_number", "phone"]
    assert asked[4:] == ["spouse.name", "spouse.ethnicity", "spouse.id_number", "spouse.phone"]


def test_husband_and_wife_who_are_both_somebodys_spouse_are_not_sure() -> None:
    both = table("""
        # 特殊家庭登记表 | < | < | < | <
        丈夫 | 姓名 | | 身份证号 |
        妻子 | 姓名 | | 身份证号 |
        家庭住址 | | < | < | <
    """)
    assert [cell.state for cell in both.cells[:4]] == [State.UNSURE] * 4
    assert [cell.concept for cell in both.cells[:4:2]] == ["person.name", "person.spouse.name"]
    assert "哪一个是本人" in both.cells[0].reason
    one = table("""
        # 困难居民登记表 | < | < | < | <
        本人 | 姓名 | | 身份证号 |
        妻子 | 姓名 | | 身份证号 |
        家庭住址 | | < | < | <
    """)
    assert (one.cells[2].concept, one.cells[2].state) == ("person.spouse.name", State.SURE)


@pytest.mark.parametrize(
    ("boxes", "state"),
    [("□住宅 □商铺 □厂房 □其他", State.UNSURE), ("□自有 □租赁 □公房 □其他", State.SURE), ("□自有 □其他", State.UNSURE)],
)
def test_printed_boxes_that_a_known_label_cannot_have_take_its_sureness(boxes: str, state: State) -> None:
    found = table(f"""
        # 房屋登记卡 | < | < | <
        房屋地址 | | 房屋性质 | {boxes}
        房主姓名 | | 房屋面积 |
    """)
    assert blank(found, "房屋性质").state is state


def test_whoever_fetches_the_child_is_not_kept() -> None:
    found = table("""
        # 幼儿登记表 | < | < | < | < | <
        幼儿姓名 | | 性别 | | 民族 |
        接送人 | | 与幼儿关系 | | 电话 |
    """)
    assert not any(said(cell) and not said(cell).startswith("?") for cell in found.cells[-2:])


def test_a_card_of_an_estate_keeps_and_counts() -> None:
    found = table("""
        # 住宅小区基本情况登记表 | < | < | <
        小区名称 | | 物业公司 |
        电梯数 | | 流动人口 |
        出租房屋数 | | 车位数 |
    """)
    assert [said(cell) for cell in found.cells][:5] == [
        "estate.name",
        "estate.property_company.name",
        "estate.lift_count",
        "count(person where residence_type=floating)",
        "count(dwelling where is_rental)",
    ]


def test_facts_of_people_behind_the_head_of_a_body_are_not_of_somebody_else() -> None:
    found = table("""
        # 社会组织登记表 | < | < | < | < | <
        组织名称 | | 地址 | | 邮编 |
        负责人姓名 | | 性别 | | 身份证号 |
    """)
    assert [said(cell).lstrip("? ") for cell in found.cells][-2:] == [
        "organisation.contact.sex",
        "organisation.contact.id_number",
    ]


def test_a_household_card_counts_its_members() -> None:
    found = table("""
        # 农户登记卡 | < | < | < | < | <
        户主姓名 | | 家庭人口 | | 劳动力人数 |
        党员人数 | | 60岁以上人口 | | 联系电话 |
    """)
    assert [said(cell) for cell in found.cells][:5] == [
        "household.head.name",
        "household.member_count",
        "household.labour_count",
        "count(person where party.is_member and same household)",
        "count(person where age>=60 and same household)",
    ]


def test_a_second_telephone_of_a_body_is_not_surely_its_own() -> None:
    found = table("""
        # 场所登记表 | < | < | < | < | <
        场所名称 | | 经营者姓名 | | 联系电话 |
        消防安全责任人 | | 联系电话 | | 从业人数 |
    """)
    assert said(found.cells[2]) == "organisation.phone" and found.cells[4].state is not State.SURE


def test_who_lives_there_for_good_may_be_all_members_or_some() -> None:
    found = table("""
        # 房屋排查登记表 | < | < | < | < | <
        户主姓名 | | 身份证号 | | 家庭人口 |
        房屋地址 | | 常住人数 | | 联系电话 |
    """)
    assert found.cells[4].state is not State.SURE


def test_a_name_on_a_card_of_a_place_is_never_sure() -> None:
    found = table("""
        # 村情登记卡 | < | < | <
        村名 | | 书记姓名 |
        总户数 | | 总人口 |
        低保户数 | | 残疾人数 |
    """)
    states = {blank.path[-1]: blank.state for blank in found.cells}
    assert states["书记姓名"] is not State.SURE and states["总户数"] is State.SURE
