"""What came of checking a paper: a code, a sentence in three languages, and what the paper says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from qingzhuang.seal.certificate import STATUS_FREE
from qingzhuang.seal.credential import Claims
from qingzhuang.seal.verdict_words import NOTES, SENTENCES

ORDER = {"zh-hans": 0, "zh-hant": 1, "en": 2}


class Code(str, Enum):
    """Each outcome told apart from every other; `docs/explanation/how-a-certificate-is-trusted.md` says how."""

    VALID = "valid"
    ALTERED = "altered"
    APPENDED = "appended"
    COPIED_CODE = "copied_code"
    WRONG_ISSUER = "wrong_issuer"
    UNKNOWN_ISSUER = "unknown_issuer"
    EXPIRED_KEY = "expired_key"
    REVOKED_KEY = "revoked_key"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    USED = "used"
    EXPIRED = "expired"
    CLOCK = "clock"  # cannot tell: this machine's clock is wrong
    UNSIGNED = "unsigned"  # cannot tell: neither signature nor code
    NO_CODE = "no_code"  # cannot tell: signed by the issuer, but no certificate of ours
    NOT_A_PDF = "not_a_pdf"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NOT_A_CODE = "not_a_code"


class Note(str, Enum):
    """What whoever looks should know besides."""

    COMPARE = "compare"  # only the code was checked: the paper itself must be compared by eye
    BY_TEXT = "by_text"  # the file has lost its signature; its text is the one that was issued
    NO_LIST = "no_list"  # no status list at hand: a revocation could not be known
    OLD_LIST = "old_list"
    NOT_LISTED = "not_listed"  # this paper cannot be revoked
    TIMESTAMP = "timestamp"  # the day of signing is vouched for by a timestamp service
    ONE_TIME = "one_time"


BAD_INPUT = {Code.NOT_A_PDF, Code.TRUNCATED, Code.ENCRYPTED, Code.TOO_LARGE, Code.UNREADABLE, Code.NOT_A_CODE}
CANNOT_TELL = {Code.CLOCK, Code.UNSIGNED, Code.NO_CODE}


@dataclass(frozen=True)
class Verdict:
    """`claims` is what the code says, given only where its signature holds (also of a revoked or expired paper).

    `what` is the part of the sentence that differs: a name, a day. `known_until` is the day of the status list that was asked.
    """

    code: Code
    claims: Claims | None = None
    issuer_name: str = ""
    what: str = ""
    notes: tuple[Note, ...] = ()
    known_until: datetime | None = None
    suite: str = field(default="")

    @property
    def valid(self) -> bool:
        return self.code is Code.VALID

    @property
    def exit_code(self) -> int:
        """0 valid, 1 not valid or cannot tell, 2 bad input."""
        return 0 if self.valid else 2 if self.code in BAD_INPUT else 1

    def message(self, language: str = "zh-hans") -> str:
        """The outcome as a sentence that says what to do next."""
        key = "valid_code" if self.valid and Note.COMPARE in self.notes else self.code.value
        return SENTENCES[key][ORDER[language]].format(what=self.what)

    def remarks(self, language: str = "zh-hans") -> tuple[str, ...]:
        known = self.known_until.date().isoformat() if self.known_until else ""
        return tuple(NOTES[note.value][ORDER[language]].format(day=known) for note in self.notes)

    def as_json(self, language: str = "zh-hans") -> dict[str, Any]:
        claims = self.claims
        paper = claims and {
            "issuer": claims.issuer_id,
            "number": claims.number,
            "title": claims.title,
            "holder": claims.masked_name,
            "holder_id": claims.masked_id,
            "issued": claims.issued.isoformat(),
            "valid_until": claims.valid_until.isoformat() if claims.valid_until else None,
            "one_time": claims.one_time,
            "status_index": None if claims.status_index == STATUS_FREE else claims.status_index,
            "digest": claims.digest.hex(),
        }
        return {
            "code": self.code.value,
            "valid": self.valid,
            "message": self.message(language),
            "notes": {note.value: text for note, text in zip(self.notes, self.remarks(language), strict=True)},
            "issuer_name": self.issuer_name,
            "suite": self.suite,
            "status_known_until": self.known_until.isoformat() if self.known_until else None,
            "certificate": paper,
        }
