"""Rules that hold on every page: three languages, no script or style inside, nothing from elsewhere, few questions of the database."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qingzhuang.site.reports import actions
from qingzhuang.site.testing import forms

# How many queries each page takes; a number that grows with the rows of a page is a fault. Session, person and post are 3.
QUERIES = {
    "desk:home": 7,
    "reports:history": 4,
    "reports:review": 23,
    "reports:list": 23,
    "reports:explain": 23,
    "reports:about": 7,
    "audit:log": 5,
}


@pytest.fixture
def review(cast, facts):
    return actions.bring_form(cast.hana, name="名册.xlsx", data=forms.roster())


def address(name, review):
    arguments = {"reports:explain": [review.pk, "html"]}.get(name, [review.pk] if name.startswith("reports:") else [])
    return reverse(name, args=[] if name == "reports:history" else arguments)


@pytest.fixture
def pages(cast, sign_in, review):
    client = sign_in(cast.hana)
    return {name: client.get(address(name, review)).content.decode() for name in QUERIES}


def test_no_script_or_style_is_written_into_a_page(pages):
    for name, page in pages.items():
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page), name


def test_nothing_comes_from_elsewhere(pages):
    for name, page in pages.items():
        assert not re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", page), name


def test_every_field_has_a_label(pages):
    for name, page in pages.items():
        labelled = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', page))
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
            if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field or "aria-label" in field:
                continue
            assert re.search(r'\bid="([^"]+)"', field)[1] in labelled, (name, field)


@pytest.mark.parametrize("name", QUERIES)
def test_asks_the_database_so_often(cast, sign_in, review, name):
    client = sign_in(cast.hana)
    client.get(address(name, review))
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(address(name, review))
    questions = [query["sql"] for query in asked if "pg_advisory" not in query["sql"]]  # PostgreSQL takes a lock besides
    assert len(questions) == QUERIES[name], "\n".join(questions)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "今天来了什么表？"), ("zh-hant", "今天來了什麼表？"), ("en", "Which form came today?")],
)
def test_the_first_page_speaks_three_languages(cast, sign_in, language, words):
    client = sign_in(cast.alice)
    assert client.post(reverse("ui:language"), {"language": language, "next": "/forms/"}).headers["Location"] == "/forms/"
    page = client.get("/").content.decode()
    assert words in page and f'lang="{language}"'.lower() in page.lower()


def test_names_are_shown_in_the_script_of_the_page(cast, sign_in):
    client = sign_in(cast.alice)
    client.cookies["language"] = "zh-hant"
    assert "臨江社區" in client.get("/").content.decode()


def test_chinese_is_spoken_to_whoever_has_said_nothing(cast, sign_in):
    assert "今天来了什么表？" in sign_in(cast.alice).get("/", headers={"Accept-Language": "en-US"}).content.decode()


def test_the_language_leads_nowhere_else(cast, sign_in):
    response = sign_in(cast.alice).post(reverse("ui:language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_a_page_that_is_not_there_says_so(cast, sign_in):
    response = sign_in(cast.alice).get("/nowhere/")
    assert response.status_code == 404 and "没有这个页面" in response.content.decode()


def test_htmx_is_sent_to_sign_in_when_the_session_is_over(client, db):
    response = client.get("/forms/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/sign-in/"


def test_htmx_shows_a_refusal_at_the_top_of_the_page(cast, sign_in, review):
    sent = {"area": cast.community.code, "as_of": "2026-06-30", "period_from": "2026-01-01"}
    response = sign_in(cast.hana).post(reverse("reports:scope", args=[review.pk]), sent, headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "#main" and "两个日子都填" in response.content.decode()
