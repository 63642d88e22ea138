"""The page for backups: the operator's only."""

from __future__ import annotations

import pytest

from qingzhuang.site.backup import actions, queries


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "hana", "tina"])
def test_is_not_there_for_others(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get("/backup/").status_code == 404
    assert client.post("/backup/", {"place": "/tmp"}).status_code == 404


def test_asks_for_a_stick(cast, sign_in, settings, monkeypatch):
    monkeypatch.setattr(queries, "folders", list)
    assert "没有插" in sign_in(cast.otto).get("/backup/").content.decode()


def test_takes_only_a_place_that_was_offered(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(queries, "folders", lambda: [tmp_path])
    assert sign_in(cast.otto).post("/backup/", {"place": "/etc"}).status_code == 400


def test_one_click_makes_a_backup(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(queries, "folders", lambda: [tmp_path])
    called = {}

    def make(actor, *, folder, passphrase):
        called.update(actor=actor, folder=folder, passphrase=passphrase)
        return folder / "qingzhuang-1"

    monkeypatch.setattr(actions, "make_backup", make)
    found = sign_in(cast.otto).post("/backup/", {"place": str(tmp_path), "passphrase": "four words of mine"}, follow=True)
    assert "qingzhuang-1" in found.content.decode()
    assert called == {"actor": cast.otto, "folder": tmp_path, "passphrase": "four words of mine"}
