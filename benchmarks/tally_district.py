"""A district's whole round: 192 kinds of reports, every community, counted, written and counted again where a fact changed.

The kinds are made up and truly differ (`qingzhuang.demo.kinds`); they are read and understood like any form. The others do a part of the
work and their time is scaled to all of it: DuckDB with one SQL statement a report, a pandas script a report that fills its file with
openpyxl, and one aggregate query a cell, which is how a system that keeps an indicator apart for each cell (DHIS2) asks its database.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.bars import Bar
from benchmarks.tally_cells import _atoms, _best, _fields, _flat, _node, _of_frame, _sql
from qingzhuang.demo import DAY, make_district
from qingzhuang.demo.kinds import kinds, workbook
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.many import Catalogue, Recipe, recipe, write_all
from qingzhuang.formfill.match import understand
from qingzhuang.formfill.read import read
from qingzhuang.tally import Dataset, Scope
from qingzhuang.tally import question as q
from qingzhuang.tally.resolve import Fact, No

PEOPLE = int(os.environ.get("QINGZHUANG_BENCH_PEOPLE") or 1_000_000)
KINDS = 192
FACTS = ("person.disability.level", "person.welfare.subsistence_allowance", "person.birth_date")
SAMPLED = {"DuckDB, a statement a report": 16, "pandas and openpyxl, a script a report": 2, "a query a cell (as DHIS2)": 24}
WRITTEN = 10  # files that the script of a report fills with openpyxl


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each step; `others` are scaled to all kinds and communities."""

    people: int
    communities: int
    kinds: int
    questions: int
    cells: int
    understood: float
    counted: float
    files: int
    written: float
    alone: float
    changed: dict[str, tuple[float, int]]  # field → seconds, questions counted again
    others: dict[str, float]

    @property
    def whole(self) -> float:
        """Counting and writing everything."""
        return self.counted + self.written


def measure(people: int = PEOPLE, folder: Path | None = None) -> Measured:
    """Make the district where there is none, then the whole round."""
    with tempfile.TemporaryDirectory(prefix="qingzhuang-bench-") as scratch:
        facts = folder or Path(scratch) / "facts"
        if not (facts / "person.parquet").exists():
            facts.mkdir(parents=True, exist_ok=True)
            make_district(people, 1, facts)
        return _measured(people, facts, Path(scratch) / "out")


def _measured(people: int, folder: Path, out: Path) -> Measured:
    started = time.perf_counter()
    catalogue = Catalogue.of(_recipes())
    understood = time.perf_counter() - started
    scope = Scope("", DAY)
    counted, (facts, numbers) = _best(lambda: _count(catalogue, folder, scope), 5)
    places = _places(facts, numbers.labels, scope)
    written, alone = 0.0, 0.0
    for workers in (1, os.cpu_count() or 1):
        here = out / str(workers)
        started = time.perf_counter()
        done = write_all(catalogue, numbers, places, here, workers=workers)
        written = time.perf_counter() - started
        alone = alone or written
        if done.failed or done.written != len(places) * len(catalogue.recipes):
            raise AssertionError(f"files are missing: {done}")
    others = {name: ask(folder, catalogue, numbers) for name, ask in OTHERS.items()}
    return Measured(
        people, len(places), len(catalogue.recipes), len(catalogue.questions), sum(sum(r.is_question) for r in catalogue.recipes),
        understood,
        counted, len(places) * len(catalogue.recipes), written, alone, _changes(catalogue, facts, numbers, scope), others,
    )  # fmt: skip


def _recipes() -> list[Recipe]:
    found = []
    for kind in kinds(KINDS):
        data = workbook(kind)
        book = read(data, kind.name)
        one = recipe(kind.name, data, book, understand(book), DAY)
        assert one is not None, kind.title
        found.append(one)
    return found


def _count(catalogue: Catalogue, folder: Path, scope: Scope) -> tuple[Dataset, Any]:
    facts = Dataset.open(folder)
    return facts, catalogue.count(facts, scope)


