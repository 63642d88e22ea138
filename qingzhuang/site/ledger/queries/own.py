"""Fields that areas defined for themselves: by name, by area, and laid over the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from qingzhuang.site.accounts.queries import Actor, Area, Level, ancestors, areas_for
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.ledger.logic.freshness import term_of
from qingzhuang.site.ledger.logic.own import is_own
from qingzhuang.site.ledger.models import OwnField
from qingzhuang.vocabulary import Field, UnknownName, Vocabulary, load, with_own
from qingzhuang.vocabulary import OwnField as Defined

Mark = tuple[Any, ...]
_newest: Recent[Mapping[str, OwnField]] = Recent(2)
_vocabularies: Recent[Vocabulary] = Recent(8)


def own_fields() -> Mapping[str, OwnField]:
    """The newest version of every own field by name, retired ones too. The rows are read again only when one was added."""
    return _newest.get(
        own_fields_mark(), lambda: {row.name: row for row in OwnField.objects.select_related("area").order_by("pk")}
    )


def own_fields_mark() -> Mark:
    """What changes whenever a version is added: rows are never changed."""
    return OwnField.objects.order_by("-pk").values_list("pk", "name", "defined_at").first() or ()


def own_field(entity: str, name: str) -> Field | None:
    """The field of this name, whether it is still asked or not."""
    row = own_fields().get(name)
    return defined(row).field() if row is not None and row.entity == entity else None


def field_named(concept: str) -> Field:
    """The field of a path, of the vocabulary or of somebody's own; raises UnknownName."""
    entity, _, name = concept.partition(".")
    if not is_own(name):
        return load().field(concept)
    found = own_field(entity, name)
    if found is None:
        raise UnknownName(concept)
    return found


def defined(row: OwnField) -> Defined:
    """A row as the vocabulary takes it."""
    codes = tuple((name, word) for name, word in row.codes)
    sensitivity = (
        "sensitive" if row.sensitivity == "secret" else row.sensitivity
    )  # sealing is the ledger's affair, the name says it
    return Defined(row.entity, row.name, row.label, row.type, codes, sensitivity)  # type: ignore[arg-type]


def own_fields_in(area: Area) -> list[OwnField]:
    """The own fields that hold in an area: its own and those of the areas above it, without the retired."""
    return [row for row in own_fields().values() if not row.retired and row.area.contains(area)]


def holds_in(name: str, area: Area) -> bool:
    """Whether an own field may be recorded in an area."""
    row = own_fields().get(name)
    return row is not None and not row.retired and row.area.contains(area)


def own_names() -> dict[str, dict[str, Field]]:
    """Every own field by entity and name, retired ones too, for whoever makes columns."""
    found: dict[str, dict[str, Field]] = {}
    for name, row in own_fields().items():
        found.setdefault(row.entity, {})[name] = defined(row).field()
    return found


def vocabulary_of(area: Area) -> Vocabulary:
    """The vocabulary with the own fields that hold in an area. The same object as long as none is added or retired."""
    rows = own_fields_in(area)
    if not rows:
        return load()
    key = (own_fields_mark(), *sorted(row.pk for row in rows))
    return _vocabularies.get(key, lambda: with_own(load(), map(defined, rows)))


def whole_vocabulary() -> Vocabulary:
    """The vocabulary with every own field there ever was: to say in words what was asked, wherever it was."""
    rows = own_fields()
    if not rows:
        return load()
    return _vocabularies.get(("all", own_fields_mark()), lambda: with_own(load(), map(defined, rows.values())))


def term_of_fact(name: str) -> int | None:
    """Months that a fact may stand unconfirmed: an own field says its own, others stand in content/quality/freshness.yaml."""
    if not is_own(name):
        return term_of(name)
    row = own_fields().get(name)
    return None if row is None or row.retired else row.months


def own_fields_for(actor: Actor) -> list[OwnField]:
    """The own fields that concern the actor's area: of it, above it and below it, the retired last."""
    if not (actor.may("see_facts") or actor.may("define_fields")):
        raise Http404
    line = {step.pk for step in ancestors(actor.area)}
    found = [row for row in own_fields().values() if row.area_id in line or actor.area.contains(row.area)]
    return sorted(found, key=lambda row: (row.retired, row.entity, row.name))


def places_to_define_for(actor: Actor) -> list[Area]:
    """The areas for which the actor may define fields; 404 for whoever defines none."""
    if not actor.may("define_fields"):
        raise Http404
    return [area for area in areas_for(actor) if area.level != Level.GRID.value]


def may_define(actor: Actor, area: Area) -> bool:
    return actor.may("define_fields") and actor.area.contains(area)


def own_field_for(actor: Actor, name: str) -> OwnField:
    """One of them, or 404."""
    found = next((row for row in own_fields_for(actor) if row.name == name), None)
    if found is None:
        raise Http404
    return found


def versions_for(actor: Actor, name: str) -> list[OwnField]:
    """All versions of an own field, the newest first."""
    own_field_for(actor, name)
    return list(OwnField.objects.filter(name=name).select_related("area", "defined_by__person").order_by("-pk"))
