"""The code of the first set-up: printed where the site is started, kept in the data folder, gone once there is an account."""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from qingzhuang.site.accounts.logic import new_password

NAME = {"username": "#set-up"}  # whom the lock after wrong tries counts; no account can be called so


def path() -> Path:
    return Path(settings.DATA) / "set-up-code"


def code() -> str:
    """The code, made the first time; only the owner of the file can read it."""
    if not path().exists():
        with open(os.open(path(), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(new_password())
    return path().read_text("ascii").strip()


def forget() -> None:
    path().unlink(missing_ok=True)


def is_right(request: HttpRequest, typed: str) -> bool:
    """Whether this is the code; wrong ones are counted, and lock like wrong passwords."""
    if not AxesProxyHandler.is_allowed(request, NAME):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return False
    if hmac.compare_digest(typed.strip().lower().encode(), code().encode()):
        return True
    user_login_failed.send(sender=__name__, credentials=NAME, request=request)
    return False
