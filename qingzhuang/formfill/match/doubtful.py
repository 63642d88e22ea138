"""Figures that are not sure because of the whole table: its title, or whose rows they are."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import takewhile

from qingzhuang.formfill.form import Blank, Candidate, State
from qingzhuang.formfill.grid import Grid
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.match.headings import YES_NO
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.question import question_of
from qingzhuang.tally.question import Aggregate, Count, Percent
from qingzhuang.vocabulary import UnknownName, Vocabulary

FIGURE = re.compile(r"(?:[数量率额次%]|面积)$")  # 自然村数 in front of the figures is one itself, and no name of a row
FIRST_CELLS = 3  # of a card, where it says whom it is about
EITHER = "夫妻两人各问了一遍，哪一个是本人看不出来"
SPOUSE = re.compile(r"\.spouse\.")
NAMING = re.compile(
    r"person\.(?:name|father\.name|mother\.name|guardian\[1\]\.name)$|household\.(?:head\.name|id)$"
    r"|dwelling\.(?:code|owner\.name)$|building\.number$|estate\.name$|(?:organisation\.(?:name|code)|facility\.name)$"
)
# what names the record of a card
NAMES_RECORD = {
    "person": re.compile(r"person\.(?:[a-z]+(?:\[1\])?\.)?name$|household\.(?:head\.name|id)$"),
    "household": re.compile(r"household\.(?:head\.name|id|address)$|person\.name$"),
    "organisation": re.compile(r"organisation\.(?:name|code|registration_number)$|report\.unit$"),
    "facility": re.compile(r"facility\.(?:name|number|address)$"),
    "dwelling": re.compile(r"dwelling\.(?:code|address|owner\.name|room)$"),
}
OF_SOMEBODY = re.compile(r"(?:person|household|dwelling|organisation\.(?:contact|legal_representative))\..*name$")
OF_A_MEMBER = ("person.name", "household.head.name", "household.member[1].name")
SECOND = "前面已经有一列姓名，这一列可能是另一个人"
OF_THE_ROW = ("person.name", "person.relation_to_head", "household.member[1].name")
CALLED = re.compile(r"(?:名称?|编?号)$")  # 民宿名称, 案件编号: a row is about something with a name
FACTS = re.compile(r"(?:person|household|dwelling|building|estate|organisation|facility)\.")
YEAR = re.compile(r"(?:19|20)\d\d年?[初末底]?$")  # rows of the years past
ROW_KEYS = frozenset(("row.number", "row.remarks"))


def title_in_doubt(blanks: Sequence[Blank], at_odds: str) -> list[Blank]:
    """60岁以上 in a table of 儿童: the title is not about whom it seemed to be about, and no figure is sure."""
    if not at_odds:
        return list(blanks)
    reason = f"标题说的范围里不会有“{at_odds}”，标题可能没有读对"
    measured = (Count, Aggregate, Percent)
    return [
        replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and isinstance(b.question, measured) else b
        for b in blanks
    ]


def is_called_so(blank: Blank, vocabulary: Vocabulary) -> bool:
    """是否人户分离 is the name of the fact itself, 是否空挂户 another word for it: of two such columns the first is rather it."""
    try:
        field = vocabulary.field(blank.concept or "")
    except UnknownName:
        return False
    return read_label(blank.path[-1]).core == field.label["zh-Hans"] if blank.path else False


def rows_unknown(blanks: Sequence[Blank], laid: Laid, grid: Grid) -> list[Blank]:
    """小区名称, 学校 in front of the figures, and no row filled in: whose figures they are cannot be told, so none is sure."""
    ahead = list(takewhile(lambda b: b.question is None or b.concept in ROW_KEYS or _is_place(b), blanks))
    unknown = next((b for b in ahead if b.state is State.OUTSIDE and len(b.path) == 1 and not _is_figure(b)), None)
    first = next((b for b in blanks if b.concept not in ROW_KEYS), None)
    if unknown is None and first is not None and OF_SOMEBODY.match(first.concept or ""):
        unknown = first  # 负责人 人数: a row is of whoever is in charge
    if _are_years(laid, grid):
        reason = "每一行是一年，台账里的是现在的"
        return [replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and b not in ahead else b for b in blanks]
    if unknown is None or laid.row_labels:
        return list(blanks)
    reason = f"不知道“{unknown.path[-1]}”怎么分，数的可能不是这一行的"
    return [replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and b not in ahead else b for b in blanks]


def _are_years(laid: Laid, grid: Grid) -> bool:
    """2024, 2025, 2026 printed down the first column."""
    first = laid.first_row or 1
    rows = range(first, (laid.last_row or first) + 1) if laid.columns else range(0)
    texts = [text for row in rows if (text := grid.text(row, laid.columns[0].column).strip())]
    return len(texts) > 1 and all(YEAR.match(text) for text in texts)


def two_spouses(blanks: Sequence[Blank]) -> list[Blank]:
    """丈夫 and 妻子 each with 姓名: one of them is the one the record is about, the first rather, and neither is sure."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for blank in blanks:
        groups.setdefault(blank.concept or "", []).append(blank.path)
    twice = {concept for concept, paths in groups.items() if SPOUSE.search(concept) and len(set(paths)) > 1}
    first = {groups[concept][0][:-1] for concept in twice}
    told = []
    for blank in blanks:
        concept = blank.concept or ""
        if concept in twice and blank.path[:-1] in first:
            own = Candidate(SPOUSE.sub(".", concept), 0.74, EITHER)
            found = (own, Candidate(concept, 0.72, EITHER))
            blank = replace(blank, concept=own.concept, question=question_of(own.concept), candidates=found, score=own.score)
        told.append(replace(blank, state=State.UNSURE, reason=EITHER) if concept in twice else blank)
    return told


