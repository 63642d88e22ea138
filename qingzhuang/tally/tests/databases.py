"""Databases that are asked the same questions; Ibis is loaded with the first of them, so that no other test waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from qingzhuang.tally.engines.ibis_engine import IbisEngine

one_worker = pytest.mark.xdist_group("databases")  # loading Ibis takes a second, starting PostgreSQL another


def connect(kind: str, **where: str) -> Any:
    """A new database in memory, DuckDB or SQLite; or a PostgreSQL that runs already."""
    import ibis

    return getattr(ibis, kind).connect(**where)


def engine(connection: Any) -> IbisEngine:
    """The engine that asks a database."""
    from qingzhuang.tally.engines.ibis_engine import IbisEngine

    return IbisEngine(connection)
