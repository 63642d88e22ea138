"""What a numeric heading was read as, and the units that tell figures apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from qingzhuang.formfill.match.context import Doubt
from qingzhuang.tally.question import EVERYTHING, Condition, Measure

COUNT_UNITS = frozenset("人 名 位 户 套 家 个 岁 周岁 % 所 栋 幢 处".split())
MONEY_UNITS = frozenset("元 万元 千元 百元 亿元 元/月 元/年 元/人 元/户".split())
SIZE_UNITS = frozenset("亩 公顷 平方米 平米 m2 ㎡ m² 岁 周岁 公斤 吨 间 人/户".split())
KINDS_OF_UNIT = (
    frozenset("平方米 平米 m2 ㎡ m²".split()),
    frozenset("亩 公顷 平方公里".split()),
    frozenset("元 万元 千元 百元 亿元 元/月 元/年 元/人 元/户".split()),
    frozenset("公斤 千克 吨 斤 kg".split()),
    frozenset("岁 周岁".split()),
)


def same_kind(unit: str, other: str) -> bool:
    """Whether two units measure the same sort of thing; an unknown one fits all: 亩 is no floor area."""
    kinds = [next((i for i, kind in enumerate(KINDS_OF_UNIT) if u in kind), None) for u in (unit, other)]
    return None in kinds or kinds[0] == kinds[1]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a path of labels asks for; `measure` is None where it is not understood. `own` is what its leaf alone says."""

    measure: Measure | None
    score: float
    reason: str
    fields: tuple[str, ...] = ()
    own: Condition = EVERYTHING
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The conditions of several labels together."""

    condition: Condition
    own: Condition = EVERYTHING
    fields: tuple[str, ...] = ()
    doubt: Doubt = field(default_factory=Doubt)


def not_read(reason: str) -> Reading:
    """A heading that asks for no figure we know, and why."""
    return Reading(None, 0.0, reason)
