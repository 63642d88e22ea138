"""The log is a chain: whoever changes, removes or adds an entry is found."""

from __future__ import annotations

import pytest
from django.db import transaction

from qingzhuang.site.audit import actions, deeds, queries
from qingzhuang.site.audit.errors import UnknownDeed
from qingzhuang.site.audit.models import Entry


@pytest.fixture
def three(cast):
    Entry.objects.all().delete()
    for name in ("a.xls", "b.xls", "c.xls"):
        actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, subject="form:1", name=name)


def test_is_whole_when_nobody_touched_it(three):
    assert queries.verify() is None


def test_finds_a_changed_entry(three):
    Entry.objects.filter(number=2).update(detail={"name": "other.xls"})
    assert queries.verify() == 2


def test_finds_an_entry_taken_out(three):
    Entry.objects.filter(number=2).delete()
    assert queries.verify() == 2


def test_finds_another_actor_put_in(three, cast):
    Entry.objects.filter(number=3).update(actor=cast.bob.person)
    assert queries.verify() == 3


def test_stays_whole_when_a_name_is_taken_out(three, cast):
    cast.alice.person.name = "（已注销）"
    cast.alice.person.save()
    assert queries.verify() is None


def test_says_each_deed_in_a_sentence(three, cast):
    lines = queries.lines_for(cast.hana)
    assert [line.sentence for line in lines] == ["带来表“c.xls”", "带来表“b.xls”", "带来表“a.xls”"]


def test_refuses_a_deed_that_no_area_has_named(cast):
    with pytest.raises(UnknownDeed):
        actions.record(cast.alice.person, deed="form.sneezed")


def test_refuses_a_detail_that_the_sentence_misses(cast):
    with pytest.raises(KeyError):
        actions.record(cast.alice.person, deed="form.uploaded")


def test_is_undone_with_the_deed(three):
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        actions.record(None, deed="person.signed_in")
        raise Stop
    assert Entry.objects.count() == 3


def test_names_of_deeds_are_dotted():
    assert all(name.count(".") == 1 for name in deeds.all_deeds())
