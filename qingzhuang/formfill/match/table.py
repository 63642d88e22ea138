"""One laid-out table matched: every blank gets a meaning, a state and a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.form import Blank, Candidate, Kind, Role, State, Table
from qingzhuang.formfill.grid import Book, Grid, Place, cell_name, column_letters
from qingzhuang.formfill.layout import words as printed
from qingzhuang.formfill.layout.model import Column, Laid
from qingzhuang.formfill.match.columns import of_villages, population_of_header, without_divided
from qingzhuang.formfill.match.doubtful import (
    head_only,
    is_called_so,
    nobody_named,
    rows_unknown,
    said_by_title,
    title_in_doubt,
    two_spouses,
)
from qingzhuang.formfill.match.fields import FieldReader
from qingzhuang.formfill.match.figures import unit_of_measure
from qingzhuang.formfill.match.headings import YES_NO
from qingzhuang.formfill.match.kind import AREA_HEAD, Sort, sort_of
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.measures import MeasureReader
from qingzhuang.formfill.match.neighbours import settle_whose
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.population import EVENTS, Population, read_population
from qingzhuang.formfill.match.question import question_of
from qingzhuang.formfill.match.reading import Reading
from qingzhuang.formfill.match.remarks import fixed_day, obey, with_day
from qingzhuang.formfill.match.report import read_lines
from qingzhuang.formfill.match.rows import ahead_of_groups, row_conditions
from qingzhuang.formfill.match.several import against_choices, with_choices
from qingzhuang.tally.question import Count, fields_of
from qingzhuang.tally.syntax import write
from qingzhuang.vocabulary import Vocabulary, fold

SURE = 0.8  # from this score on a blank is filled without a mark; see docs/explanation/how-a-form-is-understood.md
GUESS = 0.25  # below this a guess is not worth showing
NUMBER_HEAD = re.compile(r"^(序号|编号|序|行号|行次|NO\.?|No\.?|no|序列|排序|列号|代码|项次|№)$")
REMARK_HEAD = re.compile(r"^(备注|备考|说明|附注|其他说明|备注说明|备 注)$")
PHONE = re.compile(r"电话|手机|联系方式")
WORKER = re.compile(r"^(专职)?网格员(姓名)?$")
NUMBER_OF = re.compile(r"[人户](?:口|员)?[总]?数|人口|[(（][人口名][)）]|数$|数[(（]")  # says that people are counted
OF_FAMILY = re.compile(r"家庭|家中|户内|全户|一户|本户")
AGES = re.compile(r"年龄|岁数")
TOPIC = re.compile(r"(类别|类型|分类|种类|属性|性质|等级|状况|状态|标识|称谓|方式)$")  # says what somebody is, not how many are
SIGN_HEAD = re.compile(r"签名|签字|签章|签收|盖章|手印|指印")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the blanks of one table have in common."""

    book: Book
    grid: Grid
    laid: Laid
    words: Lexicon
    sort: Sort
    population: Population


