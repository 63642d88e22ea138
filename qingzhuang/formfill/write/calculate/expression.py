"""Formulas as expressions: parsed once, worked out against a lookup of cells. What is not known raises Unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

from qingzhuang.formfill.grid import Place, Span
from qingzhuang.formfill.read.ranges import place, span

Scalar = Union[float, int, str, bool, None]


class Unknown(Exception):
    """A formula, or something it needs, that is beyond this calculator."""


class CellError(Exception):
    """A result such as #DIV/0!, which the cell shows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Constant:
    value: Scalar


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or range; `sheet` is empty for the formula's own."""

    sheet: str
    span: Span


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


Node = Union[Constant, Area, Operation, Call]
Lookup = Callable[[str, Place], Scalar]  # sheet, place → value

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+)(?![A-Za-z0-9_:!])"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<area>(?:(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?(?![\w(!.:]))"
    r"|(?P<name>[^\W\d][\w.]*)(?=\s*\()|(?P<truth>TRUE|FALSE)(?![\w(])"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),;]))"
)
_LEVELS: tuple[tuple[str, ...], ...] = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
MAX_LENGTH = 4_000
MAX_DEPTH = 60


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The expression of a formula without its equals sign; raises Unknown."""
    if len(formula) > MAX_LENGTH:
        raise Unknown
    parser = _Parser(formula)
    node = parser.level(0)
    if parser.kind:
        raise Unknown
    return node


class _Parser:
    """Operator precedence as in spreadsheets: a minus sign binds tighter than a power."""

    def __init__(self, formula: str) -> None:
        self.formula, self.at, self.depth = formula, 0, 0
        self.kind, self.text = "", ""
        self.step()

    def step(self) -> None:
        rest = self.formula[self.at :]
        if not rest.strip():
            self.kind = self.text = ""
            return
        match = _TOKEN.match(self.formula, self.at)
        if not match or match.lastgroup is None:
            raise Unknown
        self.kind, self.text, self.at = match.lastgroup, match[match.lastgroup], match.end()

    def take(self, *signs: str) -> str:
        """The sign that stands here if it is one of these."""
        if self.kind == "sign" and self.text in signs:
            found = self.text
            self.step()
            return found
        return ""

    def level(self, number: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH * len(_LEVELS):
            raise Unknown
        if number == len(_LEVELS):
            node = self.signed()
        else:
            node = self.level(number + 1)
            while sign := self.take(*_LEVELS[number]):
                node = Operation(sign, (node, self.level(number + 1)))
        self.depth -= 1
        return node

    def signed(self) -> Node:
        negative = False
        while sign := self.take("-", "+"):
            negative ^= sign == "-"
        node = self.atom()
        while self.take("%"):
            node = Operation("%", (node,))
        return Operation("neg", (node,)) if negative else node

    def atom(self) -> Node:
        kind, text = self.kind, self.text
        if self.take("("):
            node = self.level(0)
            if not self.take(")"):
                raise Unknown
            return node
        if kind not in ("number", "text", "truth", "area", "name"):
            raise Unknown
        self.step()
        if kind == "number":
            return Constant(float(text))
        if kind == "text":
            return Constant(text[1:-1].replace('""', '"'))
        if kind == "truth":
            return Constant(text == "TRUE")
        return _area(text) if kind == "area" else self.call(text.upper())

    def call(self, name: str) -> Node:
        if not self.take("("):
            raise Unknown
        arguments: list[Node] = []
        if self.take(")"):
            return Call(name, ())
        while True:
            empty = self.kind == "sign" and self.text in (",", ";", ")")
            arguments.append(Constant(None) if empty else self.level(0))
            if self.take(")"):
                return Call(name, tuple(arguments))
            if not self.take(",", ";"):
                raise Unknown


def _area(text: str) -> Area:
    sheet, _, reference = text.rpartition("!")
    if len(sheet) > 1 and sheet[0] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    found = span(reference)
    if found is None or place(reference.partition(":")[0]) is None:
        raise Unknown
    return Area(sheet.lower(), found)


def number(value: Scalar) -> float:
    """A value in a sum: empty is 0, text must be a number."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise CellError("#VALUE!") from None
    return float(value)


def text(value: Scalar) -> str:
    """A value in a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def operate(sign: str, values: list[Scalar]) -> Scalar:
    """The result of an operator."""
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return _compare(sign, values[0], values[1])
    if sign == "&":
        return text(values[0]) + text(values[1])
    one = number(values[0])
    if sign == "neg":
        return -one
    if sign == "%":
        return one / 100
    other = number(values[1])
    if sign == "/" and other == 0:
        raise CellError("#DIV/0!")
    try:
        result = _ARITHMETIC[sign](one, other)
    except (OverflowError, ZeroDivisionError):
        raise CellError("#NUM!") from None
    if isinstance(result, complex):
        raise CellError("#NUM!")
    return float(result)


_ARITHMETIC: dict[str, Callable[[float, float], float | complex]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "^": lambda one, other: complex(one**other) if one < 0 and other != int(other) else one**other,
}


def _compare(sign: str, one: Scalar, other: Scalar) -> bool:
    def key(value: Scalar, against: Scalar) -> tuple[int, float | str]:
        if value is None:
            value = "" if isinstance(against, str) else False if isinstance(against, bool) else 0
        if isinstance(value, bool):
            return 2, float(value)
        return (1, value.lower()) if isinstance(value, str) else (0, float(value))

    a, b = key(one, other), key(other, one)
    less = a[0] < b[0] or (a[0] == b[0] and a[1] < b[1])  # type: ignore[operator]
    return {"=": a == b, "<>": a != b, "<": less, ">": not less and a != b, "<=": less or a == b, ">=": not less}[sign]
