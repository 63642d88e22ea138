"""Whose fact is it? In a list, 联系电话 behind 监护人 may be the guardian's, though its label alone says nothing of him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qingzhuang.formfill.form import Blank, Candidate, State
from qingzhuang.formfill.match.headings import FIRM_OF_ROLE, RELATION, SHORT
from qingzhuang.formfill.match.label import Label, read_label
from qingzhuang.formfill.match.question import question_of
from qingzhuang.vocabulary import UnknownName, Vocabulary

# labels of a person's fact that name nobody
BARE = re.compile(
    r"^(?:(?:公民|居民)?身份(?:证件?)?(?:号码?)|身份证|证件号码?|(?:身份)?证件(?:名称|类型|种类)|身份识别号|性别|年龄|周岁|出生(?:年月日?|日期|时间)|民族|学历|文化程度|政治面貌|户口性质"
    r"|(?:联系|手机|移动|固定)?(?:电话|方式|手机)(?:号码?)?|手机号码?|联系手机|工作单位|单位|职业|职务|死亡(?:时间|日期))$"
)
NAMES = re.compile(r"(?:姓名|名字)$")
THING = re.compile(r"名称?$|品种$")  # 犬名, 项目名称: what stands behind it may be of that thing
INSTITUTION = re.compile(r"(?:单位|机构|医院|学校|公司|企业|部门|银行|中心|组织|合作社|[院站所])$")  # 维保单位 and its telephone
INDEX = re.compile(r"\[\d+\]")
# 接送人, 班主任, 女儿, 车主, 出租方, 施工队: whoever is named without 姓名
OTHERS = re.compile(
    r"^(?!是否|有无|.*情况$|.*[特专擅时]长$)(?:.{1,5}[人员者长主方队客医儿父母师户][一二三四1-4]?"
    r"|.{0,4}(?:儿子|儿媳|子女|干部|领导|书记|经理|民警|医生|翻译|老板|物业|用工单位|务工单位))$"
)
PAYEE = re.compile(r"领款|领取|代领|收款")
# named by their post; what the ledger keeps of them stands beside
BY_POST = {
    "estate.property_company.manager": "estate.property_company",
    "estate.property_company.name": "estate.property_company",
    "estate.owners_committee.name": "estate.owners_committee",
    "estate.safety_manager.name": "estate.safety_manager",
    "person.party.introducer_1": "",
    "person.party.introducer_2": "",
}
OF_THE_REPORT = ("report.preparer", "report.reviewer", "report.responsible_person")
KNOWN = 0.65
SHORT_LABEL = 2  # 等级, 类别
TO_REACH = "phone"  # what one asks of a guardian or a helper before all else
GOES_ON = re.compile(r"地址|住址|住所|关系$")  # stands between somebody's name and his telephone, and ends nothing
# in lists of residents the name of these stands among the resident's own facts
BESIDE = ("household.head", "household.helper", "grid.worker", "grid.leader")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who was named last, other than the one the row is about: `path` is empty for someone the ledger does not know."""

    path: str
    label: str
    group: tuple[str, ...]
    sure: bool = False  # whether it is sure who he is
    reach: int = 99  # up to which column a fact may be his


def settle_cells(cells: Sequence[Blank], rows: Sequence[tuple[int, int]], entity: str, vocabulary: Vocabulary) -> list[Blank]:
    """The cells of a card, each with the row of its label: whoever a row names, its bare facts are about.

    A row of nothing but such facts (电话 手机 住址) goes on about the one named in the row above.
    """
    labels = [read_label(cell.path[-1]).core for cell in cells]
    loose = {row for row in rows if all(_bare(label) for label, at in zip(labels, rows, strict=True) if at == row)}
    breaks = frozenset(i for i, row in enumerate(rows) if i and row != rows[i - 1] and row not in loose)
    settled = settle_whose(cells, entity, vocabulary, breaks)
    if entity == "organisation":  # its address and first telephone stand behind the name of its head, and are its own
        firsts = [all(before.concept != old.concept for before in cells[:at]) for at, old in enumerate(cells)]
        own = ((old.concept or "").startswith("organisation.") for old in cells)
        return [old if its and first else new for old, new, its, first in zip(cells, settled, own, firsts, strict=True)]
    return settled


def _bare(label: str) -> bool:
    return bool(BARE.match(label) or GOES_ON.search(label))


