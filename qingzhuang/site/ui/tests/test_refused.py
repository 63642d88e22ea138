"""What is said when a form is out of date, when HTTPS is not passed on, and under a wrong name."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


@pytest.fixture
def strict(cast) -> Client:
    return Client(enforce_csrf_checks=True)


def _csrf(client: Client, **more: object) -> str:
    client.get(SIGN_IN, **more)
    return client.cookies["csrftoken"].value


def test_a_form_of_an_old_page_is_told_in_words(strict):
    page = strict.post(SIGN_IN, {"username": "su", "password": "x"})
    assert page.status_code == 403
    assert "这一页已经过时" in page.content.decode()


def test_a_form_by_https_passes(strict, settings):
    settings.HTTPS = True
    sent = {"username": "su", "password": "x", "csrfmiddlewaretoken": _csrf(strict, secure=True)}
    page = strict.post(SIGN_IN, sent, secure=True, headers={"origin": "https://testserver"})
    assert page.status_code == 200


def test_https_that_is_not_passed_on_is_told_and_logged(strict, settings, caplog):
    settings.HTTPS = True
    sent = {"username": "su", "password": "x", "csrfmiddlewaretoken": _csrf(strict)}
    with caplog.at_level(logging.ERROR):
        page = strict.post(SIGN_IN, sent, headers={"origin": "https://testserver"})
    assert page.status_code == 403
    assert "HTTPS" in page.content.decode()
    assert "X-Forwarded-Proto" in caplog.text


def test_a_name_that_is_none_of_ours_is_told_in_words(client, settings):
    settings.ALLOWED_HOSTS = ["qingzhuang.example"]
    page = client.get(SIGN_IN, headers={"host": "elsewhere.example"})
    assert page.status_code == 400
    assert "QINGZHUANG_HOSTS" in page.content.decode()
    assert "elsewhere" not in page.content.decode()
