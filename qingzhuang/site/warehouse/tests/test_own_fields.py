"""Fields that an area defined for itself are columns of its facts, in the form of their kind."""

from __future__ import annotations

from qingzhuang.site.ledger import actions
from qingzhuang.site.warehouse import queries
from qingzhuang.site.warehouse.tests.test_datasets import count

WHY = {"purpose": "上门检查", "basis": "城镇燃气管理条例", "months": 12}


def define(cast, label, kind, **more):
    return actions.define_field(cast.hana, area=cast.community, entity="person", label=label, kind=kind, **WHY, **more).name


def test_each_kind_can_be_counted(cast, person):
    alarm, day, size, kind = (
        define(cast, "燃气报警器", "boolean"), define(cast, "上次安检日期", "date"), define(cast, "气瓶只数", "integer"),
        define(cast, "取暖方式", "code", values=["煤炉", "燃气"]),
    )  # fmt: skip
    person(**{alarm: True, day: "2026-05-01", size: 2, kind: "mei_lu"})
    person("陈建国", **{alarm: False, day: "2025-05-01", size: 1})
    asked = (f"{alarm}", f"not {alarm}", f"{day}>=2026-01-01", f"{size}>=2", f"{kind}=mei_lu")
    assert [count(cast.alice, f"count(person where {one})") for one in asked] == [1, 1, 1, 1, 1]


def test_is_there_to_be_asked_before_anybody_has_a_value(cast, person):
    person()
    before = queries.dataset_for(cast.alice, cast.community.code)
    alarm = define(cast, "燃气报警器", "boolean")
    after = queries.dataset_for(cast.alice, cast.community.code)
    assert not before.stores("person", alarm)
    assert after.stores("person", alarm)
    person("陈建国", area=cast.neighbour)
    assert "燃气报警器" not in queries.dataset_for(cast.charlie, cast.neighbour.code).vocabulary.by_label


def test_a_secret_one_is_encrypted_in_its_column(cast, person, data_folder):
    number = define(cast, "燃气户号", "text", sensitivity="secret")
    person(**{number: "RQ-8812-0097"})
    facts = queries.dataset_for(cast.alice, cast.community.code)
    assert count(cast.alice, f'count(person where {number}="RQ-8812-0097")') == 1
    assert facts.stores("person", number)
    files = [path.read_bytes() for path in data_folder.rglob("*.parquet")]
    assert files and not any(b"8812" in data for data in files)
