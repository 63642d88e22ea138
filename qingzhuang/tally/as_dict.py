"""Questions as plain dicts, safe for JSON, both ways.

>>> to_dict(q.Count("person", q.And((q.Compare("age", ">=", 60), q.Holds("is_student")))))
{'count': 'person', 'where': {'and': [{'field': 'age', 'op': '>=', 'value': 60}, {'holds': 'is_student'}]}}
>>> from_dict({"sum": "household.allowance.total"})
Aggregate(function='sum', path='household.allowance.total', where=Everything())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError

Plain = dict[str, Any]
FUNCTIONS: tuple[str, ...] = get_args(q.Function)
COMPARISONS: tuple[str, ...] = get_args(q.Comparison)


def to_dict(question: q.Question) -> Plain:
    """The question as a dict of strings, numbers, lists and dicts; `where` is left out where there is no condition."""
    match question:
        case q.Value(path=path):
            return {"value": path}
        case q.Values(paths=paths):
            return {"values": list(paths)}
        case q.Count(entity=entity, where=where):
            return {"count": entity, **_where(where)}
        case q.CountDistinct(path=path, where=where):
            return {"count_distinct": path, **_where(where)}
        case q.Aggregate(function=function, path=path, where=where):
            return {function: path, **_where(where)}
        case q.Percent(part=part, whole=whole):
            return {"percent": to_dict(part), "of": to_dict(whole)}
        case q.Listing(entity=entity, columns=columns, where=where, order_by=order_by):
            order = {"order_by": list(order_by)} if order_by else {}
            return {"list": entity, "columns": list(columns), **_where(where), **order}


def condition_to_dict(condition: q.Condition) -> Plain:
    """A condition as a dict; no condition is the empty dict."""
    match condition:
        case q.Everything():
            return {}
        case q.Compare(field=field, op=op, value=value):
            return {"field": field, "op": op, "value": value}
        case q.OneOf(field=field, values=values):
            return {"field": field, "in": list(values)}
        case q.Holds(field=field):
            return {"holds": field}
        case q.SameHousehold():
            return {"same": "household"}
        case q.Not(part=part):
            return {"not": condition_to_dict(part)}
        case q.And(parts=parts):
            return {"and": [condition_to_dict(p) for p in parts]}
        case q.Or(parts=parts):
            return {"or": [condition_to_dict(p) for p in parts]}


def from_dict(plain: Mapping[str, Any]) -> q.Question:
    """The question of a dict; raises QuestionError that names the part which is none."""
    match plain:
        case {"value": str(path), **rest}:
            _nothing_more(rest, plain)
            return q.Value(path)
        case {"values": list(paths), **rest}:
            _nothing_more(rest, plain)
            return q.Values(_texts(paths, plain))
        case {"list": str(entity), **rest}:
            columns, order = rest.pop("columns", []), rest.pop("order_by", [])
            where = _condition(rest, plain)
            return q.Listing(entity, _texts(columns, plain), where, _texts(order, plain))
        case {"percent": Mapping() as part, "of": Mapping() as whole, **rest}:
            _nothing_more(rest, plain)
            return q.Percent(_measure(part), _measure(whole))
        case {"count": str(entity), **rest}:
            return q.Count(entity, _condition(rest, plain))
        case {"count_distinct": str(path), **rest}:
            return q.CountDistinct(path, _condition(rest, plain))
    for function in FUNCTIONS:
        if isinstance(plain.get(function), str):
            rest = {key: value for key, value in plain.items() if key != function}
            return q.Aggregate(cast(q.Function, function), plain[function], _condition(rest, plain))
    known = "value, values, list, count, count_distinct, percent, " + ", ".join(FUNCTIONS)
    raise QuestionError(f"{dict(plain)!r} is no question; expected one of the keys {known}")


def condition_from_dict(plain: Mapping[str, Any]) -> q.Condition:
    """The condition of a dict; raises QuestionError that names the part which is none."""
    match dict(plain):
        case nothing if not nothing:
            return q.EVERYTHING
        case {"field": str(field), "op": str(op), "value": int() | float() | str() as value, **rest} if (
            not rest and op in COMPARISONS
        ):
            return q.Compare(field, cast(q.Comparison, op), value)
        case {"field": str(field), "in": list(values), **more} if not more and all(
            isinstance(v, (int, float, str)) for v in values
        ):
            return q.OneOf(field, tuple(values))
        case {"holds": str(field), **more} if not more:
            return q.Holds(field)
        case {"same": "household", **more} if not more:
            return q.SameHousehold()
        case {"not": Mapping() as part, **more} if not more:
            return q.Not(condition_from_dict(part))
        case {"and": list(parts), **more} if not more:
            return q.And(tuple(condition_from_dict(p) for p in parts))
        case {"or": list(parts), **more} if not more:
            return q.Or(tuple(condition_from_dict(p) for p in parts))
    raise QuestionError(f"{dict(plain)!r} is no condition; expected field/op/value, field/in, holds, same, not, and, or")


def _where(condition: q.Condition) -> Plain:
    return {} if isinstance(condition, q.Everything) else {"where": condition_to_dict(condition)}


def _condition(rest: Plain, whole: Mapping[str, Any]) -> q.Condition:
    where = rest.pop("where", {})
    _nothing_more(rest, whole)
    if not isinstance(where, Mapping):
        raise QuestionError(f"'where' of {dict(whole)!r} is no condition")
    return condition_from_dict(where)


def _measure(plain: Mapping[str, Any]) -> q.Measure:
    question = from_dict(plain)
    if isinstance(question, (q.Value, q.Values, q.Listing)):
        raise QuestionError(f"{dict(plain)!r} is no number; a percentage is made of two numbers")
    return question


def _texts(values: Sequence[Any], whole: Mapping[str, Any]) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise QuestionError(f"expected a list of names in {dict(whole)!r}, found {values!r}")
    return tuple(values)


def _nothing_more(rest: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    if rest:
        raise QuestionError(f"did not expect {', '.join(map(repr, rest))} in {dict(whole)!r}")
