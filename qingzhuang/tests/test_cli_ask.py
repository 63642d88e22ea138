"""`ask` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingzhuang.cli import main

PEOPLE = """id,area,name,birth_date,sex,grid,party.is_member
1,990101001001,甲,1944-02-01,女,1,是
2,990101001001,乙,1960-09-30,男,2,是
3,990101001002,丙,1945-08-01,女,2,
"""
GRIDS = "id,area,name\n1,990101001001,第1网格\n2,990101001001,第2网格\n"


@pytest.fixture
def facts(tmp_path: Path) -> str:
    (tmp_path / "person.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "grid.csv").write_text(GRIDS, encoding="utf-8")
    return str(tmp_path)


def run(facts: str, *words: str) -> int:
    return main(["ask", *words, "--facts", facts, "--as-of", "2025-12-31"])


def test_answers_with_the_number_and_the_question_in_words(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "80岁以上", "女", "多少人") == 0
    assert capsys.readouterr().out.split("\n")[:2] == ["✓ 有把握  80 周岁及以上的女性人数", "2"]


def test_counts_within_an_area_only(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "80岁以上", "女", "--area", "990101001002") == 0
    assert capsys.readouterr().out.split("\n")[1] == "1"


def test_parts_a_number_by_grid(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "各网格党员人数") == 0
    told = capsys.readouterr().out.split("\n")
    assert told[1:4] == ["2", "  第1网格  1", "  第2网格  1"]


def test_lists_people_with_words_for_codes(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "党员名单带性别") == 0
    assert capsys.readouterr().out.split("\n")[1:5] == ["2", "  姓名\t性别", "  甲\t女", "  乙\t男"]


def test_says_what_it_did_not_understand(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "养狗的人") == 1
    assert "“养狗”没有看懂" in capsys.readouterr().out


def test_takes_the_meaning_of_a_word(facts: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(facts, "银发族", "--mean", "银发族=person where age>=80") == 0
    assert capsys.readouterr().out.split("\n")[1] == "2"
    assert run(facts, "银发族", "--mean", "银发族=person where wings") == 1
    assert "wings" in capsys.readouterr().err


def test_keeps_the_meaning_of_a_word_and_reads_it_and_forms_do_too(
    facts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = str(tmp_path / "office.json")
    assert run(facts, "银发族", "--mean", "银发族=person where age>=80", "--memory", memory) == 0
    assert run(facts, "银发族 女", "--memory", memory) == 0
    assert capsys.readouterr().out.split("\n")[1::2][:2] == ["2", "2"]
    assert run(facts, "银发族") == 1
    assert "age>=80" in Path(memory).read_text(encoding="utf-8")


def test_refuses_a_folder_without_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "none"), "党员") == 1
    assert capsys.readouterr().err
