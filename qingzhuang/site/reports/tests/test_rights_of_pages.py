"""Every page of a form: the owner may, the colleague may less, the neighbour gets 404."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.reports.urls import urlpatterns

READING = ["review", "blank", "list", "meanings", "populations", "records", "versions", "original", "explain", "about"]
WRITING = ["decide", "take_back", "who", "scope", "subjects", "fill", "list", "delete", "forget"]
ARGUMENTS = {
    "blank": [1],
    "meanings": [1],
    "records": [1],
    "versions": [1],
    "populations": [0],
    "who": [0],
    "explain": ["html"],
    "forget": [1],
}
SENT = {"blank": "1", "verb": "not_ours", "population": "", "as_of": "2026-06-30", "say-1": "not_ours"}


def address(name, review):
    return reverse(f"reports:{name}", args=[review.pk, *ARGUMENTS.get(name, [])])


def test_every_page_is_in_these_lists():
    named = {pattern.name for pattern in urlpatterns} - {"history", "bring", "download"}  # those have tests of their own
    assert named == {*READING, *WRITING}


@pytest.mark.parametrize("name", READING)
def test_the_owner_and_the_reader_see_it(cast, brought, sign_in, name):
    review = brought()
    for actor in (cast.alice, cast.bob, cast.tina):
        assert sign_in(actor).get(address(name, review), follow=True).status_code == 200


@pytest.mark.parametrize("name", READING)
def test_the_neighbour_does_not_find_it(cast, brought, sign_in, name):
    assert sign_in(cast.charlie).get(address(name, brought())).status_code == 404


@pytest.mark.parametrize("name", WRITING)
def test_the_owner_may(cast, brought, sign_in, name):
    sent = SENT | {"area": cast.community.code}
    assert sign_in(cast.alice).post(address(name, brought()), sent).status_code in (200, 302)


@pytest.mark.parametrize("name", [name for name in WRITING if name != "list"])
def test_the_reader_may_not(cast, brought, sign_in, name):
    sent = SENT | {"area": cast.community.code}
    assert sign_in(cast.bob).post(address(name, brought()), sent).status_code == 403


@pytest.mark.parametrize("name", WRITING)
def test_the_neighbour_does_not_find_where_to_send(cast, brought, sign_in, name):
    assert sign_in(cast.charlie).post(address(name, brought()), SENT).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, brought):
    review = brought()
    for name in READING:
        assert client.get(address(name, review)).headers["Location"].startswith("/sign-in/")
