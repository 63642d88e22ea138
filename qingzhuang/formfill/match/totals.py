"""What a total adds up: 合计, 小计, 总数 say nothing of themselves, their place does."""

from __future__ import annotations

from dataclasses import dataclass

from qingzhuang.formfill.match.context import Cuts
from qingzhuang.tally.question import Compare, Condition, Everything, OneOf, both, fields_of

UNSTATED = ("unknown", "unstated", "not_stated", "none")


class Unclear(Exception):
    """The parts of a total cannot be said in one condition."""


@dataclass(slots=True)
class Totals:
    """Finds the parts of a total among the columns of its table."""

    cuts: Cuts

    def parts(self, at: int, entity: str) -> Condition | None:
        """The condition that the place of a total adds; None where the labels over it say it already.

        Under a group label that is understood a total is that group. Under one that is not, it is the union of its parts,
        when these are values of one field. A total beside groups adds up what stands before it: one group is that group;
        several are the union of all their columns. Parts that make up the whole list (男 and 女) narrow nothing.
        """
        path = self.cuts.paths[at]
        if len(path) > 1:
            if self.group_says(at, entity):
                return None
            return self.union([i for i, other in enumerate(self.cuts.paths) if other[:-1] == path[:-1] and i != at], entity)
        before = [i for i in range(at) if self.cuts.paths[i]]
        groups = list(dict.fromkeys(self.cuts.paths[i][0] for i in before if len(self.cuts.paths[i]) > 1))
        if not groups:
            after = [i for i in range(at + 1, len(self.cuts.paths)) if len(self.cuts.paths[i]) == 1]
            return self.union(after, entity) if len(after) >= 2 else None
        if len(groups) == 1:
            first = next(i for i in before if self.cuts.paths[i][0] == groups[0])
            found = self.cuts.conditions(first, 0, self.cuts.word((groups[0],)), entity)
            return found.condition if found is not None and not isinstance(found.condition, Everything) else None
        return self.union([i for i in before if len(self.cuts.paths[i]) > 1], entity)

    def group_says(self, at: int, entity: str) -> bool:
        """Whether a label over the total says what it is a total of."""
        path = self.cuts.paths[at]
        for depth in range(len(path) - 1):
            word = self.cuts.word(path[: depth + 1])
            found = self.cuts.conditions(at, depth, word, entity)
            says = found is not None and not isinstance(found.condition, Everything)
            names = bool(word.parsed.of("counted") or word.parsed.of("neutral") or word.bare_total) and not word.parsed.residue
            if says or names or self.cuts.dimensions((path[depth],)):
                return True
        return False

    def union(self, places: list[int], entity: str) -> Condition | None:
        """The columns at these places as alternatives, if all are values of one field that do not make up its whole list."""
        values: list[str | int | float] = []
        name = ""
        several = len({self.cuts.paths[place][0] for place in places}) > 1
        for place in places:
            path = self.cuts.paths[place]
            word = self.cuts.word(path)
            if word.bare_total:
                continue
            if word.parsed.residue or word.label.part:
                return None
            found = self.cuts.conditions(place, len(path) - 1, word, entity)
            part = found.condition if found is not None else None
            if not isinstance(part, Compare) or part.op != "=" or (name and part.field != name):
                return None
            name = part.field
            values.append(part.value)
            if several and self.beside_field(place, name, entity):
                raise Unclear
        if not name or len(values) < 2 or self.whole_list(entity, name, values):
            return None
        return both(OneOf(name, tuple(dict.fromkeys(values))))

    def beside_field(self, place: int, name: str, entity: str) -> bool:
        """Whether a label over a column narrows by another field than the column itself: 低保户 over 城镇, 农村."""
        path = self.cuts.paths[place]
        for depth in range(len(path) - 1):
            found = self.cuts.conditions(place, depth, self.cuts.word(path[: depth + 1]), entity)
            if found is not None and set(fields_of(found.condition)) - {name}:
                return True
        return False

    def whole_list(self, entity: str, name: str, values: list[str | int | float]) -> bool:
        """All values of the code list, or all that matter beside 其他."""
        codes = self.cuts.words_known.vocabulary.field(f"{entity}.{name}").codes
        if codes is None:
            return False
        named = {str(v) for v in values}
        rest = [v.name for v in codes.values if v.name not in named and not v.within and v.name not in UNSTATED]
        return not rest or any(v.name in named and v.vague and not v.within for v in codes.values)
