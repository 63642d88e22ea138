"""Facts in which the versions of a word differ, for both communities of the cast."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

PEOPLE = (
    ("1", "990101001001", "张小明", "1945-02-01", "临江社区1栋101"),
    ("2", "990101001001", "李桂兰", "1945-09-30", "临江社区2栋101"),
    ("3", "990101001001", "王建国", "1945-11-01", "临江社区3栋101"),
    ("4", "990101001002", "赵大海", "1945-08-01", "北苑社区1栋101"),
)


@pytest.fixture
def elders(cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "person.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "area", "name", "birth_date", "residence_address"))
        rows.writerows(PEOPLE)
    monkeypatch.setattr(settings, "FACTS_FOLDER", tmp_path)
