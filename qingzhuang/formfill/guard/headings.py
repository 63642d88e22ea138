"""What a column or a label says that its cells hold, as far as it must not be published."""

from __future__ import annotations

import re
from functools import lru_cache

from qingzhuang.formfill.guard.numbers import ACCOUNT, ADDRESS, ID, NAME, PHONE
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.vocabulary import fold

LONGEST = 24
DIGIT = re.compile(r"\d")
KINDS = (
    (ID, re.compile(r"身份证|身份号码|证件号")),
    (ACCOUNT, re.compile(r"账号|帐号|卡号|账户|帐户|存折|银行卡")),
    (PHONE, re.compile(r"电话|手机|联系方式|联系号码")),
    (ADDRESS, re.compile(r"地址|住址|详址|门牌|居住地|坐落|家庭住")),
    (NAME, re.compile(r"姓名|户主$|申请人$|监护人$|法定代表人$|联系人$|领取人$|代领人$|户名$")),
)
NO_NAME = re.compile(r"单位|企业|机构|社区|学校|银行|项目|网格|小区|制表|填表|审核|负责")
PERSON = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{2,10}[·•][㐀-鿿]{1,10}")
VILLAGE, TOWN = re.compile(r"社区|村(?!镇)|居委会"), re.compile(r"街道|镇|乡")
SURNAMES = frozenset(
    ("欧阳", "上官", "诸葛", "司马", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "长孙", "宇文")
)


@lru_cache(maxsize=65536)
def heading_kind(text: str) -> str | None:
    """The kind that a heading names; '' for a heading of something else, None where the text is no heading.

    >>> heading_kind("联系电话"), heading_kind("性别"), heading_kind("张小明")
    ('phone', '', None)
    """
    if len(text) > 4 * LONGEST or len(DIGIT.findall(text)) > 5:
        return None
    plain = fold(text)
    if not plain or len(plain) > LONGEST:
        return None
    for kind, pattern in KINDS:
        if pattern.search(plain):
            return "" if kind == NAME and NO_NAME.search(plain) else kind
    return "" if read_label(text).core in lexicon().vocabulary.by_label else None


def is_name(text: str) -> bool:
    """Whether a cell under 姓名 is a name in full.

    >>> is_name("张小明"), is_name("张**"), is_name("合计")
    (True, False, False)
    """
    return PERSON.fullmatch(text.strip()) is not None and text.strip() not in (
        "合计",
        "小计",
        "总计",
        "姓名",
        "签名",
        "签字",
        "盖章",
    )


def cover_name(text: str) -> str:
    """The family name and a star for each further sign.

    >>> cover_name("欧阳小明"), cover_name("张三")
    ('欧阳**', '张*')
    """
    text = text.strip()
    kept = 2 if text[:2] in SURNAMES and len(text) > 2 else 1
    return text[:kept] + "*" * (len(text) - kept)


def cover_address(text: str) -> str:
    """An address down to the village or community; what comes below is covered.

    >>> cover_address("晴川街道石桥社区荷塘苑1栋101")
    '晴川街道石桥社区********'
    """
    for pattern in (VILLAGE, TOWN):
        if (found := pattern.search(text)) is not None:
            return text[: found.end()] + "*" * len(text[found.end() :])
    return text
