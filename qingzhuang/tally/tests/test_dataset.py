from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import Keyring, SealError
from qingzhuang.seal.parquet import locking, unlocking
from qingzhuang.tally import Dataset, DatasetError, Scope, answer, answer_all, parse, people_behind
from qingzhuang.tally.bits import pack, slots_in, unpack
from qingzhuang.tally.columns import Coded, Days, read_code, read_day
from qingzhuang.tally.layout import layout_of
from qingzhuang.vocabulary import load

SCOPE = Scope("", date(2025, 12, 31))


def test_opens_parquet_csv_and_folders_of_parts(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2], "name": ["甲", "乙"]}), tmp_path / "household.parquet")
    (tmp_path / "person").mkdir()
    for part in (1, 2):
        table = pa.table(
            {"id": [part], "area": [f"99010100100{part}"], "sex": pa.array(["male"]).dictionary_encode(), "household": [part]}
        )
        pq.write_table(table, tmp_path / "person" / f"{part}.parquet")
    (tmp_path / "dwelling.csv").write_text("id,area.code,area,unsafe\n1,990101001001,80.5,是\n", "utf-8-sig")
    facts = Dataset.open(tmp_path)
    texts = (
        "count(household)",
        "count(person where sex=male)",
        "count(dwelling where unsafe)",
        "sum(dwelling.area)",
        "count(grid)",
    )
    assert [one.value for one in answer_all([parse(text) for text in texts], facts, SCOPE)] == [2, 2, 1, 80.5, None]
    assert people_behind(parse("count(person)"), facts, SCOPE, ("person.sex",)).rows == (("male",), ("male",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_reads_csv_files_of_chinese_offices(tmp_path: Path, encoding: str) -> None:
    text = 'id,姓名不认识,sex,birth_date,is_student,phone,income.annual\n1,x,女,1950/3/2,否,\'013800000000,"12,000"\n2,y, 1 ,2010-02-30,√,,\n'
    (tmp_path / "person.csv").write_bytes(text.encode(encoding))
    facts = Dataset.open(tmp_path)
    behind = people_behind(
        parse("count(person)"),
        facts,
        SCOPE,
        ("person.sex", "person.birth_date", "person.is_student", "person.phone", "person.income.annual"),
    )
    assert behind.rows == (("female", date(1950, 3, 2), False, "013800000000", 12000.0), ("male", "2010-02-30", True, None, None))


def test_names_values_that_it_cannot_read_and_takes_them_for_unknown() -> None:
    facts = Dataset.of({"person": {"id": [1, 2, 3, 4], "sex": ["男", "雌", "雌", "未知的性别"]}})
    found = answer(parse("count(person where sex=male)"), facts, SCOPE)
    assert (found.value, found.unknown) == (1, 3)
    assert [(fault.value, fault.records) for fault in facts.faults["person.sex"]] == [("雌", 2)]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB 18030"),
        (b"id,id\n1,2\n", "more than once"),
        (b"id,sex\n1\n", "cannot be read as CSV"),
    ],
)
def test_refuses_a_file_that_is_no_table(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "person.csv").write_bytes(content)
    with pytest.raises(DatasetError, match=fault):
        Dataset.open(tmp_path)


def test_refuses_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no table"):
        Dataset.open(tmp_path)
    with pytest.raises(DatasetError, match="is no folder"):
        Dataset.open(tmp_path / "nowhere")
    (tmp_path / "person.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DatasetError, match="is no Parquet file"):
        Dataset.open(tmp_path)


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        ("person.sex", "２", "female"), ("person.sex", "女性", "female"), ("person.ethnicity", "1", "han"), ("person.ethnicity", "01", "han"),
        ("person.marital_status", "喪偶", "widowed"), ("person.education", "bachelor", "bachelor"), ("person.sex", "?", None),
    ],
)  # fmt: skip
def test_reads_codes_by_name_word_and_national_code(field: str, text: str, name: str | None) -> None:
    codes = load().field(field).codes
    assert codes is not None
    assert read_code(codes, text) == name


