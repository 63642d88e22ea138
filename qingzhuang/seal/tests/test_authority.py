"""Keys: made at a ceremony, rotated, lost, stolen; and the files that tell it to others."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import KeyFault, jws
from qingzhuang.seal.authority import add_issuer, ceremony, current, end, rotate, years_on
from qingzhuang.seal.status import Status, StatusList, publish
from qingzhuang.seal.status import opened as list_opened
from qingzhuang.seal.tests.district import LATER, NOW, OURS, THEIRS, district
from qingzhuang.seal.trust import Ended, bundle, opened

TOKEN = district().authority.token()


def a_list(key, states=((3, Status.INVALID),), now=NOW) -> str:
    papers = StatusList()
    for place, status in states:
        papers.set(place, status)
    return publish(papers, key.issuer_id, key.key, key.kid.hex(), now)


# ---------------------------------------------------------------- keys
def test_an_issuer_has_one_current_key():
    with pytest.raises(KeyFault, match="rotate"):
        add_issuer(district().authority, OURS.id, OURS.name, NOW)
    key, authority = rotate(district().authority, OURS.id, LATER)
    assert [each.kid for each in current(authority.trust, OURS.id, LATER.date())] == [key.kid]
    old = authority.trust.key(district().key.kid)
    assert (old.ended_on, old.ended_why) == (LATER.date(), Ended.SUPERSEDED)


def test_refuses_to_rotate_or_end_what_is_not_there():
    with pytest.raises(KeyFault, match="no key"):
        rotate(district().authority, "999999", NOW)
    with pytest.raises(KeyFault, match="no key"):
        end(district().authority, b"12345678", NOW.date(), Ended.LOST, NOW)
    with pytest.raises(KeyFault, match="code and a name"):
        add_issuer(district().authority, " ", "某社区", NOW)


def test_a_compromise_cannot_be_taken_back():
    kid = district().key.kid
    authority = end(district().authority, kid, NOW.date(), Ended.COMPROMISED, NOW)
    with pytest.raises(KeyFault, match="taken back"):
        end(authority, kid, NOW.date(), Ended.LOST, NOW)


def test_years_end_on_the_last_of_february():
    assert years_on(date(2024, 2, 29), 3) == date(2027, 2, 28)


# ---------------------------------------------------------------- trust files
def test_a_trust_file_comes_back_as_it_was_signed():
    trust = opened(bundle(TOKEN))
    assert trust.keys == district().authority.trust.keys and trust.authority == "样板区"
    assert opened(bundle(TOKEN), trust.fingerprint.upper()).root == trust.root


def test_refuses_a_trust_file_of_another_root():
    other = ceremony("样板区", NOW)
    with pytest.raises(KeyFault, match="another root"):
        opened(bundle(other.token()), opened(bundle(TOKEN)).fingerprint)


def test_refuses_a_trust_file_whose_keys_were_exchanged():
    header, payload, signature = TOKEN.split(".")
    changed = json.loads(jws.decode(payload))
    changed["keys"][0]["name"] = "别人"
    with pytest.raises(KeyFault, match="does not hold"):
        opened(bundle(".".join((header, jws.encode(json.dumps(changed).encode()), signature))))


@given(st.binary(max_size=300) | st.sampled_from([b"{}", b'{"trust": 1}', b'{"trust": "a.b.c"}', b"[]", b"null", b"[" * 50_000]))
def test_refuses_anything_else_as_a_trust_file(data):
    with pytest.raises(KeyFault):
        opened(data)


# ---------------------------------------------------------------- status lists
@given(st.dictionaries(st.integers(0, 20_000), st.sampled_from(Status), max_size=40))
def test_a_status_list_keeps_every_state(states):
    papers = StatusList()
    for place, status in states.items():
        papers.set(place, status)
    again = StatusList.unpacked(papers.packed())
    assert all(again.get(place) is status for place, status in states.items())
    assert again.get(20_001) is Status.VALID


def test_a_list_is_believed_only_from_its_issuer():
    own, theirs = district().key, district().their_key
    trust = district().trust(a_list(own))
    assert trust.lists[OURS.id].papers.get(3) is Status.INVALID and THEIRS.id not in trust.lists
    forged = publish(StatusList(), OURS.id, theirs.key, theirs.kid.hex(), NOW)
    with pytest.raises(KeyFault, match="may not"):
        trust.with_list(forged)
    stranger = ceremony("别处", NOW).root
    with pytest.raises(KeyFault, match="unknown"):
        trust.with_list(publish(StatusList(), OURS.id, stranger.key, stranger.kid.hex(), NOW))


def test_an_older_list_does_not_replace_a_newer_one():
    key = district().key
    trust = district().trust(a_list(key, now=LATER))
    assert trust.with_list(a_list(key, states=())).lists[OURS.id].papers.get(3) is Status.INVALID


def test_refuses_a_list_that_unpacks_without_end():
    import zlib

    bomb = jws.encode(zlib.compress(bytes(40 << 20), 9))
    with pytest.raises(KeyFault, match="too long"):
        StatusList.unpacked(bomb)


@given(st.text(max_size=80))
def test_refuses_anything_else_as_a_list(text):
    with pytest.raises(KeyFault):
        list_opened(text, "00", b"\4" + bytes(64), "P-256")


def test_refuses_a_place_that_no_list_has():
    with pytest.raises(KeyFault):
        StatusList().set(1 << 40, Status.INVALID)
