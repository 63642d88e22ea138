"""Whether a question points at somebody: it asks by a name, a number, an address, or the very day of a birth.

Whoever may see figures and no people must not ask so: how many people of this name are disabled is told by a nought as well as by a one.

>>> from qingzhuang.tally.syntax import parse
>>> from qingzhuang.vocabulary import load
>>> points_at_somebody(parse("count(person where age>=60 and disability.level=1)"), load())
False
>>> points_at_somebody(parse('count(person where area="990101001001" and occupation=teacher)'), load())
False
>>> points_at_somebody(parse("count(person where household.head.name=苏晓梅 and disability.exists)"), load())
True
"""

from __future__ import annotations

from qingzhuang.tally import question as q
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Some, resolve
from qingzhuang.vocabulary import Vocabulary

WHO = ("person", "household", "dwelling", "birth", "death")  # whose texts and keys tell who somebody is
OF_ITSELF = ("text", "key")
OF_MANY = ("area", "grid", "estate", "building", "registered_region", "registered_region_code", "native_place", "occupation")


def points_at_somebody(question: q.Measure, vocabulary: Vocabulary) -> bool:
    """Raises QuestionError for names that do not exist."""
    if isinstance(question, q.Percent):
        return any(points_at_somebody(one, vocabulary) for one in (question.part, question.whole))
    return _points(resolve(question.where, q.entity_of(question), vocabulary))


def _points(node: Node) -> bool:
    match node:
        case Fact(entity=entity, field=field, type=kind, op=op):
            own = kind in OF_ITSELF and field not in OF_MANY
            return entity in WHO and (own or (kind == "date" and op == "in"))
        case Along(part=part) | AnyOf(part=part) | No(part=part) | On(part=part):
            return _points(part)
        case All(parts=parts) | Some(parts=parts):
            return any(_points(part) for part in parts)
        case _:
            return False
