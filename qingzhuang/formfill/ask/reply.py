"""The answer to a question that was asked in words: a number, its parts, or the rows of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qingzhuang.formfill.ask.exact import kinds_under
from qingzhuang.formfill.ask.manner import manner
from qingzhuang.formfill.ask.model import Asking, Places
from qingzhuang.formfill.ask.places import FIELDS
from qingzhuang.tally import question as q
from qingzhuang.tally.answers import answer_all, answer_by_area, answer_split, narrowed
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.rows import Roster, roster
from qingzhuang.tally.scope import Answer, Scope
from qingzhuang.vocabulary import label_in

MOST_PARTS = 300


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a number: a grid, a building, a value of a code; `label` as people call it."""

    key: str
    label: str
    answer: Answer
    question: q.Question | None = None  # of the part alone; None where it is the same of another area, which is `key`


@dataclass(frozen=True, slots=True)
class Reply:
    """`answer` is the number of the whole (of a list: how many are on it); `parts` where it is parted, `rows` where a list is wanted."""

    answer: Answer
    parts: tuple[Part, ...] = ()
    rows: Roster | None = None


def places_in(dataset: Dataset, scope: Scope) -> Places:
    """The places that a dataset knows by name within a scope."""
    return Places(
        tuple(_named("grid", "grid.name", dataset, scope)),
        tuple(_named("estate", "estate.name", dataset, scope)),
        tuple(name for _, name in _named("building", "building.number", dataset, scope)),
        tuple((code, name) for code, name in _named("area", "area.name", dataset, replace(scope, area="")) if scope.covers(code)),
    )


def reply(asking: Asking, dataset: Dataset, scope: Scope, limit: int | None = None) -> Reply:
    """The answer within a scope; a place or a day named in the words narrows it. Raises QuestionError where there is no question.

    `limit` bounds the rows of a list; `answer` still says how many there are.
    """
    question = asking.question
    if question is None:
        raise q_error()
    area = asking.area if asking.area and scope.covers(asking.area) else scope.area
    scope = replace(scope, area=area, period=asking.period or scope.period, as_of=asking.day or scope.as_of)
    if isinstance(question, q.Listing):
        whole = answer_all((q.Count(question.entity, question.where),), dataset, scope)[0]
        return Reply(whole, (), roster(question, dataset, scope, limit))
    if not isinstance(question, (q.Count, q.CountDistinct, q.Aggregate, q.Percent)):
        raise q_error()
    return Reply(answer_all((question,), dataset, scope)[0], tuple(_parts(asking.by, question, dataset, scope)))


def settled(asking: Asking, reply: Reply) -> Asking:
    """The reading once its answer is known: a 0 of what the ledger does not hold, or not of all, is never taken for none."""
    answer = reply.answer
    if answer.known or answer.records:
        return asking
    told = f"台账里没有记这一项：{answer.unknown:,} 条说不准" if answer.unknown else "台账里没有记这一项"
    return replace(asking, sure=False, reasons=(*asking.reasons, told))


def q_error() -> Exception:
    from qingzhuang.tally.errors import QuestionError

    return QuestionError("nothing was understood that could be answered")


def _parts(by: str, measure: q.Measure, dataset: Dataset, scope: Scope) -> list[Part]:
    if not by:
        return []
    entity = q.entity_of(measure)
    if by == "area":
        names = dict(_named("area", "area.name", dataset, replace(scope, area="")))
        table = answer_by_area((measure,), dataset, scope)
        return [Part(code, names.get(code, code), table.at(0, at)) for at, code in enumerate(table.labels)]
    if by == "age":
        bands = [_band(text) for text in manner().bands]
        return _answered(measure, [(label, label, condition) for label, condition in bands], dataset, scope)
    if by in ("grid", "estate", "building"):
        return _answered(measure, _of_places(by, entity, dataset, scope), dataset, scope)
    split = answer_split(q.Asked(measure, None, by), dataset, scope)
    codes = dataset.vocabulary.field(f"{entity}.{by}").codes
    words = {"yes": "是", "no": "否"}
    if codes is not None:
        words = {value.name: label_in(value.label, "zh-Hans") + kinds_under(codes, value.name) for value in codes.values}
    return [
        Part(key, words.get(key, key), one, narrowed(measure, _valued(by, key, codes is not None)))
        for key, one in split.items()
        if key and one.records
    ]


def _valued(field: str, value: str, coded: bool) -> q.Condition:
    """The condition of one part of a split by a field."""
    if coded:
        return q.Compare(field, "=", value)
    return q.Holds(field) if value == "yes" else q.Not(q.Holds(field))


def _of_places(by: str, entity: str, dataset: Dataset, scope: Scope) -> list[tuple[str, str, q.Condition]]:
    field = {"building": {"person": "building", "household": "dwelling.building", "dwelling": "building"}}.get(
        by, FIELDS[by]
    ).get(entity, by)
    names = _named(by, f"{by}.number" if by == "building" else f"{by}.name", dataset, scope)
    if by == "building":
        estates = dict(zip((key for key, _ in names), _column("building", "estate.name", dataset, scope), strict=True))
        names = [(key, f"{estates[key] or ''}{name}") for key, name in names]
    return [(key, name, q.Compare(field, "=", key)) for key, name in names[:MOST_PARTS]]


def _answered(measure: q.Measure, parts: list[tuple[str, str, q.Condition]], dataset: Dataset, scope: Scope) -> list[Part]:
    answers = answer_all([narrowed(measure, condition) for _, _, condition in parts], dataset, scope) if parts else []
    return [
        Part(key, label, one, narrowed(measure, condition)) for (key, label, condition), one in zip(parts, answers, strict=True)
    ]


def _band(text: str) -> tuple[str, q.Condition]:
    low, _, high = text.partition("-")
    ends = [q.Compare("age", ">=", int(low))] if int(low) else []
    ends += [q.Compare("age", "<=", int(high))] if high else []
    return (f"{low}—{high} 岁" if high else f"{low} 岁及以上"), q.both(*ends)


def _named(entity: str, path: str, dataset: Dataset, scope: Scope) -> list[tuple[str, str]]:
    if not dataset.holds(entity):
        return []
    rows = roster(q.Listing(entity, (path,)), dataset, scope)
    return [(key, str(row[0])) for key, row in zip(rows.keys, rows.rows, strict=True) if row[0]]


def _column(entity: str, path: str, dataset: Dataset, scope: Scope) -> list[object]:
    rows = roster(q.Listing(entity, (f"{entity}.number", path)), dataset, scope)
    return [row[1] for row in rows.rows if row[0]]
