"""The second way: questions as SQL through Ibis, for facts in PostgreSQL, ClickHouse, DuckDB, SQLite or any other Ibis backend.

engine = IbisEngine(ibis.duckdb.connect("facts.db"))
engine.answer(parse("count(person where age>=60)"), Scope("990101", date(2025, 12, 31)))
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ibis.common.exceptions import TableNotFound

from qingzhuang.tally import question as q
from qingzhuang.tally.answers import as_table
from qingzhuang.tally.compile import Compiler, Leaf
from qingzhuang.tally.engines.figures import DECIMALS
from qingzhuang.tally.engines.report import entity_of
from qingzhuang.tally.errors import Unsupported
from qingzhuang.tally.resolve import find
from qingzhuang.tally.scope import NOT_HELD, Answer, Answers, Scope
from qingzhuang.vocabulary import Vocabulary, load

# what this engine does not do; each raises Unsupported
CANNOT = (
    "values of one record: ask the bitmap engine, which reads the record itself",
    "lists as rows: `keys_behind` gives the keys, the roster comes from the dataset",
    "the n-th member in a condition: a database keeps no order of members",
    "deriving birth date and sex from ID numbers: the writer of the tables does it (see `sql_tables`)",
)
IN_ONE_QUERY = 12  # measures; SQLite joins at most 64 tables
CLICKHOUSE = {"join_use_nulls": 1}  # its joins give zeros instead of NULL unless told otherwise
DAY_BEFORE_1970 = re.compile(
    r"toDate\(('\d{4}-\d\d-\d\d')\)"
)  # what Ibis writes begins in 1970; earlier days become others in silence


class IbisEngine:
    """Answers over the tables of one connection; questions about the same records share a query."""

    def __init__(self, connection: Any, vocabulary: Vocabulary | None = None) -> None:
        self.connection = connection
        self.vocabulary = vocabulary or load()
        self.tables = {name: table for name in self.vocabulary.entities if (table := _found(connection, name)) is not None}

    def answer(self, question: q.Question, scope: Scope) -> Answer:
        """The answer to one question about numbers; raises Unsupported for values and lists."""
        return self.answer_all((question,), scope)[0]

    def answer_all(self, questions: Sequence[q.Question], scope: Scope) -> list[Answer]:
        """The answers to many questions about numbers, in their order."""
        leaves = list(dict.fromkeys(leaf for question in questions for leaf in _leaves(question)))
        found: dict[Leaf, Answer] = {}
        for entity in dict.fromkeys(entity_of(leaf) for leaf in leaves):
            mine = [leaf for leaf in leaves if entity_of(leaf) == entity]
            for start in range(0, len(mine), IN_ONE_QUERY):
                part = mine[start : start + IN_ONE_QUERY]
                found.update(zip(part, self._query(entity, part, scope), strict=True))
        return [_composed(question, found) for question in questions]

    def answer_by_area(self, questions: Sequence[q.Measure], scope: Scope) -> Answers:
        """Numbers for each community in the scope that has a record of what is asked about, as `tally.answer_by_area` gives them."""
        leaves = list(dict.fromkeys(leaf for question in questions for leaf in _leaves(question)))
        found: dict[Leaf, dict[str, Answer]] = {}
        for entity in dict.fromkeys(entity_of(leaf) for leaf in leaves):
            mine = [leaf for leaf in leaves if entity_of(leaf) == entity]
            for start in range(0, len(mine), IN_ONE_QUERY):
                part = mine[start : start + IN_ONE_QUERY]
                found.update(zip(part, self._query_by_area(entity, part, scope), strict=True))
        labels = tuple(sorted({area for of_area in found.values() for area in of_area}))
        rows = [
            [
                _composed(question, {leaf: found[leaf].get(area, self._none(leaf)) for leaf in _leaves(question)})
                for area in labels
            ]
            for question in questions
        ]
        return as_table(rows, labels, questions, self.vocabulary, [self._held(question) for question in questions])

    def keys_behind(self, question: q.Count | q.CountDistinct | q.Aggregate, scope: Scope) -> list[str]:
        """The keys of the records that a number surely counts."""
        entity = question.entity if isinstance(question, q.Count) else question.path.split(".", 1)[0]
        return [str(key) for (key,) in self._rows(Compiler(self.tables, self.vocabulary, scope).keys(entity, question.where))]

    def _rows(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an expression, straight from the driver: Ibis would take them through pandas."""
        query = self.connection.compile(expression)
        if self.connection.name == "clickhouse":
            found = self.connection.con.query(DAY_BEFORE_1970.sub(r"toDate32(\1)", query), settings=CLICKHOUSE)
            return [tuple(row) for row in found.result_rows]
        return [tuple(row) for row in self.connection.raw_sql(query).fetchall()]

    def _query(self, entity: str, leaves: Sequence[Leaf], scope: Scope) -> list[Answer]:
        query = Compiler(self.tables, self.vocabulary, scope).measures(entity, leaves)
        if query is None:
            return [NOT_HELD] * len(leaves)
        ((*cells,),) = self._rows(query)
        return self._answers(leaves, dict(zip(query.columns, cells, strict=True)))

    def _query_by_area(self, entity: str, leaves: Sequence[Leaf], scope: Scope) -> list[dict[str, Answer]]:
        """Of each measure the answers of the communities that have a record."""
        query = Compiler(self.tables, self.vocabulary, scope).measures(entity, leaves, by_area=True)
        if query is None:
            return [{} for _ in leaves]
        found: list[dict[str, Answer]] = [{} for _ in leaves]
        for cells in self._rows(query):
            row = dict(zip(query.columns, cells, strict=True))
            for of_area, one in zip(found, self._answers(leaves, row), strict=True):
                of_area[str(row["area"])] = one
        return found

    def _answers(self, leaves: Sequence[Leaf], row: Mapping[str, Any]) -> list[Answer]:
        return [self._answer(leaf, row[f"v{n}"], int(row[f"u{n}"]), int(row[f"r{n}"])) for n, leaf in enumerate(leaves)]

    def _none(self, leaf: Leaf) -> Answer:
        """What a community without a single record answers."""
        if not self._held(leaf):
            return NOT_HELD
        return self._answer(leaf, None if isinstance(leaf, q.Aggregate) and leaf.function != "sum" else 0, 0, 0)

    def _held(self, question: q.Measure) -> bool:
        return all(entity_of(leaf) in self.tables for leaf in _leaves(question))

    def _answer(self, leaf: Leaf, value: Any, unknown: int, records: int) -> Answer:
        if isinstance(leaf, q.Aggregate):
            missing = value is None or math.isnan(value)
            whole = leaf.function != "avg" and find(leaf.path, leaf.entity, self.vocabulary).field.type == "integer"
            rounded = None if missing else round(float(value), DECIMALS)
            return Answer(int(rounded) if whole and rounded is not None else rounded, unknown == 0, unknown, records)
        return Answer(int(value), unknown == 0, unknown, records)


def _leaves(question: q.Question) -> Iterable[Leaf]:
    match question:
        case q.Count() | q.CountDistinct() | q.Aggregate():
            yield question
        case q.Percent(part=part, whole=whole):
            yield from _leaves(part)
            yield from _leaves(whole)
        case _:
            raise Unsupported("SQL: values of one record and lists; ask the bitmap engine")


def _composed(question: q.Question, found: Mapping[Leaf, Answer]) -> Answer:
    if isinstance(question, q.Percent):
        return _percent(_composed(question.part, found), _composed(question.whole, found))
    assert isinstance(question, (q.Count, q.CountDistinct, q.Aggregate))
    return found[question]


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
