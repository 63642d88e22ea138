"""Manifests: the same data is written one way, and nobody changes a sign of it unseen."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import SealError
from qingzhuang.seal.manifests import Signer, canonical, sealed, verified

MANIFEST = {"file": {"name": "表.xlsx", "sha256": "ab" * 32}, "numbers": [1, 2.5, None, True]}


def test_the_key_is_made_once_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "manifests.key"
    first, second = Signer.kept_in(path), Signer.kept_in(path)
    assert first.public == second.public
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["manifests.key"]


def test_a_broken_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("nonsense")
    with pytest.raises(SealError):
        Signer.kept_in(tmp_path / "key")


def test_a_signed_manifest_survives_being_written_and_read(tmp_path: Path) -> None:
    signer = Signer.kept_in(tmp_path / "key")
    again = json.loads(json.dumps(signer.signed(MANIFEST), indent=2))
    assert verified(again, signer.public)
    assert not verified(again, Signer.kept_in(tmp_path / "other").public)


@given(st.sampled_from(["file", "numbers", "more", "signature"]), st.integers() | st.text(max_size=4) | st.none())
def test_any_change_is_seen(where: str, what: object) -> None:
    signer = _signer()
    told = signer.signed(MANIFEST)
    assert not verified({**told, where: what}, signer.public)


def _signer() -> Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), max_size=4))
def test_the_order_of_keys_does_not_matter(data: dict[str, object]) -> None:
    turned = dict(reversed(list(data.items())))
    assert canonical(data) == canonical(turned) and sealed(data, "00") == sealed(turned, "00")


def test_a_seal_depends_on_the_one_before() -> None:
    assert sealed(MANIFEST, "aa") != sealed(MANIFEST, "ab")
