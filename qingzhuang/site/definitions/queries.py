"""Reads of definitions: the list as an area sees it, which version it has chosen, and what words mean in its office."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.definitions import errors, logic, rights
from qingzhuang.site.definitions.logic import Chosen, Counted, Named, Office, Table, Word
from qingzhuang.site.definitions.models import Choice, Meaning
from qingzhuang.tally import Dataset, Scope
from qingzhuang.tally.question import Count, Question
from qingzhuang.vocabulary import Definition, UnknownName, load


class At:
    """An area as the predicates want it."""

    def __init__(self, area: Area) -> None:
        self.area = area


def area_for(actor: Actor, code: str) -> Area:
    """An area whose definitions the actor may see; 404 for any other."""
    area = accounts.area_for(actor, code) if code else actor.area
    rights.check(actor, "see", At(area))
    return area


def areas_for(actor: Actor) -> list[Area]:
    """The areas that the actor may choose from."""
    return accounts.areas_for(actor)


def words_for(actor: Actor, area: Area, find: str, language: str) -> list[Word]:
    """All definitions by word, with the choice of the area or of the nearest one above it."""
    rights.check(actor, "see", At(area))
    return logic.words(_chosen(area), find, language)


def tables_for(actor: Actor, area: Area, find: str, language: str) -> list[Table]:
    """Allowances by age and age bands."""
    rights.check(actor, "see", At(area))
    return logic.tables(find, language)


def chosen_for(actor: Actor, area: Area, name: str) -> Chosen | None:
    """What holds of a definition in an area by choice; None where nobody chose and the vocabulary's default holds."""
    rights.check(actor, "see", At(area))
    return _chosen(area).get(name)


def versions_for(
    actor: Actor, area: Area, question: Count, used: Definition, scope: Scope, language: str, facts: Dataset
) -> tuple[Counted, ...]:
    """What a question comes to by every version of a definition that it uses: numbers, no people. `facts` are those of the area."""
    rights.check(actor, "see", At(area))
    return logic.counted(question, used, _chosen(area).get(used.name), facts, scope, language)


def named_in(question: Question, heading: str, area: Area, language: str) -> tuple[Named, ...]:
    """The definitions that a question was put together from, in the versions that hold in an area that the reader may read."""
    return logic.named(question, heading, chosen_in(area), language)


def as_named(question: Question, heading: str, language: str) -> tuple[Named, ...]:
    """The same of a question that was asked already: in the versions that it was asked in, whatever holds now."""
    return logic.named(question, heading, {}, language)


def definition_named(key: str) -> Definition:
    """A definition by `name@version`; refuses what is none."""
    name, _, version = key.partition("@")
    try:
        return load().definition(name, version)
    except UnknownName as error:
        raise errors.unknown(key) from error


def chosen_in(area: Area) -> dict[str, Definition]:
    """The versions that hold in an area by its own choice or that of one above, by name; for whoever may read the area's forms."""
    found = {}
    for name, choice in _chosen(area).items():
        try:
            found[name] = load().definition(name, choice.version)
        except UnknownName:  # a version that the vocabulary has no more
            continue
    return found


def areas_choosing(area: Area) -> list[str]:
    """The codes of areas below one that chose a version, or a meaning of a word, themselves."""
    found: set[str] = set()
    for model in (Choice, Meaning):
        below = model.objects.filter(area__code__startswith=area.code_prefix).exclude(area=area)
        found |= set(below.values_list("area__code", flat=True))
    return sorted(found)


def office_words(area: Area) -> dict[str, Office]:
    """What words mean in the questions of an office, by its own choice or that of one above; for whoever asks there."""
    line = accounts.ancestors(area)
    rows = sorted(Meaning.objects.filter(area__in=line), key=lambda row: line.index(row.area))
    found: dict[str, Office] = {}
    for row in rows:
        found.setdefault(row.word, Office(row.population, row.area.name, row.chosen_at.date(), row.area_id == area.pk))
    return found


_also: list[Callable[[Area], Mapping[str, str]]] = []


def also_said(source: Callable[[Area], Mapping[str, str]]) -> None:
    """Said once when the site starts: words that an office got to know elsewhere, with the records that they name."""
    _also.append(source)


def words_said(area: Area) -> dict[str, str]:
    """Words with the records that an office said they name, on forms and not in a question."""
    return {word: population for source in _also for word, population in source(area).items()}


def may_teach(actor: Actor) -> bool:
    """Whether the actor chooses for the own office what a word means."""
    return rights.may(actor, "teach", At(actor.area))


def may_choose(actor: Actor, area: Area) -> bool:
    return rights.may(actor, "choose", At(area))


def may_see_people(actor: Actor, area: Area) -> bool:
    return rights.may(actor, "people", At(area))


def choices_of(name: str) -> dict[str, str]:
    """Which version of a definition is chosen where, by the digits that an area shares with all below it; for the daily run."""
    rows = Choice.objects.filter(name=name).select_related("area")
    return {row.area.code_prefix: row.version for row in rows}


def _chosen(area: Area) -> dict[str, Chosen]:
    """The nearest choice of each definition, upward from the area."""
    line = accounts.ancestors(area)
    found: dict[str, Chosen] = {}
    rows: dict[int, list[Choice]] = {}
    for row in Choice.objects.filter(area__in=line):
        rows.setdefault(row.area_id, []).append(row)
    for step in line:
        for row in rows.get(step.pk, ()):
            found.setdefault(row.name, Chosen(row.version, step.name, row.reason, own=step.pk == area.pk))
    return found
