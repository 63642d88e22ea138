"""Headings of rosters: which fact of the record they ask for, and how sure that is."""

import pytest

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.fields import FieldReader
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.tests.headings import blank, form, lists


def best(label: str, entity: str = "person") -> str:
    found = FieldReader(lexicon(), entity).candidates(tuple(label.split("/")))
    return found[0].concept if found else ""


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("姓名", "person.name"),
        ("姓 名", "person.name"),
        ("身份证号码*", "person.id_number"),
        ("公民身份号码", "person.id_number"),
        ("出生年月", "person.birth_date"),
        ("户籍地址", "person.registered_address"),
        ("现住址", "person.residence_address"),
        ("联系方式（手机）", "person.phone"),
        ("与户主关系", "person.relation_to_head"),
        ("文化程度", "person.education"),
        ("残疾等级", "person.disability.level"),
        ("残疾证号", "person.disability.certificate_number"),
        ("戶籍地址", "person.registered_address"),
    ],
)
def test_finds_a_label_of_the_vocabulary(label: str, field: str) -> None:
    assert best(label) == field


def test_sees_a_label_from_the_record_of_the_row() -> None:
    assert best("联系电话", "person") == "person.phone"
    assert best("联系电话", "organisation") == "organisation.phone"
    assert best("地址", "organisation") == "organisation.address"
    assert best("身份证号", "household") == "household.head.id_number"
    assert best("家庭住址", "household") == "household.address"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("父亲姓名", "person.father.name"),
        ("母亲身份证号", "person.mother.id_number"),
        ("监护人/姓名", "person.guardian[1].name"),
        ("父亲外出情况/务工地", "person.father.work_place"),
        ("母亲务工情况/电话", "person.mother.phone"),
        ("监护人/电话", "person.guardian[1].phone"),
        ("监护人信息/身份证号", "person.guardian[1].id_number"),
        ("配偶姓名", "person.spouse.name"),
        ("网格员电话", "grid.worker.phone"),
    ],
)
def test_steps_over_to_whom_a_role_names(label: str, field: str) -> None:
    assert best(label) == field


def test_steps_over_from_dwellings_and_organisations() -> None:
    assert best("房主电话", "dwelling") == "dwelling.owner.phone"
    assert best("法定代表人/姓名", "organisation") == "organisation.legal_representative.name"


def test_counts_members_written_across() -> None:
    asked = lists("户主姓名", "成员一姓名", "成员一身份证号", "成员二姓名", "成员二身份证号", "家庭住址")
    assert asked[1:5] == [
        "household.member[1].name",
        "household.member[1].id_number",
        "household.member[2].name",
        "household.member[2].id_number",
    ]


def test_words_before_a_label_may_only_say_who_is_listed() -> None:
    assert best("学生姓名") == "person.name"
    assert best("学生身份证号") == "person.id_number"
    assert best("60岁退役士兵身份证号") == "person.id_number"


def test_a_short_label_under_a_heading_is_a_part_of_it() -> None:
    assert best("户籍地址/省") == "person.registered_address.province"
    assert best("户籍地址/市") == "person.registered_address.city"
    assert best("现住址/县") == "person.residence_address.county"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("是否低保", "person.welfare.subsistence_allowance"),
        ("是否党员", "person.party.is_member"),
        ("残疾与否", "person.disability.exists"),
        ("在校生否", "person.is_student"),
    ],
)
def test_reads_a_yes_or_no_heading(label: str, field: str) -> None:
    assert best(label) == field


def test_a_yes_or_no_heading_over_a_list_of_values_is_not_sure() -> None:
    (candidate, *_) = FieldReader(lexicon(), "person").candidates(("是否外出",))
    assert candidate.score < 0.8


@pytest.mark.parametrize("label", ["类别", "金额", "等级", "状态", "登记日期"])
def test_a_label_that_many_things_are_called_by_is_never_sure(label: str) -> None:
    asked = form("序号", "姓名", "身份证号", label)
    assert blank(asked, label).state is not State.SURE


def test_a_label_that_is_nearly_known_is_offered_and_never_sure() -> None:
    found = FieldReader(lexicon(), "person").candidates(("户籍所在详细地",))
    assert found and all(candidate.score < 0.8 for candidate in found)


