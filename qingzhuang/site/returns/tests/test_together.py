"""Returns worked out for all places together are what each is worked out to by itself; sending begins a round."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.reports.models import Review
from qingzhuang.site.returns import actions
from qingzhuang.site.returns.actions import filling
from qingzhuang.site.returns.models import Return, Round
from qingzhuang.site.returns.tests.conftest import NOVEMBER, bands
from qingzhuang.site.testing import forms
from qingzhuang.site.warehouse import actions as warehouse

pytestmark = pytest.mark.django_db


def told(found: Round) -> list[tuple[object, ...]]:
    return [(one.area.code, one.state, one.counts, one.found["known"], one.stamp) for one in found.returns.filter(rolled=False)]


def rows(title: str, *labels: str, note: str = "", printed: object = "") -> bytes:
    """Labels below each other, men and women beside; with a figure of last time in it where one is printed."""
    table = [[title, "", "", ""], ["项目", "人数", "男性", "女性"], *([label, "", "", ""] for label in labels)]
    table[2][2] = printed
    return forms.workbook([*table, *([[note, "", "", ""]] if note else [])], ("A1:D1",), 2)


ASKED = {
    "bands": bands(),
    "a list": forms.roster(),
    "a total that is more than its rows": rows("居民统计表", "合计", "60岁以上", "90岁以上"),
    "a part above its whole": bands("注：C<=D"),
    "an equation": bands("平衡关系：B=C+D；C=D"),
    "figures of last time": rows("居民统计表", "60岁以上", "90岁以上", printed=40),
    "a note that wants a cell": rows("居民统计表", "60岁以上", note="注：人数不为空时，男性必填。"),
    "nothing that is known": rows("低保对象统计表", "合计", "60岁以上"),
    "a line": forms.workbook([["统计表", "", ""], ["单位", "80岁以上老人", "残疾人"], ["", "", ""]], ("A1:C1",), 2),
}


IN_FULL = [ASKED[name] for name in ("a list", "figures of last time", "a note that wants a cell")]


@pytest.mark.parametrize("form", ASKED.values(), ids=ASKED)
def test_is_the_same_as_one_by_one(form, cast, known, begin):
    facts = {"name": "不详", "birth_date": "1941-01-01"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    found = begin(form)
    together = told(found)
    assert {one.is_brief for one in found.returns.filter(rolled=False)} == {form not in IN_FULL}
    for owed in found.returns.filter(rolled=False):
        filling.fill_return(owed.pk)
    assert together == told(found)
    assert {state for _, state, *_ in together} <= {"ready", "open"}


STOCK = forms.workbook(
    [["低保对象统计表", "", ""], ["项目", "期初数", "期末数"], ["合计", "", ""], ["60岁以上", "", ""]], ("A1:C1",), 2
)


@pytest.mark.parametrize(("form", "is_brief"), [(bands(), True), (STOCK, False)], ids=["figures", "figures that go on"])
@pytest.mark.parametrize("months", [1, 5])
def test_is_compared_with_the_rounds_before(form, is_brief, months, cast, known, begin, of, sign):
    for month in range(9 - months, 9):
        sign_anyhow(begin(form, as_of=date(2026, month, 28)), cast, of)
    for number in range(20):
        facts = {"name": f"新{number}", "birth_date": "1938-01-01", "sex": "male"}
        ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 9, 1))
    found = begin(form, as_of=date(2026, 9, 28))
    assert of(found, cast.community).is_brief is is_brief and of(found, cast.neighbour).is_brief
    together = told(found)
    for owed in found.returns.filter(rolled=False):
        filling.fill_return(owed.pk)
    assert together == told(found)
    codes = {odd["code"] for odd in of(found, cast.community).found["odd"]}
    assert ("unusual" in codes) is (is_brief and months >= 4)


def sign_anyhow(found: Round, cast, of) -> None:
    """The place of alice signs, whatever is odd."""
    owed = actions.keep_fresh(of(found, cast.community))
    for one in (*owed.found["unsure"],):
        owed = actions.confirm(cast.alice, owed=owed, number=one["number"])
    for one in (*owed.found["asked"], *(odd for odd in owed.found["odd"] if odd["serious"])):
        actions.explain(cast.alice, owed=owed, subject=one["key"], text="没有")
    owed = actions.keep_fresh(of(found, cast.community))
    actions.sign(cast.alice, owed=owed, stamp=owed.stamp)


def test_is_told_in_numbers_until_somebody_opens_it(cast, known, begin, of, sign_in):
    found = begin(ASKED["a total that is more than its rows"])
    brief = of(found, cast.community)
    assert brief.is_brief and brief.counts == {"unsure": 0, "asked": 0, "odd": 2} and brief.state == Return.State.OPEN
    page = sign_in(cast.alice).get(reverse("returns:owed")).content.decode()
    assert "2 处" in page and not Review.objects.exists()
    with pytest.raises(Refusal):
        actions.sign(cast.alice, owed=brief, stamp=brief.stamp)
    owed = of(found, cast.community)
    assert not owed.is_brief and owed.counts == brief.counts and len(owed.found["odd"]) == 2


def test_keeps_a_form_once_somebody_opens_it(cast, known, begin, of):
    found = begin()
    assert not Review.objects.exists()
    owed = actions.keep_fresh(of(found, cast.community))
    assert owed.review.filled_for == cast.community and Review.objects.count() == 1


@pytest.mark.parametrize("number", [1, 4], ids=["a few", "many"])
def test_facts_that_move_on_are_told_again_without_keeping_forms(number, cast, known, begin, of, sign_in, monkeypatch):
    from qingzhuang.site.returns import background

    rounds = [begin(rows("居民统计表", "合计", "60岁以上", f"{90 + at}岁以上")) for at in range(number)]
    before = of(rounds[0], cast.community)
    facts = {"name": "不详", "birth_date": "1941-01-01"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    asked = []
    monkeypatch.setattr(type(background.tell_again), "enqueue", lambda task, *given: asked.append((task.name, given)))
    sign_in(cast.alice).get(reverse("returns:owed"))
    for _name, given in asked:
        background.tell_again.func(*given)
    assert len(asked) == (number > 3) and not Review.objects.exists()
    for found in rounds:
        owed = of(found, cast.community)
        assert owed.is_brief and owed.stamp != before.stamp and owed.counts["unsure"] > before.counts["unsure"]
        full = actions.keep_fresh(owed)
        assert full.counts == owed.counts and full.state == owed.state and full.stamp == owed.stamp


def test_fills_rounds_of_one_day_together(cast, known, begin):
    first, second = begin(fill=False), begin(bands("注：常住人口"), fill=False, name="另一张.xlsx")
    actions.fill_round(first.pk)
    assert set(Round.objects.values_list("state", flat=True)) == {Round.State.OPEN}
    assert not Return.objects.filter(round=second, rolled=False, state=Return.State.WAITING).exists()


def test_reads_a_form_by_what_a_place_was_taught(cast, known, begin, of):
    from qingzhuang.site.reports import actions as reports

    first = begin()
    owed = actions.keep_fresh(of(first, cast.community))
    reports.decide(cast.alice, review=owed.review, number=1, verb=reports.Verb.NOT_OURS)
    second = begin(as_of=date(2026, 10, 31))
    here, there = (of(second, area).found["known"] for area in (cast.community, cast.neighbour))
    assert here < there


def test_sending_begins_the_round_and_shows_it(cast, known, sign_in):
    from qingzhuang.site.requests import actions as requests

    passport = requests.Told(asker="民政科", as_of=NOVEMBER)
    request = requests.register_request(cast.dan, told=passport, name="老年.xlsx", data=bands())
    sent = sign_in(cast.tina).post(reverse("requests:decide", args=[request.pk]), {"verdict": "send", "tone": "neutral"})
    found = Round.objects.get(request=request)
    assert sent.url == reverse("returns:round", args=[found.pk])
    page = sign_in(cast.tina).get(sent.url).content.decode()
    assert f'<a href="{reverse("returns:rounds")}" aria-current="page">' in page
    assert f'<a href="{reverse("returns:owed")}" aria-current="page">' not in page


def test_an_emergency_begins_its_round_at_once_and_bears_its_marks(cast, known, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    file = SimpleUploadedFile("老年.xlsx", bands())
    told = {"emergency": "on", "expires_on": timezone.localdate().isoformat(), "file": file}
    sign_in(cast.dan).post(reverse("requests:register"), told)
    found = Round.objects.get()
    assert found.begun_by is None and found.returns.filter(rolled=False).count() == 2
    actions.fill_round(found.pk)
    page = sign_in(cast.alice).get(reverse("returns:owed")).content.decode()
    assert found.title in page and "未登记" in page and "紧急" in page


def test_reports_signed_on_the_same_facts_share_their_picture(cast, known, begin, sign):
    first, second = sign(cast.alice, begin()), sign(cast.alice, begin(name="另一张.xlsx"))
    assert first.picture == second.picture
    facts = {"name": "新来", "birth_date": "1941-01-01", "sex": "male"}
    ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=date(2026, 1, 1))
    assert warehouse.freeze(None, area=cast.community, day=NOVEMBER, share=True) != first.picture
