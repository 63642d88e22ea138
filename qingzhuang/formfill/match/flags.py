"""Headings that are answered with yes or no: 是否低保, 在校生否, a bare 低保户 to be ticked."""

from __future__ import annotations

from collections.abc import Iterable

from qingzhuang.formfill.form import Candidate
from qingzhuang.formfill.match.headings import YES_NO, serves
from qingzhuang.formfill.match.label import Label
from qingzhuang.formfill.match.lexicon import Lexicon, Sense
from qingzhuang.formfill.match.phrase import Token, parse_phrase
from qingzhuang.tally.question import Compare, Holds

ASKS = "，填是或否"  # how such a reading is told
OF_HEAD = 0.72  # 是否残疾, 有无党员 of a household: its head, or any of its members?
ASKED, BARE, TICKED = 0.92, 0.72, 0.5  # 是否低保; 低保户; 失能 under 老年人类型


def yes_no(label: Label, entity: str, words: Lexicon, under_group: bool) -> Iterable[Candidate]:
    """The yes/no field of the word inside; a bare 低保户 in a roster is weaker, a value of a list under a group weaker still."""
    match = YES_NO.match(label.core) or YES_NO.match(label.whole)
    inner = _inner(label)
    parsed = parse_phrase(inner)
    only = parsed.of("cond") if match and not parsed.residue else ()
    if len(only) > 1:
        yield from _of_several(label, only, entity, words)
    whole = (only[0].text,) if len(only) == 1 else ()
    for text in (*_forms(inner), *whole):
        for sense in words.value_senses(text):
            holds = isinstance(sense.condition, Holds)
            if not _field(sense) or not (holds or match or (under_group and not sense.vague)):
                continue
            path = _path(sense, entity)
            firm = ASKED if match else BARE if holds else TICKED
            score = firm * serves(entity, sense.entity) - (0.2 if sense.extra else 0)
            if path.startswith("household.head."):
                score = min(score, OF_HEAD)
            yield Candidate(path, score, f"“{label.core}”问的是“{words.vocabulary.field(path).label['zh-Hans']}”{ASKS}")
        if words.value_senses(text):
            return


def value_asked(label: Label, path: str, words: Lexicon) -> str:
    """The value of a coded field that a heading asks yes or no about: 是否户籍人口 of 人口类型 asks for `registered`; else empty."""
    inner = _inner(label)
    if inner == label.core:
        return ""
    parsed = parse_phrase(inner)
    for text in (*_forms(inner), *(token.text for token in parsed.of("cond"))):
        for sense in words.value_senses(text):
            asked = sense.condition
            if isinstance(asked, Compare) and asked.op == "=" and isinstance(asked.value, str) and _field(sense) == path:
                return asked.value
    return ""


def _inner(label: Label) -> str:
    match = YES_NO.match(label.core) or YES_NO.match(label.whole)
    return (match.group(1) or match.group(2)) if match else label.core


def _forms(inner: str) -> tuple[str, ...]:
    return inner, *(inner.removesuffix(tail) for tail in ("人员", "户", "情况"))


def _of_several(label: Label, only: tuple[Token, ...], entity: str, words: Lexicon) -> Iterable[Candidate]:
    """是否低保或低保边缘: of two things the first, of more the kind of help; never for sure."""
    senses = words.value_senses(only[0].text)
    first = next((s for s in senses if s.field and isinstance(s.condition, Holds)), None)
    if first is None:
        return
    if len(only) > 2 and ".welfare." in first.field:
        yield Candidate("person.welfare.type", 0.7, f"“{label.core}”一问几件事，问的是享受哪一种救助")
    yield Candidate(_path(first, entity), 0.72 if len(only) == 2 else 0.65, f"“{label.core}”一问几件事，先问“{only[0].text}”")


def _field(sense: Sense) -> str:
    """The field that a word puts a condition on; a definition (失能) on the field that it names."""
    if sense.field:
        return sense.field
    single = isinstance(sense.condition, Holds) or isinstance(sense.condition, Compare) and sense.condition.op == "="
    return f"{sense.entity}.{sense.condition.field}" if single else ""  # type: ignore[union-attr]


def _path(sense: Sense, entity: str) -> str:
    field = _field(sense)
    if entity == "household" and sense.entity == "person":
        borrowed = f"household.{field.partition('.')[2]}"
        return borrowed if borrowed.startswith("household.welfare.") else f"household.head.{field.partition('.')[2]}"
    return field
