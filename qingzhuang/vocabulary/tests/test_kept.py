from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qingzhuang.vocabulary import VocabularyError
from qingzhuang.vocabulary.kept import documents, kept


class Maker:
    """Makes a document of a file, and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.source, self.made = folder / "club.yaml", 0
        self.write("name: 网球")

    def write(self, text: str) -> None:
        self.source.write_text(text, "utf-8")

    def make(self) -> dict[str, object]:
        self.made += 1
        return dict(*documents(self.source))

    def kept(self) -> dict[str, object]:
        return kept("club", [self.source], self.make)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "qingzhuang"


@pytest.fixture
def club(tmp_path):
    return Maker(tmp_path)


def test_makes_it_once(cache, club):
    assert club.kept() == club.kept() == {"name": "网球"}
    assert club.made == 1
    (file,) = cache.glob("club-*.json")
    assert json.loads(file.read_text("utf-8")) == {"name": "网球"}


def test_makes_it_again_when_a_file_holds_something_else_of_the_same_length_and_time(cache, club):
    import os

    club.kept()
    before = club.source.stat()
    club.write("name: 排球")
    os.utime(club.source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert club.kept() == {"name": "排球"}


def test_knows_no_more_the_first_time_than_later(cache, club):
    club.write("{1: 2026-11-28}")
    assert club.kept() == club.kept() == {"1": str(date(2026, 11, 28))}


def test_a_spoilt_file_does_no_harm(cache, club):
    club.kept()
    (file,) = cache.glob("club-*.json")
    for spoilt in ('{"name": ', "[]", ""):
        file.write_text(spoilt, "utf-8")
        assert club.kept() == {"name": "网球"}
    assert json.loads(file.read_text("utf-8")) == {"name": "网球"}


def test_works_where_nothing_can_be_written(club, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert club.kept() == club.kept() == {"name": "网球"}
    assert club.made == 2


def test_works_where_there_is_no_home(club, monkeypatch):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert club.kept() == {"name": "网球"}


@pytest.mark.parametrize(("text", "said"), [("- 1", "list"), ("name: [", "YAML")])
def test_says_which_file_is_wrong(club, text, said):
    club.write(text)
    with pytest.raises(VocabularyError, match=rf"club\.yaml.*{said}"):
        list(documents(club.source))
