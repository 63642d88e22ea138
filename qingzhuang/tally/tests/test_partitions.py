"""A province of folders answers what the whole answers, one folder in memory at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qingzhuang.demo import make_district
from qingzhuang.tally import Dataset, Scope, answer_by_area, parse
from qingzhuang.tally.errors import DatasetError
from qingzhuang.tally.partitions import count_parts, of_rows, partitions, rows_of
from qingzhuang.tally.tests.provinces import write_province

SCOPE = Scope("", date(2025, 12, 31), (date(2025, 1, 1), date(2025, 12, 31)))
ASKED = [
    parse(text)
    for text in (
        "count(person)", "count(person where age>=60 and sex=female)", "count(household where welfare.subsistence_allowance)",
        "count(person where household.category=low_income)", "count(household where age>=80)", "count(birth)", "avg(person.age)",
        "sum(household.allowance.total)", "percent(count(person where party.is_member) / count(person))", "count(organisation)",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    make_district(2500, 3, folder)
    return folder


@pytest.fixture(scope="module")
def province(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    write_province(Dataset.open(whole), folder)
    return folder


def test_folders_give_what_the_whole_gives(whole: Path, province: Path) -> None:
    expected = answer_by_area(ASKED, Dataset.open(whole), SCOPE)  # type: ignore[arg-type]
    told: list[Path] = []
    found = count_parts(ASKED, partitions(province), SCOPE, told=told.append)  # type: ignore[arg-type]
    assert found.labels == expected.labels and len(told) == len(expected.labels) == 2
    assert np.array_equal(found.values, expected.values, equal_nan=True)
    assert np.array_equal(found.unknown, expected.unknown) and np.array_equal(found.records, expected.records)


def test_a_single_dataset_is_one_partition(whole: Path) -> None:
    assert partitions(whole) == [whole]


def test_counts_come_back_from_lines_in_any_order(province: Path) -> None:
    table = count_parts(ASKED, partitions(province), SCOPE)  # type: ignore[arg-type]
    again = of_rows(list(rows_of(table))[::-1], ASKED)  # type: ignore[arg-type]
    assert again.labels == table.labels and np.array_equal(again.values, table.values, equal_nan=True)
    assert [again.at(place, 0) for place in range(len(ASKED))] == [table.at(place, 0) for place in range(len(ASKED))]


def test_a_community_in_two_folders_is_refused(province: Path) -> None:
    with pytest.raises(DatasetError, match="two folders"):
        count_parts(ASKED, [*partitions(province), partitions(province)[0]], SCOPE)  # type: ignore[arg-type]


def test_a_folder_without_facts_is_refused(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "none"):
        with pytest.raises(DatasetError):
            partitions(wrong)


def test_no_folders_give_no_lines() -> None:
    assert count_parts(ASKED, [], SCOPE).labels == ()  # type: ignore[arg-type]
