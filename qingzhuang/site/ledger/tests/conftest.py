"""A ledger with some people, made through the actions. Read before Django is set up: the site is imported inside."""

from __future__ import annotations

from datetime import date

import pytest

JANUARY = date(2026, 1, 1)


def id_number(serial: int, born: date = date(1948, 3, 2), woman: bool = True) -> str:
    from qingzhuang.site.testing.facts import check_digit

    digits = f"990101{born:%Y%m%d}{serial:02d}{2 if woman else 1}"
    return digits + check_digit(digits)


@pytest.fixture
def someone(cast):
    """苏晓梅 of alice's community, told by alice on 1 January."""
    from qingzhuang.site.ledger import actions

    return actions.add_record(
        cast.alice, entity="person", area=cast.community, valid_from=JANUARY,
        facts={"name": "苏晓梅", "id_number": id_number(1), "sex": "女", "phone": "13900000001",
               "residence_address": "晴川街道临江社区3幢101室"},
    )  # fmt: skip
