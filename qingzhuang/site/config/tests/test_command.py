"""`qingzhuang site …` and `qingzhuang audit …`: what they refuse, and how a log that somebody touched is found."""

from __future__ import annotations

import pytest

from qingzhuang.site.accounts.models import Post
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.command import main

ADD = ("account", "add", "su", "--name", "苏晓梅", "--area", "990101001001", "--role")


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
