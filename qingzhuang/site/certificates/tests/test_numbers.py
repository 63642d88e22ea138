"""A number is drawn once: double clicks, retries, a full disk, a clock set back; property over any order of tries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, OperationalError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingzhuang.seal.paper import Paper
from qingzhuang.site.certificates import actions
from qingzhuang.site.certificates.actions import issuing, numbering
from qingzhuang.site.certificates.models import Certificate, Series
from qingzhuang.site.kit.errors import Refusal


def test_two_clicks_give_the_same_paper(ask, cast, signing):
    made = ask()
    first = actions.issue(cast.alice, application=made)
    again = actions.issue(cast.alice, application=made)
    assert (first.pk, first.number, first.sha256) == (again.pk, again.number, again.sha256)
    assert first.number == "临江社区证〔2026〕1号" and Series.objects.get().last == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clicks=st.lists(st.integers(0, 3), min_size=1, max_size=8), fails=st.sets(st.integers(0, 7)))
def test_whatever_is_clicked_and_fails_numbers_are_one_to_n(ask, cast, signing, monkeypatch, clicks, fails):
    """Four applications, clicked in any order and again; some tries fail when the file is written."""
    monkeypatch.setattr(issuing.signing, "signed", lambda row, _letter, _key: Paper(f"%PDF {row.number}".encode(), "", ""))
    with transaction.atomic():
        made = [ask(body=body) for body in ("bank", "school", "hospital", "utility")]
        keep = issuing.files.keep
        for turn, which in enumerate(clicks):

            def full(data, room="", turn=turn):
                if turn in fails:
                    raise OSError(28, "No space left on device")
                return keep(data, room)

            monkeypatch.setattr(issuing.files, "keep", full)
            try:
                actions.issue(cast.alice, application=made[which])
            except Refusal as refusal:
                assert refusal.code == "certificates.no_room"
        monkeypatch.setattr(issuing.files, "keep", keep)
        serials = list(Certificate.objects.order_by("serial").values_list("serial", flat=True))
        assert serials == list(range(1, len(set(clicks)) + 1))
        before = dict(Certificate.objects.values_list("application", "number"))
        for one in set(clicks):
            paper = actions.issue(cast.alice, application=made[one])
            assert paper.number == before[made[one].pk] and paper.sha256
        transaction.set_rollback(True)


def test_the_database_refuses_the_same_number_twice(ask, cast, signing):
    paper = actions.issue(cast.alice, application=ask())
    paper.pk, paper.application, paper.code, paper.place = None, ask(body="school"), "ABCDEFGH", paper.place + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


def test_refuses_when_the_clock_was_set_back(ask, cast, signing, today):
    actions.issue(cast.alice, application=ask())
    today(date(2026, 6, 1))
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=ask(body="school"))
    assert refused.value.code == "certificates.clock_back" and Series.objects.get().last == 1


def test_a_new_year_begins_anew(ask, cast, signing, today):
    actions.issue(cast.alice, application=ask())
    today(date(2027, 1, 4))
    paper = actions.issue(cast.alice, application=ask(body="school", confirmed=("address",)))
    assert (paper.year, paper.serial) == (2027, 1)


def test_a_disk_that_is_full_while_numbering_loses_nothing(ask, cast, signing, monkeypatch):
    made = ask()

    def full(*_args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(numbering, "_draw", full)
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=made)
    assert refused.value.code == "certificates.no_room" and not Certificate.objects.exists()
    monkeypatch.undo()
    assert actions.issue(cast.alice, application=made).serial == 1


def test_no_number_is_drawn_for_a_paper_that_nobody_could_sign(ask, cast):
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=ask())
    assert refused.value.code == "certificates.no_key" and not Certificate.objects.exists()
