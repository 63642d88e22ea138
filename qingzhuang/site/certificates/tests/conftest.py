"""A resident with all facts, a day, and a committee with a key."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

JANUARY = date(2026, 1, 1)
DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """30 June 2026; `today(date(…))` makes it another day."""
    from django.utils import timezone

    def is_day(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    is_day(DAY)
    return is_day


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path


@pytest.fixture(scope="session")
def authority():
    """The ceremony, once for all tests: the root and the key of 临江社区."""
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.key_file import packed

    now = datetime(2026, 1, 2, 4, tzinfo=UTC)
    made = ceremony("轻装区", now)
    key, made = add_issuer(made, "990101001001", "临江社区居民委员会", now)
    return made, packed(key), key


@pytest.fixture
def signing(cast, authority):
    from qingzhuang.site.certificates import actions

    made, packed, key = authority
    actions.bring_trust(None, token=made.token())
    actions.bring_key(None, area=cast.community, packed=packed)
    return key


@pytest.fixture
def make(cast):
    """`make("person", name="苏晓梅")` records one, from 1 January."""
    from qingzhuang.site.ledger import actions

    def made(entity, area=None, day=JANUARY, **facts):
        facts = {name.replace("__", "."): value for name, value in facts.items()}
        return actions.add_record(None, entity=entity, area=area or cast.community, facts=facts, valid_from=day)

    return made


@pytest.fixture
def woman(make):
    """苏晓梅, 76, who lives in 1栋101 and of whom everything is known."""
    dwelling = make("dwelling", address="临江社区1栋101", usage="own_use", ownership="private")
    home = make("household", address="临江社区1栋101", dwelling=dwelling.pk, category="subsistence_allowance")
    return make(
        "person", name="苏晓梅", sex="female", id_number="990101195003020044", birth_date="1950-03-02", household=home.pk,
        residence_address="临江社区1栋101", residence_type="permanent", residence_start_date="2001-05-01", hukou_type="urban",
    )  # fmt: skip


@pytest.fixture
def ask(cast, woman):
    """`ask("residence")`: alice takes an application down."""
    from qingzhuang.site.certificates import actions

    def asked(what="residence", actor=None, record=woman, key=None, body="bank", **more):
        wish = actions.Wish(what, body, **more)
        return actions.ask(actor or cast.alice, key=key or uuid4(), wish=wish, record=record)

    return asked
