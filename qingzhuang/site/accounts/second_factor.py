"""The second factor as a backend of sign-ins, so that the lock after wrong tries counts for it too; allauth keeps and checks the codes."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from qingzhuang.site.accounts.models import User

MARK = "#2"  # no account name holds this sign: wrong codes are counted apart from wrong passwords


class SecondFactorBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, *, person: User, code: str, username: str) -> User | None:
        """The person, where the code is the authenticator's of this moment or an unused recovery code."""
        code = "".join(code.split())
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
        for factor in Authenticator.objects.filter(user=person, type__in=kinds).order_by("-type"):
            if code and factor.wrap().validate_code(code):
                factor.record_usage()
                return person
        return None


def lock_on(request: HttpRequest, credentials: dict[str, Any] | None = None) -> list[Any]:
    """Wrong passwords lock a name on one computer; wrong codes lock the name everywhere, since whoever types them has the password."""
    name = (credentials or {}).get("username") or ""
    return ["username"] if name.endswith(MARK) else [["username", "ip_address"]]


class Adapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticators encrypted, and names the account in them."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "轻装"


def _fernet() -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"qingzhuang second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
