"""`count` on the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qingzhuang.cli import main
from qingzhuang.tally.tests import databases

HEAD = "id,area,name,birth_date,sex\n"


@pytest.fixture
def province(tmp_path: Path) -> Path:
    for code, rows in (("990101", "1,990101001001,甲,1944-02-01,女\n"), ("990102", "1,990102001001,乙,1960-09-30,男\n")):
        (tmp_path / "province" / code).mkdir(parents=True)
        (tmp_path / "province" / code / "person.csv").write_text(HEAD + rows, encoding="utf-8")
    (tmp_path / "asked.txt").write_text("# elders\ncount(person where age>=80)\n\ncount(person)\n", encoding="utf-8")
    return tmp_path


def test_counts_each_question_in_each_community_of_a_province(province: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = province / "counts.csv"
    asked, facts = str(province / "asked.txt"), str(province / "province")
    assert main(["count", asked, "--facts", facts, "--as-of", "2025-12-31", "-o", str(out)]) == 0
    rows = list(csv.reader(out.open(encoding="utf-8-sig")))
    assert rows[0] == ["question", "area", "value", "unknown", "records"]
    assert [row[1:3] for row in rows[1:]] == [
        ["990101001001", "1"],
        ["990102001001", "0"],
        ["990101001001", "1"],
        ["990102001001", "1"],
    ]
    assert main(["count", asked, "--facts", facts, "--as-of", "2025-12-31"]) == 0 and "count(person)" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["count(person where wings)", "person.name", "list of person.name"])
def test_refuses_what_is_no_number(text: str, province: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (province / "wrong.txt").write_text(text, encoding="utf-8")
    assert main(["count", str(province / "wrong.txt"), "--facts", str(province / "province")]) == 1 and capsys.readouterr().err


def test_refuses_a_folder_without_facts(province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(province / "asked.txt"), "--facts", str(tmp_path / "none")]) == 1 and capsys.readouterr().err


@databases.one_worker
def test_stores_what_is_asked_in_a_database_and_counts_it_there_equally(
    province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, facts, address = str(province / "asked.txt"), str(province / "province"), f"sqlite://{province}/facts.db"
    assert main(["store", asked, "--facts", facts, "--into", address]) == 0 and "2" in capsys.readouterr().out
    assert main(["count", asked, "--facts", facts, "--as-of", "2025-12-31"]) == 0
    expected = capsys.readouterr().out
    assert main(["count", asked, "--facts", address, "--as-of", "2025-12-31", "--engine", "sql"]) == 0
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize("more", [["--engine", "sql"], ["--engine", "bitmap"]])
def test_refuses_an_engine_that_the_facts_do_not_suit(
    more: list[str], province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = str(province / "province") if more[1] == "sql" else "sqlite://facts.db"
    assert main(["count", str(province / "asked.txt"), "--facts", facts, *more]) == 1
    assert "postgres://" in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_told_without_its_password(province: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = "postgres://counter:secret@localhost:1/facts"
    assert main(["count", str(province / "asked.txt"), "--facts", address]) == 1
    told = capsys.readouterr().err
    assert "postgres://counter@localhost:1/facts" in told and "secret" not in told
