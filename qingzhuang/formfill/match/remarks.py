"""Remarks below and above a table that say who is counted: 只统计户籍人口, 不含流动人口, 按常住地统计."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.population import Population
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally.question import Compare, Condition, Everything, Not, both, fields_of
from qingzhuang.vocabulary import fold

CLAUSE = re.compile(r"[,，。；;、]|\d+[.、．](?!\d)")
SPOKEN_OF = r"(?:本表|此表|表中|以上|上述|各项|所有|全部|统计|数据|数字|指标|人口数?|人数|户数|范围|对象|口径|中|的)*"
ONLY = re.compile(
    rf"^{SPOKEN_OF}(?:只|仅|均|一律|全部)(?:为|统计|填报|填写|包括|包含|含|指|限|计|限于|是)+(?:的是)?(.+?)(?:的?数据|情况|数)?$"
)
IS = re.compile(r"^(?:统计|填报)(?:范围|对象|口径)(?:为|是|指)[:：]?(.+?)$")
BY_REGISTER = re.compile(r"按照?(?:户籍|户籍地|户口|户籍所在地|户籍人口)(?:口径|原则)?(?:统计|填报|填写|计算|上报)")
BY_STAY = re.compile(r"按照?(?:常住地|常住人口|常住)(?:口径|原则)?(?:统计|填报|填写|计算|上报)")
WITHOUT = re.compile(
    r"^(?:.{0,8}?)(?:不含|不包括|不包含|不统计|不计入|不填报|不计|剔除|扣除)(?:本表)?(.+?)(?:在内|人数|数)?$|^(.+?)(?:不统计|不计入|不计|不填报|除外|不在统计范围)(?:在内)?$"
)
MIGHT = re.compile(
    r"只统计|仅统计|只填|仅填|只包括|仅包括|仅限|只限|不含|不包括|不计入|不统计|不在统计|统计口径|统计范围|按户籍|按常住"
)
FIXED_DAY = re.compile(r"(?:截至|截止|计算[至到]|算[至到]|以)(?:到|于|时间为?|日期为?)?:?(\d{4})年(\d{1,2})月(\d{1,2})日")
SHARED_DOUBT = 0.25
WHOLE = re.compile(  # 统计范围为辖区内全部行政村: leaves nobody out
    r"^(?:统计|填报)(?:范围|对象)(?:为|是|指)?[:：]?(?:本|全|各)?[省市县区旗乡镇村街道社]*(?:所辖|辖区|范围|行政区域|区域|区划)*内?的?(?:全部|所有|全体|各类?|每一?个?)(?:行政村|自然村|村|社区|居|委会|乡镇|街道|单位|家庭户?|住户|农户|户|居民|人口|居住|和|及|、|与|（|）|\(|\))+$"
)


def obey(population: Population, texts: Iterable[str]) -> Population:
    """The population with what the remarks say; never sure, since a remark may speak of one column only.

    A remark on a field that the title settles changes nothing; one that may change who is counted and is not understood
    leaves a doubt on all figures.
    """
    parts: list[Condition] = []
    unclear = ""
    for text in texts:
        for clause in CLAUSE.split(fold(text)):
            clause = re.sub(r"^(?:备?注|说明)?\d*[:：]?", "", clause)
            if not clause or not MIGHT.search(clause) and not ONLY.match(clause):
                continue
            if WHOLE.match(clause):
                continue
            found = _condition(clause, population.entity or "person")
            if found is None and not re.search(r"\d+周?岁", clause):
                unclear = unclear or clause
            elif found is None:
                continue
            else:
                parts.append(found)
    told = set(fields_of(population.condition))
    parts = [part for part in _without_echo(parts) if not set(fields_of(part)) & told]
    if parts:
        reason = "、".join(filter(None, (population.reason if population.narrows else "", "表下的说明限定了统计范围")))
        return replace(
            population,
            entity=population.entity or "person",
            condition=both(population.condition, *parts),
            reason=reason,
            doubt=max(population.doubt, SHARED_DOUBT),
        )
    if unclear:
        return replace(population, doubt=max(population.doubt, SHARED_DOUBT), why=f"说明里的“{unclear}”可能改变统计范围")
    return population


def fixed_day(texts: Iterable[str]) -> date | None:
    """The day on which ages are counted, where one of the texts names it.

    >>> fixed_day(["注：年龄计算截至2026年6月30日。"])
    datetime.date(2026, 6, 30)
    """
    for text in texts:
        match = FIXED_DAY.search(fold(text))
        if match:
            try:
                return date(*map(int, match.groups()))
            except ValueError:  # 2月30日
                continue
    return None


def with_day(reason: str, day: date | None) -> str:
    """The reason of a population with the day to which ages are counted."""
    return reason if day is None else "；".join(filter(None, (reason, f"年龄算到{day.year}年{day.month}月{day.day}日")))


def _condition(clause: str, entity: str) -> Condition | None:
    """What a clause of a remark narrows to; None where it is not understood."""
    field = {"person": "residence_type", "household": "residence_type"}.get(entity)
    if field and BY_REGISTER.search(clause):
        return Compare(field, "=", "registered")
    if field and BY_STAY.search(clause):
        return Compare(field, "=", "permanent")
    left_out = WITHOUT.match(clause)
    if left_out is not None:
        inner = _narrowing(left_out.group(1) or left_out.group(2), entity)
        return None if inner is None else Not(inner)
    named = ONLY.match(clause) or IS.match(clause)
    return _narrowing(named.group(1), entity) if named is not None else None


def _narrowing(text: str, entity: str) -> Condition | None:
    parsed = parse_phrase(text, title=True)
    found = None if parsed.residue or not parsed.narrowing else conditions_of(parsed.narrowing, entity)
    if found is None or isinstance(found.condition, Everything) or set(fields_of(found.condition)) == {"age"}:
        return None  # 不含16周岁: of a bound, not of the people
    return found.condition


def _without_echo(parts: list[Condition]) -> list[Condition]:
    """只统计户籍人口，不含流动人口: the second says no more than the first."""
    stated = {part.field for part in parts if isinstance(part, Compare) and part.op == "="}
    kept = [p for p in parts if not (isinstance(p, Not) and set(fields_of(p)) <= stated)]
    return list(dict.fromkeys(kept))
