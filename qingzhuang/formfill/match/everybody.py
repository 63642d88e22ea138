"""总人口, 户籍人口 in a table about some: everybody who lives there, to compare with, or only those of the title?"""

from __future__ import annotations

from qingzhuang.formfill.match.context import Cuts, Doubt
from qingzhuang.formfill.match.figures import ALL_OVER, OF_ALL
from qingzhuang.formfill.match.population import Population, convert
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally.question import And, Condition


def beside_population(cuts: Cuts, population: Population, at: int) -> tuple[Doubt, bool]:
    """The doubt of a figure that names everybody, and whether everybody is the better guess.

    It is where no other figure stands before it and it names a register or a stay itself (户籍人口), or where the group
    of the title has columns of its own behind it (总户数 before 妇女 over 合计, 育龄).
    """
    labels = cuts.words(cuts.paths[at])
    if population.narrows and _is_wider(cuts, population, at):
        return Doubt(0.2, "标题只说其中的一部分，这一列说的是更大的范围"), True
    if not population.narrows or not (OF_ALL.match(labels[-1].label.core) or ALL_OVER.match(labels[0].label.core)):
        return Doubt(), False
    first = _is_first(cuts, at)
    everybody = first and (any(word.says_condition for word in labels) or _group_follows(cuts, population, at))
    return Doubt(0.2 if first else 0.15, "也可能不限于标题的范围"), everybody


def _is_first(cuts: Cuts, at: int) -> bool:
    """No figure stands before this one, but for those under the same heading and other numbers of everybody."""
    own = cuts.paths[at][0] if len(cuts.paths[at]) > 1 else ""
    before = [cuts.words(path)[-1] for path in cuts.paths[:at] if path and path[0] != own]
    return not any(
        word.says_condition or word.bare_total or word.parsed.of("counted") and not word.parsed.residue
        for word in before
        if not OF_ALL.match(word.label.core)
    )


def _is_wider(cuts: Cuts, population: Population, at: int) -> bool:
    """育龄妇女 before 已婚育龄妇女 in a table of the latter: what the title narrows further has a column of its own."""
    wanted, own = convert(population, "person"), _own(cuts, at)
    if wanted is None or own is None or not set(_parts(own)) < set(_parts(wanted)):
        return False
    return any(_own(cuts, later) == wanted for later in range(at + 1, len(cuts.paths)))


def _own(cuts: Cuts, at: int) -> Condition | None:
    """What the topmost label of a column says by itself."""
    top = cuts.words(cuts.paths[at])[0] if cuts.paths[at] else None
    found = conditions_of(top.parsed.narrowing, "person") if top is not None and top.says_condition else None
    return found.condition if found is not None and not (top and top.parsed.residue) else None


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _group_follows(cuts: Cuts, population: Population, at: int) -> bool:
    wanted = (convert(population, "person"), *(part for _, part in population.alternatives))
    for path in cuts.paths[at + 1 :]:
        head = cuts.words(path)[0] if len(path) > 1 else None
        own = conditions_of(head.parsed.narrowing, "person") if head is not None and head.says_condition else None
        if own is not None and own.condition in wanted:
            return True
    return False
