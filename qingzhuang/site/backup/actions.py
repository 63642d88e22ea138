"""Making a backup while the site runs, and restoring one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from qingzhuang import __version__
from qingzhuang.seal import Keyring, SealError, lock, unlock
from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor, anybody
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.backup import errors, logic
from qingzhuang.site.backup.engines import ENGINES
from qingzhuang.site.ledger.actions import shred_listed

MEGABYTE = 1_000_000
KEY_CHECK = "qingzhuang"
Say = Callable[[str], None]


def make_backup(actor: Actor | None, *, folder: Path, passphrase: str = "", say: Say = lambda _line: None) -> Path:
    """Write everything into a new folder inside `folder`, check it by reading it again, and give its path.

    With a passphrase the keys go along, locked; without one they stay here. A backup that breaks off leaves nothing that
    looks like one. Raises Refusal.
    """
    if actor is not None and not actor.may("manage_site"):
        raise not_allowed()
    if passphrase and len(passphrase) < logic.LEAST_PASSPHRASE:
        raise errors.short_passphrase()
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise errors.no_such_place(str(folder))
    _room(folder)
    at = timezone.localtime()
    done, part = folder / logic.folder_name(at), folder / f".{logic.folder_name(at)}.part"
    try:
        manifest = _written(part, at.isoformat(timespec="seconds"), passphrase, say)
        say("checking what was written")
        if damage := logic.first_damage(part, manifest):
            raise errors.damaged(damage)
        part.rename(done)
    except OSError as error:
        raise errors.cannot_write(error.strerror or str(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    deed = "backup.made_with_keys" if manifest.with_keys else "backup.made"
    audit.record(actor and actor.person, deed=deed, subject="backup", size=manifest.size // MEGABYTE)
    return done


def _room(folder: Path) -> None:
    database = Path(str(connection.settings_dict["NAME"]))
    data = Path(settings.DATA)
    needed = sum((data / name).stat().st_size for name in logic.files_of(data, database))
    needed += database.stat().st_size if connection.vendor == "sqlite" and database.exists() else 0
    free = shutil.disk_usage(folder).free
    if needed + MEGABYTE > free:
        raise errors.no_room(needed // MEGABYTE + 1, free // MEGABYTE)


def _written(part: Path, made: str, passphrase: str, say: Say) -> logic.Manifest:
    """All parts of a backup in the folder `part`, the manifest last."""
    (part / logic.DATABASE).mkdir(parents=True)
    say("copying the database")
    save, _load = ENGINES[connection.vendor]
    tables = save(connection, part / logic.DATABASE)
    say("copying files")
    data, database = Path(settings.DATA), Path(str(connection.settings_dict["NAME"]))
    files: dict[str, tuple[int, str]] = {}
    for name in logic.files_of(data, database):
        try:
            files[f"{logic.DATA}/{name.as_posix()}"] = logic.copy(data / name, part / logic.DATA / name)
        except FileNotFoundError:
            continue  # deleted since the list was made
    keys = Path(settings.LEDGER_KEYS)
    ring = Keyring.kept_in(keys)
    if passphrase:
        (part / logic.KEYS).write_bytes(lock(keys.read_bytes(), passphrase))
    for path in [*sorted((part / logic.DATABASE).iterdir()), *([part / logic.KEYS] if passphrase else [])]:
        files[path.relative_to(part).as_posix()] = (path.stat().st_size, logic.hash_of(path))
    manifest = logic.Manifest(__version__, made, connection.vendor, ring.digest(KEY_CHECK), _last_migrations(), tables, files)
    logic.write_manifest(part, manifest)
    return manifest


def _last_migrations() -> dict[str, str]:
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations
    return {app: name for app, name in loader.graph.leaf_nodes() if (app, name) in applied}


def restore_backup(*, folder: Path, passphrase: str = "", replace: bool = False, say: Say = lambda _line: None) -> logic.Manifest:
    """Put a backup in the place of this installation's data. Whatever was here is moved aside first. Raises Refusal.

    For the command line only: nobody is signed in when a database is replaced.
    """
    manifest = logic.read_manifest(folder)
    if manifest is None:
        raise errors.not_a_backup(folder.name)
    if manifest.engine != connection.vendor:
        raise errors.other_database(manifest.engine, connection.vendor)
    if _later(manifest.version, __version__):
        raise errors.from_the_future(manifest.version)
    if not replace and _holds_data():
        raise errors.not_empty()
    say("checking the backup")
    if damage := logic.first_damage(folder, manifest):
        raise errors.damaged(damage)
    keys = _keys(folder, manifest, passphrase)
    aside = _move_aside(say)
    say("restoring the database")
    _save, load = ENGINES[connection.vendor]
    load(connection, folder / logic.DATABASE, manifest.migrations)
    say("restoring files")
    for name in manifest.files:
        if name.startswith(f"{logic.DATA}/"):
            logic.copy(folder / name, Path(settings.DATA) / Path(name).relative_to(logic.DATA))
    path = Path(settings.LEDGER_KEYS)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
        out.write(keys)
    call_command("migrate", verbosity=0, interactive=False)
    audit.record(None, deed="backup.restored", subject="backup", made=manifest.made)
    if aside and shred_listed(aside):
        say("taking out again what was taken out since")
    if aside:
        say(f"what was here before is in {aside.name}")
    return manifest


def _later(theirs: str, ours: str) -> bool:
    def parts(version: str) -> list[int]:
        return [int(part) if part.isdigit() else 0 for part in version.split(".")[:3]]

    return parts(theirs) > parts(ours)


def _holds_data() -> bool:
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    return "accounts_user" in connection.introspection.table_names() and anybody()


def _keys(folder: Path, manifest: logic.Manifest, passphrase: str) -> bytes:
    """The key file of the backup, or the one that is here where it fits: it is moved aside with everything else."""
    path = Path(settings.LEDGER_KEYS)
    if path.exists() and Keyring.kept_in(path).digest(KEY_CHECK) == manifest.key_check:
        return path.read_bytes()
    if not manifest.with_keys:
        raise errors.keys_missing()
    try:
        return unlock((folder / logic.KEYS).read_bytes(), passphrase)
    except SealError:
        raise errors.keys_are_locked() from None


def _move_aside(say: Say) -> Path | None:
    """The data of this installation into a folder of their own, the rows of a PostgreSQL as a copy."""
    data, keys = Path(settings.DATA), Path(settings.LEDGER_KEYS)
    rows = connection.vendor == "postgresql" and bool(connection.introspection.table_names())
    if not rows:
        connection.close()  # SQLite takes its side files away
    names = list(logic.files_of(data, None)) if data.is_dir() else []
    if keys.exists() and keys.is_relative_to(data):
        names.append(keys.relative_to(data))
    if not names and not rows:
        return None
    say("moving aside what is here")
    aside = data / f"{logic.ASIDE}{timezone.localtime():%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True)
    if rows:
        save, _load = ENGINES[connection.vendor]
        (aside / logic.DATABASE).mkdir()
        save(connection, aside / logic.DATABASE)
    for name in names:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).rename(aside / name)
    return aside
