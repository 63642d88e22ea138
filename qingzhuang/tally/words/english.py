"""Questions in English: number of women aged 60 and over."""

from __future__ import annotations

from qingzhuang.tally import question as q
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import entity_of
from qingzhuang.tally.resolve import find, named
from qingzhuang.tally.syntax import parse
from qingzhuang.tally.words.reading import Band, Piece, field_of, number, path_label, pieces, value_of
from qingzhuang.vocabulary import Field, UnknownName, Vocabulary

PLURALS = {
    "person": "people", "household": "households", "dwelling": "dwellings", "building": "buildings", "estate": "estates",
    "grid": "grids", "organisation": "organisations", "facility": "facilities", "area": "areas", "birth": "births", "death": "deaths",
}  # fmt: skip
SEX = {"male": "men", "female": "women"}
MADE = {"sum": "total {}", "avg": "average {}", "min": "least {}", "max": "greatest {}"}
BOUNDS = {">=": "at least {}", ">": "more than {}", "<=": "at most {}", "<": "less than {}"}
DAYS = {">=": "on or after {}", ">": "after {}", "<=": "on or before {}", "<": "before {}"}
RANKS = {">=": "{} or higher", ">": "higher than {}", "<=": "{} or lower", "<": "lower than {}"}
# verbs of yes/no labels, and how they are denied; other labels take 'is'
VERBS = {
    "is": "is not", "has": "does not have", "receives": "does not receive", "gets": "does not get", "lives": "does not live",
    "owns": "does not own", "stays": "does not stay", "served": "did not serve", "came": "did not come", "was": "was not",
}  # fmt: skip


def say(asked: q.Asked, vocabulary: Vocabulary) -> str:
    """The whole question with its day and split."""
    said = _question(asked.question, vocabulary)
    if asked.day is not None:
        said += f", as of {asked.day.isoformat()}"
    if asked.by == "area":
        said += ", by community"
    elif asked.by and not isinstance(asked.question, (q.Value, q.Values)):
        entity = asked.question.entity if isinstance(asked.question, q.Listing) else entity_of(asked.question)
        said += f", by {_label(asked.by, entity, vocabulary)}"
    return said


def condition(where: q.Condition, entity: str, vocabulary: Vocabulary) -> str:
    """A condition as clauses joined by 'and'."""
    return " and ".join(_bracketed(piece, entity, vocabulary) for piece in pieces(where))


def _question(question: q.Question, vocabulary: Vocabulary) -> str:
    match question:
        case q.Value(path=path):
            return _path(path, vocabulary)
        case q.Values(paths=paths):
            return ", ".join(_path(path, vocabulary) for path in paths)
        case q.Count(entity=entity, where=where):
            return f"number of {_phrase(where, entity, vocabulary)}"
        case q.CountDistinct(path=path, where=where):
            entity, name = path.split(".", 1)
            return f"number of different values of {_label(name, entity, vocabulary)} of {_phrase(where, entity, vocabulary)}"
        case q.Aggregate(function=function, path=path, where=where):
            entity = path.split(".", 1)[0]
            every = "all " if isinstance(where, q.Everything) else ""
            return f"{MADE[function].format(_path(path, vocabulary))} of {every}{_phrase(where, entity, vocabulary)}"
        case q.Percent(part=part, whole=whole):
            return f"{_question(part, vocabulary)} as per cent of the {_question(whole, vocabulary)}"
        case q.Listing(entity=entity, columns=columns, where=where, order_by=order_by):
            said = f"list of {_phrase(where, entity, vocabulary)}"
            named = [_question(parse(c), vocabulary) if "(" in c else _label(c, entity, vocabulary) for c in columns]
            order = [_label(path, entity, vocabulary) for path in order_by]
            said += f" ({'; '.join(named)})" if named else ""
            return f"{said}, ordered by {', '.join(order)}" if order else said


def _phrase(where: q.Condition, entity: str, vocabulary: Vocabulary) -> str:
    """Women aged 60 and over of the household where …"""
    noun, age, own, clauses = _plural(entity, vocabulary), "", "", []
    for piece in pieces(where):
        match piece:
            case q.SameHousehold():
                own = " of this household"
            case q.Compare(field="sex", op="=", value=value) if value in SEX and entity == "person" and noun == "people":
                noun = SEX[str(value)]
            case Band(field="age") if entity == "person" and not age:
                age = f" {_ages(piece)}"
            case _:
                clauses.append(_bracketed(piece, entity, vocabulary))
    return f"{noun}{age}{own}" + (f" ({'; '.join(clauses)})" if clauses else "")


