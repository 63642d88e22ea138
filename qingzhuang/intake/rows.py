"""The rows under the headings, sorted: records, and what is none (totals, guide rows, headings again, sections, notes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from qingzhuang.formfill.form import Table
from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.layout import words
from qingzhuang.intake.columns import Column
from qingzhuang.intake.sources import Raw, Sheet
from qingzhuang.intake.sources.sheet import Row
from qingzhuang.vocabulary import fold

BATCH = 5000
NEAR = 6  # rows under the heading in which guides, hints and examples stand
Why = Literal["total", "guide", "hint", "example", "heading again", "title again", "section", "note", "another table"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record: why, and its text."""

    row: int
    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some thousand records: `rows` are their numbers on the sheet, `values[i]` the values of the i-th column for each of them.

    `sections` holds, for each record, the section title that it stands under (第一网格), `joined` whether the row goes on with the
    merged cells of the row above it.
    """

    rows: list[int]
    values: list[list[Raw]]
    sections: list[str]
    joined: list[bool]
    skipped: list[Skipped] = field(default_factory=list)


class RowSorter:
    """Sorts the rows of one table; keeps the section that it is in, and the merged cells that hang down."""

    def __init__(self, table: Table, below: int, columns: Sequence[Column], merges: Sequence[Span]) -> None:
        self.below, self.columns = below, columns
        self.places = [column.place - 1 for column in columns]
        self.over = {column.place - 1: frozenset(fold(text) for text in column.path) for column in columns}
        self.known = frozenset(text for over in self.over.values() for text in over if text)
        self.title = fold(table.title)
        names = [c.place - 1 for c in columns if c.concept.endswith((".name", ".id_number"))]
        self.naming = names or [c.place - 1 for c in columns if c.field is not None]
        self.merges = sorted((s for s in merges if s.bottom >= below and s.left - 1 in self.places), key=lambda s: s.top)
        self.section = ""
        self.ended = False

    def batches(self, rows: Iterator[Row], size: int = BATCH) -> Iterator[Batch]:
        """All rows in batches, in order."""
        batch, kept = Batch([], [], [], []), list[tuple[Raw, ...]]()
        hanging = _Hanging(self.merges)
        width, places = max(self.places) + 1, self.places
        getter = itemgetter(*places)
        picked = getter if len(places) > 1 else lambda values: (getter(values),)
        for number, values in rows:
            if number < self.below:
                hanging.pass_over(number, values)
                continue
            texts: list[tuple[int, Raw]] = [(at, value) for at, value in enumerate(values) if value is not None]
            if not texts:
                continue
            why = None if self.ended else self._why(number, texts)
            if self.ended or why is not None:
                batch.skipped.append(Skipped(number, why or "another table", _shown(value for _, value in texts)))
                continue
            joined = hanging.fill(number, values)
            if len(values) < width:
                values.extend([None] * (width - len(values)))
            kept.append(picked(values))
            batch.rows.append(number)
            batch.sections.append(self.section)
            batch.joined.append(joined)
            if len(kept) >= size:
                yield self._full(batch, kept)
                batch, kept = Batch([], [], [], []), []
        if kept or batch.skipped:
            yield self._full(batch, kept)

    def _full(self, batch: Batch, kept: list[tuple[Raw, ...]]) -> Batch:
        """The batch with its values by column."""
        batch.values.extend(map(list, zip(*kept, strict=True)) if kept else ([] for _ in self.columns))
        return batch

    def _why(self, number: int, texts: list[tuple[int, Raw]]) -> Why | None:
        """Why a row is no record. Hot: of a usual row only five texts are looked at."""
        count = len(texts)
        near = number < self.below + NEAR
        ahead = [fold(value) if isinstance(value, str) else "" for _, value in texts[:3]]
        if any(("计" in text or "总" in text) and words.is_total(text) for text in ahead) and not self._named(texts):
            return "total"
        middle, last = texts[count // 2][1], texts[-1][1]
        if ahead[0] in self.known or last in self.known or middle in self.known:
            again = self._again(texts)
            if again:
                return again
        if not near and count > 3:
            return None
        plain = [fold(str(value)) for _, value in texts]
        if near and (found := self._guide(plain)):
            return found
        return self._loose(plain, texts) if count <= 3 else None

    def _again(self, texts: list[tuple[int, Raw]]) -> Why | None:
        """The heading printed once more on the next page, or the heading of another table."""
        plain = [fold(str(value)) for _, value in texts]
        hits = sum(text in self.known for text in plain)
        if hits < max(2, 0.6 * len(plain)):
            return None
        in_place = sum(1 for (at, _), text in zip(texts, plain, strict=True) if text in self.over.get(at, ()))
        if in_place >= 0.5 * hits:
            return "heading again"
        self.ended = True
        return "another table"

    def _guide(self, plain: list[str]) -> Why | None:
        if len(plain) > 1 and all(words.is_guide(text) for text in plain) and len(set(plain)) > 1:
            return "guide"
        hints = sum(bool(words.HINT.search(text)) for text in plain)
        if hints >= max(2, 0.3 * len(plain)):
            return "hint"
        if any(re.fullmatch(r"示例|样例|例|例[:：].*|填写?示例|XXX?|×××?|张某某?|某某", text) for text in plain):
            return "example"
        return None

    def _loose(self, plain: list[str], texts: list[tuple[int, Raw]]) -> Why | None:
        """One to three texts: a section title, a note, a signature line, or a record of which little is known."""
        first = plain[0]
        if words.is_note(first) or any(words.COLON.search(t) or words.SIGNATURE.search(t) for t in plain if not t.isdigit()):
            return "note"
        if self.title and first == self.title:
            return "title again"
        if self._named(texts):
            return None
        if len(self.columns) <= 3 and len(texts) > 1:
            return None
        if len(texts) == 1 and isinstance(texts[0][1], str) and texts[0][0] <= min(self.places):
            self.section = str(texts[0][1]).strip()
            return "section"
        return None if any(at in self.places for at, _ in texts) else "note"

    def _named(self, texts: list[tuple[int, Raw]]) -> bool:
        """Whether there is a text in a column that names the record, and it is no word of totals and no figure of a total row."""
        return any(at in self.naming and isinstance(v, str) and not _is_figure(fold(v)) for at, v in texts)


class _Hanging:
    """Merged cells over several rows: the value of the top row holds for all of them."""

    def __init__(self, merges: Sequence[Span]) -> None:
        self.merges, self.next = merges, 0
        self.open: list[tuple[Span, Raw]] = []

    def pass_over(self, number: int, values: list[Raw]) -> None:
        """A row above the data: a merge may begin there."""
        self.fill(number, values)

    def fill(self, number: int, values: list[Raw]) -> bool:
        """Put in what hangs down from above; whether anything did."""
        if self.open:
            self.open = [(span, value) for span, value in self.open if span.bottom >= number]
        while self.next < len(self.merges) and self.merges[self.next].top <= number:
            span = self.merges[self.next]
            self.next += 1
            if span.bottom < number or span.top != number:
                continue
            value = values[span.left - 1] if span.left <= len(values) else None
            if value is not None:
                self.open.append((span, value))
        joined = False
        for span, value in self.open:
            if number > span.top:
                values.extend([None] * (span.left - len(values)))
                if values[span.left - 1] is None:
                    values[span.left - 1] = value
                    joined = True
        return joined


def sample_columns(sheet: Sheet, below: int, places: Iterable[int], most: int = 200) -> dict[int, list[Raw]]:
    """Some values of each place under the headings, for a look at them."""
    samples: dict[int, list[Raw]] = {place: [] for place in places}
    for seen, (number, values) in enumerate(sheet.rows()):
        if number >= below:
            for place, found in samples.items():
                if place <= len(values):
                    found.append(values[place - 1])
        if seen > most + below:
            break
    return samples


def _is_figure(text: str) -> bool:
    return words.is_total(text) or bool(re.fullmatch(r"[\d,.]{1,12}[人户]?", text))


def _shown(values: Iterable[Raw]) -> str:
    return " ".join(str(value) for value in values)[:200]
