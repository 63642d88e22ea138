"""Whether a paper is genuine, for whoever holds it: nothing leaves here but its state, title, days, issuer and covered holder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from qingzhuang.site.certificates import signing, wording
from qingzhuang.site.certificates.models import Certificate
from qingzhuang.site.certificates.queries.register import shown
from qingzhuang.vocabulary import fold

if TYPE_CHECKING:
    from qingzhuang.seal.verdict import Verdict

CODE = re.compile(r"[2-9A-HJ-NP-Z]{8}")
LONGEST = 4000  # signs of a typed text
OVER = ("valid", "expired")  # what our own register may still change: revoked, used


@dataclass(frozen=True, slots=True)
class Checked:
    """`state` is valid, expired, revoked, used, or the code of what is wrong; the rest is empty where nothing may be said."""

    state: str
    message: str = ""
    remarks: tuple[str, ...] = ()
    title: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    issuer: str = ""
    holder: str = ""
    number: str = ""
    facts: tuple[str, ...] = ()  # of a statement that shows single facts

    @property
    def good(self) -> bool:
        return self.state == "valid"


UNKNOWN = Checked("unknown")


def check_text(text: str) -> Checked:
    """The text of a QR code, or a number with the code beside it. A wrong number and a wrong code have the same answer."""
    text = text.strip()[: LONGEST + 1]
    if not text or len(text) > LONGEST:
        return UNKNOWN
    if "~" in text:
        return _statement(text)
    paper = by_number_and_code(text)
    if paper is not None:
        return _of(paper)
    found = _verdict(text)
    return UNKNOWN if found is None or found.code.value in ("not_a_code", "too_large") else _told(found)


def _statement(text: str) -> Checked:
    """Single facts that somebody shows: which, by whom they are said, until when; who it is about stays unsaid."""
    from qingzhuang.seal.disclosure import check

    believed = signing.trust()
    if believed is None:
        return UNKNOWN
    found = check(text, believed, timezone.now())
    claims, language = found.verdict.claims, _language()
    if found.verdict.code.value in ("not_a_code", "too_large"):
        return UNKNOWN
    paper = _paper_of(found.verdict)
    if claims is None or (paper is not None and paper.revoked_at is not None):
        state = "revoked" if claims is not None else found.verdict.code.value
        return Checked(state, "" if claims is not None else found.verdict.message(language))
    facts = tuple(wording.fact_by_itself(name) for name, holds in found.facts.items() if holds is True)
    message = "" if found.valid else found.verdict.message(language)
    return Checked(
        found.verdict.code.value, message, (), wording.paper_words(claims.title), claims.issued, claims.valid_until,
        found.verdict.issuer_name, facts=facts,
    )  # fmt: skip


def _paper_of(found: Verdict) -> Certificate | None:
    """The paper of our register that a verdict speaks of."""
    claims = found.claims
    if claims is None:
        return None
    return Certificate.objects.select_related("area").filter(area__code=claims.issuer_id, place=claims.status_index).first()


def _language() -> str:
    """The language of the page, as the engine names it."""
    language = (get_language() or "zh-hans").lower()
    return language if language in ("zh-hans", "zh-hant") else "en"


def check_file(data: bytes) -> Checked:
    """A PDF as it was handed out, or a picture of one; a changed letter is caught."""
    found = _verdict(data)
    return UNKNOWN if found is None else _told(found)


def by_number_and_code(text: str) -> Certificate | None:
    """The paper whose number and code both stand in a text, however its brackets and blanks are typed."""
    plain = _plain(text)
    for code in {plain[start : start + 8] for start in range(max(0, len(plain) - 60), len(plain) - 7)}:
        if CODE.fullmatch(code):
            paper = Certificate.objects.select_related("area").filter(code=code).exclude(sha256="").first()
            if paper is not None and plain.replace(code, "", 1) == _plain(paper.number):
                return paper
    return None


def _plain(text: str) -> str:
    """Letters and figures alone.

    >>> _plain("石桥社区证 [2026] 12号")
    '石桥社区证202612号'
    """
    return "".join(sign for sign in fold(text).upper() if sign.isalnum())


def _verdict(paper: bytes | str) -> Verdict | None:
    from qingzhuang.seal.verify import verify

    believed = signing.trust()
    return verify(paper, believed, timezone.now()) if believed is not None else None


def _told(found: Verdict) -> Checked:
    """The verdict of the engine, and what our register knows since."""
    claims, language = found.claims, _language()
    if claims is None:
        return Checked(found.code.value, found.message(language), issuer=found.issuer_name)
    paper = _paper_of(found)
    if paper is not None and found.code.value in OVER:
        return _of(paper, remarks=_remarks(found, language))
    return Checked(
        found.code.value, found.message(language), _remarks(found, language), claims.title, claims.issued, claims.valid_until,
        found.issuer_name, claims.masked_name, claims.number,
    )  # fmt: skip


def _remarks(found: Verdict, language: str) -> tuple[str, ...]:
    """What whoever looks should know besides; that there is no list does not matter where the register itself is asked."""
    told = zip(found.notes, found.remarks(language), strict=True)
    return tuple(text for note, text in told if note.value not in ("no_list", "old_list"))


def _of(paper: Certificate, remarks: tuple[str, ...] = ()) -> Checked:
    known = shown(paper)
    return Checked(
        known.state, "", remarks, known.title, known.issued_on, known.valid_until, signing.committee_of(paper.area), known.holder,
        paper.number,
    )  # fmt: skip
