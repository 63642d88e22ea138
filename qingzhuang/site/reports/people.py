"""Records of residents for the page: searched for a card, or shown behind a number; masked by whoever shows them."""

from __future__ import annotations

from collections.abc import Sequence

from qingzhuang.formfill.answer.filling import BlankAnswer
from qingzhuang.formfill.form import Table
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.reports.logic import Numbered
from qingzhuang.site.reports.subjects import Row, letters_of
from qingzhuang.tally import Dataset, QuestionError, Scope, people_behind, roster
from qingzhuang.tally.question import EVERYTHING, Aggregate, Count, CountDistinct, Listing, Percent, Question, both

# What is shown of a record: name, number, place. Entities that are not named have only a place.
SHOWN = {
    "person": ("person.name", "person.id_number", "person.residence_address"),
    "household": ("household.head.name", "household.head.id_number", "household.address"),
    "dwelling": ("dwelling.owner.name", "dwelling.code", "dwelling.address"),
    "building": ("building.unit_name", "", "building.address"),
    "estate": ("estate.name", "", "estate.address"),
    "organisation": ("organisation.name", "organisation.code", "organisation.address"),
    "facility": ("facility.name", "", "facility.address"),
}
NOTHING_SHOWN = ("", "", "")
MOST_SEARCHED = 100_000
_searched: Recent[list[Row]] = Recent(8)


def searchable(dataset: Dataset, scope: Scope) -> list[Row]:
    """Every record of the entity in the area, ready to be searched by name, pinyin and number."""
    key = (dataset, scope.area, scope.about)
    return _searched.get(key, lambda: _rows_for_search(dataset, scope))


def _rows_for_search(dataset: Dataset, scope: Scope) -> list[Row]:
    wanted = SHOWN.get(scope.about, NOTHING_SHOWN)
    found = roster(Listing(scope.about, _columns(wanted)), dataset, Scope(scope.area, scope.as_of), MOST_SEARCHED)
    letters: dict[str, frozenset[str]] = {}
    rows = []
    for key, values in zip(found.keys, found.rows, strict=True):
        name, number, place = _placed(wanted, values)
        if name not in letters:
            letters[name] = letters_of(name)
        rows.append(Row(key, name, number, place, letters[name]))
    return rows


def records_behind(
    dataset: Dataset, entry: tuple[Numbered, BlankAnswer], about: str, scope: Scope, most: int
) -> tuple[list[Row], int]:
    """The first records behind a blank, and how many there are: of a list its rows, of a figure who is counted."""
    numbered, _answer = entry
    if scope.record and about:
        return [row for row in searchable(dataset, scope) if row.key == scope.record], 1
    question = asked(numbered.table, numbered.blank.question)
    if question is None:
        return [], 0
    wanted = SHOWN.get(_entity(question), NOTHING_SHOWN)
    try:
        behind = people_behind(question, dataset, scope, _columns(wanted), most)
    except QuestionError:
        return [], 0
    rows = [Row(key, *_placed(wanted, values), frozenset()) for key, values in zip(behind.keys, behind.rows, strict=False)]
    return rows, behind.total


def asked(table: Table, question: Question | None) -> Question | None:
    """Whose records a blank is about: those counted, or all that a list names."""
    population = table.population
    where = population.where if population else EVERYTHING
    match question:
        case Count(entity=entity, where=own):
            return Count(entity, both(own, where) if population and population.entity == entity else own)
        case Aggregate() | CountDistinct():
            return question
        case Percent(part=part):
            return part
    entity = population.entity if population else table.row_entity
    return Listing(entity, (), where) if entity else None


def _entity(question: Question) -> str:
    match question:
        case Count(entity=entity) | Listing(entity=entity):
            return entity
        case Aggregate(path=path) | CountDistinct(path=path):
            return path.split(".", 1)[0]
    return "person"


def _columns(wanted: tuple[str, str, str]) -> tuple[str, ...]:
    return tuple(path for path in wanted if path)


def _placed(wanted: tuple[str, str, str], values: Sequence[object]) -> tuple[str, str, str]:
    """Name, number and place of a record, empty where there is none."""
    found = dict(zip(_columns(wanted), values, strict=True))
    name, number, place = (str(found.get(path) or "") for path in wanted)
    return name, number, place
