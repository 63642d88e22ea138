"""Who a table is about: what title, sub-title, sheet name and notes narrow it to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from qingzhuang.formfill.match.context import Doubt
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.phrase import DIVIDED, Parsed, Token, parse_phrase
from qingzhuang.formfill.match.senses import AREA_KIND, LOOSE, Chosen, conditions_of, seen_by, steps_to
from qingzhuang.tally.question import EVERYTHING, And, Condition, Count, Everything, Holds, OneOf, Or, fields_of
from qingzhuang.vocabulary import fold

YEAR = re.compile(
    r"(\d{2,4}|[〇零一二三四五六七八九十]{4}|_+|X+|×+)年(?:度|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月份?|[一二三四五六七八九十]{1,3}月份?|底|末|初){0,3}(\d{1,2}[日号])?"
)
PLACE = re.compile(
    r"^(?:[^省市县区旗乡镇村街道社\d岁农城享]{2,7}(?:省|自治区|市|自治州|州|盟|县|区|旗|乡|镇|街道办?事?处?|社区|村))+"
)
HOUSE = re.compile(  # ××小学, 第二中学, 中心幼儿园 in front: whose list it is, not what it is about
    r"^(?:[×xX*_○]{1,6}|.{0,8}(?:中心|实验|希望|第[一二三四五六七八九十\d]{1,2}))(?:小学|中学|学校|幼儿园|卫生院|医院|敬老院|福利院|养老院)(?=.{4})"
)
BRACKETED = re.compile(r"[(\[【〔《<]([^()\[\]【】〔〕《》<>]*)[)\]】〕》>]")
SERIAL = re.compile(
    r"^[一二三四五六七八九十\d]+$|样表|样式|附件|附表|空表|试行|模板|盖章|新版|修订|省统一|^表|^\d(?!.*岁)|制$|^续|设计|开发|电子版|内部"
)
EVENTS = ("birth", "death")
GENERIC_SHEET = re.compile(r"^(sheet|表|工作表|building|data|table|t)?[\s_-]*\d*$|^[一二三四五六七八九十]$", re.I)
JOINS = frozenset(("及", "和", "与", "或", "、", "/"))
NAMES = re.compile(
    r"(人|员|户|人口|家庭|对象|者|房|屋|证|属|士兵|军人|儿童|老人|妇女|学生|残疾|孤儿|女|生|场所|企业|单位|店|商户|组织|学校|楼)$"
)
REGISTERS = frozenset(("城镇", "城市", "农村", "农业"))  # said of people and households without naming them
LEAD = re.compile(
    r"^(附件|附表|附)\d*[:：]?|^表[一二三四五六七八九十\d]+[:：、.]?|^[\d.、一二三四五六七八九十]+[、.](?![一二三四]级)"
)


PEOPLE = re.compile(r"(人|员|者|士兵|军人|儿童|老人|妇女|学生|孤儿|子女|女)$")
KINDS = frozenset(("妇女", "儿童", "老人", "老年人", "青少年", "未成年人", "残疾人"))
HEAD_NOUN = re.compile(r"(老年人|老人|儿童|妇女|家庭|户)$")
NUMBERED = re.compile(r"^\s*(?:附件|附表|附|表)\s*[一二三四五六七八九十\d]+(?:-\d+)?[\s:：、.．]+")  # 表3 15岁以上: not 315


@dataclass(frozen=True, slots=True)
class Population:
    """Who is meant. `known` says that every word of the title is explained; `unknown` are the words that are not."""

    entity: str = ""
    condition: Condition = EVERYTHING
    known: bool = True
    unknown: str = ""
    reason: str = ""
    doubt: float = 0.0
    why: str = ""  # what the doubt comes from, where it is not the title
    alternatives: tuple[tuple[str, Condition], ...] = ()  # 出租房屋及流动人口: each by its own records
    programmes: tuple[Condition, ...] = ()  # 养老保险: narrows nobody, and says which 已参保 is meant
    by_place: bool = False  # 农村居民: of a place, not of a register
    half: bool = False  # 育龄妇女及计划生育服务: the other side names nobody

    @property
    def narrows(self) -> bool:
        return not isinstance(self.condition, Everything)

    def as_doubt(self) -> Doubt:
        """What an unexplained word of the title takes off every figure."""
        unknown = Doubt() if self.known else Doubt(0.3, f"标题里的“{self.unknown}”没有看懂")
        return unknown.join(Doubt(self.doubt, (self.why or "标题里的范围有不止一种理解") if self.doubt else ""))

    def as_count(self) -> Count | None:
        return Count(self.entity, self.condition) if self.narrows or self.entity in EVENTS else None


def read_population(texts: list[str], entity: str) -> Population:
    """The population that the texts (title first) name, as records of an entity.

    The first text that narrows is taken; a later one may add words that the first lacks. `entity` is what the rows are
    (roster) or what is mostly counted (cross-tab); where nothing is known it is empty and the words decide.
    """
    best: Population | None = None
    for text in texts:
        for part in _parts(text):
            found = _read(part, entity)
            if found is None:
                continue
            if best is None or (found.narrows and not best.narrows):
                best = replace(found, programmes=_programmes(part))
    return best or Population(entity)


def subject_of(title: str) -> str:
    """A title without place, year, serial number and brackets: the words that say whom it is about.

    >>> subject_of("广州市2012年度低收入家庭住房状况调查汇总表（一）")
    '低收入家庭住房状况调查汇总表'
    """
    plain = fold(NUMBERED.sub("", title))
    plain = LEAD.sub("", plain)
    plain = YEAR.sub("", plain)
    plain = BRACKETED.sub(lambda m: "" if SERIAL.search(m.group(1)) or not m.group(1) else m.group(0), plain)
    place = PLACE.match(plain)
    if place and len(plain) - place.end() >= 4:
        plain = plain[place.end() :]
    plain = HOUSE.sub("", plain)
    return re.sub(r"^(?:[省市县区镇乡村旗组]|街道|社区|\((?:街道|社区|镇|乡|居|区|市|旗)\))+(?=.{4})", "", plain)


def _parts(text: str) -> list[str]:
    plain = subject_of(text)
    return [plain] if plain and not GENERIC_SHEET.match(plain) else []


def _read(plain: str, entity: str) -> Population | None:
    parsed = parse_phrase(plain, title=True)
    if any(t.text in lexicon().collective for t in parsed.tokens) and not parsed.narrowing:
        return Population(entity, known=False, unknown=parsed.residue or plain, reason=f"标题“{plain}”没看懂")
    topics = _topics(parsed)
    narrowing = [t for t in parsed.narrowing if t not in topics and (not parsed.residue or _heads(t) or _before_head(t, parsed))]
    if entity and not narrowing:  # 养老保险参保人员花名册: of a list of people the programme is what they share
        narrowing = [
            t for t in parsed.of("glue") if any("insurance." in name for s in t.senses for name in fields_of(s.condition))
        ]
    named = [t for t in parsed.of("glue") if t.senses and not _of_insurance(t)]
    vague = 0.25 if topics or named else 0.0
    if not narrowing:
        events = {t.name for t in parsed.of("counted")} & set(EVENTS)
        if len(events) == 1 and not entity:
            entity = events.pop()  # 死亡人员统计表: whoever died in the time of the report
        elif events == {"death"} and entity == "person":  # 死亡人员登记表: a list of people who have died
            return Population(entity, Holds("deceased"), not parsed.residue, parsed.residue, "标题说的是死亡人员", vague)
        return Population(entity, known=not parsed.residue, unknown=parsed.residue, reason=_unknown_reason(parsed), doubt=vague)
    wanted = entity_of(parsed, entity)
    for candidate in dict.fromkeys((wanted, entity, "person", "household", "dwelling", "organisation", "facility")):
        if not candidate:
            continue
        said = [t for t in narrowing if t is narrowing[-1] or not _of_body(t)]  # 党支部党员: the members, whose branch it may be
        if any(s.entity == "dwelling" for s in said[-1].senses[:1]):  # 农村危房: houses that stand there
            said = [t for t in said if not AREA_KIND.match(t.text)]
        either = _either(parsed, candidate)
        found = either or conditions_of(said, candidate)
        if found is not None:
            words = "、".join(t.text for t in narrowing)
            reason = f"标题里的“{words}”说明了范围" + (f"；“{parsed.residue}”没看懂" if parsed.residue else "")
            loose = _unjoined(parsed, found.condition) or (either is None and _half_joined(parsed))
            by_place = all(AREA_KIND.match(t.text) for t in said)
            doubt = found.doubt + vague + (0.25 if loose or by_place else 0.0)
            if _beside_all(parsed) or _half_joined(parsed) and isinstance(found.condition, Or):
                return Population(entity, known=not parsed.residue, unknown=parsed.residue, reason=reason, doubt=0.25)
            joined = _alternatives(parsed) if either is not None else ()
            return Population(
                candidate,
                found.condition,
                not parsed.residue,
                parsed.residue,
                reason,
                doubt,
                alternatives=joined,
                by_place=by_place,
                half=either is None and _half_joined(parsed),
            )
    return Population(entity, known=False, unknown=plain, reason=f"标题“{plain}”没看懂")


def _programmes(plain: str) -> tuple[Condition, ...]:
    return tuple(t.senses[0].condition for t in parse_phrase(plain, title=True).tokens if t.senses and _of_insurance(t))


def _of_insurance(token: Token) -> bool:
    return any("insurance." in name for sense in token.senses for name in fields_of(sense.condition))


def _before_head(token: Token, parsed: Parsed) -> bool:
    """低收入 in 低收入住房困难家庭: said of the households at the end, whatever the words between mean."""
    after = parsed.tokens[parsed.tokens.index(token) + 1 :]
    if after and after[0] in parsed.narrowing and _heads(after[0]):
        return True  # 视力 in 视力残疾人 辅具适配
    before = [t.text for t in parsed.tokens[: parsed.tokens.index(token)]]
    if before.count("(") > before.count(")"):  # 慢性病（高血压、糖尿病）患者: the bracket says it exactly
        return True
    return token.text not in REGISTERS and any(
        t.kind == "counted" and t.text in ("家庭", "户", "人员", "居民", "群众") for t in after
    )


def _topics(parsed: Parsed) -> tuple[Token, ...]:
    """健康 in 健康管理服务, 就业 in 就业情况: a value of a list with no people, houses or households named by it is what the form is about."""
    found = []
    for token, following in zip(parsed.tokens, (*parsed.tokens[1:], None), strict=True):
        if token.kind == "cond" and token.senses and all(s.field in LOOSE for s in token.senses):
            found.append(token)  # 医疗救助: a help, and not those who got it
            continue
        if token.kind != "cond" or len(token.text) > 2 or not token.senses or NAMES.search(token.text):
            continue
        lists = all(s.field and s.field != "person.sex" and not isinstance(s.condition, Holds) for s in token.senses)
        if lists and token.text not in REGISTERS and (following is None or following.kind not in ("counted", "cond")):
            found.append(token)
    return tuple(found)


def _of_body(token: Token) -> bool:
    return bool(token.senses) and all(sense.entity == "organisation" for sense in token.senses)


def _groups(parsed: Parsed) -> list[list[Token]]:
    """The narrowing words of a title, parted where 及, 和, 、 join."""
    groups: list[list[Token]] = [[]]
    for token in parsed.tokens:
        if token.kind == "glue" and token.text in JOINS:
            groups.append([])
        elif token in parsed.narrowing:
            if groups[-1] and groups[-1][-1].text in KINDS and token.text in KINDS:
                groups.append([])  # 妇女儿童: the ones and the others
            groups[-1].append(token)
    return groups


def _sides(parsed: Parsed) -> list[list[Token]]:
    """All words of a title, parted where 及, 和, 、 join."""
    sides: list[list[Token]] = [[]]
    for token in parsed.tokens:
        if token.kind == "glue" and token.text in JOINS:
            sides.append([])
        else:
            sides[-1].append(token)
    return sides


def _half_joined(parsed: Parsed) -> bool:
    """残疾人就业和培训, 劳动力资源及就业失业: two things joined, and only one says of whom."""
    sides = [
        side for side in _sides(parsed) if not (side and side[0].kind == "glue" and DIVIDED.match(side[0].text))
    ]  # 分类别、分等级
    narrowed = [any(token in parsed.narrowing for token in side) for side in sides]
    return any(narrowed) and not all(narrowed)


def _beside_all(parsed: Parsed) -> bool:
    """房屋安全及危房, 农村基本情况及从业人员: the first side names no group, so that the second is one part of the form only."""
    if any(token.text in ("、", "/", "的") for token in parsed.tokens):
        return False  # 分年龄、性别的老年人口: a list before the one head
    sides = _sides(parsed)
    heads = [any(_heads(token) for token in side if token in parsed.narrowing) for side in sides]
    first = any(token.kind != "glue" or len(token.text) > 1 for token in sides[0])
    return len(sides) > 1 and first and not heads[0] and any(heads[1:])


def _alternatives(parsed: Parsed) -> tuple[tuple[str, Condition], ...]:
    """Each joined group of a title, by the records that its own words belong to."""
    found = []
    for group in _groups(parsed):
        entity = entity_of(Parsed(tuple(group)), "")
        chosen = conditions_of(group, entity)
        if chosen is not None:
            found.append((entity, chosen.condition))
    return tuple(found)


def _either(parsed: Parsed, entity: str) -> Chosen | None:
    """退役军人和优抚对象: the one or the other, who need not be both; never sure, since 60岁以上 before them may be of both.

    None where nothing is joined, or values of one field are (失能、半失能老人), which are put together by themselves.
    """
    groups = _groups(parsed)
    if len(groups) < 2 or not all(groups) or not all(any(_heads(token) for token in group) for group in groups):
        return None
    groups = [_with_head(group, groups[-1]) for group in groups]
    found = [one for group in groups if (one := conditions_of(group, entity)) is not None]
    if len(found) < len(groups) or parsed.residue:
        return None
    fields = [{_last(name) for name in fields_of(one.condition)} - {"age"} for one in found]
    if any(one & other for one, other in pairwise(fields)):
        return None
    return Chosen(Or(tuple(one.condition for one in found)), tuple(name for one in found for name in one.fields), 0.25)


def _with_head(group: list[Token], last: list[Token]) -> list[Token]:
    """独居 in 独居、空巢老人: the word with the head of the last one, where there is such a word."""
    head = HEAD_NOUN.search(last[-1].text)
    if group is last or len(group) != 1 or head is None:
        return group
    senses = lexicon().value_senses(group[0].text + head.group(0))
    return [replace(group[0], senses=tuple(senses))] if senses else group


def _unjoined(parsed: Parsed, condition: Condition) -> bool:
    """机关事业单位退休人员: two values of one field with nothing between them may be either, or the one who was the other.

    Where the words are made alike (失能半失能), a list is meant.
    """
    parts = condition.parts if isinstance(condition, And) else (condition,)
    lists = {_last(part.field) for part in parts if isinstance(part, OneOf)}
    for one, other in pairwise(parsed.tokens):
        shared = {_last(s.field) for s in one.senses} & {_last(s.field) for s in other.senses} & lists
        if one.kind == other.kind == "cond" and PEOPLE.search(one.text) and PEOPLE.search(other.text):
            return True  # 退役军人党员: who is both, or the ones and the others
        if one.kind == other.kind == "cond" and shared and one.text not in other.text and one.text[-1] != other.text[-1]:
            return True
    return False


def _last(field: str) -> str:
    return field.rpartition(".")[2]


def _heads(token: Token) -> bool:
    """A word that names people, households or dwellings by itself (低保户, 流动人口), not one that only describes (农村)."""
    return (
        token.kind == "band"
        or bool(NAMES.search(token.text))
        or any(isinstance(sense.condition, Holds) or not sense.field for sense in token.senses)
    )


def entity_of(parsed: Parsed, entity: str) -> str:
    """The entity that the words of a title are about: rows of a roster decide, else the owner of the words."""
    if entity:
        return entity
    if any(token.text.endswith("企业") for token in parsed.tokens):
        return "organisation"
    heads = [t for t in parsed.tokens if t.senses or t.kind == "counted"]
    if heads and heads[-1].kind == "counted" and heads[-1].name == "household" and len(heads) > 1:
        return "household"
    if heads and _of_people(heads[-1]):
        return "person"
    owners = [sense.entity for token in parsed.tokens for sense in token.senses[:1]]
    for owner in ("dwelling", "organisation", "facility", "birth", "death"):
        if owner in owners and not (owner == "organisation" and owners[-1] in ("person", "household")):
            return owner
    family = any(t.text.endswith(("户", "家庭")) for t in heads)
    people = [owner for owner in owners if owner != "organisation"]
    return "household" if family or (people and people[0] == "household") else "person"


def _of_people(token: Token) -> bool:
    """家庭经济困难学生: the last word is the head, and only people are students."""
    named = PEOPLE.search(token.text) or any(not s.field for s in token.senses)
    return token.kind == "cond" and bool(named) and all(s.entity == "person" for s in token.senses)


def _unknown_reason(parsed: Parsed) -> str:
    return f"标题里的“{parsed.residue}”没看懂，不知道是否只列一部分人" if parsed.residue else "标题没有限定范围"


def convert(population: Population, counted: str) -> Condition | None:
    """The condition of a population on the records that a column counts; None where it cannot be said of them."""
    if not population.narrows:
        return EVERYTHING
    if population.alternatives:
        found = _seen(population, counted)
        return (found[0] if len(found) == 1 else Or(found)) if found else None
    prefix = steps_to(population.entity, counted)
    return None if prefix is None else seen_by(population.condition, prefix)


def names_alternative(population: Population, counted: str, condition: Condition) -> bool:
    """Whether a column says itself which of the groups joined in the title it is about: 参战 under 退役军人及优抚对象."""
    own = {_family(name) for name in fields_of(condition)}
    return any(own & {_family(name) for name in fields_of(part)} for part in _seen(population, counted))


def _seen(population: Population, counted: str) -> tuple[Condition, ...]:
    """The alternatives that can be said of the records counted, of their own records before those of related ones."""
    steps = [(steps_to(entity, counted), part, entity) for entity, part in population.alternatives]
    own = tuple(part for prefix, part, entity in steps if entity == counted)
    return own or tuple(seen_by(part, prefix) for prefix, part, _ in steps if prefix is not None)


def _family(field: str) -> str:
    """preferential.type and preferential.exists belong together."""
    return field.rpartition(".")[0] or field
