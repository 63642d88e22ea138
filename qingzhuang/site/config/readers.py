"""Typed readers of environment variables: each fails loudly, naming the variable and what it expected."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

YES = frozenset(("1", "true", "yes", "on"))
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NO = frozenset(("", "0", "false", "no", "off"))


class SettingError(Exception):
    """A variable holds something that cannot be meant."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    found = os.environ.get(name, "").strip().lower()
    if not found:
        return default
    if found in YES:
        return True
    if found in NO:
        return False
    raise SettingError(f"{name}={found!r}: expected yes or no")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    found = os.environ.get(name, "").strip()
    if not found:
        return default
    if not found.isdigit() or not least <= int(found) <= most:
        raise SettingError(f"{name}={found!r}: expected a whole number from {least} to {most}")
    return int(found)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    found = os.environ.get(name, "").strip()
    return [word.strip() for word in found.split(",") if word.strip()] if found else list(default)


def folder(name: str, default: Path) -> Path:
    found = os.environ.get(name, "").strip()
    return Path(found).expanduser().resolve() if found else default


def address(name: str) -> str:
    """`http://…` or `https://…`; empty where nothing is said."""
    found = os.environ.get(name, "").strip()
    if found and (urlsplit(found).scheme not in ("http", "https") or not urlsplit(found).hostname):
        raise SettingError(f"{name}={found!r}: expected an address that begins with http:// or https://")
    return found


def ip(name: str, default: str = "") -> str:
    """The address of one machine as `127.0.0.1` or `::1`; empty where nothing is said, and for `none`."""
    found = os.environ.get(name, "").strip() or default
    if found in ("", "none"):
        return ""
    try:
        return str(ipaddress.ip_address(found))
    except ValueError as fault:
        raise SettingError(f"{name}={found!r}: expected the address of a machine, such as 127.0.0.1, or none") from fault


def private_file(name: str) -> Path | None:
    """A file that only its owner can read; None where nothing is said."""
    found = os.environ.get(name, "").strip()
    if not found:
        return None
    path = Path(found).expanduser()
    if not path.is_file() or (os.name == "posix" and path.stat().st_mode & 0o077):
        raise SettingError(f"{name}={found!r}: expected a file that only its owner can read (chmod 600)")
    return path


def secret(name: str, kept_in: Path) -> str:
    """The variable, or else a key made once and kept in a file only its owner can read."""
    found = os.environ.get(name, "").strip()
    if found:
        return found
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept_in, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    return kept_in.read_text("ascii").strip()


def database(name: str, default: Path) -> dict[str, Any]:
    """`postgresql://user:word@host:5432/name` or `sqlite:///path`; SQLite in the data folder where nothing is said.

    A server reached by a socket: `postgresql://user@/name?host=/run/postgresql`.
    """
    found = os.environ.get(name, "").strip()
    if not found:
        return sqlite(default)
    parts = urlsplit(found)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise SettingError(f"{name}: expected postgresql://user:word@host:port/name or sqlite:///path")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Many readers beside one writer (WAL); a writer waits for its turn instead of failing half way.

    What SQLite lays aside in a transaction goes to temporary files: kept in memory, every change of a row costs more than the one before.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,  # each thread keeps its connection, and with it the pages of the database it has read
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32768;PRAGMA mmap_size=268435456;PRAGMA secure_delete=ON;",
        },
    }


def oidc() -> tuple[str, list[dict[str, Any]]]:
    """The name on the button and the one provider of sign-ins for allauth; empty where no issuer is named."""
    issuer = text("QINGZHUANG_OIDC_ISSUER").rstrip("/")
    if not issuer:
        return "", []
    parts = urlsplit(issuer)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise SettingError(f"QINGZHUANG_OIDC_ISSUER={issuer!r}: expected an address that begins with https://")
    client, file = text("QINGZHUANG_OIDC_CLIENT_ID"), text("QINGZHUANG_OIDC_CLIENT_SECRET")
    if not client or not file or not Path(file).is_file():
        raise SettingError(
            "QINGZHUANG_OIDC_CLIENT_ID and QINGZHUANG_OIDC_CLIENT_SECRET: expected the number of this site, and a file with its secret"
        )
    label = text("QINGZHUANG_OIDC_NAME", parts.hostname or issuer)
    secret = Path(file).read_text("utf-8").strip()
    app = {"provider_id": "elsewhere", "name": label, "client_id": client, "secret": secret, "settings": {"server_url": issuer}}
    return label, [app]
