"""Lists of dwellings, buildings, households, organisations and facilities: each row by its number, its address however spelt, or its name."""

from __future__ import annotations

from qingzhuang.site.imports.tests.conftest import sheet
from qingzhuang.site.ledger.models import Record

DWELLINGS = "楼栋,单元,房号,房屋地址,建筑面积"


def dwellings() -> list[Record]:
    return list(Record.objects.filter(entity="dwelling").order_by("pk"))


def test_takes_a_list_of_dwellings_without_people(take_over):
    run = take_over(sheet(DWELLINGS, "1,1,101,晴川路1号1栋1单元101室,88.5", "1,1,102,晴川路1号1栋1单元102室,90"))
    assert (run.state, run.counts["outcomes"], run.counts["problems"]) == ("done", {"new": 2}, {})
    assert [one.facts["address"] for one in dwellings()] == ["晴川路1号1栋1单元101室", "晴川路1号1栋1单元102室"]
    assert [(one.facts["unit"], one.facts["room"], one.facts["area"]) for one in dwellings()] == [
        ("1", "101", 88.5),
        ("1", "102", 90),
    ]


def test_knows_a_dwelling_by_its_address_however_spelt(take_over):
    take_over(sheet(DWELLINGS, "1,1,101,晴川路1号1栋1单元101室,88.5", "1,1,102,晴川路1号1栋1单元102室,90"))
    run = take_over(
        sheet(
            DWELLINGS,
            "1,1,101,晴川路1号 1幢1单元101,88.5",
            "1,1,102,晴川路1号1号楼1单元102室,91",
            "2,1,101,晴川路1号2栋1单元101室,70",
        )
    )
    assert len(dwellings()) == 3 and run.counts["outcomes"]["new"] == 1
    assert dwellings()[1].facts["area"] == 91


def test_an_address_without_the_door_gets_it_from_its_columns_and_says_so(take_over):
    run = take_over(sheet("小区名称,楼栋号,单元号,房号,建筑面积", "荷塘苑,1栋,1单元,101,88", "荷塘苑,2栋,1单元,101,89"))
    assert [one.facts["address"] for one in dwellings()] == ["荷塘苑1栋1单元101室", "荷塘苑2栋1单元101室"]
    assert run.counts["problems"] == {"address_composed@0:4": 2}
    again = take_over(sheet(DWELLINGS, "3,1,101,晴川路1号,60", "3,1,102,晴川路1号,61"), name="二.csv")
    assert again.counts["outcomes"] == {"new": 2}
    assert dwellings()[-1].facts["address"] == "晴川路1号3栋1单元102室"


def test_the_same_door_twice_is_one_dwelling(take_over):
    run = take_over(sheet(DWELLINGS, "1,1,101,晴川路1号1栋1单元101室,88.5", "1,1,101,晴川路1号1幢1单元101,88.5"))
    assert run.counts["outcomes"] == {"new": 1, "same": 1} and len(dwellings()) == 1


def test_takes_lists_of_buildings_households_organisations_and_facilities(take_over):
    lists = {
        "building": ("楼栋名称,楼栋地址,层数", "1栋,晴川路1号,6", "2栋,晴川路1号,7"),
        "household": ("户号,户主姓名,家庭住址,联系电话", "H1,王建国,晴川路1号,13800000001", "H2,李建国,晴川路2号,13800000002"),
        "organisation": (
            "单位名称,统一社会信用代码,单位地址",
            "晴川小吃店,91990101MA0000001X,晴川路1号",
            "临江超市,92990101MA0000002X,晴川路2号",
        ),
        "facility": (
            "池塘名称,具体位置,水面面积,责任人,联系电话,救生圈",
            "门前塘,晴川路1号旁,1200,王建国,13800000001,有",
            "月牙塘,晴川路2号旁,900,李建国,13800000002,无",
        ),
    }
    for entity, rows in lists.items():
        first, again = take_over(sheet(*rows), name=f"{entity}.csv"), take_over(sheet(*rows, ""), name=f"{entity}2.csv")
        assert first.counts["outcomes"] == {"new": 2}, entity
        assert again.counts["outcomes"] == {"same": 2}, entity
        assert Record.objects.filter(entity=entity).count() == 2


def test_the_title_of_a_list_says_which_kind_of_facility_its_rows_are(take_over):
    head = "序号,安装地点,器材数量,管理人员"
    take_over(sheet("健身器材台账,,,", head, "1,荷塘苑南门,8,王建国", "2,荷塘苑北门,6,李建国"), name="fitness.csv")
    take_over(sheet("应急避难场所台账,,,", "序号,避难场所名称,地址,可容纳人数", "1,南门广场,荷塘苑南门,300"), name="shelter.csv")
    found = Record.objects.filter(entity="facility").order_by("pk")
    assert [(one.name, one.facts["kind"], one.facts.get("capacity")) for one in found] == [
        ("荷塘苑南门", "fitness", None),
        ("荷塘苑北门", "fitness", None),
        ("南门广场", "shelter", 300),  # at the same address, and something else
    ]
    again = take_over(sheet("健身器材台账,,,", head, "1,荷塘苑南门,9,王建国"), name="later.csv")
    assert again.counts["outcomes"] == {"changed": 1} and found.count() == 3