def settle_whose(
    blanks: Sequence[Blank], entity: str, vocabulary: Vocabulary, breaks: frozenset[int] = frozenset()
) -> list[Blank]:
    """The columns of a roster, with the bare facts behind somebody else's name no longer taken for the row's own.

    At the numbers in `breaks` something else begins.

    A fact that the list asks twice is the other's the second time (姓名 电话 监护人 电话). One that it asks once is a
    guess: a telephone of the other first, all else of the row's own.
    """
    own = "household.head." if entity == "household" else f"{entity}."
    roles = {f"{role.entity}.{role.name}" for found in vocabulary.by_role.values() for role in found if role.target == "person"}
    blanks = behind_its_stem(blanks, vocabulary)
    settled = list(blanks)
    somebody: Somebody | None = None
    lost = (State.OUTSIDE, State.UNSURE) if own == "household.head." else (State.OUTSIDE,)  # 渔民姓名 behind the head's name
    for at, blank in enumerate(blanks):
        if not blank.path:
            continue
        label, group = read_label(blank.path[-1]), blank.path[:-1]
        if somebody is not None and (group != somebody.group or at in breaks or at > somebody.reach):
            somebody = None
        named = _named(blank, label, own, roles)
        if named is not None:
            reach = at + 2 if INSTITUTION.search(label.core) else len(blanks)
            somebody = Somebody(named, label.core, group, blank.state is State.SURE, reach) if named != own else None
        elif somebody is None or _of(blank.concept, somebody.path):
            continue
        elif RELATION.match(label.core) and "户主" not in label.core:
            settled[at] = _relation(blank, somebody, vocabulary)
        elif GOES_ON.search(label.core) and not somebody.path and blank.state is State.SURE:
            doubt = f"这一列在“{somebody.label}”后面，问的可能是其“{label.core}”"
            settled[at] = replace(blank, state=State.UNSURE, reason=doubt)
        elif GOES_ON.search(label.core):
            if blank.question is not None and own != "household.head." and _is_asked_again(blanks[: at + 1], at):
                settled[at] = _address(blank, somebody, own, vocabulary)
        elif not BARE.match(label.core):
            goes_on = entity in ("dwelling", "building", "estate") or not somebody.path and blank.state in lost
            somebody = somebody if goes_on else None
        elif _goes_on_with_own(blanks, at, somebody, own):
            somebody = None
        elif blank.question is not None or (blank.concept == "report.phone" and somebody.path):
            settled[at] = _whose(blanks, at, somebody, own, vocabulary)
    return settled


def behind_its_stem(blanks: Sequence[Blank], vocabulary: Vocabulary) -> list[Blank]:
    """等级 right behind 残疾类别 is rather 残疾等级: two facts of one thing, the second without its first words."""
    told = list(blanks)
    for at, (before, blank) in enumerate(pairwise(blanks), 1):
        if blank.state is not State.OUTSIDE or not (blank.path and before.path) or blank.path[:-1] != before.path[:-1]:
            continue
        left, label = read_label(before.path[-1]).core, read_label(blank.path[-1]).core
        of = (before.concept or "").rpartition(".")[0]
        spelled = (
            (f"{left[:length]}{label}" for length in range(len(left) - 1, 1, -1)) if len(label) == SHORT_LABEL and of else ()
        )
        field = next((f for text in spelled for f in vocabulary.by_label.get(text, ()) if f.path.rpartition(".")[0] == of), None)
        if field is not None:
            best = Candidate(field.path, 0.72, f"在“{before.path[-1]}”后面，问的可能是{field.label['zh-Hans']}")
            told[at] = _with(blank, best, State.UNSURE, (best,))
    return told


def _named(blank: Blank, label: Label, own: str, roles: set[str]) -> str | None:
    """Whom the column names: the path of a part, empty for one unknown, `own` for the row's; None where it names nobody."""
    concept = blank.concept or ""
    if concept in (f"{own}name", "person.relation_to_head") and blank.state is State.SURE:
        return own
    if concept == f"{own}name":  # 姓名 under a heading that nobody understands
        return ""
    path = re.sub(r"\[\d+\]", "", concept.removesuffix(".name"))
    if concept.endswith(".name") and path in roles:
        return concept.removesuffix(".name") if blank.score >= KNOWN else ""  # 代办人 only looks like 代养人
    if NAMES.search(label.core) and label.core not in ("姓名", "名字") and blank.question is None:
        return ""
    if (THING.search(label.core) or INSTITUTION.search(label.core)) and blank.state is State.OUTSIDE:
        return ""
    if concept in BY_POST:
        return BY_POST[concept]
    if concept.endswith("bank.account_name") and PAYEE.search(label.core):
        return ""
    if OTHERS.search(label.core) and blank.state is not State.SURE or concept.startswith(OF_THE_REPORT):
        return ""
    return None


def _of(concept: str | None, path: str) -> bool:
    return bool(path) and (concept or "").startswith(f"{path}.")


def _is_own(blank: Blank, own: str) -> bool:
    return (blank.concept or "").startswith("household." if own == "household.head." else own)


def _fact(blank: Blank, own: str) -> str:
    """What is asked, without whose: phone of person.phone, household.phone, household.head.phone."""
    concept = blank.concept or ""
    return concept.removeprefix(own) if concept.startswith(own) else concept.partition(".")[2]


