"""Values are taken out by the rule alone, for good, everywhere; what was done stays provable."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from qingzhuang.site.audit import queries as audit
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.logic.sources import State
from qingzhuang.site.ledger.models import Record, Sign, Statement
from qingzhuang.site.ledger.tests.conftest import id_number

BASIS = "临社申〔2026〕12号"
VALUES = ("苏晓梅", id_number(1), "13900000001", "3幢101室")


def leave(cast, record, since: date) -> Record:
    actions.record_facts(
        cast.alice, record=record, facts={"state": State.MOVED_OUT.value}, valid_from=since, title="苏晓梅的迁出证明"
    )
    return Record.objects.get(pk=record.pk)


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def gone(cast, someone):
    return leave(cast, someone, date(2026, 2, 1))


def shred(actor, record, ground=Ground.REQUEST, basis=BASIS) -> int:
    erasure = actions.shred_record(actor, record=record, ground=ground, basis=basis)
    actions.carry_on(erasure.pk)
    return len(erasure.records)


def dump_of_ledger() -> str:
    tables = [name for name in connection.introspection.table_names() if not name.startswith(("django_", "auth_", "sqlite_"))]
    with connection.cursor() as cursor:
        found = []
        for name in tables:
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found).encode().decode("unicode_escape", "ignore") + "\n".join(found)


def test_nothing_of_the_person_is_left_in_the_database(cast, gone):
    assert any(value in dump_of_ledger() for value in VALUES)
    shred(cast.hana, gone)
    left = dump_of_ledger()
    assert [value for value in VALUES if value in left] == []
    assert not Sign.objects.filter(record=gone.pk).exists()
    assert "qz1:" not in " ".join(str(one.facts) for one in Statement.objects.filter(record=gone.pk))


def test_the_journal_keeps_its_rows_and_the_log_is_whole(cast, gone):
    before = list(
        Statement.objects.filter(record=gone.pk).order_by("pk").values_list("pk", "recording_id", "valid_from", "recording__at")
    )
    shred(cast.hana, gone)
    after = list(
        Statement.objects.filter(record=gone.pk).order_by("pk").values_list("pk", "recording_id", "valid_from", "recording__at")
    )
    assert after[: len(before)] == before and len(after) == len(before) + 1
    assert audit.verify() is None
    fresh = Record.objects.get(pk=gone.pk)
    assert (fresh.name, fresh.born, fresh.identity, fresh.facts, fresh.area_id) == ("", None, "", {}, gone.area_id)
    assert queries.held_of([gone.pk], timezone.localdate()) == {gone.pk: {}}


def test_the_sentence_in_the_log_names_nobody(cast, gone, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path  # what other tests kept is nobody's any more, and would be looked through too
    shred(cast.hana, gone)
    swept, entry = Entry.objects.order_by("-number")[:2]
    assert (entry.deed, entry.detail) == ("record.shredded", {"entity": "person", "ground": "request", "records": 1})
    assert (swept.deed, swept.detail) == ("records.swept", {"records": 1, "files": 0})
    assert not any(value in str(entry.detail) for value in VALUES)


def test_the_history_says_when_and_on_which_basis(cast, gone, sign_in):
    shred(cast.hana, gone)
    page = sign_in(cast.alice).get(reverse("ledger:history", args=[gone.pk])).content.decode()
    assert BASIS in page and "清除信息" in page and not any(value in page for value in VALUES)


def test_refuses_somebody_who_lives_here(cast, someone):
    with pytest.raises(Refusal) as refused:
        shred(cast.hana, someone)
    assert refused.value.code == "ledger.still_here"


def test_the_time_must_be_over(cast, someone, settings):
    today = timezone.localdate()
    settings.FACTS_KEPT_DAYS = 1095
    gone = leave(cast, someone, today - timedelta(days=settings.FACTS_KEPT_DAYS - 1))
    with pytest.raises(Refusal) as refused:
        shred(cast.hana, gone, Ground.TIME)
    assert refused.value.code == "ledger.kept_until" and (today + timedelta(days=1)).isoformat() in refused.value.what
    settings.FACTS_KEPT_DAYS -= 1
    assert shred(cast.hana, gone, Ground.TIME) == 1


@pytest.mark.parametrize("basis", ["", "申请", "苏晓梅的申请3号", "13900000001"])
def test_the_basis_is_a_document_and_names_nobody(basis, cast, gone):
    with pytest.raises(Refusal) as refused:
        shred(cast.hana, gone, basis=basis)
    assert refused.value.code == "ledger.no_document"


def test_only_whoever_answers_for_the_community_may(cast, gone):
    for actor in (cast.alice, cast.bob, cast.tina):
        with pytest.raises(Refusal):
            shred(actor, gone)
    for actor in (cast.charlie, cast.dan, cast.otto):
        with pytest.raises(Http404):
            shred(actor, gone)
    assert Record.objects.get(pk=gone.pk).name == "苏晓梅"


def test_cannot_be_done_twice_nor_taken_back(cast, gone):
    shred(cast.hana, gone)
    with pytest.raises(Refusal) as refused:
        shred(cast.hana, Record.objects.get(pk=gone.pk))
    assert refused.value.code == "ledger.already_shredded"
    last = Statement.objects.filter(record=gone.pk).order_by("-pk").first()
    with pytest.raises(Refusal):
        actions.undo_statement(cast.hana, statement=last)
    with pytest.raises(Refusal):
        actions.undo_recording(cast.hana, recording=last.recording)


def test_a_birth_of_the_same_person_goes_with_it_and_others_stay(cast, gone):
    def born(name: str, number: str) -> Record:
        facts = {"name": name, "id_number": number, "birth_date": "1948-03-02"}
        return actions.add_record(cast.alice, entity="birth", area=cast.community, facts=facts)

    own, other = born("苏晓梅", id_number(1)), born("赵玉兰", id_number(2))
    assert shred(cast.hana, gone) == 2
    assert (Record.objects.get(pk=own.pk).facts, Record.objects.get(pk=other.pk).name) == ({}, "赵玉兰")


def test_the_columns_for_counting_hold_it_no_more(cast, gone, tmp_path):
    from qingzhuang.site.warehouse import queries as warehouse
    from qingzhuang.tally import Scope, answer, parse

    actions.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "赵玉兰", "id_number": id_number(2)})
    june, count = date(2026, 1, 15), parse("count(person)")
    assert answer(count, warehouse.dataset_for(cast.alice, cast.community.code, day=june), Scope("", june)).value == 1
    warehouse.dataset_for(cast.alice, cast.community.code)
    shred(cast.hana, gone)
    assert answer(count, warehouse.dataset_for(cast.alice, cast.community.code, day=june), Scope("", june)).value == 0
    files = [path.read_bytes() for path in tmp_path.rglob("*.parquet")]
    assert files and not any("苏晓梅".encode() in data for data in files)


def test_the_page_says_the_rule_and_does_it(cast, gone, sign_in):
    client = sign_in(cast.hana)
    assert reverse("ledger:take_out", args=[gone.pk]) in client.get(reverse("ledger:show", args=[gone.pk])).content.decode()
    page = client.get(reverse("ledger:take_out", args=[gone.pk])).content.decode()
    assert "2026-02-01" in page and re.search(r"2029-01-3\d", page)
    sent = {"ground": "request", "basis": BASIS}
    done = client.post(reverse("ledger:take_out", args=[gone.pk]), sent, follow=True).content.decode()
    assert "信息已清除" in done and "苏晓梅" not in done
    assert reverse("ledger:take_out", args=[gone.pk]) not in done


def test_alice_has_no_button(cast, gone, sign_in):
    assert "take-out" not in sign_in(cast.alice).get(reverse("ledger:show", args=[gone.pk])).content.decode()