def test_reads_every_code_list_by_its_own_words() -> None:
    for codes in load().codes.values():
        for value in codes.values:
            assert read_code(codes, value.name) == value.name
            assert read_code(codes, value.label["zh-Hans"]) is not None, (codes.name, value.name)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20090312", date(2009, 3, 12)), ("2012-2-3", date(2012, 2, 3)), ("2012/03/02", date(2012, 3, 2)), ("2025.8.15", date(2025, 8, 15)),
        ("2012年3月2日", date(2012, 3, 2)), ("2012-03-02 00:00:00", date(2012, 3, 2)), ("1953年10月", None), ("2010-02-30", None), ("", None),
    ],
)  # fmt: skip
def test_reads_days_as_they_really_occur(text: str, day: date | None) -> None:
    assert read_day(text) == day


@given(st.lists(st.sampled_from(["", "b", "a", "c", "ab"]), max_size=400))
def test_places_every_record_once_in_its_community(areas: list[str]) -> None:
    names = tuple(dict.fromkeys(areas))
    layout = layout_of(np.array([names.index(area) for area in areas], np.int32), names)
    slots = layout.slot_of_row()
    assert sorted(slots.tolist()) == slots_in(layout.valid).tolist()
    assert layout.rows_at(slots).tolist() == list(range(len(areas)))
    assert [layout.slot_at(row) for row in range(len(areas))] == slots.tolist()
    assert layout.areas == tuple(sorted(set(areas)))
    for area in set(areas):
        first, last = layout.span(area)
        words = range(int(layout.word_starts[first]), int(layout.word_starts[last]))
        inside = {row for row, own in enumerate(areas) if own.startswith(area)}
        assert {row for row, slot in enumerate(slots.tolist()) if slot // 64 in words} == inside


@given(st.lists(st.booleans(), max_size=300))
def test_packs_and_unpacks(flags: list[bool]) -> None:
    padded = np.array(flags + [False] * (-len(flags) % 64), np.bool_)
    assert unpack(pack(padded)).tolist() == padded.tolist()
    assert slots_in(pack(padded)).tolist() == [place for place, flag in enumerate(flags) if flag]


def test_takes_files_whose_communities_are_mixed() -> None:
    areas = ["990101001002", "990101001001"] * 70
    facts = Dataset.of({"person": {"id": list(range(140)), "area": areas, "sex": ["male", "female"] * 70}})
    for area, value in (("990101001001", 0), ("990101001002", 70)):
        assert answer(parse("count(person where sex=male)"), facts, Scope(area, SCOPE.as_of)).value == value
    behind = people_behind(parse("count(person where sex=female)"), facts, SCOPE)
    assert behind.keys == tuple(str(row) for row in range(1, 140, 2))


def test_reads_wide_columns_and_other_types() -> None:
    many = [f"名字{place}" for place in range(70_000)]
    facts = Dataset.of({"person": {"id": many, "name": many, "is_student": [1, 0] * 35_000, "height": [170] * 70_000}})
    assert answer(parse('count(person where name in ("名字1","名字69999"))'), facts, SCOPE).value == 2
    assert answer(parse("count(person where is_student and height>=170)"), facts, SCOPE).value == 35_000
    column = facts.column("person", "name")
    assert isinstance(column, Coded) and column.index.dtype == np.int32


def test_frees_room_for_new_columns() -> None:
    table = {
        "id": list(range(1000)),
        **{
            name: ["x"] * 1000
            for name in load().entities["person"].fields
            if load().entities["person"].fields[name].type == "text"
        },
    }
    facts = Dataset.of({"person": table})
    facts._room = 40_000
    for name in table:
        facts.column("person", name)
    assert len(facts._kept) < len(table) and facts.column("person", "name") is not None


def test_fills_gaps_by_what_follows_from_other_fields() -> None:
    facts = Dataset.of({
        "area": {
            "code": ["990000000000", "990101000000", "990101001000", "990101001001"],
            "name": ["清江省", "轻装区", "晴川街道", "云溪社区"],
            "level": ["province", "county", "town", "community"],
            "parent": [None, "990000000000", "990101000000", "990101001000"],
        },
        "person": {"id": [1, 2], "area": ["990101001001"] * 2, "household": ["h", "h"], "labour_capacity": ["none", "full"]},
        "household": {"id": ["h"], "area": ["990101001001"], "dwelling": ["d"]},
        "dwelling": {"id": ["d"], "area": [91.0], "area.code": ["990101001001"]},
    })  # fmt: skip
    columns = ("area.community", "area.street", "area.county", "area.city", "area.full_name", "area.village_code")
    behind = people_behind(parse("count(person)"), facts, SCOPE, columns, limit=1)
    assert behind.rows == (("云溪社区", "晴川街道", "轻装区", None, "清江省轻装区晴川街道云溪社区", "990101001001"),)
    home = people_behind(
        parse("count(household where has_labour_capacity)"), facts, SCOPE, ("member_count", "dwelling.area_per_capita")
    )
    assert home.rows == ((2, 45.5),)


def test_keeps_days_as_days() -> None:
    facts = Dataset.of({"person": {"id": [1], "birth_date": pa.array([date(1960, 2, 29)])}})
    assert isinstance(facts.column("person", "birth_date"), Days)
    assert answer(parse("count(person where birth_date<=1960-02-29)"), facts, SCOPE).value == 1


def test_parts_that_hold_other_columns_are_one_table(tmp_path: Path) -> None:
    code, other = "990101001001", "990101001002"
    few = pa.array(["男", "女"]).dictionary_encode()
    pq.write_table(pa.table({"id": [1, 2], "area": [code] * 2, "sex": few}), tmp_path / "b.parquet")
    pq.write_table(pa.table({"id": [7], "area": [other], "phone": ["139"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"id": [9], "area": [other], "sex": ["女"]}), tmp_path / "c.parquet")
    parts = [tmp_path / name for name in ("b.parquet", "a.parquet", "c.parquet")]
    facts = Dataset.of_parts({"person": parts}, names={"person": ["wechat"]})
    assert facts.tables["person"].rows == 4
    assert facts.tables["person"].take("id", np.array([3, 0, 2])).to_pylist() == [9, 1, 7]
    assert facts.tables["person"].take("phone", np.array([2, 0])).to_pylist() == ["139", None]
    assert answer(parse("count(person where sex=female)"), facts, Scope("", date(2025, 12, 31))).value == 2
    assert answer(parse("count(person where sex=female)"), facts, Scope(other, date(2025, 12, 31))).value == 1
    assert facts.stores("person", "wechat")


def test_a_column_can_be_encrypted(tmp_path: Path) -> None:
    ring = Keyring.new()
    table = pa.table({"id": [1], "area": ["990101001001"], "id_number": ["990101194803020128"]})
    for name in ("a", "b"):
        pq.write_table(table, tmp_path / f"{name}.parquet", encryption_properties=locking(ring, ["id_number"]))
    parts = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    assert b"194803020127" not in parts[0].read_bytes()
    facts = Dataset.of_parts({"person": parts}, unlock=unlocking(ring.rotated()))
    assert answer(parse("count(person where age>=77)"), facts, Scope("", date(2025, 12, 31))).value == 2
    open_facts = Dataset.of_parts({"person": parts})
    assert answer(parse("count(person)"), open_facts, Scope("", date(2025, 12, 31))).value == 2
    with pytest.raises((OSError, SealError)):
        Dataset.of_parts({"person": parts}, unlock=unlocking(Keyring.new())).tables["person"].read(["id_number"])
