"""The worksheet functions that forms use, by name."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from qingzhuang.formfill.write.calculate.expression import CellError, Scalar, Unknown, number, operate, text


class Values(list[Scalar]):
    """The values of a range, row by row; a single value that was written out is no range."""


Argument = Scalar | Values


def _single(value: Argument) -> Scalar:
    if isinstance(value, Values):
        if len(value) != 1:
            raise Unknown
        return value[0]
    return value


def _numbers(arguments: Iterable[Argument]) -> list[float]:
    """Numbers to add up: of ranges only true numbers, of written-out values all."""
    found: list[float] = []
    for argument in arguments:
        if isinstance(argument, Values):
            found += [float(value) for value in argument if isinstance(value, (int, float)) and not isinstance(value, bool)]
        elif argument is not None:
            found.append(number(argument))
    return found


def _flat(arguments: Iterable[Argument]) -> list[Scalar]:
    return [value for argument in arguments for value in (argument if isinstance(argument, Values) else [argument])]


def _average(arguments: list[Argument]) -> Scalar:
    found = _numbers(arguments)
    if not found:
        raise CellError("#DIV/0!")
    return math.fsum(found) / len(found)


def _rounded(how: str) -> Callable[[list[Argument]], Scalar]:
    def rounded(arguments: list[Argument]) -> Scalar:
        value = number(_single(arguments[0]))
        places = int(number(_single(arguments[1]))) if len(arguments) > 1 else 0
        if not -15 <= places <= 15:
            raise Unknown
        return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=how))

    return rounded


def _subtotal(arguments: list[Argument]) -> Scalar:
    kinds = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}
    kind = int(number(_single(arguments[0]))) % 100
    if kind not in kinds:
        raise Unknown
    return FUNCTIONS[kinds[kind]](arguments[1:])


def criterion(wanted: Scalar) -> Callable[[Scalar], bool]:
    """The test that COUNTIF and SUMIF put to each cell: `">=60"`, `"女"`, `"张*"`."""
    if not isinstance(wanted, str):
        return lambda value: type(value) is not str and value is not None and operate("=", [value, wanted]) is True
    match = re.match(r"(<=|>=|<>|=|<|>)?(.*)$", wanted, re.DOTALL)
    sign, rest = (match[1] or "=", match[2]) if match else ("=", wanted)
    try:
        limit: Scalar = float(rest)
    except ValueError:
        limit = rest
    if isinstance(limit, str) and sign in ("=", "<>"):
        pattern = re.compile(re.escape(limit).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE | re.DOTALL)
        equal = sign == "="
        return lambda value: (
            (isinstance(value, str) and pattern.fullmatch(value) is not None or (value is None and not limit)) == equal
        )
    if isinstance(limit, str):
        return lambda value: isinstance(value, str) and operate(sign, [value, limit]) is True
    if sign == "<>":
        return lambda value: isinstance(value, str) or value is None or operate(sign, [value, limit]) is True
    return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and operate(sign, [value, limit]) is True


def _count_if(arguments: list[Argument]) -> Scalar:
    test = criterion(_single(arguments[1]))
    return sum(map(test, _flat(arguments[:1])))


def _sum_if(arguments: list[Argument]) -> Scalar:
    test = criterion(_single(arguments[1]))
    looked, added = _flat(arguments[:1]), _flat(arguments[2:3] or arguments[:1])
    if len(looked) != len(added):
        raise Unknown
    return math.fsum(_numbers([Values(value for seen, value in zip(looked, added, strict=True) if test(seen))]))


def _truths(arguments: list[Argument]) -> list[bool]:
    return [bool(number(value)) for value in _flat(arguments) if value is not None and not isinstance(value, str)]


def _piece(arguments: list[Argument], right: bool) -> Scalar:
    whole = text(_single(arguments[0]))
    count = int(number(_single(arguments[1]))) if len(arguments) > 1 else 1
    if count < 0:
        raise CellError("#VALUE!")
    return (whole[-count:] if count else "") if right else whole[:count]


def _middle(arguments: list[Argument]) -> Scalar:
    whole, start, count = text(_single(arguments[0])), int(number(_single(arguments[1]))), int(number(_single(arguments[2])))
    if start < 1 or count < 0:
        raise CellError("#VALUE!")
    return whole[start - 1 : start - 1 + count]


def _modulo(arguments: list[Argument]) -> Scalar:
    divisor = number(_single(arguments[1]))
    if divisor == 0:
        raise CellError("#DIV/0!")
    return number(_single(arguments[0])) % divisor


FUNCTIONS: dict[str, Callable[[list[Argument]], Scalar]] = {
    "SUM": lambda given: math.fsum(_numbers(given)),
    "AVERAGE": _average,
    "COUNT": lambda given: len(_numbers(given)),
    "COUNTA": lambda given: sum(value is not None for value in _flat(given)),
    "COUNTBLANK": lambda given: sum(value in (None, "") for value in _flat(given)),
    "MAX": lambda given: max(_numbers(given), default=0.0),
    "MIN": lambda given: min(_numbers(given), default=0.0),
    "PRODUCT": lambda given: math.prod(_numbers(given)) if _numbers(given) else 0.0,
    "SUBTOTAL": _subtotal,
    "COUNTIF": _count_if,
    "SUMIF": _sum_if,
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": lambda given: float(math.floor(number(_single(given[0])))),
    "ABS": lambda given: abs(number(_single(given[0]))),
    "MOD": _modulo,
    "AND": lambda given: all(_truths(given)),
    "OR": lambda given: any(_truths(given)),
    "NOT": lambda given: not number(_single(given[0])),
    "CONCATENATE": lambda given: "".join(text(_single(value)) for value in given),
    "LEN": lambda given: len(text(_single(given[0]))),
    "LEFT": lambda given: _piece(given, right=False),
    "RIGHT": lambda given: _piece(given, right=True),
    "MID": _middle,
    "TRIM": lambda given: re.sub(" +", " ", text(_single(given[0]))).strip(" "),
    "N": lambda given: 0.0 if isinstance(_single(given[0]), str) else number(_single(given[0])),
    "VALUE": lambda given: number(_single(given[0])),
    "ISBLANK": lambda given: _single(given[0]) is None,
    "ISNUMBER": lambda given: isinstance(_single(given[0]), (int, float)) and not isinstance(_single(given[0]), bool),
    "ISTEXT": lambda given: isinstance(_single(given[0]), str),
}
