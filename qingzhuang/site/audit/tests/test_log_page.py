"""Who may read the log: the head of an area and those above."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.audit import actions


@pytest.fixture
def deed(cast):
    return actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name="低保表.xls")


def test_the_head_reads_it(cast, sign_in, deed):
    assert "低保表.xls" in sign_in(cast.hana).get(reverse("audit:log")).content.decode()


def test_the_town_above_reads_it(cast, sign_in, deed):
    assert "低保表.xls" in sign_in(cast.tina).get(reverse("audit:log")).content.decode()


def test_the_worker_gets_404(cast, sign_in, deed):
    assert sign_in(cast.alice).get(reverse("audit:log")).status_code == 404


def test_the_head_next_door_sees_nothing_of_it(cast, sign_in, deed):
    cast.charlie.role = "head"
    cast.charlie.save()
    assert "低保表.xls" not in sign_in(cast.charlie).get(reverse("audit:log")).content.decode()


def test_only_those_who_may_read_it_are_shown_the_way(cast, sign_in):
    assert reverse("audit:log") in sign_in(cast.hana).get("/").content.decode()
    assert reverse("audit:log") not in sign_in(cast.alice).get("/").content.decode()
