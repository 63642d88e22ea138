"""Signing in at another service (OpenID Connect): allauth speaks the protocol, and only tells us who that is; nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from qingzhuang.site.accounts import errors

PROVIDER = "elsewhere"  # the id of the one provider in SOCIALACCOUNT_PROVIDERS


class Shown(Exception):
    """The provider has said who somebody is; raised to get out of allauth before it looks for accounts of its own."""

    def __init__(self, subject: str, username: str, target: str) -> None:
        super().__init__(subject)
        self.subject, self.username, self.target = subject, username, target


class Protocol(OpenIDConnectOAuth2Adapter):
    """Comes back to our own page, and checks the signature of every identity token."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("accounts:outside_back"))

    def _decode_id_token(self, app: Any, id_token: str) -> Any:
        self.did_fetch_access_token = False  # allauth would trust the connection alone
        return super()._decode_id_token(app, id_token)


class Adapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        data = sociallogin.account.extra_data
        token, told = data.get("id_token") or {}, data.get("userinfo") or {}
        if not token.get("sub") or told.get("sub", token["sub"]) != token["sub"]:
            raise errors.outside_failed()
        claim = settings.OIDC_USERNAME_CLAIM
        username = str({**told, **token}.get(claim, "")) if claim else ""
        raise Shown(str(token["sub"]), username, sociallogin.state.get("next") or "")

    def on_authentication_error(self, request: HttpRequest, *_what: Any, **_more: Any) -> None:
        raise errors.outside_failed()

    def is_open_for_signup(self, *_anybody: Any) -> bool:
        return False


def provider(request: HttpRequest) -> OpenIDConnectProvider:
    found = get_adapter().get_provider(request, PROVIDER)
    found.oauth2_adapter_class = Protocol
    return found
