"""What sentences are made of, whatever the language: single conditions, and comparisons of one field joined to a band."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.resolve import find
from qingzhuang.vocabulary import CodeValue, Field, Resolution, UnknownName, Vocabulary, label_in

LOWER = (">=", ">")
UPPER = ("<=", "<")
INDEX = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Band:
    """A field between two bounds; either may be missing. `from_op` is >= or >, `to_op` <= or <."""

    field: str
    from_value: q.Scalar | None
    from_op: str
    to_value: q.Scalar | None
    to_op: str


Piece = q.Condition | Band


def pieces(condition: q.Condition) -> list[Piece]:
    """The parts of a condition that must all hold, with `>=` and `<` on one field as one band, in the order written."""
    parts = condition.parts if isinstance(condition, q.And) else (condition,)
    found: list[Piece] = []
    for part in parts:
        if isinstance(part, q.Everything):
            continue
        if isinstance(part, q.Compare) and part.op in (*LOWER, *UPPER):
            lower = part.op in LOWER
            for place, other in enumerate(found):
                if (
                    isinstance(other, Band)
                    and other.field == part.field
                    and (other.from_value if lower else other.to_value) is None
                ):
                    found[place] = (
                        Band(part.field, part.value, part.op, other.to_value, other.to_op)
                        if lower
                        else Band(part.field, other.from_value, other.from_op, part.value, part.op)
                    )
                    break
            else:
                found.append(
                    Band(part.field, part.value, part.op, None, "") if lower else Band(part.field, None, "", part.value, part.op)
                )
        else:
            found.append(part)
    return found


def field_of(piece: Piece) -> str:
    """The name of the field that a piece is about; '' where it is about several or none."""
    match piece:
        case Band(field=name) | q.Compare(field=name) | q.OneOf(field=name) | q.Holds(field=name):
            return name
        case q.Not(part=part):
            return field_of(part)
    return ""


def value_of(field: Field, name: q.Scalar) -> CodeValue | None:
    """The code value of a field, None where the field has no codes."""
    if field.codes is None:
        return None
    try:
        return field.codes.value(str(name))
    except UnknownName as error:
        raise QuestionError(f"{field.path}: {error}") from error


def number(value: q.Scalar) -> str:
    """A number as people write it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def path_label(
    path: str, vocabulary: Vocabulary, language: str, of: Callable[[str, str], str], nth: Callable[[int, str], str]
) -> str:
    """What a path is called: its own label where the vocabulary gives one, else `of` the label of each step.

    `nth` says which of several: the second guardian.
    """
    try:
        found = vocabulary.resolve(path)
    except UnknownName as error:
        raise QuestionError(str(error)) from error
    rest = path.partition(".")[2]
    numbers = [int(n) for n in INDEX.findall(rest)]
    own = vocabulary.entities[found.entity].fields.get(INDEX.sub("[1]", rest))
    if own is not None:
        label = label_in(own.label, language)
    elif not found.steps:
        label = label_in(found.field.label, language)
    else:
        label, numbers = _by_steps(found, vocabulary, language, of, nth), []
    several = any(step.index is not None for step in found.steps) or any(n > 1 for n in numbers)
    return nth(numbers[0], label) if numbers and several else label


def _by_steps(
    found: Resolution, vocabulary: Vocabulary, language: str, of: Callable[[str, str], str], nth: Callable[[int, str], str]
) -> str:
    """户主的工作单位: the label of each relation on the way, then of the field."""
    first, *_ = found.steps
    role = vocabulary.entities[first.entity].roles[first.relation]
    rest = found.path.partition(".")[2]
    after = rest[len(first.relation) :].lstrip("[0123456789]").removeprefix(".")
    if first.any:
        return path_label(f"{first.target}.{rest}", vocabulary, language, of, nth)
    label = label_in(role.label, language)
    if first.index is not None:
        label = nth(first.index, label)
    return of(label, path_label(f"{first.target}.{after}", vocabulary, language, of, nth))


def resolved(name: str, entity: str, vocabulary: Vocabulary) -> Resolution:
    """Where a name in a condition leads; raises QuestionError."""
    return find(name, entity, vocabulary)
