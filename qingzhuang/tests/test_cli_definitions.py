"""`definitions` and `differ` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingzhuang.cli import main

PEOPLE = """id,area,name,birth_date
1,990101001001,甲,1945-02-01
2,990101001001,乙,1945-09-30
3,990101001002,丙,1945-08-01
"""


@pytest.fixture
def facts(tmp_path: Path) -> str:
    (tmp_path / "person.csv").write_text(PEOPLE, encoding="utf-8")
    return str(tmp_path)


def test_lists_the_versions_of_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["definitions", "高龄老人"]) == 0
    told = capsys.readouterr().out
    assert "very_elderly@1（默认）" in told.replace("  ", "")
    assert "very_elderly@june-30" in told and "80 周岁及以上，按当年 6 月 30 日" in told and "〔111〕" in told
    assert "left_behind" not in told


def test_lists_all_in_english_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "definitions"]) == 0
    assert "aged 80 and over; on 30 June of the year" in capsys.readouterr().out


def test_says_why_two_numbers_differ(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["differ", "very_elderly@year-end", "very_elderly@june-30", "--facts", facts, "--as-of", "2025-03-10"]
    assert main([*command, "--area", "990101001001"]) == 0
    told = capsys.readouterr().out.split("\n")
    assert told[0].startswith("A  2 ") and told[1].startswith("B  1 ")
    assert told[2].strip() == "两边都算 1，只在 A 1，只在 B 0"
    assert told[4].strip() == "A 2 乙  到 2025-06-30 是 79 周岁，还差 3 个月满 80 周岁"
    assert main([*command, "--limit", "1"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("… 1")


@pytest.mark.parametrize(
    ("a", "said"),
    [("没有这个词", "没有这个词"), ("person where shoe_size>=40", "shoe_size"), ("subsistence_household", "household")],
)
def test_refuses_what_cannot_be_compared(a: str, said: str, facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["differ", a, "elderly", "--facts", facts]) == 1
    assert said in capsys.readouterr().err


def test_refuses_an_unknown_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["definitions", "没有这个词"]) == 1
    assert "没有这个词" in capsys.readouterr().err


def test_lists_allowances_with_their_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["definitions", "高龄津贴"]) == 0
    told = capsys.readouterr().out
    assert "old_age_allowance@10-a-month" in told and "每月：80 至 89 周岁 10 元；按当年 6 月 30 日；死亡次月停发" in told
    assert "失去联系满 3 个月的次月停发" in told and "very_elderly" not in told


def test_says_who_gets_another_amount_elsewhere(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    rates = ["old_age_allowance@200-a-year", "old_age_allowance@50-1000"]
    assert main(["differ", *rates, "--facts", facts, "--as-of", "2025-08-10", "--limit", "2"]) == 0
    told = capsys.readouterr().out
    assert "A  3 人，全年 600 元" in told and "B  2 人，全年 1200 元" in told
    assert "2 乙  A 80 周岁，每年 200 元  B 79 周岁，每月 0 元" in told
    assert "台账里没有死亡、迁出、失去联系的记录，停发没有算" in told and told.rstrip().endswith("… 1")