def match_table(book: Book, laid: Laid, words: Lexicon) -> Table:
    """Give every blank of a laid-out table a meaning."""
    grid = book.grids[laid.grid]
    title = laid.title.text if laid.title else ""
    paths = [c.path for c in laid.columns]
    data_rows = (laid.last_row - laid.first_row + 1) if laid.last_row and laid.first_row else 0
    sort = sort_of(paths, title or grid.name, len(laid.row_labels), data_rows, words, len(laid.total_rows))
    texts = [
        t for t in (title, *(line.text for line in laid.lines if len(line.text) < 40), "" if grid.is_word else grid.name) if t
    ]
    population = read_population(texts, sort.entity if sort.kind is Kind.ROSTER else "")
    remarks = [line.text for line in (*laid.notes, *laid.lines)]
    population, day = obey(population, remarks), fixed_day([title, *remarks])
    if sort.kind is Kind.CROSSTAB and population.narrows:
        alone = [MeasureReader(words, Population(), paths).read(at) for at in range(len(paths))]
        wholes = [r.measure.where for r in alone if isinstance(r.measure, Count)]
        population = of_villages(without_divided(population, [r.own for r in alone], wholes), paths)
    setting = Setting(book, grid, laid, words, sort, population)
    columns = match_columns(setting)
    first = laid.first_row
    return Table(
        grid=laid.grid,
        sheet=None if grid.is_word else grid.name,
        kind=sort.kind,
        title=title,
        title_cell=_name(grid, laid.title.place) if laid.title and laid.title.place != (0, 0) else "",
        header_rows=laid.header_rows,
        first_row=first,
        last_row=laid.last_row,
        open_ended=laid.open_ended,
        first_column=laid.columns[0].column,
        last_column=laid.columns[-1].column,
        population=population.as_count(),
        population_reason=with_day(population.reason, day),
        day_rule=day.isoformat() if day else "",
        population_state=State.SURE if population.known and not population.doubt else State.UNSURE,
        row_entity=sort.entity,
        unit_of_measure=unit_of_measure(laid),
        columns=columns,
        metadata=tuple(read_lines(laid.lines, grid, Role.META, words)),
        footer=tuple(read_lines(laid.footer, grid, Role.FOOT, words)),
        row_labels=laid.row_labels,
        row_conditions=row_conditions(laid, population, words) if sort.kind is Kind.CROSSTAB else (),
        total_rows=laid.total_rows,
        skipped_rows=laid.skipped_rows,
        notes=tuple(line.text for line in laid.notes),
    )


def match_columns(setting: Setting) -> tuple[Blank, ...]:
    """All columns: fields of the record in a roster, measures in a cross-tab; in a roster figures are of the household."""
    laid, sort = setting.laid, setting.sort
    paths = [c.path for c in laid.columns]
    entity = sort.entity if sort.kind is Kind.ROSTER else "area"  # empty for a list of goods
    fields = FieldReader(setting.words, entity, sort.own_group)
    roster = sort.kind is Kind.ROSTER
    population = Population() if roster else setting.population
    if not roster and not population.narrows and population.known:
        population = population_of_header(paths) or population
    measures = MeasureReader(setting.words, population, paths, same_household=roster)
    if not roster:
        event = population.entity if population.entity in EVENTS else ""
        measures.default = event or _mostly_counted(measures, paths)
    blanks = [_column(setting, column, at, fields, measures) for at, column in enumerate(laid.columns)]
    kept = title_in_doubt(_without_repeats(blanks, setting.words.vocabulary), measures.at_odds)
    if not roster:
        return tuple(rows_unknown(kept, laid, setting.grid))
    told = said_by_title(kept, fold(laid.title.text if laid.title else ""), sort.entity, fields_of(setting.population.condition))
    settled = settle_whose(nobody_named(told, sort.entity), sort.entity, setting.words.vocabulary)
    return tuple(head_only(two_spouses(settled), sort.entity))


def _column(setting: Setting, column: Column, at: int, fields: FieldReader, measures: MeasureReader) -> Blank:
    grid, laid = setting.grid, setting.laid
    path = column.path
    leaf = read_label(path[-1]) if path else read_label("")
    letter = column_letters(column.column)
    base = Blank(
        Role.COLUMN,
        path,
        _name(grid, column.label),
        f"{letter}{laid.first_row}",
        column=letter,
        unit=leaf.unit,
        required=leaf.required,
        choices=_choices(grid, laid, column.column),
    )
    plain = leaf.core
    if not path:
        return _with(base, "dimension: row label", State.KEPT, "左边的行名", 0.9)
    if NUMBER_HEAD.match(plain) and at <= 1:
        if setting.sort.kind is Kind.CROSSTAB and at == 1:
            return _with(base, "dimension: row code", State.KEPT, "行的编号", 0.9)
        return _with(base, "row.number", State.SURE, "序号，从 1 排起", 0.97)
    if REMARK_HEAD.match(plain):
        return _with(base, "row.remarks", State.KEPT, "备注留给填表人", 0.95)
    if SIGN_HEAD.search(plain):
        return _with(base, "outside the ledger (signature)", State.KEPT, "签名盖章，留给人办", 0.95)
    if setting.sort.kind is Kind.CROSSTAB:
        return _measure(setting, base, at, fields, measures)
    return _fact(base, at, fields, measures, setting)


