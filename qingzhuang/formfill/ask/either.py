"""Words of which one or the other is meant: 残疾人或低保, and kinds of help that nobody has two of (低保 特困)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from qingzhuang.formfill.ask.model import Piece
from qingzhuang.formfill.match.phrase import Token, parse_phrase
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally import condition_in_words
from qingzhuang.tally.question import EVERYTHING, And, Compare, Condition, Holds, OneOf, Or, both

OR = "或"
# kinds of help of which one excludes the others (社会救助暂行办法): side by side they are two groups, never people who are in both
APART = ("subsistence_allowance", "five_guarantee", "special_hardship", "low_income")


@dataclass(frozen=True, slots=True)
class Either:
    """One condition of the words before and behind 或, on records of an entity; none where it is unclear how far 或 reaches."""

    entity: str
    condition: Condition | None
    doubt: str = ""
    pieces: tuple[Piece, ...] = ()


def either(segment: str, entity: str) -> Either | None:
    """What words written together mean that hold a 或; None where none of them is one, or all are values of one field, which are
    alternatives anyway (小学或初中).

    >>> found = either("残疾人或低保", "person")
    >>> found.condition == Or((Holds("disability.exists"), Holds("welfare.subsistence_allowance")))
    True
    """
    tokens = parse_phrase(segment.replace("或者", OR).replace("或是", OR)).tokens
    if not any(_is_or(token) for token in tokens):
        return None
    counted = next((token.name for token in reversed(tokens) if token.kind == "counted"), "")
    entity = entity or counted or "person"
    unclear = Either(entity, None, "“或”管到哪里，看不清楚")
    sides = [list(side) for is_or, side in groupby(tokens, _is_or) if not is_or]
    words = [[token for token in side if token.kind in ("cond", "band", "not")] for side in sides]
    rest = [token for side in sides for token in side if token.kind in ("residue", "numeric", "phrase", "function", "share")]
    if rest or len(sides) < 2 or any(len(side) != 1 for side in words):
        return unclear
    read = [conditions_of(side, entity) for side in words]
    found = [one for one in read if one is not None]
    if len(found) < len(read):
        return unclear
    if len({_valued(one.condition) for one in found}) == 1 and _valued(found[0].condition):
        return None
    parts = tuple(dict.fromkeys(one.condition for one in found))
    condition = Or(parts) if len(parts) > 1 else parts[0]
    doubt = "“或”前后的词有不止一种说法" if any(one.doubt for one in found) else ""
    return Either(entity, condition, doubt, tuple(_pieces(words, entity)))


def kinds_apart(condition: Condition) -> Condition:
    """The same condition, with kinds of help side by side as alternatives."""
    parts = condition.parts if isinstance(condition, And) else ()
    kinds = [part for part in parts if _kind(part)]
    if len({_kind(part) for part in kinds}) < 2:
        return condition
    return both(*(part for part in parts if part not in kinds), Or(tuple(kinds)))


def _kind(condition: Condition) -> str:
    """The kind of help that a condition asks for; empty where it asks for none."""
    if isinstance(condition, Holds):
        name = condition.field.removeprefix("household.").removeprefix("welfare.")
        return name if name in APART else ""
    if isinstance(condition, Compare) and condition.op == "=" and condition.field.endswith(("category", "welfare.type")):
        return str(condition.value) if condition.value in APART else ""
    return ""


def _is_or(token: Token) -> bool:
    return token.kind == "glue" and token.text == OR


def _valued(condition: Condition) -> str:
    """The field of which a condition names values; empty for any other."""
    if isinstance(condition, OneOf) or isinstance(condition, Compare) and condition.op == "=":
        return condition.field
    return ""


def _pieces(sides: Sequence[Sequence[Token]], entity: str) -> list[Piece]:
    found = [Piece(OR, "polite")]
    for (token,) in sides:
        one = conditions_of((token,), entity)
        found.append(Piece(token.text, "word", condition_in_words(one.condition if one else EVERYTHING, entity)))
    return found
