"""Who stands behind a value: masked, of this area only, and each look is in the log."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.reports import actions


def test_of_a_list_those_who_are_listed(cast, brought, numbers):
    review = brought()
    records = actions.show_records(cast.alice, review=review, number=numbers(review)["姓名"])
    assert records.total == 4 and {row.name for row in records.rows} == {"老*"}


def test_of_a_figure_those_who_are_counted(cast, brought, numbers):
    review = brought("statistics")
    records = actions.show_records(cast.alice, review=review, number=numbers(review)["女"])
    assert records.total == 9 and all("*" in row.name and "*" in row.number for row in records.rows)


def test_of_a_card_the_one_it_is_about(cast, brought, numbers):
    review = actions.choose_subjects(cast.alice, review=brought("card"), keys=["p001"])
    records = actions.show_records(cast.alice, review=review, number=numbers(review)["性别"])
    assert [(row.name, row.number) for row in records.rows] == [("赵**", "9901**********0022")]


def test_each_look_is_in_the_log(cast, brought, numbers):
    review = brought()
    actions.show_records(cast.bob, review=review, number=numbers(review)["姓名"])
    entry = Entry.objects.get(deed="records.shown")
    assert (entry.actor, entry.subject, entry.detail) == (cast.bob.person, review.log_subject, {"count": 4, "label": "姓名"})


def test_the_page_itself_is_in_the_log(cast, brought, sign_in):
    review = brought()
    sign_in(cast.bob).get(f"/forms/{review.pk}/")
    assert Entry.objects.get(deed="form.shown", actor=cast.bob.person).detail == {"records": 4}


def test_the_neighbour_sees_nobody(cast, brought):
    with pytest.raises(Http404):
        actions.show_records(cast.charlie, review=brought(), number=1)
