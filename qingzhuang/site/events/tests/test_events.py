"""Each event by hand: what holds before, what after, in whose records."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from qingzhuang.site.events.tests.conftest import facts, foretold, happens, record, whole_picture
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.actions import Source
from qingzhuang.site.ledger.models import Recording, Statement
from qingzhuang.site.testing.facts import check_digit

DAY = date(2026, 10, 15)


def count(cast, question="count(person)"):
    from qingzhuang.site.warehouse import queries as warehouse
    from qingzhuang.tally import Scope, answer
    from qingzhuang.tally.syntax import parse

    dataset = warehouse.dataset_for(cast.alice, cast.community.code)
    return answer(parse(question), dataset, Scope(cast.community.code, date(2026, 11, 28))).value


def number(serial, born="19900101"):
    digits = f"990101{born}{serial:03d}"
    return digits + check_digit(digits)


# ---------------------------------------------------------------- death
def test_death_changes_spouse_household_and_allowance(cast, family):
    happens(cast.alice, family.head, "death", DAY)
    assert {name: facts(family.head)[name] for name in ("state", "death_date", "deceased")} == {
        "state": "dead", "death_date": "2026-10-15", "deceased": True,
    }  # fmt: skip
    assert facts(family.head)["welfare.old_age_allowance"] is False  # the month after has begun
    assert facts(family.wife)["marital_status"] == "widowed"
    assert "spouse" not in facts(family.wife)
    assert facts(family.household)["head"] == family.wife
    assert [facts(one)["relation_to_head"] for one in (family.wife, family.son, family.daughter_in_law, family.grandson)] == [
        "head", "son", "daughter_in_law", "grandchild",
    ]  # fmt: skip


def test_says_beforehand_line_by_line_what_will_change(cast, family):
    before = whole_picture()
    with translation.override("zh-hans"):
        lines = foretold(cast.alice, family.head, "death", date(2026, 11, 28))
    assert "张建国：状态 → 已故，自 2026-11-28" in lines
    assert "张建国：高龄津贴停发，自 2026-12" in lines
    assert "李秀英：婚姻状况 → 丧偶，自 2026-11-28" in lines
    assert whole_picture() == before


def test_the_chosen_member_becomes_head(cast, family):
    happens(cast.alice, family.head, "death", DAY, new_head=family.son)
    assert facts(family.household)["head"] == family.son
    assert [facts(one).get("relation_to_head") for one in (family.son, family.daughter_in_law, family.grandson, family.wife)] == [
        "head", "spouse", "son", "mother",
    ]  # fmt: skip


def test_an_event_is_stronger_than_a_paper_that_came_before(cast, family):
    ledger.record_facts(
        None,
        record=record(family.wife),
        facts={"marital_status": "first_marriage"},
        valid_from=date(2026, 2, 1),
        source=Source.DECISION,
    )
    happens(cast.alice, family.head, "death", DAY)
    assert facts(family.wife)["marital_status"] == "widowed"


def test_an_event_before_the_day_of_the_roster_holds_too(cast, family):
    """The roster of 1 November said married; the death of 15 October is recorded after it."""
    ledger.record_facts(
        None,
        record=record(family.wife),
        facts={"marital_status": "first_marriage"},
        valid_from=date(2026, 11, 1),
        source=Source.IMPORT,
    )
    happens(cast.alice, family.head, "death", DAY)
    assert facts(family.wife)["marital_status"] == "widowed"


def test_nobody_dies_twice_or_tomorrow_or_before_birth(cast, family):
    for day in (date(2999, 1, 1), date(1939, 1, 1)):
        with pytest.raises(Refusal):
            happens(cast.alice, family.head, "death", day)
    happens(cast.alice, family.head, "death", DAY)
    with pytest.raises(Refusal):
        happens(cast.alice, family.head, "death", DAY)


def test_the_last_one_leaves_an_ended_household_and_an_empty_home(cast, make):
    home = make("dwelling", address="晴川路1号", usage="own_use")
    house = make("household", address="晴川路1号", dwelling=home.pk)
    alone = make(
        "person", name="孙老", sex="male", birth_date="1935-01-01", household=house.pk, dwelling=home.pk, relation_to_head="head"
    )
    happens(cast.alice, alone.pk, "death", DAY)
    assert facts(house.pk)["state"] == "ended"
    assert facts(home.pk)["usage"] == "vacant"


# ---------------------------------------------------------------- birth
def test_birth_puts_the_child_into_the_household(cast, family):
    before = count(cast)
    _recording, (child,) = happens(cast.alice, family.daughter_in_law, "birth", DAY, name="张小贝", sex="female")
    found = facts(child)
    assert {name: found[name] for name in ("name", "sex", "birth_date", "mother", "father", "household", "relation_to_head")} == {
        "name": "张小贝", "sex": "female", "birth_date": "2026-10-15", "mother": family.daughter_in_law, "father": family.son,
        "household": family.household, "relation_to_head": "granddaughter",
    }  # fmt: skip
    assert found["residence_address"] == "晴川路12号3栋101"
    assert found["dwelling"] == family.dwelling
    assert count(cast) == before + 1


# ---------------------------------------------------------------- moves
def test_moves_out_alone(cast, family):
    happens(cast.alice, family.son, "move_out", DAY, to="某省某市")
    found = facts(family.son)
    assert (found["state"], found["move_out_to"], found["move_out_date"]) == ("moved_out", "某省某市", "2026-10-15")
    assert facts(family.household)["head"] == family.head
    assert facts(family.dwelling)["usage"] == "own_use"


def test_a_whole_household_moves_out_and_leaves_the_home_empty(cast, family):
    before = count(cast)
    happens(cast.alice, family.household, "move_out", DAY)
    people = (family.head, family.wife, family.son, family.daughter_in_law, family.grandson)
    assert {facts(one)["state"] for one in people} == {"moved_out"}
    assert facts(family.household)["state"] == "moved_out"
    assert facts(family.dwelling)["usage"] == "vacant"
    assert before - count(cast) == 5


def test_somebody_new_moves_in(cast, family):
    _recording, (pk,) = happens(
        cast.alice, family.household, "move_in", DAY, name="赵新", id_number=number(1), relation="not_related"
    )
    assert facts(pk)["household"] == family.household
    assert facts(pk)["residence_address"] == "晴川路12号3栋101"
    assert facts(pk)["move_in_date"] == "2026-10-15"


def test_the_same_record_moves_in_from_another_community(cast, family, make):
    house = make("household", area=cast.neighbour, address="北苑1号")
    known = make("person", area=cast.neighbour, name="赵新", id_number=number(2), household=house.pk, relation_to_head="head")
    ledger.record_facts(None, record=house, facts={"head": known.pk}, valid_from=date(2026, 1, 1))
    recording, made = happens(cast.alice, family.household, "move_in", DAY, name="赵新", id_number=number(2))
    assert made == []
    assert record(known.pk).area == cast.community
    assert facts(known.pk)["household"] == family.household
    assert facts(house.pk)["state"] == "ended"
    ledger.undo_recording(cast.alice, recording=recording)
    assert record(known.pk).area == cast.neighbour
    assert facts(house.pk)["state"] == "present"


def test_the_same_name_with_another_number_is_somebody_else(cast, family, make):
    make("person", area=cast.neighbour, name="赵新", id_number=number(3))
    _recording, made = happens(cast.alice, family.household, "move_in", DAY, name="赵新", id_number=number(4))
    assert len(made) == 1


def test_moves_into_an_empty_home_as_a_household_of_one(cast, make):
    home = make("dwelling", address="晴川路9号", usage="vacant")
    _recording, made = happens(cast.alice, home.pk, "move_in", DAY, name="赵新", id_number=number(5))
    person, house = made
    assert facts(person)["household"] == house
    assert facts(house)["head"] == person
    assert facts(house)["dwelling"] == facts(person)["dwelling"] == home.pk
    assert "usage" not in facts(home.pk)


def test_a_household_moves_within(cast, family, make):
    home = make("dwelling", address="晴川路77号", usage="vacant")
    happens(cast.alice, family.household, "move_within", DAY, other=home.pk)
    assert facts(family.household)["dwelling"] == home.pk
    assert {facts(one)["residence_address"] for one in (family.head, family.grandson)} == {"晴川路77号"}
    assert facts(family.dwelling)["usage"] == "vacant"


def test_a_person_moves_to_another_household(cast, family, make):
    house = make("household", address="晴川路5号")
    happens(cast.alice, family.wife, "move_within", DAY, other=house.pk)
    assert facts(family.wife)["household"] == house.pk
    assert "relation_to_head" not in facts(family.wife)


# ---------------------------------------------------------------- family
def test_marriage_of_two_and_the_household_of_one(cast, family, make):
    bride = make("person", name="陈静", sex="female", birth_date="2000-01-01", marital_status="unmarried")
    single = make("person", name="张明", sex="male", birth_date="1998-01-01", household=family.household, relation_to_head="son")
    happens(cast.alice, single.pk, "marriage", DAY, other=bride.pk, live="here")
    assert [(facts(one)["marital_status"], facts(one)["spouse"]) for one in (single.pk, bride.pk)] == [
        ("married", bride.pk), ("married", single.pk),
    ]  # fmt: skip
    assert (facts(bride.pk)["household"], facts(bride.pk)["relation_to_head"]) == (family.household, "daughter_in_law")


def test_refuses_a_second_marriage(cast, family, make):
    other = make("person", name="陈静", sex="female")
    with pytest.raises(Refusal):
        happens(cast.alice, family.son, "marriage", DAY, other=other.pk, live="apart")


def test_divorce_changes_both(cast, family):
    happens(cast.alice, family.son, "divorce", DAY)
    assert {facts(one)["marital_status"] for one in (family.son, family.daughter_in_law)} == {"divorced"}
    assert "spouse" not in facts(family.son)


def test_splits_a_household(cast, family):
    _recording, (made,) = happens(
        cast.alice,
        family.household,
        "split",
        DAY,
        members=[family.son, family.daughter_in_law, family.grandson],
        new_head=family.son,
    )
    assert facts(made)["head"] == family.son
    assert facts(made)["dwelling"] == family.dwelling
    assert [facts(one)["relation_to_head"] for one in (family.son, family.daughter_in_law, family.grandson)] == [
        "head",
        "spouse",
        "son",
    ]
    assert facts(family.wife)["household"] == family.household
    assert count(cast, "count(household)") == 2


def test_refuses_to_split_off_everybody_or_a_head_from_outside(cast, family):
    everybody = [family.head, family.wife, family.son, family.daughter_in_law, family.grandson]
    for members, head in ((everybody, family.head), ([family.son], family.head)):
        with pytest.raises(Refusal):
            happens(cast.alice, family.household, "split", DAY, members=members, new_head=head)


def test_another_head(cast, family):
    happens(cast.alice, family.household, "head", DAY, new_head=family.son)
    assert [facts(one).get("relation_to_head") for one in (family.head, family.wife, family.son, family.daughter_in_law)] == [
        "father", "mother", "head", "spouse",
    ]  # fmt: skip


def test_merges_two_records_of_one_person(cast, family, make):
    double = make("person", name="张强", phone="13900000009", birth_date="1970-02-04")
    child = make("person", name="张二宝", father=double.pk)
    before = count(cast)
    recording, _made = happens(cast.alice, family.son, "merge", other=double.pk)
    assert (facts(double.pk)["state"], facts(double.pk)["merged_into"]) == ("merged", family.son)
    assert facts(family.son)["phone"] == "13900000009"
    assert facts(family.son)["birth_date"] == "1970-02-03"
    assert facts(child.pk)["father"] == family.son
    assert count(cast) == before - 1
    ledger.undo_recording(cast.alice, recording=recording)
    assert facts(double.pk)["state"] == "present"
    assert facts(child.pk)["father"] == double.pk
    assert count(cast) == before


# ---------------------------------------------------------------- one deed
def test_an_event_is_one_recording_and_one_line_in_the_log(cast, family):
    from qingzhuang.site.audit.models import Entry

    before = Recording.objects.count(), Entry.objects.count()
    happens(cast.alice, family.head, "death", DAY)
    assert (Recording.objects.count() - before[0], Entry.objects.count() - before[1]) == (1, 1)
    entry = Entry.objects.latest("pk")
    assert entry.deed == "event.recorded"
    assert "张" not in str(vars(entry))


def test_nothing_is_written_where_an_event_is_refused(cast, family):
    before = Statement.objects.count()
    with pytest.raises(Refusal):
        happens(cast.alice, family.grandson, "divorce", DAY)
    assert Statement.objects.count() == before


def test_who_may_not_see_or_only_read_records_no_event(cast, family):
    from django.http import Http404

    with pytest.raises(Http404):
        happens(cast.charlie, family.head, "death", DAY)
    with pytest.raises(Refusal):
        happens(cast.bob, family.head, "death", DAY)
    assert facts(family.head)["state"] == "present"
