"""Settings of the tests: the product's own, with a database in memory, a cheap hasher and a data folder that is thrown away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["QINGZHUANG_DATA"] = tempfile.mkdtemp(prefix="qingzhuang-test-")

from qingzhuang.site.config import readers
from qingzhuang.site.config.settings import *  # noqa: F403
from qingzhuang.site.config.settings import DATA, STORAGES

atexit.register(shutil.rmtree, DATA, ignore_errors=True)
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
if os.environ.get("QINGZHUANG_TEST_DATABASE"):  # the same tests on PostgreSQL: scripts/with_postgres.py
    DATABASES = {"default": readers.database("QINGZHUANG_TEST_DATABASE", DATA) | {"CONN_MAX_AGE": 0}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
Path(DATA, "static").mkdir()
STATIC_ROOT = Path(DATA) / "static"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
