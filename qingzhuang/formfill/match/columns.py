"""What the columns of a table say about the range that its title seems to give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.population import Population, entity_of
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally.question import EVERYTHING, And, Compare, Condition, Everything, both, fields_of
from qingzhuang.vocabulary import fold

SORTS = re.compile(r"(类型|类别|分类|构成|情况)$")


def population_of_header(paths: Sequence[tuple[str, ...]]) -> Population | None:
    """The group that the only group label of a table without a narrowing title names: 贫困户类型 over its kinds.

    It holds for the figures beside the group, too (合计, 有劳动能力): they add up what the group divides.
    """
    groups = list(dict.fromkeys(path[0] for path in paths if len(path) > 1))
    inside = sum(1 for path in paths if len(path) > 1)
    if len(groups) != 1 or inside < 2 or not SORTS.search(fold(groups[0])):
        return None
    parsed = parse_phrase(read_label(groups[0]).core)
    entity = entity_of(parsed, "")
    found = conditions_of(parsed.narrowing, entity)
    if parsed.residue or found is None or isinstance(found.condition, Everything):
        return None
    return Population(entity, found.condition, True, "", f"表头“{groups[0]}”说明了范围", found.doubt)


def without_divided(population: Population, columns: Sequence[Condition], wholes: Sequence[Condition] = ()) -> Population:
    """A title that names an insurance which the columns set beside others (城乡居民医保 over 职工医保, 新农合) is no limit.

    Of other fields a value that a column contradicts (常住 in a table of 境外人员) only makes that column doubtful.
    """
    stated = population.condition.parts if isinstance(population.condition, And) else (population.condition,)
    if population.half and population.condition in wholes and any(_excludes(population.condition, c) for c in columns):
        return replace(
            population, condition=EVERYTHING
        )  # 育龄妇女及计划生育服务 over 育龄妇女 and 流动人口: one part of the table
    kept = [
        part
        for part in stated
        if not any("insurance." in name for name in fields_of(part)) or not any(contradicts(part, c) for c in columns)
    ]
    if len(kept) == len(stated):
        return population
    return replace(population, condition=both(*kept))


def of_villages(population: Population, paths: Sequence[tuple[str, ...]]) -> Population:
    """农村居民 over rows that are villages: all who live there, and not only those on the rural register."""
    known = lexicon().vocabulary.by_label
    heads = [field.path for path in paths for field in known.get(read_label(path[-1]).core if path else "", ())]
    if not population.by_place or "area.village" not in heads:
        return population
    return replace(population, condition=EVERYTHING, doubt=0.25, why="标题里的农村说的是村里的人，还是农业户口的人")


def _excludes(whole: Condition, column: Condition) -> bool:
    """男 in a table of 育龄妇女."""
    return any(contradicts(part, column) for part in (whole.parts if isinstance(whole, And) else (whole,)))


def contradicts(part: Condition, column: Condition) -> bool:
    """One field with two values."""
    if isinstance(column, And):
        return any(contradicts(part, inner) for inner in column.parts)
    equal = isinstance(part, Compare) and isinstance(column, Compare) and part.op == column.op == "="
    return equal and part.field == column.field and part.value != column.value  # type: ignore[union-attr]
