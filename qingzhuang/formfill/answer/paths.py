"""What a row of a list is, and how the blanks of a row are reached from its record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from qingzhuang.formfill.form import Blank, Table
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Value, Values
from qingzhuang.tally.resolve import find
from qingzhuang.vocabulary import Field, Vocabulary

# the subject of a row where columns of several entities stand side by side: the finest comes first
FINEST = ("person", "dwelling", "household", "building", "estate", "organisation", "facility", "grid", "birth", "death", "area")
PLACES = ("area", "grid")
# facts of a record as lines above and below a table name them, without a question of their own
PATH = rf"(?:{'|'.join(FINEST)})\.[a-z_0-9.\[\]]+"
PATHS = re.compile(rf"{PATH}(?:\s*,\s*{PATH})*")


def row_entity(table: Table) -> str:
    """What one row is about: as the layout says, as the population says, else by the columns."""
    if table.row_entity in FINEST:
        return table.row_entity
    if table.population is not None:
        return table.population.entity
    return entity_of(table.columns)


def entity_of(blanks: Iterable[Blank]) -> str:
    """What a group of blanks is about: a person where the person's own name or number is asked for, else what most are."""
    asked = [path for blank in blanks for path in paths_of(blank)]
    counted = Counter(path.split(".", 1)[0] for path in asked)
    own = {
        path.split(".", 1)[0]
        for path in asked
        if path.split(".", 1)[-1] in ("name", "id_number", "id", "code", "address", "number")
    }
    for entity in FINEST:
        if entity in own and entity not in PLACES:
            return entity
    things = [entity for entity in FINEST if counted[entity] and entity not in PLACES]
    return max(things, key=lambda entity: counted[entity]) if things else ("grid" if counted["grid"] else "")


def paths_of(blank: Blank) -> tuple[str, ...]:
    """The paths that a blank asks of its record; none for figures."""
    match blank.question:
        case Value(path=path):
            return (path,)
        case Values(paths=paths):
            return paths
        case None if PATHS.fullmatch(blank.concept or ""):
            return tuple(path.strip() for path in (blank.concept or "").split(","))
    return ()


def reach(path: str, entity: str, vocabulary: Vocabulary) -> Field | None:
    """The field at the end of a path as seen from a record of an entity; None where there is no way."""
    try:
        return find(path, entity, vocabulary).field
    except QuestionError:
        return None


def is_optional(path: str) -> bool:
    """Whether a record may rightly have nothing there: the seventh member, the second guardian."""
    return "[" in path and "[1]" not in path
