"""The words that the engine itself puts on a paper, in three languages; all else on it comes from the caller."""

from __future__ import annotations

from datetime import date

LANGUAGES = ("zh-hans", "zh-hant", "en")

WORDS: dict[str, dict[str, str]] = {
    "zh-hans": {
        "number": "编号：",
        "colon": "：",
        "purpose": "用途：",
        "one_time": "本证明仅供使用一次。",
        "valid_until": "有效期至：",
        "contact": "联系：",
        "check": "核验本证明",
        "how": "扫描二维码，比对其中的编号、姓名、标题和日期与纸面是否一致；没有网络时可用离线核验网页，或运行 qingzhuang verify。",
        "no_seal": "二维码和数字签名用于查验真伪，不是电子印章；依法需要印章的，以加盖的实体印章为准。",
    },
    "zh-hant": {
        "number": "編號：",
        "colon": "：",
        "purpose": "用途：",
        "one_time": "本證明僅供使用一次。",
        "valid_until": "有效期至：",
        "contact": "聯繫：",
        "check": "核驗本證明",
        "how": "掃描二維碼，比對其中的編號、姓名、標題和日期與紙面是否一致；沒有網絡時可用離線核驗網頁，或運行 qingzhuang verify。",
        "no_seal": "二維碼和數字簽名用於查驗真偽，不是電子印章；依法需要印章的，以加蓋的實體印章為準。",
    },
    "en": {
        "number": "No. ",
        "colon": ":",
        "purpose": "Purpose: ",
        "one_time": "This certificate may be used once only.",
        "valid_until": "Valid until: ",
        "contact": "Contact: ",
        "check": "To check this certificate",
        "how": "Scan the code and compare its number, name, title and day with the paper; without a network use the offline page, "
        "or run qingzhuang verify.",
        "no_seal": "The code and the digital signature serve to check that the paper is genuine; they are not an electronic seal. "
        "Where the law asks for a seal, the physical one counts.",
    },
}
MONTHS = "January February March April May June July August September October November December".split()


def said(language: str) -> dict[str, str]:
    """The words of a language; raises KeyError for one that is not in LANGUAGES."""
    return WORDS[language]


def long_day(day: date, language: str) -> str:
    """A day as it stands on a letter.

    >>> long_day(date(2026, 11, 9), "zh-hans"), long_day(date(2026, 11, 9), "en")
    ('2026年11月9日', '9 November 2026')
    """
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
