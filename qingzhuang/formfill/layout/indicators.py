"""An indicator list: measures down the rows, one or two columns for the figures."""

from __future__ import annotations

import re

from qingzhuang.formfill.layout import words
from qingzhuang.formfill.layout.canvas import Canvas
from qingzhuang.formfill.layout.header import clean
from qingzhuang.formfill.layout.model import Column, Indicator

ITEM = re.compile(r"指标|项目|内容|名称|事项|类别|栏目")
ASKED = re.compile(r"情况|问题|问卷")  # B.行政村基本情况: heads the questions where nothing else does
UNIT = re.compile(r"^(计量|计算)?单位$")
CODE = re.compile(r"代码|编号|序号|行次|代号|^号$")
VALUE = re.compile(
    r"^(数量|数值|数据|数|值|本(?:[期月年季]|年度|季度)[末底]?(?:实际|完成|累计)?(?:数|值)?|[期年月季][末底](?:实有)?(?:数|值)?|实际|实际数|填报数|填报值|金额|结果|合计|答案|填写内容|更新数据|指标值|当前值|情况|填报内容|\d{4}年?.*|.*(数据|数值|数量))$"
)
# figures of another time beside the asked ones, and how they compare: the ledger tells what is, nobody fills these from it
OTHER_TIME = re.compile(
    r"^(上期|上月|上年|上季|上季度|去年|上年同期|去年同期|上年同月|同期|基期|年初)(末|底)?(数|数据|累计|累计数|值|数量)?$|环比|同比|增减|增长|增幅|比上|比去年|比上年|计划数|目标"
)
MOST_ROWS = 1000  # a longer list is no list of measures
LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"^\d+[、.．](?!\d)"),
    re.compile(r"^[（(]\d+[）)]"),
    re.compile(r"^[①-⑳]|^[A-H][、.．\s]?(?=[\u4e00-\u9fff])"),
    re.compile(r"^(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)[、.．\s]?(?=[\u4e00-\u9fff])"),
)
PART = re.compile(r"^(其中|[#＃])")
TITLE = re.compile(r"[数人户率额%％）)]$")


def read_indicators(canvas: Canvas, columns: tuple[Column, ...], data: list[int]) -> tuple[Indicator, ...]:
    """The indicators of a table whose rows are the measures; empty when the table is none.

    It is one when a heading says item or indicator, the only empty columns are headed by a general word (数量, 本期), and
    most rows have a text in the item column.
    """
    heads = {column.column: "".join("".join(column.path).split()) for column in columns}
    if len(data) > MOST_ROWS:
        return ()
    items = [c for c, head in heads.items() if ITEM.search(head) and not UNIT.match(head)]
    codes = [c for c, head in heads.items() if CODE.search(head) or UNIT.match(head)]
    asked = [c for c, head in heads.items() if ASKED.search(head) and not _mostly_empty(canvas, c, data) and c not in codes]
    items = items or (asked if len(asked) == 1 else [])
    values = [c for c in heads if _mostly_empty(canvas, c, data) and VALUE.match(heads[c])]
    blank = [c for c in heads if _mostly_empty(canvas, c, data) and heads[c] and "备注" not in heads[c]]
    others = [c for c in blank if OTHER_TIME.search(heads[c])]
    values = [c for c in values if c not in others]
    if not items or not values or len(values) > 3 or set(blank) - set(values) - set(others) or len(data) < 3:
        return ()
    item = items[-1]
    labelled = [row for row in data if canvas.box(row, item).plain]
    if len(labelled) < 0.8 * len(data):
        return ()
    unit = next((c for c in heads if UNIT.match(heads[c])), 0)
    code = next((c for c in heads if CODE.search(heads[c]) and c != item), 0)
    return _rows(canvas, data, items, values, unit, code)


def _mostly_empty(canvas: Canvas, column: int, data: list[int]) -> bool:
    boxes = [canvas.box(row, column) for row in data]
    filled = sum(1 for box in boxes if box.plain and not words.is_choice(box.text) and not words.DASH.match(box.plain))
    return filled <= 0.2 * len(data)


def _rows(canvas: Canvas, data: list[int], items: list[int], values: list[int], unit: int, code: int) -> tuple[Indicator, ...]:
    found: list[Indicator] = []
    outline = _Outline()
    for row in data:
        box = canvas.box(row, items[-1])
        label = clean(box.text)
        if not label:
            continue
        over = [group for c in items[:-1] if (group := canvas.box(row, c)).plain and group.span != box.span]
        whole = outline.at(over[0].span.left) if over and PART.match(over[0].plain) else ()
        groups = (*whole, *dict.fromkeys(clean(group.text) for group in over))
        path = outline.path(label, box.text, box.span.left)
        has_unit = unit and canvas.box(row, unit).plain
        has_code = code and canvas.box(row, code).plain
        if (unit or code) and not has_unit and not has_code and (outline.level == 0 or not TITLE.search(path[-1])):
            continue  # a section title
        unit_text = canvas.box(row, unit).plain if unit else ""
        number = _number(canvas.box(row, code).text) if code else ""
        open_ones = [value for value in values if not words.DASH.match(canvas.box(row, value).plain)]
        found.extend(Indicator(row, groups + path, (row, items[-1]), (row, value), unit_text, number) for value in open_ones)
    return tuple(found)


def _number(text: str) -> str:
    return text.strip().removesuffix(".0")


class _Outline:
    """The labels that a label stands under, by numbering 一、（一）1.（1）, by 其中, and by indent."""

    def __init__(self) -> None:
        self.numbered: list[tuple[int, str]] = []
        self.level = 0
        self.last: tuple[str, ...] = ()  # path of the last row that was no 其中
        self.lasts: dict[int, tuple[str, ...]] = {}  # the same for each column that labels begin in
        self.part_indent: int | None = None
        self.indent = 0  # of the last row that was no 其中

    def path(self, label: str, raw: str, column: int) -> tuple[str, ...]:
        """The labels from the section down to this one, which begins in a column; what began further right ends here."""
        self.last = self.at(column)
        self.lasts = {c: path for c, path in self.lasts.items() if c <= column}
        path = self._path(label, raw)
        self.lasts[column] = self.last
        return path

    def at(self, column: int) -> tuple[str, ...]:
        """The last row that begins in a column or left of it."""
        return self.lasts[max(begun)] if (begun := [c for c in self.lasts if c <= column]) else ()

    def _path(self, label: str, raw: str) -> tuple[str, ...]:
        plain = label.replace(" ", "")
        indent = len(raw) - len(raw.lstrip(" \u3000"))
        for depth, pattern in enumerate(LEVELS):
            if pattern.match(plain):
                self.numbered = [entry for entry in self.numbered if entry[0] < depth]
                path = (*(text for _, text in self.numbered), label)
                self.numbered.append((depth, label))
                self.level, self.last, self.part_indent, self.indent = depth, path, None, indent
                return path
        self.level = len(LEVELS)
        if PART.match(plain):
            self.part_indent = indent
            return (*self.last, label)
        in_part = self.part_indent is not None and (indent > 0 if self.part_indent else bool(self.numbered))
        if in_part or (self.last and indent > self.indent):
            return (*self.last, label)
        path = (*(text for _, text in self.numbered[:1] if LEVELS[0].match(text)), label)
        if not self.numbered:
            self.level = 0
        self.last, self.part_indent, self.indent = path, None, indent
        return path