def said_by_title(blanks: Sequence[Blank], title: str, entity: str, fields: Container[str]) -> list[Blank]:
    """是否脱贫户 in a list of 监测户: every row would have yes, if both words meant the same; so perhaps they do not."""
    told = []
    for blank in blanks:
        asked = YES_NO.match(read_label(blank.path[-1]).core) if blank.path else None
        word = (asked.group(1) or asked.group(2) or "") if asked else ""
        same = (blank.concept or "").removeprefix(f"{entity}.") in fields and blank.state is State.SURE
        if word and same and word not in title:
            blank = replace(blank, state=State.UNSURE, reason=f"标题说的人都是这样，“{blank.path[-1]}”可能是另一回事")
        told.append(blank)
    return told


def nobody_named(blanks: Sequence[Blank], entity: str) -> list[Blank]:
    """隐患名称 发生地点 联系电话: no column names anybody, so nobody knows whose telephone it is."""
    named = any(NAMING.match(b.concept or "") and b.state in (State.SURE, State.UNSURE) for b in blanks)
    thing = next(
        (b for b in blanks[:4] if b.path and b.state is State.OUTSIDE and CALLED.search(read_label(b.path[-1]).core)), None
    )
    if named or entity != "person" and thing is None:
        return list(blanks)
    reason = f"一行说的是“{thing.path[-1]}”，台账里没有" if thing else "表里没有一列写明是谁，不知道问的是谁的"
    return [
        replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and FACTS.match(b.concept or "") else b
        for b in blanks
    ]


def head_only(blanks: Sequence[Blank], entity: str) -> list[Blank]:
    """农户姓名 发放数量 电话: a list in which only the heads are named; the telephone is of the household rather.

    And 死者姓名 beside 遗属姓名: a second name is of somebody else.
    """
    told = list(blanks)
    if entity == "person" and not any((b.concept or "") in OF_THE_ROW and b.state is State.SURE for b in blanks):
        reason = "表里写明的只有户主，不知道问的是不是户主的"
        heads = any(_is_sure(b, "household.head.name") for b in blanks)
        told = [replace(b, state=State.UNSURE, reason=reason) if heads and _is_sure(b, "person.phone") else b for b in told]
    names = [at for at, b in enumerate(told) if b.concept == "person.name"]
    for at in names[1:]:
        plain = told[names[0]].state is State.UNSURE and read_label(told[at].path[-1]).core == "姓名"
        told[at] = told[at] if plain or told[at].state is not State.SURE else replace(told[at], state=State.UNSURE, reason=SECOND)
    return told