RIVAL = 0.74  # a fact so well understood stands beside a figure


def _fact(base: Blank, at: int, fields: FieldReader, measures: MeasureReader, setting: Setting) -> Blank:
    """A column of a roster: a field, or a figure about the household."""
    found = fields.candidates(base.path)
    leaf = read_label(base.path[-1])
    if setting.sort.entity == "household" and leaf.core in ("人数", "人口数", "总人数"):
        found = [Candidate("household.member_count", 0.86, "一户一行，数的是这户的人"), *found]
    best = found[0] if found else None
    flag = (
        best is not None
        and best.concept.startswith("household.head.")
        and _is_yes_no(best.concept, setting)
        and not YES_NO.match(leaf.whole)
    )
    if (best is None or best.score < 0.85 or flag) and not TOPIC.search(leaf.core):
        reading = measures.read(at)
        counts = parse_phrase(leaf.core)
        if reading.measure is not None and _counts_members(reading, counts.tokens, leaf.unit, setting.sort.entity):
            found = [] if flag else found
            firm = setting.sort.entity == "household"
            ticked = not firm and not leaf.unit and not (counts.of("counted") or counts.of("number"))  # 80-89岁, perhaps to tick
            score = reading.score - (0.0 if firm else 0.25 if ticked else 0.12)
            if not _says_whose(base, firm, ticked):
                score = min(score, RIVAL)
            if found and found[0].score >= RIVAL and found[0].concept.startswith("household."):
                score = min(score, RIVAL + 0.04)  # 常住人数: the members of the household, or those of them who live there?
            if ticked and any(AGES.search(read_label(text).core) for text in base.path[:-1]):
                found = [Candidate("person.age", score + 0.01, "在年龄段下面打勾，看本人的年龄"), *found]
            candidate = Candidate(write(reading.measure), score, f"数这户里的人：{reading.reason}")
            found = sorted([candidate, *found], key=lambda c: -c.score)
    found = against_choices(found, base.choices, setting.words)
    if base.choices and (not found or found[0].score < SURE):
        found = with_choices(found, base.choices, setting.words)
    return _decide(base, found)


def _says_whose(base: Blank, of_household: bool, banded: bool) -> bool:
    """残疾人数 in a row of a household, 家庭中残疾人数 in one of a person; but not 商业保险, nor 出租屋／人数 of a person."""
    leaf = read_label(base.path[-1])
    if of_household:
        return bool(NUMBER_OF.search(leaf.plain)) or banded or bool(parse_phrase(leaf.core).of("band")) or leaf.part
    return leaf.part or bool(OF_FAMILY.search("".join(base.path)))


def _is_yes_no(concept: str, setting: Setting) -> bool:
    return setting.words.vocabulary.field(concept).type == "boolean"


def _counts_members(reading: Reading, tokens: Sequence[object], unit: str, entity: str) -> bool:
    """Whether a figure in a roster counts people of the household: it says 人数 or a band, or a group of people in a household's row."""
    if reading.entity != "person" or not reading.fields:
        return False
    if entity not in ("person", "household"):
        return False
    kinds = {getattr(t, "kind", "") for t in tokens}
    return unit == "人" or bool(kinds & {"counted", "number", "band"}) or entity == "household"


