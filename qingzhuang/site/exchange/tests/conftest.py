"""Tokens of the cast and a way to call with them. Read before Django is set up: the site is imported inside."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

JANUARY = "2026-01-01"


def id_number(serial: int, born: date = date(1948, 3, 2), woman: bool = True) -> str:
    from qingzhuang.site.testing.facts import check_digit

    digits = f"990101{born:%Y%m%d}{serial:02d}{2 if woman else 1}"
    return digits + check_digit(digits)


@pytest.fixture
def next_head(cast):
    """The head of the community next door."""
    from qingzhuang.site.testing.cast import Role, _post

    return _post("nora", "倪红", cast.neighbour, Role.HEAD)


@pytest.fixture
def token() -> Callable[..., str]:
    """The secret of a new token of a post."""

    def made(post: Any, *scopes: str, sender: str = "county") -> str:
        from django.utils import timezone

        from qingzhuang.site.exchange import actions

        ends = timezone.localdate() + timedelta(days=30)
        return actions.make_token(post, name="县平台", sender=sender, purpose="部门回流", scopes=scopes, ends=ends).secret

    return made


@pytest.fixture
def call(client) -> Callable[..., Any]:
    """`call("GET", "/records", secret, entity="person")`; a body and a key for what is sent."""

    def called(method: str, path: str, secret: str, body: Any = None, key: str = "", **asked: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        if method == "GET":
            return client.get("/api/v1" + path, asked, headers=headers)
        return client.generic(method, "/api/v1" + path, json.dumps(body), "application/json", headers=headers)

    return called


@pytest.fixture
def send(call) -> Callable[..., Any]:
    """Send rows as a department; a key of its own each time."""
    count = iter(range(10_000))

    def sent(secret: str, *rows: dict[str, Any], key: str = "", source: str = "department") -> Any:
        body = {"source": source, "title": "民政数据回流", "valid_from": JANUARY, "rows": list(rows)}
        response = call("POST", "/batches", secret, body, key or f"batch-{next(count):04d}")
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return sent


@pytest.fixture
def someone(cast):
    """苏晓梅 of alice's community, with an ID number and a telephone."""
    from qingzhuang.site.ledger import actions

    return actions.add_record(
        cast.alice, entity="person", area=cast.community, valid_from=date(2026, 1, 1),
        facts={"name": "苏晓梅", "id_number": id_number(1), "sex": "女", "phone": "13900000001"},
    )  # fmt: skip
