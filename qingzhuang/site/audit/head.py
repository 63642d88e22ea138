"""The head of the chain, noted beside the database: whoever cuts entries off the end must change this file, too.

The file holds the number and hash of the last entry, like `1204:9f3c…`. Noted after each deed has been written for good; when
two processes note at once the older may stay for a moment, which only makes the check a few entries older.
"""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

from django.conf import settings

from qingzhuang.site.audit.logic import Head

_lock = threading.Lock()


def path() -> Path:
    return Path(settings.DATA) / "log-head"


def noted() -> Head | None:
    try:
        return Head.read(path().read_text("ascii"))
    except (OSError, ValueError):
        return None


def note(head: Head) -> None:
    """Keep the newest head; the file is replaced as a whole and readable by its owner only."""
    with _lock:
        before = noted()
        if before is not None and before.number >= head.number:
            return
        handle, temporary = tempfile.mkstemp(dir=path().parent, prefix="log-head")
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(str(head))
        os.replace(temporary, path())
