"""Backups for real: made while another process writes, restored on a machine that has nothing, every table compared."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest

from qingzhuang.site.backup import logic
from qingzhuang.site.backup.tests.installation import FILL, MIGRATE, WRITE_ON, Installation

PASSPHRASE = "four words of mine"
SERVER = os.environ.get("QINGZHUANG_TEST_DATABASE", "")
_numbers = count(1)


@pytest.fixture(scope="module")
def make(tmp_path_factory) -> Iterator:
    """Makes installations; on PostgreSQL each has a database of its own."""

    def one() -> Installation:
        number = next(_numbers)
        name = ""
        if SERVER:
            import psycopg

            host, database = parse_qs(urlsplit(SERVER).query)["host"][0], f"backup_{os.getpid()}_{number}"
            with psycopg.connect(host=host, user=urlsplit(SERVER).username, dbname="postgres", autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{database}"')
            name = f"postgresql://{urlsplit(SERVER).username}@/{database}?host={host}"
        return Installation(tmp_path_factory.mktemp("data"), name)

    yield one


@pytest.fixture(scope="module")
def full(make) -> Installation:
    there = make()
    there.run(MIGRATE + FILL)
    (there.data / "files").mkdir()
    (there.data / "files" / "ab12").write_bytes(b"a form")
    return there


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
    ours, theirs = full.told(), elsewhere.told()
    apart = {"audit_entry"}  # each has one deed more since: backup made, backup restored
    assert {name: rows for name, rows in theirs["tables"].items() if name not in apart} == {
        name: rows for name, rows in ours["tables"].items() if name not in apart
    }
    assert (theirs["chain"], theirs["agree"], theirs["phones"]) == (None, True, ours["phones"])
    assert (elsewhere.data / "files" / "ab12").read_bytes() == b"a form"
    assert elsewhere.run(
        "from qingzhuang.site.accounts.models import Area\nfrom qingzhuang.site.ledger import actions\n"
        "print(actions.add_record(None, entity='person', area=Area.objects.first(), facts={'name': '新'}).pk)"
    ).strip() == str(len(ours["phones"]) + 1)  # the counters of ids went along


def test_is_one_moment_while_others_write(make, tmp_path):
    full = make()
    full.run(MIGRATE + FILL)
    writing = full.begin(WRITE_ON)
    try:
        assert writing.stdout.readline() == "writing\n"
        done = full.command("backup", str(tmp_path), "--with-keys", typed=PASSPHRASE + "\n")
        assert done.returncode == 0, done.stderr
        assert writing.poll() is None, writing.stderr.read()
    finally:
        writing.kill()
        writing.wait()
    elsewhere = make()
    (made,) = tmp_path.iterdir()
    assert elsewhere.command("restore", str(made), typed=PASSPHRASE + "\n").returncode == 0
    told = elsewhere.told()
    assert (told["chain"], told["agree"]) == (None, True)
    assert len(told["phones"]) > 30


def test_numbers_do_not_lie_open_on_the_stick(backup):
    import gzip

    for path in backup.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert b"13800000007" not in data, path.name


@pytest.mark.parametrize(
    ("damage", "typed", "words"),
    [
        ("byte", PASSPHRASE, "损坏"),
        ("missing", PASSPHRASE, "损坏"),
        ("none", "another passphrase", "打不开"),
        ("no keys", "", "不带密钥"),
        ("newer", PASSPHRASE, "更新的版本"),
        ("not one", PASSPHRASE, "不是我们的备份"),
    ],
)
def test_refuses_and_changes_nothing(backup, make, tmp_path, damage, typed, words):
    there, copy = Installation(tmp_path / "data", make().database), tmp_path / backup.name
    shutil.copytree(backup, copy)
    if damage == "byte":
        path = next((copy / logic.DATABASE).iterdir())
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "missing":
        (copy / logic.DATA / "files" / "ab12").unlink()
    elif damage == "not one":
        (copy / logic.MANIFEST).unlink()
    elif damage in ("no keys", "newer"):
        text = (copy / logic.MANIFEST).read_text("utf-8")
        text = (
            text.replace(f'"{logic.KEYS}"', '"elsewhere"')
            if damage == "no keys"
            else text.replace('"version": "0', '"version": "99')
        )
        (copy / logic.MANIFEST).write_text(text, "utf-8")
        if damage == "no keys":
            (copy / logic.KEYS).rename(copy / "elsewhere")
    done = there.command("restore", str(copy), typed=typed + "\n")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(path.stat().st_size for path in (tmp_path / "data").rglob("*.sqlite3"))


def test_does_not_replace_data_unless_told(full, backup, make):
    here = make()
    here.run(MIGRATE + FILL.replace("range(30)", "range(2)"))
    assert here.command("restore", str(backup), typed=PASSPHRASE + "\n").returncode == 1
    assert len(here.told()["phones"]) == 2
    assert here.command("restore", str(backup), "--replace", typed=PASSPHRASE + "\n").returncode == 0
    assert here.told()["phones"] == [f"138{number:08d}" for number in range(30)]
    assert [path for path in here.data.iterdir() if path.name.startswith(logic.ASIDE)]


TAKE_OUT = """
from datetime import date
from qingzhuang.site.accounts.models import Post
from qingzhuang.site.ledger import actions
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.models import Record
alice, hana = (Post.objects.get(person__username=name) for name in ("alice", "hana"))
record = Record.objects.order_by("pk").first()
actions.record_facts(alice, record=record, facts={"state": "moved_out"}, valid_from=date(2026, 2, 1))
erasure = actions.shred_record(hana, record=Record.objects.get(pk=record.pk), ground=Ground.REQUEST, basis="临社申〔2026〕12号")
actions.carry_on(erasure.pk)
"""


def test_what_was_taken_out_since_the_backup_is_taken_out_again(make, tmp_path):
    here = make()
    here.run(MIGRATE + FILL.replace("range(30)", "range(2)"))
    assert here.command("backup", str(tmp_path), "--with-keys", typed=PASSPHRASE + "\n").returncode == 0
    here.run(TAKE_OUT)
    (made,) = tmp_path.iterdir()
    done = here.command("restore", str(made), "--replace", typed=PASSPHRASE + "\n")
    assert done.returncode == 0, done.stderr
    names = (
        "from qingzhuang.site.ledger.models import Record\nprint(sorted(r.facts.get('name', '') for r in Record.objects.all()))"
    )
    assert here.run(names).strip() == "['', '陈1']"


def test_a_stick_that_is_not_there_or_only_read(full, tmp_path):
    for target in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").touch()
        done = full.command("backup", str(target))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
