"""A database of each release before this one is brought up to date, and everything is still there.

`releases/VERSION.sql.gz` was written by that release itself (`sqlite3` dump): the cast, a form with a decision and its filling, a file
that was refused, a facts folder. A release adds its own, and never touches those before.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qingzhuang.site.testing.installation import MIGRATE, Installation

pytestmark = pytest.mark.thorough
RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql.gz"))
LOOK = """
import json
from django.contrib.auth import authenticate
from django.test import RequestFactory
from qingzhuang.site.accounts.models import Area, Post, User
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.audit.queries import verify
from qingzhuang.site.reports.models import Decision, Filled, Review
from qingzhuang.site.warehouse.models import FactsFolder
print("SEEN" + json.dumps({
    "rows": [model.objects.count() for model in (Area, User, Post, Review, Decision, Filled, FactsFolder, Entry)],
    "chain": verify(), "signs_in": authenticate(RequestFactory().get("/"), username="alice", password="open-sesame-9") is not None,
    "titles": sorted(review.file_name for review in Review.objects.all()),
    "roles": sorted({post.role for post in Post.objects.all()}),
}))
"""


@pytest.mark.parametrize("dump", RELEASES, ids=lambda path: path.name.removesuffix(".sql.gz"))
def test_brings_the_database_of_an_earlier_release_up_to_date(dump, tmp_path):
    script = gzip.decompress(dump.read_bytes()).decode()
    with closing(sqlite3.connect(tmp_path / "qingzhuang.sqlite3")) as database:
        database.executescript(script)
        tables = "area user post".split()
        before = [database.execute(f"SELECT count(*) FROM accounts_{table}").fetchone()[0] for table in tables]
        entries = database.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
    there = Installation(tmp_path)
    seen = json.loads(there.run(MIGRATE + LOOK).split("SEEN")[1])
    assert seen["rows"] == [*before, 2, 1, 1, 1, entries]
    assert (seen["chain"], seen["signs_in"]) == (None, True)
    assert seen["titles"] == ["名册.xlsx", "图.xlsx"]
    assert seen["roles"] == ["head", "reader", "worker"]
    assert there.run(MIGRATE) == ""  # the second time there is nothing to do


def test_there_is_a_database_to_upgrade_from():
    assert RELEASES
