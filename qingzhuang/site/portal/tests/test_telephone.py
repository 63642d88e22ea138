"""From the phone: is it needed, consent, the code at the desk, the download; nothing tells who lives where."""

from __future__ import annotations

import re

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.certificates import actions, queries
from qingzhuang.site.certificates.models import Application
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger.models import Record

CLAIM = {"what": "residence", "body": "bank", "name": "苏晓梅", "id_number": "990101195003020044", "consent": "on"}


@pytest.fixture
def send(client, cast):
    def sent(**more):
        return client.post(reverse("portal:apply", args=[cast.community.code]), CLAIM | more)

    return sent


def claimed(**more):
    return actions.Claim(**{**CLAIM, "consent": True, **more})


def test_a_paper_that_must_not_be_issued_ends_with_the_right_office_before_anybody_is_named(client, cast):
    page = client.get(reverse("portal:apply", args=[cast.community.code]), {"what": "no-crime", "body": "employer"})
    assert "公安派出所" in page.text and 'name="id_number"' not in page.text


def test_what_the_body_can_look_up_needs_no_paper(client, cast):
    page = client.get(reverse("portal:apply", args=[cast.community.code]), {"what": "residence", "body": "police"})
    assert "不需要证明" in page.text and 'name="id_number"' not in page.text


def test_known_and_unknown_people_get_the_same_answer(send, client, woman):
    known, unknown = send(), send(name="查无此人", id_number="990101196001010019")
    pages = [client.get(answer.headers["Location"]) for answer in (known, unknown)]
    bare = [re.sub(r"[A-Z2-9]{6}|follow/[\w-]+|csrf\S+|value=\"[^\"]*\"", "", page.text) for page in pages]
    assert known.status_code == unknown.status_code == 302 and bare[0] == bare[1]
    assert "苏晓梅" not in pages[0].text and "1栋" not in pages[0].text


def test_nobody_is_looked_up_and_the_claim_lies_sealed(send, woman):
    send()
    made = Application.objects.get()
    assert made.record is None and made.stage == "claimed" and "苏晓梅".encode() not in bytes(made.told) and made.consent_at


def test_refuses_without_consent(send):
    assert send(consent="").status_code == 200 and not Application.objects.exists()


def test_at_the_desk_one_click_issues_and_the_phone_downloads(send, client, cast, woman, signing):
    address = send().headers["Location"]
    made = Application.objects.get()
    assert client.get(f"{address}paper.pdf").status_code == 409
    assert queries.by_desk_code_for(cast.alice, made.desk_code.lower()) == made
    assert queries.by_desk_code_for(cast.charlie, made.desk_code) is None
    assert actions.approve(cast.alice, application=made, record=woman).sha256
    assert "证明已办好" in client.get(address).text
    file = client.get(f"{address}paper.pdf")
    assert file.status_code == 200 and file.content.startswith(b"%PDF")


def test_a_worker_of_another_community_and_a_reader_cannot_approve(cast, woman, signing):
    made, _ticket = actions.claim(area=cast.community, said=claimed())
    for actor, fault in ((cast.charlie, Http404), (cast.bob, Refusal)):
        with pytest.raises(fault):
            actions.approve(actor, application=made, record=woman)


def test_a_guessed_address_leads_nowhere(client, send):
    send()
    for guess in ("x", "x" * 32, "../etc", Application.objects.get().ticket):
        assert client.get(f"/follow/{guess}/").status_code == 404


def test_for_somebody_else_the_proxy_is_named_at_the_desk(cast, woman):
    from qingzhuang.site.certificates import told

    made, _ticket = actions.claim(area=cast.community, said=claimed(proxy="苏小军", phone="13900000001"))
    assert told.told(made.told).claim["proxy"] == "苏小军"


def test_declined_at_the_desk_the_phone_says_why(cast, client):
    made, ticket = actions.claim(area=cast.community, said=claimed())
    actions.decline(cast.alice, application=made, reason="请到现居住地办理")
    assert "请到现居住地办理" in client.get(f"/follow/{ticket}/").text


def test_too_many_tries_are_stopped(send, settings, client):
    settings.PUBLIC_TRIES_A_MINUTE = 2
    assert [send().status_code for _ in range(3)] == [302, 302, 429]
    assert [client.post("/check/", {"text": "x"}).status_code for _ in range(3)] == [200, 200, 429]


def test_the_page_that_checks_shows_no_more_than_it_may(client, ask, cast, signing):
    paper = actions.issue(cast.alice, application=ask())
    page = client.post("/check/", {"text": f"{paper.number} {paper.code}"})
    assert "有效" in page.text and "苏**" in page.text
    assert "苏晓梅" not in page.text and "1栋101" not in page.text and "9901" not in page.text.split("csrf")[0]


@pytest.mark.parametrize(
    "text", ["", "x", "QZ1:" + "A" * 300, "A" * 100_000, "石桥社区证〔2026〕1号", "\x00", "😀" * 50, "HTTPS://X/V/" + "A" * 200]
)
def test_nonsense_is_answered_gently(client, db, signing, text):
    assert client.post("/check/", {"text": text}).status_code in (200, 400)


def test_the_trust_file_is_public_and_holds_no_secret(client, signing):
    page = client.get("/trust.json")
    assert page.status_code == 200 and "pkcs8" not in page.text and Record.objects.count() == 0
