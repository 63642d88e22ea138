"""Which of its meanings a word has here: by what is counted, by the heading over it, by its neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.match.bands import Band
from qingzhuang.formfill.match.lexicon import Sense, lexicon
from qingzhuang.formfill.match.phrase import Token
from qingzhuang.tally.question import (
    EVERYTHING,
    And,
    Compare,
    Condition,
    Everything,
    Holds,
    Not,
    OneOf,
    Or,
    SameHousehold,
    both,
    fields_of,
)

# how a field of one record is written in a condition on another: the words to step over, or None where it cannot be said
STEPS: dict[tuple[str, str], str | None] = {
    ("person", "household"): "",  # holds of a household when it holds of a member
    ("household", "person"): "household.",
    ("dwelling", "household"): "dwelling.",
    ("dwelling", "person"): "dwelling.",
    ("household", "dwelling"): "household.",
    ("person", "birth"): "",
    ("person", "death"): "",
    ("household", "birth"): "household.",
    ("household", "death"): "household.",
    ("building", "dwelling"): "building.",
    ("estate", "building"): "estate.",
}
FAMILY = ("户", "家庭", "之家")
# definitions that have other versions, too, but nearly always mean their usual one
SETTLED = frozenset(("elderly", "very_elderly", "floating", "working_age", "severely_disabled"))
# 小学 of those at school: where they are, not what they have finished
STAGES: Mapping[str | int | float, str] = {
    "primary": "primary",
    "junior_secondary": "junior_secondary",
    "senior_secondary": "upper_secondary",
}
ALLOWANCE = re.compile(r"(welfare\.subsistence_allowance|(?<![a-z_])category)$")
NEVER_URBAN = {f"{prefix}{name}" for prefix in ("", "household.") for name in ("welfare.five_guarantee", "left_behind")}
NEVER_RURAL = {"welfare.three_no", "household.welfare.three_no"}
AREA_KIND = re.compile(r"^(城市|城镇|农村|乡村)(居民|人口)?$")
CHILDREN = frozenset(("男孩", "女孩", "男童", "女童", "男婴", "女婴"))  # of what age, nobody says
# fields that gather several kinds of help: as a condition only where a heading names them (救助类型)
LOOSE = frozenset(("person.welfare.type", "household.welfare.type", "household.allowance.type", "person.tags"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The condition taken, on the records counted, the fields it reads, and how much doubt is left (0 none)."""

    condition: Condition = EVERYTHING
    fields: tuple[str, ...] = ()
    doubt: float = 0.0


def steps_to(entity: str, counted: str) -> str | None:
    """The prefix by which a field of `entity` is reached from the counted record."""
    return "" if entity == counted else STEPS.get((entity, counted))


def family_of(sense: Sense) -> str:
    """A name for the values of a list that belong together: special_trade.hotel and special_trade.other."""
    value = str(sense.condition.value) if isinstance(sense.condition, Compare) else ""
    return f"{sense.field}={value.rpartition('.')[0]}"


