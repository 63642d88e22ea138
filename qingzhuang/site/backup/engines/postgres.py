"""PostgreSQL: every table by COPY inside one transaction that sees one moment; no program besides the driver is needed."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

PIECE = 1 << 20


def save(connection: Any, folder: Path) -> dict[str, int]:
    """Write each table into a compressed file of its own; table → number of rows."""
    rows: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            rows[table] = cursor.fetchone()[0]
            columns = ", ".join(f'"{name}"' for name in _columns(connection, cursor, table))
            with gzip.open(folder / f"{table}.copy.gz", "wb", compresslevel=1) as out:
                out.write(columns.encode() + b"\n")
                with cursor.copy(f'COPY "{table}" ({columns}) TO STDOUT') as copy:
                    for piece in copy:
                        out.write(piece)
    return rows


def load(connection: Any, folder: Path, migrations: dict[str, str]) -> None:
    """Replace everything by what was saved: the tables as they were then, their rows, their counters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    for app, name in migrations.items():
        call_command("migrate", app, name, verbosity=0, interactive=False)
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables) + " CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            path = folder / f"{table}.copy.gz"
            if not path.exists():
                continue
            with gzip.open(path, "rb") as source:
                columns = source.readline().decode().strip()
                with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                    while piece := source.read(PIECE):
                        copy.write(piece)
        for table in tables:
            _count_on(connection, cursor, table)


def _columns(connection: Any, cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _count_on(connection: Any, cursor: Any, table: str) -> None:
    """Counters of ids go on after the largest id."""
    for found in connection.introspection.get_sequences(cursor, table):
        column = found["column"]
        cursor.execute(
            f'SELECT setval(pg_get_serial_sequence(%s, %s), COALESCE(MAX("{column}"), 1), MAX("{column}") IS NOT NULL) FROM "{table}"',
            [table, column],
        )
