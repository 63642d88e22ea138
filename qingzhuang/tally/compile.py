"""From a question to an Ibis expression, for facts that live in a database: the same tree as the bitmaps, as SQL.

SQL's own three-valued logic does the work: a condition is true, false or NULL, and NULL is unknown. A step to a related
record is a left join, 'holds for a member' a grouped join. Tables and columns are named as in a dataset folder
(`person`, `welfare.subsistence_allowance`, `area`); what the database does not have is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import ibis

from qingzhuang.tally import question as q
from qingzhuang.tally.derive import age_node
from qingzhuang.tally.engines.report import entity_of
from qingzhuang.tally.errors import QuestionError, Unsupported
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, Same, Some, find, resolve
from qingzhuang.tally.scope import PERIOD_FIELDS, Scope
from qingzhuang.vocabulary import Field, Resolution, Vocabulary

UNKNOWN = ibis.null("boolean")
Leaf = q.Count | q.CountDistinct | q.Aggregate
Table = Any  # ibis carries no types
Value = Any


@dataclass(slots=True)
class Compiler:
    """Builds expressions over some tables; one for each question, since it numbers the columns that it joins."""

    tables: Mapping[str, Table]
    vocabulary: Vocabulary
    scope: Scope
    joined: int = 0

    def measure(self, leaf: Leaf) -> Table | None:
        """One row with `value`, `unknown` and `records`; None where there is no such table."""
        entity = entity_of(leaf)
        node = resolve(leaf.where, entity, self.vocabulary)
        if entity not in self.tables:
            return None
        table, met = self.condition(self._in_scope(entity), entity, node)
        table, met = self._in_period(table, entity, met)
        value: Value = ibis.literal(1)
        absent_no = True
        if not isinstance(leaf, q.Count):
            found = find(leaf.path, entity, self.vocabulary)
            absent_no = found.field.absent == "no"
            if isinstance(leaf, q.Aggregate) and found.field.type not in ("integer", "number"):
                raise QuestionError(f"{leaf.path} is no number; {leaf.function} needs one")
            table, value, held = self._value(table, found)
            absent_no = absent_no and held
        kept = table.select(met=met, value=value)
        sure = kept.met.fill_null(False)
        open_ = kept.met.isnull() if absent_no else kept.met.isnull() | (sure & kept.value.isnull())
        counted = kept.mutate(counted=sure & kept.value.notnull(), open_=open_)
        unknown = counted.open_.cast("int64").sum().fill_null(0)
        records = counted.counted.cast("int64").sum().fill_null(0)
        return counted.aggregate(value=_aggregate(leaf, counted), unknown=unknown, records=records)

    def keys(self, entity: str, where: q.Condition) -> Table:
        """The keys of records that surely meet a condition."""
        table, met = self.condition(self._in_scope(entity), entity, resolve(where, entity, self.vocabulary))
        table, met = self._in_period(table, entity, met)
        return table.filter(met.fill_null(False)).select("id")

    # ------------------------------------------------------------ conditions
    def condition(self, table: Table, entity: str, node: Node) -> tuple[Table, Value]:
        """The table with what it takes joined to it, and the condition on its rows."""
        match node:
            case Fact():
                return table, self._fact(table, entity, node)
            case All(parts=parts):
                return self._several(table, entity, parts, lambda a, b: a & b, ibis.literal(True))
            case Some(parts=parts):
                return self._several(table, entity, parts, lambda a, b: a | b, ibis.literal(False))
            case No(part=part):
                table, inner = self.condition(table, entity, part)
                return table, ~inner
            case Along():
                return self._along(table, node)
            case AnyOf():
                return self._any_of(table, node)
            case Same():
                return table, self._same(table, entity)

    def _several(self, table: Table, entity: str, parts: tuple[Node, ...], join: Any, none: Value) -> tuple[Table, Value]:
        made = []
        for part in parts:
            table, one = self.condition(table, entity, part)
            name = self._name()
            table = table.mutate(**{name: one})
            made.append(name)
        return table, reduce(join, (table[name] for name in made), none)

    def _along(self, table: Table, node: Along) -> tuple[Table, Value]:
        if node.index:
            raise Unsupported("SQL: the order of members is not kept in a database; ask the bitmap engine")
        column = self._relation_column(node.entity, node.relation, table)
        if node.target not in self.tables or column is None:
            return table, UNKNOWN
        inner, met = self.condition(self.tables[node.target], node.target, node.part)
        key, flag = self._name(), self._name()
        side = inner.select(**{key: inner["id"].cast("string"), flag: met})
        joined = table.left_join(side, table[column].cast("string") == side[key]).drop(key)
        return joined, joined[flag]

    def _any_of(self, table: Table, node: AnyOf) -> tuple[Table, Value]:
        owner = self._owner_column(node.entity, node.target)
        if owner is None:
            return table, UNKNOWN
        inner, met = self.condition(self.tables[node.target], node.target, node.part)
        key, yes, open_ = self._name(), self._name(), self._name()
        side = inner.select(
            **{key: inner[owner].cast("string"), yes: met.fill_null(False).cast("int64"), open_: met.isnull().cast("int64")}
        )
        side = side.filter(side[key].notnull()).group_by(key).aggregate(**{yes: side[yes].max(), open_: side[open_].max()})
        joined = table.left_join(side, table["id"].cast("string") == side[key]).drop(key)
        some, perhaps = joined[yes].fill_null(0) == 1, joined[open_].fill_null(0) == 1
        return joined, ibis.cases((some, True), (perhaps, UNKNOWN), else_=False)

    def _same(self, table: Table, entity: str) -> Value:
        if not self.scope.household:
            raise QuestionError("'same household' needs to be told which household: Scope(…, household=key)")
        column = "id" if entity == "household" else "household"
        if column not in table.columns:
            return UNKNOWN
        return (table[column].cast("string") == self.scope.household).fill_null(False)

    # ------------------------------------------------------------ facts
    def _fact(self, table: Table, entity: str, fact: Fact) -> Value:
        field = self._field(entity, fact.field)
        if field is not None and field.derived == "age_on" and fact.field not in table.columns:
            return self.condition(table, entity, age_node(fact, self.scope.as_of))[1]
        if fact.field not in table.columns:
            return UNKNOWN
        column = table[fact.field]
        met = _tested(column, fact)
        if fact.op == "in" and fact.unsure:
            met = ibis.cases(
                (met.fill_null(False), True), (_among(column, fact.unsure, fact.type).fill_null(False), UNKNOWN), else_=False
            )
        return ibis.cases((column.isnull(), ibis.literal(False) if fact.absent_no else UNKNOWN), else_=met)

    def _value(self, table: Table, found: Resolution) -> tuple[Table, Value, bool]:
        """The value at the end of a path, and whether the database holds it at all."""
        if any(step.index or step.any for step in found.steps):
            raise Unsupported("SQL: a value of one of several records; ask the bitmap engine")
        if not found.steps:
            value = self._own_value(table, found.entity, found.field)
            return (table, ibis.null("float64"), False) if value is None else (table, value, True)
        step, *rest = found.steps
        column = self._relation_column(step.entity, step.relation, table)
        if step.target not in self.tables or column is None:
            return table, ibis.null("float64"), False
        inner, value, held = self._value(self.tables[step.target], Resolution(found.path, step.target, tuple(rest), found.field))
        key, name = self._name(), self._name()
        side = inner.select(**{key: inner["id"].cast("string"), name: value})
        joined = table.left_join(side, table[column].cast("string") == side[key]).drop(key)
        return joined, joined[name], held

    def _own_value(self, table: Table, entity: str, field: Field) -> Value | None:
        if field.derived == "age_on" and field.name not in table.columns and "birth_date" in table.columns:
            born, day = table["birth_date"], self.scope.as_of
            before = born.month() * 100 + born.day() > day.month * 100 + day.day
            return day.year - born.year() - before.cast("int64")
        name = field.name
        if name in self.vocabulary.entities[entity].relations:
            column = self._relation_column(entity, name, table)
            return None if column is None else table[column].cast("string")
        return table[name] if name in table.columns else None

    # ------------------------------------------------------------ names
    def _name(self) -> str:
        self.joined += 1
        return f"_{self.joined}"

    def _field(self, entity: str, name: str) -> Field | None:
        own = self.vocabulary.entities[entity]
        if name in own.fields or not own.like:
            return own.fields.get(name)
        return self._field(own.like, name)

    def _relation_column(self, entity: str, relation: str, table: Table) -> str | None:
        name = "area.code" if relation == "area" and "area.code" in table.columns else relation
        if relation == "area" and name == "area" and "area" in self.vocabulary.entities[entity].fields:
            return None
        return name if name in table.columns else None

    def _owner_column(self, entity: str, target: str) -> str | None:
        """The column by which related records point back: a person's household."""
        if target not in self.tables:
            return None
        back = [role.name for role in self.vocabulary.entities[target].roles.values() if role.target == entity]
        stored = [name for name in back if name in self.tables[target].columns]
        return entity if entity in stored else stored[0] if stored else None

    # ------------------------------------------------------------ scope
    def _in_scope(self, entity: str) -> Table:
        table = self.tables[entity]
        column = self._relation_column(entity, "area", table)
        if not self.scope.prefix:
            return table
        if column is None:
            return table.filter(ibis.literal(False))
        return table.filter(table[column].startswith(self.scope.prefix))

    def _in_period(self, table: Table, entity: str, met: Value) -> tuple[Table, Value]:
        field = PERIOD_FIELDS.get(entity)
        if self.scope.period is None or field is None:
            return table, met
        first, last = self.scope.period
        day = table[field] if field in table.columns else ibis.null("date")
        return table, met & (day >= ibis.literal(first)) & (day <= ibis.literal(last))


