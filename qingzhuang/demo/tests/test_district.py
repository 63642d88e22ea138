from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qingzhuang.demo import DAY, make_district
from qingzhuang.tally import Dataset, Scope, answer_all, parse
from qingzhuang.vocabulary import IdState, age_on, load, read_id_number

PEOPLE, SEED = 1600, 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_district(PEOPLE, SEED, tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, pa.Table]:
    return {path.stem: pq.read_table(path) for path in folder.glob("*.parquet")}


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_is_the_same_for_the_same_number(folder: Path, tmp_path: Path) -> None:
    assert digest(make_district(PEOPLE, SEED, tmp_path / "again")) == digest(folder)
    one, other = (digest(make_district(50, seed, tmp_path / str(seed))) for seed in (1, 2))
    assert all(one[name] != other[name] for name in ("person.parquet", "household.parquet", "dwelling.parquet"))


@pytest.mark.parametrize("people", [1, 7, 502])
def test_has_exactly_as_many_people_as_asked_for(people: int, tmp_path: Path) -> None:
    assert pq.read_metadata(make_district(people, 1, tmp_path) / "person.parquet").num_rows == people


def test_refuses_a_district_without_people(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        make_district(0, 1, tmp_path)


def test_points_only_to_records_that_exist(tables: dict[str, pa.Table]) -> None:
    codes = set(tables["area"]["code"].to_pylist())
    for name, table in tables.items():
        keys = table["id"].to_pylist()
        assert len(set(keys)) == len(keys), name
        for relation, target in load().entities[name].relations.items():
            column = ("area.code" if "area.code" in table.column_names else "area") if relation == "area" else relation
            if column in table.column_names:
                wanted = {key for key in table[column].to_pylist() if key is not None}
                known = codes if relation == "area" else set(tables[target]["id"].to_pylist())
                assert wanted <= known, f"{name}.{relation}"


def test_uses_only_columns_and_values_of_the_vocabulary(folder: Path, tables: dict[str, pa.Table]) -> None:
    facts = Dataset.open(folder)
    for name, table in tables.items():
        entity = load().entities[name]
        shared = load().entities["person"].fields if entity.like else {}
        known = {"id", "area", "area.code", "level", "parent", *entity.fields, *entity.relations, *shared}
        assert set(table.column_names) <= known, name
        facts.load(name, table.column_names)
    assert facts.faults == {}


def test_gives_every_id_number_a_right_check_digit(tables: dict[str, pa.Table]) -> None:
    person = tables["person"]
    numbers = [number for number in person["id_number"].to_pylist() if number]
    assert len(set(numbers)) == len(numbers)
    for number, sex, born in zip(*(person[name].to_pylist() for name in ("id_number", "sex", "birth_date")), strict=True):
        if number:
            read = read_id_number(number)
            assert read.state in (IdState.SOUND, IdState.OLD)
            assert read.sex == sex and born in (None, read.birth_date)
            assert read.division.startswith(("99", "98", "97", "96", "95"))  # of no place in the country


def test_keeps_every_household_in_one_community_with_its_head(tables: dict[str, pa.Table]) -> None:
    person, household = tables["person"], tables["household"]
    area_of = dict(zip(person["id"].to_pylist(), person["area"].to_pylist(), strict=True))
    home_of = dict(zip(person["id"].to_pylist(), person["household"].to_pylist(), strict=True))
    for key, head, area in zip(*(household[name].to_pylist() for name in ("id", "head", "area")), strict=True):
        assert home_of[head] == key and area_of[head] == area
    sizes = dict(zip(household["id"].to_pylist(), household["member_count"].to_pylist(), strict=True))
    counted: dict[int, int] = {}
    for home in home_of.values():
        counted[home] = counted.get(home, 0) + 1
    assert counted == sizes


def test_makes_parents_older_than_their_children(tables: dict[str, pa.Table]) -> None:
    person = tables["person"]
    born = dict(zip(person["id"].to_pylist(), person["birth_date"].to_pylist(), strict=True))
    for child, father, mother in zip(*(person[name].to_pylist() for name in ("id", "father", "mother")), strict=True):
        for parent in (father, mother):
            if parent is not None and born[child] and born[parent]:
                assert 14 <= age_on(born[parent], born[child]) <= 75


def test_agrees_with_itself_about_who_gets_help(folder: Path) -> None:
    facts = Dataset.open(folder)
    asked = [
        "count(household where welfare.subsistence_allowance)",
        "count(household where category=subsistence_allowance)",
        "count(distinct person.household where welfare.subsistence_allowance)",
        "count(household where allowance.amount>0)",
        "count(household where welfare.five_guarantee)",
        "count(household where category=five_guarantee)",
    ]
    values = [one.value for one in answer_all([parse(text) for text in asked], facts, Scope("", DAY))]
    assert len(set(values[:4])) == 1 and values[0]
    assert values[4] == values[5] and values[4]


def test_has_somebody_behind_every_usual_question(folder: Path) -> None:
    facts = Dataset.open(folder)
    conditions = """age>=80; age<6; sex=female and age>=15 and age<=49; residence_type=floating; residence_permit.exists; disability.exists
        welfare.subsistence_allowance; welfare.five_guarantee; preferential.exists; party.is_member; military.service_status=retired; is_student
        left_behind; lives_alone; registered_region=other_province; registered_region=same_province; employment_status=employed
        education>=college; household.poverty_registered; household.category=low_income; dwelling.is_rental""".replace(
        "\n", ";"
    ).split(";")
    found = answer_all([parse(f"count(person where {condition})") for condition in conditions], facts, Scope("", DAY))
    assert {text.strip(): one.value for text, one in zip(conditions, found, strict=True) if not one.value} == {}


def test_has_births_and_deaths_of_the_year(folder: Path) -> None:
    facts = Dataset.open(folder)
    year = (date(2025, 1, 1), date(2025, 12, 31))
    asked = ["count(birth)", "count(birth where birth_order=2)", "count(death)", "count(person where age<1)"]
    births, second, deaths, infants = (one.value for one in answer_all([parse(t) for t in asked], facts, Scope("", DAY, year)))
    assert births == infants and second and deaths


def test_can_be_written_as_csv_with_the_same_answers(folder: Path, tmp_path: Path) -> None:
    texts = make_district(PEOPLE, SEED, tmp_path, as_csv=True)
    assert (texts / "person.csv").is_file() and not list(texts.glob("*.parquet"))
    questions = [
        parse(text)
        for text in (
            "count(person where age>=60 and sex=female)",
            "sum(household.allowance.total)",
            "count(dwelling where unsafe)",
        )
    ]
    first, second = (answer_all(questions, Dataset.open(place), Scope("", DAY)) for place in (folder, texts))
    assert first == second
