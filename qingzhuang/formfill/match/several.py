"""A heading that asks for several things at once (残疾类别及等级, 门牌号/房间号), or names its values (利用状况（自住/出租/闲置）)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from qingzhuang.formfill.form import Candidate
from qingzhuang.formfill.match.label import Label
from qingzhuang.formfill.match.lexicon import Lexicon

JOINED = re.compile(r"以及|[/、,，和及与或]")
CHOICE = re.compile(r"[/或]")
LISTED = re.compile(r"[/、,，;；或]|[一-鿿]\s+(?=[一-鿿])")
MOST = 3
READ = 0.55  # a part that is understood less well than this is not understood

Reader = Callable[[str], Candidate | None]  # the best meaning of a label by itself


def of_several(label: Label, read: Reader) -> Iterable[Candidate]:
    """Both meanings of 残疾类别及等级; of 门牌号/房间号 the first that is known. Never sure: the office may want only one."""
    for text in dict.fromkeys((label.core, label.whole)):
        parts = JOINED.split(text)
        if not 2 <= len(parts) <= MOST or not all(parts):
            continue
        found = [_part(parts, at, read) for at in range(len(parts))]
        known = list(dict.fromkeys(c.concept for c in found if c is not None))
        if not known:
            continue
        words = "、".join(parts)
        if len(known) == 1:
            yield Candidate(known[0], 0.78 if all(found) else 0.7, f"“{words}”问的是一项")
        elif CHOICE.search(text) or not all(found):
            yield Candidate(known[0], 0.72, f"“{words}”中先填“{parts[0]}”")
        else:
            yield Candidate(", ".join(known), 0.76, f"一格里问“{words}”几项")
        return


def _part(parts: Sequence[str], at: int, read: Reader) -> Candidate | None:
    """One part, with what it leaves out: 残疾类别及等级 is 残疾等级 besides, 联系人姓名及电话 the contact's telephone."""
    part, first, last = parts[at], parts[0], parts[-1]
    fuller = [f"{first[:length]}{part}" for length in range(len(first) - 1, 1, -1)] if at else []
    if at < len(parts) - 1 and len(last) > len(part):
        fuller += [f"{part}{last[-length:]}" for length in (2, 3)]
    for text in (*fuller, part):
        found = read(text)
        if found is not None and found.score >= READ:
            return found
    return None


def by_values(label: Label, words: Lexicon) -> Iterable[Candidate]:
    """A heading whose bracket lists the values of one field: （自住/出租/闲置）."""
    for bracket in label.brackets:
        values = [value for value in LISTED.split(bracket) if value]
        votes: dict[str, int] = {}
        for value in dict.fromkeys(values):
            for field in {sense.field for sense in words.value_senses(value) if sense.field}:
                votes[field] = votes.get(field, 0) + 1
        best = max(votes, key=lambda field: votes[field], default="")
        if best and len(values) >= 2 and votes[best] >= 2 and votes[best] >= 0.6 * len(values):
            yield Candidate(best, 0.7, f"“{bracket}”是这一项的选项")
