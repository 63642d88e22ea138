"""Facts to ask about: six people of alice's community in two grids, one next door."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

PEOPLE = (
    ("1", "990101001001", "张小明", "男", "1940-02-01", "99010119400201001X", "13900000001", "是", "1", "是"),
    ("2", "990101001001", "李桂兰", "女", "1942-09-30", "990101194209300024", "13900000002", "是", "2", "是"),
    ("3", "990101001001", "王建国", "男", "1945-11-01", "990101194511010031", "13900000003", "", "2", "是"),
    ("4", "990101001001", "孙红", "女", "1990-11-01", "990101199011010041", "13900000004", "是", "1", "是"),
    ("5", "990101001001", "周平", "男", "1991-11-01", "990101199111010051", "13900000005", "是", "1", "是"),
    ("6", "990101001001", "吴静", "女", "1992-11-01", "990101199211010061", "13900000006", "是", "1", "是"),
    ("7", "990101001002", "赵大海", "男", "1938-08-01", "990101193808010071", "13900000007", "是", "9", "是"),
)


@pytest.fixture
def town(cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = ("id", "area", "name", "sex", "birth_date", "id_number", "phone", "party.is_member", "grid", "lives_alone")
    with (tmp_path / "person.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *PEOPLE])
    with (tmp_path / "grid.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("1", "990101001001", "临江一网格"), ("2", "990101001001", "临江二网格"), ("9", "990101001002", "北苑一网格")]
        csv.writer(file).writerows([("id", "area", "name"), *rows])
    monkeypatch.setattr(settings, "FACTS_FOLDER", tmp_path)
