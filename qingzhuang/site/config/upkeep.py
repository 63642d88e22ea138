"""Database and static files brought up to date, quickly when nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], None]


def migrate(say: Say) -> None:
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static(say: Say) -> None:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(
        (Path(storage.path(name)).stat().st_mtime for finder in get_finders() for name, storage in finder.list([])), default=0.0
    )
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        say("collecting style sheets and scripts")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
