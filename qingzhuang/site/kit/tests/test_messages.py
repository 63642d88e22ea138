"""The catalogues: complete in three languages, current, compiled without gettext."""

from __future__ import annotations

import shutil
from copy import deepcopy
from functools import cache

import pytest

from qingzhuang.site.kit import messages

gathered_once = cache(messages.gathered)


@pytest.fixture(autouse=True)
def looked_through_once(monkeypatch):
    """All code and templates are read for the first test, not for each."""
    monkeypatch.setattr(messages, "gathered", lambda: deepcopy(gathered_once()))


def test_every_word_is_there_in_three_languages():
    assert messages.faults() == []


def test_traditional_is_put_right_where_a_word_goes_wrong():
    assert messages.traditional("社区的账号和台账") == "社區的帳號和台帳"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    shutil.copytree(messages.LOCALE, tmp_path / "locale", ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    return tmp_path / "locale"


def test_compiles_what_is_missing_and_nothing_twice(copied):
    assert messages.compile_catalogues() and not messages.compile_catalogues()
    assert all((copied / language / "LC_MESSAGES" / "django.mo").stat().st_size > 1000 for language in messages.LANGUAGES)


def test_gathering_again_changes_nothing(copied):
    before = {path: path.read_bytes() for path in copied.rglob("*.po")}
    messages.update()
    assert {path: path.read_bytes() for path in copied.rglob("*.po")} == before


def test_finds_a_message_that_nobody_translated(copied):
    path = copied / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "登录"', 'msgstr ""'), "utf-8")
    assert "zh_Hans: not translated: 'Sign in'" in messages.faults()


def test_finds_other_placeholders(copied):
    path = copied / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text("utf-8").replace("文件超过了 %(limit)s MB。", "文件太大。"), "utf-8")
    assert any("other placeholders" in fault for fault in messages.faults())