@pytest.mark.parametrize("label", ["隐患情况", "发放月数", "疫苗名称", "第几针", "工资发放批次号"])
def test_finds_nothing_for_what_the_ledger_does_not_hold(label: str) -> None:
    assert best(label) == ""


def test_a_name_under_an_unknown_person_is_not_the_resident() -> None:
    asked = form("序号", "姓名", "性别", "走访干部/姓名", "走访干部/电话")
    under = [column for column in asked.columns if column.path[0] == "走访干部"]
    assert under and all(column.state is not State.SURE for column in under)


def test_every_candidate_has_a_score_and_a_reason() -> None:
    for label in ("姓名", "父亲姓名", "是否低保", "学生姓名", "户籍地址/省", "户籍所在详细地"):
        for candidate in FieldReader(lexicon(), "person").candidates(tuple(label.split("/"))):
            assert 0 < candidate.score <= 1 and len(candidate.reason) > 3


def test_candidates_come_best_first_and_once() -> None:
    found = FieldReader(lexicon(), "person").candidates(("联系人",))
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert len({c.concept for c in found}) == len(found)


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("残疾人（姓名）", "person.name"),
        ("户籍地（市、县）", "person.registered_region"),
        ("户籍地（详细地址）", "person.registered_address"),
        ("某某人姓名", "person.name"),
        ("监护人或代理人/身份证号", "person.guardian[1].id_number"),
        ("监护人（家长）/联系电话", "person.guardian[1].phone"),
    ],
)
def test_brackets_and_wordings_of_people(label: str, concept: str) -> None:
    assert best(label) == concept


@pytest.mark.parametrize(
    "label", ["代理人/家庭住址", "女儿/姓名", "子女情况/就读学校", "培养联系人/联系人一", "共有人年龄", "来访人出生日期"]
)
def test_a_fact_of_somebody_whom_nobody_keeps_is_never_sure(label: str) -> None:
    found = form("姓名", "身份证号", "性别", label, *([f"{label.partition('/')[0]}/其他"] if "/" in label else []))
    assert found.columns[3].state is not State.SURE


@pytest.mark.parametrize("label", ["土地面积（㎡）", "工资收入（元/月）"])
def test_a_unit_or_an_owner_that_does_not_fit_is_a_doubt(label: str) -> None:
    assert form("姓名", "身份证号", "性别", label).columns[3].state is not State.SURE


def test_a_province_under_a_place_that_is_not_the_rows_own_is_never_sure() -> None:
    reader = FieldReader(lexicon(), "person")
    own, other = (reader.candidates((group, "省"))[0] for group in ("所在地区", "从何地返乡"))
    assert own.score >= 0.8 > other.score


@pytest.mark.parametrize(
    ("path", "concept"),
    [
        (("社会保险参保情况", "养老"), "person.insurance.pension.type"),
        (("社会保险参保情况", "医疗"), "person.insurance.medical.type"),
        (("共同申请人", "成员2与申请人关系"), "household.member[2].relation_to_head"),
        (("转移性收入", "低保金"), "household.income.subsistence_allowance"),
        (("监护情况", "监护人姓名"), "person.guardian[1].name"),
    ],
)
def test_short_labels_under_what_they_are_part_of(path: tuple[str, ...], concept: str) -> None:
    assert FieldReader(lexicon(), "person").candidates(path)[0].concept == concept


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("现工作单位及职务", "person.employer.name, person.job_title"),
        ("毕业院校及专业", "person.school, person.major"),
        ("就读学校及年级", "person.school, person.school_class"),
        ("联系人及电话", "person.contact.name, person.contact.phone"),
    ],
)
def test_two_things_in_one_heading(label: str, concept: str) -> None:
    found = FieldReader(lexicon(), "person").candidates((label,))[0]
    assert found.concept == concept and found.score < 0.8


def test_values_in_brackets_that_the_list_does_not_have_are_a_doubt() -> None:
    known, other = (best_score(f"困难类型（{values}）") for values in ("低保、特困、低收入", "失独、单亲、家暴、其他"))
    assert other < 0.8 <= known
    assert best_score("困难类别") < 0.8  # of the poor, or of those who find no work


def best_score(label: str) -> float:
    return FieldReader(lexicon(), "person").candidates((label,))[0].score
