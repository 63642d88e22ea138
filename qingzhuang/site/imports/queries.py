"""Guarded reads of imports: each answers "not found" to somebody who may not see the thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import queries as audit
from qingzhuang.site.imports import kept, rights
from qingzhuang.site.imports.logic.states import AT_WORK, ROOM
from qingzhuang.site.imports.models import ImportRun, Part
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.queries import known as ledger

PAGE = 50


def runs_for(actor: Actor, page: int = 1, size: int = PAGE) -> Page[ImportRun]:
    """The imports of the actor's area and below, the newest first, a page at a time; 404 for whoever may not see facts."""
    if not actor.may("see_facts"):
        raise Http404
    asked = ImportRun.objects.filter(area__code__startswith=actor.area.code_prefix).select_related("area", "owner")
    return Paginator(asked.defer("seen"), size).get_page(page)


def run_for(actor: Actor, pk: UUID) -> ImportRun:
    """The only way a page gets an import."""
    run = ImportRun.objects.select_related("area", "owner", "post").filter(pk=pk).first()
    if run is None or not rights.may(actor, "see", run):
        raise Http404
    return run


def areas_for(actor: Actor) -> list[Any]:
    return accounts.areas_for(actor)


def runs_at_work() -> list[ImportRun]:
    """The runs that move on by themselves; for the worker."""
    return list(ImportRun.objects.filter(state__in=[state.value for state in AT_WORK]).order_by("created_at"))


def original_for(actor: Actor, run: ImportRun) -> bytes:
    """The bytes as they came."""
    run = run_for(actor, run.pk)
    rights.check(actor, "bring", run)
    return files.load(run.sha256, ROOM)


def log_for(actor: Actor, run: ImportRun) -> list[Any]:
    return audit.lines_about(run_for(actor, run.pk).log_subject)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row for a page, with its table."""

    table: int
    row: kept.Row


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of rows."""

    rows: list[Shown] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    total: int = 0


def rows_for(actor: Actor, run: ImportRun, *, outcome: str = "", problem: str = "", page: int = 1, size: int = PAGE) -> Rows:
    """Rows of a run, all or of one outcome or with one kind of problem (`code@table:place`); only their parts are opened."""
    run = run_for(actor, run.pk)
    wanted = [(part, count) for part in run.parts.all() if (count := _count(part, outcome, problem))]
    total = sum(count for _, count in wanted)
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    skip, found = (page - 1) * size, list[Shown]()
    for part, count in wanted:
        if skip >= count:
            skip -= count
            continue
        rows = list(_rows(part, outcome, problem))
        found += [Shown(part.table, row) for row in rows[skip : skip + size - len(found)]]
        skip = 0
        if len(found) >= size:
            break
    return Rows(found, page, pages, total)


def _count(part: Part, outcome: str, problem: str) -> int:
    if problem:
        return sum(1 for _ in _rows(part, outcome, problem)) if part.problems.get(problem) else 0
    return part.outcomes.get(outcome, 0) if outcome else part.rows


def _rows(part: Part, outcome: str, problem: str) -> Iterator[kept.Row]:
    code, _, rest = problem.partition("@")
    place = int(rest.split(":")[1]) if rest else 0
    for row in kept.load_rows(part.kept, part.found_later):
        if outcome and row.outcome != outcome:
            continue
        if not problem or any((one[0], one[1]) == (place, code) for one in row.problems):
            yield row


def all_rows_for(actor: Actor, run: ImportRun) -> Iterator[Shown]:
    """Every row of a run, part by part, for the report."""
    for part in run_for(actor, run.pk).parts.all():
        for row in sorted(kept.load_rows(part.kept, part.found_later), key=lambda row: row.row):
            yield Shown(part.table, row)


def offered_for(actor: Actor, run: ImportRun, row: kept.Row) -> dict[int, Mapping[str, Any]]:
    """The facts of the records that a row may be about, in plain; of those outside the actor's areas only that they are there."""
    areas = {area.pk for area in accounts.areas_for(actor)}
    found = ledger.known_records(number for number, _score, _reasons in row.offers)
    return {number: one.plain() if one.area in areas else {} for number, one in found.items()}


def _parts_of(run: ImportRun, table: int, row: int) -> QuerySet[Part]:
    """The parts in which a row may be."""
    there = Q(first_row__lte=row, last_row__gte=row) | Q(last_row=0)
    return run.parts.filter(there, table=table)


def has_cell(run: ImportRun, table: int, place: int, row: int, parts: int) -> bool:
    """Whether a run has this cell, named by table, place of the column and row (three parts). Guards nothing by itself."""
    tables = run.seen.get("tables", [])
    if parts != 3 or table >= len(tables) or place not in tables[table]["order"]:
        return False
    return any(one.row == row for part in _parts_of(run, table, row) for one in kept.load(part.kept).rows)


def is_offered(run: ImportRun, table: int, row: int, record: int) -> bool:
    """Whether a row of a run was found to be like a record. Guards nothing by itself."""
    found = (one for part in _parts_of(run, table, row) for one in kept.load(part.kept).rows if one.row == row)
    return any(offer[0] == record for one in found for offer in one.offers)
