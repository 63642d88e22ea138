"""Headings that ask for a number: 户数, 其中：女, 60岁以上, 有劳动能力／低保对象(户), 占比, 平均年龄.

A number is put together from all labels over it. It is understood only when every word of every label is; a label that is
not, over one that is, leaves a guess. The steps are told in docs/explanation/how-a-form-is-understood.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qingzhuang.formfill.match.columns import contradicts
from qingzhuang.formfill.match.context import Cuts, Doubt, Word, counted_entity
from qingzhuang.formfill.match.everybody import beside_population
from qingzhuang.formfill.match.figures import AIDED, CHANGE, HOUSED, MEAN, PERIOD, SHARE_OF, unit_said
from qingzhuang.formfill.match.label import NUMBERING
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.never import LEFT, never
from qingzhuang.formfill.match.phrase import own_fields, parse_phrase
from qingzhuang.formfill.match.population import Population, convert, names_alternative
from qingzhuang.formfill.match.reading import COUNT_UNITS, MONEY_UNITS, SIZE_UNITS, Found, Reading, not_read, same_kind
from qingzhuang.formfill.match.senses import AREA_KIND, conditions_of, with_allowance_kind
from qingzhuang.formfill.match.shares import named_share, share, share_of_neighbour
from qingzhuang.formfill.match.totals import Totals, Unclear
from qingzhuang.tally.question import (
    EVERYTHING,
    Aggregate,
    And,
    Compare,
    Condition,
    Count,
    Everything,
    Function,
    Not,
    Percent,
    SameHousehold,
    both,
    fields_of,
)
from qingzhuang.tally.syntax import parse
from qingzhuang.vocabulary import Field

EVENTS = ("birth", "death")


@dataclass(slots=True)
class MeasureReader:
    """Reads the numeric headings of one table; `paths` are all of them, so that neighbours can be asked."""

    words: Lexicon
    population: Population
    paths: Sequence[tuple[str, ...]]
    same_household: bool = False
    default: str = "person"
    at_odds: str = ""  # a label that can never hold of whom the title names
    cuts: Cuts = field(init=False)
    totals: Totals = field(init=False)

    def __post_init__(self) -> None:
        self.paths = [unit_said(path) for path in self.paths]
        self.cuts = Cuts(self.words, self.paths)
        self.totals = Totals(self.cuts)

    def read(self, at: int) -> Reading:
        """The measure of the path at an index of `paths`."""
        path = self.paths[at]
        if not path:
            return not_read("没有列名")
        labels = self.cuts.words(path)
        leaf = labels[-1]
        phrases = leaf.parsed.of("phrase")
        if phrases and not leaf.parsed.residue and phrases[0].phrase is not None:
            measure = parse(phrases[0].phrase.question)
            return Reading(measure, phrases[0].phrase.score, f"“{leaf.label.core}”按通行算法计算")  # type: ignore[arg-type]
        parted = SHARE_OF.match(leaf.label.core)
        if parted and parted.group(2) == "比":  # 老年人占比%
            parted = None
        if parted and parted.group(1):
            return named_share(self, parted.group(1), parted.group(2))
        unit = leaf.label.unit or next((w.label.unit for w in reversed(labels[:-1]) if w.label.unit), "")
        aggregate = self.aggregate(at, labels, unit)
        if aggregate is not None:
            return aggregate
        if leaf.parsed.residue and not (parted and not parse_phrase(parted.group(2)).residue):
            return not_read(f"“{leaf.parsed.residue}”没有看懂")
        if leaf.label.unit and leaf.label.unit not in COUNT_UNITS:
            return not_read(f"以“{leaf.label.unit}”为单位，不是人数或户数")
        if leaf.parsed.of("share") or leaf.label.unit == "%":
            return share_of_neighbour(self, at, labels) or share(self, at, labels)
        return self.count(at, labels)

    # ------------------------------------------------------------ counts
    def count(self, at: int, labels: list[Word]) -> Reading:
        leaf = labels[-1]
        if not (
            self.says_period(labels)
            or leaf.parsed.of("counted")
            or leaf.parsed.of("number")
            or leaf.parsed.of("total")
            or leaf.says_condition
            or leaf.label.unit
        ):
            return not_read("列名里没有要数的东西")
        if self.names_fact(leaf):
            return not_read(f"“{leaf.label.core}”是一项内容，不是数")
        entity, assumed = counted_entity(labels, self.population.entity if self.population.narrows else "", self.default)
        found = self.conditions(at, labels, entity)
        if found is None:
            return not_read(f"“{leaf.label.core}”说不到要数的对象上")
        whole, titled = self.in_title(at, labels, found.condition, entity)
        if isinstance(whole, Everything) and any(AIDED.match(t.text) for w in labels for t in w.parsed.of("counted")):
            return not_read("没有说是什么保障")
        doubt = found.doubt.join(self.context(labels, bool(found.fields), entity)).join(titled).join(self.added_up(leaf))
        if doubt.amount >= 1:
            return not_read(doubt.why)
        vague = assumed and not found.fields and not leaf.parsed.of("counted") and not self.population.narrows
        score = 0.95 - doubt.amount - (0.25 if vague else 0.0)
        said = leaf.says_condition or (leaf.bare_total and len(labels) > 1 and labels[-2].says_condition)
        clear = said or not any(w.parsed.residue for w in labels)
        score = max(score, 0.3) if clear else score  # the labels themselves are clear: worth a guess
        return Reading(Count(entity, whole), score, self.say(labels, doubt), found.fields, found.own, entity)

    def in_title(self, at: int, labels: list[Word], condition: Condition, entity: str) -> tuple[Condition, Doubt]:
        """What a column counts, with the range of the title; and the doubt where the two do not go together."""
        leaf = labels[-1]
        of_all, everybody = beside_population(self.cuts, self.population, at)
        if everybody:
            return condition, of_all
        whole = self.with_population(condition, entity)
        if whole is None:
            return condition, Doubt(0.6, "标题的范围说不到这一列要数的对象上")
        impossible = never(whole)
        if impossible.amount and impossible.why != LEFT and not never(condition).amount:
            self.at_odds = leaf.label.core
        if impossible.amount:
            whole = self.with_population(condition, entity, yielding=True) or whole
        return whole, of_all.join(impossible)

    @staticmethod
    def says_period(labels: list[Word]) -> bool:
        """本月, 当年 under 出生人数: the number of the label above, in that time."""
        leaf = labels[-1]
        return bool(PERIOD.match(leaf.label.core)) and any(w.parsed.of("counted") for w in labels[:-1])

    def added_up(self, leaf: Word) -> Doubt:
        """累计低保对象: everybody who was one at some time of the year, not those of today."""
        added = any(t.text == "累计" for t in leaf.parsed.of("total")) and not leaf.bare_total
        return Doubt(0.3, "累计的是一段时间里的，不只是现在的") if added else Doubt()

    def names_fact(self, leaf: Word) -> bool:
        """房屋编号, 房屋类型: the label of a fact that is no figure, although the word 房屋 could be counted."""
        if leaf.says_condition or leaf.parsed.of("number") or leaf.parsed.of("total") or leaf.label.unit:
            return False
        known = self.words.vocabulary.by_label.get(leaf.label.core, ())
        return bool(known) and all(f.type not in ("integer", "number", "boolean") for f in known)

    def conditions(self, at: int, labels: list[Word], entity: str) -> Found | None:
        """The conditions of all labels together; of a total those of its parts; of 其中 those of the column before, too."""
        if not labels:
            return Found(EVERYTHING)
        parts: list[Condition] = []
        fields: list[str] = []
        doubt = Doubt()
        titled = convert(self.population, entity)
        about = [*([titled] if titled is not None else []), *self.population.programmes]
        own: Condition = EVERYTHING
        base = self.base_of(at) if self.is_part(labels) or self.goes_on_part(at, len(labels) - 1) else None
        if base is not None and base.entity == entity:
            parts.append(base.own)
            if base.score < 0.8:
                doubt = doubt.join(Doubt(0.2, "“其中”前面的一列还没有把握"))
        elif base is not None:
            doubt = doubt.join(Doubt(0.3, "“其中”前面一列数的是别的对象"))
        for depth, word in enumerate(labels):
            if word.label.core in self.words.collective and labels[-1].says_condition and word is not labels[-1]:
                continue  # 重点人群 over 残疾人: each kind says itself who is meant
            found = self.cuts.conditions(at, depth, word, entity, [*about, *parts])
            if found is None and depth < len(labels) - 1:
                doubt = doubt.join(Doubt(0.35, f"上面的“{word.label.core}”用不上"))
                continue
            if found is None:
                return None
            own = found.condition
            parts = [p for p in parts if not _overridden(p, own)]
            parts.append(own)
            fields.extend(found.fields)
            doubt = doubt.join(Doubt(found.doubt, f"“{word.label.core}”有不止一种说法" if found.doubt else ""))
        if labels[-1].bare_total:
            try:
                total = self.totals.parts(at, entity)
            except Unclear:
                total, doubt = None, doubt.join(Doubt(0.3, "合计的各部分条件不同"))
            if total is not None:
                parts.append(total)
                fields.append("")
        if labels[-1].excluded:
            parts.extend(self.without(labels[-1], entity))
        if any(AREA_KIND.match(word.label.core) for word in labels):
            parts = with_allowance_kind(parts)
        return Found(both(*parts), own, tuple(fields), doubt)

    def without(self, word: Word, entity: str) -> list[Condition]:
        minus = [conditions_of(parse_phrase(text).narrowing, entity) for text in word.excluded]
        return [Not(m.condition) for m in minus if m is not None and not isinstance(m.condition, Everything)]

    @staticmethod
    def is_part(labels: list[Word]) -> bool:
        return any(w.label.part for w in labels)

    def base_of(self, at: int) -> Reading | None:
        """The column that 其中 is a part of: the nearest before it that is no part itself.

        Where that one is a member of a row of bands or kinds (60-69岁, 70-79岁 …), 其中 speaks of what they divide.
        """
        path = self.paths[at]
        depth = next((d for d, word in enumerate(self.cuts.words(path)) if word.label.part), len(path) - 1)
        before = [
            other
            for other in range(at - 1, -1, -1)
            if self.paths[other][:depth] == path[:depth]
            and len(self.paths[other]) > 0
            and not self.is_part(self.cuts.words(self.paths[other]))
            and not self.goes_on_part(other, depth)
        ]
        readings = [
            found
            for other in before
            if (found := self.read(other)).measure is not None and not isinstance(found.measure, Percent)
        ]
        if not readings:
            return None
        first = readings[0]
        deeper = next(other for other in before if self.read(other) is not None)
        if len(self.paths[deeper]) > depth + 1:  # the column before is nested: 其中 speaks of its group
            group = self.cuts.conditions(deeper, depth, self.cuts.words(self.paths[deeper])[depth], first.entity)
            return replace(first, own=group.condition, fields=group.fields) if group is not None else None
        repeated = sum(1 for other in self.paths if other[:-1] == path[:-1] and other[-1:] == path[-1:])
        if depth == len(path) - 1 and repeated > 1:
            return first  # 其中：女 after each column: of that column
        kinds = sum(1 for r in readings if r.fields[-1:] == first.fields[-1:])
        if first.fields and kinds < 2:
            return first
        return next((r for r in readings if isinstance(r.own, Everything)), None if first.fields else first)

    def goes_on_part(self, at: int, depth: int) -> bool:
        """女性 right after 其中：男性: a part, too, though 其中 is not said again."""
        if at == 0 or not self.paths[at - 1] or self.paths[at - 1][:depth] != self.paths[at][:depth]:
            return False
        before, here = self.cuts.words(self.paths[at - 1])[-1], self.cuts.words(self.paths[at])[-1]
        if not before.label.part and not self.goes_on_part(at - 1, depth):
            return False
        shared = own_fields(before.parsed) & own_fields(here.parsed)
        return bool(shared - self.divided_by_whole(at, depth))

    def divided_by_whole(self, at: int, depth: int) -> set[str]:
        """失业 of 失业, 其中：有就业意愿, 退休: a value of its own list stands beside the whole, and is no part of it."""
        whole = next((p for p in reversed(self.paths[:at]) if p and not self.is_part(self.cuts.words(p)[-1:])), None)
        if whole is None or whole[:depth] != self.paths[at][:depth]:
            return set()
        senses = [sense for token in self.cuts.words(whole)[-1].parsed.narrowing for sense in token.senses]
        return {f"{sense.entity}.{name}" for sense in senses for name in fields_of(sense.condition)} - {"person.age"}

    def with_population(self, condition: Condition, entity: str, yielding: bool = False) -> Condition | None:
        """The condition and that of the title; `yielding` leaves out what of the title the condition contradicts."""
        if entity in EVENTS and self.population.entity not in EVENTS:
            return condition
        narrowed = convert(self.population, entity)
        if narrowed is None:
            return None
        if self.population.alternatives and names_alternative(self.population, entity, condition):
            narrowed = EVERYTHING
        if yielding:
            parts = narrowed.parts if isinstance(narrowed, And) else (narrowed,)
            narrowed = both(
                *(part for part in parts if not contradicts(part, condition) and not never(both(part, condition)).amount)
            )
        return both(narrowed, condition, SameHousehold()) if self.same_household else both(narrowed, condition)

    def context(self, labels: list[Word], says: bool, entity: str) -> Doubt:
        """Doubt from labels above that are not understood and from a title that is not."""
        doubt = self.population.as_doubt()
        for word in labels[:-1]:
            if not word.parsed.residue or self.cuts.dimensions((word.label.text,)):
                continue
            if word.label.core in self.words.collective and labels[-1].says_condition:
                continue
            if entity in EVENTS and CHANGE.search(word.label.core):
                continue
            if labels[-1].says_condition and word.parsed.of("neutral") and NUMBERING.match(word.label.plain):
                doubt = doubt.join(Doubt(0.1, f"“{word.label.core}”只当小标题看"))  # 五、读书就业情况
                continue
            if not says and not labels[-1].says_condition:
                return Doubt(1.0, f"上面的“{word.label.core}”没有看懂")
            doubt = doubt.join(Doubt(0.35, f"上面的“{word.label.core}”没有看懂"))
        return doubt

    # ------------------------------------------------------------ sums, averages, shares
    def aggregate(self, at: int, labels: list[Word], unit: str) -> Reading | None:
        """平均年龄, 月保障额（元）／合计, 户月保障金: a numeric field, summed unless the words say otherwise."""
        leaf = labels[-1]
        named = [t for w in labels for t in w.parsed.of("function")]
        of_money = len(labels) > 1 and labels[-2].label.core.endswith(("金额", "金", "资金"))
        firms = self.default == "organisation" and leaf.label.core in self.words.numeric
        about_some = (
            leaf.parsed.narrowing
            and not firms
            and not named
            and not of_money
            and not (leaf.parsed.of("numeric") and unit in ("", *MONEY_UNITS))
        )
        if about_some or self.same_household or leaf.parsed.of("share"):
            return None
        numeric = self.numeric_field(labels)
        if numeric is None:
            known = bool(leaf.parsed.of("counted")) and not leaf.label.unit
            return not_read(f"没有可以合计的“{leaf.label.core}”") if (unit in MONEY_UNITS and not known) or named else None
        measured = unit in MONEY_UNITS or unit in SIZE_UNITS or bool(numeric.unit and numeric.unit not in ("人", "户", "个"))
        if leaf.bare_total and any(w.parsed.of("counted") or w.parsed.narrowing for w in labels[:-1]) and not measured:
            return None
        countable = not leaf.parsed.residue and bool(
            leaf.parsed.of("counted") or leaf.parsed.of("number") or leaf.parsed.of("cond")
        )
        of_firms = numeric.entity == self.default == "organisation" and numeric.name.endswith("_count")
        if not named and not measured and countable and not of_firms:
            return None
        mean = any(MEAN.search(w.label.core) for w in labels)
        function: Function = named[-1].name if named else "avg" if mean else "sum"  # type: ignore[assignment]
        about = [w for w in labels if not self.names_number(w)]
        found = self.conditions(at, about, numeric.entity) or Found(EVERYTHING, doubt=Doubt(0.35, "条件用不上"))
        whole = self.with_population(found.condition, numeric.entity)
        if whole is None:
            return not_read("标题的范围说不到这一列")
        doubt = found.doubt.join(self.context([*about, leaf], True, numeric.entity)).join(self.of_what(labels, numeric))
        score = max(0.3, 0.9 - doubt.amount - (0.2 if numeric.extra else 0.0) - (0.15 if mean and not named else 0.0))
        return Reading(
            Aggregate(function, numeric.path, whole),
            score,
            self.say(labels, doubt),
            (numeric.path,),
            found.condition,
            numeric.entity,
        )

    def of_what(self, labels: list[Word], numeric: Field) -> Doubt:
        """建筑面积 where 小区 or 楼栋 are counted: of the flats, or of these? 低保金 under 支出: paid or granted?"""
        if ".allowance." in numeric.path and any("支出" in word.label.core for word in labels[:-1]):
            return Doubt(0.15, "“支出”是实际发放的钱，台账里是核定的")
        said = self.default == "dwelling" or any(HOUSED.search(word.label.core) for word in labels)
        return Doubt() if numeric.entity != "dwelling" or said else Doubt(0.2, "没有说是什么的面积")

    def names_number(self, word: Word) -> bool:
        return (
            (bool(word.parsed.of("numeric") or word.parsed.of("function")) and not word.parsed.narrowing)
            or word.bare_total
            or word.label.core in self.words.numeric
        )

    def numeric_field(self, labels: list[Word]) -> Field | None:
        """The field that the labels name: leaf with the label above it, leaf, then the labels above."""
        spellings = ["".join(w.label.core for w in labels[-2:]), labels[-1].label.core]
        if not labels[-1].parsed.residue:
            spellings += [t.text for t in labels[-1].parsed.of("numeric")]
        values = labels[-1].says_condition and not labels[-1].parsed.of("counted") and not labels[-1].label.unit
        if values and len(labels) > 1 and labels[-2].label.core.endswith(("金额", "金", "资金")):  # 低保金额 over 中央, 省级
            spellings.append(labels[-2].label.core)
        if labels[-1].bare_total or labels[-1].parsed.of("function"):
            for word in reversed(labels[:-1]):
                spellings += [word.label.core, *(t.text for t in word.parsed.of("numeric"))]
        unit = labels[-1].label.unit
        for spelling in spellings:
            for found in self.words.numeric.get(spelling, ()):
                if not same_kind(unit, found.unit):
                    continue
                if found.entity in ("person", "household", "dwelling", "organisation", "facility") and not found.via:
                    return found
        return None

    def say(self, labels: list[Word], doubt: Doubt) -> str:
        """The reason in words."""
        text = "—".join(w.label.core for w in labels)
        narrowed = f"，{self.population.reason}" if self.population.narrows else ""
        return f"“{text}”按最可能的意思理解{narrowed}；{doubt.why}" if doubt.why else f"“{text}”每个词都认识{narrowed}"


def _overridden(earlier: Condition, later: Condition) -> bool:
    """A value of a field given again lower down replaces the one above it."""
    return (
        isinstance(earlier, Compare)
        and isinstance(later, Compare)
        and earlier.op == later.op == "="
        and earlier.field == later.field
    )
