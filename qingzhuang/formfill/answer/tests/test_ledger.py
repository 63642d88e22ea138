"""Places and records of a dataset as the answer step sees them."""

import pytest

from qingzhuang.formfill.answer.ledger import Ledger, find_person
from qingzhuang.formfill.answer.tests.village import DAY, EAST, WEST, ledger, village
from qingzhuang.tally import Dataset, Scope

TOWN = "990101001"


def test_reports_for_the_smallest_place_that_holds_all_communities() -> None:
    assert (ledger("").area.code, ledger("").area.name) == (TOWN, "晴川街道")
    assert ledger(EAST).area.name == "东湖社区"
    above = village()
    rows = {"code": ["990000000000", EAST], "name": ["虚构省", "东湖社区"], "street": [None, "晴川街道"]}
    assert (
        Ledger(Dataset.of({"area": rows, "person": {"id": ["1"], "area": [EAST]}}, above.vocabulary), Scope("", DAY)).area.code
        == EAST
    )


def test_knows_the_places_of_a_level() -> None:
    assert [area.name for area in ledger(TOWN).places("community")] == ["东湖社区", "西山社区"]
    assert [area.name for area in ledger(EAST).places("community")] == ["东湖社区"]
    assert [area.name for area in ledger(EAST).places("street")] == ["晴川街道"]
    assert [area.name for area in ledger(EAST).places("grid")] == ["第一网格", "第二网格"]
    assert [area.name for area in ledger(TOWN).places("county")] == ["清河区"]


@pytest.mark.parametrize(
    ("area", "field", "wanted"),
    [
        (EAST, "community", "东湖社区"),
        (EAST, "township", "晴川街道"),
        (EAST, "county", "清河区"),
        (EAST, "village_code", EAST),
        (EAST, "full_name", "虚构省旭阳市清河区晴川街道东湖社区"),
        (TOWN, "community", None),
        (TOWN, "code", "990101001000"),
        (TOWN, "full_name", "虚构省旭阳市清河区晴川街道"),
        (TOWN, "group", None),
    ],
)
def test_says_what_a_place_is_called(area: str, field: str, wanted: str | None) -> None:
    facts = ledger(area)
    assert facts.place_value(facts.area, field) == wanted


def test_without_a_list_of_places_codes_come_from_the_people() -> None:
    bare = Ledger(Dataset.of({"person": {"id": ["1", "2"], "area": [EAST, WEST]}}), Scope("", DAY))
    assert [area.code for area in bare.places("community")] == [EAST, WEST]
    assert bare.area.name == ""


def test_finds_people_by_key_number_or_name_inside_the_area_only() -> None:
    scope = Scope(EAST, DAY)
    assert find_person(village(), scope, "p3") == ("p3",)
    assert find_person(village(), scope, "990101194403050013") == ("p1",)
    assert find_person(village(), scope, "张伟") == ("p3",)
    assert find_person(village(), scope, "孙丽") == ()
    assert find_person(village(), scope, "p7") == ()
    assert find_person(Dataset.of({"area": {"code": [EAST]}}), scope, "p1") == ()


def test_counts_on_another_day() -> None:
    from datetime import date

    from qingzhuang.tally.question import Compare, Count

    adults = Count("person", Compare("age", ">=", 16))
    facts = ledger(EAST)
    assert facts.figures([adults], [facts.area])[0][0].value == 5
    assert facts.on(date(2020, 1, 1)).figures([adults], [facts.area])[0][0].value == 4
