"""Unsure readings of a form are settled once by the desk, before it goes out or after."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.form import State
from qingzhuang.site.audit.queries import lines_about
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions, queries
from qingzhuang.site.requests.models import Settled
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db


def phones() -> bytes:
    """联系电话 behind 联系人 is the contact's, or the person's own."""
    return forms.workbook(
        [["留守人员摸排表", "", "", ""], ["序号", "姓名", "联系人", "联系电话"], *[["1", "", "", ""]] * 3], ("A1:D1",), 2
    )


@pytest.fixture
def request_(asked):
    return asked(phones())


@pytest.fixture
def phone(request_):
    (found,) = queries.readings_of(request_)
    return found.unsure


def test_lists_what_may_be_chosen_its_own_guess_first(request_, phone):
    (reading,) = queries.readings_of(request_)
    assert reading.is_open and reading.chosen == ("means", "person.contact.phone")
    assert ("means", "person.phone") in reading.choices and reading.choices[-2:] == [("ask", ""), ("leave", "")]


def test_settles_it_with_who_and_when(cast, request_, phone):
    (made,) = actions.settle_readings(cast.tina, request=request_, chosen={phone.key: ("means", "person.phone")})
    assert made.made_by == cast.tina and made.label == "联系电话"
    (reading,) = queries.readings_of(request_)
    assert not reading.is_open and reading.chosen == ("means", "person.phone")
    form = from_json(queries.with_settled(request_.understanding, queries.settled_of(request_)))
    blank = form.tables[0].blanks()[phone.number]
    assert (blank.concept, blank.state) == ("person.phone", State.SURE) and cast.town.name in blank.reason
    assert any("1" in line.sentence for line in lines_about(request_.log_subject) if line.deed == "request.settled")


def test_the_same_form_next_month_needs_no_word(cast, asked, request_, phone):
    actions.settle_readings(cast.tina, request=request_, chosen={phone.key: ("means", "person.phone")})
    assert [one.is_open for one in queries.readings_of(asked(phones()))] == [False]


def test_what_stands_already_is_not_written_again_and_can_be_left_to_each(cast, request_, phone):
    say = lambda *choice: actions.settle_readings(cast.tina, request=request_, chosen={phone.key: choice})  # noqa: E731
    assert not say("leave", "")
    assert say("ask", "") and not say("ask", "")
    assert say("leave", "") and queries.readings_of(request_)[0].is_open
    assert queries.with_settled(request_.understanding, queries.settled_of(request_)) == request_.understanding
    assert Settled.objects.count() == 2


@pytest.mark.parametrize("choice", [("means", "person.nothing"), ("guess", ""), ("ask", "person.phone")])
def test_refuses_what_is_not_to_choose_from(cast, request_, phone, choice):
    with pytest.raises(Refusal) as refused:
        actions.settle_readings(cast.tina, request=request_, chosen={phone.key: choice})
    assert refused.value.code == "requests.no_such_reading"


def test_only_the_desk_and_only_while_anybody_fills_it(cast, request_, phone):
    chosen = {phone.key: ("means", "person.phone")}
    for other in (cast.dan, cast.alice, cast.bob):
        with pytest.raises((Refusal, Http404)):
            actions.settle_readings(other, request=request_, chosen=chosen)
    actions.close_request(cast.tina, request=request_)
    with pytest.raises(Refusal) as refused:
        actions.settle_readings(cast.tina, request=request_, chosen=chosen)
    assert refused.value.code == "requests.form_stays"


def test_the_page_offers_all_and_one_click_settles(cast, request_, phone, sign_in):
    client, address = sign_in(cast.tina), reverse("requests:readings", args=[request_.pk])
    assert address in client.get(reverse("requests:decide", args=[request_.pk])).content.decode()
    page = client.get(address).content.decode()
    assert 'value="means person.contact.phone"' in page and page.count("checked") == 1
    done = client.post(address, {phone.key: "means person.contact.phone"})
    assert done.url == reverse("requests:decide", args=[request_.pk])
    assert address not in client.get(done.url).content.decode()
    assert client.post(address, {phone.key: "means person.name"}).status_code == 409  # neither offered nor looked for


def test_another_meaning_is_looked_for_by_words(cast, request_, phone, sign_in):
    client, address = sign_in(cast.tina), reverse("requests:readings", args=[request_.pk])
    asked_ = f"{address}?find={phone.key}&words=监护人电话"
    page = client.get(asked_).content.decode()
    assert page.count('type="radio"') > client.get(address).content.decode().count('type="radio"')
    found = queries.with_found(queries.readings_of(request_), request_, phone.key, "工作单位")[0].more
    assert (
        found and client.post(f"{address}?find={phone.key}&words=工作单位", {phone.key: f"means {found[0]}"}).status_code == 302
    )
    (reading,) = queries.readings_of(request_)
    assert reading.chosen == ("means", found[0]) and reading.chosen in reading.choices
    assert "没有找到" in client.get(f"{address}?find={phone.key}&words=qqqq").content.decode()
