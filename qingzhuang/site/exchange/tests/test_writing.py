"""Facts from other systems: matched by number, own key or ID number, never by name; every row answered; recorded once."""

from __future__ import annotations

import pytest

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.exchange.models import SenderKey
from qingzhuang.site.exchange.tests.conftest import id_number
from qingzhuang.site.ledger.models import Conflict, Record, Recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(cast, token):
    return token(cast.hana, "read_facts", "write_facts")


def became(answer):
    return [row["became"] if row["became"] != "refused" else row["code"] for row in answer["rows"]]


def test_says_of_each_row_what_became_of_it(cast, someone, secret, send):
    here = cast.community.code
    answer = send(
        secret,
        {"number": someone.pk, "facts": {"nickname": "小梅"}},
        {"key": "A1", "area": here, "facts": {"name": "孙建军", "sex": "男"}},
        {"area": here, "facts": {"name": "钱国强", "id_number": id_number(7, woman=False)}},
        {"area": here, "facts": {"name": "无名"}},
        {"key": "A2", "area": here, "facts": {"name": "周平", "sex": "x"}},
        {"key": "A3", "area": here, "facts": {"favourite_colour": "红"}},
    )
    assert became(answer) == ["changed", "new", "new", "row.no_key", "row.bad_value", "row.unknown_field"]
    assert answer["totals"] == {"new": 2, "changed": 1, "same": 0, "contested": 0, "refused": 3}
    someone.refresh_from_db()
    assert someone.facts["nickname"] == "小梅"
    recording = Recording.objects.get(pk=answer["recording"])
    assert (recording.source, recording.title, recording.recorded_by) == ("department", "民政数据回流", cast.hana)


def test_finds_the_same_record_by_key_by_number_and_by_id_number(cast, secret, send):
    row = {"key": "A1", "area": cast.community.code, "facts": {"name": "孙建军", "id_number": id_number(7)}}
    number = send(secret, row)["rows"][0]["number"]
    again = [
        send(secret, {**more, "facts": {"nickname": name, **facts}})["rows"][0]
        for name, more, facts in (("a", {"key": "A1"}, {}), ("b", {"number": number}, {}), ("c", {}, {"id_number": id_number(7)}))
    ]
    assert [(row["became"], row["number"]) for row in again] == [("changed", number)] * 3
    assert Record.objects.count() == 1


def test_says_same_where_nothing_is_new(cast, someone, secret, send):
    answer = send(secret, {"facts": {"id_number": id_number(1), "name": "苏晓梅"}})
    assert became(answer) == ["same"] and answer["rows"][0]["number"] == someone.pk


def test_leaves_what_differs_from_a_more_trusted_source_to_a_person(cast, someone, secret, send):
    send(secret, {"number": someone.pk, "facts": {"phone": "13900000002"}})
    answer = send(secret, {"number": someone.pk, "facts": {"phone": "13900000003"}}, source="import")
    assert became(answer) == ["contested"] and Conflict.objects.count() == 1


def test_never_matches_by_name(cast, someone, secret, send):
    answer = send(secret, {"key": "B1", "area": cast.community.code, "facts": {"name": "苏晓梅"}})
    assert became(answer) == ["new"] and answer["rows"][0]["number"] != someone.pk


def test_refuses_a_row_that_means_two_records(cast, someone, secret, send):
    other = send(secret, {"key": "B1", "area": cast.community.code, "facts": {"name": "孙建军", "id_number": id_number(7)}})
    assert became(send(secret, {"key": "B1", "number": someone.pk, "facts": {"nickname": "x"}})) == ["row.at_odds"]
    assert became(send(secret, {"number": someone.pk, "facts": {"id_number": id_number(8)}})) == ["row.at_odds"]
    assert Record.objects.get(pk=other["rows"][0]["number"]).facts.get("nickname") is None


def test_refuses_the_second_row_of_one_record_in_a_batch(cast, someone, secret, send):
    answer = send(
        secret, {"number": someone.pk, "facts": {"nickname": "a"}}, {"facts": {"id_number": id_number(1), "nickname": "b"}}
    )
    assert became(answer) == ["changed", "row.twice"]


def test_records_a_batch_once_however_often_it_is_sent(cast, secret, send, call):
    row = {"key": "A1", "area": cast.community.code, "facts": {"name": "孙建军"}}
    first, second = (send(secret, row, key="once-0001") for _ in range(2))
    assert first == second and Recording.objects.count() == 1
    body = {"source": "department", "rows": [{**row, "facts": {"name": "孙建国"}}]}
    response = call("POST", "/batches", secret, body, "once-0001")
    assert response.status_code == 409 and response.json()["code"] == "exchange.other_batch"


