"""What holds for every value: a raw cell as text, words that say “nothing”, masked and lost signs."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from qingzhuang.intake.problems import Cleaned, Problem, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.vocabulary.fold import BLANKS

EXACT = 1e15  # a spreadsheet keeps fifteen digits of a number; what is longer has lost the others
MOST = 4000
NOTHING = frozenset(
    "- -- --- — —— ― / // \\ . 、 … ? ？ n/a na null none nil \\n nan 无 不详 不明 未知 未填 空 暂无 没有 无此项 待补 待查 未提供 未采集 不清楚".split()
)
ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|名称\?|值!)")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
LOST = re.compile(r"[+-]?\d(\.\d+)?[Ee]\+?(1[4-9]|[2-9]\d)")
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")  # full-width digits and letters
INNER = re.compile(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])|[ \u3000\xa0\t]{2,}")


def as_text(raw: Raw) -> str:
    """A raw value as it would be typed: whole floats without their point."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, float) and raw == int(raw) and abs(raw) < EXACT:
        return str(int(raw))
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def is_plain(text: str) -> bool:
    """Whether there is neither a blank nor an unseen sign in it: true of most values, and then half of the work is spared."""
    return " " not in text and text.isprintable()


def digits_lost(raw: Raw) -> bool:
    """Whether a spreadsheet has taken a long number for a quantity, so that its last digits are gone.

    >>> digits_lost(1.30522e17), digits_lost("1.30522E+17"), digits_lost("130522198001010014")
    (True, True, False)
    """
    if isinstance(raw, float):
        return abs(raw) >= EXACT
    return isinstance(raw, str) and LOST.fullmatch(raw.strip()) is not None


def nothing(raw: Raw, keep: frozenset[str] = frozenset()) -> Cleaned[str] | None:
    """The answer for a cell that says nothing or cannot be read by anybody; None for all others.

    `keep` are words that mean something here: 无 is an answer to a question of yes or no.
    """
    if raw is None:
        return Cleaned(None, raw)
    if not isinstance(raw, str):
        return None
    plain = raw if is_plain(raw) else BLANKS.sub("", raw)
    if not plain:
        return Cleaned(None, raw)
    if plain.lower() in NOTHING and plain.lower() not in keep:
        return Cleaned(None, raw, (problem("empty_word", word=plain),))
    if plain[0] == "#" and ERROR.fullmatch(plain):
        return Cleaned(None, raw, (problem("formula_error", word=plain),))
    return None


def clean_text(raw: Raw) -> Cleaned[str]:
    """Free text: outer and doubled blanks and unseen signs out, letters and digits half-width; nothing else.

    >>> clean_text(" 热心　　志愿者 ").value, clean_text(6222020000000000123.0).value
    ('热心志愿者', None)
    """
    found = nothing(raw)
    if found is not None:
        return found
    if digits_lost(raw):
        return Cleaned(None, raw, (problem("digits_lost"),))
    text = as_text(raw)
    value, problems = tidy(text)
    if len(value) > MOST:
        return Cleaned(None, raw, (problem("too_long", length=len(value)),))
    return Cleaned(value or None, raw, problems)


def tidy(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A text without unseen signs and needless blanks, its letters and digits half-width; and what was done."""
    if is_plain(text) and not WIDE.search(text):
        return text, ()
    problems: list[Problem] = []
    plain = UNSEEN.sub("", text)
    if plain != text:
        problems.append(problem("control_signs"))
    narrow = _narrow(plain)
    if narrow != plain:
        problems.append(problem("narrowed"))
    stripped = narrow.strip()
    value = INNER.sub(lambda m: "" if _between_wide(m, stripped) else " ", stripped)
    value = value.strip()
    if value != stripped:
        problems.append(problem("blanks_out"))
    return value, tuple(problems)


def _between_wide(match: re.Match[str], text: str) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(before) and bool(after) and ord(before) > 127 and ord(after) > 127


def _narrow(text: str) -> str:
    """Full-width letters and digits as half-width; Chinese punctuation stays."""
    if not WIDE.search(text):
        return text
    return "".join(
        chr(ord(s) - 0xFEE0) if "\uff10" <= s <= "\uff19" or "\uff21" <= s <= "\uff3a" or "\uff41" <= s <= "\uff5a" else s
        for s in text
    )


def folded(text: str) -> str:
    """NFKC without any blanks: what numbers and codes are read from."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))
