"""A key in a token signs papers like one in a file; the token here is SoftHSM."""

from __future__ import annotations

import glob
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from qingzhuang.seal import KeyFault
from qingzhuang.seal.key_folder import KeyFolder
from qingzhuang.seal.paper import issue
from qingzhuang.seal.tests.district import NOW, OURS, RESIDENCE
from qingzhuang.seal.verify import verify

MODULES = glob.glob("/usr/lib/softhsm/libsofthsm2.so") + glob.glob("/usr/lib*/*/softhsm/libsofthsm2.so")
pytestmark = [
    pytest.mark.xdist_group("certificates"),
    pytest.mark.skipif(not MODULES or not shutil.which("softhsm2-util"), reason="no SoftHSM here: apt-get install softhsm2"),
]
PASS, PIN = "four words of mine", "123456"


@pytest.fixture
def token(tmp_path, monkeypatch):
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "seals", "--pin", PIN, "--so-pin", "654321"]
    subprocess.run(command, check=True, capture_output=True)
    return {"module": MODULES[0], "token": "seals", "label": "seal", "pin": PIN}


def test_a_paper_signed_in_a_token_is_valid(token, tmp_path, quick_locks):
    pytest.importorskip("pkcs11", reason="pip install 'qingzhuang[hsm]'")
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
