"""From the plain document that `load` reads to frozen data with its indexes; faults are named with their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from qingzhuang.vocabulary import build_definitions
from qingzhuang.vocabulary.errors import UnknownName, VocabularyError
from qingzhuang.vocabulary.fold import fold
from qingzhuang.vocabulary.model import CodeList, CodeValue, Entity, Field, Label, Role, Vocabulary

# the most usual subject of a heading first: 联系电话 is a person's before it is a household's
ORDER = (
    "person", "household", "dwelling", "building", "estate", "organisation", "area", "grid", "birth", "death", "facility", "report",
    "row",
)  # fmt: skip
FIELD_KEYS = frozenset((
    "type", "label", "codes", "labels", "under", "holds", "sensitivity", "standard", "unit", "absent", "derived", "extra", "note",
))  # fmt: skip
# what a field that steps over a relation says for itself; all else comes from the field that it ends in
OWN = ("path", "entity", "name", "label", "labels", "under", "holds", "via", "extra", "note")
T = TypeVar("T")
TYPES = frozenset(("text", "integer", "number", "boolean", "date", "code", "codes"))


def build(document: Mapping[str, Any]) -> Vocabulary:
    """Make a Vocabulary; raises VocabularyError where names do not fit together."""
    codes = {name: _code_list(name, body) for name, body in document["codes"].items()}
    names = [*(n for n in ORDER if n in document["entities"]), *(n for n in document["entities"] if n not in ORDER)]
    entities: dict[str, Entity] = {}
    for name in names:
        entities[name] = _entity(name, document["entities"][name], codes)
    bandings = build_definitions.bandings(document.get("bands", ()))
    definitions = build_definitions.definitions(document["definitions"], bandings)
    vocabulary = Vocabulary(entities, codes, definitions, {}, {}, {}, {}, {})
    entities.update({name: _fill_step_overs(entity, vocabulary) for name, entity in entities.items()})
    fields = [field for entity in entities.values() for field in entity.fields.values()]
    fields.sort(key=lambda field: field.extra)
    return Vocabulary(
        entities,
        codes,
        definitions,
        by_label=_index((label, field) for field in fields for label in field.labels),
        by_word=_index(_words(field for field in fields if not field.via)),
        by_role=_index((label, role) for e in entities.values() for role in e.roles.values() for label in role.labels),
        by_group=_index(_groups(entities.values())),
        by_definition=_index((word, d) for d in sorted(definitions, key=lambda d: not d.default) for word in d.words),
        bandings=bandings,
        rates=build_definitions.rates(document.get("rates", ())),
    )


def _index(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    index: dict[str, list[T]] = {}
    for word, thing in pairs:
        index.setdefault(word, []).append(thing)
    return {word: tuple(things) for word, things in index.items()}


def _words(fields: Iterable[Field]) -> Iterable[tuple[str, tuple[str, str | bool]]]:
    """Words of yes/no fields come before words of codes: 脱贫户 is first a yes, then one of the categories."""
    listed = list(fields)
    for field in listed:
        yield from ((word, (field.path, True)) for word in field.holds)
    for field in listed:
        for value in field.codes.values if field.codes else ():
            if not value.coarse:
                yield from ((word, (field.path, value.name)) for word in value.words)


def _groups(entities: Iterable[Entity]) -> Iterable[tuple[str, str]]:
    """Words → the path that the fields of a group start with; a field that has parts is a group under its own labels."""
    for entity in entities:
        for prefix, words in entity.groups.items():
            yield from ((word, f"{entity.name}.{prefix}") for word in words)
        whole = {name[:place] for name in entity.fields for place, sign in enumerate(name) if sign == "."}
        for field in entity.fields.values():
            if field.name in whole:
                yield from ((word, field.path) for word in field.labels)


def _label(value: Any, where: str) -> Label:
    """`[姓名, name]`, or languages with their texts."""
    if isinstance(value, list) and len(value) == 2:
        return {"zh-Hans": str(value[0]), "en": str(value[1])}
    if isinstance(value, dict) and "zh-Hans" in value and "en" in value:
        return {str(language): str(text) for language, text in value.items()}
    raise VocabularyError(f"{where}: label must be [Chinese, English], found {value!r}")


def _with_label(label: Label, words: Iterable[str]) -> tuple[str, ...]:
    """The words, the Chinese label first, each once."""
    return tuple(dict.fromkeys((fold(label["zh-Hans"]), *words)))


def _code_list(name: str, body: Mapping[str, Any]) -> CodeList:
    values = []
    for key, entry in body["values"].items():
        value: Mapping[str, Any] = {"words": entry} if isinstance(entry, list) else entry
        words = [fold(str(word)) for word in value.get("words", ())]
        if not words:
            raise VocabularyError(f"code list {name}: {key} has no words")
        label = _label(value.get("label", [words[0], str(key).replace("_", " ")]), f"{name}={key}")
        code, within, vague = str(value.get("code", "")), str(value.get("within", "")), bool(value.get("vague", False))
        coarse = bool(value.get("coarse", False))
        values.append(CodeValue(str(key), code, label, _with_label(label, words), within, vague, coarse))
    known = {value.name for value in values}
    foreign = {fold(str(word)): str(target) for word, target in body.get("foreign", {}).items()}
    lost = ({value.within for value in values if value.within} | set(foreign.values())) - known
    if lost:
        raise VocabularyError(f"code list {name}: no such value {', '.join(sorted(lost))}")
    return CodeList(name, body.get("standard", ""), body.get("ordered", False), tuple(values), foreign)


def _entity(name: str, body: Mapping[str, Any], codes: Mapping[str, CodeList]) -> Entity:
    label = _label(body.get("label"), name)
    roles = {
        str(key): _role(name, str(key), {"entity": value} if isinstance(value, str) else value)
        for key, value in body.get("relations", {}).items()
    }
    sensitivity = body.get("sensitivity", "none")
    fields = {
        str(key): _field(name, str(key), {"sensitivity": sensitivity, **(value or {})}, codes, roles)
        for key, value in body["fields"].items()
    }
    groups = {str(key): tuple(words) for key, words in body.get("groups", {}).items()}
    for prefix in groups:
        if not any(field.startswith(f"{prefix}.") for field in fields):
            raise VocabularyError(f"{name}: no field starts with {prefix}.")
    words = _with_label(label, body.get("labels", ()))
    return Entity(name, label, words, fields, roles, groups, body.get("borrows", ""), body.get("like", ""))


def _role(entity: str, name: str, body: Mapping[str, Any]) -> Role:
    label = _label(body.get("label", [name, name.replace("_", " ")]), f"{entity}.{name}")
    words = _with_label(label, body.get("labels", ()))
    return Role(name, entity, body["entity"], label, words, body.get("many", False), body.get("embedded", False))


def _field(entity: str, name: str, body: Mapping[str, Any], codes: Mapping[str, CodeList], roles: Mapping[str, Role]) -> Field:
    path = f"{entity}.{name}"
    if unknown := set(body) - FIELD_KEYS:
        raise VocabularyError(f"{path}: unknown {', '.join(sorted(unknown))}")
    code_list = body.get("codes")
    if code_list is not None and code_list not in codes:
        raise VocabularyError(f"{path}: there is no code list {code_list!r}")
    kind = body.get("type", "code" if code_list else "text")
    if kind not in TYPES:
        raise VocabularyError(f"{path}: there is no type {kind!r}; known: {', '.join(sorted(TYPES))}")
    if kind != "boolean" and body.get("holds"):
        raise VocabularyError(f"{path}: only a yes/no field can hold; it is {kind}")
    label = _label(body.get("label"), path)
    via = "" if {"type", "codes"} & set(body) else _first_role(name, roles)
    return Field(
        path=path,
        entity=entity,
        name=name,
        type=kind,
        label=label,
        codes=codes[code_list] if code_list else None,
        labels=_with_label(label, body.get("labels", ())),
        under=tuple(body.get("under", ())),
        holds=tuple(body.get("holds", ())),
        sensitivity=body["sensitivity"],
        standard=body.get("standard", ""),
        unit=body.get("unit", ""),
        absent=body.get("absent", "unknown"),
        derived=body.get("derived", ""),
        via=via,
        extra=body.get("extra", False),
        note=body.get("note", ""),
    )


def _first_role(name: str, roles: Mapping[str, Role]) -> str:
    """The relation that a field name steps over: `head` for `head.name`, `member` for `member[1].name`."""
    for role in sorted(roles, key=len, reverse=True):
        if name.startswith((f"{role}.", f"{role}[")):
            return role
    return ""


def _fill_step_overs(entity: Entity, vocabulary: Vocabulary) -> Entity:
    """A field such as `head.name` brings only words of its own; all else is the field that the path ends in."""
    fields = dict(entity.fields)
    for name, field in entity.fields.items():
        if field.via:
            try:
                end = vocabulary.resolve(field.path).field
            except UnknownName as error:
                raise VocabularyError(str(error)) from error
            own = {key: getattr(field, key) for key in OWN}
            fields[name] = replace(end, **own, embedded=entity.roles[field.via].embedded)
    return replace(entity, fields=fields)
