"""The values of a batch laid onto records, row by row; what was found wrong with them, and what a person said about that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qingzhuang.intake import CleanBatch
from qingzhuang.intake.problems import Cleaned, Severity
from qingzhuang.site.imports.logic.shape import Cell, Shape, Subject

TAKE, DROP, OUT = "take", "drop", "out"  # what a person can say of a kind of problem
Found = tuple[int, str, list[tuple[str, Any]], bool]  # place, code, words to fill in, whether something is proposed


@dataclass(slots=True)
class Laid:
    """Facts by subject and row, what was found in each row, and the rows that a person leaves out."""

    facts: dict[Subject, list[dict[str, Any]]]
    found: list[list[Found]]
    out: set[int] = field(default_factory=set)
    unsure: set[tuple[int, int]] = field(default_factory=set)  # (row, place) whose value was not taken


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said of problems: by code and place, or for one row."""

    said: Mapping[tuple[str, int, int], str] = field(default_factory=dict)  # (code, place, row; 0 for all rows) → word

    def of(self, code: str, place: int, row: int) -> str:
        if not self.said:
            return ""
        return self.said.get((code, place, row)) or self.said.get((code, place, 0), "")


@dataclass(frozen=True, slots=True)
class Base:
    """The values of a batch laid onto records before anybody said anything; `weighed` are cells with problems, as (row, cell, value)."""

    facts: Mapping[Subject, list[dict[str, Any]]]
    found: list[list[Found]]
    weighed: list[tuple[int, Cell, Cleaned[Any]]]


def lay_base(shape: Shape, batch: CleanBatch) -> Base:
    """Whose fact is what."""
    count = len(batch.rows)
    base = Base({subject: [{} for _ in range(count)] for subject in ((), *shape.subjects)}, [[] for _ in range(count)], [])
    for cell in shape.cells:
        target, store, name = base.facts[cell.subject], cell.store, cell.name
        for row, cleaned in enumerate(batch.values[cell.at]):
            value = cleaned.value
            if value is not None:
                stored = store(value)
                if stored is not None:
                    target[row][name] = stored
                elif not cleaned.problems:  # else it was said already
                    base.found[row].append((cell.place, "part_of_a_day", [], False))
            if cleaned.problems:
                base.weighed.append((row, cell, cleaned))
    return base


def lay_out(base: Base, batch: CleanBatch, settled: Settled) -> Laid:
    """The base with what people said: values that need a person are taken only where one said so. The base stays as it is."""
    facts = {subject: [dict(one) for one in column] for subject, column in base.facts.items()}
    laid = Laid(facts, [list(one) for one in base.found])
    for row, cell, cleaned in base.weighed:
        _weigh(laid, cell, row, batch.rows[row], cleaned, settled)
    return laid


def _weigh(laid: Laid, cell: Cell, row: int, number: int, cleaned: Cleaned[Any], settled: Settled) -> None:
    for problem in cleaned.problems:
        said = settled.of(problem.code, cell.place, number)
        proposed = problem.mend is not None
        laid.found[row].append((cell.place, problem.code, list(problem.about), proposed))
        if said == OUT:
            laid.out.add(row)
        elif said == TAKE and proposed:
            laid.facts[cell.subject][row][cell.name] = cell.store(problem.mend)
            continue
        if said != DROP and problem.severity in (Severity.ASK, Severity.REFUSE):
            laid.unsure.add((row, cell.place))
