"""Shares: %, 占比, 占二孩%, 有劳动能力所占比例, 低保对象占非农人口比例 — a part and its whole, both counts of the same records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qingzhuang.formfill.match.context import Word, counted_entity
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.reading import Reading, not_read
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally.question import EVERYTHING, Compare, Condition, Count, Everything, Percent, both

OF_EVERYBODY = re.compile(
    r"^占(?:全[村镇县区社街]区?|辖区|户籍|常住)?(?:总人口|总户|人口总|户籍人口|常住人口)数?的?(?:比例|比重|比|百分比|%)%?$"
)

RESIDENCE = "residence_type"

if TYPE_CHECKING:
    from qingzhuang.formfill.match.measures import MeasureReader


def share(reader: MeasureReader, at: int, labels: list[Word]) -> Reading:
    """%, 占二孩%, 有劳动能力所占比例: a part and its whole, both counts of the same records."""
    entity, assumed = counted_entity(labels, reader.population.entity if reader.population.narrows else "", reader.default)
    if OF_EVERYBODY.match(labels[-1].label.core):
        return share_of_everybody(reader, at, labels, entity)
    found = reader.conditions(at, labels, entity)
    upper = reader.conditions(at, labels[:-1], entity)
    if found is None or upper is None:
        return not_read("占比没有看懂")
    above = above_group(reader, at, labels, entity)
    leaf = labels[-1]
    if leaf.label.core.startswith("占"):
        part, whole = upper.condition, both(above, found.own)
    elif isinstance(found.own, Everything):
        part, whole = upper.condition, above
    else:
        part, whole = found.condition, upper.condition
    numerator, denominator = reader.with_population(part, entity), reader.with_population(whole, entity)
    if numerator is None or denominator is None or numerator == denominator:
        return not_read("分不清占比的分子和分母")
    doubt = found.doubt.join(reader.context(labels, bool(found.fields), entity))
    if doubt.amount >= 1:
        return not_read(doubt.why)
    score = max(0.3, 0.85 - doubt.amount - (0.1 if assumed else 0))
    return Reading(
        Percent(Count(entity, numerator), Count(entity, denominator)),
        score,
        reader.say(labels, doubt),
        found.fields,
        found.own,
        entity,
    )


def share_of_everybody(reader: MeasureReader, at: int, labels: list[Word], entity: str) -> Reading:
    """占总人口比例: the group of the labels above, or else of the title, in all who live there. Never sure."""
    upper = reader.conditions(at, labels[:-1], entity)
    part = reader.with_population(upper.condition, entity) if upper is not None else None
    if part is None or isinstance(part, Everything):
        return not_read("分不清占比的分子和分母")
    reason = f"“{labels[-1].label.core}”按这一组占全部的比例理解"
    of_title = reader.with_population(EVERYTHING, entity)
    resident = isinstance(of_title, Compare) and of_title.field == RESIDENCE  # 户籍人口年龄构成: all who are registered
    everybody = of_title if resident and of_title is not None and of_title != part else EVERYTHING
    return Reading(Percent(Count(entity, part), Count(entity, everybody)), 0.7, reason, (), EVERYTHING, entity)


def share_of_neighbour(reader: MeasureReader, at: int, labels: list[Word]) -> Reading | None:
    """占比 alone beside figures: of the figure before it, in the first one that narrows nothing. Never sure."""
    if labels[-1].says_condition or labels[-1].label.core.startswith("占"):
        return None
    beside = [
        i
        for i in range(at)
        if reader.paths[i]
        and reader.paths[i][:-1] == reader.paths[at][:-1]
        and not reader.cuts.words(reader.paths[i])[-1].parsed.of("share")
    ]
    counts = [r for r in map(reader.read, beside) if isinstance(r.measure, Count)]
    if len(counts) < 2 or isinstance(counts[-1].own, Everything):
        return None
    whole = next((r for r in counts if isinstance(r.own, Everything) and r.entity == counts[-1].entity), None)
    if whole is None or whole.measure is None or counts[-1].measure is None:
        return None
    return Reading(
        Percent(counts[-1].measure, whole.measure), 0.7, "前一列占总数的比例", counts[-1].fields, EVERYTHING, whole.entity
    )


def above_group(reader: MeasureReader, at: int, labels: list[Word], entity: str) -> Condition:
    """The conditions of the labels above the group that a bare % stands in."""
    narrowing = [w for w in labels[:-1] if w.says_condition]
    keep = [w for w in labels[:-1] if w is not (narrowing[-1] if narrowing else None)]
    found = reader.conditions(at, keep, entity)
    return found.condition if found is not None else EVERYTHING


def named_share(reader: MeasureReader, part: str, whole: str) -> Reading:
    """低保对象占非农人口比例: both sides are named."""
    sides = [parse_phrase(part), parse_phrase(whole)]
    if any(side.residue for side in sides):
        return not_read("占比的一边没有看懂")
    entity = next((t.name for side in sides for t in side.of("counted")), reader.population.entity or reader.default)
    found = [conditions_of(side.narrowing, entity) for side in sides]
    if found[0] is None or found[1] is None:
        return not_read("占比的一边没有看懂")
    numerator = reader.with_population(found[0].condition, entity)
    if numerator is None or numerator == found[1].condition:
        return not_read("分不清占比的分子和分母")
    return Reading(
        Percent(Count(entity, numerator), Count(entity, found[1].condition)),
        0.75,
        f"“{part}”除以“{whole}”",
        (),
        EVERYTHING,
        entity,
    )
