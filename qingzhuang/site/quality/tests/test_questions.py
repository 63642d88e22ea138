"""What a form asked and nobody knew is asked once, and its answer serves the next form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.quality.actions import questions
from qingzhuang.site.quality.models import OpenQuestion
from qingzhuang.site.quality.queries.questions import old_facts_of, open_questions, visits_for
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.testing import forms

DAY = date(2026, 6, 30)


@pytest.fixture
def home(cast, settings, tmp_path):
    """A household with an old woman of whom no telephone is known, and a neighbour of whom it is."""
    settings.DATA = tmp_path
    home = ledger.add_record(None, entity="household", area=cast.community, facts={"address": "3栋101"})
    old = {"birth_date": "1940-03-02", "sex": "female", "household": home.pk, "id_number": "990101194003020028"}
    ledger.add_record(None, entity="person", area=cast.community, facts={"name": "苏晓梅", **old})
    ledger.add_record(
        None, entity="person", area=cast.community,
        facts={"name": "陈秀兰", "birth_date": "1941-01-01", "sex": "female", "phone": "13900000001", "residence_address": "1栋"},
    )  # fmt: skip
    return home


def asked(cast):
    return {(one.record.name, one.field) for one in open_questions(cast.community)}


def filled(cast, name="名册.xlsx"):
    return reports.fill(cast.alice, review=reports.bring_form(cast.alice, name=name, data=forms.roster(), as_of=DAY))


def test_a_filled_list_asks_what_it_could_not_fill_and_asks_it_once(cast, home):
    filled(cast)
    assert ("苏晓梅", "phone") in asked(cast) or ("苏晓梅", "residence_address") in asked(cast)
    assert not {name for name, field in asked(cast) if name == "陈秀兰" and field in ("phone", "residence_address")}
    before = OpenQuestion.objects.count()
    filled(cast, "又一份.xlsx")
    assert OpenQuestion.objects.count() == before
    assert set(OpenQuestion.objects.values_list("asked", flat=True)) == {2}


def test_an_answer_goes_to_the_ledger_and_closes_it_in_whatever_way_it_came(cast, home):
    woman = facts.records_in_for(cast.alice, "person").get(name="苏晓梅")
    questions.ask(
        area=cast.community, unknown=[(woman.pk, "phone"), (woman.pk, "nation"), (home.pk, "phone")], title="名册", day=DAY
    )
    question = OpenQuestion.objects.get(record=woman, field="phone")
    questions.answer(cast.alice, pk=question.pk, value="13900000002", source="resident")
    line = next(one for one in facts.facts_for(cast.alice, woman) if one.field == "phone")
    assert (line.value, line.source) == ("13900000002", "resident")
    ledger.record_facts(None, record=home, facts={"phone": "13900000003"})
    assert {field for _name, field in asked(cast)} == {"nation"}


def test_is_not_asked_again_once_closed_with_a_reason(cast, home):
    questions.ask(area=cast.community, unknown=[(home.pk, "phone")], title="名册", day=DAY)
    pk = OpenQuestion.objects.get().pk
    with pytest.raises(Refusal):
        questions.close(cast.alice, pk=pk, reason=" ")
    with pytest.raises(Refusal):
        questions.close(cast.bob, pk=pk, reason="没有电话")
    with pytest.raises(Http404):
        questions.close(cast.charlie, pk=pk, reason="没有电话")
    questions.close(cast.alice, pk=pk, reason="没有电话")
    questions.ask(area=cast.community, unknown=[(home.pk, "phone")], title="又一份", day=DAY)
    assert asked(cast) == set()
    with pytest.raises(Refusal):
        questions.answer(cast.alice, pk=pk, value="1")


def test_only_records_of_the_area_are_asked_about_and_not_without_end(cast, home, monkeypatch):
    assert questions.ask(area=cast.neighbour, unknown=[(home.pk, "phone")], title="名册", day=DAY) == 0
    monkeypatch.setattr(questions, "MOST_OF_A_FORM", 1)
    assert questions.ask(area=cast.community, unknown=[(home.pk, "phone"), (home.pk, "postcode")], title="名册", day=DAY) == 1


def test_stand_together_by_household(cast, home, sign_in):
    woman = facts.records_in_for(cast.alice, "person").get(name="苏晓梅")
    questions.ask(area=cast.community, unknown=[(home.pk, "phone"), (woman.pk, "marital_status")], title="名册", day=DAY)
    (visit,) = visits_for(cast.bob, cast.community, "1").object_list
    assert (visit.home, len(visit.questions)) == (home.pk, 2)
    client = sign_in(cast.alice)
    page = client.get("/facts/questions/").content.decode()
    assert "3栋101" in page and "苏晓梅" in page and 'value="widowed"' in page
    pk = OpenQuestion.objects.get(record=woman).pk
    assert client.post(f"/facts/questions/{pk}/", {"value": "widowed", "source": "visit"}).status_code == 302
    woman.refresh_from_db()
    assert woman.facts["marital_status"] == "widowed"


def test_facts_past_their_term_stand_beside_the_questions(cast, home, sign_in):
    ledger.record_facts(None, record=home, facts={"phone": "13900000009"}, valid_from=timezone.localdate() - timedelta(days=800))
    questions.ask(area=cast.community, unknown=[(home.pk, "postcode")], title="名册", day=DAY)
    assert [one.field for one in old_facts_of(home.pk)] == ["phone"]
    assert f"/ledger/{home.pk}/facts/phone/confirm/" in sign_in(cast.alice).get("/facts/questions/").content.decode()
    ledger.record_facts(None, record=home, facts={}, confirms=("phone",))
    assert old_facts_of(home.pk) == []
