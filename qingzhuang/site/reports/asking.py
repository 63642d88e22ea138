"""What a form that was filled asked and the ledger does not know: record and field, for the list of open questions."""

from __future__ import annotations

from collections.abc import Iterator

from qingzhuang.formfill.answer.filling import BlankAnswer, Outcome
from qingzhuang.site.reports.logic import Numbered
from qingzhuang.site.reports.people import asked
from qingzhuang.site.reports.work import Work
from qingzhuang.tally import Dataset, QuestionError, Scope, roster
from qingzhuang.tally.question import Listing, Value

MOST_ROWS = 5000


def unknown(work: Work, dataset: Dataset, scope: Scope) -> Iterator[tuple[int, str]]:
    """Of a card the blanks without a value, of a list the empty cells. Only facts of the row's own record, which are recorded, not derived."""
    if work.about:
        if work.subject.isdecimal():
            yield from ((int(work.subject), name) for _entry, name in _own(_open(work), work.about, dataset))
        return
    for listing, names in _listed(_open(work), dataset):
        yield from _of_list(listing, names, dataset, scope)


def asks_of_records(work: Work, dataset: Dataset) -> bool:
    """Whether what nobody knows may be facts of single records; figures alone ask nothing of anybody."""
    return bool(work.about) or any(True for _ in _listed(_open(work), dataset))


def _open(work: Work) -> list[tuple[Numbered, BlankAnswer]]:
    return [(entry, answer) for entry, answer in work.entries if answer.outcome is Outcome.ASKED or answer.missing]


def _listed(blanks: list[tuple[Numbered, BlankAnswer]], dataset: Dataset) -> Iterator[tuple[Listing, list[str]]]:
    """Of each table that lists records those, and the facts of them that these blanks ask for."""
    for number in sorted({entry.table_number for entry, _answer in blanks}):
        here = [pair for pair in blanks if pair[0].table_number == number]
        listing = asked(here[0][0].table, None)
        names = [name for _entry, name in _own(here, listing.entity, dataset)] if isinstance(listing, Listing) else []
        if isinstance(listing, Listing) and names:
            yield listing, names


def _own(blanks: list[tuple[Numbered, BlankAnswer]], entity: str, dataset: Dataset) -> Iterator[tuple[Numbered, str]]:
    for entry, _answer in blanks:
        match entry.blank.question:
            case Value(path=path) if path.startswith(f"{entity}."):
                field = dataset.vocabulary.field(path)
                if not field.derived and (not field.via or field.embedded) and field.type != "key":
                    yield entry, path.partition(".")[2]


def _of_list(listing: Listing, names: list[str], dataset: Dataset, scope: Scope) -> Iterator[tuple[int, str]]:
    columns = tuple(f"{listing.entity}.{name}" for name in names)
    try:
        found = roster(Listing(listing.entity, columns, listing.where), dataset, scope, MOST_ROWS)
    except QuestionError:
        return
    for key, values in zip(found.keys, found.rows, strict=True):
        if str(key).isdecimal():
            yield from ((int(key), name) for name, value in zip(names, values, strict=True) if value is None or value == "")
