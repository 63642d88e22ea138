"""`qingzhuang site load DIR`: a folder of facts into the ledger, with a line that tells how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from django.utils import timezone

from qingzhuang.site.demo.loading import NotesLost, load_folder
from qingzhuang.site.warehouse import actions as warehouse
from qingzhuang.tally import DatasetError

Say = Callable[[str], None]


def load_and_count(folder: Path, day: str, say: Say) -> int:
    """Load a folder and write its columns; returns the exit code."""
    if not folder.is_dir():
        say(f"{folder} is no folder")
        return 1
    try:
        holds = date.fromisoformat(day) if day else timezone.localdate()
    except ValueError:
        say(f"{day} is no day; write it as 2026-06-30")
        return 2
    started = perf_counter()
    try:
        count = load_folder(folder, day=holds, told=_line)
    except NotesLost as lost:
        say(
            f"a part of this folder is in the ledger, but loads/{lost} is gone from the data folder: put it back, or take the import back"
        )
        return 1
    except (DatasetError, ValueError) as fault:
        say(f"this folder cannot be loaded: {fault}")
        return 1
    sys.stdout.write("\n" if sys.stdout.isatty() else "")
    say(f"{count:,} new records after {perf_counter() - started:.0f} s" if count else "this folder is in the ledger already")
    communities = warehouse.refresh(None)
    say(f"columns of {communities} communities are ready for counting after {perf_counter() - started:.0f} s")
    return 0


def _line(done: int, records: int) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r  · {done:,} of {records:,} records")
        sys.stdout.flush()
