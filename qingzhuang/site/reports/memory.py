"""What an area has been taught, from the database to the engine's memory and back."""

from __future__ import annotations

from collections.abc import Mapping

from qingzhuang.formfill.memory import Correction, KnownForm, Memory
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.reports import models


def memory_of(area: object) -> Memory:
    """What the area and those above it were taught; the nearer and later word counts."""
    line = [step.pk for step in reversed(accounts.ancestors(area))]  # type: ignore[arg-type]
    lessons = models.Lesson.objects.filter(area__in=line)
    corrections = tuple(
        Correction(lesson.fingerprint, tuple(lesson.path), lesson.nth, lesson.context, lesson.concept)
        for lesson in sorted(lessons, key=lambda lesson: (line.index(lesson.area_id), lesson.pk))
    )
    forms = {
        known.fingerprint: KnownForm(known.title, frozenset(tuple(path) for path in known.paths))
        for known in models.KnownForm.objects.filter(area__in=line)
    }
    words = {word: office.population for word, office in definitions.office_words(area).items()}  # type: ignore[arg-type]
    return Memory(_latest(corrections), forms, words)


def said_on_forms(area: object) -> Mapping[str, str]:
    """For `definitions.also_said`: the words that the area's corrections of forms give a meaning."""
    return memory_of(area).said_on_forms


def _latest(corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
    return tuple({(c.fingerprint, c.path, c.nth): c for c in corrections}.values())
