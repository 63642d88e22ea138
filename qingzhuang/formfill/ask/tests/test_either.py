"""或, kinds that exclude one another, zeros of what is not held, and times named by their ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qingzhuang.formfill.ask import ask, reply, settled
from qingzhuang.formfill.ask.times import find_time
from qingzhuang.tally import Dataset, Scope, write

DAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("残疾人或低保", "count(person where disability.exists or welfare.subsistence_allowance)"),
        ("80岁以上 残疾人或低保", "count(person where age>=80 and (disability.exists or welfare.subsistence_allowance))"),
        ("16岁以下或60岁以上人数", "count(person where age<=16 or age>=60)"),
        ("小学或初中", "count(person where education in (primary,junior_secondary))"),
        ("低保 特困 70岁以上", "count(person where age>=70 and (welfare.subsistence_allowance or welfare.five_guarantee))"),
        ("满70岁的", "count(person where age>=70)"),
        ("1950年出生的", "count(person where birth_date>=1950-01-01 and birth_date<=1950-12-31)"),
        ("入党10年以上", "count(person where party.join_date>=1915-12-31 and party.join_date<=2015-12-31)"),
    ],
)
def test_reads_one_or_the_other_and_ages_and_events(words: str, question: str) -> None:
    found = ask(words, DAY)
    assert found.sure, found.reasons
    assert found.question is not None and write(found.question) == question


@pytest.mark.parametrize(
    "words", ["低保或残疾的老人", "满", "0-3岁婴幼儿", "非户籍人口", "家里有残疾人的老人", "家里没有党员的老人"]
)
def test_is_in_doubt(words: str) -> None:
    assert not ask(words, DAY).sure


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("去年12月到今年3月", date(2024, 12, 1), date(2025, 3, 31)),
        ("1-6月", date(2025, 1, 1), date(2025, 6, 30)),
        ("2024年3月至5月底", date(2024, 3, 1), date(2024, 5, 31)),
        ("2020年以来", date(2020, 1, 1), DAY),
        ("自去年以来", date(2024, 1, 1), DAY),
        ("明年", date(2026, 1, 1), date(2026, 12, 31)),
        ("前年", date(2023, 1, 1), date(2023, 12, 31)),
        ("下个月", date(2026, 1, 1), date(2026, 1, 31)),
    ],
)
def test_times_from_and_to(words: str, first: date, last: date) -> None:
    found = find_time(words, DAY)
    assert found is not None and (found.start, found.end, found.period) == (0, len(words), (first, last))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("上个月底", date(2025, 11, 30)),
        ("去年底", date(2024, 12, 31)),
        ("11月底", date(2025, 11, 30)),
        ("2024年2月末", date(2024, 2, 29)),
    ],
)
def test_days_by_their_name(words: str, day: date) -> None:
    found = find_time(words, DAY)
    assert found is not None and found.day == day


@pytest.mark.parametrize("words", ["12月到3月", "0000年以来", "13月底", "今年底"])
def test_no_time_that_does_not_exist_or_is_to_come(words: str) -> None:
    found = find_time(words, date(2025, 6, 15))
    assert found is None or (found.start, found.end) != (0, len(words))


def test_a_zero_of_what_is_not_held_is_not_sure(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("id,area,sex\n1,990101001001,男\n", encoding="utf-8")
    facts = Dataset.open(tmp_path)
    for words, sure in (("女 多少人", True), ("精神病人有几个", False), ("80岁以上 多少人", False)):
        found = ask(words, DAY)
        assert found.sure and settled(found, reply(found, facts, Scope("", DAY))).sure is sure
