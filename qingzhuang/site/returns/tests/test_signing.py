"""What is signed stays; a correction is another version, and whoever used the old one is told."""

from __future__ import annotations

import errno
from datetime import date

import pytest

from qingzhuang.seal.manifests import digest_of
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import actions, errors, kept, proof, queries
from qingzhuang.site.returns.models import Return, Version
from qingzhuang.site.warehouse.queries import is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(cast, known, begin, of, sign):
    """A round that is signed everywhere; its top version."""
    found = begin()
    sign(cast.alice, found)
    sign(cast.charlie, found)
    return sign(cast.tina, found)


def newborn(cast, born: str = "1931-02-02"):
    from qingzhuang.site.ledger import actions as ledger

    facts = {"name": "何新登", "birth_date": born, "sex": "female"}
    return ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))


def test_freezes_file_picture_and_plan_under_a_seal(whole):
    part = whole.parts.get(owed__area__name="临江社区")
    data = kept.load_file(part.stored)
    assert digest_of(data) == part.sha256 == part.manifest["file"]["sha256"]
    assert is_whole(part.picture) and part.manifest["facts"] == part.picture.digest
    assert proof.is_own(part.manifest)
    assert [one["seal"] for one in whole.manifest["parts"]] == [one.seal for one in whole.parts.order_by("owed__area__code")]
    told = {one["cell"]: (one["value"], one["question"]) for one in whole.manifest["numbers"]}
    assert told["B4"][0] == 3 and "80" in told["B4"][1]


def test_no_file_of_people_lies_open_on_the_disk(whole):
    assert not files.load(whole.stored, kept.ROOM).startswith(b"PK")


def test_handing_one_cell_back_opens_it_with_the_reason(cast, whole, of):
    owed = of(whole.owed.round, cast.community)
    remark = actions.hand_back(cast.tina, owed=owed, cell="b4", reason="少了一位")
    assert (remark.cell, of(owed.round, cast.community).state) == ("B4", Return.State.OPEN)
    assert of(owed.round, cast.town).state == Return.State.WAITING
    assert "少了一位" in of(owed.round, cast.community).reason
    with pytest.raises(Refusal):
        actions.hand_back(cast.alice, owed=owed, cell="B4", reason="x")  # not one's own
    with pytest.raises(Refusal) as refused:
        actions.hand_back(cast.tina, owed=of(owed.round, cast.neighbour), cell="Z99", reason="x")
    assert refused.value.code == errors.no_such_cell().code


def test_a_correction_is_a_new_version_that_goes_up_again(cast, whole, of, sign):
    found = whole.owed.round
    actions.hand_back(cast.tina, owed=of(found, cast.community), cell="B4", reason="少了一位")
    newborn(cast)
    now = actions.keep_fresh(of(found, cast.community))
    assert "B4 第 1 版签的是 2，现在是 3" in [odd["sentence"] for odd in now.found["odd"]]
    again = sign(cast.alice, found)
    assert again.number == 2 and again.reason.endswith("少了一位")
    assert again.manifest["previous"] == whole.parts.get(owed__area=cast.community).seal
    assert not again.owed.remarks.filter(settled_by=None).exists()
    actions.roll_up(of(found, cast.town).pk)
    newest = sign(cast.tina, found)
    assert newest.number == 2 and kept.load(newest.content).named("B4").value == 4
    assert Version.objects.filter(owed__area=cast.community).count() == 2
    assert kept.load(whole.content).named("B4").value == 3  # the old one is as it was


def test_tells_whoever_used_the_old_version(cast, whole, of, sign):
    found = whole.owed.round
    actions.take_version(cast.dan, version=whole)
    assert not queries.superseded_for(cast.dan).exists()
    actions.correct(cast.alice, owed=of(found, cast.community), reason="漏了一位")
    newborn(cast)
    sign(cast.alice, found)
    actions.roll_up(of(found, cast.town).pk)
    newest = sign(cast.tina, found)
    told = queries.superseded_for(cast.dan).get()
    assert (told.version, told.newer) == (whole, newest)
    assert actions.note_newer(cast.dan) == 1 and not queries.superseded_for(cast.dan).exists()


def test_two_at_once_make_one_version(cast, known, begin, of):
    found = begin()
    first, second = of(found, cast.community), of(found, cast.community)
    actions.sign(cast.alice, owed=first, stamp=first.stamp)
    with pytest.raises(Refusal):
        actions.sign(cast.hana, owed=second, stamp=second.stamp)
    assert Version.objects.filter(owed=first).count() == 1


def test_a_full_disk_signs_nothing_and_says_so(cast, known, begin, of, monkeypatch):
    owed = of(begin(), cast.community)

    def full(*_what):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept, "keep_file", full)
    with pytest.raises(Refusal) as refused:
        actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    assert refused.value.code == errors.disk_full().code
    now = of(owed.round, cast.community)
    assert now.state == Return.State.READY and not now.versions.exists() and now.review.owner is None


def test_what_does_not_add_up_is_explained_before_it_is_signed(cast, known, begin, of, sign):
    from qingzhuang.site.testing.forms import workbook

    rows = [
        ["人员情况表", "", "", ""],
        ["类别", "人数", "男", "女"],
        ["60岁以上", "", "", ""],
        ["合计", "", "", ""],
        ["注：B=C+D", "", "", ""],
    ]
    found = begin(workbook(rows, ("A1:D1",), 2))
    from qingzhuang.site.ledger import actions as ledger

    ledger.add_record(
        cast.alice,
        entity="person",
        area=cast.community,
        facts={"name": "不详", "birth_date": "1940-01-01"},
        valid_from=date(2026, 1, 1),
    )
    owed = actions.keep_fresh(of(found, cast.community))
    serious = [odd for odd in owed.found["odd"] if odd["serious"]]
    assert serious and owed.state == Return.State.OPEN
    with pytest.raises(Refusal) as refused:
        actions.sign(cast.alice, owed=owed, stamp=owed.stamp)
    assert refused.value.code == errors.something_open().code


def test_says_when_a_genuine_file_was_corrected_since(cast, whole, of, sign):
    part = whole.parts.get(owed__area=cast.community)
    actions.correct(cast.alice, owed=of(whole.owed.round, cast.community), reason="漏了一位")
    newborn(cast)
    sign(cast.alice, whole.owed.round)
    verdict = queries.verdict_for(cast.tina, kept.load_file(part.stored))
    assert (verdict.code, verdict.newest) == ("superseded", 2)


def test_whoever_only_looked_is_told_of_a_correction_too_and_of_each_once(cast, whole, of, sign, sign_in):
    part = whole.parts.get(owed__area=cast.community)
    actions.show_version(cast.tina, version=part)
    actions.take_version(cast.tina, version=part)
    actions.take_version(cast.tina, version=part)
    for number in (2, 3):
        actions.correct(cast.alice, owed=of(whole.owed.round, cast.community), reason="漏了一位")
        newborn(cast)
        sign(cast.alice, whole.owed.round)
        told = queries.superseded_for(cast.tina).get()  # one line, however often it was used
        assert (told.version.number, told.newer.number) == (1, number)
        actions.note_newer(cast.tina)
        assert not queries.superseded_for(cast.tina).exists() and not queries.superseded_for(cast.alice).exists()
    assert [(one.owed.area, one.number) for one in queries.moved_parts(whole)] == [(cast.community, 3)]
    page = sign_in(cast.dan).get(f"/returns/{whole.owed_id}/versions/{whole.number}/").content.decode()
    assert f"/returns/{part.owed_id}/versions/3/" in page