def _tested(column: Value, fact: Fact) -> Value:
    match fact.op:
        case "yes":
            return column
        case "in":
            return _among(column, fact.values, fact.type)
    operand = ibis.literal(fact.values[0])
    return {"<": column < operand, "<=": column <= operand, ">": column > operand, ">=": column >= operand}[fact.op]


def _among(column: Value, values: tuple[Any, ...], kind: str) -> Value:
    if not values:
        return ibis.literal(False)
    if kind == "codes":
        listed = ibis.literal(";") + column + ";"
        return reduce(lambda a, b: a | b, (listed.contains(f";{value};") for value in values))
    if kind in ("text", "key"):
        return column.cast("string").isin([str(value) for value in values])
    return column.isin([value if isinstance(value, (date, str)) else float(value) for value in values])


def _aggregate(leaf: Leaf, counted: Table) -> Value:
    match leaf:
        case q.Count():
            return counted.counted.cast("int64").sum().fill_null(0)
        case q.CountDistinct():
            return counted.value.nunique(where=counted.counted)
        case q.Aggregate(function=function):
            chosen = ibis.cases((counted.counted, counted.value.cast("float64")), else_=ibis.null("float64"))
            made = {"sum": chosen.sum().fill_null(0), "avg": chosen.mean(), "min": chosen.min(), "max": chosen.max()}
            return made[function]
