"""The own account: changing the password, seeing and ending sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qingzhuang.site.accounts.logic import device_of, full_code, is_account_name, new_password
from qingzhuang.site.accounts.models import Session
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.testing.cast import PASSWORD

NEW = "feng-he-mei-ran"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 MicroMessenger/8.0"


def entered(agent: str = WINDOWS) -> Client:
    """A browser in which alice has signed in."""
    browser = Client(headers={"User-Agent": agent})
    assert browser.post("/sign-in/", {"username": "alice", "password": PASSWORD}).status_code == 302
    return browser


def test_the_password_is_changed_and_the_others_are_out(cast):
    desk, telephone = entered(), entered(PHONE)
    assert desk.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302
    assert desk.get("/me/").status_code == 200 and telephone.get("/me/").status_code == 302
    assert Entry.objects.filter(deed="password.changed", actor=cast.alice.person).count() == 1
    assert Client().post("/sign-in/", {"username": "alice", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"again": "feng-he-mei-lan"}, "两次输入的不一样"),
        ({"new": "short-1", "again": "short-1"}, "密码少于 10 个字符"),
        ({"new": "8437652190", "again": "8437652190"}, "密码只包含数字"),
        ({"new": "iamAlice-2026", "again": "iamAlice-2026"}, "不能包含您的姓名或账号"),
        ({"new": "qwertyuiop", "again": "qwertyuiop"}, "太常见"),
        ({"new": PASSWORD, "again": PASSWORD}, "和现在的密码一样"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(cast, sent, words):
    page = entered().post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW} | sent).content.decode()
    cast.alice.person.refresh_from_db()
    assert words in page and cast.alice.person.check_password(PASSWORD)


def test_guessing_the_old_password_locks_like_signing_in(cast):
    desk = entered()
    sent = {"old": "wrong", "new": NEW, "again": NEW}
    statuses = [desk.post("/me/password/", sent).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert Client().post("/sign-in/", {"username": "alice", "password": PASSWORD}).status_code == 429


def test_one_sees_ones_devices_and_nobody_elses(cast):
    desk, _telephone = entered(), entered(PHONE)
    page = desk.get("/me/").content.decode()
    assert "Windows, Chrome" in page and "Android, WeChat" in page and page.count("退出这台设备") == 1
    assert all(session.session_key not in page for session in Session.objects.all())
    bob = Client()
    bob.post("/sign-in/", {"username": "bob", "password": PASSWORD})
    assert "Android, WeChat" not in bob.get("/me/").content.decode()


def test_a_device_is_signed_out(cast):
    desk, telephone = entered(), entered(PHONE)
    handle = Session.objects.get(device="Android, WeChat").handle
    desk.post("/me/sessions/end/", {"session": handle})
    assert telephone.get("/me/").status_code == 302 and desk.get("/me/").status_code == 200


def test_the_device_of_somebody_else_stays(cast):
    bob = Client()
    bob.post("/sign-in/", {"username": "bob", "password": PASSWORD})
    desk = entered()
    desk.post("/me/sessions/end/", {"session": Session.objects.get(person=cast.bob.person).handle})
    assert bob.get("/me/").status_code == 200


def test_all_other_devices_are_signed_out_at_once(cast):
    desk, *others = entered(), entered(PHONE), entered()
    desk.post("/me/sessions/end/")
    assert [other.get("/me/").status_code for other in others] == [302, 302] and desk.get("/me/").status_code == 200


def test_a_session_ends_ten_hours_after_it_began_whatever_is_done_in_it(cast):
    desk = entered()
    ends = Session.objects.get().expire_date
    assert timedelta(hours=9, minutes=59) < ends - timezone.now() <= timedelta(hours=10)
    desk.post("/post/", {"post": cast.alice.pk})  # writes into the session
    assert abs(Session.objects.get().expire_date - ends) < timedelta(seconds=1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert desk.get("/me/").status_code == 302


def test_the_number_of_the_session_changes_at_signing_in(client, cast):
    client.get("/sign-in/")
    session = client.session
    session["anything"] = 1
    session.save()
    before = session.session_key
    client.cookies["qingzhuang"] = before
    client.post("/sign-in/", {"username": "alice", "password": PASSWORD})
    assert client.session.session_key != before and not Session.objects.filter(session_key=before).exists()


def test_signing_in_leads_nowhere_else(client, cast):
    sent = {"username": "alice", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/", sent).headers["Location"] == "/"


# ---------------------------------------------------------------- pure
def test_first_passwords_are_long_and_all_different():
    made = {new_password() for _ in range(200)}
    assert len(made) == 200 and all(len(one) == 19 for one in made)


@pytest.mark.parametrize("name", ["", "a", "A", "a b", "a#2", "#set-up", "é", "a" * 41, "1a"])
def test_no_account_is_called_so(name):
    assert not is_account_name(name)


def test_an_unknown_device_has_no_words():
    assert device_of("") == "" and device_of("curl/8") == ""


def test_codes_are_filled_to_their_length_and_nothing_else_is_taken():
    from qingzhuang.site.accounts.logic import Level

    assert full_code("99", Level.PROVINCE) == "990000000000" and full_code("990101001001001", Level.GRID) == "990101001001001"
    assert [full_code(code, Level.TOWN) for code in ("99010100", "990101001001", "99010100a")] == [""] * 3
    assert full_code("９９０１０１００１ ", Level.TOWN) == "990101001000"
