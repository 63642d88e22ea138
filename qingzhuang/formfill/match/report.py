"""Lines above and below a table: who fills in, when, for which time, and what is only signed."""

from __future__ import annotations

import re
from dataclasses import replace

from qingzhuang.formfill.form import Blank, Role, State
from qingzhuang.formfill.grid import Grid, cell_name
from qingzhuang.formfill.layout import words as printed
from qingzhuang.formfill.layout.model import Line
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.vocabulary import fold

PIECE = re.compile(r"([^\s:：_＿]+(?:[ 　][^\s:：_＿]+){0,8})[\s]*[:：]")
PERIOD = re.compile(r"[（(]?\s*\d{0,8}\s{2,}至\s{2,}|\d{4,8}\s*至\s*\d{4,8}|年\s+月\s*(?:日)?\s*至|统计(?:时间|期间|时段)")
_AREAS = (
    ("area.province", r"省"),
    ("area.city", r"市(?:[（(]地、?州?、?盟?[）)])?|市[（(]州[）)]"),
    ("area.county", r"县(?:[（(][^）)]*[）)])?|区(?:[（(]县[^）)]*[）)])?|[（(]?县、?市、?区?[）)]?|旗"),
    ("area.township", r"乡镇?(?:（镇）)?、街道|乡镇、街道"),
    ("area.street", r"街道(?:[（(][^）)]*[）)])?"),
    ("area.township", r"乡(?:[（(]镇[^）)]*[）)])?|镇(?:[（(]乡[^）)]*[）)])?|乡镇(?:[（(]街道[）)])?"),
    ("area.community", r"社区(?:[（(][^）)]*[）)])?|居委会|居民?委员会"),
    ("area.village", r"行政村|村(?:[（(][^）)]*[）)])?|村委会|嘎查"),
    ("area.group", r"村民小组|组|小组|屯"),
    ("area.police_station", r"派出所"),
)
AREAS = tuple((concept, re.compile(pattern), re.compile(rf".*?(?:{pattern})")) for concept, pattern in _AREAS)
SEAL = re.compile(r"[(（](盖章|公章|印章|章)[)）]")
# labels whose meaning their place decides: 统计时间 over a table is the time of its figures, under it the day of filling in
BY_PLACE = (
    (re.compile(r"^(统计|发放|补贴)(时间|时段|期间)$|^(统计)?截[止至](时间|日期)$|^报告期"), "report.period", "是数字所属的时间"),
    (re.compile(r"^单位(?:[(（](盖章|公章|章)[)）])?$"), "report.unit", "是填报单位"),
)
BY_WORD = (
    (re.compile(r"(填|制|编|上报|统计|汇总)表?.*单位|村[（(]?居?[）)]?委?会$"), "report.unit", "是填报单位"),
    (
        re.compile(r"(填|制|编|统计|上报|报出|采集|登记|摸底|排查|更新|自查|受理|调查|核查).*(日期|时间)$"),
        "report.date",
        "是填报日期",
    ),
    (
        re.compile(r"(填|制|编|统计|经办|承办|录入|采集|调查|登记|排查|核查|走访|摸底).*(人|者|员|民警)$"),
        "report.preparer",
        "是填表人",
    ),
)
# what a list is of, in the line above it: 小区：　楼栋：　单元：
OVER_A_LIST = ("estate.name", "building.number", "building.leader.name", "dwelling.unit", "grid.leader.name", "household.id")
GAP_AREA = re.compile(r"(?:^|[\s_　]{2,})((?:[^\s_　])+)(?=[\s_　]{2,}|$)")


def read_lines(lines: tuple[Line, ...], grid: Grid, role: Role, words: Lexicon, entity: str = "") -> list[Blank]:
    """The blanks in the lines of a table's head or foot; several labels may share one cell.

    `entity` is the record of a card: its name may stand in the line above it.
    """
    found: list[Blank] = []
    for line in lines:
        if line.place == (0, 0) and not printed.COLON.search(line.text):
            continue
        found.extend(_read_line(line, grid, role, words, entity))
    return found


def _read_line(line: Line, grid: Grid, role: Role, words: Lexicon, entity: str) -> list[Blank]:
    text = line.text
    plain = fold(text)
    if printed.UNIT_LINE.match(plain):
        unit = _made(text.strip(), "report.unit_of_measure", line, grid, role, "全表数字的单位")
        return [replace(unit, state=State.KEPT, after_label=False)]
    if printed.is_note(plain) and not printed.names_report(plain):
        return []
    labels = [m.group(1) for m in PIECE.finditer(text)]
    if labels:
        blanks = [_blank(label, line, grid, role, words, entity) for label in labels]
    elif PERIOD.search(text):
        blanks = [_made("报告期", "report.period", line, grid, role, "写明起止时间")]
    elif printed.DATE_GAP.search(text) and len(re.sub(r"\d", "", plain)) <= 6:
        blanks = [_made("年月日", "report.date", line, grid, role, "印好的年月日，填报表日期")]
    elif (areas := _areas(text)) and len(areas) >= 1 and re.search(r"[ 　_]{3,}", text):
        blanks = [_made(label, concept, line, grid, role, f"“{label}”前面的空填地名") for concept, label in areas]
    elif printed.SIGNATURE.search(plain) or words.vocabulary.by_label.get(_bare(plain)):
        blanks = [_blank(text, line, grid, role, words, entity)]
    else:
        blanks = []
    return [blank for blank in blanks if blank is not None]


