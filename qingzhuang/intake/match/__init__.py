"""Matching: which known person a record is about, with reasons that can be read, and what would change.

Never by the name alone: two independent keys have to agree. A page for people is docs/reference/intake.md.
"""

from qingzhuang.intake.match.compare import Change, Outcome, RowKind, compare
from qingzhuang.intake.match.decide import Match, Reason, Verdict, decide
from qingzhuang.intake.match.known import Keys, Known, KnownIndex
from qingzhuang.intake.match.names import Likeness, likeness
from qingzhuang.intake.match.person import Person, person_of

__all__ = [
    "Change",
    "Keys",
    "Known",
    "KnownIndex",
    "Likeness",
    "Match",
    "Outcome",
    "Person",
    "Reason",
    "RowKind",
    "Verdict",
    "compare",
    "decide",
    "likeness",
    "person_of",
]
