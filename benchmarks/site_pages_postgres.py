"""Pages and the search box over a PostgreSQL of its own: the same clicks as over SQLite.

QINGZHUANG_BENCH_PEOPLE_POSTGRES says how many people (100,000): they are loaded anew each time, since the server is gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.county import county
from benchmarks.site_pages import Measured, bars, page, pages_of
from qingzhuang.tally.tests import postgres

PEOPLE = int(os.environ.get("QINGZHUANG_BENCH_PEOPLE_POSTGRES") or 100_000)

__all__ = ["bars", "measure", "page"]


def measure() -> Measured:
    if postgres.programs() is None:
        raise RuntimeError("PostgreSQL is not installed here. On Debian: apt-get install postgresql")
    data = Path(tempfile.mkdtemp(prefix="qingzhuang-county-"))
    try:
        with postgres.server(durable=True) as home:
            return pages_of(county(data, PEOPLE, f"postgresql://{postgres.USER}@/postgres?host={home}"))
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(data.parent / f"{data.name}-facts", ignore_errors=True)
