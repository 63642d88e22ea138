"""The whole message: each part read by its own grammar, with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from qingzhuang.formfill.notice import fields as what
from qingzhuang.formfill.notice import when, who

RHYTHMS = (
    ("weekly", re.compile(r"每周|周报")),
    ("monthly", re.compile(r"每(?:个)?月|月报|按月")),
    ("quarterly", re.compile(r"每(?:个)?季度?|季报|按季")),
    ("half_yearly", re.compile(r"每半年|半年报")),
    ("yearly", re.compile(r"每年|年报|按年")),
)
PURPOSE = re.compile(
    r"(?:为了?|用于)(?P<purpose>(?:做好|进一步|切实|全面|掌握|了解|摸清|落实|开展|推进|准确)?[^，。；;\n]{2,50}?)(?=[，。；;\n]|$)"
)
FEEDBACK = re.compile(
    r"将[^，。；;\n]{0,8}(?:贯彻|落实|执行)[^，。；;\n]{0,6}情况[^，。；;\n]{0,8}报送?|(?:报送?|上报|反馈)[^，。；;\n]{0,12}(?:贯彻|落实|执行)[^，。；;\n]{0,6}情况|(?:制定|出台)[^，。；;\n]{0,8}(?:实施)?(?:方案|细则)"
)
INSPECTION = re.compile(
    r"(?:迎接|配合|应对|根据)?[^，。；;：:\n]{0,6}(?:督查|督导检查|检查组|考核|巡察|巡查|评估验收)[^，。；;\n]{0,6}"
)
URGENT = re.compile(r"紧急|特急|加急|立即报|马上报|速报")
GAPS = re.compile(r"\s{2,}")
MOST = 4_000  # signs of a message that are read: no message in a chat is longer


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says. Empty or None: not said. `words` has the passage for each part, by the name of the part.

    `frequency` is one of once, weekly, monthly, quarterly, half_yearly, yearly. `feedback` and `inspection` are passages that ask
    for a report on carrying out, or that name an inspection.
    """

    asker: str = ""
    title: str = ""
    due: datetime | None = None
    period: tuple[date, date] | None = None
    as_of: date | None = None
    frequency: str = "once"
    basis_number: str = ""
    legal_ground: str = ""
    purpose: str = ""
    fields: tuple[str, ...] = ()
    form_number: str = ""
    issuing_body: str = ""
    approval_number: str = ""
    valid_until: date | None = None
    feedback: tuple[str, ...] = ()
    inspection: tuple[str, ...] = ()
    urgent: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


def read_notice(text: str, now: datetime) -> Notice:
    """Read a message as of a moment, by which days without a year or 明天 are understood; of a long one the first MOST signs."""
    text, today = GAPS.sub(lambda gap: "\n" if "\n" in gap.group() else " ", text)[:MOST], now.date()
    due, period, as_of = when.deadline(text, now), when.period(text, today), when.as_of(text, today)
    asker, asker_words = who.asker(text)
    title, title_words = what.title(text)
    purpose = PURPOSE.search(text)
    words = {
        "asker": asker_words,
        "title": title_words,
        "due": due.words if due else "",
        "period": period.words if period else "",
        "as_of": as_of.words if as_of else "",
        "purpose": purpose.group() if purpose else "",
        "basis_number": who.document_number(text),
    }
    return replace(
        read_marks(text, today),
        asker=asker,
        title=title,
        due=due.value if due and isinstance(due.value, datetime) else None,
        period=period.value if period and isinstance(period.value, tuple) else None,
        as_of=as_of.value.date() if as_of and isinstance(as_of.value, datetime) else None,
        frequency=next((name for name, pattern in RHYTHMS if pattern.search(text)), "once"),
        purpose=purpose["purpose"] if purpose else "",
        fields=what.listed(text),
        feedback=tuple(match.group() for match in FEEDBACK.finditer(text)),
        inspection=tuple(match.group().strip() for match in INSPECTION.finditer(text)),
        urgent=bool(URGENT.search(text)),
        words={name: said for name, said in words.items() if said},
    )


def read_marks(text: str, today: date) -> Notice:
    """Only what is printed on a form or said of its ground: number of the paper, legal ground, 表号, 制定机关, 批准文号, 有效期至."""
    text = GAPS.sub(lambda gap: "\n" if "\n" in gap.group() else " ", text)
    marks = who.marks(text)
    return Notice(
        basis_number=who.document_number(text),
        legal_ground=who.legal_ground(text),
        form_number=marks.get("form_number", ""),
        issuing_body=marks.get("issuing_body", ""),
        approval_number=marks.get("approval_number", ""),
        valid_until=who.valid_until(text, today),
    )
