"""Decisions about a blank: each counts at once, can be taken back, and is known next month."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions, queries
from qingzhuang.site.reports.logic import Verb
from qingzhuang.site.reports.models import Decision, Lesson


def outcome(actor, review, number):
    review.refresh_from_db()
    return queries.work_for(actor, review).entries[number][1]


def test_a_meaning_is_filled_in_at_once(cast, brought, numbers):
    review = brought()
    number = numbers(review)["所获荣誉称号"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.MEANS, concept="person.sex")
    assert outcome(cast.alice, review, number).outcome is Outcome.ANSWERED


def test_a_meaning_is_known_on_the_same_form_next_month(cast, brought, numbers):
    review = brought()
    number = numbers(review)["所获荣誉称号"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.MEANS, concept="person.sex")
    again = brought()
    assert outcome(cast.alice, again, number).outcome is Outcome.ANSWERED and not again.decisions.exists()


def test_a_meaning_is_not_taught_to_the_neighbour(cast, brought, numbers):
    review = brought()
    number = numbers(review)["所获荣誉称号"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.MEANS, concept="person.sex")
    assert outcome(cast.charlie, brought(actor=cast.charlie), number).outcome is Outcome.OUTSIDE


def test_not_ours_empties_the_blank(cast, brought, numbers):
    review = brought()
    number = numbers(review)["联系电话"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.NOT_OURS)
    answer = outcome(cast.alice, review, number)
    assert answer.outcome is Outcome.OUTSIDE and not answer.cells


def test_a_typed_value_stands_in_the_blank(cast, brought, numbers):
    review = brought("card")
    review = actions.choose_subjects(cast.alice, review=review, keys=["p000"])
    number = numbers(review)["联系电话"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.TYPED, typed="0830-1234567")
    answer = outcome(cast.alice, review, number)
    assert (answer.outcome, answer.value) == (Outcome.ANSWERED, "0830-1234567")


def test_taking_back_restores_what_was_before(cast, brought, numbers):
    review = brought()
    number = numbers(review)["联系电话"]
    before = outcome(cast.alice, review, number)
    actions.decide(cast.alice, review=review, number=number, verb=Verb.NOT_OURS)
    actions.take_back(cast.alice, review=review)
    assert outcome(cast.alice, review, number) == before and not Lesson.objects.exists()


def test_taking_back_when_there_is_nothing_does_nothing(cast, brought):
    assert actions.take_back(cast.alice, review=brought()) is None


def test_the_later_word_counts(cast, brought, numbers):
    review = brought()
    number = numbers(review)["所获荣誉称号"]
    actions.decide(cast.alice, review=review, number=number, verb=Verb.MEANS, concept="person.sex")
    actions.decide(cast.alice, review=review, number=number, verb=Verb.NOT_OURS)
    assert outcome(cast.alice, review, number).outcome is Outcome.OUTSIDE
    assert outcome(cast.alice, brought(), number).outcome is Outcome.OUTSIDE


def test_who_is_listed_can_be_said(cast, brought):
    review = brought()
    actions.say_who(cast.alice, review=review, table=0, population="person where age>=60")
    work = queries.work_for(cast.alice, review)
    assert work.entries[1][1].records > 4
    assert queries.work_for(cast.alice, brought()).entries[1][1].records == work.entries[1][1].records


@pytest.mark.parametrize(
    ("verb", "concept", "typed"),
    [(Verb.MEANS, "drop table", ""), (Verb.MEANS, "", ""), (Verb.TYPED, "", "  "), (Verb.MEANS, "person.shoe_size", "")],
)
def test_refuses_what_says_nothing(cast, brought, verb, concept, typed):
    with pytest.raises(Refusal):
        actions.decide(cast.alice, review=brought(), number=1, verb=verb, concept=concept, typed=typed)
    assert not Decision.objects.exists() and not Lesson.objects.exists()


def test_a_figure_in_doubt_that_is_confirmed_is_settled_for_this_form_only(cast, brought, numbers):
    """Confirming says that the figure may stand; that the records are incomplete stays true next month."""
    review = brought("statistics")
    number = numbers(review)["总人数"]
    meant = "count(person where residence_type=permanent)"  # recorded of every second household
    actions.decide(cast.alice, review=review, number=number, verb=Verb.MEANS, concept=meant)
    assert queries.work_for(cast.alice, review).state(number) == "unsure"
    actions.decide(cast.alice, review=review, number=number, verb=Verb.RIGHT)
    work = queries.work_for(cast.alice, review)
    assert work.state(number) == "answered" and work.entries[number][1].outcome is Outcome.UNSURE
    assert queries.work_for(cast.alice, brought("statistics")).state(number) == "unsure"


def test_refuses_to_confirm_where_there_is_no_guess(cast, brought):
    review = brought()
    review.understanding["tables"][0]["columns"][1]["concept"] = None
    review.understanding["tables"][0]["columns"][1].pop("question", None)
    review.save()
    with pytest.raises(Refusal, match="没有可以确认的猜测"):
        actions.decide(cast.alice, review=review, number=1, verb=Verb.RIGHT)


def test_refuses_a_blank_that_is_not_there(cast, brought):
    with pytest.raises(Refusal):
        actions.decide(cast.alice, review=brought(), number=99, verb=Verb.NOT_OURS)


def test_refuses_a_group_that_is_none(cast, brought):
    with pytest.raises(Refusal):
        actions.say_who(cast.alice, review=brought(), table=0, population="person where")


def test_leaves_a_line_in_the_log_with_the_label_but_no_resident(cast, brought, numbers):
    review = brought()
    actions.decide(cast.alice, review=review, number=numbers(review)["联系电话"], verb=Verb.NOT_OURS)
    assert Entry.objects.get(deed="blank.set_aside").detail == {"label": "联系电话"}


def test_a_reader_decides_nothing(cast, brought):
    with pytest.raises(Refusal, match="岗位"):
        actions.decide(cast.bob, review=brought(), number=1, verb=Verb.NOT_OURS)


def test_the_neighbour_finds_no_such_form(cast, brought):
    for act in (
        lambda review: actions.decide(cast.charlie, review=review, number=1, verb=Verb.NOT_OURS),
        lambda review: actions.take_back(cast.charlie, review=review),
        lambda review: actions.say_who(cast.charlie, review=review, table=0, population=""),
    ):
        with pytest.raises(Http404):
            act(brought())