def _goes_on_with_own(blanks: Sequence[Blank], at: int, somebody: Somebody, own: str) -> bool:
    """户主姓名 性别 身份证号 民族: after the head's name a resident's own facts go on, several of them and none asked before."""
    fact = _fact(blanks[at], own)
    if somebody.path not in BESIDE or fact == TO_REACH or _is_asked_again(blanks, at):
        return False
    after = blanks[at + 1] if at + 1 < len(blanks) else None
    return after is not None and bool(after.path) and bool(BARE.match(read_label(after.path[-1]).core)) and _is_own(after, own)


def _is_asked_again(blanks: Sequence[Blank], at: int) -> bool:
    """Asked elsewhere, too, and there of the row's own for sure."""
    here = blanks[at]
    others = (other for number, other in enumerate(blanks) if number != at and other.concept == here.concept)
    return any(other.path[:-1] == here.path[:-1] or other.state is State.SURE for other in others)


def _whose(blanks: Sequence[Blank], at: int, somebody: Somebody, own: str, vocabulary: Vocabulary) -> Blank:
    blank = blanks[at]
    fact = _fact(blank, own)
    text = blank.path[-1]
    theirs = _theirs(somebody.path, fact, vocabulary)
    if _is_asked_again(blanks, at):
        reason = f"本人的“{text}”另有一列，这一列在“{somebody.label}”后面，是其“{text}”"
        if not theirs:
            return _with(blank, Candidate(f"outside the ledger ({somebody.label}/{text})", 0.0, reason), State.OUTSIDE, ())
        firm = (
            somebody.sure
            and fact in FIRM_OF_ROLE
            and _is_kept(theirs, vocabulary)
            and at > 0
            and blanks[at - 1].path[:-1] == somebody.group
        )
        best = Candidate(theirs, 0.86 if firm else 0.74, reason)
        return _with(blank, best, State.SURE if firm else State.UNSURE, (best, Candidate(blank.concept or "", 0.5, blank.reason)))
    doubt = f"这一列在“{somebody.label}”后面，问的可能是其“{text}”，也可能是本人的"
    found = [Candidate(blank.concept or "", 0.72, doubt)]
    if theirs:
        not_the_rows = not (blank.concept or "").startswith((own, "household."))  # an ID number in a list of dwellings
        found.insert(0 if fact == TO_REACH or not_the_rows else 1, Candidate(theirs, 0.74 if fact == TO_REACH else 0.7, doubt))
    return _with(blank, found[0], State.UNSURE, (*found, *blank.candidates[1:])[:6])


def _relation(blank: Blank, somebody: Somebody, vocabulary: Vocabulary) -> Blank:
    """与申请人关系 behind somebody's name is his; nobody keeps the relation of one whom the ledger does not know."""
    theirs = _theirs(somebody.path, "relation", vocabulary)
    reason = f"在“{somebody.label}”后面，是其与本人的关系"
    if theirs:
        best = Candidate(theirs, 0.86 if somebody.sure else 0.74, reason)
        return _with(blank, best, State.SURE if somebody.sure else State.UNSURE, (best, *blank.candidates)[:6])
    if somebody.path:
        return blank
    return _with(blank, Candidate(f"outside the ledger ({somebody.label}/{blank.path[-1]})", 0.0, reason), State.OUTSIDE, ())


def _address(blank: Blank, somebody: Somebody, own: str, vocabulary: Vocabulary) -> Blank:
    """A second address behind somebody's name: his where the ledger keeps one, never for sure."""
    reason = f"本人的地址另有一列，这一列在“{somebody.label}”后面，问的可能是其地址"
    theirs = _theirs(somebody.path, _fact(blank, own), vocabulary)
    found = [Candidate(blank.concept or "", 0.7, reason)]
    if theirs and _is_kept(theirs, vocabulary):
        found.insert(0, Candidate(theirs, 0.74, reason))
    return _with(blank, found[0], State.UNSURE, (*found, *blank.candidates[1:])[:6])


def _is_kept(path: str, vocabulary: Vocabulary) -> bool:
    """Of whoever need not be in the ledger (a guardian, a contact) only what the vocabulary names is kept."""
    entity, _, rest = path.partition(".")
    roles = vocabulary.entities[entity].roles.values()
    embedded = any(role.embedded and rest.startswith(role.name) for role in roles)
    return not embedded or INDEX.sub("[1]", rest) in vocabulary.entities[entity].fields


def _theirs(path: str, fact: str, vocabulary: Vocabulary) -> str:
    """The same fact of somebody else, empty where the ledger does not know him or it."""
    if not path:
        return ""
    short = f"{path}.{SHORT.get(fact, fact)}"
    if INDEX.sub("[1]", short.partition(".")[2]) in vocabulary.entities[path.partition(".")[0]].fields:
        return short
    try:
        vocabulary.field(f"{path}.{fact}")
    except UnknownName:
        return ""
    return f"{path}.{fact}"


def _with(blank: Blank, best: Candidate, state: State, candidates: tuple[Candidate, ...]) -> Blank:
    return replace(
        blank,
        concept=best.concept,
        question=question_of(best.concept),
        state=state,
        reason=best.reason,
        score=best.score,
        candidates=candidates,
    )
