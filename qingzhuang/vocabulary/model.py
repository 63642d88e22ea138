"""The vocabulary as frozen data: entities, fields, code lists, definitions, and the way a path is followed.

A path names a fact from the record that is asked about: `person.name`, `household.head.name` (steps over to a related
record), `household.member[3].id_number` (the third of several). Names are English, words are Chinese, folded by `fold`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from qingzhuang.vocabulary.definition import Banding, Definition
from qingzhuang.vocabulary.errors import UnknownName
from qingzhuang.vocabulary.rate import Rate

Type = Literal["text", "integer", "number", "boolean", "date", "code", "codes", "key"]
Sensitivity = Literal["none", "personal", "sensitive"]
Absent = Literal["no", "unknown"]
Label = Mapping[str, str]  # language → text; always has zh-Hans and en

INDEX = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value of a code list. `code` is the national code where there is one; `words` are what forms call it.

    `within` names the value that this one is a kind of: first marriage is within married. `only_words` are words that
    name it but are too general to narrow a count by themselves (其他, 无).
    """

    name: str
    code: str
    label: Label
    words: tuple[str, ...]
    within: str = ""
    vague: bool = False
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """The values a coded field can have, in the order of the list; `ordered` means that < and > make sense.

    `foreign` holds words that some import templates use for a value but that no heading would (`健康或良好` → healthy).
    """

    name: str
    standard: str
    ordered: bool
    values: tuple[CodeValue, ...]
    foreign: Mapping[str, str] = field(default_factory=dict)
    _kinds: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kinds", {value.name: self._within(value.name) for value in self.values})

    def _within(self, name: str) -> tuple[str, ...]:
        found = {name}
        while more := {v.name for v in self.values if v.within in found} - found:
            found |= more
        return tuple(v.name for v in self.values if v.name in found)

    def value(self, name: str) -> CodeValue:
        """The value with this English name; raises UnknownName."""
        for value in self.values:
            if value.name == name:
                return value
        raise UnknownName(f"{self.name} has no value {name!r}; it has {', '.join(v.name for v in self.values)}")

    def find(self, folded: str) -> CodeValue | None:
        """The value that a folded word or national code names; None where none does."""
        for value in self.values:
            if folded in value.words or folded == value.name or (value.code and folded == value.code):
                return value
        return self.value(self.foreign[folded]) if folded in self.foreign else None

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """The value itself and all that are within it, at any depth, in the order of the list.

        >>> married, again = CodeValue("married", "20", {}, ()), CodeValue("remarried", "22", {}, (), "married")
        >>> CodeList("marital_status", "", False, (married, again)).kinds_of("married")
        ('married', 'remarried')
        """
        return self._kinds.get(name, ())

    def members(self, names: Iterable[str]) -> tuple[str, ...]:
        """All values that count as one of these: their kinds, and a coarse value when every kind of it is asked for.

        >>> kinds = CodeValue("lost", "", {}, (), coarse=True), CodeValue("a", "", {}, (), "lost"), CodeValue("b", "", {}, (), "lost")
        >>> CodeList("work", "", False, kinds).members(["a"]), CodeList("work", "", False, kinds).members(["a", "b"])
        (('a',), ('lost', 'a', 'b'))
        """
        found = {kind for name in names for kind in self.kinds_of(name)}
        coarse = {value.name for value in self.values if value.coarse}
        for name in coarse:
            kinds = set(self.kinds_of(name)) - coarse
            if kinds and kinds <= found:
                found.add(name)
        return tuple(value.name for value in self.values if value.name in found)

    def rank(self, name: str) -> int:
        """Place of a value in an ordered list; kinds of a value share its place."""
        value = self.value(name)
        tops = [v.name for v in self.values if not v.within]
        while value.within:
            value = self.value(value.within)
        return tops.index(value.name)


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: what it is called on forms and what its values are.

    `labels` are headings of a column or cell that ask for the value; `holds` are words that, in the heading of a count or
    in a title, narrow to records where a yes/no field is yes. `absent` says what an empty value means. `derived` names the
    formula that gives the value from other fields. `via` is the relation that is stepped over (`head` in
    `household.head.name`); such a field is no column of its own entity, unless the relation is `embedded`: of a helper who
    is no resident the record itself holds `helper.name`. `under` are labels that ask for the value only beneath a heading
    that names its group (省 under 户籍地址). `extra` marks a field that goes beyond the shared list of concepts: a reader of
    forms should trust it less.
    """

    path: str
    entity: str
    name: str
    type: Type
    label: Label
    codes: CodeList | None = None
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    sensitivity: Sensitivity = "none"
    standard: str = ""
    unit: str = ""
    absent: Absent = "unknown"
    derived: str = ""
    via: str = ""
    embedded: bool = False
    extra: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A relation with its words: 户主 is the role `head` of a household, played by a person.

    Who plays an `embedded` role need not be in the ledger: what is known of a guardian or a helper stands in columns of
    the record itself (`guardian[1].name`). Other roles hold the key of the related record.
    """

    name: str
    entity: str
    target: str
    label: Label
    labels: tuple[str, ...] = ()
    many: bool = False
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record.

    `borrows` names a relation whose fields hold of this record when they hold of one related record (a household is on
    allowance when a member is); `like` an entity whose fields it has too (a birth is a person). `groups` are words for a
    group of fields: 残疾情况 over 类别 and 等级 is the group `disability`.
    """

    name: str
    label: Label
    labels: tuple[str, ...]
    fields: Mapping[str, Field]
    roles: Mapping[str, Role]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    borrows: str = ""
    like: str = ""

    @property
    def relations(self) -> Mapping[str, str]:
        """Relation → entity of the related record; without the embedded ones, which lead to no record."""
        return {role.name: role.target for role in self.roles.values() if not role.embedded}

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that a table of these records has: without those reached over a relation."""
        return tuple(f for f in self.fields.values() if not f.via or f.embedded)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from an entity over a relation to another; `index` is the n of `[n]`, `any` a borrowed fact."""

    entity: str
    relation: str
    target: str
    index: int | None = None
    any: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """A path followed to its end: the steps taken, and the field of the last record."""

    path: str
    entity: str
    steps: tuple[Step, ...]
    field: Field


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All words. The indexes go from a folded word to what it may mean, the most usual meaning first.

    A vocabulary equals only itself, so that what is worked out from it can be kept by it.
    """

    entities: Mapping[str, Entity]
    codes: Mapping[str, CodeList]
    definitions: tuple[Definition, ...]
    by_label: Mapping[str, tuple[Field, ...]]
    by_word: Mapping[str, tuple[tuple[str, str | bool], ...]]
    by_role: Mapping[str, tuple[Role, ...]]
    by_group: Mapping[str, tuple[str, ...]]
    by_definition: Mapping[str, tuple[Definition, ...]]
    bandings: tuple[Banding, ...] = ()
    rates: tuple[Rate, ...] = ()

    def __repr__(self) -> str:
        return f"Vocabulary({', '.join(self.entities)}: {len(self.by_label)} headings)"

    def resolve(self, path: str) -> Resolution:
        """Follow a path over relations; raises UnknownName with the place where it ends.

        >>> from qingzhuang.vocabulary import load
        >>> [(s.relation, s.index) for s in load().resolve("household.member[3].id_number").steps]
        [('member', 3)]
        """
        entity, _, rest = path.partition(".")
        if entity not in self.entities:
            raise UnknownName(f"{path!r}: there is no entity {entity!r}; known: {', '.join(self.entities)}")
        if not rest:
            raise UnknownName(f"{path!r} names records, not a fact of them")
        found = self._follow(self.entities[entity], rest, ())
        if found is None:
            raise UnknownName(f"{path!r}: {entity} has no {rest!r}")
        steps, last = found
        return Resolution(path, entity, steps, last)

    def field(self, path: str) -> Field:
        """The field that a path names. Of a path that steps over, the last field under the name of the whole path."""
        entity, _, rest = path.partition(".")
        if entity in self.entities and rest in self.entities[entity].fields:
            return self.entities[entity].fields[rest]
        found = self.resolve(path)
        if not found.steps and found.field.path == path:
            return found.field
        via = found.steps[0].relation if found.steps else ""
        return replace(found.field, path=path, entity=found.entity, name=rest, via=via)

    def definition(self, name: str, version: str = "") -> Definition:
        """A definition by name, in the version asked for or else the default one; raises UnknownName."""
        for definition in self.definitions:
            if definition.name == name and (definition.version == version if version else definition.default):
                return definition
        raise UnknownName(f"there is no definition {name!r}{f' in version {version!r}' if version else ''}")

    def under(self, heading: str, label: str) -> tuple[Field, ...]:
        """The fields that a label asks for beneath a heading that names a role or a group of fields; both folded.

        >>> from qingzhuang.vocabulary import load
        >>> [f.path for f in load().under("户籍地址", "省")], [f.path for f in load().under("父亲", "身份证号")]
        (['person.registered_address.province'], ['person.father.id_number', 'birth.father.id_number'])
        """
        found: dict[str, Field] = {}
        roles = self.by_role.get(heading, ())
        own = (f"{role.entity}.{role.name}{'[1]' if role.many else ''}" for role in roles)
        for prefix in (*self.by_group.get(heading, ()), *own):
            entity = self.entities[prefix.partition(".")[0]]
            for f in entity.fields.values():
                if f.path.startswith(f"{prefix}.") and (label in f.under or label in f.labels):
                    found.setdefault(f.path, f)
        for role in roles:
            asked = (f for f in self.by_label.get(label, ()) if f.entity == role.target and not f.via and not f.extra)
            for f in list(asked)[:1]:
                path = f.path if role.target == "household" else f"{role.entity}.{role.name}{'[1]' if role.many else ''}.{f.name}"
                found.setdefault(path, self.field(path))
        return tuple(found.values())

    def _follow(self, entity: Entity, rest: str, steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], Field] | None:
        plain = INDEX.sub("[1]", rest)
        own = entity.fields.get(plain)
        if own is not None and (not own.via or own.embedded):
            return steps, own if rest == plain else replace(own, path=f"{entity.name}.{rest}", name=rest)
        # the longest relation first: `party.leader` before `party`
        for role in sorted(entity.roles.values(), key=lambda r: -len(r.name)):
            match = re.match(rf"{re.escape(role.name)}(?:\[(\d+)\])?(?:\.|$)", rest)
            if match is None:
                continue
            after = rest[match.end() :]
            if not after:
                return steps, _key_field(entity, role)
            if role.embedded:
                inner = self._follow(self.entities[role.target], after, ())
                if inner is not None and not inner[0]:
                    return steps, _embedded(inner[1], entity, role, rest)
                continue
            step = Step(entity.name, role.name, role.target, int(match.group(1)) if match.group(1) else None)
            found = self._follow(self.entities[role.target], after, (*steps, step))
            if found is not None:
                return found
        if rest == "id":
            return steps, _key_field(entity, None)
        if entity.like:
            return self._follow(self.entities[entity.like], rest, steps)
        # only a fact of the related record itself is borrowed, else household → member → household … would never end
        if entity.borrows and not any(step.any for step in steps):
            role = entity.roles[entity.borrows]
            related = self.entities[role.target].fields.get(plain)
            if related is not None and not related.via:
                return (*steps, Step(entity.name, role.name, role.target, any=True)), related
        return None


def _embedded(end: Field, entity: Entity, role: Role, rest: str) -> Field:
    """A field of one who plays an embedded role, as a column of the record itself."""
    path = f"{entity.name}.{rest}"
    return replace(end, path=path, entity=entity.name, name=rest, via=role.name, embedded=True, labels=(), holds=())


def _key_field(entity: Entity, role: Role | None) -> Field:
    """The field that holds a record's own key, or the key of a related record."""
    if role is None:
        return Field(f"{entity.name}.id", entity.name, "id", "key", {"zh-Hans": f"{entity.label['zh-Hans']}编号", "en": "key"})
    return Field(f"{entity.name}.{role.name}", entity.name, role.name, "key", role.label)
