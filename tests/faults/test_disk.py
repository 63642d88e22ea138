"""A full disk and a disk that is only read: a clear page says so, and nothing is lost."""

from __future__ import annotations

import errno

import pytest
from django.db.utils import OperationalError
from django.urls import reverse

from qingzhuang.site.kit import disk
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.testing import migrated
from qingzhuang.site.testing.fixtures import cast, casting, facts, sign_in
from qingzhuang.site.warehouse import actions as warehouse
from qingzhuang.site.warehouse import shelf
from qingzhuang.site.warehouse.models import Snapshot

__all__ = ["cast", "casting", "facts", "sign_in"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(cast):
    return ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅"})


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["full", "read_only"])
def test_facts_and_the_daily_run_wait_for_room_and_lose_nothing(fault, tmp_path):
    """In an installation of its own: SQLite rolls back a whole transaction where the disk is full, also that of a test."""
    done = migrated.installation(tmp_path / "data").module("tests.faults.without_room", fault)
    assert done.returncode == 0 and "all there" in done.stdout, done.stdout + done.stderr


def test_the_page_of_a_full_disk(cast, someone, sign_in, monkeypatch):
    def full(*_args, **_more):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("qingzhuang.site.ledger.actions.looking.audit.record", full)
    page = sign_in(cast.alice).get(reverse("ledger:show", args=[someone.pk]))
    text = page.content.decode()
    assert page.status_code == 507 and "磁盘已满" in text and "苏晓梅" not in text  # no look without its line


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("seam", ["open", "fsync"])
def test_a_picture_that_cannot_be_written_leaves_the_one_before(number, seam, cast, someone, settings, tmp_path):
    settings.DATA = tmp_path
    warehouse.refresh(None)
    before = (shelf.ledger_shelf().folder / shelf.MANIFEST).read_bytes()
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "陈建国"})

    def refuse(*_args, **_more):
        raise OSError(number, "no")

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError) as raised:
        patch.setattr(shelf.os, seam, refuse)
        warehouse.freeze(cast.hana, area=cast.community)
    refusal = disk.refusal_of(raised.value)
    assert refusal is not None and refusal.code in ("site.disk_full", "site.disk_read_only")
    assert (shelf.ledger_shelf().folder / shelf.MANIFEST).read_bytes() == before and not Snapshot.objects.exists()
    assert warehouse.freeze(cast.hana, area=cast.community).digest and Snapshot.objects.count() == 1
