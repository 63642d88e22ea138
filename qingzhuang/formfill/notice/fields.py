"""What is wanted: the title of the report, the fields that a message lists, and a form made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qingzhuang.formfill.grid import Book, Cell, Grid, Place, Span, Style, column_letters

KINDS = "花名册|统计表|汇总表|登记表|情况表|明细表|台账|名册|名单|清单|一览表|调查表|摸底表|报表|月报|季报|年报"
QUOTED = re.compile(rf"[《“\"]([^《》“”\"]{{2,60}}?(?:{KINDS}))[》”\"]")
PLAIN = re.compile(
    rf"(?:报送|上报|填报|提供|报|统计|梳理|摸排|填写|汇总|建立)(?:一份|一下|本辖区|辖区内?|你社区|本社区)?([^，。；;\n：:、]{{2,40}}?(?:{KINDS}))"
)
ITEMS = r"(?:[^，。；;、\n：:（）()]{1,24}[、，,；;]\s*){1,60}[^，。；;、\n：:（）()]{1,24}"
LISTED = re.compile(
    r"(?:包括|包含|内容(?:为|有|包括)?|需要?(?:填报|提供|报送|统计)|含|字段|项目|要素|列明|注明|(?:统计|填报)(?=以下|[:：])|指标|统计.{0,10}?(?=[^、，。]*[数率]、))"
    rf"(?:以下)?(?:内容|信息|数据|项目|指标|有|为|包括)?\s*[:：为]?\s*(?P<list>{ITEMS})"
)
BRACKETED = re.compile(rf"(?:{KINDS})\s*[（(]\s*(?P<list>{ITEMS})\s*[）)]")
CHAIN = re.compile(
    r"(?P<list>(?:[^，。；;、\n：:（）()]{1,16}、){2,60}[^，。；;、\n：:（）()]{1,16})"
)  # 姓名、身份证号、联系电话
TIME = re.compile(r"^(?:上个?月|本月|当月|上季度|本季度|今年|去年)的?")  # of a rhythm, not of the report
SPLIT = re.compile(r"[、，,；;\r\n\t]+")
ENUMERATED = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）.、．]|[-·•*])\s*(?P<field>[^，。；;：:]{1,30}?)\s*[。；;]?\s*$", re.M)
TAIL = re.compile(r"(?:等(?:信息|情况|内容|数据|项目)?)$|\s*[。.]$")
NOT_A_FIELD = re.compile(
    r"前$|前(?:报|上报|反馈|交)|^(?:表|截至)|^(?:请|并|于|用于|务必|逾期|联系人|如有|报送|上报|填报)|\d{1,2}[:：]\d{2}|[?？!！]|@"
)
LONGEST = 40
BORDER = Style(left=True, top=True, right=True, bottom=True)
FIGURE = re.compile(r"(?:数|数量|人数|户数|总数|合计|率|金额|面积)$|多少")


def title(text: str) -> tuple[str, str]:
    """The report that is asked for and the words that name it: 80岁以上老年人花名册; both empty where none is named."""
    found = QUOTED.search(text) or PLAIN.search(text)
    return (TIME.sub("", found[1].strip()), found.group()) if found else ("", "")


def listed(text: str) -> tuple[str, ...]:
    """The fields that a message lists after 包括…, or line by line with numbers; none where it lists fewer than two.

    >>> listed("内容包括：姓名、身份证号、联系电话等。"), listed("请报送")
    (('姓名', '身份证号', '联系电话'), ())
    """
    best: list[str] = []
    for pattern in (LISTED, BRACKETED, CHAIN):
        for found in pattern.finditer(text):
            fields = _clean(SPLIT.split(found["list"]))
            best = fields if len(fields) > len(best) else best
    lines = _clean([match["field"] for match in ENUMERATED.finditer(text)])
    best = lines if len(lines) > max(1, len(best)) else best
    return tuple(best) if len(best) > 1 else ()


def typed(text: str) -> tuple[str, ...]:
    """The fields of a typed list: one a line, or with 、 between; as they stand."""
    return tuple(_clean(SPLIT.split(text)))


def _clean(parts: Sequence[str]) -> list[str]:
    names = [
        TAIL.sub("", re.sub(r"^\s*(?:[（(]?\d{1,2}[)）.、．]|[-·•*])\s*", "", part)).strip(' 　和及与“”"《》') for part in parts
    ]
    return list(dict.fromkeys(name for name in names if name and len(name) <= LONGEST and not NOT_A_FIELD.search(name)))


def book_of_fields(name: str, fields: Sequence[str]) -> Book:
    """A form that asks for these fields, as if somebody had drawn it: figures in one row for each community, else a list.

    The same rows that `rows_of` gives, so that a file written from them is understood alike.
    """
    cells: dict[Place, Cell] = {}
    rows = rows_of(name, fields)
    width = len(rows[1])
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            style = BORDER if row > 1 else Style()
            cells[row, column] = Cell(row, column, text, text or None, style=style, name=f"{column_letters(column)}{row}")
    merges = (Span(1, 1, 1, width),) if width > 1 else ()
    return Book("xlsx", (Grid("Sheet1", len(rows), width, cells, merges),))


def rows_of(name: str, fields: Sequence[str]) -> list[list[str]]:
    """Title, headings and empty rows of such a form."""
    figures = sum(bool(FIGURE.search(field)) for field in fields) * 2 > len(fields)
    head = ["单位" if figures else "序号", *fields]
    return [[name, *[""] * (len(head) - 1)], head, *([""] * len(head) for _ in range(3))]