def test_reaches_no_record_next_door(cast, someone, token, next_head, send):
    secret = token(next_head, "write_facts")
    assert became(send(secret, {"number": someone.pk, "facts": {"nickname": "x"}})) == ["row.not_here"]
    assert became(send(secret, {"key": "X", "area": cast.community.code, "facts": {"name": "x"}})) == ["row.no_area"]
    moved_in = {"area": cast.neighbour.code, "facts": {"name": "苏晓梅", "id_number": id_number(1)}}
    assert became(send(secret, moved_in)) == ["new"]  # who lives next door is not told


def test_keeps_the_keys_of_two_senders_apart(cast, token, secret, send):
    row = {"key": "A1", "area": cast.community.code, "facts": {"name": "孙建军"}}
    other = token(cast.hana, "write_facts", sender="hospital")
    assert send(secret, row)["rows"][0]["number"] != send(other, row)["rows"][0]["number"]
    assert "A1" not in " ".join(SenderKey.objects.values_list("digest", flat=True))


def test_ties_records_of_one_batch_together_by_key(cast, secret, send):
    here = cast.community.code
    answer = send(
        secret,
        {"key": "A1", "area": here, "facts": {"name": "孙建军", "household": {"key": "H1"}}},
        {"entity": "household", "key": "H1", "area": here, "facts": {"head": {"key": "A1"}, "farmland_area": 3}},
        {"key": "A2", "area": here, "facts": {"name": "孙小", "household": {"key": "H9"}}},
    )
    person, household, lost = answer["rows"]
    assert Record.objects.get(pk=person["number"]).facts["household"] == household["number"]
    assert lost["code"] == "row.bad_relation" and lost["what"].startswith("household")


def test_makes_no_recording_where_all_rows_are_refused(cast, secret, send):
    answer = send(secret, {"area": cast.community.code, "facts": {"name": "无名"}})
    assert answer["recording"] is None and not Recording.objects.exists()


def test_does_not_let_a_program_merge_records(cast, someone, secret, send):
    assert became(send(secret, {"number": someone.pk, "facts": {"merged_into": 1}})) == ["row.not_yours"]


def test_refuses_a_post_that_records_no_facts(cast, token, call):
    from qingzhuang.site.exchange.errors import no_scopes
    from qingzhuang.site.kit.errors import Refusal

    with pytest.raises(Refusal) as refused:
        token(cast.tina, "write_facts")  # the town reads
    assert refused.value.code == no_scopes().code


def test_notes_how_much_was_recorded_and_nobody(cast, secret, send):
    send(secret, {"key": "A1", "area": cast.community.code, "facts": {"name": "孙建军"}}, {"facts": {"name": "x"}})
    entry = Entry.objects.latest("number")
    assert (entry.deed, entry.detail["recorded"], entry.detail["refused"]) == ("exchange.written", 1, 1)
    assert "孙建军" not in str(entry.detail)


@pytest.mark.parametrize(
    "body",
    [
        {"source": "department", "rows": []},
        {"source": "guess", "rows": [{"facts": {}}]},
        {"source": "department", "rows": [{"facts": {"name": "\ud800"}}]},
        {"source": "department", "rows": [{"facts": {"height": float("inf")}}]},
        {"source": "department", "title": "a\x00b", "rows": [{"key": "1", "facts": {"name": "x"}}]},
        [],
        None,
    ],
)
def test_refuses_what_cannot_be_read(cast, secret, call, body):
    response = call("POST", "/batches", secret, body, "broken-01")
    assert response.status_code == 422 and response.json()["code"] == "exchange.bad_request"
    assert not Record.objects.exists()


def test_keeps_a_field_of_ones_own_to_its_area(cast, token, next_head, send, call):
    from qingzhuang.site.ledger import actions as ledger

    own = ledger.define_field(
        cast.hana,
        area=cast.community,
        entity="person",
        label="燃气报警器",
        kind="boolean",
        purpose="燃气安全",
        basis="省燃气条例",
        months=12,
    ).name
    secret, other = token(cast.hana, "write_facts"), token(next_head, "write_facts")
    assert became(send(secret, {"key": "A1", "area": cast.community.code, "facts": {"name": "孙建军", own: True}})) == ["new"]
    assert became(send(other, {"key": "A1", "area": cast.neighbour.code, "facts": {"name": "周平", own: True}})) == [
        "row.unknown_field"
    ]
    for asked, listed in ((secret, True), (other, False)):
        (person,) = call("GET", "/fields", asked, entity="person").json()["entities"]
        assert (own in {field["name"] for field in person["fields"]}) is listed
