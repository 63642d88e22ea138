"""The daily run: what begins and ends by itself, what falls due, and that twice is once."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.events import actions, daily, queries
from qingzhuang.site.events.models import DayDone, Proposal
from qingzhuang.site.events.tests.conftest import facts, happens, record, whole_picture
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import AreaVersion, Statement, Turn


def due(kind="", listing=""):
    found = Proposal.objects.filter(answer=Proposal.Answer.OPEN)
    found = found.filter(kind=kind) if kind else found
    return [(one.record.name, one.day) for one in (found.filter(listing__startswith=listing) if listing else found)]


def count_old(cast):
    from qingzhuang.site.warehouse import queries as warehouse
    from qingzhuang.tally import Scope, answer
    from qingzhuang.tally.syntax import parse

    dataset = warehouse.dataset_for(cast.alice, cast.community.code)
    question = parse("count(person where welfare.old_age_allowance)")
    return answer(question, dataset, Scope(cast.community.code, date(2026, 12, 1))).value


# ---------------------------------------------------------------- pictures
def test_what_was_told_beforehand_begins_on_its_day_and_counts_at_once(cast, make, today):
    one = make("person", name="张三", welfare__old_age_allowance=True)
    ledger.record_facts(
        cast.alice, record=record(one.pk), facts={"welfare.old_age_allowance": False}, valid_from=date(2026, 12, 1)
    )
    assert count_old(cast) == 1
    before, said = AreaVersion.objects.get(area=cast.community).version, Statement.objects.count()
    assert ledger.turn_day() == 0
    today(date(2026, 12, 1))
    assert ledger.turn_day() == 1
    assert facts(one.pk)["welfare.old_age_allowance"] is False
    assert AreaVersion.objects.get(area=cast.community).version > before
    assert count_old(cast) == 0
    assert (ledger.turn_day(), Statement.objects.count()) == (0, said)


def test_what_had_a_last_day_is_over_the_day_after(cast, make, today):
    one = make("person", name="张三", phone="13900000001")
    ledger.record_facts(cast.alice, record=record(one.pk), facts={"phone": "13900000002"}, valid_to=date(2026, 11, 30))
    for day, phone in ((date(2026, 11, 30), "13900000002"), (date(2026, 12, 1), "13900000001")):
        today(day)
        ledger.turn_day()
        assert facts(one.pk)["phone"] == phone


def test_a_record_that_begins_later_appears_on_its_day(cast, make, today):
    one = make("person", name="张三", day=date(2026, 12, 5))
    assert "name" not in facts(one.pk)
    today(date(2026, 12, 6))
    ledger.turn_day()
    assert facts(one.pk)["name"] == "张三"


def test_a_clock_that_was_set_back_loses_no_day(cast, make, today):
    one = make("person", name="张三", phone="13900000001")
    ledger.record_facts(cast.alice, record=record(one.pk), facts={"phone": "13900000002"}, valid_from=date(2026, 12, 5))
    today(date(2026, 12, 6))
    ledger.turn_day()
    today(date(2026, 12, 1))  # set back, and something else is told meanwhile
    ledger.record_facts(cast.alice, record=record(one.pk), facts={"nickname": "三儿"})
    assert facts(one.pk)["phone"] == "13900000001"
    today(date(2026, 12, 6))
    ledger.turn_day()
    assert facts(one.pk)["phone"] == "13900000002"
    assert not Turn.objects.filter(turned__isnull=True).exists()


# ---------------------------------------------------------------- by age
@pytest.mark.parametrize(
    ("born", "listing"),
    [("2012-11-28", "young_people"), ("2010-11-28", "working_age"), ("2008-11-28", "adult"), ("1966-11-28", "elderly"),
     ("1946-11-28", "very_elderly"), ("1936-11-28", "very_elderly@90"), ("1926-11-28", "centenarian")],
)  # fmt: skip
def test_proposes_who_joins_a_list_on_the_birthday(cast, make, born, listing):
    make("person", name="寿星", birth_date=born)
    make("person", name="明天", birth_date=born.replace("28", "29"))
    actions.run_days()
    assert due("joins", listing) == [("寿星", date(2026, 11, 28))]


def test_born_on_a_leap_day_is_of_age_on_the_first_of_march(cast, make, today):
    make("person", name="闰生", birth_date="2008-02-29")
    for day, expected in ((date(2026, 2, 28), []), (date(2026, 3, 1), [("闰生", date(2026, 3, 1))])):
        today(day)
        actions.run_days()
        assert due("joins", "adult") == expected


def test_the_areas_own_choice_of_the_day_holds(cast, make, today):
    """By the rule of the year's end, whoever is 80 in the year joins on 1 January; next door the birthday decides."""
    from qingzhuang.site.definitions.models import Choice

    Choice.objects.create(
        area=cast.community, name="very_elderly", version="year-end", reason="办法", chosen_at="2026-01-01T00:00Z"
    )
    make("person", name="社区", birth_date="1947-05-02")
    make("person", name="邻居", birth_date="1947-01-01", area=cast.neighbour)
    make("person", name="邻居五月", birth_date="1947-05-02", area=cast.neighbour)
    today(date(2027, 1, 1))
    actions.run_days()
    found = Proposal.objects.filter(kind="joins", listing__startswith="very_elderly").values_list("record__name", "listing")
    assert set(found) == {("社区", "very_elderly@year-end"), ("邻居", "very_elderly@1")}


