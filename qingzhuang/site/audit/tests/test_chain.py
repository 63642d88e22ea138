"""The log is a chain: whoever changes, removes or adds an entry is found."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.site.audit import actions, deeds, head, queries
from qingzhuang.site.audit.errors import UnknownDeed
from qingzhuang.site.audit.logic import Head, Link, seal
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


def test_finds_an_entry_put_in_between(three):
    last = Entry.objects.get(number=3)
    last.number = 4
    last.save()
    Entry.objects.create(number=3, at=last.at, area=last.area, deed=last.deed, detail=last.detail, hash="f" * 64)
    assert queries.verify() == 3


def test_finds_an_entry_written_anew_with_a_fitting_hash(three):
    """Somebody who knows how hashes are made changes one entry and seals it again: the next one tells."""
    second, first = Entry.objects.get(number=2), Entry.objects.get(number=1)
    second.detail = {"name": "other.xls"}
    second.hash = seal(Link(2, second.at, second.actor_id, second.area, second.deed, second.subject, second.detail), first.hash)
    second.save()
    assert queries.verify() == 3


# ---------------------------------------------------------------- the end
@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def deed(cast, callbacks):
    with callbacks(execute=True):
        actions.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name="d.xls")


def test_the_head_is_noted_beside_the_database(cast, data, django_capture_on_commit_callbacks):
    deed(cast, django_capture_on_commit_callbacks)
    assert head.noted() == queries.last() and queries.holds(head.noted())
    assert (data / "log-head").stat().st_mode & 0o777 == 0o600


def test_a_cut_end_is_told_by_the_head_though_the_chain_is_whole(cast, data, django_capture_on_commit_callbacks):
    deed(cast, django_capture_on_commit_callbacks)
    Entry.objects.order_by("-number").first().delete()
    assert queries.verify() is None and not queries.holds(head.noted())


def test_an_end_written_anew_is_told_by_the_head(cast, data, django_capture_on_commit_callbacks):
    deed(cast, django_capture_on_commit_callbacks)
    kept = head.noted()
    Entry.objects.order_by("-number").first().delete()
    actions.record(cast.bob.person, deed="form.uploaded", area=cast.community.code, name="d.xls")
    assert queries.last().number == kept.number and queries.verify() is None and not queries.holds(kept)


def test_a_deed_that_was_undone_leaves_no_head(cast, data, django_capture_on_commit_callbacks):
    class Stop(Exception):
        pass

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Stop), transaction.atomic():
        actions.record(None, deed="person.signed_in")
        raise Stop
    assert head.noted() is None


def test_an_older_head_does_not_replace_a_newer_one(data):
    head.note(Head(9, "a" * 64))
    head.note(Head(8, "b" * 64))
    assert head.noted() == Head(9, "a" * 64)


@given(st.text())
def test_what_is_no_head_is_refused(text):
    try:
        found = Head.read(text)
    except ValueError:
        return
    assert Head.read(str(found)) == found
