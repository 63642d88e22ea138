"""Every address for programs, every member of the cast that can have a token, every set of scopes → the status expected.

Hana heads the community, nora the one next door, tina works in the town above, dan is of a department and sees no people. The
record asked for is hana's. A new address needs a line here.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from tests.site.table import FOR_PROGRAMS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
quick = running(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
READ, WRITE, ALL = ("read_facts",), ("write_facts",), ("read_facts", "write_facts", "snapshot", "numbers")
TABLE = """
#           stranger  hana  hana+read  hana+write  nora+read  nora+write  tina+read  dan  tina+returns
areas            401   200        200         200        200         200        200  200  200
fields           401   200        200         200        200         200        200  200  200
records          401   403        200         403        200         403        200  403  403
record           401   403        200         403        404         403        200  403  403
changes          401   403        200         403        200         403        200  403  403
snapshot         401   403        403         403        403         403        403  403  403
write            401   403        403         200        403         200        403  403  403
rounds           401   403        403         403        403         403        403  403  200
round            401   403        403         403        403         403        403  403  404
round_table      401   403        403         403        403         403        403  403  404
round_file       401   403        403         403        403         403        403  403  404
openapi-json     200   200        200         200        200         200        200  200  200
nothing_here     404   404        404         404        404         404        404  404  404
"""
WHO = TABLE.strip().splitlines()[0].split()[1:]
LINES = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()[1:]}


def addresses() -> set[str]:
    found: set[str] = set()

    def walk(patterns: Any, inside: bool) -> None:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, inside or pattern.namespace == FOR_PROGRAMS)
            elif inside:
                found.add(pattern.name)

    walk(get_resolver().url_patterns, False)
    return found - {"api-root"}  # ninja's own root, which answers as nothing_here does


@pytest.fixture
def cast(db):
    from qingzhuang.site.testing.cast import make_cast

    return make_cast()


@pytest.fixture
def secrets(cast):
    from qingzhuang.site.accounts import actions as accounts
    from qingzhuang.site.accounts.queries import Role
    from qingzhuang.site.exchange.actions import make_token

    person = accounts.create_account(None, username="nora", name="倪红", password="open-sesame-9")
    nora = accounts.give_post(None, person=person, area=cast.neighbour, role=Role.HEAD, begins=cast.hana.begins)
    posts = {"hana": cast.hana, "nora": nora, "tina": cast.tina, "dan": cast.dan}
    scopes = {"": (), "read": READ, "write": WRITE, "all": ALL, "returns": ("returns",)}

    def secret(who: str) -> str:
        name, _, told = who.partition("+")
        ends = timezone.localdate() + timedelta(days=1)
        return make_token(posts[name], name=who, sender=name, purpose="x", scopes=scopes[told], ends=ends).secret

    return {who: "" if who == "stranger" else secret(who) for who in [*WHO, "hana+all"]}


@pytest.fixture
def person(cast):
    from qingzhuang.site.ledger import actions as ledger

    return ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅", "phone": "13900000001"})


def test_every_call_has_its_line():
    assert set(LINES) == addresses()


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(client, secrets, person):
    nothing = f"rounds/{uuid4()}"
    of_rounds = {"round": nothing, "round_table": f"{nothing}/table.csv", "round_file": f"{nothing}/file"}
    paths = of_rounds | {
        "record": f"records/{person.pk}",
        "write": "batches",
        "openapi-json": "openapi.json",
        "nothing_here": "nothing",
    }
    wrong = []
    for name, expected in LINES.items():
        for who, status in zip(WHO, expected, strict=True):
            headers = {"Authorization": f"Bearer {secrets[who]}"} if secrets[who] else {}
            path = f"/api/v1/{paths.get(name, name)}"
            if name == "write":
                body = json.dumps({"source": "department", "rows": [{"key": "A", "facts": {"name": "孙建军"}}]})
                headers["Idempotency-Key"] = "table-0001"
                got = client.post(path, body, "application/json", headers=headers).status_code
            else:
                got = client.get(path, headers=headers).status_code
            wrong += [f"{name}: {who} gets {got}, not {status}"] if got != int(status) else []
    assert wrong == []


CALLS = [
    ("GET", "/areas"),
    ("GET", "/fields"),
    ("GET", "/records"),
    ("GET", "/records/{number}"),
    ("GET", "/changes"),
    ("GET", "/snapshot"),
    ("POST", "/batches"),
    ("GET", "/rounds"),
    ("GET", "/rounds/{pk}"),
    ("GET", "/rounds/{pk}/table.csv"),
    ("GET", "/rounds/{pk}/file"),
]
SHAPE = {"code", "what", "why", "todo"}


def test_every_call_that_the_description_names_is_tried():
    from qingzhuang.site.exchange.views.api import api

    named = {(method.upper(), path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods}
    assert {(method, "/api/v1" + path) for method, path in CALLS} == named


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["hana+all", "nora+read", "tina+returns", "dan", "stranger"])
@pytest.mark.parametrize(("method", "path"), CALLS)
def test_holds_to_its_description_whatever_is_sent(secrets, person, settings, who, method, path):
    """What the description allows and what it does not: no answer of 500, each as it is described, refusals in one shape."""
    from qingzhuang.site.config.wsgi import application

    settings.API_CALLS_A_MINUTE = 100_000
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)["/api/v1" + path][method]
    headers = {"Authorization": f"Bearer {secrets[who]}"} if secrets[who] else {}

    @given(data=st.data())
    @quick
    def tried(data):
        mode = data.draw(st.sampled_from(list(GenerationMode)))
        case = data.draw(described.as_strategy(generation_mode=mode))
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)
        assert response.status_code < 500
        if response.status_code >= 400:
            assert set(response.json()) == SHAPE

    tried()
