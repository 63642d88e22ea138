"""The calendar: recurring kinds prepare themselves, a secret address shows what is due, nobody is chased early or at night."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from qingzhuang.site.kit import each_day
from qingzhuang.site.kit.workdays import is_working_day, working_time
from qingzhuang.site.requests import actions, queries, recurring
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.models import Kind, Request

PAGE = "/requests/calendar/"
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.fixture
def monthly(cast, asked):
    """A kind that is asked every month, in force since 2026."""
    kind = actions.enter_kind(cast.tina, request=asked(frequency="monthly"), title="高龄老人月报")
    Kind.objects.filter(pk=kind.pk).update(begun=date(2026, 1, 1))
    return kind


@pytest.mark.parametrize(
    ("day", "frequency", "first", "last"),
    [
        (date(2026, 11, 29), "monthly", date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 11, 10), "monthly", date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 1, 5), "quarterly", date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 12, 28), "yearly", date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 11, 25), "weekly", date(2026, 11, 23), date(2026, 11, 29)),
    ],
)
def test_prepares_the_period_that_ends_soon_or_has_just_ended(day, frequency, first, last):
    assert recurring.due_period(day, frequency) == recurring.Period(first, last)
    assert recurring.due_period(day, "once") is None


@given(DAYS, st.sampled_from(["weekly", "monthly", "quarterly", "half_yearly", "yearly"]), st.integers(0, 20))
def test_is_due_on_a_working_day_after_its_period(day, frequency, after):
    period = recurring.period_of(day, frequency)
    assert period.first <= day <= period.last
    due = recurring.due_on(period, after)
    assert is_working_day(due) and due > period.last


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)))
def test_nobody_is_reminded_at_night_on_a_day_off_or_earlier_than_the_working_day_before(due):
    moment = recurring.remind_at(due)
    assert is_working_day(moment.date()) and moment.hour == 9 and moment.date() < due.date()
    assert working_time(moment.date(), due.date()).days <= 1


def test_a_recurring_kind_makes_its_request_once_a_period(cast, facts, monthly):
    assert actions.prepare_due(date(2026, 9, 28)) == 1 and actions.prepare_due(date(2026, 10, 3)) == 0
    (made,) = Request.objects.filter(source="kind")
    assert (made.title, made.registered, made.state) == ("高龄老人月报（2026-09）", True, "sent")
    assert timezone.localtime(made.due_at).date() == date(2026, 10, 8)  # 5 October is a holiday
    assert made in queries.requests_for(cast.alice) and made in queries.requests_for(cast.charlie)
    assert actions.prepare_due(date(2026, 10, 26)) == 1


def test_a_retired_kind_prepares_nothing(cast, facts, monthly):
    actions.retire_kind(cast.tina, kind=Kind.objects.get(), reason="重复")
    assert actions.prepare_due(date(2026, 9, 28)) == 0


def test_the_daily_run_of_the_site_prepares_them(cast, facts, monthly):
    assert "requests.prepare" in each_day.run(date(2026, 9, 28)) and Request.objects.filter(source="kind").count() == 1


def test_a_secret_address_shows_what_is_due_and_ends(cast, facts, asked, sign_in, client):
    due = timezone.make_aware(datetime(2099, 12, 2, 17))
    actions.decide_request(cast.tina, request=asked(due_at=due), verdict=Verdict.SEND)
    page = sign_in(cast.alice).post(PAGE).content.decode()
    address = page.split('readonly value="')[1].split('"')[0]
    client.logout()
    answer = client.get(address)
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar") and str(event["summary"]) == "80岁以上老年人花名册"
    assert event["dtend"].dt == due and len(event.walk("VALARM")) == 1 and "老赵" not in answer.content.decode()
    sign_in(cast.alice).post(PAGE, {"end": "1"})
    client.logout()
    assert client.get(address).status_code == 404 and client.get("/requests/calendar/xxxx.ics").status_code == 404


def test_the_neighbour_sees_nothing_of_what_goes_to_one_community(cast, facts, asked):
    due = timezone.make_aware(datetime(2099, 12, 2, 17))
    actions.decide_request(cast.tina, request=asked(due_at=due, areas=[cast.community.code]), verdict=Verdict.SEND)
    day = timezone.localdate()
    assert len(queries.due_for(cast.alice, day)) == 1 and queries.due_for(cast.charlie, day) == []


def test_the_page_shows_what_is_expected_of_recurring_kinds(cast, facts, monthly, sign_in):
    page = sign_in(cast.alice).get(PAGE).content.decode()
    assert "高龄老人月报" in page and "预计" in page


def test_the_feed_is_what_the_standard_wants(cast, facts, monthly, asked, sign_in, client):
    """RFC 5545: times in UTC, so that no time zone has to be described; an absolute trigger is a DATE-TIME in UTC; folded lines."""
    due = timezone.make_aware(datetime(2099, 12, 2, 17))
    told = {"due_at": due, "title": "很长的名称" * 12}
    actions.decide_request(cast.tina, request=asked(**told), verdict=Verdict.SEND)
    address = sign_in(cast.alice).post(PAGE).content.decode().split('readonly value="')[1].split('"')[0]
    data = client.get(address).content
    assert data.count(b"\n") == data.count(b"\r\n") and all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.decode()
    assert "TZID" not in text and "TRIGGER;VALUE=DATE-TIME:20991201T010000Z" in text  # nine in the morning in Shanghai
    calendar = Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    assert not calendar.errors and not any(event.errors for event in events) and calendar["method"] == "PUBLISH"
    assert len({str(event["uid"]) for event in events}) == len(events) == 2
    assert {event["dtstart"].dt.tzname() for event in events} == {"UTC"}
    own = next(event for event in events if "很长" in str(event["summary"]))
    assert own["dtend"].dt == due


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True), (date(2026, 2, 15), False), (date(2026, 2, 28), True), (date(2026, 5, 9), True),
        (date(2026, 9, 20), True), (date(2026, 9, 25), False), (date(2026, 10, 7), False), (date(2026, 10, 10), True),
        (date(2027, 1, 1), False), (date(2027, 2, 5), False), (date(2027, 2, 8), False), (date(2027, 5, 3), True),
        (date(2027, 10, 1), False),
    ],
)  # fmt: skip
def test_holidays_and_days_made_up_for_of_both_years(day, works):
    """2026 as announced (国办发明电〔2025〕7号); 2027 what the law gives, until it is announced."""
    assert is_working_day(day) is works
    assert working_time(date(2026, 11, 1), date(2027, 1, 5)).sure is (day.year > 2027)


def test_a_report_of_december_is_not_due_on_new_years_day():
    assert recurring.due_on(recurring.Period(date(2026, 12, 1), date(2026, 12, 31)), 1) == date(2027, 1, 4)
