"""A count as the list of those counted: which columns, named by the words or the usual ones with what the question is about."""

from __future__ import annotations

from qingzhuang.formfill.ask.manner import manner
from qingzhuang.formfill.ask.model import Piece
from qingzhuang.formfill.ask.peel import Peeled
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Count, Listing, fields_of
from qingzhuang.tally.resolve import find
from qingzhuang.vocabulary import Vocabulary

MOST_ABOUT = 3  # columns that the conditions themselves add


def as_list(count: Count, peeled: Peeled, vocabulary: Vocabulary, pieces: list[Piece], doubts: list[str]) -> Listing:
    """The list of those counted. Of a list parted by grid the grid comes first."""
    entity, told = count.entity, manner()
    columns = [
        path
        for by, path in (("grid", "grid.name"), ("building", "building.number"))
        if by in peeled.by and _fits(path, entity, vocabulary)
    ]
    named = [(word, _column(word, entity, vocabulary)) for word in peeled.columns]
    for word, path in named:
        pieces.append(Piece(word, "column" if path else "unknown", "" if path else "名单里没有这一列"))
        if not path:
            doubts.append(f"名单里没有“{word}”这一列")
    columns += told.usual.get(entity, (f"{entity}.id",)) if not any(path for _, path in named) else ()
    if any(path for _, path in named) and entity in told.usual:
        columns.append(told.usual[entity][0])
    columns += [path for _, path in named if path]
    about = [name for name in fields_of(count.where) if _tells(name, entity, vocabulary)]
    columns += [f"{entity}.{name}" for name in about[:MOST_ABOUT]]
    return Listing(entity, tuple(dict.fromkeys(columns)), count.where)


def _column(word: str, entity: str, vocabulary: Vocabulary) -> str:
    path = manner().columns.get(entity, {}).get(word, "")
    if path:
        return path
    own = sorted((f for f in vocabulary.by_label.get(word, ()) if f.entity == entity), key=lambda f: bool(f.via))
    return own[0].path if own else ""


def _fits(path: str, entity: str, vocabulary: Vocabulary) -> bool:
    try:
        find(path, entity, vocabulary)
    except QuestionError:
        return False
    return True


def _tells(name: str, entity: str, vocabulary: Vocabulary) -> bool:
    """A field of several values of the record itself: the level of a disability, not that there is one."""
    field = vocabulary.entities[entity].fields.get(name)
    return field is not None and field.type in ("code", "codes", "date", "number") and name != "birth_date"
