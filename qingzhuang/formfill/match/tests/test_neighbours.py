"""Whose fact a bare label asks for, in a list that names more people than one."""

import pytest

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.tests.headings import form


def read(title: str, headings: str) -> list[tuple[str, bool]]:
    """Concept and whether it is sure, per heading."""
    return [(blank.concept or "", blank.state is State.SURE) for blank in form(*headings.split(), title=title).columns]


@pytest.mark.parametrize(
    ("headings", "theirs"),
    [
        ("姓名 联系电话 监护人姓名 联系电话", "person.guardian[1].phone"),
        ("姓名 身份证号 监护人 身份证号", "person.guardian[1].id_number"),
        ("姓名 手机号码 帮扶责任人 手机号码", "household.helper.phone"),
        ("姓名 联系电话 母亲姓名 联系电话", "person.mother.phone"),
    ],
)
def test_what_is_asked_twice_is_the_others_behind_his_name(headings: str, theirs: str) -> None:
    found = read("困境儿童花名册", headings)
    assert found[1][1], "the resident's own stays sure"
    assert found[-1] == (theirs, True)


def test_of_somebody_whom_the_ledger_does_not_know_nothing_is_filled() -> None:
    columns = form("姓名", "联系电话", "介绍人姓名", "联系电话", title="残疾人花名册").columns
    assert columns[3].state is State.OUTSIDE


@pytest.mark.parametrize(
    "headings",
    [
        "姓名 监护人 联系电话",
        "姓名 监护人 与监护人关系 电话",
        "姓名 监护人 家庭住址 联系电话",
        "姓名 委托监护人 关系 联系电话",
        "姓名 网格员 手机",
    ],
)
def test_a_telephone_behind_somebody_is_a_guess_of_his(headings: str) -> None:
    concept, sure = read("留守儿童花名册", headings)[-1]
    assert concept.endswith((".guardian[1].phone", "grid.worker.phone")) and not sure


def test_in_a_row_of_a_family_the_facts_behind_a_member_are_not_surely_the_heads() -> None:
    found = read("脱贫户家庭成员信息表", "户主 家庭成员 与户主关系 身份证号 文化程度")
    assert not any(sure for _, sure in found[2:])


@pytest.mark.parametrize("headings", ["姓名 配偶姓名 年龄", "姓名 户主姓名 身份证号", "母亲姓名 身份证号", "女方姓名 死亡时间"])
def test_another_fact_asked_once_behind_a_name_is_never_sure(headings: str) -> None:
    concept, sure = read("居民花名册", headings)[-1]
    assert concept.startswith("person.") and not sure


@pytest.mark.parametrize(
    "headings",
    [
        "户主姓名 姓名 性别 身份证号",
        "姓名 户主姓名 与户主关系 身份证号",
        "姓名 户主姓名 性别 身份证号 民族 联系电话",
        "网格 网格员 姓名 身份证号 联系电话",
        "姓名 身份证号 联系电话 监护人",
    ],
)
def test_the_residents_own_facts_stay_sure(headings: str) -> None:
    for heading, (concept, sure) in zip(headings.split(), read("居民花名册", headings), strict=True):
        if heading in ("性别", "身份证号", "民族", "联系电话"):
            assert concept.startswith("person.") and concept.count(".") == 1 and sure, heading


def test_children_are_not_surely_whom_to_call() -> None:
    assert ("person.contact.name", True) not in read("空巢老人花名册", "姓名 身份证号 子女姓名 子女电话")


def test_a_familys_telephone_behind_the_helper_is_a_guess_of_his() -> None:
    assert read("帮扶台账", "户主姓名 家庭人口 帮扶责任人 联系电话")[-1] == ("household.helper.phone", False)


def test_names_under_a_heading_that_nobody_understands_give_no_telephone() -> None:
    found = form("户主姓名", "联系电话", "转移责任人/姓名", "转移责任人/电话", title="转移对象花名册").columns
    assert found[3].state is not State.SURE


@pytest.mark.parametrize("heading", ["走访人电话", "采集人电话", "调查人电话"])
def test_the_one_who_fills_in_is_not_the_resident(heading: str) -> None:
    concept, _ = read("入户走访登记表", f"姓名 身份证号 {heading}")[-1]
    assert not concept.startswith("person.")


@pytest.mark.parametrize(
    ("title", "heading"),
    [("入户走访登记表", "入户时间"), ("养老保险参保人员信息核对表", "参保类型"), ("丧葬补助发放表", "领取人姓名")],
)
def test_labels_that_say_different_things_in_different_lists_are_not_sure(title: str, heading: str) -> None:
    assert not read(title, f"姓名 身份证号 {heading}")[-1][1]


def test_a_telephone_behind_the_property_company_is_a_guess_of_its_own() -> None:
    found = form("小区名称", "小区地址", "物业公司", "联系电话", title="小区基本情况台账").columns
    assert found[3].concept == "estate.property_company.phone" and found[3].state is not State.SURE
