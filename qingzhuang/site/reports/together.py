"""Forms worked out for many places at once: each read once, its figures counted for all places in one pass over the facts.

What comes of it is what `prepared` makes of each; nothing is saved.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.utils import timezone

from qingzhuang.formfill.as_json import from_json
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.many.alike import Laws, Numbers, laws_of, looks
from qingzhuang.formfill.many.recipe import Recipe, recipe
from qingzhuang.formfill.many.together import Counted, count_together, figures_asked, level_of
from qingzhuang.formfill.many.together import Together as Figures
from qingzhuang.formfill.memory import Memory, apply_memory
from qingzhuang.formfill.versions import with_versions
from qingzhuang.formfill.write.prepared import Target
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.ledger.queries import own_names, vocabulary_of
from qingzhuang.site.reports.memory import memory_of
from qingzhuang.site.reports.models import KnownForm, Lesson
from qingzhuang.site.reports.picture import Picture
from qingzhuang.site.reports.prepared import Prepared, unsaved
from qingzhuang.site.reports.subjects import subject_entity
from qingzhuang.site.reports.work import book_of, scope_of, usable, worked
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Dataset, Scope
from qingzhuang.tally.question import Count, Measure
from qingzhuang.tally.scope import division_prefix
from qingzhuang.vocabulary import Definition, Vocabulary

PERSON = Count("person")
Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Words:
    """By what a place reads a form: what it was taught, and which versions of definitions it chose."""

    memory: Memory
    chosen: Mapping[str, Definition]


@dataclass(frozen=True)
class Read:
    """A form as it is read, and the figures that it asks; None where each place has rows of its own. Of a form of counts its recipe."""

    form: Form
    figures: tuple[Measure, ...] | None
    recipe: Recipe | None = None


@dataclass(frozen=True)
class Alike:
    """Places whose forms come to the same but for what does not add up: the form worked out for one of them, what must hold for there
    to be no finding, the figures, a line for each question and a column for each place, and by cell the line of its figure."""

    places: Sequence[Any]
    one: Prepared
    laws: tuple[Laws, ...]
    numbers: Numbers
    cells: Mapping[Target, int]


@dataclass(frozen=True)
class Together:
    """Some forms for some places below `top`, all of the same day and time; `forms` as `unsaved` takes them, by any key."""

    top: Any
    places: Sequence[Any]
    forms: Mapping[Hashable, dict[str, Any]]
    as_of: date
    period: Days

    def prepared(self, key: Hashable, place: Any) -> Prepared | None:
        """A form worked out for a place; None where the place has to be looked at by itself: for lists, for a day of which nobody is
        known, and where the place has fields of its own."""
        words = self._words.get(place.pk)
        read = self._read[key, id(words)] if words is not None else None
        if read is None or read.figures is None:
            return None
        picture = self._picture(place)
        if picture is None:
            return None
        review = unsaved(area=place, form=self.forms[key], as_of=self.as_of, period=self.period)
        facts = Counted(self._then, scope_of(review, subject_entity(read.form), ""), self._figures)
        return Prepared(review, worked(review, read.form, facts, picture), self._then, facts)

    def alike(self, key: Hashable) -> Iterator[Alike]:
        """The places of which a form can be told without working it out for each; others are in none."""
        by: dict[int, list[Any]] = {}
        for place in self.places:
            if place.pk in self._words and self._picture(place) is not None:
                by.setdefault(id(self._read[key, id(self._words[place.pk])]), []).append(place)
        for places in by.values():
            read = self._read[key, id(self._words[places[0].pk])]
            if read.recipe is not None and self._figures.numbers is not None:
                yield from self._alike(key, read.recipe, places)

    def _alike(self, key: Hashable, one: Recipe, places: Sequence[Any]) -> Iterator[Alike]:
        figures, numbers = self._figures, self._figures.numbers
        assert numbers is not None
        lines = np.array([figures.questions[measure] for measure in one.measures])
        columns = np.array([figures.places[division_prefix(place.code)] for place in places])
        values, unknown, records = (table[np.ix_(lines, columns)] for table in (numbers.values, numbers.unknown, numbers.records))
        look = looks(one, unknown, records)
        if look is None:
            return
        by: dict[tuple[Any, ...], list[int]] = {}
        for at, place in enumerate(places):
            by.setdefault((look[at], *self._written(place, one)), []).append(at)
        for some in by.values():
            told = self.prepared(key, places[some[0]])
            if told is None or told.asks_of_records:
                continue
            laws = laws_of(told.work.form, told.work.book, told.work.filling, one)
            if laws is not None:
                written = told.work.filling.values
                cells = {at: line for at, line in one.asked if line is not None and written.get(at) is not None}
                yield Alike([places[at] for at in some], told, laws, values[:, some], cells)

    def _written(self, place: Any, one: Recipe) -> tuple[bool, ...]:
        """Which facts of the place itself that a form asks for are written anywhere."""
        area = self._figures.area(division_prefix(place.code))
        return bool(area.name), *(bool(self._figures.whole.place_value(area, name)) for name in one.fields)

    # ------------------------------------------------------------ how each place reads them
    @cached_property
    def _words(self) -> dict[int, Words]:
        """Of each place of which the ledger knows anything and that has the vocabulary of all."""
        common = Words(memory_of(self.top), definitions.chosen_in(self.top))
        below = self.top.code_prefix
        speak = set(definitions.areas_choosing(self.top))
        for model in (Lesson, KnownForm):
            speak |= set(
                model.objects.filter(area__code__startswith=below).exclude(area=self.top).values_list("area__code", flat=True)
            )
        kept, prefixes = warehouse.kept_below(self.top), tuple(map(division_prefix, speak))
        own, found = own_names(), {}
        for place in self.places:
            if place.code in kept and (not own or vocabulary_of(place) is self._vocabulary):
                speaks = place.code.startswith(prefixes)
                found[place.pk] = Words(memory_of(place), definitions.chosen_in(place)) if speaks else common
        return found

    # ------------------------------------------------------------ what they ask
    @cached_property
    def _read(self) -> dict[tuple[Hashable, int], Read]:
        """Each form by the words of each place, those that come to the same form only once."""
        found: dict[tuple[Hashable, int], Read] = {}
        level = level_of(self.places[0].code) if self.places else ""
        for key, told in self.forms.items():
            blank = unsaved(area=self.top, form=told, as_of=self.as_of, period=self.period)
            understood, book, reads = from_json(told["understanding"]), book_of(blank), list[Read]()
            for words in {id(words): words for words in self._words.values()}.values():
                form = replace(apply_memory(understood, words.memory), fingerprint=told["fingerprint"])
                form = with_versions(form, usable(words.chosen, blank), self._vocabulary)
                read = next((one for one in reads if one.form == form), None)
                if read is None:
                    read = self._asked(form, book, level)
                    reads.append(read)
                found[key, id(words)] = read
        return found

    def _asked(self, form: Form, book: Book, level: str) -> Read:
        """What a form asks of any place."""
        one = recipe("", b"", book, form, self.as_of, period=self._time, level=level, vocabulary=self._vocabulary)
        figures = one.measures if one else figures_asked(form, book, self.as_of, self._time, level, self._vocabulary)
        return Read(form, figures, one)

    @cached_property
    def _figures(self) -> Figures:
        measures = [one for read in self._read.values() for one in read.figures or ()]
        return self._counted(measures, self._then, self.as_of)

    def _counted(self, measures: Iterable[Measure], dataset: Dataset, day: date) -> Figures:
        codes = [place.code for place in self.places if place.pk in self._words]
        return count_together(measures, dataset, Scope(self.top.code, day, self._time), codes)

    @cached_property
    def _time(self) -> tuple[date, date] | None:
        first, last = self.period
        return (first, last) if first and last else None

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.top)

    # ------------------------------------------------------------ from which facts
    @cached_property
    def _today(self) -> Dataset:
        return warehouse.dataset_of_area(self.top)

    @cached_property
    def _then(self) -> Dataset:
        return self._today if self.as_of == timezone.localdate() else warehouse.dataset_of_area(self.top, day=self.as_of)

    @cached_property
    def _people(self) -> Figures:
        """How many people there were in each place."""
        return self._counted([PERSON], self._then, self.as_of)

    @cached_property
    def _people_today(self) -> Figures:
        return self._counted([PERSON], self._today, timezone.localdate())

    def _picture(self, place: Any) -> Picture | None:
        """None where nobody was known on the day and somebody is today."""
        then = _number(self._people, place.code)
        if not then and _number(self._people_today, place.code):
            return None
        return Picture(self._then, self.as_of, then, then)


def _number(figures: Figures, code: str) -> int:
    at = figures.places.get(code)
    found = figures.numbers.at(0, at).value if figures.numbers is not None and at is not None else 0
    return found if isinstance(found, int) else 0
