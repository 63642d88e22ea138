"""Signing in and out, the lock after wrong passwords, the post one acts in."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from qingzhuang.site.accounts.actions import create_account, give_post
from qingzhuang.site.accounts.logic import Role
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.testing.cast import PASSWORD

ADDRESS = "/sign-in/"


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get("/").headers["Location"].startswith(ADDRESS)


def test_the_right_password_opens(client, cast):
    response = client.post(ADDRESS, {"username": "alice", "password": PASSWORD})
    assert response.headers["Location"] == "/"
    assert Entry.objects.filter(deed="person.signed_in", actor=cast.alice.person).count() == 1


def test_a_wrong_password_says_so_gently(client, cast):
    response = client.post(ADDRESS, {"username": "alice", "password": "wrong"})
    assert "账号和密码对不上" in response.content.decode()


def test_locks_after_six_wrong_passwords(client, cast):
    for _ in range(6):
        response = client.post(ADDRESS, {"username": "alice", "password": "wrong"})
    assert response.status_code == 429 and "请等一刻钟" in response.content.decode()
    assert client.post(ADDRESS, {"username": "alice", "password": PASSWORD}).status_code == 429


def test_somebody_without_a_post_is_told_what_to_do(client, cast):
    person = create_account(None, username="nina", name="倪娜", password=PASSWORD)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/")
    assert response.status_code == 403 and "请社区或街道负责人给您设一个岗位" in response.content.decode()


def test_a_post_that_has_ended_opens_nothing(cast, sign_in):
    cast.alice.ends = date(2020, 2, 1)
    cast.alice.save()
    assert sign_in(cast.alice).get("/").status_code == 403


def test_acts_in_the_post_that_was_chosen(cast, sign_in):
    other = give_post(None, person=cast.alice.person, area=cast.neighbour, role=Role.READER, begins=date(2021, 1, 1))
    client = sign_in(cast.alice)
    client.post(reverse("accounts:choose_post"), {"post": other.pk})
    assert client.get("/").wsgi_request.post == other


def test_nobody_acts_in_the_post_of_another(cast, sign_in):
    assert sign_in(cast.alice).post(reverse("accounts:choose_post"), {"post": cast.hana.pk}).status_code == 404


def test_signing_out_closes(cast, sign_in):
    client = sign_in(cast.alice)
    client.post(reverse("accounts:sign_out"))
    assert client.get("/").status_code == 302
