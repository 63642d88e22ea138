"""Manifests: the same data is written one way, and nobody changes a sign of it unseen."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal.keys import Keyring
from qingzhuang.seal.manifests import Signer, canonical, sealed, verified

MANIFEST = {"file": {"name": "表.xlsx", "sha256": "ab" * 32}, "numbers": [1, 2.5, None, True]}


def test_the_key_is_that_of_the_ring_whatever_key_is_current() -> None:
    ring = Keyring.new()
    first, later, other = (Signer.of_seed(one.derived("manifests")) for one in (ring, ring.rotated(), Keyring.new()))
    assert verified(first.signed(MANIFEST), later.public) and not verified(first.signed(MANIFEST), other.public)


def test_a_signed_manifest_survives_being_written_and_read() -> None:
    signer = _signer()
    again = json.loads(json.dumps(signer.signed(MANIFEST), indent=2))
    assert verified(again, signer.public)


@given(st.sampled_from(["file", "numbers", "more", "signature"]), st.integers() | st.text(max_size=4) | st.none())
def test_any_change_is_seen(where: str, what: object) -> None:
    signer = _signer()
    told = signer.signed(MANIFEST)
    assert not verified({**told, where: what}, signer.public)


def _signer() -> Signer:
    return Signer.of_seed(bytes(range(32)))


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=4))
def test_the_order_of_keys_does_not_matter(data: dict[str, object]) -> None:
    turned = dict(reversed(list(data.items())))
    assert canonical(data) == canonical(turned) and sealed(data, "00") == sealed(turned, "00")


def test_a_seal_depends_on_the_one_before() -> None:
    assert sealed(MANIFEST, "aa") != sealed(MANIFEST, "ab")
