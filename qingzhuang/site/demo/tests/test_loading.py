"""A folder of facts comes into the ledger whole, once, and is taken up again where it was cut short."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.demo import make_district
from qingzhuang.site.accounts.models import Area
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.demo import loading
from qingzhuang.site.demo.command import load_and_count
from qingzhuang.site.demo.loading import NotesLost, load_folder
from qingzhuang.site.ledger.models import Link, Record, Recording
from qingzhuang.site.testing.facts import write_facts
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Dataset, Scope, answer, parse

DAY = date(2025, 12, 31)
QUESTIONS = (
    "count(person)",
    "count(person where sex=female)",
    "count(person where age>=60)",
    "count(household)",
    "count(household where head.sex=female)",
    "count(person where household.head.age>=60)",
    "count(person where relation_to_head=spouse)",
    "count(person where welfare.subsistence_allowance)",
    "count(person where disability.exists and disability.level=1)",
    "count(dwelling where is_rental)",
    "sum(dwelling.area)",
    "count(building where has_lift)",
    "count(grid)",
    "count(birth)",
    "count(death)",
    "avg(person.height)",
    "count(person where grid.worker.sex=female)",
)


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    return settings.DATA


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    return make_district(400, 3, tmp_path_factory.mktemp("district"))


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 64)


@pytest.mark.django_db
def test_the_ledger_answers_as_the_folder_did(data_folder, district, small_batches):
    told: list[tuple[int, int]] = []
    count = load_folder(district, day=DAY, told=lambda *how: told.append(how))
    assert (count, told[-1][0]) == (Record.objects.count(), told[-1][1])
    before = Dataset.open(district)
    top = Area.objects.order_by("code").first()
    after = warehouse.dataset_of_area(top)
    scope = Scope(top.code, DAY)
    for question in QUESTIONS:
        asked = parse(question)
        first, second = answer(asked, before, scope), answer(asked, after, scope)
        assert (first.value, first.unknown) == (pytest.approx(second.value), second.unknown), question
    assert answer(parse("count(area where police_station=晴川派出所)"), after, scope).value == 2
    assert Entry.objects.filter(deed="facts.recorded").count() == 1


@pytest.mark.django_db
def test_people_lie_in_their_grids(data_folder, district):
    load_folder(district, day=DAY)
    grids = Area.objects.filter(level="grid")
    assert grids.count() == Record.objects.filter(entity="grid").count()
    assert not Record.objects.filter(entity="person").exclude(area__in=grids).exists()


@pytest.mark.django_db
def test_does_nothing_the_second_time(data_folder, district):
    first = load_folder(district, day=DAY)
    recordings = Recording.objects.count()
    assert first == Record.objects.count()
    assert load_folder(district, day=DAY) == 0
    assert Recording.objects.count() == recordings


@pytest.mark.django_db
def test_goes_on_where_it_was_cut_short(data_folder, district, small_batches):
    def stop(done, _records):
        if done > 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_folder(district, day=DAY, told=stop)
    there = Record.objects.count()
    assert 300 < there < 700
    more = load_folder(district, day=DAY)
    rows = sum(table.rows for name, table in Dataset.open(district).tables.items() if name != "area")
    assert there + more == Record.objects.count() == rows + Record.objects.filter(entity="area").count()
    heads = Dataset.open(district).tables["household"].read(["head"])["head"]
    assert Link.objects.filter(role="head").count() == len(heads) - heads.null_count


@pytest.mark.django_db
def test_refuses_to_go_on_without_its_notes(data_folder, district, small_batches):
    def stop(_done, _records):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_folder(district, day=DAY, told=stop)
    for notes in (data_folder / "loads").iterdir():
        notes.unlink()
    with pytest.raises(NotesLost):
        load_folder(district, day=DAY)


@pytest.mark.django_db
def test_takes_a_folder_of_csv_without_a_table_of_levels(data_folder, tmp_path):
    write_facts(tmp_path / "csv")
    said: list[str] = []
    assert load_and_count(tmp_path / "csv", "2026-01-01", said.append) == 0
    rows = Dataset.open(tmp_path / "csv").tables["person"].rows
    assert Record.objects.filter(entity="person", state="present").count() == rows
    assert Area.objects.get(code="990101001001").name == "临江社区"
    assert load_and_count(tmp_path / "csv", "", said.append) == 0
    assert "already" in said[-2]


@pytest.mark.parametrize(("folder", "day", "code"), [("nowhere", "", 1), (".", "30 June", 2), (".", "", 1)])
@pytest.mark.django_db
def test_says_what_cannot_be_loaded(data_folder, tmp_path, folder, day, code):
    said: list[str] = []
    assert load_and_count(tmp_path / folder, day, said.append) == code
    assert said
