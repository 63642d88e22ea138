"""A token in software (SoftHSM) for tests of keys that never leave theirs."""

from __future__ import annotations

import glob
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

MODULES = glob.glob("/usr/lib/softhsm/libsofthsm2.so") + glob.glob("/usr/lib*/*/softhsm/libsofthsm2.so")
PIN = "123456"
needs_softhsm = pytest.mark.skipif(
    not MODULES or not shutil.which("softhsm2-util") or find_spec("pkcs11") is None,
    reason="no SoftHSM here: apt-get install softhsm2, pip install 'qingzhuang[hsm]'",
)


def made_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A fresh token in a folder; what `KeyFolder.add_issuer` wants to know of one."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "seals", "--pin", PIN, "--so-pin", "654321"]
    subprocess.run(command, check=True, capture_output=True)
    as_another_process()
    return {"module": MODULES[0], "token": "seals", "label": "seal", "pin": PIN}


def as_another_process() -> None:
    """Forget who has signed in: a process loads the driver once, and it looks for its folder once."""
    import pkcs11

    pkcs11.lib(MODULES[0]).reinitialize()