def test_leaves_a_list_when_too_old_and_flagged(cast, make):
    make("person", name="小树", birth_date="2010-11-28", left_behind=True)
    make("person", name="小林", birth_date="2010-11-28")
    actions.run_days()
    assert due("leaves") == [("小树", date(2026, 11, 28))]


# ---------------------------------------------------------------- by term
def test_tells_of_cards_a_month_before_they_end(cast, make):
    make("person", name="快到", id_expiry_date="2026-12-28")
    make("person", name="过期", id_expiry_date="2026-11-10")
    make("person", name="还早", id_expiry_date="2026-12-30")
    make("person", name="残疾证", disability__certificate_date="2016-12-01")
    make("person", name="居住证", residence_permit__expiry_date="2026-12-01")
    actions.run_days()
    assert sorted(due("card")) == sorted(
        [("快到", date(2026, 12, 28)), ("过期", date(2026, 11, 10)), ("残疾证", date(2026, 12, 1)), ("居住证", date(2026, 12, 1))]
    )


def test_tells_of_help_that_ends_and_of_who_is_out_of_reach(cast, make):
    make("person", name="低保", welfare__subsistence_allowance=True, welfare__end_date="2026-11-28")
    make("person", name="没有", welfare__end_date="2026-11-28")
    make("person", name="失联", contact_lost_since="2026-08-28", welfare__old_age_allowance=True)
    make("person", name="刚失联", contact_lost_since="2026-08-29")
    actions.run_days()
    assert due("ends") == [("低保", date(2026, 11, 28))]
    assert due("out_of_reach") == [("失联", date(2026, 11, 28))]


# ---------------------------------------------------------------- the dead
def test_one_confirmation_takes_the_dead_off_all_lists(cast, make):
    one = make("person", name="孙老", welfare__old_age_allowance=True, disability__living_subsidy=True)
    ledger.record_facts(
        None, record=record(one.pk), facts={"state": "dead", "death_date": date(2026, 10, 3)}, valid_from=date(2026, 10, 3)
    )
    actions.run_days()
    (proposal,) = Proposal.objects.filter(kind="death")
    actions.accept(cast.alice, proposal=proposal)
    assert facts(one.pk)["welfare.old_age_allowance"] is False
    assert facts(one.pk)["disability.living_subsidy"] is False
    assert actions.run_days(as_of=date(2026, 11, 28)) == [(date(2026, 11, 28), 0)]


def test_a_death_that_was_recorded_as_an_event_is_not_proposed_again(cast, family):
    happens(cast.alice, family.head, "death", date(2026, 11, 20))
    actions.run_days()
    assert due("death") == []


def test_what_is_due_of_somebody_who_dies_is_due_no_more(cast, make):
    one = make("person", name="寿星", birth_date="1946-11-28")
    actions.run_days()
    assert queries.due_for(cast.alice).counts == {"joins": 1}
    happens(cast.alice, one.pk, "death")
    assert queries.due_for(cast.alice).counts == {}
    actions.run_days(as_of=date(2026, 11, 28))
    assert Proposal.objects.get().answer == "lapsed"


