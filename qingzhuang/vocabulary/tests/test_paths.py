"""Following a path from the record asked about to the fact."""

import pytest

from qingzhuang.vocabulary import UnknownName, load


@pytest.fixture(scope="module")
def words():
    return load()


@pytest.mark.parametrize(
    ("path", "steps", "end"),
    [
        ("person.name", [], "person.name"),
        ("household.head.name", [("head", None, False)], "person.name"),
        ("household.member[3].id_number", [("member", 3, False)], "person.id_number"),
        ("person.household.head.phone", [("household", None, False), ("head", None, False)], "person.phone"),
        ("person.dwelling.building.estate.name", [("dwelling", None, False), ("building", None, False), ("estate", None, False)], "estate.name"),
        ("person.father.work_place", [("father", None, False)], "person.work_place"),
        ("household.welfare.support_mode", [("member", None, True)], "person.welfare.support_mode"),
        ("person.household.welfare.three_no", [("household", None, False), ("member", None, True)], "person.welfare.three_no"),
        ("birth.sex", [], "person.sex"),
        ("birth.mother.age", [("mother", None, False)], "person.age"),
    ],
)  # fmt: skip
def test_steps_over_relations(words, path, steps, end):
    found = words.resolve(path)
    assert [(s.relation, s.index, s.any) for s in found.steps] == steps
    assert found.field.path == end
    assert words.field(path).path == path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("person.guardian[1].name", "text"),
        ("person.guardian[2].phone", "text"),
        ("household.helper.phone", "text"),
        ("dwelling.owner.id_number", "text"),
        ("organisation.party.leader.education", "code"),
        ("grid.worker.ethnicity", "code"),
    ],
)
def test_who_need_not_be_in_the_ledger_stands_in_columns_of_the_record(words, path, kind):
    found = words.resolve(path)
    assert not found.steps and found.field.path == path and found.field.embedded
    assert found.field.name == path.partition(".")[2] and found.field.type == kind


def test_a_stepped_over_field_is_no_column(words):
    columns = {field.name for field in words.entities["household"].columns}
    assert "head.name" not in columns and {"address", "helper.name"} <= columns


@pytest.mark.parametrize("path", ["person.id", "person.household", "person.grid", "dwelling.building", "household.member"])
def test_keys_are_facts_too(words, path):
    assert words.field(path).type == "key"


@pytest.mark.parametrize(
    "path", ["person.shoe_size", "shoe.size", "person", "household.head.shoe_size", "person.guardian[1].shoe_size"]
)
def test_names_what_it_does_not_know(words, path):
    with pytest.raises(UnknownName) as refusal:
        words.resolve(path)
    assert path.split(".")[-1] in str(refusal.value)


def test_a_household_does_not_borrow_for_ever(words):
    with pytest.raises(UnknownName):
        words.resolve("household.member.household.no_such_thing")


@pytest.mark.parametrize(
    ("heading", "label", "paths"),
    [
        ("户籍地址", "县/区", ["person.registered_address.county"]),
        ("残疾证", "编号", ["person.disability.certificate_number"]),
        ("监护人", "关系", ["person.guardian[1].relation"]),
        ("党组织负责人", "联系电话", ["organisation.party.leader.phone"]),
        ("帮扶责任人", "职务", ["household.helper.job_title"]),
        ("户主", "身份证号码", ["household.head.id_number"]),
        ("天气", "编号", []),
    ],
)
def test_a_short_label_is_read_beneath_its_heading(words, heading, label, paths):
    assert [field.path for field in words.under(heading, label)] == paths


def test_a_definition_has_versions_and_one_default(words):
    assert words.definition("child").condition == "age<18"
    assert words.definition("child", "14").condition == "age<=14"
    with pytest.raises(UnknownName):
        words.definition("child", "99")
