"""What a form asks does not hang on how it was drawn: the same meanings after each of the ways of `drawn_anew`."""

from __future__ import annotations

from collections import Counter

import pytest

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.form import Form, Role
from qingzhuang.formfill.grid import Book, Grid
from qingzhuang.vocabulary import fold
from tests.forms.build import all_forms, build
from tests.forms.drawn_anew import WAYS, drawings

STEP = 12  # every twelfth form; all of them take minutes
KNOWN = {
    "framed_too_far": 0.08
}  # most of a sample that may be read otherwise; of all it is 0.02: cards with a photograph at the edge, two blocks on a sheet
Meanings = Counter[tuple[str, str, str]]


def meanings(form: Form) -> Meanings:
    """Last label and concept of every blank inside the tables; lines above and below may be more or fewer."""
    blanks = (blank for table in form.tables for blank in table.blanks() if blank.role not in (Role.META, Role.FOOT))
    return Counter((b.role.value, fold("".join(b.path[-1:])), _named(b.concept or "")) for b in blanks)


def _named(concept: str) -> str:
    """A concept without the form's own words in it: `outside the ledger (指 标)`."""
    return concept.split(" (")[0].split(": ")[0] if concept.startswith(("outside", "dimension")) else concept


def sheets() -> list[tuple[str, str, Grid]]:
    found = []
    for form in all_forms()[::STEP]:
        name, data, _ = build(form)
        book = read(data, name)
        if len(book.grids) == 1 and not book.grids[0].is_word:
            found.append((name, book.format, book.grids[0]))
    return found


@pytest.mark.thorough
def test_reads_forms_the_same_however_they_are_drawn() -> None:
    changed: dict[str, list[str]] = {way.__name__: [] for way in WAYS}
    forms = sheets()
    for name, kind, grid in forms:
        before = meanings(understand(Book(kind, (grid,))))
        for way, drawn in drawings(grid):
            if meanings(understand(Book(kind, (drawn,)))) != before:
                changed[way].append(name)
    assert {way: names for way, names in changed.items() if len(names) > KNOWN.get(way, 0) * len(forms)} == {}
