"""One table of a list, batch by batch: each kind of list has its own order of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qingzhuang.intake import CleanBatch, TableCleaner
from qingzhuang.site.imports import errors
from qingzhuang.site.imports.kept import Content, Row
from qingzhuang.site.imports.logic.laying import Laid, Settled, lay_out
from qingzhuang.site.imports.logic.shape import Shape, shape_of
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.book import Book
from qingzhuang.site.imports.planner.checks import Checks
from qingzhuang.site.imports.planner.families import plan_families
from qingzhuang.site.imports.planner.residents import plan_residents
from qingzhuang.site.imports.planner.things import plan_things
from qingzhuang.site.imports.planner.where import place_rows
from qingzhuang.site.imports.planner.work import Work
from qingzhuang.site.ledger import actions as ledger

KEYS = ("id_number", "birth_date", "phone", "residence_address", "address")
KINDS = {"person": plan_residents, "household": plan_families}
SIZE = 5000


def keeps(entity: str, name: str) -> bool:
    """Whether the ledger keeps a field of an entity."""
    try:
        ledger.stored(entity, name, None)
    except LookupError:
        return False
    return True


def check_keys(shape: Shape) -> None:
    """Refuse a list of people in which nothing but a name, or not even that, says who is who."""
    if shape.entity == "person" and not any(shape.has(name=name) for name in KEYS):
        raise errors.no_identity()


def plan_table(book: Book, number: int, cleaner: TableCleaner, checks: Checks) -> Iterator[Content]:
    """What each batch of rows would do, in order; `checks` gathers what does not fit together."""
    shape = shape_of(cleaner.table.entity, cleaner.columns, keeps)
    check_keys(shape)
    book.groups.pop("current", None)
    kind = KINDS.get(shape.entity, plan_things)
    for batch in cleaner.batches(SIZE):
        settled = book.settled.get(number, Settled())
        laid = lay_out(shape, batch, settled)
        checks.look_at(batch, laid, settled)
        rows = _rows(batch, laid, shape)
        work = Work(book, number, shape, laid, rows)
        place_rows(work, batch.sections)
        for row in laid.out:
            work.stop(row, Outcome.REFUSED, "left_out")
        kind(work, batch.joined)
        drafts = work.finish()
        yield Content([*rows, *_skipped(batch)], drafts, list(work.moves.items()))


def _rows(batch: CleanBatch, laid: Laid, shape: Shape) -> list[Row]:
    columns = [[_shown(cleaned.raw) for cleaned in column] for column in batch.values]
    values = [list(row) for row in zip(*columns, strict=True)]
    own: list[Mapping[str, Any]] = laid.facts[()]
    heads = laid.facts.get(("head",), own)
    return [
        Row(number, Outcome.NEW.value, _label(facts, head), 0, raws, found)
        for number, facts, head, raws, found in zip(batch.rows, own, heads, values, laid.found, strict=True)
    ]


def _label(facts: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    return str(facts.get("name") or facts.get("unit_name") or head.get("name") or facts.get("address") or "")[:80]


def _shown(raw: Any) -> Any:
    return raw if raw is None or isinstance(raw, str | int | float) else str(raw)


def _skipped(batch: CleanBatch) -> Iterator[Row]:
    for one in batch.skipped:
        yield Row(one.row, Outcome.SKIPPED.value, one.text[:80], 0, [], [(0, "row_" + one.why.replace(" ", "_"), [], False)])
