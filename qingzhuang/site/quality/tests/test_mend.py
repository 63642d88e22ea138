"""The clicks that mend: each a statement with its source, by whoever records facts."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Recording
from qingzhuang.site.quality import actions, queries
from qingzhuang.site.quality.tests.test_troubles import number
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.testing import forms


@pytest.fixture
def add(cast):
    def made(entity="person", **facts):
        return ledger.add_record(None, entity=entity, area=cast.community, facts=facts)

    return made


def found(cast, kind):
    return [one for one in queries.troubles_in(cast.community) if one.kind == kind]


def test_all_of_a_kind_is_one_recording_that_can_be_taken_back(cast, add):
    people = [add(name=f"苏{serial}", id_number=f"99010148030200{serial}") for serial in (2, 4)]
    assert actions.mend_all(cast.alice, area=cast.community, kind="id_written") == 2
    assert found(cast, "id_written") == []
    recording = Recording.objects.latest("pk")
    assert (recording.source, recording.recorded_by, recording.statements.count()) == ("entry", cast.alice, 2)
    ledger.undo_recording(cast.alice, recording=recording)
    assert {one.record for one in found(cast, "id_written")} == {one.pk for one in people}
    with pytest.raises(Refusal):
        actions.mend_all(cast.alice, area=cast.community, kind="sex_not_id")


def test_the_number_is_taken_only_where_a_person_says_so(cast, add):
    one = add(name="苏晓梅", id_number=number(), sex="male")
    (trouble,) = found(cast, "sex_not_id")
    with pytest.raises(Refusal) as refused:
        actions.mend(cast.alice, area=cast.community, record=one.pk, sign=trouble.sign)
    assert refused.value.code == "quality.not_certain"
    actions.mend(cast.alice, area=cast.community, record=one.pk, sign=trouble.sign, by_number=True)
    one.refresh_from_db()
    assert one.facts["sex"] == "female"
    with pytest.raises(Refusal) as refused:
        actions.mend(cast.alice, area=cast.community, record=one.pk, sign=trouble.sign, by_number=True)
    assert refused.value.code == "quality.gone"


def test_merges_two_records_and_whoever_names_the_other(cast, add):
    stays, gone = add(name="苏晓梅", id_number=number()), add(name="苏晓梅", id_number=number(), phone="13900000001")
    home = add("household", head=gone.pk)
    (trouble,) = found(cast, "twice")
    assert actions.merge(cast.alice, area=cast.community, record=trouble.record, sign=trouble.sign) == stays.pk
    for record in (stays, gone, home):
        record.refresh_from_db()
    assert (gone.state, gone.facts["merged_into"], home.facts["head"]) == ("merged", stays.pk, stays.pk)
    assert ledger.stored("person", "phone", "1") and "phone" in stays.facts
    assert found(cast, "twice") == []


def test_is_set_aside_with_a_reason_until_the_value_changes(cast, add):
    one = add(name="苏晓梅", sex="female")
    (trouble,) = found(cast, "no_household")
    with pytest.raises(Refusal):
        actions.set_aside(cast.alice, area=cast.community, record=one.pk, sign=trouble.sign, reason=" ")
    actions.set_aside(cast.alice, area=cast.community, record=one.pk, sign=trouble.sign, reason="集体户，派出所登记")
    assert found(cast, "no_household") == []


def test_who_may(cast, add):
    one = add(name="苏晓梅")
    (trouble,) = found(cast, "no_household")
    how = {"area": cast.community, "record": one.pk, "sign": trouble.sign, "reason": "x"}
    with pytest.raises(Refusal):
        actions.set_aside(cast.bob, **how)
    with pytest.raises(Http404):
        actions.set_aside(cast.charlie, **how)
    with pytest.raises(Http404):
        queries.kinds_for(cast.dan, cast.community)


def test_what_forms_ask_for_comes_first(cast, add, facts):
    add(name="苏晓梅", id_number="990101480302002")
    add(name="周明")
    add(name="周大")
    assert [kind for kind, *_ in queries.kinds_for(cast.bob, cast.community)] == ["no_household", "id_written"]
    reports.bring_form(cast.alice, name="名册.xlsx", data=forms.roster())
    assert queries.needs_in(cast.community)["person.id_number"] == 1
    assert [kind for kind, *_ in queries.kinds_for(cast.bob, cast.community)] == ["id_written", "no_household"]


def test_pages_cover_numbers_and_mend(cast, add, sign_in):
    add(name="苏晓梅", id_number="990101480302002")
    client = sign_in(cast.alice)
    assert "of/id_written/" in client.get("/facts/").content.decode()
    page = client.get("/facts/of/id_written/").content.decode()
    assert "苏晓梅" in page
    assert "990101480302002" not in page and number() not in page
    assert client.post("/facts/mend/", {"area": cast.community.code, "kind": "id_written", "do": "all"}).status_code == 302
    assert found(cast, "id_written") == []
