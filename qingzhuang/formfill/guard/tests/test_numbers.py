"""Numbers in texts: what counts, what does not, and how they are covered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.guard.numbers import CHECKS, WEIGHTS, find, is_account, is_id_number, masked

GOOD = "990101198001010014"


def kinds(text: str, headed: str = "") -> list[str]:
    return [hit.kind for hit in find(text, headed)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GOOD, ["id_number"]),
        (f"张三（{GOOD}）", ["id_number"]),
        ("990101 19800101 0014", ["id_number"]),
        ("９９０１０１１９８００１０１００１４", ["id_number"]),
        ("990101800101001", ["id_number"]),
        ("13812345678", ["phone"]),
        ("+86 138-1234-5678、13912345678", ["phone", "phone"]),
        ("4111 1111 1111 1111", ["account"]),
        ("990101198001010019", []),  # wrong check digit, and no heading says that it is one
        ("000000000000000000", []),
        ("990101198013010034", []),
        ("12345678901", []),
        ("订单 2025123113812345678901", []),
        ("0.1381234567890123", []),
        ("3.14159265358979", []),
        ("990101********0014", []),
        ("138****5678", []),
        ("2025-12-31 08:00", []),
    ],
)
def test_finds_what_it_should_and_nothing_else(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_under_a_heading_a_wrong_check_digit_counts_too() -> None:
    assert kinds("990101198001010019", "id_number") == ["id_number"]
    assert kinds("123456789012", "account") == ["account"] and kinds("123456789012") == []


@given(st.integers(0, 10**17 - 1))
def test_a_check_digit_decides(number: int) -> None:
    digits = f"{number:017d}"
    check = CHECKS[sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11]
    right = is_id_number(digits + check)
    wrong = [is_id_number(digits + other) for other in "0123456789X" if other != check]
    assert not any(wrong) and (not right or kinds(digits + check) == ["id_number"])


@given(st.text(max_size=200))
def test_covering_keeps_the_length_and_leaves_nothing_to_find(text: str) -> None:
    covered = masked(text, find(text))
    assert len(covered) == len(text) and find(covered) == []


@given(st.text(alphabet="0123456789X -*.张", max_size=60))
def test_covering_of_digits_leaves_nothing_to_find(text: str) -> None:
    for headed in ("", "id_number", "account"):
        covered = masked(text, find(text, headed))
        assert len(covered) == len(text) and find(covered, headed) == []


@given(st.integers(10**15, 10**19 - 1))
def test_one_changed_digit_breaks_an_account(number: int) -> None:
    digits = str(number)
    if is_account(digits):
        last = str((int(digits[-1]) + 1) % 10)
        assert not is_account(digits[:-1] + last)