def _is_sure(blank: Blank, concept: str) -> bool:
    return blank.state is State.SURE and blank.concept == concept


def nobody_on_card(blanks: Sequence[Blank], entity: str) -> list[Blank]:
    """签约对象 性别 联系电话, 项目名称 地址: a card on which no cell that is understood names the record; nobody knows whose facts they are."""
    if entity == "area":  # 书记姓名 on a card of a village: no firm's, and of which of its people?
        reason = "卡上说的是一个地方，不知道问的是哪一个的"
        return [
            replace(b, state=State.UNSURE, reason=reason)
            if b.state is State.SURE and FACTS.match(b.concept or "") and not isinstance(b.question, (Count, Aggregate, Percent))
            else b
            for b in blanks
        ]
    own = NAMES_RECORD.get(entity)
    if own is None or any(own.match(b.concept or "") and b.state in (State.SURE, State.UNSURE) for b in blanks):
        return list(blanks)
    reason = "卡上没有一格写明说的是谁，不知道问的是谁的"
    return [
        replace(b, state=State.UNSURE, reason=reason)
        if b.state is State.SURE and (b.concept or "").startswith((f"{entity}.", "person.", "household."))
        else b
        for b in blanks
    ]


def asked_twice(blanks: Sequence[Blank], words: Lexicon) -> list[Blank]:
    """申请人 at the foot of a card that begins with 姓名: what is asked under another label before is something else the second time."""
    first: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    told = []
    for at, blank in enumerate(blanks):
        label = read_label(blank.path[-1]).core if blank.path else ""
        if at > FIRST_CELLS and label in words.signers and blank.state is State.SURE:
            blank = replace(blank, state=State.UNSURE, reason=f"卡片下面的“{label}”可能是签名的地方")
        before = first.setdefault(blank.concept or "", label) if blank.state is State.SURE else label
        again = len(blank.path) == 1 and (blank.path[0], blank.concept or "") in seen  # a second 联系电话 is another's
        if (before != label or again) and blank.state is State.SURE and not (blank.concept or "").startswith("report."):
            blank = replace(blank, state=State.UNSURE, reason=f"“{before}”已经是这一项，请看这一格是不是一回事")
        seen.add((blank.path[0] if blank.path else "", blank.concept or ""))
        told.append(blank)
    return told


def behind_the_head(blanks: Sequence[Blank], neutral: Container[str]) -> list[Blank]:
    """户主姓名, and then 姓名 under 育龄妇女: a card of a household, and of which of its members nobody says."""
    cores = [read_label(b.path[-1]).core for b in blanks]
    head = next((at for at, core in enumerate(cores) if core in ("户主", "户主姓名") and len(blanks[at].path) == 1), None)
    if head is None:
        return list(blanks)
    named = (at for at, b in enumerate(blanks) if at > head and (b.concept or "") in OF_A_MEMBER and len(b.path) > 1)
    start = next((at for at in named if read_label(blanks[at].path[0]).core not in neutral), len(blanks))
    reason = "前面问的是户主，这里问的是哪一位家庭成员看不出来"
    return [
        replace(b, state=State.UNSURE, reason=reason)
        if at >= start and b.state is State.SURE and (b.concept or "").startswith(("person.", "household.")) and len(b.path) > 1
        else b
        for at, b in enumerate(blanks)
    ]


def _is_figure(blank: Blank) -> bool:
    label = read_label(blank.path[-1])
    return bool(label.unit or label.brackets or FIGURE.search(label.core))


def _is_place(blank: Blank) -> bool:
    return (blank.concept or "").startswith(("area.", "grid.", "report."))
