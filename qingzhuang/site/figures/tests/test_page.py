"""A figure of any question explains itself: words, definition, places, people, and the way from an earlier day."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from qingzhuang.site.audit.models import Entry

PAGE, RECORDS = reverse("figures:figure"), reverse("figures:records")
ASKED = {"question": "count(person where age>=60)", "day": "2026-11-28"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(cast, known, happen):
    """One has died, one's birthday was corrected, one has moved in, one has turned 60."""
    from qingzhuang.site.ledger import actions as ledger

    happen(known[0], date(2026, 11, 5), state="dead")
    happen(known[1], date(2026, 11, 6), birth_date="1985-05-02")
    for name, born, since in (("林新来", "1950-01-01", date(2026, 11, 3)), ("何满寿", "1966-11-10", date(2026, 1, 1))):
        facts = {"name": name, "birth_date": born, "sex": "female"}
        ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts, valid_from=since)


def test_says_the_question_the_definition_and_the_number(cast, november, sign_in):
    page = sign_in(cast.alice).get(PAGE, ASKED)
    found = page.context["found"]
    assert (found.value, found.question) == ("3", "60 周岁及以上的人数")
    assert any("老年人" in one.label for one in found.meant)
    assert "老年人权益保障法" in page.content.decode()


def test_tells_why_it_changed_as_a_waterfall_that_adds_up(cast, november, sign_in):
    page = sign_in(cast.alice).get(PAGE, ASKED)
    (fall,) = page.context["found"].falls
    assert (fall.before, fall.after) == ("3", "3")
    assert {(bar.step.words, bar.amount) for bar in fall.steps} == {
        ("满 60 周岁", "+1"), ("新登记", "+1"), ("死亡", "−1"), ("登记更正，不再是“60 周岁及以上”", "−1"),
    }  # fmt: skip
    text = page.content.decode()
    assert text.count("<rect") == 6 and "赵**" in text and "赵建国" not in text


def test_compares_with_the_day_that_is_wanted(cast, november, sign_in):
    (fall,) = sign_in(cast.alice).get(PAGE, ASKED | {"since": "2026-11-04"}).context["found"].falls
    assert fall.before == "4"  # the newcomer of the third is in it already


def test_a_share_is_told_by_its_part_and_its_whole(cast, november, sign_in):
    asked = ASKED | {"question": "percent(count(person where sex=female) / count(person))"}
    found = sign_in(cast.alice).get(PAGE, asked).context["found"]
    falls = found.falls
    assert found.value == "80 %" and len(falls) == 2 and all(fall.question for fall in falls)


def test_a_town_sees_its_communities_and_goes_on_into_each(cast, november, sign_in):
    page = sign_in(cast.tina).get(PAGE, ASKED)
    found = page.context["found"]
    assert [(one.area.name, one.before, one.now) for one in found.places] == [("临江社区", "3", "3"), ("北苑社区", "2", "2")]
    assert f"area={cast.community.code}&amp;day=2026-11-28" in page.content.decode()


def test_the_records_are_covered_logged_and_lead_to_their_sources(cast, november, known, sign_in):
    page = sign_in(cast.alice).get(RECORDS, ASKED)
    text = page.content.decode()
    assert page.context["behind"].total == 3 and "孙*" in text and "孙伟" not in text
    assert reverse("ledger:show", args=[known[2].pk]) in text
    entry = Entry.objects.filter(deed="figure.shown").latest("number")
    assert entry.detail == {"count": 3}


def test_a_department_sees_no_people_and_no_small_figures(cast, november, sign_in):
    client = sign_in(cast.dan)
    found = client.get(PAGE, ASKED).context["found"]
    assert found.value == "5" and not found.is_hidden and not found.falls
    community = client.get(PAGE, ASKED | {"area": cast.community.code}).context["found"]
    assert community.is_hidden and community.value == "少于 5"
    assert client.get(RECORDS, ASKED).status_code == 403


@pytest.mark.parametrize(
    "where", ["name=孙伟", "not id_number=110101195001010015", "birth_date=1950-01-01", "household.head.name=孙伟"]
)
def test_a_department_is_not_told_of_one_person(cast, november, sign_in, where):
    asked = ASKED | {"question": f"count(person where {where})"}
    assert sign_in(cast.dan).get(PAGE, asked).status_code == 403
    assert sign_in(cast.alice).get(PAGE, asked | {"area": cast.community.code}).status_code == 200


def test_a_department_is_told_no_amount_of_a_few(cast, november, sign_in):
    asked = ASKED | {"question": "avg(person.age where age>=60)"}
    assert [one.now for one in sign_in(cast.dan).get(PAGE, asked).context["found"].places] == ["…", "…"]
    assert "…" not in [one.now for one in sign_in(cast.tina).get(PAGE, asked).context["found"].places]


def test_the_first_day_of_all_is_a_day(cast, november, sign_in):
    assert sign_in(cast.alice).get(PAGE, ASKED | {"area": cast.community.code, "day": "0001-01-01"}).status_code == 200


def test_neighbours_and_auditors_get_nothing(cast, november, sign_in):
    asked = ASKED | {"area": cast.community.code}
    assert [sign_in(post).get(PAGE, asked).status_code for post in (cast.charlie, cast.ada)] == [404, 404]


@pytest.mark.parametrize("question", ["", "count(", "person.name of each", "count(person where no_such_field=1)", "(" * 3000])
def test_refuses_what_is_no_figure(cast, known, sign_in, question):
    page = sign_in(cast.alice).get(PAGE, ASKED | {"question": question})
    assert page.status_code == 404 and "没有" in page.content.decode()


def test_a_folder_keeps_no_earlier_days_and_says_so(cast, facts, sign_in):
    page = sign_in(cast.alice).get(PAGE, ASKED)
    assert page.context["found"].keeps_days is False and not page.context["found"].falls
    assert page.status_code == 200
