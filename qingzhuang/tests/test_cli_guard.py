"""`guard` on the command line: 0 clean, 1 found, 2 unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingzhuang.cli import main


def test_refuses_a_list_with_full_numbers_and_writes_a_covered_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("姓名,身份证号\n张小明,990101198001010014\n", encoding="utf-8")
    assert main(["guard", str(tmp_path / "a.csv"), "-o", str(tmp_path / "b.csv")]) == 1
    told = capsys.readouterr().out
    assert "不能公示" in told and "990101********0014" in told and "990101198001010014" not in told and "张小明" not in told
    assert (tmp_path / "b.csv").read_text("utf-8").split() == ["姓名,身份证号", "张**,990101********0014"]


def test_keeps_names_where_a_rule_wants_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,身份证号\n张小明,990101198001010014\n", encoding="utf-8")
    main(["guard", str(tmp_path / "a.csv"), "-o", str(tmp_path / "b.csv"), "--keep", "name"])
    assert "张小明" in (tmp_path / "b.csv").read_text("utf-8")


def test_says_that_nothing_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("网格,说明\n第一网格,公告\n", encoding="utf-8")
    assert main(["guard", str(tmp_path / "a.csv")]) == 0 and "没有发现" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"", b"\x89PNG", None])
def test_ends_with_two_where_the_file_cannot_be_read(
    data: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (tmp_path / "a.xlsx").write_bytes(data)
    assert main(["guard", str(tmp_path / "a.xlsx")]) == 2 and capsys.readouterr().err
