"""Fields that an area defines for itself: no programmer, but a purpose, a legal basis and a term."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.ledger import errors, rights
from qingzhuang.site.ledger.logic.not_kept import names_special_group
from qingzhuang.site.ledger.models import OwnField
from qingzhuang.site.ledger.queries.own import own_fields, vocabulary_of
from qingzhuang.vocabulary import label_in, meanings
from qingzhuang.vocabulary.own import TYPES, name_for, named_values

ENTITIES = ("person", "household", "dwelling", "building", "organisation", "facility")
SENSITIVITIES = ("none", "personal", "sensitive", "secret")  # secret: text only, sealed like ID numbers
MOST_MONTHS = 120


class _Place:
    """What rights ask about a field that is not there yet."""

    def __init__(self, area: Area) -> None:
        self.area = area


@transaction.atomic
def define_field(
    actor: Actor, *, area: Area, entity: str, label: str, kind: str, purpose: str, basis: str, months: int,
    values: Sequence[str] = (), sensitivity: str = "personal",
) -> OwnField:  # fmt: skip
    """A new field for an area and what lies below it. Refused without purpose, basis and term, for what the vocabulary says
    already, and for groups of people that other authorities keep."""
    rights.check_define(actor, _Place(area))
    label, values = label.strip(), [value.strip() for value in values if value.strip()]
    if entity not in ENTITIES or kind not in TYPES or sensitivity not in SENSITIVITIES or not label:
        raise errors.no_such_field_kind()
    if sensitivity == "secret" and kind != "text":
        raise errors.secret_is_text()
    _check(label, purpose, basis, months, kind, values)
    if said := meanings(vocabulary_of(area), entity, label):
        raise errors.field_is_known(label, label_in(said[0].label, "zh-Hans"), said[0].path)
    for other in own_fields().values():  # one defined below, where it would then stand twice
        if not other.retired and other.entity == entity and other.label == label and area.contains(other.area):
            raise errors.field_is_known(label, other.label, f"{entity}.{other.name}")
    found = OwnField.objects.create(
        area=area, entity=entity, name=name_for(label, list(own_fields()), sealed=sensitivity == "secret"), label=label[:40], type=kind,
        codes=named_values(values) if kind == "code" else [], purpose=purpose.strip()[:200], basis=basis.strip()[:200],
        sensitivity=sensitivity, months=months, defined_by=actor, defined_at=timezone.now(),
    )  # fmt: skip
    _noted(actor, "field.defined", found)
    return found


@transaction.atomic
def revise_field(actor: Actor, *, field: OwnField, purpose: str, basis: str, months: int, values: Sequence[str] = ()) -> OwnField:
    """A new version: reasons, term, further values. Entity, name, label and type stay: another question is another field."""
    rights.check_define(actor, field)
    if field.retired:
        raise errors.field_is_retired()
    values = [value.strip() for value in values if value.strip()]
    _check(field.label, purpose, basis, months, field.type, values)
    before = {word: name for name, word in field.codes}
    if field.type == "code" and not set(before) <= set(values):
        raise errors.values_stay()
    new = _copy(actor, field)
    new.purpose, new.basis, new.months = purpose.strip()[:200], basis.strip()[:200], months
    new.codes = named_values(values, before) if field.type == "code" else []
    new.save()
    _noted(actor, "field.revised", new)
    return new


@transaction.atomic
def retire_field(actor: Actor, *, field: OwnField) -> OwnField:
    """The field is asked and recorded no more; what is held under it stays readable."""
    rights.check_define(actor, field)
    if field.retired:
        raise errors.field_is_retired()
    new = _copy(actor, field)
    new.retired = True
    new.save()
    _noted(actor, "field.retired", new)
    return new


def _copy(actor: Actor, field: OwnField) -> OwnField:
    return OwnField(
        area=field.area, entity=field.entity, name=field.name, label=field.label, type=field.type, codes=field.codes,
        purpose=field.purpose, basis=field.basis, sensitivity=field.sensitivity, months=field.months, defined_by=actor,
        defined_at=timezone.now(),
    )  # fmt: skip


def _check(label: str, purpose: str, basis: str, months: int, kind: str, values: Sequence[str]) -> None:
    if not purpose.strip() or not basis.strip():
        raise errors.field_without_reason()
    if not 1 <= months <= MOST_MONTHS:
        raise errors.field_without_term(MOST_MONTHS)
    if kind == "code" and len(set(values)) < 2:
        raise errors.field_without_values()
    if word := names_special_group(label, purpose, *values):
        raise errors.field_not_kept(word)


def _noted(actor: Actor, deed: str, field: OwnField) -> None:
    audit.record(
        actor.person, deed=deed, area=field.area.code, subject=field.log_subject, label=field.label, area_name=field.area.name
    )
