"""The same bitmaps on Spark: each partition is a county's folder, counted where it lies; only counts travel (`mapInArrow`).

Needs `pip install 'qingzhuang[spark]'` and Java 17. The workers need this package and the folders under the same paths.

    count_on_spark(questions, partitions(Path("/mnt/province")), Scope("", day), session)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa

from qingzhuang.tally.errors import Unsupported
from qingzhuang.tally.partitions import count_part, of_rows
from qingzhuang.tally.question import Measure
from qingzhuang.tally.scope import Answers, Scope
from qingzhuang.tally.syntax import parse, write

CANNOT = (
    "values of one record and lists: ask the county's own dataset",
    "figures over a whole province that do not add up (a mean, different values): they are given per community",
)
SCHEMA = "question int, area string, value double, unknown int, records int, held boolean, whole boolean"
ARROW = pa.schema([
    ("question", pa.int32()), ("area", pa.string()), ("value", pa.float64()), ("unknown", pa.int32()), ("records", pa.int32()),
    ("held", pa.bool_()), ("whole", pa.bool_()),
])  # fmt: skip


def local_session(processors: int = 2) -> Any:
    """A Spark in this machine; raises Unsupported where pyspark or Java is missing."""
    try:
        SparkSession = import_module("pyspark.sql").SparkSession
    except ImportError as missing:
        raise Unsupported("Spark: pyspark is not installed; pip install 'qingzhuang[spark]'") from missing
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers are the first python3 of the path
    builder = SparkSession.builder.master(f"local[{processors}]").appName("qingzhuang")
    for key, value in (("spark.ui.enabled", "false"), ("spark.sql.execution.arrow.pyspark.enabled", "true"),
                       ("spark.driver.bindAddress", "127.0.0.1"), ("spark.log.level", "ERROR")):  # fmt: skip
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except Exception as fault:  # no Java: pyspark raises its own kinds
        raise Unsupported(f"Spark could not be started (Java 17 is needed): {type(fault).__name__}") from fault


def count_on_spark(questions: Sequence[Measure], folders: Sequence[Path], scope: Scope, session: Any) -> Answers:
    """The answers per community over all folders, each folder a task of its own.

    Equal to `count_parts` over the same folders, communities in the order of their codes.
    """
    texts = [write(question) for question in questions]
    frame = session.createDataFrame([(str(folder),) for folder in folders], "folder string")
    spread = frame.repartition(max(len(folders), 1), "folder")

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        asked = [parse(text) for text in texts]
        for batch in batches:
            for folder in batch.column(0).to_pylist():
                yield as_batch(count_part(asked, Path(folder), scope))  # type: ignore[arg-type]

    rows = spread.mapInArrow(count, SCHEMA).toArrow()
    return of_rows(zip(*(rows[name].to_pylist() for name in ARROW.names), strict=True), questions)


def as_batch(table: Answers) -> pa.RecordBatch:
    """The counts of one folder as a batch: question by question, community by community."""
    questions, areas = table.values.shape
    numbers = [place for place in range(questions) for _ in range(areas)]
    return pa.RecordBatch.from_arrays(
        [
            pa.array(numbers, pa.int32()), pa.array(list(table.labels) * questions, pa.string()), pa.array(table.values.ravel()),
            pa.array(table.unknown.ravel(), pa.int32()), pa.array(table.records.ravel(), pa.int32()),
            pa.array([bool(table.held[place]) for place in numbers]), pa.array([bool(table.whole[place]) for place in numbers]),
        ],
        schema=ARROW,
    )  # fmt: skip
