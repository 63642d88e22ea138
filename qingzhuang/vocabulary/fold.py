"""One spelling for words that mean the same: full width to half, traditional to simplified, no white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

# white space of any kind, zero-width characters, soft hyphen, byte order mark
BLANKS = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """NFKC, traditional to simplified, all white space removed.

    >>> fold("姓　名（必填）")
    '姓名(必填)'
    >>> fold("身份證號碼")
    '身份证号码'
    """
    text = BLANKS.sub("", unicodedata.normalize("NFKC", text))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)  # an accent that stood on a blank now stands on a letter
    if _traditional().isdisjoint(text):  # spares starting OpenCC for what is simplified already
        return text
    return str(_converter("t2s").convert(text))


def label_in(label: Mapping[str, str], language: str) -> str:
    """A label in a language; 繁體中文 is made from the simplified text where nobody wrote it down.

    >>> label_in({"zh-Hans": "户口性质", "en": "household register type"}, "zh-Hant")
    '戶口性質'
    """
    if language in label:
        return label[language]
    if language == "zh-Hant":
        return str(_converter("s2t").convert(label["zh-Hans"]))
    return label["zh-Hans"]


@cache
def _traditional() -> frozenset[str]:
    """Every character of the plane that OpenCC's t2s changes when it stands alone."""
    return frozenset(Path(__file__).with_name("traditional.txt").read_text("utf-8").replace("\n", ""))


@cache
def _converter(table: str) -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC(table)
