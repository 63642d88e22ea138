"""A naive reading of questions over lists of dicts: slow, plain, and written from docs/reference/questions.md, not from the engines.

True, False and None (unknown) are combined by Kleene's rules; nothing here uses packed bits, joins or `resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from qingzhuang.tally import question as q
from qingzhuang.tally.scope import Answer, Scope
from qingzhuang.vocabulary import CodeList, Field, Resolution, UnknownName, Vocabulary, age_on, fold, load, read_id_number

Row = dict[str, Any]
Truth = bool | None
WHO = {"sex", "age", "birth_date"}
PERIOD = {"birth": "birth_date", "death": "date"}


class Naive:
    """Tables as lists of rows; a column that no row has is not held at all."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], scope: Scope, vocabulary: Vocabulary | None = None) -> None:
        self.tables = tables
        self.scope = scope
        self.vocabulary = vocabulary or load()
        self.columns = {name: {key for row in rows for key in row} for name, rows in tables.items()}
        self.by_key = {name: {str(row["id"]): row for row in rows} for name, rows in tables.items()}
        self.paths: dict[tuple[str, str], Resolution] = {}
        self.values: dict[tuple[str, str, str], Any] = {}
        self.codes: dict[tuple[str, str, tuple[str, ...]], Truth] = {}
        self.members: dict[str, list[Row]] = {}
        for person in tables.get("person", ()):
            if person.get("household") is not None:
                self.members.setdefault(str(person["household"]), []).append(person)

    # ------------------------------------------------------------ answers
    def answer(self, question: q.Question) -> Answer:
        match question:
            case q.Percent(part=part, whole=whole):
                a, b = self.answer(part), self.answer(whole)
                if not isinstance(a.value, (int, float)) or not isinstance(b.value, (int, float)):
                    return Answer(None, False)
                unknown = a.unknown + b.unknown
                return Answer(round(100 * a.value / b.value, 6) if b.value else None, unknown == 0, unknown, b.records)
            case q.Count(entity=entity, where=where):
                return self._counted(entity, where)
            case q.CountDistinct(path=path, where=where) | q.Aggregate(path=path, where=where):
                return self._figure(question, path, where)
        raise NotImplementedError

    def keys(self, entity: str, where: q.Condition) -> set[str]:
        return {str(row["id"]) for row, truth in self._truths(entity, where) if truth is True}

    def _truths(self, entity: str, where: q.Condition) -> list[tuple[Row, Truth]]:
        code = "area.code" if "area.code" in self.columns[entity] else "area"  # of dwellings `area` are square metres
        rows = [row for row in self.tables[entity] if str(row.get(code) or "").startswith(self.scope.prefix)]
        return [(row, both([self.truth(where, entity, row), self._in_period(entity, row)])) for row in rows]

    def _in_period(self, entity: str, row: Row) -> Truth:
        if entity not in PERIOD or self.scope.period is None:
            return True
        day = self.field_value(entity, row, PERIOD[entity])
        return None if day is None else self.scope.period[0] <= day <= self.scope.period[1]

    def _counted(self, entity: str, where: q.Condition) -> Answer:
        if entity not in self.tables:
            return Answer(None, False)
        truths = [truth for _, truth in self._truths(entity, where)]
        return Answer(truths.count(True), None not in truths, truths.count(None), truths.count(True))

    def _figure(self, question: q.CountDistinct | q.Aggregate, path: str, where: q.Condition) -> Answer:
        entity = path.split(".", 1)[0]
        if entity not in self.tables:
            return Answer(None, False)
        found = self.vocabulary.resolve(path)
        values: list[Any] = []
        unknown = 0
        for row, truth in self._truths(entity, where):
            value, held = self.path_value(found, row)
            if truth is None:
                unknown += 1
            elif truth and value is None:
                unknown += 0 if held and found.field.absent == "no" else 1
            elif truth:
                values.append(value)
        if isinstance(question, q.CountDistinct):
            return Answer(len(set(values)), unknown == 0, unknown, len(values))
        made = {"sum": sum, "avg": lambda v: sum(v) / len(v), "min": min, "max": max}[question.function]
        value = made([float(v) for v in values]) if values else (0.0 if question.function == "sum" else None)
        value = None if value is None else round(value, 6)
        if value is not None and question.function != "avg" and found.field.type == "integer":
            value = int(value)
        return Answer(value, unknown == 0, unknown, len(values))

    # ------------------------------------------------------------ conditions
    def truth(self, where: q.Condition, entity: str, row: Row) -> Truth:
        match where:
            case q.Everything():
                return True
            case q.Not(part=part):
                inner = self.truth(part, entity, row)
                return None if inner is None else not inner
            case q.Or(parts=parts):
                return either([self.truth(part, entity, row) for part in parts])
            case q.And():
                return self._all(list(flat(where)), entity, row)
            case q.SameHousehold():
                own = row["id"] if entity == "household" else row.get("household")
                return str(own) == self.scope.household
        return self._all([where], entity, row)

    def _all(self, parts: list[q.Condition], entity: str, row: Row) -> Truth:
        """Conditions on members are asked by subject: those of one subject of one and the same member."""
        groups: dict[tuple[str, ...], list[tuple[q.Condition, Resolution]]] = {}
        truths: list[Truth] = []
        for part in parts:
            found = self._resolution(part, entity)
            if found is None:
                truths.append(self.truth(part, entity, row))
            elif any(step.any for step in found.steps):
                name = found.field.name
                subject = "who" if name in WHO else name.split(".")[0]
                prefix = tuple(step.relation for step in found.steps if not step.any)
                groups.setdefault((*prefix, subject), []).append((part, found))
            else:
                target, known = self._follow(found, row)
                truths.append(self._atom(part, found, target) if known else None)
        for group in groups.values():
            home, known = self._follow(group[0][1], row)
            if not known or "person" not in self.tables or "household" not in self.columns["person"]:
                truths.append(None)
                continue
            assert home is not None
            truths.append(
                either([both([self._atom(p, f, member) for p, f in group]) for member in self.members.get(str(home["id"]), [])])
            )
        return both(truths)

    def _resolution(self, part: q.Condition, entity: str) -> Resolution | None:
        if not isinstance(part, (q.Compare, q.OneOf, q.Holds)):
            return None
        key = (entity, part.field)
        if key not in self.paths:
            try:
                self.paths[key] = self.vocabulary.resolve(f"{entity}.{part.field}")
            except UnknownName:
                self.paths[key] = self.vocabulary.resolve(part.field)
        return self.paths[key]

    def _follow(self, found: Resolution, row: Row) -> tuple[Row | None, bool]:
        """The record at the end of the single steps, and whether there is one."""
        target: Row | None = row
        for step in found.steps:
            if step.any:
                break
            key = target.get(step.relation) if target else None
            target = None if key is None else self.by_key.get(step.target, {}).get(str(key))
            if target is None:
                return None, False
        return target, True

    def _atom(self, part: q.Condition, found: Resolution, row: Row | None) -> Truth:
        entity = found.steps[-1].target if found.steps else found.entity
        field = found.field
        assert row is not None
        if not self._held(entity, field):
            return None
        value = self.field_value(entity, row, field.name)
        if value is None and field.absent != "no":
            return None
        match part:
            case q.Holds():
                return bool(value)
            case q.OneOf(values=values):
                return self._equal(value, values, field)
            case q.Compare(op="=", value=wanted):
                return self._equal(value, (wanted,), field)
            case q.Compare(op="!=", value=wanted):
                same = self._equal(value, (wanted,), field)
                return None if same is None else not same
            case q.Compare(op=op, value=wanted):
                if value is None:
                    return False
                left, right = (value, wanted)
                if field.codes is not None:
                    left, right = field.codes.rank(value), field.codes.rank(str(wanted))
                elif field.type == "date":
                    right = date.fromisoformat(str(wanted))
                return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]
        raise AssertionError(part)

    def _equal(self, value: Any, wanted: Iterable[Any], field: Field) -> Truth:
        if value is None:
            return False
        if field.codes is None:
            if field.type == "date":
                return value in [date.fromisoformat(str(one)) for one in wanted]
            return value in list(wanted) if field.type in ("integer", "number") else str(value) in [str(one) for one in wanted]
        stored = value if isinstance(value, list) else [value]
        return either([self._same_code(field.codes, one, tuple(str(name) for name in wanted)) for one in stored])

    def _same_code(self, codes: CodeList, stored: str, wanted: tuple[str, ...]) -> Truth:
        key = (codes.name, stored, wanted)
        if key not in self.codes:
            asked = set(codes.members(wanted))
            self.codes[key] = True if stored in asked else None if asked.intersection(codes.kinds_of(stored)) else False
        return self.codes[key]

    # ------------------------------------------------------------ values
    def path_value(self, found: Resolution, row: Row) -> tuple[Any, bool]:
        target, known = self._follow(found, row)
        entity = found.steps[-1].target if found.steps else found.entity
        if not known or target is None:
            return None, self._held(entity, found.field)
        return self.field_value(entity, target, found.field.name), self._held(entity, found.field)

    def _held(self, entity: str, field: Field) -> bool:
        columns = self.columns.get(entity, set())
        derived = {"age": {"birth_date", "id_number"}, "birth_date": {"id_number"}, "sex": {"id_number"}}
        if field.derived.startswith("months_since:") and field.derived.partition(":")[2] in columns:
            return True
        if field.name == "member_count" and "household" in self.columns.get("person", set()):
            return True
        return field.name in columns or bool(columns & derived.get(field.name, set()))

    def field_value(self, entity: str, row: Row, name: str) -> Any:
        key = (entity, str(row["id"]), name)
        if key not in self.values:
            self.values[key] = self._field_value(entity, row, name)
        return self.values[key]

    def _field_value(self, entity: str, row: Row, name: str) -> Any:
        field = self._field(entity, name)
        raw = row.get(name)
        value = None if raw is None or raw == "" else self._read(field, raw)
        if value is not None:
            return value
        match name:
            case "age":
                born = self.field_value(entity, row, "birth_date")
                return None if born is None else age_on(born, self.scope.as_of)
            case _ if field.derived.startswith("months_since:"):
                began = self.field_value(entity, row, field.derived.partition(":")[2])
                return None if began is None else full_months(began, self.scope.as_of)
            case "birth_date" | "sex" if row.get("id_number"):
                read = read_id_number(str(row["id_number"]))
                return (read.birth_date if name == "birth_date" else read.sex) if read.usable else None
            case "member_count":
                return len(self.members.get(str(row["id"]), [])) or None
        return None

    def _field(self, entity: str, name: str) -> Field:
        try:
            return self.vocabulary.resolve(f"{entity}.{name}").field
        except UnknownName:
            return Field(f"{entity}.{name}", entity, name, "key", {})

    def _read(self, field: Field, raw: Any) -> Any:
        match field.type:
            case "boolean":
                return raw if isinstance(raw, bool) else {"是": True, "否": False, "1": True, "0": False}[str(raw)]
            case "code" | "codes":
                assert field.codes is not None
                if field.type == "codes":
                    return [name for part in str(raw).split(";") if (name := read_code(field.codes, part))] or None
                return read_code(field.codes, str(raw))
            case "integer" | "number":
                return float(raw)
            case "date":
                return raw if isinstance(raw, date) else date.fromisoformat(str(raw))
        return str(raw)


def read_code(codes: CodeList, raw: str) -> str | None:
    names = {value.name for value in codes.values}
    found = raw if raw in names else (value.name if (value := codes.find(fold(raw))) else None)
    return None if found in ("unknown", "unstated", "not_stated") else found


def flat(where: q.Condition) -> Iterable[q.Condition]:
    if isinstance(where, q.And):
        for part in where.parts:
            yield from flat(part)
    else:
        yield where


def both(truths: Sequence[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def either(truths: Sequence[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def full_months(began: date, day: date) -> int:
    return (day.year - began.year) * 12 + day.month - began.month - (began.day > day.day)
