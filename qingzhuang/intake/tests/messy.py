"""Three messy workbooks as people keep them, made up from nobody: `workbooks()` gives their bytes by name.

They hold what domain.md 6.5 lists: 15-digit and full-width ID numbers, 18 zeros, lost digits, three spellings of a lane, dots in names, days in all
styles, sexes as 0 and 1, merged households, headings printed again, totals, notes, code sheets.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl.styles import Border, Side

from qingzhuang.vocabulary.derive import check_digit

DAY = date(2026, 11, 30)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安 宁 泽宇 晓雯 建国 桂兰 梓涵 玉珍 志强 秀英 子轩 丽华 国庆 淑芬 浩然 雨桐".split()
SheetRows = Sequence[Sequence[object]]


def number(birth: str, serial: int, division: str = "990101") -> str:
    """A sound ID number of nobody: division 990101 does not exist.

    >>> number("19800101", 1)
    '990101198001010014'
    """
    first = f"{division}{birth}{serial:03d}"
    return first + check_digit(first)


def old(birth: str, serial: int) -> str:
    """The same person's number of 15 digits."""
    return f"990101{birth[2:]}{serial:03d}"


def name(at: int) -> str:
    return SURNAMES[at % 16] + GIVEN[(at * 7 + at // 16) % 16]


def wide(text: str) -> str:
    """Half-width letters and digits as full-width ones."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def workbook(sheets: Mapping[str, SheetRows], merges: Mapping[str, Iterable[str]] | None = None, ruled: bool = True) -> bytes:
    """A workbook from rows of values; numbers stay numbers, days stay days."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if ruled:
            for line in sheet.iter_rows():
                for cell in line:
                    cell.border = Border(side, side, side, side)
        for merged in (merges or {}).get(title, ()):
            sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbooks() -> dict[str, bytes]:
    """File name → bytes."""
    return {"居民花名册.xlsx": register(), "户籍底册.xlsx": households(), "老系统导出.csv": export()}


def register() -> bytes:
    """A list of residents over two sheets with title, unit line, sections, repeated headings, totals, notes and a code sheet."""
    head = [
        "序号",
        "姓名",
        "性别",
        "身份证号码",
        "出生年月",
        "民族",
        "联系电话",
        "现住址",
        "婚姻状况",
        "是否低保",
        "月收入（元）",
        "备注",
    ]
    first = [
        ["清河街道幸福社区居民花名册"],
        ["填报单位：幸福社区", None, None, None, None, None, None, "填报日期：2026年11月20日"],
        head,
        ["甲", "乙", "丙", 1, 2, 3, 4, 5, 6, 7, 8, 9],
        ["第一网格"],
        [1, "赵安", "男", number("19800101", 1), "19800101", "汉", "13800000001", "幸福里12弄3号", "已婚", "否", "3200元", None],
        [2, "钱 宁", "女", old("19530209", 2), "1953-2-9", "汉族", 13800000002, "幸福里十二弄3号", "丧偶", "是", "约800", "15位号"],
        [3, "阿依古丽．买买提", "女", wide(number("19900812", 4)), "1990/08/12", "维族", "138 0000 0003", "幸福里１２弄３号", "初婚", "√", 0, None],
        [4, "孙泽宇", "男", "0" * 18, "2025.8.15", "汉", None, "幸福里12弄3号", None, "无", None, "未办证"],
        [5, "李晓雯", "女", 1.30522195310e17, "1953年10月", "汉", "0551-88881234", "阳光小区3号楼2单元301室", "已婚", "×", "1.2万", None],
        ["小计", 5, None, None, None, None, None, None, None, None, 4000, None],
        head,
        ["第二网格"],
        [6, "周建国*", "男", f"'{number('19481120', 5)}", date(1948, 11, 20), "汉", "13800000006/13900000006", "阳光小区3栋2单元302", "离异", "否", None, None],
        [7, "吴桂兰（已故）", "女", number("19350305", 6)[:17] + "0", "35-3-5", "汉", "55188881235", "阳光小区3#2-303", "丧偶", "是", 600, "待核"],
        [8, "郑梓涵", "男", "000000202003050000", 43895, "汉", None, "阳光小区3-2-303", None, None, None, "随迁"],
        [9, "王玉珍", "男", number("19620718", 8), "1962.7.18", "汉族", "1380000009", "阳光小区4幢1单元101", "已婚", "否", "2000-3000", "性别有误"],
        [10, "赵安", "男", number("19800101", 1), "1980-01-01", "汉", "13800000001", "幸福里12弄3号", "已婚", "否", 3200, "重复"],
        ["合计", 10, None, None, None, None, None, None, None, None, None, None],
        ["填表人：冯志强", None, None, "审核人：陈秀英"],
    ]  # fmt: skip
    second = [
        ["姓名", "性别", "身份证号", "联系电话", "地址"],
        ["蒋子轩", "男", number("20101010", 9), "13800000011", "王家村三组12号"],
        ["沈丽华", "女", number("19851231", 10), "13800000012", "王家村3组12号"],
    ]
    codes = [["婚姻状况"], ["1 未婚"], ["2 已婚"], ["3 离异"], ["4 丧偶"]]
    says = [
        ["填表说明"],
        ["一、身份证号码必须为18位，没有身份证的填18个0，请勿合并单元格，谢谢配合。"],
        ["二、联系电话填写本人或者家属的手机号码，没有的可以不填。"],
    ]
    sheets = {"居民": first, "外来人员": second, "字典": codes, "填表说明": says}
    return workbook(sheets, {"居民": ("A1:L1", "A5:L5", "A13:L13")})


def households() -> bytes:
    """Households with merged cells, members below their head; two sheets, one with members side by side."""
    one = [
        ["户籍底册"],
        ["户号", "家庭住址", "姓名", "与户主关系", "性别", "公民身份号码", "文化程度"],
        ["0001", "幸福路１号", "韩国庆", "户主", "男", number("19700505", 11), "高中"],
        [None, None, "杨淑芬", "妻", "女", number("19720606", 12), "初中"],
        [None, None, "韩浩然", "子", "男", number("19960707", 13), "本科"],
        ["0002", "幸福路2号", "冯雨桐", "户主", "女", number("19880808", 14), "大专"],
        [None, None, "冯小宁", "女儿", "女", number("20150909", 16), "小学"],
        ["0003", "幸福路3号", "陈志强", "配偶", "男", number("19660404", 17), "初中"],
        ["0004", "幸福路4号", "卫建国", "户主", "男", number("19600101", 19), "小学"],
        [None, None, "卫国庆", "户主", "男", number("19610101", 21), "小学"],
        ["0005", "幸福路5号", "褚玉珍", "母亲", "女", number("20000101", 22), "高中"],
        [None, None, "褚安", "户主", "男", number("19990101", 23), "高中"],
    ]
    two = [
        ["家庭成员登记册"],
        ["序号", "户主姓名", "户主身份证号", "家庭住址", "家庭人口数", "成员一", None, None, "成员二", None, None],
        [None, None, None, None, None, "姓名", "关系", "身份证号", "姓名", "关系", "身份证号"],
        [1, "赵秀英", number("19750303", 24), "和平巷9号", 3, "钱建国", "夫", number("19740202", 25), "钱宁", "儿子", number("20010101", 27)],
        [2, "孙丽华", number("19820404", 28), "和平巷10号", 1, None, None, None, None, None, None],
    ]  # fmt: skip
    merges = {
        "底册": ("A1:G1", "A3:A5", "B3:B5", "A6:A7", "B6:B7", "A9:A10", "B9:B10", "A11:A12", "B11:B12"),
        "登记册": ("A1:K1", "F2:H2", "I2:K2", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3"),
    }
    return workbook({"底册": one, "登记册": two}, merges)


def export(rows: int = 12) -> bytes:
    """What an older system gives: column names in pinyin, sexes as 0 and 1, no title, GB 18030."""
    lines = ["XM,XB,SFZH,CSRQ,LXDH,MZ,XJZDZ,CREATE_TIME"]
    for at in range(rows):
        birth = f"{1950 + at * 3}0{at % 9 + 1}1{at % 9}"
        serial = 100 + at
        lines.append(
            f"{name(at)},{1 - serial % 2},{number(birth, serial)},{birth},1370000{at:04d},汉族,清河路{at + 1}号,2020-01-01 00:00:00"
        )
    return "\r\n".join(lines).encode("gb18030")
