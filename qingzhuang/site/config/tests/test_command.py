"""`qingzhuang site …`, as one calls it: set-up from nothing, a second time in no time, the log verified."""

from __future__ import annotations

import os
import re

import pytest

from qingzhuang.site.accounts.models import Post
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.command import main
from qingzhuang.site.testing.installation import Installation

ADD = ("account", "add", "su", "--name", "苏晓梅", "--area", "990101001001", "--role")
SETUP = ("site", "setup", "--demo", "--people", "300")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    here = Installation(tmp_path_factory.mktemp("data"))
    done = here.command(*SETUP)
    assert done.returncode == 0, done.stderr
    return here


def test_sets_up_from_nothing(made):
    assert made.file.exists() and (made.data / "static" / "staticfiles.json").exists()
    assert (made.data / "demo-password").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of files as Unix has them")
def test_nobody_else_of_the_machine_reads_the_data(made):
    open_to_others = [path for path in made.data.iterdir() if path.name != "static" and path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_second_time_there_is_nothing_to_do(made):
    done = made.command(*SETUP)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_log_is_whole(made):
    done, head = made.command("audit", "verify"), made.data / "log-head"
    assert done.returncode == 0 and "· the log is whole" in done.stdout
    assert head.read_text() in done.stdout and head.stat().st_mode & 0o777 == 0o600


def test_an_account_is_added_without_a_page(made):
    done = made.command("site", *ADD, "worker")
    assert done.returncode == 0 and re.search(r"first password [a-z0-9]{4}(-[a-z0-9]{4}){3};", done.stdout), done.stderr


@pytest.fixture
def here(cast, settings, tmp_path, monkeypatch):
    """The commands in this process, on the database of the tests, which needs no preparing."""
    settings.DATA = tmp_path
    monkeypatch.setattr("qingzhuang.site.command.prepare", lambda **_more: None)
    return tmp_path


def test_no_account_is_added_twice_or_with_a_role_that_there_is_not(here, capsys):
    assert main([*ADD, "emperor"]) == 1 and not Post.objects.filter(person__username="su").exists()
    assert [main([*ADD, "worker"]) for _time in range(2)] == [0, 1]
    assert Post.objects.filter(person__username="su").count() == 1


@pytest.fixture
def verified(here, cast, capsys, django_capture_on_commit_callbacks):
    """A log of three deeds; what `audit verify` returns and says of it, with these words more."""
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(3):
            audit.record(cast.alice.person, deed="form.uploaded", area=cast.community.code, name="d.xls")

    def verify(*words: str) -> tuple[int, str]:
        return main(["audit", "verify", *words]), capsys.readouterr().out

    assert verify("--head", (here / "log-head").read_text())[0] == 0
    return verify


def test_a_log_that_was_cut_off_at_its_end_is_found(verified):
    Entry.objects.order_by("-number").first().delete()
    code, said = verified()
    assert code == 1 and "cut off" in said


def test_a_log_that_was_cut_off_is_found_by_a_head_kept_elsewhere(here, verified):
    kept = (here / "log-head").read_text()
    (here / "log-head").unlink()
    Entry.objects.order_by("-number").first().delete()
    assert verified()[0] == 0
    assert "cut off" in verified("--head", kept)[1]
    assert verified("--head", "12:no")[0] == 2


def test_a_log_that_was_touched_is_found(verified):
    Entry.objects.filter(number=2).delete()
    code, said = verified()
    assert code == 1 and "entry 2" in said


def test_a_wrong_word_is_said_so(capsys):
    with pytest.raises(SystemExit) as left:
        main(["sing"])
    assert left.value.code == 2 and "sing" in capsys.readouterr().err


def test_a_setting_that_cannot_be_meant_stops_the_start(tmp_path):
    done = Installation(tmp_path).code("", QINGZHUANG_UPLOAD_LIMIT_MB="much")
    assert done.returncode == 1 and "QINGZHUANG_UPLOAD_LIMIT_MB='much': expected a whole number" in done.stderr
