"""A PostgreSQL of one's own for tests: in a temporary folder, reached by a socket only, gone afterwards unless a folder is named."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "facts"
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)


def programs() -> Path | None:
    """The folder with initdb and postgres; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    for folder in (*found, *([Path(on_path).resolve().parent] if on_path else []), Path("/usr/local/bin")):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


@contextmanager
def server(durable: bool = False, kept: Path | None = None) -> Iterator[str]:
    """Start a server and give the folder of its socket; PostgreSQL refuses root, so root runs it as nobody.

    `durable`: it writes as a server in operation does, for measuring. `kept` is a folder in which its data stay for the next time.
    """
    folder = programs()
    assert folder is not None
    home = kept or Path(tempfile.mkdtemp(prefix="facts-"))
    home.mkdir(exist_ok=True)
    who: dict[str, Any] = {}
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **who}
    data = home / "data"
    small = ("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1")
    if not (data / "PG_VERSION").exists():
        subprocess.run([folder / "initdb", "-D", data, "-U", USER, *small], check=True, **quiet)
    (data / "postmaster.pid").unlink(missing_ok=True)  # of a server that was killed
    settings = [
        part
        for option in (*(() if durable else QUICK), "listen_addresses=", f"unix_socket_directories={home}")
        for part in ("-c", option)
    ]
    running = subprocess.Popen([folder / "postgres", "-D", data, *settings], **quiet)
    try:
        for _ in range(1200):  # a minute, for machines that do much else
            if _is_ready(data / "postmaster.pid"):
                break
            time.sleep(0.05)
        yield str(home)
    finally:
        running.terminate()
        running.wait(timeout=60)
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)


def _is_ready(notes: Path) -> bool:
    """Whether a server takes connections, as it notes itself; its socket is there before that."""
    try:
        return notes.read_text().split()[-1:] == ["ready"]
    except FileNotFoundError:
        return False
