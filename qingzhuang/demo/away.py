"""Who works away and who is left: what the definitions of 留守, 独居 and 空巢 turn on."""

from __future__ import annotations

import numpy as np

from qingzhuang.demo import columns as c
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.families import GRANDCHILD, Families
from qingzhuang.demo.people import Made, children_at_home

PARENTS = ("father", "mother", "both")
PLACES = ("beyond_county", "within_county")
NEAREST = ("together", "same_county", "elsewhere", "no_children")
ARRANGEMENTS = ("alone", "couple", "with_children", "with_others")


def away(seed: int, them: Families, day: int) -> Made:
    """Parents, spouses and children who work away; of some nobody knows since when."""
    rng = c.rng_for("away", seed, them.people)
    count, age = them.people, them.age
    minor, old = age < 18, age >= 60
    both = minor & (them.role == GRANDCHILD) & (them.mother < 0) & (them.father < 0) & c.chance(rng, count, 0.9)
    one = minor & ~both & (them.father >= 0) & (them.mother >= 0) & c.chance(rng, count, 0.07)
    parents = np.where(both, 2, np.where(one, c.pick(rng, count, (8, 2)), -1))
    wife = (them.spouse >= 0) & ~them.male & (age >= 20) & (age < 66) & c.chance(rng, count, 0.04)
    left = old & c.chance(rng, count, 0.3)
    every = left & c.chance(rng, count, 0.4)
    return {
        "parents_away": c.words(parents, PARENTS),
        "remaining_parent_able": c.yes_no(c.chance(rng, count, 0.85), one & c.chance(rng, count, 0.9)),
        **_gone("parents_away", rng, parents >= 0, day),
        "spouse_away": c.yes(wife),
        **_gone("spouse_away", rng, wife, day),
        "children_away": c.words(np.where(every, 1, np.where(left, 0, -1)), ("some", "all")),
        **_gone("children_away", rng, left, day),
        "supporter": c.words(np.where(old, np.where(every, c.pick(rng, count, (5, 2, 3)), 0), -1), ("able", "unable", "none")),
        **_at_home(rng, them, old),
        "contact_lost_since": c.days(
            day - rng.integers(5, 300, count), them.floating[them.household] & c.chance(rng, count, 0.004)
        ),
    }


def _gone(what: str, rng: c.Rng, gone: Flags, day: int) -> Made:
    """Since when and where to; of a few nobody knows."""
    count = len(gone)
    return {
        f"{what}_since": c.days(day - rng.integers(20, 1200, count), gone & c.chance(rng, count, 0.95)),
        f"{what}_place": c.words(np.where(gone & c.chance(rng, count, 0.97), c.pick(rng, count, (8, 2)), -1), PLACES),
    }


def _at_home(rng: c.Rng, them: Families, old: Flags) -> Made:
    """With whom old people live, and how far the nearest child is."""
    count, size = them.people, them.size[them.household]
    with_children = old & (children_at_home(them) > 0)
    couple = old & (size == 2) & (them.spouse >= 0)
    arrangement: Ints = np.select([~old, size == 1, couple, with_children], [-1, 0, 1, 2], 3)
    nearest = np.where(with_children, 0, 1 + c.pick(rng, count, (40, 45, 15)))
    cared = with_children | (nearest == 1) | c.chance(rng, count, 0.3)
    return {
        "nearest_child": c.words(np.where(old, nearest, -1), NEAREST),
        "cared_for_by_children": c.yes_no(cared & (nearest != 3), old),
        "spouse_nearby": c.yes(old & (them.spouse >= 0)),
        "living_arrangement": c.words(arrangement, ARRANGEMENTS),
    }
