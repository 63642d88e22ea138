"""Words of labels and titles, and which records may be the meaning of a word."""

from __future__ import annotations

import pytest

from qingzhuang.formfill.spoken import names_nobody, records_of, word_of_title, words_of_label
from qingzhuang.vocabulary import load


@pytest.mark.parametrize("label", ["独居老人", "独居老人数", "独居老人人数", "独居老人总数"])
def test_the_words_of_a_label(label: str) -> None:
    assert "独居老人" in words_of_label([label]) and words_of_label(["其中", label]) == ()


@pytest.mark.parametrize("title", ["独居老人花名册", "独居老人基本情况统计表", "独居老人信息登记表", "独居老人"])
def test_the_word_of_a_title(title: str) -> None:
    assert word_of_title(title) == "独居老人"


def test_only_a_number_of_some_records_gives_a_meaning() -> None:
    assert records_of("count(person where lives_alone)") == "person where lives_alone"
    assert [records_of(c) for c in ("count(person)", "person.phone", "outside the ledger", "sum(household.member_count)")] == [
        ""
    ] * 4


@pytest.mark.parametrize(
    ("population", "nobody"),
    [
        ("person where lives_alone", True),
        ("person where very_elderly@90", True),
        ("household where member_count>=5", True),
        ("person where name='张小明'", False),
        ("person where age>=80 and household.head.name='张小明'", False),
        ("person where birth_date='1940-02-01'", False),
        ("person where no_such_field", False),
        ("nonsense", False),
    ],
)
def test_a_meaning_names_nobody(population: str, nobody: bool) -> None:
    assert names_nobody(population, load()) is nobody
