"""Ways of putting figures in headings: shares, means, times, numbers of those who are helped."""

from __future__ import annotations

import re

from qingzhuang.formfill.layout import words as printed
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.vocabulary import fold

SHARE_OF = re.compile(r"^(.*)占(.+?)的?(?:比例|比重|百分比|比|%|比率)$")
MEAN = re.compile(r"人均|户均|平均")
CHANGE = re.compile(r"(本月|本期|本年|当年|本季)?(增加|减少|自然变动|自然增减|人口变动|变动情况|自然变动情况|增减情况)$")
AIDED = re.compile(r"^(供养|保障|享受)[人户]数")
MEASURED_IN = re.compile(r"单位[:：][(（]?((?:万元|千元|百元|亿元|元|人|户|亩|公顷|平方米|㎡|个|件|%|[、,，/])+)[)）]?$")
PERIOD = re.compile(r"^(本|当|全)?(月|年|年度|季|季度|期|周|上半年|下半年)$")
HOUSED = re.compile(r"房|住|宅|屋|套")  # says that flats and houses are meant
OF_ALL = re.compile(
    r"^(?:辖区内?|全?[村镇乡县区社]区?)?(?:总|户籍|常住|非农业?|农业|城镇|农村|乡村)?(?:总?人口|总户|户籍|劳动力(?:资源)?(?=总))(?:总?数|总?人数|总?户数)?$"
)

ALL_OVER = re.compile(
    rf"(?=辖区|全|总|户籍|常住|劳动力){OF_ALL.pattern[1:]}"
)  # 总人口 over 男, 女; not 人口数 alone, which may be of the title


def unit_said(path: tuple[str, ...]) -> tuple[str, ...]:
    """低保人数 over （人）: a row of units below the headings says the unit of each."""
    if len(path) < 2 or not printed.is_unit(fold(path[-1])):
        return path
    return (*path[:-2], f"{path[-2]}（{fold(path[-1]).strip('()')}）")


def unit_of_measure(laid: Laid) -> str:
    """The unit of all figures, printed above the table: 单位：万元."""
    for line in laid.lines:
        found = MEASURED_IN.search(fold(line.text))
        if found:
            return found.group(1)
    return ""
