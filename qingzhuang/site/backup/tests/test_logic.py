"""What a backup is."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingzhuang.site.backup import logic


@pytest.fixture
def data(tmp_path):
    for name in (
        "files/ab", "facts/demo/person.csv", "facts/ledger/person/1.parquet", "static/x.css", "keys/ledger.json", "secret-key",
        "qingzhuang.sqlite3", "qingzhuang.sqlite3-wal", "before-restore-1/files/old", ".part/x",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def test_takes_what_cannot_be_made_again(data):
    found = {path.as_posix() for path in logic.files_of(data, data / "qingzhuang.sqlite3")}
    assert found == {"files/ab", "facts/demo/person.csv"}


def test_finds_the_damaged_file(data, tmp_path):
    target = tmp_path / "copy" / "ab"
    manifest = logic.Manifest("1", "", "sqlite", "", files={"ab": logic.copy(data / "files/ab", target)})
    assert logic.first_damage(target.parent, manifest) == ""
    target.write_text("filez/ab", "utf-8")
    assert logic.first_damage(target.parent, manifest) == "ab"
    target.unlink()
    assert logic.first_damage(target.parent, manifest) == "ab"


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/passwd", "a/../../b"])
def test_never_follows_a_name_out_of_the_folder(tmp_path, name):
    assert logic.first_damage(tmp_path, logic.Manifest("1", "", "sqlite", "", files={name: (0, "")})) == name


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"files": 3}', '{"version": "1", "files": {}, "more": 1}'])
def test_a_broken_manifest_is_none(tmp_path, text):
    (tmp_path / logic.MANIFEST).write_text(text, "utf-8")
    assert logic.read_manifest(tmp_path) is None
    assert logic.read_manifest(Path("/nowhere")) is None


def test_reads_what_it_wrote(tmp_path):
    manifest = logic.Manifest("0.1", "2026", "sqlite", "k", {"ledger": "0002"}, {"t": 3}, {"a": (1, "h"), logic.KEYS: (2, "i")})
    logic.write_manifest(tmp_path, manifest)
    assert logic.read_manifest(tmp_path) == manifest
    assert (manifest.size, manifest.with_keys) == (3, True)
