"""Parts that several tests of sealing share."""

from __future__ import annotations

import hashlib

import pytest


@pytest.fixture
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes each guess of a passphrase dear is tested in `test_locks`; elsewhere it would only take time."""
    monkeypatch.setattr(
        "qingzhuang.seal.locks._key", lambda passphrase, salt: hashlib.sha256(salt + passphrase.encode()).digest()
    )
