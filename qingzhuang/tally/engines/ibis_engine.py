"""The second way: questions as SQL through Ibis, for facts in DuckDB, SQLite, PostgreSQL or any other Ibis backend.

engine = IbisEngine(ibis.duckdb.connect("facts.db"))
engine.answer(parse("count(person where age>=60)"), Scope("990101", date(2025, 12, 31)))
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ibis.common.exceptions import TableNotFound

from qingzhuang.tally import question as q
from qingzhuang.tally.compile import Compiler
from qingzhuang.tally.engines.figures import DECIMALS
from qingzhuang.tally.errors import Unsupported
from qingzhuang.tally.resolve import find
from qingzhuang.tally.scope import NOT_HELD, Answer, Scope
from qingzhuang.vocabulary import Vocabulary, load

# what this engine does not do; each raises Unsupported
CANNOT = (
    "values of one record: ask the bitmap engine, which reads the record itself",
    "lists as rows: `keys_behind` gives the keys, the roster comes from the dataset",
    "the n-th member in a condition: a database keeps no order of members",
    "deriving birth date and sex from ID numbers: the writer of the tables does it (see `sql_tables`)",
)


class IbisEngine:
    """Answers over the tables of one connection; each question is one query, or two for a rate."""

    def __init__(self, connection: Any, vocabulary: Vocabulary | None = None) -> None:
        self.connection = connection
        self.vocabulary = vocabulary or load()
        self.tables = {name: table for name in self.vocabulary.entities if (table := _found(connection, name)) is not None}

    def answer(self, question: q.Question, scope: Scope) -> Answer:
        """The answer to one question about numbers; raises Unsupported for values and lists."""
        match question:
            case q.Count() | q.CountDistinct() | q.Aggregate():
                return self._leaf(question, scope)
            case q.Percent(part=part, whole=whole):
                return _percent(self.answer(part, scope), self.answer(whole, scope))
        raise Unsupported("SQL: values of one record and lists; ask the bitmap engine")

    def answer_all(self, questions: Iterable[q.Question], scope: Scope) -> list[Answer]:
        """The answers to many questions, one query each."""
        return [self.answer(question, scope) for question in questions]

    def keys_behind(self, question: q.Count | q.CountDistinct | q.Aggregate, scope: Scope) -> list[str]:
        """The keys of the records that a number surely counts."""
        entity = question.entity if isinstance(question, q.Count) else question.path.split(".", 1)[0]
        found = self.connection.to_pyarrow(Compiler(self.tables, self.vocabulary, scope).keys(entity, question.where))
        return [str(key) for key in found["id"].to_pylist()]

    def _leaf(self, leaf: q.Count | q.CountDistinct | q.Aggregate, scope: Scope) -> Answer:
        query = Compiler(self.tables, self.vocabulary, scope).measure(leaf)
        if query is None:
            return NOT_HELD
        (row,) = self.connection.to_pyarrow(query).to_pylist()
        value, unknown, records = row["value"], int(row["unknown"]), int(row["records"])
        if isinstance(leaf, q.Aggregate):
            missing = value is None or math.isnan(value)
            whole = leaf.function != "avg" and find(leaf.path, leaf.entity, self.vocabulary).field.type == "integer"
            rounded = None if missing else round(float(value), DECIMALS)
            return Answer(int(rounded) if whole and rounded is not None else rounded, unknown == 0, unknown, records)
        return Answer(int(value), unknown == 0, unknown, records)


def _found(connection: Any, name: str) -> Any | None:
    """The table of a name, None where there is none (Ibis 12 cannot list the tables of DuckDB 2)."""
    try:
        return connection.table(name)
    except TableNotFound:
        return None


def _percent(part: Answer, whole: Answer) -> Answer:
    if not isinstance(part.value, (int, float)) or not isinstance(whole.value, (int, float)):
        return NOT_HELD
    unknown = part.unknown + whole.unknown
    value = None if not whole.value else round(100 * part.value / whole.value, DECIMALS)
    return Answer(value, unknown == 0, unknown, whole.records)
