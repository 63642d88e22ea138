"""A printed label taken apart: numbering, required mark, 其中, unit, remarks in brackets, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qingzhuang.vocabulary import fold

UNITS = (
    "人次|人|户次|户|名|位|万元|千元|百元|亿元|元/月|元/年|元/人|元/户|人/户|元|角|亩|公顷|平方米|平方公里|平米|m2|㎡|m²|公里|米|cm|厘米|kg|公斤|千克|吨|斤|个|件|套|间|栋|幢|座|处|家|所|台|辆|头|只|株|棵|次|"
    "张|份|期|场|天|日|月|年|岁|周岁|分钟|小时|%|‰|代码|代号|条|项|对|孔|眼|口|立方米|升|支|箱|顶|双|组|批|块|度|分|级"
)
UNIT = re.compile(rf"[(\[](?:单位[::]?)?({UNITS})[)\]]")
UNIT_TAIL = re.compile(rf"[,、/](?:单位[::]?)?({UNITS})$")
NUMBERING = re.compile(
    r"^(?:\d{1,3}[、.．](?!\d)|[(]\d{1,2}[)]|\d{1,2}[)]|[一二三四五六七八九十]{1,3}[、.．](?![一二三四五六七八九十][级等类孩胎])|[(][一二三四五六七八九十]{1,3}[)]|[①-⑳]"
    r"|[A-Z]\d{1,3}[a-z]?[.、]?(?=[一-鿿])|[A-Z][.、](?=[一-鿿])|[A-H](?=[一-鿿]{3})(?![A-D]级)|I{1,3}(?=[一-鿿]{3})|第?[甲乙丙丁][、.])"
)
REQUIRED = re.compile(r"^[*＊★※]+|[*＊★※]+$|[(]必填[)]|必填项?$")
PART = re.compile(r"^(?:其中包括|其中包含|其中含|其中|其 中)[::,，]?|^[#＃](?=[\u4e00-\u9fff])|^(?:含|包括|内含)[::]")
ADDRESSED = re.compile(r"^(?:请(?:输入|填写))?您的(?=[一-鿿]{2})")  # 您的姓名
LISTED = re.compile(r"(?<=[一-鿿])(?=①[^②]{1,12}②).*$|[::](?=(?:\d[.、]|[①A□○]|[(]\d[)])).*$")
HOW_TO = re.compile(
    r"[(\[【][^()\[\]【】]*(?:下拉|选择|请填|填写|填报|必填|选填|格式|示例|例如|如[:：]|打[“\"']?√|是[,，、/]否|男[,，、/]女|不填|位数|文本)[^()\[\]【】]*[)\]】]"
)
BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
TRAIL = re.compile(r"[::;;。.、,，_\s]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """`plain` is the folded text; `whole` is without marks, numbering and unit; `core` also without brackets.

    >>> read_label("*1.家庭人均收入（元）").core, read_label("*1.家庭人均收入（元）").unit
    ('家庭人均收入', '元')
    """

    text: str
    plain: str
    whole: str
    core: str
    unit: str = ""
    required: bool = False
    part: bool = False
    brackets: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label:
    """Take a printed label apart."""
    plain = fold(re.sub(r"^\s*[①-⑳]", "", text))
    rest = TRAIL.sub("", plain)
    asks_yes_no = bool(re.search(r"[(]是[,、/或]否[)]", rest))
    required = bool(REQUIRED.search(rest))
    rest = rest if asks_yes_no else HOW_TO.sub("", rest) or rest
    rest = REQUIRED.sub("", rest)
    rest = NUMBERING.sub("", rest)
    rest = REQUIRED.sub("", rest)
    part = bool(PART.match(rest)) and rest not in ("其中",)
    is_group_part = rest.rstrip(":：") == "其中"
    rest = ADDRESSED.sub("", PART.sub("", rest))
    rest = NUMBERING.sub("", rest)
    rest = LISTED.sub("", rest)
    found = UNIT.search(rest) or UNIT_TAIL.search(rest)
    unit = found.group(1) if found else ""
    whole = TRAIL.sub("", UNIT_TAIL.sub("", UNIT.sub("", rest)))
    brackets = tuple(BRACKET.findall(whole))
    core = TRAIL.sub("", BRACKET.sub("", whole)) or whole
    return Label(text, plain, whole, core, unit, required, part or is_group_part, brackets)
