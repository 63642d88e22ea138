"""Community → town → district: each signs for itself, the district sees numbers and no people."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import actions, kept, queries
from qingzhuang.site.returns.models import Return
from qingzhuang.site.returns.tests.conftest import NOVEMBER, bands
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(cast):
    """Somebody of the district, above the town."""
    from qingzhuang.site.accounts import actions as accounts
    from qingzhuang.site.accounts.models import Area
    from qingzhuang.site.accounts.queries import Level, Role

    district = accounts.add_area(None, code="990101000000", name="轻装区", level=Level.COUNTY, parent=None)
    Area.objects.filter(pk=cast.town.pk).update(parent=district)
    person = accounts.create_account(None, username="dora", name="杜岚", password="open-sesame-9")
    return accounts.give_post(None, person=person, area=district, role=Role.DISTRICT, begins=date(2020, 1, 1))


@pytest.fixture
def begin_above(dora):
    def begun(data: bytes):
        from qingzhuang.site.requests import actions as requests
        from qingzhuang.site.requests.logic import Verdict

        told = requests.Told(title="老年人口统计表", asker="区民政局", as_of=NOVEMBER)
        request = requests.register_request(dora, told=told, name="a.xlsx", data=data)
        requests.decide_request(dora, request=request, verdict=Verdict.SEND)
        found = actions.begin_round(dora, request=request)
        actions.fill_round(found.pk)
        return found

    return begun


def test_goes_up_step_by_step(cast, dora, known, begin_above, of, sign):
    found = begin_above(bands())
    assert [(one.area.name, one.rolled) for one in found.returns.all()] == [
        ("轻装区", True), ("晴川街道", True), ("临江社区", False), ("北苑社区", False),
    ]  # fmt: skip
    sign(cast.alice, found)
    sign(cast.charlie, found)
    assert actions.roll_up(of(found, dora.area).pk) is None  # the town has not signed
    town = sign(cast.tina, found)
    whole = sign(dora, found)
    assert list(whole.parts.all()) == [town]
    assert kept.load(whole.content).named("B5").value == 5
    told = queries.explained_for(dora, whole, "B4")
    assert [(gave.area.name, gave.value) for gave in told.gave] == [("晴川街道", 3)]
    below = queries.explained_for(dora, town, "B4")
    assert [(gave.area.name, gave.value) for gave in below.gave] == [("临江社区", 2), ("北苑社区", 1)]


def test_a_correction_at_the_bottom_opens_everything_above(cast, dora, known, begin_above, of, sign):
    found = begin_above(bands())
    for post in (cast.alice, cast.charlie, cast.tina, dora):
        sign(post, found)
    actions.correct(cast.alice, owed=of(found, cast.community), reason="漏了一位")
    assert {of(found, area).state for area in (cast.town, dora.area)} == {Return.State.WAITING}
    sign(cast.alice, found)
    sign(cast.tina, found)
    assert sign(dora, found).number == 2


def test_the_district_signs_a_list_without_seeing_its_people(cast, dora, known, begin_above, of, sign, sign_in):
    found = begin_above(forms.roster())
    for post in (cast.alice, cast.charlie):
        owed = of(found, post.area)
        for item in owed.found["asked"]:
            actions.explain(post, owed=owed, subject=item["key"], text="没有")
        sign(post, found)
    sign(cast.tina, found)
    whole = sign(dora, found)
    page = sign_in(dora).get(reverse("returns:version", args=[whole.owed_id, whole.number])).content.decode()
    assert "···" in page and "吴刚毅" not in page
    with pytest.raises(Refusal):
        actions.show_records(dora, version=whole, cell="B3")


@pytest.mark.parametrize(("form", "status"), [(bands, 200), (forms.roster, 409)], ids=["figures", "a list"])
def test_the_district_takes_files_of_figures_and_never_lists_of_people(
    cast, dora, known, begin_above, of, sign, sign_in, form, status
):
    found = begin_above(form())
    owed = actions.keep_fresh(of(found, cast.community))
    for item in owed.found["asked"]:
        actions.explain(cast.alice, owed=owed, subject=item["key"], text="没有")
    sign(cast.alice, found)
    assert sign_in(dora).get(reverse("returns:files", args=[found.pk])).status_code == status
