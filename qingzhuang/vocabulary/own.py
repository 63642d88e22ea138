"""Fields that a community defines for itself, laid over the vocabulary: their labels are then headings like all others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qingzhuang.vocabulary.fold import fold
from qingzhuang.vocabulary.model import CodeList, CodeValue, Field, Sensitivity, Type, Vocabulary

OWN = "own."  # the names of such fields begin so
SEALED = "__sealed"  # and end so where their values are kept sealed; no label makes such an ending
# values that many lists have: alone they say nothing, only under their heading
SAY_NOTHING = frozenset(
    map(fold, ("其他", "其它", "没有", "不详", "未知", "不清楚", "正常", "一般", "暂无", "否", "是", "有", "无"))
)
TYPES: tuple[Type, ...] = ("text", "integer", "number", "boolean", "date", "code")


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of a community's own: `name` begins with `own.`; `codes` are name and word of each value, in their order."""

    entity: str
    name: str
    label: str
    type: Type
    codes: tuple[tuple[str, str], ...] = ()
    sensitivity: Sensitivity = "personal"

    def field(self) -> Field:
        """The same as a field of the vocabulary. Of an empty value nobody knows anything: it is asked, never taken for no."""
        word = fold(self.label)
        return Field(
            f"{self.entity}.{self.name}", self.entity, self.name, self.type, {"zh-Hans": self.label, "en": self.label},
            codes=self._list() if self.type == "code" else None, labels=(word,),
            holds=(word,) if self.type == "boolean" else (), sensitivity=self.sensitivity,
        )  # fmt: skip

    def _list(self) -> CodeList:
        values = (CodeValue(name, "", {"zh-Hans": word, "en": word}, (fold(word),)) for name, word in self.codes)
        return CodeList(f"{self.entity}.{self.name}", "", False, tuple(values))


def with_own(words: Vocabulary, own: Iterable[OwnField]) -> Vocabulary:
    """The vocabulary with these fields behind its own; a word that means something already keeps that meaning first.

    >>> from qingzhuang.vocabulary import fold, load
    >>> gas = OwnField("household", "own.gas_alarm", "燃气报警器", "boolean")
    >>> wider = with_own(load(), [gas])
    >>> wider.field("household.own.gas_alarm").type, wider.by_label[fold("燃氣報警器")][0].path
    ('boolean', 'household.own.gas_alarm')
    """
    fields = [one.field() for one in own]
    if not fields:
        return words
    entities = dict(words.entities)
    for field in fields:
        entity = entities[field.entity]
        entities[field.entity] = replace(entity, fields={**entity.fields, field.name: field})
    by_label: dict[str, tuple[Field, ...]] = dict(words.by_label)
    by_word: dict[str, tuple[tuple[str, str | bool], ...]] = dict(words.by_word)
    codes = dict(words.codes)
    for field in fields:
        for label in field.labels:
            by_label[label] = (*by_label.get(label, ()), field)
        for word in field.holds:
            by_word[word] = (*by_word.get(word, ()), (field.path, True))
        if field.codes is not None:
            codes[field.codes.name] = field.codes
            for value in field.codes.values:  # 煤炉 in a heading counts those whose heating is that
                word = fold(value.label["zh-Hans"])
                if len(word) > 1 and word not in SAY_NOTHING and word not in words.by_word and word not in words.by_definition:
                    by_word[word] = (*by_word.get(word, ()), (field.path, value.name))
    return replace(words, entities=entities, codes=codes, by_label=by_label, by_word=by_word)


def meanings(words: Vocabulary, entity: str, label: str) -> tuple[Field, ...]:
    """The fields of an entity that a label, in any way of writing, asks for already: a second field would split the facts.

    >>> from qingzhuang.vocabulary import load
    >>> [field.path for field in meanings(load(), "person", "手機號碼")][:1]
    ['person.phone']
    """
    word = fold(label)
    found = {field.path: field for field in words.by_label.get(word, ()) if field.entity == entity}
    told = [path for path, _value in words.by_word.get(word, ())]
    found.update({path: words.field(path) for path in told if path.startswith(f"{entity}.")})
    return tuple(found.values())


def name_for(label: str, taken: Sequence[str] = (), *, sealed: bool = False) -> str:
    """A name for a new field that is not taken: the sounds of its label; it says whether the values are kept sealed.

    >>> name_for("燃气报警器"), name_for("Gas alarm", ["own.gas_alarm"]), name_for("户号", sealed=True)
    ('own.ran_qi_bao_jing_qi', 'own.gas_alarm_2', 'own.hu_hao__sealed')
    """
    name = _free(OWN + slug(label), frozenset(one.removesuffix(SEALED) for one in taken))
    return name + SEALED if sealed else name


def named_values(values: Iterable[str], before: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """A name for each value of a list, as `codes` wants them; a word of `before` (word → name) keeps its name.

    >>> named_values(["有", "没有"], {"有": "yes"})
    (('yes', '有'), ('mei_you', '没有'))
    """
    known = dict(before or {})
    taken = set(known.values())
    for word in values:
        if word not in known:
            known[word] = _free(slug(word), frozenset(taken))
            taken.add(known[word])
    return tuple((known[word], word) for word in dict.fromkeys(values))


def slug(text: str) -> str:
    """Small Latin letters, digits and underscores for a text: Chinese by its pinyin; at most 40 signs."""
    from pypinyin import lazy_pinyin

    plain = unicodedata.normalize("NFKC", text).lower()
    parts = lazy_pinyin("".join(sign if sign.isalnum() else "_" for sign in plain))
    found = "_".join("".join(sign for sign in part if _plain(sign)) for part in parts)
    return "_".join(part for part in found.split("_") if part)[:40].strip("_") or "field"


def _plain(sign: str) -> bool:
    return sign == "_" or (sign.isascii() and sign.isalnum())


def _free(wanted: str, taken: frozenset[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}_{number}"
    return found
