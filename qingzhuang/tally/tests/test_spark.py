"""Spark in local mode answers what the bitmaps answer, question by question of the corpus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qingzhuang.demo import make_district
from qingzhuang.tally import Dataset, Scope, parse
from qingzhuang.tally.partitions import count_parts, partitions
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Percent
from qingzhuang.tally.tests.provinces import write_province
from qingzhuang.tally.tests.test_corpus import SQL

pytestmark = pytest.mark.thorough
THERE = find_spec("pyspark") is not None and shutil.which("java") is not None
WHY = "Spark is not here: make test-spark installs it (pip install 'qingzhuang[spark]', and Java 17)"
SCOPE = Scope("", date(2025, 12, 31), (date(2025, 1, 1), date(2025, 12, 31)))


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    if not THERE:
        pytest.skip(WHY)
    from qingzhuang.tally.engines.spark import local_session

    started = local_session(1)
    yield started
    started.stop()


def test_answers_the_corpus_as_the_bitmaps_do(session: Any, tmp_path: Path) -> None:
    from qingzhuang.tally.engines.spark import count_on_spark

    make_district(2500, 3, tmp_path / "whole")
    write_province(Dataset.open(tmp_path / "whole"), tmp_path / "province")
    asked = [question for text in SQL if isinstance(question := parse(text), (Count, CountDistinct, Aggregate, Percent))]
    asked = [question for question in asked if "same household" not in repr(question) and "SameHousehold" not in repr(question)]
    folders = partitions(tmp_path / "province")
    expected, found = count_parts(asked, folders, SCOPE), count_on_spark(asked, folders, SCOPE, session)
    assert len(asked) > 50 and found.labels == expected.labels
    assert np.array_equal(found.values, expected.values, equal_nan=True)
    assert np.array_equal(found.unknown, expected.unknown) and np.array_equal(found.records, expected.records)
    assert np.array_equal(found.held, expected.held) and np.array_equal(found.whole, expected.whole)
