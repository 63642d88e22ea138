"""A round is filled everywhere, asks only what must be asked, and is rolled up from what was signed."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.audit.queries import lines_about
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import actions, errors, kept
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.returns.models import Return, Round
from qingzhuang.site.returns.tests.conftest import NOVEMBER, bands

pytestmark = pytest.mark.django_db


def values(version) -> dict[str, object]:
    return {line.asked.name: line.value for line in kept.load(version.content).lines.values()}


def test_fills_every_community_and_waits_for_them_above(cast, known, begin, of):
    found = begin()
    assert found.state == Round.State.OPEN
    assert {one.area.name: one.state for one in found.returns.all()} == {
        "临江社区": "ready", "北苑社区": "ready", "晴川街道": "waiting",
    }  # fmt: skip
    here = Found.from_json(actions.keep_fresh(of(found, cast.community)).found)
    assert not here.left(()) and here.known >= 3


def test_a_signed_round_is_rolled_up_with_the_same_form(cast, known, begin, of, sign):
    found = begin()
    here = sign(cast.alice, found)
    assert values(here) == {"B3": 1, "C3": 1, "D3": 0, "B4": 2, "C4": 1, "D4": 1, "B5": 3, "C5": 2, "D5": 1}
    assert actions.roll_up(of(found, cast.town).pk) is None  # one is missing
    sign(cast.charlie, found)
    assert actions.roll_up(of(found, cast.town).pk).state == Return.State.READY
    whole = sign(cast.tina, found)
    assert values(whole) == {"B3": 2, "C3": 1, "D3": 1, "B4": 3, "C4": 2, "D4": 1, "B5": 5, "C5": 3, "D5": 2}
    shares = {share.code: share.value for share in kept.load(whole.content).named("B4").shares}
    assert shares == {cast.community.code: 2, cast.neighbour.code: 1}
    assert {part.owed.area.name for part in whole.parts.all()} == {"临江社区", "北苑社区"}


def test_the_signer_stands_in_the_file_and_the_log_names_the_seal(cast, known, begin, sign):
    version = sign(cast.alice, begin())
    assert version.owed.review.owner == cast.alice.person
    said = [line.sentence for line in lines_about(version.owed.log_subject)]
    assert any(version.seal[:12] in sentence for sentence in said)
    assert version.picture is not None and version.picture.day == NOVEMBER


def test_only_for_ones_own_place(cast, known, begin, of):
    owed = of(begin(), cast.community)
    with pytest.raises(Refusal):
        actions.sign(cast.tina, owed=owed, stamp=owed.stamp)
    with pytest.raises(Refusal):
        actions.sign(cast.bob, owed=owed, stamp=owed.stamp)


def test_figures_that_have_moved_on_are_looked_at_again(cast, known, begin, of):
    from qingzhuang.site.ledger import actions as ledger

    owed = of(begin(), cast.community)
    ledger.add_record(
        cast.alice, entity="person", area=cast.community, facts={"name": "冯新", "birth_date": "1930-01-01", "sex": "male"},
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    assert refused.value.code == errors.moved_on().code
    fresh = of(owed.round, cast.community)
    assert values(actions.sign(cast.alice, owed=fresh, stamp=fresh.stamp))["B4"] == 3


def test_the_same_round_is_not_begun_twice(cast, known, begin):
    found = begin()
    with pytest.raises(Refusal) as refused:
        actions.begin_round(cast.tina, request=found.request)
    assert refused.value.code == errors.already_begun().code


def test_a_form_changed_after_sending_is_a_new_round(cast, known, begin, sign):
    from qingzhuang.formfill import understand
    from qingzhuang.formfill.as_json import answer_file
    from qingzhuang.formfill.read import read
    from qingzhuang.site.kit import files

    old = begin()
    signed = sign(cast.alice, old)
    data = bands("注：请如实填写")
    form = understand(read(data, "b.xlsx"))
    request = old.request
    request.sha256, request.understanding = files.keep(data, "requests"), answer_file(form)
    request.save()
    new = actions.begin_round(cast.tina, request=request)
    actions.fill_round(new.pk)
    old.refresh_from_db()
    assert old.state == Round.State.LOCKED and new.sha256 != old.sha256
    assert signed.owed.versions.count() == 1  # what was signed stays
    with pytest.raises(Refusal) as refused:
        sign(cast.charlie, old)
    assert refused.value.code == errors.locked().code
    assert new.returns.filter(state="ready").count() == 2


def test_locked_rounds_do_not_move_until_reopened_with_a_reason(cast, known, begin, sign):
    found = begin()
    actions.lock_round(cast.tina, found=found, reason="已报区里")
    with pytest.raises(Refusal):
        sign(cast.alice, found)
    with pytest.raises(Refusal):
        actions.reopen_round(cast.tina, found=found, reason=" ")
    actions.reopen_round(cast.tina, found=found, reason="补报")
    assert sign(cast.alice, found).number == 1


def test_a_card_about_one_person_is_no_round(cast, known, begin):
    from qingzhuang.site.testing import forms

    with pytest.raises(Refusal) as refused:
        begin(forms.card())
    assert refused.value.code == errors.one_person().code


def test_a_full_disk_stops_the_round_and_it_goes_on_where_it_was(cast, known, begin, of, monkeypatch):
    import errno

    from qingzhuang.site.returns import working
    from qingzhuang.site.returns.actions import filling

    found, make = begin(fill=False), working.make

    def full(owed, around):
        if owed.area == cast.neighbour:
            raise OSError(errno.ENOSPC, "No space left on device")
        return make(owed, around)

    monkeypatch.setattr(filling, "PIECE", 1)
    monkeypatch.setattr(working, "briefs_of", lambda *_: {})
    monkeypatch.setattr(working, "make", full)
    actions.fill_round(found.pk)
    found.refresh_from_db()
    assert (found.state, found.refusal["code"]) == (Round.State.STOPPED, errors.disk_full().code)
    assert of(found, cast.community).state == Return.State.READY
    monkeypatch.setattr(working, "make", make)
    actions.go_on(cast.tina, found=found)
    actions.fill_round(found.pk)
    found.refresh_from_db()
    assert found.state == Round.State.OPEN and of(found, cast.neighbour).state == Return.State.READY


def test_a_fault_with_one_place_keeps_no_other_waiting(cast, known, begin, of, monkeypatch):
    from qingzhuang.site.returns import working

    found, make = begin(fill=False), working.make

    def broken(owed, around):
        if owed.area == cast.community:
            raise RuntimeError
        return make(owed, around)

    def untold(asked_in, together):
        raise RuntimeError

    monkeypatch.setattr(working, "briefs_of", untold)
    monkeypatch.setattr(working, "make", broken)
    actions.fill_round(found.pk)
    assert of(found, cast.neighbour).state == Return.State.READY
    assert of(found, cast.community).refusal["code"] == errors.broke_off().code


def test_confirming_what_is_unsure_takes_one_click(cast, known, begin, of, sign):
    from qingzhuang.site.ledger import actions as ledger

    ledger.add_record(
        cast.alice,
        entity="person",
        area=cast.community,
        facts={"name": "不详", "birth_date": "1940-01-01"},
        valid_from=date(2026, 1, 1),
    )
    owed = actions.keep_fresh(of(begin(), cast.community))
    unsure = Found.from_json(owed.found).unsure
    assert unsure and owed.state == Return.State.OPEN
    for item in unsure:
        owed = actions.confirm(cast.alice, owed=of(owed.round, cast.community), number=item.number)
    assert of(owed.round, cast.community).state == Return.State.READY
    assert sign(cast.alice, owed.round).number == 1


def test_a_missing_fact_is_asked_once_and_answered_by_whoever_knows(cast, known, begin, of):
    from qingzhuang.site.quality.actions import questions
    from qingzhuang.site.quality.models import OpenQuestion
    from qingzhuang.site.returns.actions.filling import fill_return
    from qingzhuang.site.testing import forms

    found = begin(forms.roster())
    assert [item.label for item in Found.from_json(of(found, cast.community).found).asked]
    asked = OpenQuestion.objects.filter(record__area=cast.community, field="phone")
    assert asked.count() == 2
    fill_return(of(found, cast.community).pk)
    assert set(asked.values_list("asked", flat=True)) == {1}  # looked through anew is not asked again
    for question in OpenQuestion.objects.filter(record__area=cast.community, field="phone"):
        questions.answer(cast.alice, pk=question.pk, value="13900000001")
    for question in OpenQuestion.objects.filter(record__area=cast.community, field="id_number"):
        questions.close(cast.alice, pk=question.pk, reason="没有带证件")
    fresh = Found.from_json(actions.keep_fresh(of(found, cast.community)).found)
    assert "联系电话" not in [item.label for item in fresh.asked]


def test_a_recurring_report_begins_by_itself_once_its_day_has_come(cast, known, begin, sign):
    from qingzhuang.site.requests import actions as requests
    from qingzhuang.site.requests.models import Kind, Request
    from qingzhuang.site.returns import background

    asked = requests.register_request(
        cast.dan, told=requests.Told(asker="民政科", frequency="monthly", as_of=NOVEMBER), name="a.xlsx", data=bands()
    )
    kind = requests.enter_kind(cast.tina, request=asked, title="老年人口月报")
    Kind.objects.filter(pk=kind.pk).update(begun=date(2026, 1, 1))
    requests.prepare_due(date(2026, 9, 28))
    background.begin_recurring(date(2026, 9, 29))  # made ahead; the month is not over
    assert not Round.objects.exists()
    background.begin_recurring(date(2026, 9, 30))
    background.begin_recurring(date(2026, 10, 1))
    september = Round.objects.get(request=Request.objects.get(source="kind"))
    assert september.begun_by is None and september.returns.filter(state=Return.State.READY).count() == 2
    requests.prepare_due(date(2026, 10, 26))
    background.begin_recurring(date(2026, 10, 31))
    assert Round.objects.get(as_of=date(2026, 10, 31)).previous == september


def test_all_signed_files_of_a_round_come_in_one_zip(cast, known, begin, of, sign, sign_in):
    import io
    import zipfile

    from qingzhuang.site.returns.models import Use

    found = begin()
    address = f"/returns/rounds/{found.pk}/files.zip"
    assert sign_in(cast.tina).get(address).status_code == 409
    versions = [sign(cast.alice, found), sign(cast.charlie, found)]
    assert address in sign_in(cast.tina).get(f"/returns/rounds/{found.pk}/").content.decode()
    packed = zipfile.ZipFile(io.BytesIO(sign_in(cast.tina).get(address).content))
    assert {packed.read(name) for name in packed.namelist()} == {kept.load_file(version.stored) for version in versions}
    assert Use.objects.filter(post=cast.tina).count() == 2
    own = zipfile.ZipFile(io.BytesIO(sign_in(cast.alice).get(address).content))
    assert own.namelist() == [f"{cast.community.code}-{versions[0].file_name}"]
    assert sign_in(cast.dan).get(address).status_code == 403  # a department is given the whole of a round, never single papers