def _measure(setting: Setting, base: Blank, at: int, fields: FieldReader, measures: MeasureReader) -> Blank:
    """A column of a cross-tab: the row's name, or a figure."""
    leaf = read_label(base.path[-1])
    labelled = {row for row, _ in setting.laid.row_labels}
    if at <= 2 and AREA_HEAD.match(leaf.core) and len(base.path) == 1:
        found = [c for c in fields.candidates(base.path) if c.concept.startswith(("area.", "grid.", "organisation."))]
        if leaf.core == "单位" and _holds_units(setting, base):
            return _with(base, "dimension: unit of measure", State.KEPT, "每一行的计量单位", 0.9)
        if leaf.core == "单位" and _lists_things(setting):
            return _with(base, "outside the ledger (unit of measure)", State.OUTSIDE, "物品的计量单位", 0.0)
        if leaf.core in ("单位", "单位名称", "地区", "辖区", "区域") or not found:
            found = [Candidate("area.name", 0.92, "每行一个地区或单位"), *found]
        return _decide(base, found)
    if at <= 2 and labelled and _is_label_column(setting, base):
        return _with(base, f"dimension: {'/'.join(base.path)}", State.KEPT, "左边的行名，限定这一行的范围", 0.9)
    if at <= 3 or ahead_of_groups(setting.laid, at):
        named = (
            []
            if leaf.core == "单位"
            else [
                c
                for c in fields.candidates(base.path)
                if c.concept.startswith(("area.", "grid.", "organisation.", "report.month", "report.year"))
                and c.score > (0.5 if base.path[-1].endswith("名称") else 0.7)
            ]
        )
        named = [
            c
            for c in named
            if setting.words.vocabulary.field(c.concept).type not in ("integer", "number") or c.concept.startswith("report.")
        ]
        a_value = len(base.path) > 1 and bool(parse_phrase(leaf.core).of("cond"))  # 省级 under 金额 is no place
        if named and not leaf.unit and not a_value:
            return _decide(base, _of_worker(setting, at, leaf.core) or named)
    reading = measures.read(at)
    if reading.measure is None:
        return _with(base, f"outside the ledger ({'/'.join(base.path)})", State.OUTSIDE, reading.reason, 0.0)
    return _decide(base, [Candidate(write(reading.measure), reading.score, reading.reason)])


def _of_worker(setting: Setting, at: int, core: str) -> list[Candidate]:
    """联系电话 behind 网格员 is hers or his."""
    before = setting.laid.columns[at - 1].path if at else ()
    if before and PHONE.search(core) and WORKER.match(read_label(before[-1]).core):
        return [Candidate("grid.worker.phone", 0.9, f"前一列是“{before[-1]}”")]
    return []


def _holds_units(setting: Setting, base: Blank) -> bool:
    """户, 人, 人 printed down the column: the unit of each row."""
    column = next(c.column for c in setting.laid.columns if column_letters(c.column) == base.column)
    texts = [fold(setting.grid.text(row, column)) for row, _ in setting.laid.row_labels]
    return len(texts) >= 2 and sum(printed.is_unit(text) for text in texts) > 0.6 * len(texts)


def _lists_things(setting: Setting) -> bool:
    """规格, 型号, 物资名称 beside 单位: goods with their unit of measure."""
    return any(re.search(r"规格|型号|物资|物品|品名|设备", "".join(c.path)) for c in setting.laid.columns)


def _is_label_column(setting: Setting, base: Blank) -> bool:
    laid = setting.laid
    column = next(c.column for c in laid.columns if column_letters(c.column) == base.column)
    rows = [row for row, _ in laid.row_labels]
    filled = sum(1 for row in rows if setting.grid.text(row, column).strip() or _merged_text(setting.grid, row, column))
    return filled >= 0.6 * len(rows)


def _merged_text(grid: Grid, row: int, column: int) -> bool:
    return any((row, column) in span and grid.text(span.top, span.left).strip() for span in grid.merges)


def _mostly_counted(measures: MeasureReader, paths: Sequence[tuple[str, ...]]) -> str:
    """The entity that the words of most columns count; people where none says."""
    votes: dict[str, int] = {}
    for path in paths:
        for depth in range(len(path)):
            parsed = measures.cuts.word(path[: depth + 1]).parsed
            for token in parsed.of("counted"):
                votes[token.name] = votes.get(token.name, 0) + 1
            for token in parsed.of("cond"):
                owners = {"household"} if token.text.endswith(("户", "家庭")) else {s.entity for s in token.senses}
                if len(owners) == 1:
                    owner = owners.pop()
                    votes[owner] = votes.get(owner, 0) + 1
    return max(votes, key=lambda e: votes[e]) if votes else "person"


def decide(base: Blank, found: Sequence[Candidate]) -> Blank:
    """The state of a blank from its candidates: sure only with a high score and no rival close behind."""
    return _decide(base, found)


