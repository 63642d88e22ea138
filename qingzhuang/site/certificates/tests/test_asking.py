"""Asking for a paper: decided, filled, or refused with the way to the right office."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.certificates import actions, told
from qingzhuang.site.certificates.models import Application
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.quality.models import OpenQuestion


def test_a_residence_certificate_is_filled_from_the_ledger_and_ready_at_once(ask):
    made = ask()
    assert (made.outcome, made.stage, made.eyes) == ("listed", "ready", 1)
    text, closing = told.told(made.told).paragraphs
    assert text == "兹证明苏晓梅，女，居民身份证号码990101195003020044，现居住于临江社区1栋101，自2001年5月1日起居住至今。"
    assert closing == "特此证明。"


def test_the_register_keeps_where_facts_came_from_and_never_their_values(ask):
    made = ask()
    assert {one["name"] for one in made.facts} == {"name", "sex", "id_number", "address", "since"}
    assert all(one["statement"] and one["source"] == "entry" for one in made.facts)
    assert "990101195003020044" not in str(made.facts) and b"990101195003020044" not in bytes(made.told)


def test_a_paper_of_the_list_ends_in_a_refusal_with_its_clause_and_version(ask):
    made = ask("marriage", record=None)
    assert (made.outcome, made.stage, made.list_version) == ("forbidden", "refused", "全国清单@2020-04")
    assert made.reasons[0]["clause"].endswith("附件第8项")


def test_no_paper_is_needed_where_the_body_can_look_it_up(ask):
    assert ask("residence", body="police").outcome == "not_needed"


def test_what_the_ledger_denies_is_not_certified(ask, woman, cast):
    ledger.record_facts(cast.alice, record=woman, facts={"lives_alone": False})
    made = ask("living-alone")
    assert (made.outcome, made.stage) == ("unmet", "refused")


def test_a_missing_fact_becomes_a_question_and_nothing_is_certified_before(ask, make, cast):
    man = make("person", name="陈立", sex="male", id_number="990101198001010014", residence_type="permanent")
    made = ask(record=man)
    assert made.stage == "facts" and told.told(made.told).paragraphs == []
    assert OpenQuestion.objects.get().field == "residence_address"
    with pytest.raises(Refusal) as refused:
        actions.issue(cast.alice, application=made)
    assert refused.value.code == "certificates.not_ready"
    ledger.record_facts(cast.alice, record=man, facts={"residence_address": "临江社区2栋202"})
    assert actions.look_again(cast.alice, application=made).stage == "ready"


def test_an_old_fact_stands_in_the_way_until_somebody_confirms_it_by_name(ask, woman, cast, today):
    today(date(2027, 3, 1))
    assert ask().stage == "facts"
    made = ask(confirmed=("address",))
    assert made.stage == "ready"
    assert next(one for one in made.facts if one["name"] == "address")["confirmed"] == "2027-03-01"


def test_what_is_typed_needs_the_word_of_the_person_who_verified_it(ask, cast):
    said = {"begun": "2026-01-05", "ended": "2026-05-05", "hours": "36", "matter": "助老"}
    with pytest.raises(Refusal) as refused:
        ask("volunteer", said=said)
    assert refused.value.code == "certificates.not_verified"
    made = ask("volunteer", said=said, verified=True)
    assert made.verified_by == cast.alice and "累计36小时" in told.told(made.told).paragraphs[0]


@pytest.mark.parametrize("said", [{}, {"begun": "yesterday", "ended": "2026-05-05", "hours": "36", "matter": "助老"}])
def test_refuses_a_typed_value_that_is_missing_or_wrong(ask, said):
    with pytest.raises(Refusal) as refused:
        ask("volunteer", said=said, verified=True)
    assert refused.value.code == "certificates.not_typed"


def test_refuses_the_dead_and_those_who_are_gone(ask, woman, cast):
    ledger.record_facts(cast.alice, record=woman, facts={"state": "dead"})
    with pytest.raises(Refusal) as refused:
        ask()
    assert refused.value.code == "certificates.is_dead"
    ledger.record_facts(cast.alice, record=woman, facts={"state": "moved_out"})
    with pytest.raises(Refusal) as refused:
        ask()
    assert refused.value.code == "certificates.is_gone"


def test_refuses_one_of_two_people_with_the_same_number(ask, make):
    make("person", name="苏小梅", id_number="990101195003020044")
    with pytest.raises(Refusal) as refused:
        ask()
    assert refused.value.code == "certificates.two_people"


def test_refuses_an_unknown_paper_and_a_missing_body(ask):
    for more, code in (({"what": "万能证明"}, "unknown_kind"), ({"body": ""}, "no_body"), ({"record": None}, "nobody")):
        with pytest.raises(Refusal) as refused:
            ask(**more)
        assert refused.value.code == f"certificates.{code}"


def test_sent_twice_it_is_one_application(ask):
    key = uuid4()
    assert ask(key=key).pk == ask(key=key).pk
    assert Application.objects.count() == 1


def test_a_reader_may_not_and_the_neighbour_finds_nobody(ask, cast):
    with pytest.raises(Refusal) as refused:
        ask(actor=cast.bob)
    assert refused.value.code == "accounts.not_allowed"
    with pytest.raises(Http404):
        ask(actor=cast.charlie)


def test_a_second_person_has_to_agree_who_is_not_the_first(ask, cast):
    made = ask("hardship")
    assert made.stage == "waiting"
    with pytest.raises(Refusal) as refused:
        actions.agree(cast.alice, application=made)
    assert refused.value.code == "certificates.same_eyes"
    assert actions.agree(cast.hana, application=made).stage == "ready"


def test_agreement_is_void_when_a_fact_changes_meanwhile(ask, cast, woman):
    made = actions.agree(cast.hana, application=ask("hardship"))
    ledger.record_facts(cast.alice, record=woman, facts={"residence_address": "临江社区9栋901"})
    assert actions.look_again(cast.alice, application=made).stage == "waiting"


def test_the_log_has_the_deed_and_no_name(ask):
    ask()
    entry = Entry.objects.get(deed="application.decided")
    assert "苏晓梅" not in str(entry.detail) and entry.detail["paper"] == "residence"


@pytest.mark.parametrize("name", ["𬍛㛃", "阿依古丽·买买提", "长" * 40])
def test_rare_and_long_names_stand_on_the_paper_as_they_are(ask, make, name):
    someone = make(
        "person", name=name, sex="male", id_number="990101198001010014", residence_type="permanent", residence_address="临江社区"
    )
    assert name in told.told(ask(record=someone).told).paragraphs[0]


def test_an_ordinary_household_gets_no_paper_on_relief(ask, woman, cast):
    from qingzhuang.site.ledger import queries as facts

    home = facts.record_for(cast.alice, facts.plain_facts(woman.facts)["household"])
    ledger.record_facts(cast.alice, record=home, facts={"category": "ordinary"})
    assert ask("hardship").outcome == "unmet"
