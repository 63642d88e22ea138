"""The second factor: setting it up, being asked for it, recovery codes, the lock, roles that must have it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from qingzhuang.site.accounts import actions
from qingzhuang.site.testing.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, steps: int = 0) -> str:
    """What the telephone shows, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture(autouse=True)
def _codes_are_fresh(db):
    cache.clear()


@pytest.fixture
def recovery(cast) -> list[str]:
    """Alice has a second factor; these are her recovery codes."""
    return actions.add_second_factor(cast.alice.person, secret=SECRET, code=code(steps=-1))


def give_password(client: Client) -> str:
    return client.post("/sign-in/", {"username": "alice", "password": PASSWORD, "next": "/forms/"}).headers["Location"]


def test_is_set_up_with_a_right_code_and_shows_recovery_codes_once(cast, client):
    assert give_password(client) == "/forms/"
    page = client.get("/me/second-factor/")
    secret = re.search(r'class="mono secret">([A-Z2-7]+)<', page.content.decode())[1]
    assert "<svg" in page.content.decode() and "no-store" in page.headers["Cache-Control"]
    shown = client.post("/me/second-factor/", {"code": code(secret)}).content.decode()
    codes = re.findall(r'<li class="mono">(\d+)</li>', shown)
    assert len(set(codes)) == 10 and codes[0] not in client.get("/me/").content.decode()
    assert secret not in str(Authenticator.objects.get(type="totp").data)  # kept encrypted


def test_a_wrong_code_sets_nothing_up(cast, client):
    give_password(client)
    client.get("/me/second-factor/")
    assert "验证码不对" in client.post("/me/second-factor/", {"code": "000000x"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_does_not_open(recovery, client):
    assert give_password(client) == "/sign-in/code/"
    assert client.get("/forms/").headers["Location"].startswith("/sign-in/")


def test_the_code_opens_where_one_wanted_to_go(recovery, client):
    give_password(client)
    assert client.post("/sign-in/code/", {"code": f" {code()[:3]} {code()[3:]}"}).headers["Location"] == "/forms/"
    assert client.get("/forms/").status_code == 200


def test_a_code_holds_once(recovery, client):
    now = code()
    give_password(client)
    client.post("/sign-in/code/", {"code": now})
    other = Client()
    give_password(other)
    assert "验证码不对" in other.post("/sign-in/code/", {"code": now}).content.decode()


def test_a_recovery_code_opens_once(recovery, client):
    give_password(client)
    assert client.post("/sign-in/code/", {"code": recovery[3]}).status_code == 302
    other = Client()
    give_password(other)
    assert other.post("/sign-in/code/", {"code": recovery[3]}).status_code == 200
    assert other.post("/sign-in/code/", {"code": recovery[4]}).status_code == 302


def test_nobody_is_asked_for_a_code_before_the_password(recovery, client):
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": code()}).headers["Location"] == "/sign-in/"


def test_the_password_is_forgotten_after_five_minutes(recovery, client):
    give_password(client)
    session = client.session
    session["half"] = session["half"] | {"at": "2026-01-01T00:00:00+00:00"}
    session.save()
    assert client.post("/sign-in/code/", {"code": code()}).headers["Location"] == "/sign-in/"


def test_six_wrong_codes_lock_on_every_computer(recovery, client):
    give_password(client)
    statuses = [client.post("/sign-in/code/", {"code": "1"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    give_password(elsewhere)
    assert elsewhere.post("/sign-in/code/", {"code": code()}).status_code == 429


def test_wrong_passwords_of_a_stranger_do_not_lock_the_code(recovery, client):
    stranger = Client(REMOTE_ADDR="10.9.8.7")
    for _ in range(7):
        stranger.post("/sign-in/", {"username": "alice", "password": "guess"})
    give_password(client)
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 302


def test_a_closed_account_does_not_get_in_with_a_code(recovery, cast, client):
    give_password(client)
    actions.close_account(cast.hana, person=cast.alice.person)
    assert client.post("/sign-in/code/", {"code": code()}).headers["Location"] == "/sign-in/"


@pytest.fixture
def inside(recovery, client):
    give_password(client)
    client.post("/sign-in/code/", {"code": recovery[0]})
    return client


def test_is_taken_away_only_with_a_code(inside):
    assert inside.post("/me/second-factor/change/", {"code": "1", "remove": "1"}).status_code == 403
    assert Authenticator.objects.count() == 2
    assert inside.post("/me/second-factor/change/", {"code": code(), "remove": "1"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_another_telephone_is_set_up_only_with_a_code(inside):
    assert inside.get("/me/second-factor/").headers["Location"] == "/me/"
    assert inside.post("/me/second-factor/", {"code": code()}).headers["Location"] == "/me/"
    answer = inside.post("/me/second-factor/change/", {"code": code(), "another": "1"})
    assert answer.headers["Location"] == "/me/second-factor/" and inside.get("/me/second-factor/").status_code == 200


def test_new_recovery_codes_make_the_old_ones_void(inside, recovery):
    shown = inside.post("/me/second-factor/change/", {"code": code()}).content.decode()
    fresh = re.findall(r'<li class="mono">(\d+)</li>', shown)
    assert len(fresh) == 10 and not set(fresh) & set(recovery)
    other = Client()
    give_password(other)
    assert other.post("/sign-in/code/", {"code": recovery[5]}).status_code == 200


def test_a_role_that_must_have_one_sets_it_up_before_anything_else(cast, client, settings):
    settings.SECOND_FACTOR_ROLES = ["worker"]
    give_password(client)
    for address in ("/", "/forms/", "/me/", "/people/"):
        assert client.get(address).headers["Location"] == "/me/second-factor/"
    page = client.get("/me/second-factor/").content.decode()
    secret = re.search(r'class="mono secret">([A-Z2-7]+)<', page)[1]
    client.post("/me/second-factor/", {"code": code(secret)})
    assert client.get("/forms/").status_code == 200


def test_another_role_is_not_asked(cast, client, settings):
    settings.SECOND_FACTOR_ROLES = ["operator"]
    give_password(client)
    assert client.get("/forms/").status_code == 200


def test_the_head_takes_it_away_for_whoever_lost_everything(recovery, cast, client):
    actions.remove_second_factor_of(cast.hana, person=cast.alice.person)
    assert give_password(client) == "/forms/"
