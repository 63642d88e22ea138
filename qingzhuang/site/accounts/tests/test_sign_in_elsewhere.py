"""Signing in with another service, against a small one that runs beside the test: only those with an account get in."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from qingzhuang.site.accounts import actions
from qingzhuang.site.audit.models import Entry

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
BACK = "/sign-in/elsewhere/back/"


class Service(ThreadingHTTPServer):
    """Who signs in (`claims`), who signs the token (`key`), and the proof that the browser was sent with."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {"sub": "0815", "preferred_username": "alice"}
        self.told: dict[str, Any] | None = None  # user information, where it is not the claims
        self.key, self.challenge, self.audience = KEY, "", "qingzhuang"


class Answer(BaseHTTPRequestHandler):
    server: Service

    def log_message(self, *_words: Any) -> None:
        return

    def do_GET(self) -> None:
        base = self.server.issuer
        pages = {
            "/.well-known/openid-configuration": {
                "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": {"keys": [jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True) | {"kid": "k", "alg": "RS256"}]},
            "/userinfo": self.server.told or self.server.claims,
        }  # fmt: skip
        self._say(pages.get(self.path, {}), 200 if self.path in pages else 404)

    def do_POST(self) -> None:
        sent = {
            name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if sent.get("client_secret") != "hush" or sent.get("code") != "good" or proof != self.server.challenge:
            return self._say({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = self.server.claims | {"iss": self.server.issuer, "aud": self.server.audience, "iat": now, "exp": now + 60}
        token = jwt.encode(claims, self.server.key, algorithm="RS256", headers={"kid": "k"})
        return self._say({"access_token": "a", "token_type": "Bearer", "id_token": token}, 200)

    def _say(self, what: dict[str, Any], status: int) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def service(settings, cast):
    cache.clear()
    running = Service()
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    app = {"provider_id": "elsewhere", "name": "统一认证", "client_id": "qingzhuang", "secret": "hush"}
    settings.OIDC_NAME = "统一认证"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": running.issuer}}]}
    }
    yield running
    running.shutdown()
    running.server_close()


def go(client: Client, service: Service, **changed: str) -> Any:
    """Off to the service and back again, as a browser does it."""
    there = client.get("/sign-in/elsewhere/", {"next": "/forms/"}).headers["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    assert there.startswith(f"{service.issuer}/authorize?") and asked["redirect_uri"] == f"http://testserver{BACK}"
    assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"]
    service.challenge = asked["code_challenge"]
    return client.get(BACK, {"code": "good", "state": asked["state"]} | changed)


def is_out(client: Client) -> bool:
    return client.get("/forms/").status_code == 302


def test_whoever_was_linked_gets_in(service, cast, client):
    actions.link_subject(cast.hana, person=cast.bob.person, subject="0815")
    assert go(client, service).headers["Location"] == "/forms/"
    assert client.get("/forms/").wsgi_request.user == cast.bob.person
    assert Entry.objects.filter(deed="person.signed_in", actor=cast.bob.person).exists()


def test_whoever_has_no_account_here_stays_out(service, client):
    response = go(client, service)
    assert response.status_code == 403 and "这里没有对应的账号" in response.content.decode() and is_out(client)


def test_names_are_not_matched_unless_one_says_so(service, cast, client):
    assert go(client, service).status_code == 403  # preferred_username is alice


def test_a_name_that_is_matched_is_tied_to_its_number(service, cast, client, settings):
    settings.OIDC_USERNAME_CLAIM = "preferred_username"
    assert go(client, service).status_code == 302
    cast.alice.person.refresh_from_db()
    assert cast.alice.person.subject == "0815"
    service.claims = {"sub": "4711", "preferred_username": "alice"}  # somebody else by the same name
    assert go(Client(), service).status_code == 403


def test_whoever_has_never_used_the_first_password_need_not_change_it(service, cast, client):
    actions.reset_password(cast.hana, person=cast.alice.person)
    actions.link_subject(cast.hana, person=cast.alice.person, subject="0815")
    go(client, service)
    assert client.get("/forms/").status_code == 200


def test_the_first_password_must_be_changed_by_whoever_signs_in_with_it(service, cast, client):
    """Also in a browser that came back from the service before, without an account here."""
    go(client, service)
    password = actions.reset_password(cast.hana, person=cast.alice.person)
    client.post("/sign-in/", {"username": "alice", "password": password})
    assert client.get("/forms/").headers["Location"] == "/me/password/"


def test_a_closed_account_stays_closed(service, cast, client):
    actions.link_subject(cast.hana, person=cast.alice.person, subject="0815")
    actions.close_account(cast.hana, person=cast.alice.person)
    assert go(client, service).status_code == 403 and is_out(client)


def test_a_second_factor_is_asked_for_all_the_same(service, cast, client):
    from qingzhuang.site.accounts.tests.test_second_factor import SECRET, code

    actions.link_subject(cast.hana, person=cast.alice.person, subject="0815")
    actions.add_second_factor(cast.alice.person, secret=SECRET, code=code())
    assert go(client, service).headers["Location"] == "/sign-in/code/" and is_out(client)


@pytest.fixture
def linked(service, cast):
    actions.link_subject(cast.hana, person=cast.alice.person, subject="0815")
    return service


def test_a_token_signed_by_somebody_else_is_not_believed(linked, client):
    linked.key = OTHER_KEY
    assert go(client, linked).status_code == 502 and is_out(client)


def test_a_token_for_another_site_is_not_believed(linked, client):
    linked.audience = "another"
    assert go(client, linked).status_code == 502 and is_out(client)


def test_a_token_and_user_information_of_two_people_are_not_believed(linked, client):
    linked.told = {"sub": "4711"}
    assert go(client, linked).status_code == 502 and is_out(client)


def test_a_state_that_this_browser_did_not_bring_is_refused(linked, client):
    assert go(client, linked, state="stolen").status_code == 502 and is_out(client)


def test_a_wrong_code_and_a_refusal_are_told_gently(linked, client):
    response = go(client, linked, code="bad")
    assert response.status_code == 502 and "统一登录没有成功" in response.content.decode()
    assert client.get(BACK, {"error": "access_denied"}).status_code == 502


def test_a_service_that_is_down_is_told_gently(linked, client, settings):
    linked.shutdown()
    linked.server_close()
    assert client.get("/sign-in/elsewhere/").status_code == 502


def test_the_button_leads_there_and_only_where_there_is_a_service(service, client, settings):
    page = client.get("/sign-in/?next=/forms/").content.decode()
    assert "用统一认证登录" in page and 'href="/sign-in/elsewhere/?next=%2Fforms%2F"' in page
    settings.OIDC_NAME = ""
    assert "elsewhere" not in client.get("/sign-in/").content.decode()
