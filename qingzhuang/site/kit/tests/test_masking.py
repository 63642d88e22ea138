"""What is covered on the screen, and what is left alone."""

from __future__ import annotations

import pytest

from qingzhuang.site.kit import masking


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("11010119900307123X", "1101**********123X"),
        ("身份证：110101199003071234。", "身份证：1101**********1234。"),
        ("110101900307123", "1101*******7123"),
        ("13812345678", "138****5678"),
        ("6222021234567890123", "6222***********0123"),
        ("张三 13812345678 李四 13912345678", "张三 138****5678 李四 139****5678"),
        ("2026-06-30", "2026-06-30"),
        ("339", "339"),
        ("990101001001", "990101001001"),
        ("21526.50", "21526.50"),
    ],
)
def test_covers_the_middle_of_numbers_of_people_only(text, covered):
    assert masking.numbers(text) == covered


@pytest.mark.parametrize(("name", "covered"), [("张三", "张*"), ("欧阳小明", "欧***"), ("", ""), (" 李雷 ", "李*")])
def test_leaves_the_family_name(name, covered):
    assert masking.name(name) == covered
