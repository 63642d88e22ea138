"""Fields that an area defines for itself: their rules, and facts under them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from qingzhuang.seal import is_sealed
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions, queries
from qingzhuang.site.ledger.models import OwnField, Record, Statement
from qingzhuang.vocabulary import load

WHY = {"purpose": "上门检查取暖安全", "basis": "消防法第三十二条", "months": 12}


def define(actor, area, **changed):
    said = {"entity": "household", "label": "取暖方式", "kind": "code", "values": ["煤炉", "燃气", "空调"], **WHY, **changed}
    return actions.define_field(actor, area=area, **said)


def test_facts_are_recorded_under_it_by_name_or_word(cast):
    field = define(cast.hana, cast.community)
    home = actions.add_record(cast.alice, entity="household", area=cast.community, facts={"address": "3栋", field.name: "煤炉"})
    assert home.facts[field.name] == "mei_lu"
    actions.record_facts(cast.alice, record=home, facts={field.name: "ran_qi"})
    assert home.facts[field.name] == "ran_qi"
    with pytest.raises(Refusal, match="太阳能"):
        actions.record_facts(cast.alice, record=home, facts={field.name: "太阳能"})


def test_holds_below_its_area_and_not_beside_it(cast):
    of_town = define(cast.tina, cast.town)
    of_community = define(cast.hana, cast.community, label="晾衣方式")
    assert {row.name for row in queries.own_fields_in(cast.grid)} == {of_town.name, of_community.name}
    assert [row.name for row in queries.own_fields_in(cast.neighbour)] == [of_town.name]
    with pytest.raises(Refusal) as refused:
        actions.add_record(cast.charlie, entity="household", area=cast.neighbour, facts={of_community.name: "煤炉"})
    assert refused.value.code == "ledger.field_of_others"


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"purpose": " "}, "ledger.field_without_reason"),
        ({"basis": ""}, "ledger.field_without_reason"),
        ({"months": 0}, "ledger.field_without_term"),
        ({"values": ["煤炉"]}, "ledger.field_without_values"),
        ({"kind": "picture"}, "ledger.no_such_field_kind"),
        ({"entity": "report"}, "ledger.no_such_field_kind"),
        ({"label": "  "}, "ledger.no_such_field_kind"),
        ({"sensitivity": "secret"}, "ledger.secret_is_text"),
        ({"sensitivity": "very"}, "ledger.no_such_field_kind"),
        ({"label": "家庭人口数", "kind": "integer"}, "ledger.field_is_known"),
        ({"label": "吸毒史"}, "ledger.field_not_kept"),
        ({"label": "是否為刑滿釋放人員", "kind": "boolean"}, "ledger.field_not_kept"),
        ({"label": "HIV情况", "kind": "text"}, "ledger.field_not_kept"),
        ({"values": ["无", "社区矫正"]}, "ledger.field_not_kept"),
        ({"purpose": "掌握精神病患者"}, "ledger.field_not_kept"),
    ],
)
def test_refuses_what_no_field_may_be(cast, changed, code):
    with pytest.raises(Refusal) as refused:
        define(cast.hana, cast.community, **changed)
    assert refused.value.code == code
    assert not OwnField.objects.exists()


def test_refuses_the_same_field_again_above_or_below(cast):
    define(cast.hana, cast.community)
    for actor, area in ((cast.hana, cast.community), (cast.tina, cast.town)):
        with pytest.raises(Refusal) as refused:
            define(actor, area)
        assert refused.value.code == "ledger.field_is_known"
    assert define(cast.tina, cast.neighbour).name == "own.qu_nuan_fang_shi_2"  # elsewhere it is another field


def test_the_database_holds_no_field_without_purpose(cast):
    field = define(cast.hana, cast.community)
    field.pk, field.purpose = None, ""
    with pytest.raises(IntegrityError), transaction.atomic():
        field.save()


def test_who_may_define(cast):
    for actor in (cast.alice, cast.bob, cast.gus):
        with pytest.raises(Refusal) as refused:
            define(actor, actor.area)
        assert refused.value.status == 403
    for actor in (cast.charlie, cast.dan):
        with pytest.raises(Http404):
            define(actor, cast.community)


def test_a_version_adds_values_and_takes_none_away(cast):
    field = define(cast.hana, cast.community)
    wider = actions.revise_field(cast.hana, field=field, values=["煤炉", "燃气", "空调", "地暖"], **WHY)
    assert [name for name, _word in wider.codes][:3] == [name for name, _word in field.codes]
    home = actions.add_record(cast.alice, entity="household", area=cast.community, facts={field.name: "地暖"})
    assert home.facts[field.name] == "di_nuan"
    with pytest.raises(Refusal) as refused:
        actions.revise_field(cast.hana, field=wider, values=["燃气", "空调"], **WHY)
    assert refused.value.code == "ledger.values_stay"
    assert [row.pk for row in queries.versions_for(cast.hana, field.name)] == [wider.pk, field.pk]


def test_a_retired_field_stays_readable_and_takes_nothing_new(cast):
    field = define(cast.hana, cast.community)
    home = actions.add_record(cast.alice, entity="household", area=cast.community, facts={field.name: "燃气"})
    retired = actions.retire_field(cast.hana, field=field)
    assert [line.value for line in queries.facts_for(cast.bob, home) if line.field == field.name] == ["ran_qi"]
    assert queries.vocabulary_of(cast.community) is load()
    with pytest.raises(Refusal):
        actions.record_facts(cast.alice, record=home, facts={field.name: "煤炉"})
    with pytest.raises(Refusal):
        actions.retire_field(cast.hana, field=retired)
    assert define(cast.hana, cast.community).name != field.name  # facts of before do not come back under it


def test_the_vocabulary_of_an_area_is_one_object_until_it_changes(cast):
    define(cast.hana, cast.community)
    one = queries.vocabulary_of(cast.community)
    assert queries.vocabulary_of(cast.grid) is one
    assert queries.vocabulary_of(cast.neighbour) is load()
    define(cast.hana, cast.community, label="晾衣方式")
    assert queries.vocabulary_of(cast.community) is not one


def test_each_deed_is_logged(cast):
    field = define(cast.hana, cast.community)
    actions.retire_field(cast.hana, field=field)
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True))[-2:] == ["field.defined", "field.retired"]


def test_is_offered_and_shown_on_the_page_of_a_record(cast, sign_in):
    field = define(cast.hana, cast.community)
    home = actions.add_record(cast.alice, entity="household", area=cast.community, facts={"address": "3栋"})
    client = sign_in(cast.alice)
    assert f'<option value="{field.name}">取暖方式</option>' in client.get(f"/ledger/{home.pk}/").content.decode()
    said = {"value": "mei_lu", "valid_from": "2026-06-30", "source": "visit"}
    assert client.post(f"/ledger/{home.pk}/facts/{field.name}/", said).status_code == 302
    assert "煤炉" in client.get(f"/ledger/{home.pk}/").content.decode()


def test_the_page_of_a_record_says_what_is_older_than_its_term(cast, sign_in):
    field = define(cast.hana, cast.community)
    home = actions.add_record(
        cast.alice, entity="household", area=cast.community, facts={"address": "3栋", "type": "family", field.name: "煤炉"},
        valid_from=timezone.localdate() - timedelta(days=400),
    )  # fmt: skip
    client = sign_in(cast.alice)
    old = 'class="tag">'
    assert client.get(f"/ledger/{home.pk}/").content.decode().count(old) == 1  # an address stands for two years
    actions.record_facts(cast.alice, record=home, facts={}, confirms=(field.name,))
    assert client.get(f"/ledger/{home.pk}/").content.decode().count(old) == 0


def test_a_secret_text_lies_sealed_and_covered(cast, sign_in):
    field = define(cast.hana, cast.community, label="燃气户号", kind="text", sensitivity="secret", values=())
    home = actions.add_record(
        cast.alice, entity="household", area=cast.community, facts={"address": "3栋", field.name: "RQ-8812-0097"}
    )
    held = Record.objects.get(pk=home.pk).facts[field.name]
    told = Statement.objects.get(record=home.pk).facts[field.name]
    assert is_sealed(held) and is_sealed(told) and "8812" not in held + told
    assert queries.held_of([home.pk], timezone.localdate())[home.pk][field.name].value == "RQ-8812-0097"
    client = sign_in(cast.alice)
    page = client.get(reverse("ledger:show", args=[home.pk])).content.decode()
    assert "RQ-8812-0097" not in page and "RQ-8" in page
    assert "RQ-8812-0097" in client.post(reverse("ledger:reveal", args=[home.pk]), {"purpose": "service"}).content.decode()
    assert "RQ-8812-0097" not in client.get(reverse("ledger:history", args=[home.pk])).content.decode()
