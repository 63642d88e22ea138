"""Questions as text, both ways.

Two spellings are read, the short one is written:

    count(person where age>=60 and sex=female)            count of person where age >= 60 and sex = female
    sum(household.allowance.total where low_income)       sum of household.allowance.total where low_income = true
    percent(count(a) / count(b))                          list of person.name where disability.level in (1, 2) order by grid

A value that could be read otherwise stands in quotes (`area="990101"`, `name="and"`). A day and a split follow the
question: `count(person where age>=60) on 2025-12-31 by sex`.

    >>> write(parse("count of person where age >= 60 and sex = female"))
    'count(person where age>=60 and sex=female)'
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError

TOKEN = re.compile(r'\s*(>=|<=|!=|=|<|>|\(|\)|,|/|"(?:[^"\\]|\\.)*"|[^\s()=<>!,/"]+)')
FUNCTIONS = ("sum", "avg", "min", "max")
STOPS = frozenset(("and", "or", "order", "on", "by", ")", "/", ","))
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)
BARE = re.compile(r'[^\s()=<>!,/"]+\Z')
TAKEN = frozenset(("true", "false", "and", "or", "not", "in", "order", "on", "by", "where"))


def parse(text: str) -> q.Question:
    """Read a question; raises QuestionError with the place of the fault."""
    reader = _Reader(text)
    question = reader.question()
    reader.end()
    return question


def parse_asked(text: str) -> q.Asked:
    """Read a question with its day and split: `count(person) on 2025-12-31 by sex`; both may be missing."""
    reader = _Reader(text)
    question = reader.question()
    day: date | None = None
    if reader.peek() == "on":
        reader.take()
        written = reader.take()
        try:
            day = date.fromisoformat(written)
        except ValueError as error:
            raise QuestionError(f"{written!r} is no day; expected one like 2025-12-31") from error
    by = ""
    if reader.peek() == "by":
        reader.take()
        by = reader.take()
    reader.end()
    return q.Asked(question, day, by)


def parse_condition(text: str) -> q.Condition:
    """Read a condition alone: `age>=60 and sex=female`."""
    reader = _Reader(text)
    condition = reader.either()
    reader.end()
    return condition


def parse_population(text: str) -> q.Count:
    """Read `person where age>=80` as the records it names."""
    question = parse(f"count({text})")
    if not isinstance(question, q.Count):
        raise QuestionError(f"'{text}' names no records; expected 'person where …'")
    return question


def write(question: q.Question) -> str:
    """The short spelling, the one that form answers carry."""
    match question:
        case q.Value(path=path):
            return path
        case q.Values(paths=paths):
            return ", ".join(paths)
        case q.Count(entity=entity, where=where):
            return f"count({entity}{_where(where)})"
        case q.CountDistinct(path=path, where=where):
            return f"count(distinct {path}{_where(where)})"
        case q.Aggregate(function=function, path=path, where=where):
            return f"{function}({path}{_where(where)})"
        case q.Percent(part=part, whole=whole):
            return f"percent({write(part)} / {write(whole)})"
        case q.Listing(entity=entity, columns=columns, where=where, order_by=order_by):
            order = f" order by {', '.join(order_by)}" if order_by else ""
            wanted = ", ".join(columns)
            if not columns:
                wanted = entity
            elif _entity_of(columns) != entity:  # `list of person (household.address)`: else read as a list of households
                wanted = f"{entity} ({wanted})"
            return f"list of {wanted}{_where(where)}{order}"


def write_asked(asked: q.Asked) -> str:
    """The short spelling of a question with its day and split."""
    day = f" on {asked.day.isoformat()}" if asked.day else ""
    return f"{write(asked.question)}{day}{f' by {asked.by}' if asked.by else ''}"


def write_condition(condition: q.Condition) -> str:
    """A condition as text; brackets only where they are needed."""
    match condition:
        case q.Everything():
            return ""
        case q.Compare(field=field, op=op, value=value):
            return f"{field}{op}{_scalar(value)}"
        case q.OneOf(field=field, values=values):
            return f"{field} in ({','.join(_scalar(v) for v in values)})"
        case q.Holds(field=field):
            return field
        case q.SameHousehold():
            return "same household"
        case q.Not(part=part):
            return f"not {_bracketed(part)}"
        case q.And(parts=parts):
            return " and ".join(_bracketed(p) for p in parts)
        case q.Or(parts=parts):
            return " or ".join(_bracketed(p) for p in parts)


def _where(condition: q.Condition) -> str:
    return "" if isinstance(condition, q.Everything) else f" where {write_condition(condition)}"


def _bracketed(condition: q.Condition) -> str:
    text = write_condition(condition)
    return f"({text})" if isinstance(condition, (q.And, q.Or)) else text


def _entity_of(columns: tuple[str, ...]) -> str:
    """The entity that the first column of a record begins with; '' where all are figures or about the row."""
    plain = [column for column in columns if "(" not in column and not column.startswith(("row.", "report."))]
    return plain[0].split(".", 1)[0] if plain else ""


def _scalar(value: q.Scalar) -> str:
    match value:
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case int():
            return str(value)
    if BARE.match(value) and not NUMBER.match(value) and value not in TAKEN:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(text: str) -> q.Scalar:
    if text.startswith('"'):
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    if NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text


# equal conditions are one object, so that thousands of questions are compared quickly
@lru_cache(maxsize=8192)
def _holds(field: str) -> q.Holds:
    return q.Holds(field)


@lru_cache(maxsize=8192, typed=True)
def _compare(field: str, op: str, value: q.Scalar) -> q.Compare:
    return q.Compare(field, op, value)  # type: ignore[arg-type]


class _Reader:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        at, stripped = 0, text.rstrip()
        while at < len(stripped):
            match = TOKEN.match(stripped, at)
            if match is None:
                raise QuestionError(f"cannot read {stripped[at:]!r} in {text!r}")
            self.tokens.append(match.group(1))
            at = match.end()
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise QuestionError(f"expected {wanted or 'more'!r} after {' '.join(self.tokens[: self.at])!r}, found {token!r}")
        self.at += 1
        return token

    def end(self) -> None:
        if self.peek():
            raise QuestionError(f"did not expect {self.peek()!r} in {self.text!r}")

    def question(self) -> q.Question:
        word, after = self.peek(), self.peek(1)
        if word == "list" and after == "of":
            return self.listing()
        if after in ("(", "of") and word in ("count", "percent", *FUNCTIONS):
            return self.measure()
        paths = [self.take()]
        while self.peek() == ",":
            self.take()
            paths.append(self.take())
        return q.Value(paths[0]) if len(paths) == 1 else q.Values(tuple(paths))

    def measure(self) -> q.Measure:
        word = self.take()
        bracketed = self.take() == "("
        measure: q.Measure
        if word == "percent":
            part = self.measure()
            self.take("/")
            measure = q.Percent(part, self.measure())
        else:
            distinct = self.peek() == "distinct" and bool(self.take())
            name = self.take()
            where: q.Condition = q.EVERYTHING
            if self.peek() == "where":
                self.take()
                where = self.either()
            if word == "count":
                measure = q.CountDistinct(name, where) if distinct else q.Count(name, where)
            elif word in FUNCTIONS:
                measure = q.Aggregate(word, name, where)  # type: ignore[arg-type]
            else:
                raise QuestionError(f"{word!r} is no measure; known: count, percent, {', '.join(FUNCTIONS)}")
        if bracketed:
            self.take(")")
        return measure

    def listing(self) -> q.Listing:
        self.at += 2
        entity = self.take() if self.peek(1) == "(" and not self.figure() else ""
        if entity:
            self.take("(")
        columns = [self.column()]
        while self.peek() == ",":
            self.take()
            columns.append(self.column())
        if entity:
            self.take(")")
        where: q.Condition = q.EVERYTHING
        if self.peek() == "where":
            self.take()
            where = self.either()
        order: list[str] = []
        if self.peek() == "order":
            self.take()
            self.take("by")
            order.append(self.take())
            while self.peek() == ",":
                self.take()
                order.append(self.take())
        entity = entity or _entity_of(tuple(columns))
        if not entity:
            raise QuestionError(f"{self.text!r} does not say what is listed; expected 'list of person (…)'")
        return q.Listing(entity, () if columns == [entity] else tuple(columns), where, tuple(order))

    def figure(self) -> bool:
        return self.peek() in ("count", "percent", *FUNCTIONS) and self.peek(1) == "("

    def column(self) -> str:
        """A column of a list: a path, or a figure per row such as `count(person where age>=60 and same household)`."""
        return write(self.measure()) if self.figure() else self.take()

    def either(self) -> q.Condition:
        parts = [self.all()]
        while self.peek() == "or":
            self.take()
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else q.Or(tuple(parts))

    def all(self) -> q.Condition:
        parts = [self.one()]
        while self.peek() == "and":
            self.take()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else q.And(tuple(parts))

    def one(self) -> q.Condition:
        if self.peek() == "not":
            self.take()
            return q.Not(self.one())
        if self.peek() == "(":
            self.take()
            inner = self.either()
            self.take(")")
            return inner
        field = self.take()
        if field == "same" and self.peek() == "household":
            self.take()
            return q.SameHousehold()
        following = self.peek()
        if following in ("=", "!=", "<", ">", "<=", ">="):
            op = self.take()
            value = self.take()
            if value in ("true", "false") and op in ("=", "!="):
                yes = (value == "true") == (op == "=")
                return _holds(field) if yes else q.Not(_holds(field))
            return _compare(field, op, _value(value))
        if following == "in":
            return self.one_of(field)
        if following and following not in STOPS:
            raise QuestionError(f"expected a comparison after {field!r} in {self.text!r}, found {following!r}")
        return _holds(field)

    def one_of(self, field: str) -> q.Condition:
        self.take("in")
        if self.peek() != "(":  # `registered_region in same province`: a code of two words
            words = [self.take()]
            while self.peek() and self.peek() not in STOPS:
                words.append(self.take())
            return q.Compare(field, "=", "_".join(words))
        self.take("(")
        values = [_value(self.take())]
        while self.peek() == ",":
            self.take()
            values.append(_value(self.take()))
        self.take(")")
        return q.OneOf(field, tuple(values))
