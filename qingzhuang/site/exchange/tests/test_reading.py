"""What programs read: their area, their scopes, numbers covered, every call in the log."""

from __future__ import annotations

import pytest
from django.utils import timezone

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.exchange.tests.conftest import id_number

pytestmark = pytest.mark.django_db


def test_lists_the_areas_of_the_post(cast, token, call):
    told = call("GET", "/areas", token(cast.hana)).json()["areas"]
    assert [area["code"] for area in told] == [cast.community.code, cast.grid.code]
    assert told[0]["above"] == "" and told[1]["above"] == cast.community.code


def test_tells_the_vocabulary_with_codes_and_sensitivity(cast, token, call):
    (person,) = call("GET", "/fields", token(cast.dan), entity="person").json()["entities"]
    fields = {field["name"]: field for field in person["fields"]}
    assert [code["code"] for code in fields["sex"]["codes"]][:2] == ["1", "2"]
    assert fields["id_number"]["covered"] and not fields["name"]["covered"]
    assert {"name": "household", "entity": "household"}.items() <= next(
        r for r in person["relations"] if r["name"] == "household"
    ).items()


def test_covers_numbers_without_the_scope(cast, someone, token, call):
    (told,) = call("GET", "/records", token(cast.hana, "read_facts"), entity="person").json()["records"]
    assert told["facts"]["name"] == "苏晓梅" and told["facts"]["phone"] == "139****0001"
    whole = call("GET", f"/records/{someone.pk}", token(cast.hana, "read_facts", "numbers")).json()
    assert whole["facts"]["id_number"] == id_number(1)
    phone = next(fact for fact in whole["sources"] if fact["field"] == "phone")
    assert (phone["source"], phone["since"]) == ("entry", "2026-01-01")


def test_knows_nothing_outside_the_area(cast, someone, token, next_head, call):
    secret = token(next_head, "read_facts")
    assert call("GET", f"/records/{someone.pk}", secret).status_code == 404
    assert call("GET", "/records", secret).json()["records"] == []
    assert call("GET", "/records", secret, area=cast.community.code).status_code == 404
    assert call("GET", "/changes", secret).json()["changes"] == []


def test_goes_through_a_list_page_by_page(cast, token, send, call):
    secret = token(cast.hana, "read_facts", "write_facts")
    send(secret, *({"key": f"P{n}", "area": cast.community.code, "facts": {"name": "某人"}} for n in range(7)))
    seen, cursor = [], ""
    while True:
        told = call("GET", "/records", secret, most=3, cursor=cursor).json()
        seen += [record["number"] for record in told["records"]]
        cursor = told["cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 7


def test_refuses_without_the_scope_in_one_shape(cast, someone, token, call):
    response = call("GET", "/records", token(cast.hana))
    assert response.status_code == 403
    assert set(response.json()) == {"code", "what", "why", "todo"} and response.json()["code"] == "exchange.no_scope"
    assert Entry.objects.latest("number").deed == "exchange.refused"


@pytest.mark.parametrize("path", ["/nothing", "/records/0", "/records/x", "/records/9999999999999999999999"])
def test_refuses_what_is_not_there_in_one_shape(cast, token, call, path):
    response = call("GET", path, token(cast.hana, "read_facts"))
    assert response.status_code in (404, 422)
    assert set(response.json()) == {"code", "what", "why", "todo"}


def test_refuses_other_methods_and_bad_cursors(cast, token, call):
    secret = token(cast.hana, "read_facts")
    response = call("DELETE", "/records", secret)
    assert response.status_code == 405 and response.json()["code"] == "exchange.wrong_method" and response["Allow"] == "GET"
    assert call("GET", "/changes", secret, cursor="abc").json()["code"] == "exchange.bad_cursor"


def test_opens_to_nobody_without_a_token_that_holds(cast, token, call, client, sign_in):
    from qingzhuang.site.accounts.actions import close_account, end_post

    assert client.get("/api/v1/areas").json()["code"] == "exchange.no_token"
    assert sign_in(cast.hana).get("/api/v1/areas").status_code == 401  # a session is no token
    client.logout()
    secret = token(cast.hana)
    assert call("GET", "/areas", secret + "x").status_code == 401
    assert call("GET", "/areas", secret).status_code == 200
    other = token(cast.dan)
    end_post(cast.otto, post=cast.hana)
    assert call("GET", "/areas", secret).status_code == 401
    close_account(cast.otto, person=cast.dan.person)
    assert call("GET", "/areas", other).status_code == 401


def test_keeps_the_scopes_within_the_rights_of_today(cast, someone, token, call):
    from qingzhuang.site.accounts.models import Post

    secret = token(cast.hana, "read_facts", "numbers")
    Post.objects.filter(pk=cast.hana.pk).update(role="department")  # sees figures, no people
    assert call("GET", "/records", secret).status_code == 403


def test_notes_every_call_without_naming_a_resident(cast, someone, token, call):
    secret = token(cast.hana, "read_facts")
    before = Entry.objects.count()
    call("GET", "/records", secret)
    call("GET", f"/records/{someone.pk}", secret)
    listed, shown = Entry.objects.filter(number__gt=before).order_by("number")
    assert (listed.deed, listed.detail["count"]) == ("exchange.called", 1)
    assert shown.subject == f"person:{someone.pk}"  # so that she can be told
    assert "苏晓梅" not in str(listed.detail) + str(shown.detail)


def test_notes_the_day_a_token_was_used(cast, token, call):
    from qingzhuang.site.exchange.models import Token

    secret = token(cast.hana)
    assert Token.objects.get().used_on is None
    call("GET", "/areas", secret)
    held = Token.objects.get()
    assert held.used_on == timezone.localdate() and secret not in str(vars(held))


def test_holds_back_who_asks_too_often(cast, token, call, settings, monkeypatch):
    monkeypatch.setattr("qingzhuang.site.exchange.views.entrance.time.time", lambda: 1_000_000_020.0)
    settings.API_CALLS_A_MINUTE = 2
    secret = token(cast.hana)
    assert [call("GET", "/areas", secret).status_code for _ in range(3)] == [200, 200, 429]
    refused = call("GET", "/areas", secret)
    assert refused.json()["code"] == "exchange.too_often" and 0 < int(refused["Retry-After"]) <= 60
    assert call("GET", "/areas", token(cast.dan)).status_code == 200


def test_sends_the_tables_of_the_area_with_numbers_only_for_the_scope(cast, someone, token, call):
    import io
    import json
    import zipfile

    import pyarrow.parquet as pq

    assert call("GET", "/snapshot", token(cast.hana, "read_facts")).status_code == 403
    for scopes, held in ((("snapshot",), False), (("snapshot", "numbers"), True)):
        response = call("GET", "/snapshot", token(cast.hana, *scopes))
        assert response.status_code == 200 and "personal" in response["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
            mark = json.loads(archive.read("manifest.json"))
            table = pq.read_table(io.BytesIO(archive.read(f"person/{cast.community.code}.parquet")))
        assert (mark["purpose"], mark["area"], mark["numbers"]) == ("部门回流", cast.community.code, held)
        assert table["name"].to_pylist() == ["苏晓梅"]
        assert ("id_number" in table.column_names) is held
        if held:
            assert table["id_number"].to_pylist() == [id_number(1)]
    assert call("GET", "/snapshot", token(cast.hana, "snapshot"), area=cast.neighbour.code).status_code == 404
