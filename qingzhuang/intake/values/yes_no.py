"""Yes and no in all their signs, and words that say more than yes."""

from __future__ import annotations

from collections.abc import Mapping

from qingzhuang.intake.problems import Cleaned, problem
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.text import as_text, folded, nothing
from qingzhuang.tally.columns import NOT, YES
from qingzhuang.vocabulary import CodeList, Field, fold

MORE_YES = frozenset("√ ✓ ✔ v 是的 有的 对的 属于 属 享受 参加 已参加 已办 已办理 在 同意 ■ ● ☑ 1.是 是1".split())
MORE_NOT = frozenset("× ✗ ✘ x ╳ 不 不是的 没 未参加 未办 未办理 不享受 不属于 非 不在 不同意 □ ○ ☐ 无此情况 2.否 0.否".split())
SAYS = frozenset("无 没有 空 x".split())


def clean_yes_no(raw: Raw, field: Field | None = None, legend: Mapping[str, str] | None = None) -> Cleaned[bool]:
    """Yes or no. Of numbers only 1 and 0 are known by themselves; others need the column's own `legend` (1是 2否).

    A word of the field itself says yes: 低保户 under 是否低保.

    >>> clean_yes_no("√").value, clean_yes_no("无").value, clean_yes_no(2).problems[0].code, clean_yes_no(2, None, {"2": "否"}).value
    (True, False, 'yes_no_unread', False)
    """
    word = fold(as_text(raw)).lower()
    if legend and word in legend:
        word = fold(legend[word])
    if word in YES or word in MORE_YES:
        return Cleaned(True, raw)
    if word in NOT or word in MORE_NOT:
        return Cleaned(False, raw)
    found = nothing(raw, SAYS)
    if found is not None:
        return Cleaned(None, raw, found.problems)
    if field is not None and word and word in {fold(held).lower() for held in (*field.holds, *field.labels)}:
        return Cleaned(True, raw, (problem("yes_no_value", word=folded(as_text(raw))[:40]),))
    return Cleaned(None, raw, (problem("yes_no_unread", word=folded(as_text(raw))[:40]),))


def clean_whether(raw: Raw, value: str, codes: CodeList) -> Cleaned[str]:
    """Yes or no about one value of a code list. Yes is that value; no says only that it is another, which one is not known.

    >>> from qingzhuang.vocabulary import load
    >>> kinds = load().codes["residence_type"]
    >>> clean_whether("是", "registered", kinds).value, clean_whether("否", "registered", kinds).value
    ('registered', None)
    """
    read = clean_yes_no(raw)
    if read.value is None:
        return Cleaned(None, raw, read.problems)
    if read.value:
        return Cleaned(value, raw, read.problems)
    return Cleaned(None, raw, (problem("not_this_value", value=codes.value(value).label["zh-Hans"]),))
