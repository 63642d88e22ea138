"""Dictionaries that a workbook brings itself: `性别（1男 2女）`, `0-否，1-是`, a code sheet with code and word side by side.

Numbers of foreign systems mean what their own dictionary says and nothing else: 0 is a man in one, unknown in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qingzhuang.formfill.grid import Grid
from qingzhuang.vocabulary import fold

Legend = Mapping[str, str]  # code → word, both folded
WORD = r"[一-鿿（）()/]*[一-鿿][一-鿿（）()/]*"
SIGN = r"\s*[.、．:：=＝\-—–_~)）]?\s*"
CODE_FIRST = re.compile(rf"(?<!\d)[(（]?(\d{{1,2}}){SIGN}({WORD})")
WORD_FIRST = re.compile(rf"({WORD}){SIGN}(\d{{1,2}})(?!\d)")
ONE = re.compile(rf"^(\d{{1,3}}){SIGN}({WORD})$")
LEAD = re.compile(r"^(?:其中|注|说明|代码)?[:：]?")
MOST_CODES = 400


def read_legend(text: str) -> dict[str, str]:
    """Codes and words in a heading, a note or a comment; empty where there are not at least two of them.

    >>> read_legend("性别（1.男 2.女）"), read_legend("婚姻：未婚-1，已婚-2"), read_legend("2025年6月")
    ({'1': '男', '2': '女'}, {'1': '未婚', '2': '已婚'}, {})
    """
    plain = re.sub(r"\s+", " ", text).strip()
    first = [(code, fold(word)) for code, word in CODE_FIRST.findall(plain)]
    last = [(code, fold(word)) for word, code in WORD_FIRST.findall(plain)]
    begins_with_word = bool(re.search(rf"(?:^|[:：(（，,；;\s])({WORD}){SIGN}\d", plain)) and not re.match(
        r"^\D{0,12}[(（:：]\s*\d", plain
    )
    for pairs in (last, first) if begins_with_word and len(last) >= 2 else (first, last):
        found = {code: word.strip("()（）/") for code, word in pairs}
        dates = {"年", "月", "日", "岁", "周岁", "元", "人", "户"}
        if len(found) >= 2 and len(set(found.values())) == len(found) and not dates & set(found.values()):
            return found
    return {}


def legends_of_sheet(grid: Grid) -> dict[str, dict[str, str]]:
    """The dictionaries of a code sheet by their headings: words with codes in one column (`1 男`) or in two side by side."""
    found: dict[str, dict[str, str]] = {}
    for column in range(1, grid.columns + 1):
        rows = [(row, fold(grid.text(row, column))) for row in range(1, min(grid.rows, MOST_CODES) + 1)]
        texts = [(row, text) for row, text in rows if text]
        if len(texts) < 2:
            continue
        ones = {match.group(1): match.group(2) for _, text in texts if (match := ONE.match(text))}
        heading = _heading(grid, column, texts)
        if len(ones) >= 2 and heading:
            found[heading] = {**found.get(heading, {}), **ones}
        elif sum(text.isdigit() for _, text in texts) >= 2:
            for name, pairs in _side_by_side(grid, column, texts):
                found[name] = {**found.get(name, {}), **pairs}
    return found


def legend_for(labels: Iterable[str], legends: Mapping[str, Legend]) -> Legend:
    """The dictionary of a column among those of the code sheets: the one whose heading is one of its names.

    >>> legend_for(("性别",), {"性别代码": {"0": "男", "1": "女"}})
    {'0': '男', '1': '女'}
    """
    wanted = {_core(label) for label in labels}
    for heading, legend in legends.items():
        if _core(heading) in wanted:
            return legend
    return {}


def _core(label: str) -> str:
    return re.sub(r"(代码表?|编码|字典|类型代码|取值|选项|\(.*\)|（.*）)$", "", fold(label))


def _heading(grid: Grid, column: int, texts: list[tuple[int, str]]) -> str:
    """The text above the codes of a column, else the name of the sheet."""
    first = next((row for row, text in texts if ONE.match(text) or text.isdigit()), texts[0][0])
    above = [text for row, text in texts if row < first]
    return above[-1] if above else fold(grid.name)


def _side_by_side(grid: Grid, column: int, texts: list[tuple[int, str]]) -> Iterable[tuple[str, dict[str, str]]]:
    """Codes in one column and words in the next; a table may begin anew further down, or name the field on the left."""
    pairs: dict[str, str] = {}
    name = ""
    for row, text in texts:
        word = fold(grid.text(row, column + 1))
        left = fold(grid.text(row, column - 1)) if column > 1 else ""
        if not text.isdigit():
            if pairs:
                yield name, pairs
            generic = text in ("代码", "编码", "值", "序号", "code", "value", "CODE", "key")
            name = (_title(grid, row, column) or word or fold(grid.name)) if generic else text
            if generic and name in ("名称", "含义", "说明", "name", "NAME", "label"):
                name = _title(grid, row, column) or fold(grid.name)
            pairs = {}
            continue
        if left and not left.isdigit() and left != name:
            if pairs and name:
                yield name, pairs
                pairs = {}
            name = left
        if word and not word.isdigit():
            pairs[text] = word
    if len(pairs) >= 2:
        yield name or fold(grid.name), pairs


def _title(grid: Grid, row: int, column: int) -> str:
    """A title over the two headings."""
    for above in range(row - 1, max(0, row - 3), -1):
        text = fold(grid.text(above, column))
        if text:
            return text
    return ""
