"""Backups for real: made while another process writes, restored on a machine that has nothing, every table compared."""

from __future__ import annotations

import json
import os
import shutil
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from qingzhuang.site.backup import logic
from qingzhuang.site.backup.tests.words import ADD_ONE, FILL, NAMES, REFUSED, TAKE_OUT, WRITE_ON, told_by
from qingzhuang.site.testing import migrated
from qingzhuang.site.testing.installation import MIGRATE, Installation

pytestmark = [pytest.mark.thorough, pytest.mark.postgres, pytest.mark.xdist_group("backup")]
PASSPHRASE = "four words of mine"
SERVER = os.environ.get("QINGZHUANG_TEST_DATABASE", "")
_numbers = count(1)


def new_database(template: str = "") -> str:
    """On PostgreSQL the address of a database of its own, with what is in another one if asked for."""
    if not SERVER:
        return ""
    import psycopg

    host, user = parse_qs(urlsplit(SERVER).query)["host"][0], urlsplit(SERVER).username
    name = f"backup_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""))
    return f"postgresql://{user}@/{name}?host={host}"


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Makes an installation with nothing in it."""
    return lambda: Installation(tmp_path_factory.mktemp("data"), new_database())


@pytest.fixture(scope="module")
def copy_of(tmp_path_factory):
    """Another installation with the same in it."""

    def copied(there: Installation) -> Installation:
        data = tmp_path_factory.mktemp("copy") / "data"
        shutil.copytree(there.data, data)
        return Installation(data, new_database(there.database))

    return copied


@pytest.fixture(scope="module")
def filled(make, tmp_path_factory):
    """Makes an installation with some people."""

    def with_people(number: int) -> Installation:
        there = make() if SERVER else migrated.installation(tmp_path_factory.mktemp("data"))
        there.run(MIGRATE + FILL.replace("range(30)", f"range({number})"))
        return there

    return with_people


@pytest.fixture(scope="module")
def full(filled) -> Installation:
    there = filled(30)
    (there.data / "files").mkdir()
    (there.data / "files" / "ab12").write_bytes(b"a form")
    return there


@pytest.fixture(scope="module")
def small(filled) -> Installation:
    return filled(2)


@pytest.fixture(scope="module")
def backup(full, tmp_path_factory):
    """A backup with keys."""
    stick = tmp_path_factory.mktemp("stick")
    done = full.command("backup", str(stick), "--with-keys", typed=PASSPHRASE + "\n")
    assert done.returncode == 0, done.stderr
    (made,) = stick.iterdir()
    return made


def test_every_table_comes_back_on_another_machine(full, backup, make):
    elsewhere = make()
    done = elsewhere.command("restore", str(backup), typed=PASSPHRASE + "\n")
    assert done.returncode == 0, done.stderr
    ours, theirs = told_by(full), told_by(elsewhere)
    apart = {"audit_entry"}  # each has one deed more since: backup made, backup restored
    assert {name: rows for name, rows in theirs["tables"].items() if name not in apart} == {
        name: rows for name, rows in ours["tables"].items() if name not in apart
    }
    assert (theirs["chain"], theirs["agree"], theirs["phones"]) == (None, True, ours["phones"])
    assert (elsewhere.data / "files" / "ab12").read_bytes() == b"a form"
    added = elsewhere.run(ADD_ONE).split("ADDED")[1].strip()
    assert added == str(len(ours["phones"]) + 1)  # the counters of ids went along


def test_is_one_moment_while_others_write(full, make, copy_of, tmp_path):
    here = copy_of(full)
    writing = here.begin(WRITE_ON)
    try:
        assert writing.stdout.readline() == "writing\n"
        done = here.command("backup", str(tmp_path), "--with-keys", typed=PASSPHRASE + "\n")
        assert done.returncode == 0, done.stderr
        assert writing.poll() is None, writing.stderr.read()
    finally:
        writing.kill()
        writing.wait()
    elsewhere = make()
    (made,) = tmp_path.iterdir()
    assert elsewhere.command("restore", str(made), typed=PASSPHRASE + "\n").returncode == 0
    told = told_by(elsewhere)
    assert (told["chain"], told["agree"]) == (None, True)
    assert len(told["phones"]) > 30


def test_numbers_do_not_lie_open_on_the_stick(backup):
    import gzip

    for path in backup.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert b"13800000007" not in data, path.name


DAMAGES = {
    "byte": (PASSPHRASE, "损坏"),
    "missing": (PASSPHRASE, "损坏"),
    "none": ("another passphrase", "打不开"),
    "no keys": ("", "不带密钥"),
    "newer": (PASSPHRASE, "更新的版本"),
    "not one": (PASSPHRASE, "不是我们的备份"),
}


@pytest.fixture(scope="module")
def refused(backup, make, tmp_path_factory):
    """What an empty installation says to each damaged backup, one after the other; and the installation."""
    there, cases = make(), []
    for damage, (typed, _words) in DAMAGES.items():
        copy = tmp_path_factory.mktemp("damaged") / backup.name
        shutil.copytree(backup, copy)
        spoil(copy, damage)
        cases.append((str(copy), typed))
    told = there.run(REFUSED.format(cases=cases)).split("REFUSED")[1]
    return dict(zip(DAMAGES, json.loads(told), strict=True)), there


def spoil(copy: Path, damage: str) -> None:
    manifest = copy / logic.MANIFEST
    if damage == "byte":
        path = next((copy / logic.DATABASE).iterdir())
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "missing":
        (copy / logic.DATA / "files" / "ab12").unlink()
    elif damage == "not one":
        manifest.unlink()
    elif damage == "no keys":
        manifest.write_text(manifest.read_text("utf-8").replace(f'"{logic.KEYS}"', '"elsewhere"'), "utf-8")
        (copy / logic.KEYS).rename(copy / "elsewhere")
    elif damage == "newer":
        manifest.write_text(manifest.read_text("utf-8").replace('"version": "0', '"version": "99'), "utf-8")


@pytest.mark.parametrize("damage", DAMAGES)
def test_refuses_and_changes_nothing(refused, damage):
    told, there = refused
    code, said = told[damage]
    assert code == 1
    assert DAMAGES[damage][1] in said
    assert "Traceback" not in said
    assert not any(path.stat().st_size for path in there.data.rglob("*.sqlite3"))


def test_does_not_replace_data_unless_told(backup, small, copy_of):
    here = copy_of(small)
    assert here.command("restore", str(backup), typed=PASSPHRASE + "\n").returncode == 1
    assert len(told_by(here)["phones"]) == 2
    assert here.command("restore", str(backup), "--replace", typed=PASSPHRASE + "\n").returncode == 0
    assert told_by(here)["phones"] == [f"138{number:08d}" for number in range(30)]
    assert [path for path in here.data.iterdir() if path.name.startswith(logic.ASIDE)]


def test_what_was_taken_out_since_the_backup_is_taken_out_again(small, copy_of, tmp_path):
    here = copy_of(small)
    assert here.command("backup", str(tmp_path), "--with-keys", typed=PASSPHRASE + "\n").returncode == 0
    here.run(TAKE_OUT)
    (made,) = tmp_path.iterdir()
    done = here.command("restore", str(made), "--replace", typed=PASSPHRASE + "\n")
    assert done.returncode == 0, done.stderr
    assert here.run(NAMES).strip() == "['', '陈1']"


def test_a_stick_that_is_not_there_or_only_read(full, tmp_path):
    for target in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").touch()
        done = full.command("backup", str(target))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