def _decide(base: Blank, found: Sequence[Candidate]) -> Blank:
    if not found or found[0].score < GUESS:
        label = "/".join(base.path)
        return _with(base, f"outside the ledger ({label})", State.OUTSIDE, f"“{label}”不是台账里的事实", 0.0, tuple(found))
    best = found[0]
    if best.concept == "row.remarks":
        return _with(base, best.concept, State.KEPT, "备注留给填表人", best.score)
    rival = next((c for c in found[1:] if c.concept != best.concept and best.score - c.score < 0.03 and c.score >= SURE), None)
    sure = best.score >= SURE and rival is None
    reason = best.reason if rival is None else f"{best.reason}；也可能是 {rival.concept}"
    return _with(base, best.concept, State.SURE if sure else State.UNSURE, reason, best.score, tuple(found))


def _with(base: Blank, concept: str, state: State, reason: str, score: float, candidates: tuple[Candidate, ...] = ()) -> Blank:
    return replace(
        base, concept=concept, question=question_of(concept), state=state, reason=reason, score=score, candidates=candidates
    )


def _without_repeats(blanks: Sequence[Blank], vocabulary: Vocabulary) -> list[Blank]:
    """Two columns with different labels and one meaning: the weaker takes its next meaning, or is not sure.

    证件号码 beside 身份证号 is the number of another paper; what else of 证件 stands there may be of it, too.
    """
    kept = list(blanks)
    first: dict[str, Blank] = {}
    order = {at: (-b.score, _of_any_paper(b), not is_called_so(b, vocabulary), at) for at, b in enumerate(blanks)}
    for at, blank in sorted(enumerate(blanks), key=lambda pair: order[pair[0]]):
        if blank.concept is None or blank.question is None or not blank.candidates:
            continue
        before = first.setdefault(blank.concept, blank)
        if before is blank:
            continue
        if isinstance(blank.question, Count) and [*map(fold, before.path)] != [*map(fold, blank.path)]:
            for place, other in enumerate(kept):
                if other.concept == blank.concept and other.state is State.SURE and not _is_total(other):
                    kept[place] = replace(
                        other, state=State.UNSURE, reason=f"“{before.path[-1]}”和“{blank.path[-1]}”读出来一样，请看看"
                    )
            continue
        if read_label(before.path[-1]).core == read_label(blank.path[-1]).core:
            later = max(at, next(place for place, other in enumerate(blanks) if other is before))
            if before.path == blank.path and kept[later].state is State.SURE and len(blank.path) == 1:  # 联系电话, and again
                kept[later] = replace(kept[later], state=State.UNSURE, reason=f"“{blank.path[-1]}”问了两次，第二次可能是别人的")
            continue
        near = 0.12 if _of_any_paper(blank) else 0.08
        rest = [c for c in blank.candidates if c.concept != blank.concept and c.score > blank.score - near]
        if rest:
            kept[at] = _decide(blank, [replace(rest[0], score=min(rest[0].score, 0.9)), *rest[1:]])
        elif blank.state is State.SURE:
            kept[at] = replace(blank, state=State.UNSURE, reason=f"“{before.path[-1]}”已经是这一项，请看两列是不是一回事")
    if any(re.search(r"身份证|身份号码", read_label(b.path[-1]).core) for b in blanks if b.path):
        kept = [replace(b, state=State.UNSURE) if b.state is State.SURE and _of_any_paper(b) else b for b in kept]
    return kept


def _of_any_paper(blank: Blank) -> bool:
    """证件号码: of which paper is not said, and 身份证号 beside it leaves it the others."""
    return bool(blank.path) and blank.path[-1].lstrip("*").startswith("证件")


def _is_total(blank: Blank) -> bool:
    parsed = parse_phrase(read_label(blank.path[-1]).whole)
    return bool(parsed.of("total")) and not parsed.narrowing


def _choices(grid: Grid, laid: Laid, column: int) -> tuple[str, ...]:
    row = laid.first_row or 0
    for validation in grid.validations:
        if (row, column) in validation.span:
            return validation.choices
    return ()


def _name(grid: Grid, place: Place) -> str:
    return grid.cell(*place).name or cell_name(*place)