def _blank(label: str, line: Line, grid: Grid, role: Role, words: Lexicon, entity: str) -> Blank:
    folded = fold(label)
    plain = _bare(folded)
    known = words.vocabulary.by_label.get(plain, ())
    sealed = bool(SEAL.search(folded))
    for pattern, concept, reason in BY_PLACE:
        if pattern.search(folded if concept == "report.unit" else plain) and (concept != "report.period" or role is Role.META):
            return _made(label, concept, line, grid, role, f"“{plain}”{reason}")
    for concept, area, _ in AREAS:
        if area.fullmatch(plain.replace("(", "（").replace(")", "）")):
            if sealed:
                return _made(label, "report.unit", line, grid, role, f"“{plain}”盖章，就是填报单位", 0.85)
            return _made(label, concept, line, grid, role, f"“{plain}”是地名")
    for field in known:
        if field.entity == "report":
            return _made(label, field.path, line, grid, role, f"“{plain}”是报表自己的信息")
    for pattern, concept, reason in BY_WORD:
        if pattern.search(plain):
            return _made(label, concept, line, grid, role, f"“{plain}”{reason}", 0.85)
    for field in known:
        if field.entity in ("area", "organisation"):
            return _made(label, field.path, line, grid, role, f"“{plain}”是{field.label['zh-Hans']}")
    for field in known:
        own = field.via or len(plain) > 3 or field.entity in ("grid", entity) or field.path in OVER_A_LIST
        if field.entity in ("household", "person", "grid", "dwelling", "building", "estate") and own:
            home = entity == "household" and field.path == "person.residence_address"
            path = "household.address" if home else field.path
            return _made(label, path, line, grid, role, f"“{plain}”是{field.label['zh-Hans']}", 0.75)
    if sealed and re.search(r"单位|组织|学校|机构|委员会|站|所$", plain):
        return _made(label, "report.unit", line, grid, role, f"“{plain}”盖章，就是填报单位", 0.75)
    if printed.SIGNATURE.search(folded):
        return _made(label, "report.signature", line, grid, role, "签名盖章，留给人办")
    return _made(label, "outside the ledger (line of the form)", line, grid, role, f"“{plain}”不是台账里的事实", 0.0)


def _bare(plain: str) -> str:
    plain = re.sub(r"[(（](盖章|公章|印章|章|签名|签字|签章|签名盖章)[)）]", "", plain)
    plain = re.sub(r"[:：_＿\s]+$", "", plain)
    wrapped = re.fullmatch(r"[(（]([^()（）]*)[)）]", plain)
    return wrapped.group(1) if wrapped else plain


def _areas(text: str) -> list[tuple[str, str]]:
    """The levels that a line of gaps names: 县（市、区）      街道（镇、乡）     居委会."""
    found = []
    for match in GAP_AREA.finditer(text):
        word = match.group(1)
        for concept, pattern, tail in AREAS:
            if pattern.fullmatch(word) or tail.fullmatch(word) and len(word) <= 9 and word.startswith(("分", "县", "街", "居")):
                found.append((concept, word))
                break
    return found


def _made(label: str, concept: str, line: Line, grid: Grid, role: Role, reason: str, score: float = 0.95) -> Blank:
    name = grid.cell(*line.place).name or cell_name(*line.place)
    state = (
        State.KEPT
        if concept == "report.signature"
        else State.OUTSIDE
        if concept.startswith("outside")
        else State.SURE
        if score >= 0.8
        else State.UNSURE
    )
    value = _value_cell(line, grid, label)
    return Blank(
        role, (label.strip(),), name, value, concept=concept, state=state, reason=reason, score=score, after_label=value == name
    )


def _value_cell(line: Line, grid: Grid, label: str) -> str:
    """The empty cell to the right of a line with one label; else the line's own cell, behind the label."""
    name = grid.cell(*line.place).name or cell_name(*line.place)
    right = (line.place[0], line.span.right + 1)
    one_label = len(PIECE.findall(line.text)) <= 1 and line.text.strip().rstrip(":：").strip() == label.strip()
    cell = grid.cells.get(right)
    if (
        one_label
        and right[1] <= grid.columns
        and cell is not None
        and not cell.text.strip()
        and (cell.style.bottom or cell.style.top)
    ):
        return cell.name or cell_name(*right)
    return name
