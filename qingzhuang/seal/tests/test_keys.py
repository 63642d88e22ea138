"""Keys, sealed values and digests."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import Keyring, SealError, is_sealed

RING = Keyring.new()


@given(st.text(max_size=80))
def test_opens_what_it_sealed(text):
    sealed = RING.seal(text)
    assert is_sealed(sealed)
    assert RING.open(sealed) == text
    assert sealed != RING.seal(text)


@given(st.text(min_size=1, max_size=40), st.integers(0, 200))
def test_refuses_a_changed_value(text, place):
    sealed = RING.seal(text)
    at = 3 + place % (len(sealed) - 4)  # the last sign has bits that mean nothing
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(SealError):
        RING.open(changed)


def test_old_values_open_after_rotation_and_are_found_by_the_same_digest():
    old = RING.seal("13900000001")
    rotated = RING.rotated()
    assert rotated.open(old) == "13900000001"
    assert rotated.seal("x").startswith("~2.")
    assert rotated.digest("13900000001") == RING.digest("13900000001")


def test_says_that_the_key_is_missing():
    with pytest.raises(SealError, match="no key 2"):
        RING.open(RING.rotated().seal("x"))


def test_another_installation_neither_opens_nor_finds():
    other = Keyring.new()
    with pytest.raises(SealError):
        other.open(RING.seal("x"))
    assert other.digest("x") != RING.digest("x")


def test_keeps_the_key_file_for_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "ledger.json"
    ring = Keyring.kept_in(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Keyring.kept_in(path).open(ring.seal("x")) == "x"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"keys": {"1": "AAAA"}, "current": 1, "index": "AAAA"}', json.dumps({"keys": 3})]
)
def test_refuses_a_broken_key_file_instead_of_making_a_new_one(tmp_path, text):
    path = tmp_path / "ledger.json"
    path.write_text(text, "ascii")
    with pytest.raises(SealError):
        Keyring.kept_in(path)
    assert path.read_text("ascii") == text


def test_opens_many_at_once_whatever_key_sealed_them():
    old = Keyring.new()
    ring = old.rotated()
    values = [old.seal("甲"), ring.seal("乙"), None, "~ab", "plain"]
    assert ring.open_all(values) == ["甲", "乙", None, "~ab", "plain"]
    with pytest.raises(SealError):
        ring.open_all([ring.seal("乙")[:-2] + "AA"])
