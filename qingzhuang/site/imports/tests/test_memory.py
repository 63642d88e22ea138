"""What a preview keeps of each row until its end: little, whatever stands in the columns, so that a county's list fits."""

from __future__ import annotations

import tracemalloc
from datetime import date, timedelta
from typing import Any

import pytest

from qingzhuang.site.imports.tests.conftest import number

MOST = 300  # bytes a row
PART = 250
HEAD = "姓名,身份证号,性别,与户主关系,户号,联系电话,现住址,文化程度,婚姻状况,工作单位,备注"
pytestmark = pytest.mark.django_db


def roster(rows: int) -> bytes:
    """Households of two; each has its own number, telephone, address, place of work and remark."""
    lines = [HEAD]
    for at in range(rows):
        head, house, born = at % 2 == 0, at // 2, date(1950, 1, 1) + timedelta(days=at // 90)
        lines.append(
            f"{'赵钱孙李周吴郑王'[at % 8]}{'建国' if head else '秀英'},{number(at % 90, born, not head)},{'男' if head else '女'},"
            f"{'户主' if head else '配偶'},H{house:05d},139{at:08d},晴川路{house}号{at}室,高中,已婚,晴川第{at}小学,备注第{at}条"
        )
    return "\n".join(lines).encode()


def test_a_preview_keeps_few_bytes_a_row(preview: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from qingzhuang.intake import clean
    from qingzhuang.site.imports import kept
    from qingzhuang.site.imports.actions import reading
    from qingzhuang.site.imports.planner import table

    at_part: list[int] = []

    def weigh(_content: kept.Content) -> str:
        at_part.append(tracemalloc.get_traced_memory()[0])
        return ""

    monkeypatch.setattr(kept, "keep", weigh)
    monkeypatch.setattr(table, "SIZE", PART)
    monkeypatch.setattr(reading, "KEPT_ROWS", 0)  # what is kept of short lists, and of values that recur, has its own bounds
    monkeypatch.setattr(clean, "KEPT", 0)
    tracemalloc.start()
    try:
        run = preview(roster(2000))
    finally:
        tracemalloc.stop()
    assert run.counts["outcomes"] == {"new": 2000}
    assert (at_part[6] - at_part[1]) / (5 * PART) < MOST
