"""`qingzhuang site …`, as one calls it: set-up from nothing, a second time in no time, the log verified."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings


def site(folder, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QINGZHUANG", "DJANGO"))}
    environment |= {"QINGZHUANG_DATA": str(folder), "PYTHONPATH": str(settings.HOUSE)}
    code = "import sys; from qingzhuang.site.command import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    done = site(folder, "setup", "--demo")
    assert done.returncode == 0, done.stderr
    return folder


def test_sets_up_from_nothing(made):
    assert (made / "qingzhuang.sqlite3").exists() and (made / "static" / "staticfiles.json").exists()
    assert (made / "demo-password").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of files as Unix has them")
def test_nobody_else_of_the_machine_reads_the_data(made):
    open_to_others = [path for path in made.iterdir() if path.name != "static" and path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_second_time_there_is_nothing_to_do(made):
    done = site(made, "setup", "--demo")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_log_is_whole(made):
    done = site(made, "audit", "verify")
    assert done.returncode == 0 and "· the log is whole" in done.stdout
    assert (made / "log-head").read_text() in done.stdout and (made / "log-head").stat().st_mode & 0o777 == 0o600
    assert site(made, "audit", "verify", "--head", (made / "log-head").read_text()).returncode == 0


def test_an_account_is_added_without_a_page(made):
    words = ("account", "add", "su", "--name", "苏晓梅", "--area", "990101001001", "--role")
    done = site(made, *words, "worker")
    assert done.returncode == 0 and re.search(r"first password [a-z0-9]{4}(-[a-z0-9]{4}){3};", done.stdout), done.stderr
    assert site(made, *words, "worker").returncode == 1  # there is one of that name
    assert site(made, *words[:2], "so", *words[3:], "emperor").returncode == 1


def test_a_log_that_was_cut_off_at_its_end_is_found(made):
    shell = "from qingzhuang.site.audit.models import Entry; Entry.objects.order_by('-number').first().delete()"
    site(made, "manage", "shell", "-c", shell)
    done = site(made, "audit", "verify")
    assert done.returncode == 1 and "cut off" in done.stdout


def test_a_log_that_was_cut_off_is_found_by_a_head_kept_elsewhere(made):
    kept = (made / "log-head").read_text()
    (made / "log-head").unlink()
    assert site(made, "audit", "verify").returncode == 0
    assert "cut off" in site(made, "audit", "verify", "--head", kept).stdout
    assert site(made, "audit", "verify", "--head", "12:no").returncode == 2


def test_a_log_that_was_touched_is_found(made):
    site(made, "manage", "shell", "-c", "from qingzhuang.site.audit.models import Entry; Entry.objects.filter(number=2).delete()")
    done = site(made, "audit", "verify")
    assert done.returncode == 1 and "entry 2" in done.stdout


def test_a_wrong_word_is_said_so(made):
    assert site(made, "sing").returncode == 2


def test_a_setting_that_cannot_be_meant_stops_the_start(made):
    environment = os.environ | {"QINGZHUANG_UPLOAD_LIMIT_MB": "much", "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check"], env=environment | {"PYTHONPATH": str(settings.HOUSE)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert "QINGZHUANG_UPLOAD_LIMIT_MB='much': expected a whole number" in done.stderr