def _bracketed(piece: Piece, entity: str, vocabulary: Vocabulary) -> str:
    said = _piece(piece, entity, vocabulary)
    return f"({said})" if isinstance(piece, (q.And, q.Or)) else said


def _piece(piece: Piece, entity: str, vocabulary: Vocabulary) -> str:
    match piece:
        case q.SameHousehold():
            return "of this household"
        case q.And():
            return condition(piece, entity, vocabulary)
        case q.Or(parts=parts):
            return " or ".join(_bracketed(part, entity, vocabulary) for part in parts)
        case q.Not(part=q.Holds() as part):
            return _fact(part, entity, vocabulary, negated=True)
        case q.Not(part=part):
            return f"not {_bracketed(part, entity, vocabulary)}"
        case q.Everything():
            return "any"
    return _fact(piece, entity, vocabulary)


def _fact(piece: Piece, entity: str, vocabulary: Vocabulary, negated: bool = False) -> str:
    name = field_of(piece)
    try:
        found = find(name, entity, vocabulary)
    except QuestionError:
        try:
            definition = named(name, vocabulary)
            version = f" ({definition.version})" if "@" in name else ""
            return f"is {'not ' if negated else ''}{definition.name.replace('_', ' ')}{version}"
        except UnknownName as error:
            raise QuestionError(f"{entity} has no {name!r}") from error
    whose = ""
    for step in found.steps:
        role = vocabulary.entities[step.entity].roles[step.relation].label["en"]
        whose += "a member's " if step.any else f"the {role}'s " if step.index is None else f"the {role} {step.index}'s "
    if isinstance(piece, q.Holds):
        return _yes_no(found.field.label["en"], whose.removesuffix("'s "), negated)
    return _test(piece, found.field, whose)


def _yes_no(label: str, whose: str, negated: bool) -> str:
    """at school → is at school; receives help → does not receive help; household is able to work stays as it is."""
    words = label.removeprefix(f"{whose.removeprefix('the ')} ").split(" ")
    verb = next((place for place, word in enumerate(words[:3]) if word in VERBS), None)
    if verb is None:
        words, verb = ["is", *words], 0
    if negated:
        words[verb] = VERBS[words[verb]]
    return f"{whose} {' '.join(words)}".strip()


def _test(piece: Piece, field: Field, whose: str) -> str:
    label = field.label["en"]
    match piece:
        case Band():
            return f"{whose}{_band(piece, field, label)}"
        case q.Compare(op=op, value=value) if op in ("=", "!="):
            return f"{whose}{label} is {'not ' if op == '!=' else ''}{_value(value, field)}"
        case q.Compare(field=name, op=op, value=value):
            return _test(Band(name, value, op, None, "") if op in (">", ">=") else Band(name, None, "", value, op), field, whose)
        case q.OneOf(values=values):
            return f"{whose}{label} is {' or '.join(_value(value, field) for value in values)}"
    raise AssertionError(piece)


def _value(value: q.Scalar, field: Field) -> str:
    named = value_of(field, value)
    return number(value) if named is None else named.label["en"].replace(".", " ")


def _band(band: Band, field: Field, label: str) -> str:
    ends = [(op, value) for op, value in ((band.from_op, band.from_value), (band.to_op, band.to_value)) if value is not None]
    if field.derived == "age_on":
        return _ages(band)
    words = RANKS if field.codes is not None else DAYS if field.type == "date" else BOUNDS
    return f"{label} is " + " and ".join(words[op].format(_value(value, field)) for op, value in ends)


def _ages(band: Band) -> str:
    low, high = band.from_value, band.to_value
    if low is not None and high is not None and (band.from_op, band.to_op) == (">=", "<="):
        return f"aged {number(low)} to {number(high)}"
    said = []
    if low is not None:
        said.append(f"{number(low)} and over" if band.from_op == ">=" else f"over {number(low)}")
    if high is not None:
        said.append(f"{number(high)} and under" if band.to_op == "<=" else f"under {number(high)}")
    return f"aged {' and '.join(said)}"


def _path(path: str, vocabulary: Vocabulary) -> str:
    return path_label(path, vocabulary, "en", lambda whose, what: f"{what} of the {whose}", lambda n, what: f"{what} no. {n}")


def _label(name: str, entity: str, vocabulary: Vocabulary) -> str:
    return _path(find(name, entity, vocabulary).path, vocabulary)


def _plural(entity: str, vocabulary: Vocabulary) -> str:
    if entity not in vocabulary.entities:
        raise QuestionError(f"there is no entity {entity!r}; known: {', '.join(vocabulary.entities)}")
    return PLURALS.get(entity) or f"{vocabulary.entities[entity].label['en']}s"