def seen_by(condition: Condition, prefix: str) -> Condition:
    """The same condition with its fields stepped over to."""
    if not prefix:
        return condition
    match condition:
        case Compare() | OneOf() | Holds():
            return replace(condition, field=prefix + condition.field)
        case Not(part=part):
            return Not(seen_by(part, prefix))
        case And(parts=parts):
            return And(tuple(seen_by(p, prefix) for p in parts))
        case Or(parts=parts):
            return Or(tuple(seen_by(p, prefix) for p in parts))
        case Everything() | SameHousehold():
            return condition


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What helps to choose: the records counted, the fields named above, the votes of neighbours, conditions already there."""

    counted: str
    dimensions: Sequence[str] = ()
    votes: Mapping[str, int] | None = None
    context: Sequence[Condition] = ()
    via: str = ""  # records by whose facts the label is to be read first


def choose(token: Token, around: Surroundings) -> Chosen | None:
    """The best sense of a word; None where none fits or only a vague one (其他) without its list."""
    votes = around.votes or {}
    there = {name for condition in around.context for name in fields_of(condition)}
    family = token.text.endswith(FAMILY)
    ranked: list[tuple[float, int, Sense]] = []
    for place, sense in enumerate(token.senses):
        prefix = steps_to(sense.entity, around.counted)
        if prefix is None:
            continue
        named = sense.field in around.dimensions if sense.field else False
        loose = sense.field in LOOSE and not named
        voted = votes.get(sense.field, 0) if sense.field and not loose and not _is_widened(sense, token) else 0
        fields = [prefix + name for name in fields_of(sense.condition)]
        akin = any(_parent(f) == _parent(t) for f in fields for t in there if _parent(f))
        if sense.vague and not named and voted < 2 and not akin:
            continue
        points = (
            (0.5 * min(votes.get(family_of(sense), 0), 3) if sense.vague else 0.0)
            + 3.0 * named
            + min(voted, 3)
            - 2.0 * sense.extra
            - 0.4 * place
        )
        points += 1.6 if not sense.field else 0.0  # a definition is named on purpose
        points -= (2.0 if loose else 0.0) + (1.5 if sense.vague and not akin else 0.0)
        points += 1.5 if sense.entity == (around.via or ("household" if family else around.counted)) else 0.0
        points += 2.5 if akin or any(f in there for f in fields) else 0.0
        ranked.append((points, -place, sense))
    if not ranked:
        return None
    ranked.sort(key=lambda r: (r[0], r[1]), reverse=True)
    best = ranked[0][2]
    close = [r for r in ranked[1:] if ranked[0][0] - r[0] < 0.35 and r[2].condition != best.condition]
    if not best.field:  # 已参保: in the one insurance or the other
        close += [r for r in ranked[1:] if not r[2].field and ranked[0][0] - r[0] < 0.45 and r[2].condition != best.condition]
    doubt = (0.2 if close else 0.0) + (0.2 if best.extra else 0.0)
    if best.field == "person.registered_region" and any(name.endswith("employment_status") for name in there):
        doubt += 0.3  # 外出务工 in 省外: where they work, not where they are registered
    if len(token.text) <= 2 and _needs_company(best) and best.field not in around.dimensions and votes.get(best.field, 0) < 2:
        doubt += 0.25  # 集中, 安全, 就业: a value only beside its heading or the others of its list
    if _in_dispute(token, best) or _of_other_list(best, around):
        doubt += 0.2
    said = best.condition
    at_school = "is_student" in there or any(name.endswith("education_stage") for name in there)
    if best.field == "person.education" and at_school and isinstance(said, Compare) and said.value in STAGES:
        said, doubt = Compare("education_stage", "=", STAGES[said.value]), doubt + 0.2
    return Chosen(seen_by(said, steps_to(best.entity, around.counted) or ""), (best.field,), doubt)


def _of_other_list(sense: Sense, around: Surroundings) -> bool:
    """就学 under 居住事由, beside 务工 and 经商: a value of another list than the one that the heading names."""
    votes = around.votes or {}
    listed = bool(sense.field) and sense.field != "person.sex" and isinstance(sense.condition, (Compare, OneOf))
    return listed and sense.field not in around.dimensions and any(votes.get(name, 0) >= 2 for name in around.dimensions)


def _in_dispute(token: Token, sense: Sense) -> bool:
    """A word that offices count by different rules: 户籍人口 with those who moved away or not, 独居老人 by the mark or from 60 on."""
    if token.text in CHILDREN:
        return True
    if isinstance(sense.condition, Compare) and sense.condition.field == "residence_type":
        return sense.condition.value in ("registered", "temporary")
    if sense.field:
        return False
    words = lexicon().vocabulary
    versions = {d.name for d in words.by_definition.get(token.text, ()) if not d.default}
    fields = set(fields_of(sense.condition))
    marked = any(f.type == "boolean" and f.name in fields for f in words.by_label.get(token.text, ()))
    return bool(versions - SETTLED) or marked and len(fields) > 1


def _parent(field: str) -> str:
    """`party` of party.member_status: what is said of a member beside that he is one."""
    name = field.removeprefix("household.").removeprefix("dwelling.")
    return name.rpartition(".")[0]


def band_condition(token: Token, around: Surroundings) -> Chosen | None:
    """A band as a condition: on the age where 岁 is written, else on the number that the heading over it names."""
    band: Band | None = token.band
    if band is None:
        return None
    for path in around.dimensions:
        entity, _, name = path.partition(".")
        prefix = steps_to(entity, around.counted)
        numeric = lexicon().vocabulary.field(path).type in ("integer", "number")
        if prefix is not None and numeric and (not band.years or name == "age"):
            return Chosen(band.on(prefix + name), (path,))
    if band.years:
        prefix = steps_to("person", around.counted)
        exact = (
            0.25
            if token.text[-1] in "岁" and band.low is not None and band.high is not None and band.low[1] == band.high[1]
            else 0.0
        )
        return None if prefix is None else Chosen(band.on(f"{prefix}age"), ("person.age",), exact)
    return None


def conditions_of(
    tokens: Sequence[Token],
    counted: str,
    dimensions: Sequence[str] = (),
    votes: Mapping[str, int] | None = None,
    context: Sequence[Condition] = (),
    via: str = "",
) -> Chosen | None:
    """All conditions of one label together; None where a word does not fit the records counted.

    Values of one field side by side are alternatives (小学和初中); 男性18-60岁和女性18-55岁 are two pairs.
    """
    around = Surroundings(counted, dimensions, votes, context, via)
    parts: list[Condition] = []
    fields: list[str] = []
    doubt = 0.0
    ages = any(token.kind == "band" and token.band is not None and token.band.years for token in tokens)
    working = any(
        s.field == "person.employment_status" or s.entity == "person" and isinstance(s.condition, Holds)
        for token in tokens
        for s in token.senses[:1]
    )
    for token in tokens:
        if ages and token.kind == "cond" and _is_age(token):  # 55岁以上老年人: the age written down replaces the usual one
            continue
        if working and token.kind == "cond" and token.text.startswith("劳动力"):  # 脱贫劳动力外出务工: whoever does, of any age
            continue
        here = replace(around, context=[*context, *parts])
        chosen = band_condition(token, here) if token.kind == "band" else choose(token, here)
        if chosen is None:
            return None
        condition = chosen.condition
        if token.kind == "not":
            condition = complement(condition, counted)
            if isinstance(condition, Compare) and condition.value == "none":  # 城乡居民医保未参保: in none
                parts = [p for p in parts if not (isinstance(p, Compare) and p.field == condition.field)]
            doubt += 0.05
        parts.append(condition)
        fields.extend(chosen.fields)
        doubt = max(doubt, chosen.doubt)
    if any(AREA_KIND.match(token.text) for token in tokens):
        parts = with_allowance_kind(parts)
    return Chosen(_together(parts), tuple(fields), doubt)


def _is_widened(sense: Sense, token: Token) -> bool:
    """留守儿童 as the flag 留守 alone: the labels beside it (留守老人, 留守妇女) share the flag and must not outvote what the word adds."""
    return isinstance(sense.condition, Holds) and any(
        isinstance(other.condition, And) and sense.condition in other.condition.parts for other in token.senses
    )


def _needs_company(sense: Sense) -> bool:
    """A value of a list; 男 and 女 stand for themselves, as do yes/no words and definitions."""
    return bool(sense.field) and sense.field != "person.sex" and isinstance(sense.condition, (Compare, OneOf))


def _is_age(token: Token) -> bool:
    """A word that stands for an age alone: 老年人, 儿童, 高龄老人; or for one age of men and one of women: 劳动年龄."""
    return all(
        set(fields_of(s.condition)) == {"age"} or isinstance(s.condition, Or) and set(fields_of(s.condition)) == {"age", "sex"}
        for s in token.senses
    )


def complement(condition: Condition, counted: str) -> Condition:
    """非本省户籍: of a list of two values the other one; else not."""
    if isinstance(condition, Compare) and condition.op == "!=":
        return Compare(condition.field, "=", condition.value)
    if isinstance(condition, Compare) and condition.op == "=":
        codes = lexicon().vocabulary.field(f"{counted}.{condition.field}").codes
        pair = str(condition.value).replace("same_", "other_", 1)
        if codes is not None and pair != condition.value and any(v.name == pair for v in codes.values):
            return Compare(condition.field, "=", pair)
        others = (
            [v.name for v in codes.values if v.name != condition.value and not v.vague and not v.within]
            if codes is not None
            else []
        )
        if len(others) == 1:
            return Compare(condition.field, "=", others[0])
    return Not(condition)


def _together(parts: list[Condition]) -> Condition:
    for names, kind in ((NEVER_URBAN, "rural"), (NEVER_RURAL, "urban")):  # 农村五保, 城市三无: there is no other
        if any(set(fields_of(p)) & names for p in parts):
            parts = [p for p in parts if not (isinstance(p, Compare) and p.field.endswith("hukou_type") and p.value == kind)]
    sexes = [p for p in parts if isinstance(p, Compare) and p.field.endswith("sex")]
    if len(sexes) == 2 and len(parts) == 4 and parts[0] in sexes and parts[2] in sexes:
        return Or((both(parts[0], parts[1]), both(parts[2], parts[3])))
    valued = {p.field for p in parts if isinstance(p, Compare) and p.op == "="}
    parts = [p for p in parts if not (isinstance(p, Compare) and p.op == "!=" and p.field in valued)]  # insured, and how
    merged: list[Condition] = []
    for part in parts:
        last = merged[-1] if merged else None
        if (
            isinstance(part, (Compare, OneOf))
            and _values(part)
            and last is not None
            and isinstance(last, (Compare, OneOf))
            and _values(last)
            and last.field == part.field
        ):
            merged[-1] = OneOf(part.field, tuple(dict.fromkeys((*_values(last), *_values(part)))))
        elif not any(_says_same(part, other) for other in merged):
            merged.append(part)
    return both(*merged)


def with_allowance_kind(parts: Sequence[Condition]) -> list[Condition]:
    """城镇 and 低保 together: the urban allowance, a kind of its own, and not the register of its receivers."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    allowance = next((part.field for part in flat if _is_allowance(part)), None)  # type: ignore[union-attr]
    if allowance is None:
        return list(parts)
    kind = f"{ALLOWANCE.sub('', allowance)}welfare.subsistence_allowance_type"
    return [
        Compare(kind, "=", part.value)
        if isinstance(part, Compare) and part.op == "=" and part.field.endswith("hukou_type") and part.value in ("urban", "rural")
        else part
        for part in parts
    ]


def _is_allowance(part: Condition) -> bool:
    if isinstance(part, Holds):
        return bool(ALLOWANCE.search(part.field))
    return isinstance(part, Compare) and part.value == "subsistence_allowance" and bool(ALLOWANCE.search(part.field))


def _says_same(one: Condition, other: Condition) -> bool:
    """建档立卡 of a person and of the household: the same flag twice."""
    flags = isinstance(one, Holds) and isinstance(other, Holds)
    return flags and one.field.rpartition(".")[2] == other.field.rpartition(".")[2]  # type: ignore[union-attr]


def _values(condition: Compare | OneOf) -> tuple[str | int | float, ...]:
    if isinstance(condition, OneOf):
        return condition.values
    return (condition.value,) if condition.op == "=" else ()
