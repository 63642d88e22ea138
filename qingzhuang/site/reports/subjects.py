"""For whom a card is: the entity it asks about, and finding a record by name, pinyin or the tail of an ID number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pypinyin import Style, pinyin

from qingzhuang.formfill.form import Form, Kind
from qingzhuang.site.kit import masking
from qingzhuang.tally.question import Value, Values
from qingzhuang.vocabulary import fold

READINGS = 16  # of one name; more than that is noise
CARDS = (Kind.CARD, Kind.MIXED)


def subject_entity(form: Form) -> str:
    """What record a card is about: `person`, `household` …; empty where every table is a list or statistics."""
    asked: Counter[str] = Counter()
    for table in form.tables:
        if table.kind not in CARDS:
            continue
        if table.row_entity:
            return table.row_entity
        for blank in (*table.cells, *table.rows):
            match blank.question:
                case Value(path=path):
                    asked[path.split(".")[0]] += 1
                case Values(paths=paths):
                    asked[paths[0].split(".")[0]] += 1
    return asked.most_common(1)[0][0] if asked else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A record as it is offered: enough to recognise, masked."""

    key: str
    name: str
    number: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is searched."""

    key: str
    name: str
    number: str
    place: str
    letters: frozenset[str]

    def offered(self) -> Found:
        """For choosing whom a card is about: the name whole, the number covered."""
        return Found(self.key, self.name, masking.numbers(self.number), self.place)

    def behind(self) -> Found:
        """For a look behind a number: the name covered too."""
        return Found(self.key, masking.name(self.name), masking.numbers(self.number), self.place)


def letters_of(name: str) -> frozenset[str]:
    """The pinyin of a name, whole and as initials, in every usual reading of its characters.

    >>> sorted(letters_of("张乐"))
    ['zhangle', 'zhangyue', 'zl', 'zy']
    """
    readings = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    found: set[str] = set()
    for number, reading in enumerate(product(*(dict.fromkeys(r[:3]) for r in readings))):
        if number == READINGS:
            break
        found.add("".join(reading))
        found.add("".join(part[:1] for part in reading))
    return frozenset(found - {""})


def search(rows: Sequence[Row], words: str, most: int = 12) -> list[Row]:
    """Records whose name holds the words, whose pinyin begins with them, or whose number ends with them; best first."""
    wanted = fold(words).casefold().replace("'", "")
    if not wanted:
        return []
    digits = wanted.rstrip("x").isdigit()
    ranked = []
    for row in rows:
        if digits:
            rank = 0 if len(wanted) >= 3 and row.number.casefold().endswith(wanted) else 9
        elif row.name == wanted:
            rank = 0
        elif row.name.startswith(wanted):
            rank = 1
        elif wanted in row.name:
            rank = 3
        elif wanted in row.letters:
            rank = 2
        elif any(letters.startswith(wanted) for letters in row.letters):
            rank = 4
        else:
            rank = 9
        if rank < 9:
            ranked.append((rank, len(row.name), row))
            if len(ranked) >= 400:
                break
    ranked.sort(key=lambda found: found[:2])
    return [row for _rank, _length, row in ranked[:most]]
