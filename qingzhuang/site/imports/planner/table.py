"""One table of a list, batch by batch: each kind of list has its own order of questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.intake import CleanBatch, Finding, TableCleaner
from qingzhuang.site.imports import errors
from qingzhuang.site.imports.kept import Content, Row, values_text
from qingzhuang.site.imports.logic.laying import Base, Laid, Settled, lay_base, lay_out
from qingzhuang.site.imports.logic.shape import Shape
from qingzhuang.site.imports.logic.states import Outcome
from qingzhuang.site.imports.planner.book import Book
from qingzhuang.site.imports.planner.checks import Marker
from qingzhuang.site.imports.planner.families import plan_families
from qingzhuang.site.imports.planner.residents import plan_residents
from qingzhuang.site.imports.planner.things import plan_things
from qingzhuang.site.imports.planner.typed import Typed
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


def plan_table(book: Book, number: int, cleaner: TableCleaner, shape: Shape, passes: Iterable[Pass]) -> Iterator[Content]:
    """What each batch of rows would do, in order; it comes with what does not fit together in it."""
    check_keys(shape)
    book.groups.current = None
    kind, marker = KINDS.get(shape.entity, plan_things), Marker(cleaner, shape)
    settled, typed = book.settled.get(number, Settled()), book.typed.get(number, {})
    for one in passes:
        batch = one.batch
        laid = lay_out(one.base, batch, settled)
        marker.mark(batch, one.findings, laid, settled)
        _tell_typed(batch, laid, typed)
        rows = _rows(batch, laid, shape)
        work = Work(book, number, shape, laid, rows)
        place_rows(work, batch.sections)
        for row in laid.out:
            work.stop(row, Outcome.REFUSED, "left_out")
        kind(work, batch.joined)
        drafts = work.finish()
        book.groups.put_by()
        yield Content([*rows, *_skipped(batch)], drafts, list(work.moves.items()), one.values)


def _tell_typed(batch: CleanBatch, laid: Laid, typed: Typed) -> None:
    """Say of each value that was typed anew what counts now, who said so, and when."""
    at = {number: row for row, number in enumerate(batch.rows)} if typed else {}
    for (number, place), word in typed.items():
        if number in at:
            laid.found[at[number]].append(
                (place, "typed_anew", [("typed", word.text), ("who", word.who), ("day", word.day)], False)
            )


@dataclass(frozen=True, slots=True)
class Pass:
    """A batch on its way through the planner: what does not fit together in it, its values laid out, and as they are shown (JSON)."""

    batch: CleanBatch
    findings: list[Finding]
    base: Base
    values: str


def pass_of(batch: CleanBatch, findings: list[Finding], shape: Shape) -> Pass:
    raws = ([cleaned.raw for cleaned in column] for column in batch.values)
    columns = [[raw if raw is None or raw.__class__ is str else _shown(raw) for raw in column] for column in raws]
    return Pass(batch, findings, lay_base(shape, batch), values_text(zip(*columns, strict=True)))


def _rows(batch: CleanBatch, laid: Laid, shape: Shape) -> list[Row]:
    own: list[Mapping[str, Any]] = laid.facts[()]
    heads = laid.facts.get(("head",), own)
    return [
        Row(number, Outcome.NEW.value, _label(facts, head), problems=found)
        for number, facts, head, found in zip(batch.rows, own, heads, laid.found, strict=True)
    ]


def _label(facts: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    return str(facts.get("name") or facts.get("unit_name") or head.get("name") or facts.get("address") or "")[:80]


def _shown(raw: Any) -> Any:
    return raw if raw is None or isinstance(raw, str | int | float) else str(raw)


def _skipped(batch: CleanBatch) -> Iterator[Row]:
    for one in batch.skipped:
        yield Row(one.row, Outcome.SKIPPED.value, one.text[:80], 0, [], [(0, "row_" + one.why.replace(" ", "_"), [], False)])
