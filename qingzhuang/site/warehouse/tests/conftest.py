"""A ledger with a few households, made through its actions."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.testing.facts import check_digit

JANUARY = date(2026, 1, 1)


def id_number(serial: int, born: date = date(1948, 3, 2), woman: bool = True) -> str:
    digits = f"990101{born:%Y%m%d}{serial:02d}{2 if woman else 1}"
    return digits + check_digit(digits)


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FACTS_FOLDER = tmp_path / "facts" / "demo"
    return tmp_path


@pytest.fixture
def person(cast, data_folder):
    """Records one more resident."""
    from qingzhuang.site.ledger import actions  # conftest files are read before Django is set up

    serial = iter(range(1, 99))

    def make(name="苏晓梅", area=None, valid_from=JANUARY, **facts):
        number = next(serial)
        known = {"name": name, "id_number": id_number(number), "phone": f"139000000{number:02d}", **facts}
        return actions.add_record(None, entity="person", area=area or cast.community, facts=known, valid_from=valid_from)

    return make
