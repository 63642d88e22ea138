"""Pages and the search box over a PostgreSQL of its own: the same clicks as over SQLite.

Server and county are kept for the next run. QINGZHUANG_BENCH_PEOPLE_POSTGRES says how many people (1,000,000), QINGZHUANG_BENCH_DATA_POSTGRES
where they lie.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.county import county
from benchmarks.site_pages import Measured, bars, page, pages_of
from qingzhuang.tally.tests import postgres

PEOPLE = int(os.environ.get("QINGZHUANG_BENCH_PEOPLE_POSTGRES") or 1_000_000)
DATA = Path(
    os.environ.get("QINGZHUANG_BENCH_DATA_POSTGRES") or Path(tempfile.gettempdir()) / f"qingzhuang-county-postgres-{PEOPLE}"
)

__all__ = ["bars", "measure", "page"]


def measure() -> Measured:
    if postgres.programs() is None:
        raise RuntimeError("PostgreSQL is not installed here. On Debian: apt-get install postgresql")
    with postgres.server(durable=True, kept=DATA.with_name(f"{DATA.name}-server")) as home:
        return pages_of(county(DATA, PEOPLE, f"postgresql://{postgres.USER}@/postgres?host={home}"))
