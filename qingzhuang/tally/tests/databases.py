"""Databases that are asked the same questions; Ibis is loaded with the first of them, so that no other test waits for it."""

from __future__ import annotations

from importlib import import_module
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


def clickhouse() -> Any:
    """ClickHouse's own engine inside this process, asked through the same driver as a server; skips where chdb is not here."""
    try:
        import_module("chdb")
        driver = import_module("clickhouse_connect")
    except ImportError:
        pytest.skip("ClickHouse is not here: make test-clickhouse fetches its engine (chdb, 570 MB)")
    import ibis

    return ibis.clickhouse.from_connection(driver.get_client(interface="chdb"))
