"""`qingzhuang verify` and `qingzhuang keys`: from the ceremony to a stranger's check, in files."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from qingzhuang.cli import main
from qingzhuang.seal.disclosure import issue as statement_of
from qingzhuang.seal.disclosure import present
from qingzhuang.seal.key_folder import KeyFolder
from qingzhuang.seal.offline import can_be_built
from qingzhuang.seal.paper import issue
from qingzhuang.seal.tests.district import ADDRESS, OURS, RESIDENCE, district, residence

pytestmark = pytest.mark.xdist_group("certificates")
WORDS = "four words of mine"


@pytest.fixture(autouse=True)
def _quick_locks(monkeypatch):
    """What makes each guess dear is tested in `test_locks`; here it would only take time."""
    monkeypatch.setattr(
        "qingzhuang.seal.locks._key", lambda passphrase, salt: hashlib.sha256(salt + passphrase.encode()).digest()
    )


@pytest.fixture
def trust(tmp_path) -> Path:
    from qingzhuang.seal.trust import bundle

    path = tmp_path / "trust.json"
    path.write_bytes(bundle(district().authority.token()))
    return path


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "证明.pdf"
    path.write_bytes(residence().pdf)
    return path


def test_says_valid_with_what_the_paper_says(paper, trust, capsys):
    assert main(["verify", str(paper), "--trust", str(trust), "--on", "2026-12-01"]) == 0
    said = capsys.readouterr().out
    assert "真实有效" in said and RESIDENCE.number in said and "*三" in said and "张三" not in said
    for code in (residence().code, residence().code.replace(ADDRESS.upper(), "QZ1:")):
        assert main(["verify", code, "--trust", str(trust), "--on", "2026-12-01", "--lang", "en"]) == 0
    assert "compare" in capsys.readouterr().out


def test_says_what_is_wrong(paper, trust, capsys):
    paper.write_bytes(paper.read_bytes() + b" ")
    assert main(["verify", str(paper), "--trust", str(trust), "--on", "2026-12-01", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["code"] == "appended" and not found["valid"] and found["certificate"]["number"] == RESIDENCE.number


def test_shows_the_facts_of_a_statement(trust, capsys):
    statement = statement_of({"age_over_60": True, "lives_in": OURS.id}, district().key, "resident", RESIDENCE.issued)
    shown = present(statement, ["age_over_60"])
    assert main(["verify", shown, "--trust", str(trust), "--on", "2026-12-01"]) == 0
    said = capsys.readouterr().out
    assert "age_over_60 = true" in said and "lives_in" not in said
    assert main(["verify", shown[:-9] + "~", "--trust", str(trust), "--on", "2026-12-01", "--json"]) != 0
    assert "facts" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("given", ["nothing.pdf", "hello", "QZ1:AAAA"])
def test_bad_input_is_2(given, trust, tmp_path, capsys):
    assert main(["verify", given, "--trust", str(trust)]) == 2
    said = capsys.readouterr()
    assert said.out or said.err


def test_a_trust_file_that_is_none_is_2(paper, trust, capsys):
    assert main(["verify", str(paper), "--trust", str(paper)]) == 2
    assert main(["verify", str(paper), "--trust", str(trust), "--root", "00"]) == 2
    assert "another root" in capsys.readouterr().err


def test_keys_from_the_ceremony_to_the_revocation(tmp_path, capsys):
    folder, secret = tmp_path / "keys", tmp_path / "words"
    secret.write_text(WORDS + "\n", encoding="utf-8")

    def keys(deed: str, *more: str) -> int:
        words = ["--passphrase-file", str(secret), "--issuer-passphrase-file", str(secret)]
        return main(["keys", deed, "--folder", str(folder), *words, *more, "--lang", "en"])

    assert keys("ceremony", "--name", "样板区") == 0
    assert KeyFolder(folder).trust().fingerprint in capsys.readouterr().out
    assert keys("issuer", "--issuer", OURS.id, "--name", OURS.name) == 0
    key = KeyFolder(folder).issuer(OURS.id, WORDS, date.today())
    paper = tmp_path / "paper.pdf"
    from dataclasses import replace

    paper.write_bytes(issue(replace(RESIDENCE, issued=date.today(), valid_until=None), key).pdf)
    assert main(["verify", str(paper), "--trust", str(folder / "trust.json")]) == 0
    assert keys("rotate", "--issuer", OURS.id) == 0
    assert main(["verify", str(paper), "--trust", str(folder / "trust.json")]) == 0
    assert keys("revoke", "--kid", key.kid.hex(), "--why", "compromised") == 0
    capsys.readouterr()
    assert main(["verify", str(paper), "--trust", str(folder / "trust.json"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "revoked_key"
    assert keys("list") == 0
    assert "compromised" in capsys.readouterr().out
    assert len((folder / "protocol.txt").read_text(encoding="utf-8").splitlines()) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*.key"))


def test_writes_the_offline_page_and_believes_a_timestamp_service(tmp_path, capsys):
    folder, secret, page = tmp_path / "keys", tmp_path / "words", tmp_path / "verify.html"
    secret.write_text(WORDS, encoding="utf-8")
    start = ["keys", "ceremony", "--name", "样板区", "--folder", str(folder), "--passphrase-file", str(secret)]
    assert main(start) == 0
    certificate = tmp_path / "service.der"
    certificate.write_bytes(district().key.certificate)
    believe = ["keys", "timestamps", "--folder", str(folder), "--passphrase-file", str(secret), "--certificate", str(certificate)]
    assert main(believe) == 0 and KeyFolder(folder).trust().tsa == (district().key.certificate,)
    certificate.write_bytes(b"nothing")
    assert main(believe) == 1 and "timestamp" in capsys.readouterr().err
    if not can_be_built():
        pytest.skip("no browser libraries here: make setup, with a network")
    assert main(["keys", "page", "--folder", str(folder), "--out", str(page)]) == 0
    assert "样板区" in page.read_text(encoding="utf-8")


def test_refuses_a_second_ceremony_a_wrong_passphrase_and_a_short_one(tmp_path, capsys):
    folder, secret, other = tmp_path / "keys", tmp_path / "words", tmp_path / "other"
    secret.write_text(WORDS), other.write_text("short")
    name = ["--folder", str(folder), "--name", "样板区", "--issuer", OURS.id]
    assert main(["keys", "ceremony", *name, "--passphrase-file", str(other)]) == 1
    assert not folder.exists() and "12" in capsys.readouterr().err
    assert main(["keys", "issuer", *name, "--passphrase-file", str(secret), "--issuer-passphrase-file", str(secret)]) == 1
    assert main(["keys", "ceremony", *name, "--passphrase-file", str(secret)]) == 0
    assert main(["keys", "ceremony", *name, "--passphrase-file", str(secret)]) == 1
    assert main(["keys", "issuer", *name, "--passphrase-file", str(other), "--issuer-passphrase-file", str(secret)]) == 1
    assert "passphrase" in capsys.readouterr().err
    assert main(["keys", "revoke", *name, "--passphrase-file", str(secret)]) == 1
    assert "--kid" in capsys.readouterr().err
