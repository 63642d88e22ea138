"""Lists small enough to be written out, and how they are brought and taken over in a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from qingzhuang.site.testing.facts import check_digit

if TYPE_CHECKING:  # at run time only inside fixtures: conftest files are read before Django is set up
    from qingzhuang.site.imports.models import ImportRun

JANUARY = date(2026, 1, 1)


def number(serial: int, born: date = date(1948, 3, 2), woman: bool = True) -> str:
    """An ID number of a district that does not exist."""
    digits = f"990101{born:%Y%m%d}{serial:02d}{2 if woman else 1}"
    return digits + check_digit(digits)


def sheet(*rows: str) -> bytes:
    """A list as text: cells separated by commas."""
    return "\n".join(rows).encode()


def people(count: int, start: int = 1) -> bytes:
    """Heads with their wives, two rows a household."""
    rows = ["姓名,身份证号,性别,与户主关系,户号,联系电话,现住址"]
    for serial in range(start, start + count):
        head = serial % 2 == 1
        name = "赵钱孙李周吴郑王冯陈"[serial % 10] + "建国秀英"[2 * (not head) : 2 * (not head) + 2]
        born = date(1940 + serial % 60, 1 + serial % 12, 1 + serial % 28)
        house = (serial + 1) // 2
        rows.append(
            f"{name},{number(serial % 100, born, not head)},{'男' if head else '女'},{'户主' if head else '配偶'},H{house:04d},"
            f"139{serial:08d},晴川路{house}号{serial}室"
        )
    return sheet(*rows)


@pytest.fixture
def preview(cast: Any) -> Callable[..., ImportRun]:
    """Bring a list as alice and have it read."""
    from qingzhuang.site.imports import actions

    def previewed(data: bytes, name: str = "花名册.csv", actor: Any = None, **how: Any) -> ImportRun:
        run, _ = actions.bring_roster(actor or cast.alice, name=name, data=data, day=how.pop("day", JANUARY), **how)
        actions.carry_on(run.pk)
        run.refresh_from_db()
        return run

    return previewed


@pytest.fixture
def take_over(cast: Any, preview: Callable[..., ImportRun]) -> Callable[..., ImportRun]:
    """Bring a list as alice, have it read, and take it over."""
    from qingzhuang.site.imports import actions

    def taken(data: bytes, **how: Any) -> ImportRun:
        run = preview(data, **how)
        actions.take_over(how.get("actor") or cast.alice, run=run)
        actions.carry_on(run.pk)
        run.refresh_from_db()
        return run

    return taken
