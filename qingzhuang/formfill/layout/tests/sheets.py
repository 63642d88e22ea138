"""Hypothesis makes sheets: the texts of real forms, lines and merges anywhere, also where no sane form has them."""

from __future__ import annotations

from hypothesis import strategies as st

from qingzhuang.formfill.grid import PLAIN, Cell, Grid, Span, cell_name
from qingzhuang.formfill.layout.tests.drawn import RULED

TEXTS = (
    *[""] * 20,
    *"""姓名 性别 身份证号码 家庭住址 户主 户数 人数 合计 其中 其中：女 总数 60岁以上 甲 1 (2) 序号 备注 % 占比 元 低保户 女 未满18岁 36-45岁
    填报单位： 填表人： 单位：人 注：1=2+3 一、基本情况 （一）收入 1.工资 □是□否 男○女○ 年月日 （盖章） 照片 家庭成员 老年人花名册 统计表 2026年度
    张三 310115199001011234 2026-01-01 必填，如2015 半 年 … — 監護人 ＝1+2 𠮷 \u200b \ufeff ( （ ] 项目 数量 代码 本期 是否低保 健康状况 社区""".split(),
    *[
        "    年  月  日",
        "县（市）      街道      社区",
        "（      至      ）",
        "___元",
        " ",
        "\n",
        "姓\n名",
        "说明：" + "本表由社区如实填写，" * 9,
    ],
)
NAMES = ("Sheet1", "低保", "80岁以上", "表一")


def sheet_of(data: bytes) -> Grid:
    """A sheet made of bytes: its size, where lines begin, merges, then a text a cell; too few bytes leave cells empty."""
    rows, columns, ruled, name, spans, *rest = (*data[:5], *[0] * (5 - len(data[:5])), *data[5:])
    rows, columns = rows % 15, columns % 12
    merges, words = rest[: spans % 6 * 4], rest[spans % 6 * 4 :]
    cells: dict[tuple[int, int], Cell] = {}
    for at in range(rows * columns):
        row, column = at // columns + 1, at % columns + 1
        text = TEXTS[words[at] % len(TEXTS)] if at < len(words) else ""
        style = RULED if row > ruled % 16 else PLAIN
        if text or style is RULED:
            cells[row, column] = Cell(row, column, text, text or None, style=style, name=cell_name(row, column))
    return Grid(NAMES[name % len(NAMES)], rows, columns, cells, tuple(map(_span, *[iter(merges)] * 4)))


def _span(top: int, left: int, down: int, right: int) -> Span:
    """A merge that may overlap others or reach beyond the sheet."""
    top, left = top % 16 + 1, left % 13 + 1
    return Span(top, left, top + down % 5, left + right % 5)


def grids() -> st.SearchStrategy[Grid]:
    return st.binary(max_size=200).map(sheet_of)
