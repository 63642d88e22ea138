"""The labels of one table cut into words, with what stands over and beside each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qingzhuang.formfill.match.label import BRACKET, Label, read_label
from qingzhuang.formfill.match.lexicon import Lexicon, Sense
from qingzhuang.formfill.match.phrase import Parsed, Token, parse_phrase, without_exclusions
from qingzhuang.formfill.match.senses import Chosen, conditions_of
from qingzhuang.formfill.match.senses import family_of as _family
from qingzhuang.tally.question import Compare, Condition, Count, Holds, Not, Or, both

UNIT_ENTITY = {
    "人": "person",
    "名": "person",
    "位": "person",
    "户": "household",
    "套": "dwelling",
    "家": "organisation",
    "处": "facility",
}
EVENTS = ("birth", "death")
FAMILY = ("户", "家庭", "户数", "之家")
# a group label that only describes (就业情况, 农业生产) is a topic; one that ends in such a word names people or households
HEADS = re.compile(r"(人|员|户|人口|家庭|对象|者|房|屋|士兵|军人|儿童|老人|妇女|学生|孤儿|属|生)$")
DWELLINGS = re.compile(r"(房|屋|套|间|住宅|场所|单位|企业|店|商铺|商户|网吧|旅馆|宾馆|组织|机构|业)数?$")
JOINED = re.compile(r"[及和与、+]")
OTHERS = re.compile(r"^其[他它](人员|人)?$")
TAILS = ("情况", "分布", "构成", "结构", "状况", "程度分布", "分类", "类型", "类别", "段", "组", "分组", "分段", "层次")


@dataclass(frozen=True, slots=True)
class Doubt:
    """How much is taken off a score, and why, in words."""

    amount: float = 0.0
    why: str = ""

    def join(self, other: Doubt) -> Doubt:
        return Doubt(self.amount + other.amount, self.why or other.why)


@dataclass(frozen=True, slots=True)
class Word:
    """One label of a path with its words cut."""

    label: Label
    parsed: Parsed
    excluded: tuple[str, ...]

    @property
    def bare_total(self) -> bool:
        return bool(self.parsed.of("total")) and not self.parsed.narrowing

    @property
    def says_condition(self) -> bool:
        return bool(self.parsed.narrowing)


@dataclass(slots=True)
class Cuts:
    """Every label of a table cut once, and its conditions in the light of its neighbours."""

    words_known: Lexicon
    paths: Sequence[tuple[str, ...]]
    _cut: dict[tuple[str, ...], Word] = field(default_factory=dict)
    _votes: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)

    def words(self, path: tuple[str, ...]) -> list[Word]:
        return [self.word(path[: depth + 1]) for depth in range(len(path))]

    def word(self, path: tuple[str, ...]) -> Word:
        """The last label of a path cut; bare numbers are bands where a label over it names a number."""
        if path not in self._cut:
            label = read_label(path[-1])
            core, excluded = without_exclusions(label.whole)
            numeric = any(f.partition(".")[2] not in ("", "age") for f in self.dimensions(path[:-1], numeric=True)) or bool(
                self.dimensions(path[:-1], numeric=True)
            )
            parsed = _own_ages(core, numeric)
            if parsed.residue and self._names_fact(label.core):
                parsed = Parsed((Token("neutral", label.core),))  # 户口性质: no household is counted in it
            self._cut[path] = Word(label, parsed, excluded)
        return self._cut[path]

    def _names_fact(self, core: str) -> bool:
        return any(f.type in ("code", "codes") for f in self.words_known.vocabulary.by_label.get(core, ()))

    def dimensions(self, above: tuple[str, ...], numeric: bool = False) -> list[str]:
        """Fields that the labels over a label name: 性别, 文化程度, 人均住房建筑面积."""
        wanted = ("integer", "number") if numeric else ("code", "codes", "integer", "number", "boolean")
        found: list[str] = []
        for text in above:
            label = read_label(text)
            spellings = [
                label.core,
                label.core.removeprefix("按").removesuffix("分"),
                *(label.core.removesuffix(tail) for tail in TAILS),
            ]
            for spelling in dict.fromkeys(spellings):
                found.extend(f.path for f in self.words_known.vocabulary.by_label.get(spelling, ()) if f.type in wanted)
        return list(dict.fromkeys(found))

    def votes(self, path: tuple[str, ...], depth: int) -> dict[str, int]:
        """How many labels beside the one at a depth could be a value of each field."""
        group = path[:depth]
        if group not in self._votes:
            votes: dict[str, int] = {}
            for text in dict.fromkeys(other[depth] for other in self.paths if len(other) > depth and other[:depth] == group):
                cond = self.word((*group, text)).parsed.of("cond")
                for name in {s.field for t in cond for s in t.senses if s.field}:
                    votes[name] = votes.get(name, 0) + 1
                for family in {_family(s) for t in cond for s in t.senses if s.field and not s.vague}:
                    votes[family] = votes.get(family, 0) + 1
            self._votes[group] = votes
        return self._votes[group]

    def conditions(self, at: int, depth: int, word: Word, entity: str, context: Sequence[Condition] = ()) -> Chosen | None:
        """The conditions of one label, seen from the records counted.

        A label over columns that count households as well speaks of households; a label that names two groups (甲及乙)
        over columns that are its kinds only names them.
        """
        path = self.paths[at]
        place = next((d for d, w in enumerate(self.words(path)) if w.label.text == word.label.text), depth)
        leaf = place == len(path) - 1
        tokens = word.parsed.narrowing
        if not leaf and any(self.word(path[: d + 1]).says_condition for d in range(place + 1, len(path))):
            tokens = tuple(t for t in tokens if t.text not in self.words_known.over_kinds)  # 特殊人群参保情况 over 残疾人
        if not leaf and word.parsed.of("neutral") and word.parsed.residue and JOINED.search(word.label.core):
            return Chosen(Count("x").where)  # 妇女工作及老龄工作人口情况: what the section is about
        if not leaf and len(tokens) > 1 and _joins_two(parse_phrase(word.label.core)):
            return Chosen(Count("x").where)
        if not leaf and tokens and self._names_kinds(path, place, tokens):
            tokens = tuple(t for t in tokens if HEADS.search(t.text))
        dropped: tuple[Token, ...] = ()
        if not leaf and (word.parsed.residue or word.parsed.of("neutral")):
            kept = tuple(t for t in tokens if t.kind == "band" or HEADS.search(t.text) or _is_flag(t) and not word.parsed.residue)
            if entity == "household":  # 劳动力情况 over 有劳动能力户: what the columns are about
                kept = tuple(t for t in kept if t.kind == "band" or HEADS.search(t.text) or not _only_ages(t))
            dropped = tuple(t for t in tokens if t not in kept)
            tokens = kept
        if OTHERS.match(word.label.core) and place:
            named = self.words_known.value_senses(f"其他{self.word(path[:place]).label.core}")
            if named and not self.others(path, place, entity):
                return conditions_of((Token("cond", word.label.core, senses=tuple(named)),), entity)
        if OTHERS.match(word.label.core):
            rest = self.others(path, place, entity)
            if rest is not None:
                return rest
        if leaf and _joins_two(word.parsed):
            either = self._either(word.parsed, entity, path, place)
            if either is not None:
                return either
        via = "household" if not leaf and entity == "person" and self._counts_households(path[: place + 1]) else ""
        if via and all(any(_says_of_person(s) for s in token.senses) for token in tokens):
            via = ""  # 低保: said of the people themselves, too
        chosen = conditions_of(tokens, entity, self.dimensions(path[:place]), self.votes(path, place), context, via)
        if chosen is not None and dropped and not word.parsed.residue and not self._divided(path, place, dropped):
            return replace(chosen, doubt=chosen.doubt + 0.25)  # 农村情况／户数: of the countryside only, or not?
        return chosen

    def _either(self, parsed: Parsed, entity: str, path: tuple[str, ...], place: int) -> Chosen | None:
        """低保、特困: the one or the other; None where the sides are no groups of their own, or values of one list."""
        sides: list[list[Token]] = [[]]
        for token in parsed.tokens:
            if token.kind == "glue" and JOINED.fullmatch(token.text):
                sides.append([])
            elif token in parsed.narrowing:
                sides[-1].append(token)
        found = [conditions_of(side, entity, self.dimensions(path[:place])) for side in sides]
        parts = [one.condition for one in found if one is not None and isinstance(one.condition, Holds)]
        if len(parts) < len(sides) or len({part.field for part in parts}) < len(parts):
            return None
        return Chosen(Or(tuple(parts)), tuple(name for one in found if one is not None for name in one.fields), 0.25)

    def _divided(self, path: tuple[str, ...], place: int, tokens: Sequence[Token]) -> bool:
        """就业情况 over 在职, 失业: the labels below are values of the field that the word belongs to."""
        own = {s.field for t in tokens for s in t.senses}
        votes = self.votes(path, place + 1) if len(path) > place + 1 else {}
        return any(votes.get(name, 0) >= 2 for name in own if name)

    def _names_kinds(self, path: tuple[str, ...], place: int, tokens: Sequence[Token]) -> bool:
        """户籍 over 农业, 非农业: a short group label alone, over values of another field, only names what they are."""
        if (
            len(tokens) != 1
            or len(tokens[0].text) > 2
            or tokens[0].kind != "cond"
            or tokens[0].text != self.word(path[: place + 1]).label.core
            or _is_flag(tokens[0])  # 特困 over 集中, 分散
        ):
            return False
        own = {s.field for s in tokens[0].senses}
        if any(self.votes(path, place).get(name, 0) > 1 for name in own) or "person.sex" in own:
            return False
        below = {other[place + 1] for other in self.paths if len(other) > place + 1 and other[: place + 1] == path[: place + 1]}
        votes = self.votes((*path[: place + 1], next(iter(below))), place + 1)
        return any("=" not in name and name not in own and count >= max(2, len(below) - 1) for name, count in votes.items())

    def others(self, path: tuple[str, ...], place: int, entity: str) -> Chosen | None:
        """其他 beside yes/no headings (在校生, 其他): none of the others. Beside values of a list it is a value itself."""
        beside = [
            other for other in self.paths if len(other) > place and other[:place] == path[:place] and other[place] != path[place]
        ]
        parts: list[Condition] = []
        for other in beside:
            word = self.word(other[: place + 1])
            if word.bare_total:
                continue
            found = conditions_of(word.parsed.narrowing, entity, self.dimensions(path[:place]), self.votes(path, place))
            if found is None or not (isinstance(found.condition, Holds) or self._open_value(entity, found.condition)):
                return None
            parts.append(found.condition)
        if len({p.field for p in parts if isinstance(p, Compare)}) > 1 or len({type(p) for p in parts}) > 1:
            return None
        return Chosen(both(*(Not(part) for part in parts)), ("",), 0.1) if parts else None

    def _open_value(self, entity: str, condition: Condition) -> bool:
        """回族 beside 满族, 其他: a value of a list without a 其他 of its own, or too long to be written out on a form."""
        if not isinstance(condition, Compare) or condition.op != "=" or not isinstance(condition.value, str):
            return False
        codes = self.words_known.vocabulary.field(f"{entity}.{condition.field}").codes
        return codes is not None and (len(codes.values) > 20 or not any(value.name == "other" for value in codes.values))

    def _counts_households(self, group: tuple[str, ...]) -> bool:
        return any(
            self.word(other).label.unit == "户" or any(t.name == "household" for t in self.word(other).parsed.of("counted"))
            for other in self.paths
            if len(other) > len(group) and other[: len(group)] == group
        )


def counted_entity(labels: Sequence[Word], population: str, default: str) -> tuple[str, bool]:
    """What is counted, and whether that is only assumed. Events first, then unit and words from the leaf upwards."""
    named = [t.name for w in labels for t in w.parsed.of("counted")]
    for event in EVENTS:
        if event in named:
            return event, False
    for word in reversed(labels):
        if word.label.unit in UNIT_ENTITY:
            return UNIT_ENTITY[word.label.unit], False
        counted = word.parsed.of("counted")
        if counted:
            return counted[-1].name, False
        if word.parsed.of("number") and any(_of_rooms(t) for t in word.parsed.of("cond")):
            return "dwelling", False  # 出租房屋数
        if any(t.kind == "cond" and t.text.endswith("户数") for t in word.parsed.tokens):
            return "household", False
        if any(t.kind == "cond" and t.text.endswith(("人数", "人口数")) for t in word.parsed.tokens):
            return "person", False
        if any(t.kind == "cond" and t.text.endswith(FAMILY) for t in word.parsed.tokens) and population != "person":
            last = word.parsed.narrowing[-1]  # 低保户残疾人: the people in them
            return ("household" if last.text.endswith(FAMILY) or not _of_people(last) else "person"), False
    if population == "household" and not any(_of_people(t) for w in labels[-1:] for t in w.parsed.narrowing):
        return population, True
    if population == "person" and labels and not DWELLINGS.search(labels[-1].label.core):
        return population, True  # 租房居住 in a table of people: those who do
    owners = [{s.entity for s in t.senses} for w in labels for t in w.parsed.of("cond")]
    for owner in ("dwelling", "organisation", "facility"):
        if any(owner in o and o <= {owner, "building"} for o in owners) or (
            owners and all(owner in o for o in owners) and owner in (population, default)
        ):
            return owner, False
    if (population or default) == "household" and labels and labels[-1].says_condition:
        if all(_of_people(token) for token in labels[-1].parsed.narrowing):  # 女, 60岁以上: people, also in a table of households
            return "person", True
    return population or default, True


def _of_rooms(token: Token) -> bool:
    return token.text.endswith(("房", "房屋", "屋", "住房", "住宅")) and any(sense.entity == "dwelling" for sense in token.senses)


def _of_people(token: Token) -> bool:
    """An age in years, or a word that only people can be."""
    if token.band is not None:
        return token.band.years
    return bool(token.senses) and all(sense.entity == "person" for sense in token.senses)


def _joins_two(parsed: Parsed) -> bool:
    """Two groups of people joined by a word: 60周岁退役士兵及老烈子女."""
    kinds = [t.kind for t in parsed.tokens]
    joins = [i for i, t in enumerate(parsed.tokens) if t.kind == "glue" and t.text in ("及", "和", "与", "或", "、", "/", "+")]
    return any(
        any(k in ("cond", "band") for k in kinds[:i]) and any(k in ("cond", "band") for k in kinds[i + 1 :]) for i in joins
    )


def _own_ages(core: str, bare_bands: bool) -> Parsed:
    """A label whose bracket gives the ages itself (劳动力（男18-60岁、女18-55岁）): the bracket replaces the usual ages."""
    brackets = [parse_phrase(text) for text in BRACKET.findall(core)]
    ages = [b for b in brackets if b.of("band") and not b.residue]
    if not ages:
        whole = parse_phrase(core, bare_bands=bare_bands)
        if whole.residue and any(b.residue for b in brackets):  # 省内（市、县）: a remark in brackets
            return parse_phrase(BRACKET.sub("", core) or core, bare_bands=bare_bands)
        return whole
    outside = parse_phrase(BRACKET.sub("", core), bare_bands=bare_bands)
    kept = tuple(t for t in outside.tokens if not (t.kind == "cond" and _only_ages(t)))
    return Parsed((*kept, *(t for b in ages for t in b.tokens)))


def _is_flag(token: Token) -> bool:
    """A word of yes or no, or a definition: 享受低保, not a value of a list."""
    return any(isinstance(sense.condition, Holds) or not sense.field for sense in token.senses)


def _says_of_person(sense: Sense) -> bool:
    return sense.entity == "person" and (not sense.field or isinstance(sense.condition, Holds)) and not sense.extra


def _only_ages(token: Token) -> bool:
    from qingzhuang.tally.question import fields_of

    return all("age" in (names := set(fields_of(sense.condition))) and names <= {"age", "sex"} for sense in token.senses[:1])
