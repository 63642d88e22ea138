"""`qingzhuang count` and `store`: questions of a file counted per community, over one dataset or a province, on one of the engines."""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qingzhuang.cli import DONE, Refusal, day_of
from qingzhuang.console import Console

if TYPE_CHECKING:
    from qingzhuang.tally.question import Measure
    from qingzhuang.tally.scope import Answers, Scope

HEADINGS = ("question", "area", "value", "unknown", "records")


def count_facts(options: argparse.Namespace, console: Console) -> int:
    """Read the questions, count, write CSV; raises Refusal."""
    from qingzhuang.tally.scope import Scope

    scope = Scope(options.area, day_of(options.as_of, console))
    with _refusing(options.facts, console):
        questions = _questions(options.questions, console)
        table = _counted(options.engine, questions, options.facts, scope)
    if options.out is None:
        _write(sys.stdout, questions, table)
    else:
        with options.out.open("w", encoding="utf-8-sig", newline="") as file:
            _write(file, questions, table)
        console.say(console.words("written", name=options.out))
    return DONE


def store_facts(options: argparse.Namespace, console: Console) -> int:
    """Write into a database what the questions need of the folders; raises Refusal."""
    from qingzhuang.tally.engines.database import connect, store
    from qingzhuang.tally.partitions import partitions

    with _refusing(options.facts, console):
        questions, folders = _questions(options.questions, console), partitions(options.facts)
    with _refusing(options.into, console):
        records = store(questions, folders, connect(options.into))
    console.say(console.words("stored", count=f"{records:,}"))
    return DONE


@contextmanager
def _refusing(facts: object, console: Console) -> Iterator[None]:
    """What the engines raise, as a refusal in words."""
    from qingzhuang.tally.errors import DatasetError, QuestionError, Unsupported

    try:
        yield
    except Unsupported as fault:
        raise Refusal(str(fault)) from fault
    except DatasetError as fault:
        where = _without_password(str(facts))
        raise Refusal(console.words("bad_database" if "://" in where else "bad_facts", name=where, why=fault)) from fault
    except (QuestionError, ValueError) as fault:
        raise Refusal(console.words("bad_question", why=fault)) from fault


def _without_password(address: str) -> str:
    """An address as it may be shown.

    >>> _without_password("postgres://counter:secret@db/facts")
    'postgres://counter@db/facts'
    """
    return re.sub(r"(?<=://)([^:@/]*):[^@/]*@", r"\1@", address)


def _questions(path: Path, console: Console) -> list[Measure]:
    from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Percent
    from qingzhuang.tally.syntax import parse

    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as fault:
        raise Refusal(console.words("cannot_read", name=path, why=fault.strerror)) from fault
    found: list[Measure] = []
    for line in lines:
        text = line.strip()
        if text and not text.startswith("#"):
            question = parse(text)
            if not isinstance(question, (Count, CountDistinct, Aggregate, Percent)):
                raise ValueError(f"{text!r} is no number")
            found.append(question)
    return found


def _counted(engine: str | None, questions: Sequence[Measure], facts: str, scope: Scope) -> Answers:
    from qingzhuang.tally.engines.database import connect, count_in_database, is_address
    from qingzhuang.tally.errors import Unsupported
    from qingzhuang.tally.partitions import count_parts, partitions

    if is_address(facts) or engine == "sql":
        if engine not in (None, "sql") or not is_address(facts):
            raise Unsupported("--engine sql asks the address of a database (postgres://host/name), the others a folder")
        return count_in_database(questions, connect(facts), scope)
    folders = partitions(Path(facts))
    if engine == "spark":
        from qingzhuang.tally.engines.spark import count_on_spark, local_session

        session = local_session()
        try:
            return count_on_spark(questions, folders, scope, session)
        finally:
            session.stop()
    return count_parts(questions, folders, scope)


def _write(file: object, questions: Sequence[Measure], table: Answers) -> None:
    from qingzhuang.tally.syntax import write

    rows = csv.writer(file)  # type: ignore[arg-type]
    rows.writerow(HEADINGS)
    for place, question in enumerate(questions):
        for at, area in enumerate(table.labels):
            answer = table.at(place, at)
            rows.writerow((write(question), area, "" if answer.value is None else answer.value, answer.unknown, answer.records))
