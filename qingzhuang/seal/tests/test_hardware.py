"""A key in a token signs papers like one in a file; the token here is SoftHSM."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qingzhuang.seal import KeyFault
from qingzhuang.seal.key_folder import KeyFolder
from qingzhuang.seal.paper import issue
from qingzhuang.seal.tests.district import NOW, OURS, RESIDENCE
from qingzhuang.seal.tests.soft_token import PIN, made_token, needs_softhsm
from qingzhuang.seal.verify import verify

pytestmark = [pytest.mark.xdist_group("certificates"), needs_softhsm]
PASS = "four words of mine"


@pytest.fixture
def token(tmp_path, monkeypatch):
    return made_token(tmp_path, monkeypatch)


def test_a_paper_signed_in_a_token_is_valid(token, tmp_path, quick_locks):
    folder = KeyFolder(tmp_path / "keys")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    folder.ceremony("样板区", PASS, start)
    with pytest.raises(KeyFault, match="PIN right"):
        folder.add_issuer(OURS.id, OURS.name, PASS, "", start, token={**token, "pin": "000000"})
    path = folder.add_issuer(OURS.id, OURS.name, PASS, "", start, token=token)
    assert PIN not in path.read_text()
    key = folder.issuer(OURS.id, PIN, NOW.date())
    assert verify(issue(RESIDENCE, key).pdf, folder.trust(), NOW).valid
    with pytest.raises(KeyFault, match="already"):
        folder.rotate(OURS.id, PASS, "", NOW, token=token)
    folder.rotate(OURS.id, PASS, "", NOW, token={**token, "label": "seal-2"})
    again = folder.issuer(OURS.id, PIN, NOW.date())
    assert again.kid != key.kid and verify(issue(RESIDENCE, again).pdf, folder.trust(), NOW).valid
