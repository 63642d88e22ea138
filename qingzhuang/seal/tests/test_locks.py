"""Bytes locked with a passphrase."""

from __future__ import annotations

import pytest

from qingzhuang.seal import SealError, lock, unlock


def test_opens_with_the_passphrase_only():
    locked = lock(b"keys", "春江花月夜")
    assert unlock(locked, "春江花月夜") == b"keys"
    with pytest.raises(SealError, match="passphrase"):
        unlock(locked, "春江花月")


@pytest.mark.parametrize("place", [0, 9, 25, -1])
def test_refuses_a_changed_byte(place):
    locked = bytearray(lock(b"keys", "word"))
    locked[place] ^= 1
    with pytest.raises(SealError):
        unlock(bytes(locked), "word")
    with pytest.raises(SealError):
        unlock(bytes(locked)[:20], "word")