def _places(facts: Dataset, labels: tuple[str, ...], scope: Scope) -> list[Ledger]:
    """The communities; the names of places are read once for all of them."""
    whole = Ledger(facts, scope)
    found = [Ledger(facts, Scope(code, scope.as_of)) for code in labels]
    for one in found:
        one.__dict__["_communities"] = whole._communities
    return found


# ---------------------------------------------------------------- a fact changes
def _changes(catalogue: Catalogue, facts: Dataset, numbers: Any, scope: Scope) -> dict[str, tuple[float, int]]:
    """A community's own part, as the site keeps it, written anew with one fact changed; opening and reading it counts."""
    import pyarrow.parquet as pq

    found: dict[str, tuple[float, int]] = {}
    area = numbers.labels[len(numbers.labels) // 2]
    with tempfile.TemporaryDirectory(prefix="qingzhuang-part-") as scratch:
        for entity in ("person", "household"):
            table = pa.table(facts.tables[entity].read(facts.tables[entity].names))
            pq.write_table(table.filter(pc.equal(table["area"].cast(pa.string()), area)), Path(scratch) / f"{entity}.parquet")
        for field in FACTS:
            catalogue.__dict__.pop("readers", None)
            catalogue.readers  # noqa: B018  worked out once, when the catalogue is opened

            def again(name: str = field) -> int:
                questions = catalogue.touched([name])
                catalogue.recount(numbers, questions, Dataset.open(Path(scratch)), scope, area)
                return len(questions)

            seconds, touched = _best(again, 5)
            found[field] = seconds, touched
    return found


# ---------------------------------------------------------------- the others
def _duckdb_report(folder: Path, catalogue: Catalogue, numbers: Any) -> float:
    """Each report as one statement over the file: its distinct conditions once, its cells as filtered counts by community."""
    import duckdb

    connection = duckdb.connect()
    chosen = range(0, len(catalogue.recipes), len(catalogue.recipes) // SAMPLED["DuckDB, a statement a report"])
    started = time.perf_counter()
    for kind in chosen:
        questions = [one for one in catalogue.recipes[kind].measures if isinstance(one, q.Count)]
        atoms = _atoms(questions)
        once = "".join(f', {_sql(atom)} AS "a{n}"' for n, atom in enumerate(atoms))
        cells = ", ".join(
            f"count(*) FILTER (WHERE {' AND '.join(f'a{atoms.index(part)}' for part in _flat(_node(one))) or 'true'})"
            for one in questions
        )
        rows = connection.execute(
            f"WITH atoms AS (SELECT area{once} FROM '{folder / 'person.parquet'}') SELECT {cells} FROM atoms GROUP BY area ORDER BY area"
        ).fetchall()
        if not np.array_equal(np.array(rows).T, numbers.values[catalogue.places[kind]]):
            raise AssertionError("DuckDB counts otherwise")
    return (time.perf_counter() - started) / len(chosen) * len(catalogue.recipes)


def _query_a_cell(folder: Path, catalogue: Catalogue, numbers: Any) -> float:
    """Each cell as a query of its own over a table in the database, by community."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE person AS SELECT area, {', '.join(_quoted(catalogue))} FROM '{folder / 'person.parquet'}'")
    chosen = range(0, len(catalogue.questions), len(catalogue.questions) // SAMPLED["a query a cell (as DHIS2)"])
    started = time.perf_counter()
    for place in chosen:
        question = catalogue.questions[place]
        assert isinstance(question, q.Count)
        where = " AND ".join(f"({_sql(part)})" for part in _flat(_node(question))) or "true"
        connection.execute(f"SELECT area, count(*) FROM person WHERE {where} GROUP BY area").fetchall()
    cells = sum(sum(one.is_question) for one in catalogue.recipes)
    return (time.perf_counter() - started) / len(chosen) * cells


def _quoted(catalogue: Catalogue) -> list[str]:
    return [f'"{name}"' for name in _fields([one for one in catalogue.questions if isinstance(one, q.Count)])]


def _script_a_report(folder: Path, catalogue: Catalogue, numbers: Any) -> float:
    """A script a report: columns read with pandas, grouped by community, each file loaded, filled and saved with openpyxl."""
    import pandas as pd

    chosen = [0, len(catalogue.recipes) // 2][: SAMPLED["pandas and openpyxl, a script a report"]]
    seconds = 0.0
    for kind in chosen:
        one = catalogue.recipes[kind]
        questions = [measure for measure in one.measures if isinstance(measure, q.Count)]
        started = time.perf_counter()
        frame = pd.read_parquet(folder / "person.parquet", columns=["area", *_fields(questions)])
        frame["birth_date"] = pd.to_datetime(frame["birth_date"])
        columns = []
        for question in questions:
            met = pd.Series(True, index=frame.index)
            for part in _flat(_node(question)):
                assert isinstance(part, (Fact, No))
                met &= _of_frame(part, frame, pd)
            columns.append(met.groupby(frame["area"], observed=True).sum())
        counted = time.perf_counter() - started
        started = time.perf_counter()
        for label in range(WRITTEN):
            book = openpyxl.load_workbook(io.BytesIO(one.data))
            sheet: Any = book.active
            for (_, row, column), source, asks in zip(one.targets, one.sources, one.is_question, strict=True):
                if asks and isinstance(source, int):
                    sheet.cell(row, column).value = int(columns[source].iloc[label % len(numbers.labels)])
            book.save(io.BytesIO())
        seconds += counted + (time.perf_counter() - started) / WRITTEN * len(numbers.labels)
    return seconds / len(chosen) * len(catalogue.recipes)


OTHERS: dict[str, Callable[[Path, Catalogue, Any], float]] = {
    "DuckDB, a statement a report": _duckdb_report,
    "a query a cell (as DHIS2)": _query_a_cell,
    "pandas and openpyxl, a script a report": _script_a_report,
}


# ---------------------------------------------------------------- the page
def bars(measured: Measured) -> list[Bar]:
    """What was promised of a district's round."""
    what = f"{measured.kinds} kinds × {measured.communities} communities over {measured.people:,} people"
    return [
        Bar(f"{what}: all counts, from Parquet", measured.counted, "s", most=0.6),
        Bar(f"{what}: {measured.files:,} files", measured.files / measured.written, "files/s", least=500),
        Bar(
            "a fact changed: its questions counted again",
            1000 * max(seconds for seconds, _ in measured.changed.values()),
            "ms",
            most=200,
        ),
    ]


def page(measured: Measured) -> str:
    """The part of the benchmark page about a district's round."""
    lines = [
        f"{measured.kinds} kinds of reports with {measured.cells:,} cells, which are {measured.questions:,} different questions, for {measured.communities} communities",
        f"over {measured.people:,} people. Reading and understanding all forms takes {measured.understood:.1f} s, once.",
        "",
        "| step | seconds | |",
        "| --- | --- | --- |",
        f"| count everything, from Parquet | {measured.counted:.2f} | |",
        f"| write {measured.files:,} files, one process | {measured.alone:.1f} | {measured.files / measured.alone:,.0f} files/s |",
        f"| write them on all processors | {measured.written:.1f} | {measured.files / measured.written:,.0f} files/s |",
        *(
            f"| `{field}` of one person changes: {touched} questions counted again | {seconds:.3f} | |"
            for field, (seconds, touched) in measured.changed.items()
        ),
        "",
        "| who | seconds for the same | ours is quicker by |",
        "| --- | --- | --- |",
        *(
            f"| {name} (counting{' and writing' if 'openpyxl' in name else ''}) | {seconds:,.0f} | {seconds / (measured.whole if 'openpyxl' in name else measured.counted):,.0f} × |"
            for name, seconds in measured.others.items()
        ),
        "",
        f"The others did a part ({', '.join(f'{name}: {number}' for name, number in SAMPLED.items())}) and are scaled to all. The counts of DuckDB were compared.",
        "How it is done: [Many forms for many places](explanation/many-forms.md).",
    ]
    return "\n".join(lines) + "\n"
