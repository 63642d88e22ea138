"""`qingzhuang site …`, as one calls it: set-up from nothing, a second time in no time, the log verified."""

from __future__ import annotations

import os
import re

import pytest

from qingzhuang.site.testing.installation import Installation

pytestmark = [pytest.mark.thorough, pytest.mark.xdist_group("set-up")]
ADD = ("account", "add", "su", "--name", "苏晓梅", "--area", "990101001001", "--role", "worker")
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
    done = made.command("site", *ADD)
    assert done.returncode == 0 and re.search(r"first password [a-z0-9]{4}(-[a-z0-9]{4}){3};", done.stdout), done.stderr


def test_a_setting_that_cannot_be_meant_stops_the_start(tmp_path):
    done = Installation(tmp_path).code("", QINGZHUANG_UPLOAD_LIMIT_MB="much")
    assert done.returncode == 1 and "QINGZHUANG_UPLOAD_LIMIT_MB='much': expected a whole number" in done.stderr
