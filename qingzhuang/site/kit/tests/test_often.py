"""Tries are counted once for all processes of the site, by the minute."""

import pytest

from qingzhuang.site.kit.models import Tries
from qingzhuang.site.kit.often import count, counted


def test_each_minute_begins_anew_and_old_ones_are_forgotten(db):
    assert [count("check 192.0.2.1", minute=minute) for minute in (7, 7, 7, 8, 8, 10)] == [1, 2, 3, 1, 2, 1]
    assert list(Tries.objects.values_list("minute", flat=True)) == [10]


def test_everybody_is_counted_alone_and_nobody_can_be_read_from_the_table(db):
    assert [count(what, minute=7) for what in ("check 192.0.2.1", "check 192.0.2.2", "apply 192.0.2.1")] == [1, 1, 1]
    assert not any("192" in row.what for row in Tries.objects.all())


def test_refuses_beyond_the_number_in_the_settings(db, rf, settings, monkeypatch):
    monkeypatch.setattr("qingzhuang.site.kit.often.this_minute", lambda: 7)
    settings.PUBLIC_TRIES_A_MINUTE = 2
    for _ in range(2):
        counted(rf.get("/"), "check", RuntimeError)
    with pytest.raises(RuntimeError):
        counted(rf.get("/"), "check", RuntimeError)
    counted(rf.get("/", REMOTE_ADDR="192.0.2.9"), "check", RuntimeError)
