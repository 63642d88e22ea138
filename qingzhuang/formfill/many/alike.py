"""Places whose figures look alike: their forms come to the same but for what does not add up, and that is worked out for all at once.

Of a form of counts only two things of a blank decide what becomes of it: whether anything is known of it, and whether anything in it is
in doubt. What the figures are decides only whether sums hold, which is arithmetic on columns of numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from qingzhuang.formfill.answer.filling import Filling
from qingzhuang.formfill.check import NEARLY, Sheet, relations_of
from qingzhuang.formfill.form import Form, Relation
from qingzhuang.formfill.grid import Book, Place, split_name
from qingzhuang.formfill.many.recipe import Recipe
from qingzhuang.formfill.rules import required_if_in
from qingzhuang.formfill.write.prepared import Target

OF_FIGURES = ("sum", "part_above_whole", "total", "suspect")  # findings that depend on what the figures are
Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]


def looks(recipe: Recipe, unknown: Counts, records: Counts) -> npt.NDArray[np.int64] | None:
    """For each place the number of its look: places with the same number have forms that come to the same.

    `unknown` and `records` have a line for each question of the recipe and a column for each place, as `Answers` has. None where a
    figure of the form stands in no cell.
    """
    cells = sorted(
        (column, source) for column, (_, source) in zip(recipe.columns, recipe.asked, strict=True) if source is not None
    )
    asked = np.array([source for _, source in cells], np.int64)
    if len(set(asked.tolist())) != len(recipe.measures):
        return None
    blanks = np.array([column for column, _ in cells])
    first = np.flatnonzero(np.append(True, blanks[1:] != blanks[:-1]))
    known = np.logical_or.reduceat((records[asked] > 0) | (unknown[asked] == 0), first)
    doubtful = np.logical_or.reduceat(unknown[asked] > 0, first) & known
    found = np.unique(np.concatenate((known, doubtful)), axis=1, return_inverse=True)[1]
    return np.asarray(found, np.int64).reshape(-1)


@dataclass(frozen=True, slots=True)
class Laws:
    """What must hold for there to be no finding with this code: of each line the weighted figures, with a constant, are nought up to a
    slack (`equal`), or no less than that."""

    code: str
    weights: Numbers
    constant: Numbers
    slack: Numbers
    equal: Truths

    def broken(self, numbers: Numbers) -> Truths:
        """For each place whether there is the finding; `numbers` has a line for each question, a column for each place."""
        left = self.weights @ numbers + self.constant[:, None]
        off = np.where(self.equal[:, None], np.abs(left) > self.slack[:, None], left < -self.slack[:, None])
        return np.asarray(off.any(axis=0), np.bool_)


@dataclass(frozen=True, slots=True)
class _Line:
    """One law by cells of a sheet: weighted cells, how far it may be off, whether it is an equation."""

    terms: tuple[tuple[Place, float], ...]
    slack: float
    equal: bool = True


def laws_of(form: Form, book: Book, filling: Filling, recipe: Recipe) -> tuple[Laws, ...] | None:
    """What `check` and `suspects_in` look for by figures, for all places that look like the one of this filling.

    None where something else depends on what was filled in: a note that wants a cell filled where another is, figures of last time
    that still stand in the form, tables that a finding does not tell apart.
    """
    cells = {at: source for at, source in recipe.asked if source is not None}
    found: list[Laws] = []
    places = set[str]()
    for table in form.tables:
        sheet = Sheet(book, filling.edits, filling, table)
        if any(required_if_in((*table.notes, *form.notes))) or sheet.place() in places or _filled_before(sheet):
            return None
        relations = relations_of(form, table, book)
        checked = [(_code(one), list(_compared(sheet, one))) for one in relations]
        checked.append(("total", [_sum(whole, parts) for whole, parts in sheet.totals()]))
        checked.append(("suspect", list(_suspected(sheet, relations))))
        told = [(code, [line for line in lines if _is_told(sheet, line)]) for code, lines in checked]
        found += [_as_numbers(sheet, code, lines, cells, len(recipe.measures)) for code, lines in told if lines]
        if any(lines for _, lines in told):
            places.add(sheet.place())
    return tuple(found)


def _filled_before(sheet: Sheet) -> bool:
    """Whether figures of an earlier time, or rates, stand where something is filled in."""
    printed = sheet.book.grids[sheet.table.grid].cells
    for (grid, row, column), value in sheet.filling.values.items():
        before = printed.get((row, column)) if grid == sheet.table.grid else None
        if (before and isinstance(before.value, (int, float))) or (isinstance(value, str) and value.endswith("%")):
            return True
    return False


def _code(relation: Relation) -> str:
    return "sum" if relation.operator == "=" else "part_above_whole"


def _compared(sheet: Sheet, relation: Relation) -> Iterator[_Line]:
    """As `check` compares: all sides of a relation, row by row."""
    for whole, *parts in sheet.lines(relation):
        if relation.operator == "=":
            signs = [1.0 if name.startswith("-") else -1.0 for name in relation.parts]
            yield _Line(((whole, 1.0), *zip(parts, signs, strict=True)), NEARLY * (len(parts) + 1))
        elif _is_told(sheet, _Line(tuple((part, 1.0) for part in parts), 0)):
            yield from (_Line(((whole, 1.0), (part, -1.0)), NEARLY, False) for part in parts)


def _sum(whole: Place, parts: Sequence[Place]) -> _Line:
    return _Line(((whole, 1.0), *((part, -1.0) for part in parts)), NEARLY * (len(parts) + 1))


def _suspected(sheet: Sheet, relations: Iterable[Relation]) -> Iterator[_Line]:
    for law in chain(chain.from_iterable(map(sheet.laws, relations)), sheet.total_laws()):
        yield _Line(tuple((split_name(name), float(weight)) for name, weight in law.terms), law.slack, law.equal)


def _is_told(sheet: Sheet, line: _Line) -> bool:
    """Only what has numbers on all sides is compared."""
    return all(sheet.number(*place) is not None for place, _ in line.terms)


def _as_numbers(sheet: Sheet, code: str, lines: Sequence[_Line], cells: Mapping[Target, int], questions: int) -> Laws:
    weights, constant = np.zeros((len(lines), questions)), np.zeros(len(lines))
    for at, line in enumerate(lines):
        for place, weight in line.terms:
            cell = (sheet.table.grid, *place)
            if cell in cells and sheet.filling.values.get(cell) is not None:
                weights[at, cells[cell]] += weight
            else:
                constant[at] += weight * (sheet.number(*place) or 0)
    slack, equal = np.array([line.slack for line in lines]), np.array([line.equal for line in lines], np.bool_)
    return Laws(code, weights, constant, slack, equal)