# ---------------------------------------------------------------- the run
def test_twice_is_once(cast, make):
    make("person", name="寿星", birth_date="1946-11-28", id_expiry_date="2026-12-01")
    first = actions.run_days()
    before = whole_picture(), list(Proposal.objects.values())
    assert first == [(date(2026, 11, 28), 2)]
    assert actions.run_days() == []
    assert actions.run_days(as_of=date(2026, 11, 28)) == [(date(2026, 11, 28), 0)]
    assert (whole_picture(), list(Proposal.objects.values())) == before


def test_missed_days_are_made_up_for(cast, make, today):
    actions.run_days()
    make("person", name="周末", birth_date="1946-11-29")
    today(date(2026, 12, 2))
    assert [day.day for day, _count in actions.run_days()] == [29, 30, 1, 2]
    assert due("joins") == [("周末", date(2026, 11, 29))]


def test_a_clock_set_back_does_nothing_twice(cast, make, today):
    make("person", name="寿星", birth_date="1946-11-28")
    actions.run_days()
    today(date(2026, 11, 20))
    assert actions.run_days() == []
    assert DayDone.objects.count() == 1


def test_refuses_a_day_to_come(cast):
    with pytest.raises(Refusal):
        actions.run_days(as_of=date(2026, 11, 29))


def test_the_running_site_does_the_day_once(cast):
    assert daily.look() is True
    assert daily.look() is False


# ---------------------------------------------------------------- answers
@pytest.fixture
def proposal(cast, make):
    make("person", name="寿星", birth_date="1946-11-28")
    actions.run_days()
    return Proposal.objects.get()


def test_accepting_records_the_fact(cast, proposal):
    actions.accept(cast.alice, proposal=proposal)
    assert facts(proposal.record_id)["welfare.old_age_allowance"] is True
    assert queries.due_for(cast.alice).counts == {}
    with pytest.raises(Refusal):
        actions.accept(cast.alice, proposal=proposal)


def test_what_was_taken_back_is_due_again(cast, proposal):
    accepted = actions.accept(cast.alice, proposal=proposal)
    ledger.undo_recording(cast.alice, recording=accepted.recording)
    assert "welfare.old_age_allowance" not in facts(proposal.record_id)
    actions.run_days(as_of=date(2026, 11, 28))
    assert queries.due_for(cast.alice).counts == {"joins": 1}


def test_not_now_comes_back_in_a_month(cast, proposal, today):
    actions.postpone(cast.alice, proposal=proposal)
    assert queries.due_for(cast.alice).counts == {}
    today(date(2026, 12, 28))
    assert queries.due_for(cast.alice).counts == {"joins": 1}


def test_not_applicable_needs_a_reason_and_stays_away(cast, proposal):
    with pytest.raises(Refusal):
        actions.decline(cast.alice, proposal=proposal, reason=" ")
    actions.decline(cast.alice, proposal=proposal, reason="已在外地领取")
    actions.run_days(as_of=date(2026, 11, 28))
    assert queries.due_for(cast.alice).counts == {}


def test_a_new_card_needs_its_day(cast, make):
    one = make("person", name="换证", id_expiry_date="2026-12-01")
    actions.run_days()
    proposal = Proposal.objects.get()
    with pytest.raises(Refusal):
        actions.accept(cast.alice, proposal=proposal)
    actions.accept(cast.alice, proposal=proposal, value=date(2046, 12, 1))
    assert facts(one.pk)["id_expiry_date"] == "2046-12-01"


def test_a_card_that_was_renewed_elsewhere_lapses(cast, make, today):
    one = make("person", name="换证", id_expiry_date="2026-12-01")
    actions.run_days()
    ledger.record_facts(None, record=record(one.pk), facts={"id_expiry_date": date(2046, 12, 1)})
    today(date(2026, 11, 29))
    actions.run_days()
    assert Proposal.objects.get().answer == "lapsed"


def test_only_ones_own_area_is_shown_and_answered(cast, proposal):
    from django.http import Http404

    assert queries.due_for(cast.charlie).counts == {}
    for answer in (
        lambda: queries.proposal_for(cast.charlie, proposal.pk),
        lambda: actions.accept(cast.charlie, proposal=proposal),
    ):
        with pytest.raises(Http404):
            answer()
    with pytest.raises(Refusal):
        actions.accept(cast.bob, proposal=proposal)
