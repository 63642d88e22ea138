"""From a question to an Ibis expression, for facts that live in a database: the same tree as the bitmaps, as SQL.

SQL's own three-valued logic does the work: a condition is true, false or NULL, and NULL is unknown. A step to a related
record is a left join, 'holds for a member' a grouped join. Tables and columns are named as in a dataset folder
(`person`, `welfare.subsistence_allowance`, `area`); what the database does not have is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

import ibis

from qingzhuang.tally import question as q
from qingzhuang.tally.derive import counted_from, on_own_day, term_node
from qingzhuang.tally.errors import QuestionError, Unsupported
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Same, Some, find, resolve
from qingzhuang.tally.scope import PERIOD_FIELDS, Scope
from qingzhuang.vocabulary import Field, Resolution, Vocabulary

UNKNOWN = ibis.null("boolean")
Leaf = q.Count | q.CountDistinct | q.Aggregate
Table = Any  # ibis carries no types
Value = Any


Build = Callable[[Table], Value]


@dataclass(slots=True)
class Sides:
    """What has to be joined to a table before its conditions can be said: side tables, each with its key.

    `used` are the columns of the table itself that matter; a register of 200 columns makes no query of 200 columns.
    """

    entity: str
    columns: frozenset[str]
    used: set[str] = field(default_factory=lambda: {"id"})
    joins: dict[object, tuple[str, str, Table]] = field(default_factory=dict)  # node → column here, key there, side table

    def joined(self, table: Table) -> Table:
        """The table with all side tables, as one flat chain of left joins."""
        self.used.update(column for column, _, _ in self.joins.values())
        table = table.select(*sorted(self.used))
        for column, key, side in self.joins.values():
            table = table.left_join(side, table[column].cast("string") == side[key])
        return table


@dataclass(slots=True)
class Compiler:
    """Builds expressions over some tables; one for each question, since it numbers the columns that it joins."""

    tables: Mapping[str, Table]
    vocabulary: Vocabulary
    scope: Scope
    names: int = 0

    def measures(self, entity: str, leaves: Sequence[Leaf], by_area: bool = False) -> Table | None:
        """One row for all measures of records of one entity, or one for each community; None where there is no such table.

        Of the measure at place n it has `v{n}` (the value), `u{n}` (how many records are unknown) and `r{n}` (how many
        stand behind it); of a community also `area`, its code. Measures share the joins that they need.
        """
        nodes = [resolve(leaf.where, entity, self.vocabulary) for leaf in leaves]
        if entity not in self.tables:
            return None
        table = self._in_scope(entity)
        sides = Sides(entity, frozenset(table.columns))
        sides.used.update(self._day_column(entity, table))
        place = self._relation_column(entity, "area", table.columns) if by_area else None
        sides.used.update(() if place is None else (place,))
        plans = [self._plan(node, sides) for node in nodes]
        wanted = [self._measured(leaf, sides) for leaf in leaves]
        joined = sides.joined(table)
        columns: dict[str, Value] = {}
        if by_area:
            columns["area"] = ibis.literal("") if place is None else joined[place].cast("string").fill_null("")
        for n, (plan, (value, _)) in enumerate(zip(plans, wanted, strict=True)):
            columns |= {f"m{n}": self._in_period(joined, entity, plan(joined)), f"v{n}": value(joined)}
        kept = joined.select(**columns)
        found: dict[str, Value] = {}
        for n, (leaf, (_, absent_no)) in enumerate(zip(leaves, wanted, strict=True)):
            met, value = kept[f"m{n}"], kept[f"v{n}"]
            sure = met.fill_null(False)
            counted = sure if isinstance(leaf, q.Count) else sure & value.notnull()
            open_ = met.isnull() if absent_no else met.isnull() | (sure & value.isnull())
            found[f"v{n}"] = _aggregate(leaf, counted, value)
            found[f"u{n}"] = open_.ifelse(1, 0).sum().fill_null(0)
            found[f"r{n}"] = counted.ifelse(1, 0).sum().fill_null(0)
        return kept.group_by("area").aggregate(**found) if by_area else kept.aggregate(**found)

    def keys(self, entity: str, where: q.Condition) -> Table:
        """The keys of records that surely meet a condition."""
        table = self._in_scope(entity)
        table, met = self._with_condition(
            table, entity, resolve(where, entity, self.vocabulary), *self._day_column(entity, table)
        )
        return table.filter(self._in_period(table, entity, met).fill_null(False)).select("id")

    # ------------------------------------------------------------ conditions
    def _with_condition(self, table: Table, entity: str, node: Node, *more: str) -> tuple[Table, Value]:
        sides = Sides(entity, frozenset(table.columns))
        sides.used.update(more)
        met = self._plan(node, sides)
        joined = sides.joined(table)
        return joined, met(joined)

    def _plan(self, node: Node, sides: Sides) -> Build:
        """How a condition is said once the side tables that it needs are joined."""
        match node:
            case Fact():
                return self._fact(node, sides)
            case All(parts=parts):
                plans = [self._plan(part, sides) for part in parts]
                return lambda t: reduce(lambda a, b: a & b, (plan(t) for plan in plans), ibis.literal(True))
            case Some(parts=parts):
                plans = [self._plan(part, sides) for part in parts]
                return lambda t: reduce(lambda a, b: a | b, (plan(t) for plan in plans), ibis.literal(False))
            case No(part=part):
                inner = self._plan(part, sides)
                return lambda t: _not(inner(t))
            case Along():
                return self._along(node, sides)
            case AnyOf():
                return self._any_of(node, sides)
            case On():
                return self._plan(on_own_day(node, self.scope.as_of, self._field), sides)
            case Same():
                return self._same(sides)

    def _along(self, node: Along, sides: Sides) -> Build:
        if node.index:
            raise Unsupported("SQL: the order of members is not kept in a database; ask the bitmap engine")
        column = self._relation_column(node.entity, node.relation, sides.columns)
        if node.target not in self.tables or column is None:
            return lambda _: UNKNOWN
        if node not in sides.joins:
            inner, met = self._with_condition(self.tables[node.target], node.target, node.part)
            key = self._name()
            sides.joins[node] = (column, key, inner.select(**{key: inner["id"].cast("string"), f"{key}f": met}))
        flag = f"{sides.joins[node][1]}f"
        return lambda t: t[flag]

    def _any_of(self, node: AnyOf, sides: Sides) -> Build:
        owner = self._owner_column(node.entity, node.target)
        if owner is None:
            return lambda _: UNKNOWN
        if node not in sides.joins:
            inner, met = self._with_condition(self.tables[node.target], node.target, node.part, owner)
            key = self._name()
            flags = {f"{key}y": met.fill_null(False).ifelse(1, 0), f"{key}o": met.isnull().ifelse(1, 0)}
            side = inner.select(**{key: inner[owner].cast("string")}, **flags)
            side = side.filter(side[key].notnull()).group_by(key).aggregate(**{name: side[name].max() for name in flags})
            sides.joins[node] = ("id", key, side)
        key = sides.joins[node][1]
        return lambda t: ibis.cases(
            (t[f"{key}y"].fill_null(0) == 1, True), (t[f"{key}o"].fill_null(0) == 1, UNKNOWN), else_=False
        )

    def _same(self, sides: Sides) -> Build:
        household = self.scope.household
        if not household:
            raise QuestionError("'same household' needs to be told which household: Scope(…, household=key)")
        column = "id" if sides.entity == "household" else "household"
        if column not in sides.columns:
            return lambda _: UNKNOWN
        sides.used.add(column)
        return lambda t: (t[column].cast("string") == household).fill_null(False)

    def _fact(self, fact: Fact, sides: Sides) -> Build:
        own = self._field(sides.entity, fact.field)
        if own is not None and counted_from(own) and fact.field not in sides.columns:
            return self._plan(term_node(fact, own, self.scope.as_of), sides)
        if fact.field not in sides.columns:
            return lambda _: UNKNOWN
        sides.used.add(fact.field)

        def met(table: Table) -> Value:
            column = table[fact.field]
            found = _tested(column, fact)  # NULL where the column is, as SQL has it
            if fact.op == "in" and fact.unsure:
                wider = _among(column, fact.unsure, fact.type)
                found = ibis.cases((found, True), (wider.fill_null(True), UNKNOWN), else_=False)
            return found.fill_null(False) if fact.absent_no and not fact.unsure else _no_if_empty(found, column, fact)

        return met

    # ------------------------------------------------------------ values
    def _measured(self, leaf: Leaf, sides: Sides) -> tuple[Build, bool]:
        """The value that is added up or told apart, and whether an empty one means none."""
        if isinstance(leaf, q.Count):
            return (lambda _: ibis.literal(1)), True
        found = find(leaf.path, sides.entity, self.vocabulary)
        if isinstance(leaf, q.Aggregate) and found.field.type not in ("integer", "number"):
            raise QuestionError(f"{leaf.path} is no number; {leaf.function} needs one")
        value = self._value(found, sides)
        return (lambda _: ibis.null("float64"), False) if value is None else (value, found.field.absent == "no")

    def _value(self, found: Resolution, sides: Sides) -> Build | None:
        """The value at the end of a path; None where the database does not hold it."""
        if any(step.index or step.any for step in found.steps):
            raise Unsupported("SQL: a value of one of several records; ask the bitmap engine")
        if not found.steps:
            return self._own_value(found.entity, found.field, sides)
        step, *rest = found.steps
        column = self._relation_column(step.entity, step.relation, sides.columns)
        if step.target not in self.tables or column is None:
            return None
        if found.path not in sides.joins:
            target = self.tables[step.target]
            inner_sides = Sides(step.target, frozenset(target.columns))
            value = self._value(Resolution(found.path, step.target, tuple(rest), found.field), inner_sides)
            if value is None:
                return None
            key, inner = self._name(), inner_sides.joined(target)
            sides.joins[found.path] = (column, key, inner.select(**{key: inner["id"].cast("string"), f"{key}v": value(inner)}))
        name = f"{sides.joins[found.path][1]}v"
        return lambda t: t[name]

    def _own_value(self, entity: str, own: Field, sides: Sides) -> Build | None:
        columns = sides.columns
        start = counted_from(own)
        if start in columns and own.name not in columns:
            sides.used.add(start)
            return _years(start, self.scope.as_of) if start == "birth_date" else _months(start, self.scope.as_of)
        is_key = own.type == "key"
        name = self._relation_column(entity, own.name, columns) if is_key else own.name if own.name in columns else None
        if name is None:
            return None
        sides.used.add(name)
        return lambda t: t[name].cast("string") if is_key else t[name]

    # ------------------------------------------------------------ names
    def _name(self) -> str:
        self.names += 1
        return f"_{self.names}"

    def _field(self, entity: str, name: str) -> Field | None:
        own = self.vocabulary.entities[entity]
        if name in own.fields or not own.like:
            return own.fields.get(name)
        return self._field(own.like, name)

    def _relation_column(self, entity: str, relation: str, columns: Collection[str]) -> str | None:
        name = "area.code" if relation == "area" and "area.code" in columns else relation
        if relation == "area" and name == "area" and "area" in self.vocabulary.entities[entity].fields:
            return None
        return name if name in columns else None

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
        column = self._relation_column(entity, "area", table.columns)
        if not self.scope.prefix:
            return table
        if column is None:
            return table.filter(ibis.literal(False))
        return table.filter(table[column].startswith(self.scope.prefix))

    def _day_column(self, entity: str, table: Table) -> tuple[str, ...]:
        name = PERIOD_FIELDS.get(entity)
        return (name,) if name is not None and name in table.columns else ()

    def _in_period(self, table: Table, entity: str, met: Value) -> Value:
        name = PERIOD_FIELDS.get(entity)
        if self.scope.period is None or name is None:
            return met
        first, last = self.scope.period
        day = table[name] if name in table.columns else ibis.null("date")
        return met & (day >= ibis.literal(first)) & (day <= ibis.literal(last))


def _years(start: str, day: date) -> Build:
    """Full years from a column of days."""

    def years(table: Table) -> Value:
        began = table[start]
        not_yet = began.month() * 100 + began.day() > day.month * 100 + day.day
        return day.year - began.year() - not_yet.ifelse(1, 0)

    return years


def _months(start: str, day: date) -> Build:
    """Full months from a column of days."""

    def months(table: Table) -> Value:
        began = table[start]
        return (day.year - began.year()) * 12 + day.month - began.month() - (began.day() > day.day).ifelse(1, 0)

    return months


def _no_if_empty(found: Value, column: Value, fact: Fact) -> Value:
    return ibis.cases((column.isnull(), False), else_=found) if fact.absent_no else found


def _not(met: Value) -> Value:
    """Not. Written as `= FALSE`, since Ibis 12 writes `NOT a IS NULL` for `(NOT a) IS NULL`; and it reads `= NULL` as `IS NULL`."""
    return UNKNOWN if met is UNKNOWN else met == ibis.literal(False)


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
        return ibis.cases((column.isnull(), UNKNOWN), else_=False)
    if kind == "codes":
        listed = ibis.literal(";") + column + ";"
        return reduce(lambda a, b: a | b, (listed.contains(f";{value};") for value in values))
    if kind in ("text", "key"):
        return column.cast("string").isin([str(value) for value in values])
    return column.isin([value if isinstance(value, (date, str)) else float(value) for value in values])


def _aggregate(leaf: Leaf, counted: Value, value: Value) -> Value:
    match leaf:
        case q.Count():
            return counted.ifelse(1, 0).sum().fill_null(0)
        case q.CountDistinct():
            return value.nunique(where=counted)
        case q.Aggregate(function=function):
            chosen = ibis.cases((counted, value.cast("float64")), else_=ibis.null("float64"))
            made = {"sum": chosen.sum().fill_null(0), "avg": chosen.mean(), "min": chosen.min(), "max": chosen.max()}
            return made[function]
