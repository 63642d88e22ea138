"""A card matched: whose card it is, and what each of its cells asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qingzhuang.formfill.form import Blank, Block, Candidate, Kind, Role, State, Table
from qingzhuang.formfill.grid import Book, Grid, cell_name, column_letters
from qingzhuang.formfill.layout import words as printed
from qingzhuang.formfill.layout.model import Laid, ListBlock, Pair
from qingzhuang.formfill.match.doubtful import asked_twice, behind_the_head, nobody_on_card, two_spouses
from qingzhuang.formfill.match.fields import FieldReader
from qingzhuang.formfill.match.headings import GROUP_TAIL, PART, names_subject
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import Lexicon, lexicon
from qingzhuang.formfill.match.measures import MeasureReader
from qingzhuang.formfill.match.neighbours import settle_cells
from qingzhuang.formfill.match.population import Population
from qingzhuang.formfill.match.report import read_lines
from qingzhuang.formfill.match.several import YES_OR_NO, against_choices, list_length, with_choices
from qingzhuang.formfill.match.table import REMARK_HEAD, RIVAL, SIGN_HEAD, _name, _with, decide
from qingzhuang.tally.question import Count
from qingzhuang.tally.syntax import write
from qingzhuang.vocabulary import fold

HOUSEHOLD_CARD = re.compile(r"户主姓名|^户主$|户主签")
HOUSEHOLD_TITLE = re.compile(r"(?<![商客用账帐开窗门])户(?!外)|家庭(?!医生|病床|教育|暴力|养老|签约)")
PERSON_CARD = re.compile(r"^(姓名|学生姓名|中文姓名|申请人姓名?|本人姓名|老人姓名|儿童姓名|死者姓名|被保险人姓名?)$")
ESTATE_CARD = re.compile(r"^(小区|楼盘|住宅小区)名称?$")
ORGANISATION_CARD = re.compile(r"^(单位名称|企业名称|机构名称|组织名称|社会组织名称|基金会名称|培训机构名称|商户名称|学校名称)$")
FACILITY_CARD = re.compile(
    r"^(设施|公共设施|池塘|水塘|山塘|食堂|助餐点|养老服务站|(应急)?避[难险]场所|活动室|微型消防站|站点)名称$"
)
OF_THE_HEAD = re.compile(r"^(性别|年龄|民族|(公民)?身份证?号码?|身份证)$")
MEMBERS = re.compile(r"人数|人口|[(（]人[)）]")
DATE_LABEL = re.compile(r"^(?:本表|表格|信息|资料|填写)?(填表|填报|登记|申请|采集|检查|调查|制表)(日期|时间)$")


def card_entity(paths: Sequence[tuple[str, ...]], title: str) -> str:
    """The record that a card is about, by its naming label: 姓名 a person, 户主姓名 a household, 单位名称 an organisation, 池塘名称 a facility."""
    cores = [read_label(path[-1]).core for path in paths]
    subjects = lexicon().subject
    mine = [path for path in paths if not any(names_other(read_label(t).core) for t in path[:-1])]
    own = [read_label(path[-1]).core for path in mine]
    person = next(
        (i for i, core in enumerate(own) if PERSON_CARD.match(core) or names_subject(core, subjects) or _names_person(core)), None
    )
    head = next((i for i, core in enumerate(own) if core in ("户主", "户主姓名")), None)
    between = own[head:person] if head is not None and person is not None else []
    member = bool(between) and len(mine[person or 0]) > 1 and read_label(mine[person or 0][0]).core not in lexicon().neutral
    firm = bool(own) and bool(ORGANISATION_CARD.match(own[0])) and person is not None and len(mine[person]) > 1  # 职工情况／姓名
    if person is not None and not firm and not member and not any(OF_THE_HEAD.match(core) for core in between):
        return "person"  # behind 户主姓名 性别 身份证号 a 姓名 is a member's, and so is one under 育龄妇女
    figures = [path for path in paths if re.search(r"[户人](口|员)?(总)?数|总人口|[(（][户人][)）]", fold(path[-1]))]
    if len(figures) >= 4 and not any(re.search(r"家庭(人口|成员)|户主", core) for core in cores):
        return "area"
    if any(HOUSEHOLD_CARD.search(core) or _names_head(core) for core in cores) or HOUSEHOLD_TITLE.search(fold(title)):
        return "household"
    if any(FACILITY_CARD.match(core) for core in cores):
        return "facility"
    if any(ORGANISATION_CARD.match(core) for core in cores):
        return "organisation"
    owned = any(re.search(r"业主姓名|房主|产权人|住户姓名|家庭", core) for core in cores)
    if not owned and any(ESTATE_CARD.match(core) for core in cores[:3]) and re.search(r"小区|楼盘", fold(title)):
        return "estate"
    if re.search(r"组织|支部|单位|企业|机构|学校|场所|协会|公司|商户|店", fold(title)):
        return "organisation"
    if any(re.search(r"房屋|门牌|产权", core) for core in cores):
        return "dwelling"
    return "person"


def names_other(group: str) -> bool:
    """帮扶责任人, 监护人信息: a group label that names somebody with a part."""
    plain = GROUP_TAIL.sub("", group)
    return bool(PART.search(plain)) or plain in lexicon().vocabulary.by_role


def _names_person(core: str) -> bool:
    """签约居民姓名, 被保险人姓名: the vocabulary has it for the name of the person."""
    fields = lexicon().vocabulary.by_label.get(core, ()) if core.endswith("姓名") else ()
    return bool(fields) and fields[0].path == "person.name"


def _names_head(core: str) -> bool:
    """承包方代表姓名, 贫困户姓名: the vocabulary has it for the head of a household."""
    fields = lexicon().vocabulary.by_label.get(core, ())
    return bool(fields) and fields[0].path == "household.head.name"


def match_card(book: Book, laids: Sequence[Laid], words: Lexicon) -> Table:
    """One card, which in a Word file may lie over several tables."""
    first = laids[0]
    grid = book.grids[first.grid]
    title = next((laid.title.text for laid in laids if laid.title), "")
    entity = card_entity([pair.path for laid in laids for pair in laid.pairs], title)
    reader = FieldReader(words, entity)
    cells: list[Blank] = []
    blocks: list[Block] = []
    pairs = [(number, pair) for number, laid in enumerate(laids) for pair in laid.pairs]
    order = _as_parts_go_on(pairs)
    paths = [pairs[at][1].path for at in order]
    counted = entity in ("area", "estate", "household")
    counts = MeasureReader(words, Population(), paths, entity == "household") if counted else None
    rows: list[tuple[int, int]] = []
    for laid in laids:
        here = book.grids[laid.grid]
        rows.extend((laid.grid, pair.label[0]) for pair in laid.pairs)
        for pair in laid.pairs:
            at = order.index(len(cells))
            cell = _count(at, pair, here, counts, reader, words) if counts is not None else _cell(pair, here, reader, words)
            cells.append(_in_sentence(cell))
        blocks.extend(_block(block, here, words, entity) for block in laid.blocks)
    settled = asked_twice(nobody_on_card(settle_cells(cells, rows, entity, words.vocabulary), entity), words)
    return Table(
        grid=first.grid,
        sheet=None if grid.is_word else grid.name,
        kind=Kind.MIXED if blocks else Kind.CARD,
        title=title,
        title_cell=_name(grid, first.title.place) if first.title and first.title.place != (0, 0) else "",
        row_entity=entity,
        cells=tuple(behind_the_head(two_spouses(settled), words.neutral)),
        blocks=tuple(blocks),
        metadata=tuple(b for laid in laids for b in read_lines(laid.lines, book.grids[laid.grid], Role.META, words, entity)),
        footer=tuple(b for laid in laids for b in read_lines(laid.footer, book.grids[laid.grid], Role.FOOT, words, entity)),
        notes=tuple(line.text for laid in laids for line in laid.notes),
    )


def _as_parts_go_on(pairs: Sequence[tuple[int, Pair]]) -> list[int]:
    """The pairs of tables in the order in which 其中 goes on: down the halves of a card where it only begins rows, else along these."""
    firsts: dict[tuple[int, int], int] = {}
    for table, pair in pairs:
        firsts.setdefault((table, pair.label[0]), pair.label[1])
    parts = [(table, pair) for table, pair in pairs if not pair.slot and read_label(pair.path[-1]).part]
    begins = bool(parts) and all(pair.label[1] == firsts[table, pair.label[0]] for table, pair in parts)
    order = list(range(len(pairs)))
    return sorted(order, key=lambda at: (pairs[at][0], pairs[at][1].label[1])) if begins else order


def _cell(pair: Pair, grid: Grid, reader: FieldReader, words: Lexicon) -> Blank:
    leaf = read_label(pair.path[-1])
    base = Blank(
        Role.CELL,
        pair.path,
        _name(grid, pair.label),
        _name(grid, pair.value),
        unit=leaf.unit,
        required=leaf.required,
        after_label=pair.same,
        slot=pair.slot,
        printed=pair.printed,
        choices=_printed_choices(pair.printed),
    )
    core = leaf.core
    if REMARK_HEAD.match(core):
        return _with(base, "row.remarks", State.KEPT, "备注留给填表人", 0.95)
    if pair.same and printed.is_choice(pair.printed) and printed.is_choice(pair.path[-1]):
        return _choice_cell(base, reader, words)
    if SIGN_HEAD.search(core):
        return _with(base, "report.signature", State.KEPT, "签名盖章，留给人办", 0.95)
    found = reader.candidates(pair.path)
    known = bool(found) and found[0].score >= 0.8
    if (_is_opinion(core, words) and not known) or printed.SIGNATURE.search(fold(pair.printed)):
        return _with(base, f"outside the ledger ({core})", State.KEPT, "意见和签章，留给人写", 0.9)
    if DATE_LABEL.search(core):
        return _with(base, "report.date", State.SURE, "填表的日期", 0.9)
    span = _two_dates(pair.printed, found, words)
    if span is not None:
        return decide(base, [span, *found])
    found = against_choices(found, base.choices, words)
    if base.choices and (not found or found[0].score < 0.8):
        voted = _voted(base, words)
        found = [*found, *([voted] if voted is not None and all(c.concept != voted.concept for c in found) else [])]
        found = with_choices(found, base.choices, words)
    return decide(base, sorted(found, key=lambda c: -c.score))


def _count(at: int, pair: Pair, grid: Grid, counts: MeasureReader, reader: FieldReader, words: Lexicon) -> Blank:
    """A cell of an area's card (村情卡) or a household's: a figure where the label says one, else a fact of the record."""
    reading = counts.read(at)
    known = next(iter(reader.candidates(pair.path)), None)
    of_the_record = known is not None and known.score >= 0.85 and known.concept.startswith(("estate.", "household."))
    figure = isinstance(reading.measure, Count) or reader.entity == "area"
    if reader.entity == "household":  # 党员人数: the members who are
        figure = (
            figure
            and reading.entity == "person"
            and bool(reading.fields)
            and bool(MEMBERS.search(read_label(pair.path[-1]).plain))
        )
        of_the_record = of_the_record and not (known is not None and known.concept.startswith("household.head."))
    if reading.measure is None or of_the_record or not figure:  # 电梯数 is kept of the estate, 流动人口 is counted
        return _cell(pair, grid, reader, words)
    base = Blank(
        Role.CELL,
        pair.path,
        _name(grid, pair.label),
        _name(grid, pair.value),
        unit=read_label(pair.path[-1]).unit,
        after_label=pair.same,
        slot=pair.slot,
        printed=pair.printed,
    )
    rival = [known] if known is not None and known.concept.startswith("household.") and known.score >= RIVAL else []
    rival = [] if rival and rival[0].concept.startswith("household.head.") else rival
    score = min(reading.score, RIVAL + 0.04) if rival else reading.score
    return decide(base, [Candidate(write(reading.measure), score, reading.reason), *rival])


def _in_sentence(blank: Blank) -> Blank:
    """A place in a printed sentence: what stands before it need not be all that it says, so that a person looks at it."""
    if not blank.slot or blank.state is not State.SURE:
        return blank
    return replace(blank, state=State.UNSURE, reason=f"{blank.reason}；句子里的空，请看看前后的话")


def _two_dates(text: str, found: Sequence[Candidate], words: Lexicon) -> Candidate | None:
    """A printed 自 年 月至 年 月 takes the two ends of a time: the start and end dates that belong to the label."""
    if not re.search(r"年\s*月.*[至到-].*年\s*月", text, re.S):
        return None
    for candidate in found:
        entity, _, name = candidate.concept.partition(".")
        stem = re.sub(r"_(years|date|start_date|end_date|months|period)$", "", name)
        fields = words.vocabulary.entities[entity].fields if entity in words.vocabulary.entities else {}
        if f"{stem}_start_date" in fields and f"{stem}_end_date" in fields:
            return Candidate(f"{entity}.{stem}_start_date, {entity}.{stem}_end_date", 0.85, "印好的“自…至…”要填起止两个日期")
    return None


def _choice_cell(base: Blank, reader: FieldReader, words: Lexicon) -> Blank:
    """Printed boxes without a label: the field whose values they are."""
    voted = _voted(base, words)
    if voted is not None:
        return decide(base, [voted])
    return _with(base, "outside the ledger (choice)", State.OUTSIDE, "选项不是台账里的事实", 0.0)


def _voted(base: Blank, words: Lexicon) -> Candidate | None:
    """The field that most printed choices are values of."""
    votes: dict[str, int] = {}
    if set(base.choices) <= YES_OR_NO:
        return None
    for choice in base.choices:
        text = fold(re.sub(r"[（(].*?[）)]", "", choice))
        for sense in (*words.value_senses(text), *words.value_senses(text + "人口")):
            if sense.field:
                votes[sense.field] = votes.get(sense.field, 0) + 1
    if not votes:
        return None
    best = max(votes, key=lambda f: (votes[f], -list_length(f, words)))  # 正式党员, 预备党员: the list that has no others
    score = 0.7 if votes[best] >= 2 else 0.5
    return Candidate(best, score, f"“{'、'.join(base.choices)}”是这一项的选项")


def _printed_choices(text: str) -> tuple[str, ...]:
    if not printed.is_choice(text):
        return ()
    if bare := printed.bare_answers(text):
        return bare
    pieces = re.split(r"[□■○●◯☐☑☒◇◆√]|\[\s*\]|［\s*］|[（(]\s*[）)]", text)
    return tuple(piece.strip(" 　\n、;；,，") for piece in pieces if piece.strip(" 　\n、;；,，"))


def _is_opinion(core: str, words: Lexicon) -> bool:
    return any(word in core for word in words.opinion)


def _block(block: ListBlock, grid: Grid, words: Lexicon, entity: str) -> Block:
    """A list inside a card: of family members, of the career; labels are read in the light of the list's title."""
    family = re.search(r"家庭|成员|亲属|人口|子女", block.title)
    reader = FieldReader(words, "person" if family else entity)
    columns = []
    for column in block.columns:
        letter = column_letters(column.column)
        base = Blank(
            Role.COLUMN,
            (block.title, *column.path) if block.title else column.path,
            _name(grid, column.label),
            cell_name(block.first_row, column.column),
            column=letter,
        )
        found = reader.candidates(column.path)
        columns.append(decide(base, found))
    return Block(_name(grid, block.title_place), block.title, block.header_row, block.first_row, block.last_row, tuple(columns))
