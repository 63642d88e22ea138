"""Whose time is over is shown first and taken out by order, in pieces; whoever has something open stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.actions import shredding
from qingzhuang.site.ledger.models import Conflict, Erasure, Record, Statement

BASIS = "临社销〔2026〕3号"


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def gone(cast):
    """Four who are gone: two for long, one of them with something open, one not long enough, one dead for long."""

    def one(name: str, state: str, days: int) -> Record:
        since = timezone.localdate() - timedelta(days=days)
        made = actions.add_record(cast.alice, entity="person", area=cast.community, facts={"name": name}, valid_from=since)
        actions.record_facts(cast.alice, record=made, facts={"state": state}, valid_from=since)
        return Record.objects.get(pk=made.pk)

    found = [
        one("苏远", "moved_out", 1100),
        one("李留", "moved_out", 1100),
        one("王近", "moved_out", 1000),
        one("赵故", "dead", 2000),
    ]
    told = Statement.objects.filter(record=found[1]).first()
    Conflict.objects.create(record=found[1], field="name", held=told, offered=told)
    return found


def test_says_who_would_go_and_who_stays_and_why(cast, gone):
    _area, over = queries.time_over_for(cast.hana)
    assert [(one.record.name, bool(one.matter)) for one in over] == [("赵故", False), ("苏远", False), ("李留", True)]
    assert not any(one.term.verified for one in over)
    for actor in (cast.alice, cast.bob, cast.charlie, cast.dan, cast.otto):
        with pytest.raises(Http404):
            queries.time_over_for(actor)


def test_an_installation_may_keep_longer_than_the_book_says(cast, gone, settings):
    settings.FACTS_KEPT_DAYS = 1500
    assert [one.record.name for one in queries.time_over_for(cast.hana)[1]] == ["赵故"]


def test_the_page_shows_it_and_takes_them_out_by_order(cast, gone, sign_in):
    page = sign_in(cast.hana).get(reverse("ledger:time_over")).content.decode()
    assert "苏远" in page and "王近" not in page and "待核对" in page
    assert sign_in(cast.hana).post(reverse("ledger:time_over"), {"basis": BASIS}).status_code == 302
    assert sign_in(cast.alice).get(reverse("ledger:time_over")).status_code == 404
    erasure = Erasure.objects.get()
    actions.carry_on(erasure.pk)
    assert sorted(Record.objects.exclude(name="").values_list("name", flat=True)) == ["李留", "王近"]
    assert [pk for pk, _at in Erasure.objects.get().records] == [gone[3].pk, gone[0].pk]


def test_goes_on_where_it_was_cut_short(cast, gone, monkeypatch):
    erasure = actions.shred_time_over(cast.hana, area=cast.community, basis=BASIS)
    monkeypatch.setattr(shredding, "CHUNK", 1)
    assert shredding.shred_waiting(erasure.pk)
    assert len(Erasure.objects.get().waiting) == 1 and len(Erasure.objects.get().records) == 1
    assert actions.carry_on(erasure.pk)
    assert len(Erasure.objects.get().records) == 2


def test_whoever_came_back_meanwhile_stays(cast, gone):
    erasure = actions.shred_time_over(cast.hana, area=cast.community, basis=BASIS)
    actions.record_facts(cast.alice, record=gone[0], facts={"state": "present"})
    actions.carry_on(erasure.pk)
    assert Record.objects.get(pk=gone[0].pk).name == "苏远" and Record.objects.get(pk=gone[3].pk).name == ""


@pytest.mark.parametrize(("who", "error"), [("alice", Refusal), ("charlie", Http404), ("otto", Http404)])
def test_only_whoever_answers_for_the_community_may(who, error, cast, gone):
    with pytest.raises(error):
        actions.shred_time_over(getattr(cast, who), area=cast.community, basis=BASIS)


def test_refuses_without_a_document_and_where_nobody_is_over(cast, gone, settings):
    with pytest.raises(Refusal) as refused:
        actions.shred_time_over(cast.hana, area=cast.community, basis="到期")
    assert refused.value.code == "ledger.no_document"
    settings.FACTS_KEPT_DAYS = 9000
    with pytest.raises(Refusal) as refused:
        actions.shred_time_over(cast.hana, area=cast.community, basis=BASIS)
    assert refused.value.code == "ledger.nobody_over"
