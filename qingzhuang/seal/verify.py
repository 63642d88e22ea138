"""Check a paper without a network: its PDF, or the text of its QR code, against a trust file. Never raises for what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from qingzhuang.seal import credential, pdf_check, pdf_page, timestamps
from qingzhuang.seal.certificate import STATUS_FREE, bare
from qingzhuang.seal.credential import Claims, NoCode
from qingzhuang.seal.pdf_page import Page
from qingzhuang.seal.status import Status
from qingzhuang.seal.suites import suite_named
from qingzhuang.seal.trust import Ended, Trust, TrustedKey
from qingzhuang.seal.verdict import Code, Note, Verdict
from qingzhuang.seal.words import LANGUAGES, said

LARGEST_PDF = 20 * 1024 * 1024
LARGEST_TEXT = 64 * 1024
SLACK = timedelta(days=1)  # clocks differ, and the day on the wall is not that of UTC
CHINA = timezone(timedelta(hours=8))
CODE_IN_FILE = re.compile(rb"(?:QZ1:|HTTPS?://[A-Z0-9.:/_-]{1,120}/)[A-Z2-7]{100,1900}")
BY_STATUS = {Status.INVALID: Code.REVOKED, Status.SUSPENDED: Code.SUSPENDED, Status.USED: Code.USED}


def verify(
    paper: bytes | str,
    trust: Trust,
    now: datetime | None = None,
    printed: str = "",
    look: Callable[[bytes], Page] = pdf_page.look,
) -> Verdict:
    """The verdict on a PDF (bytes) or on the text of a code (str, or bytes that are no PDF).

    `now` is the clock, by default that of this machine. `printed` is the text of the paper that the code stands on, where
    whoever asks has it (typed, or read by a machine): then a code copied from another paper is noticed. `look` reads the pages
    of a file without a signature, by default in a process with limits.
    """
    moment = now or datetime.now(UTC)
    if isinstance(paper, bytes):
        if len(paper) > LARGEST_PDF:
            return Verdict(Code.TOO_LARGE, what="20 MB")
        if paper.startswith(b"%PDF-"):
            return _pdf(paper, trust, moment, look)
        if len(paper) > LARGEST_TEXT or b"\0" in paper:
            return Verdict(Code.NOT_A_PDF)
        paper = paper.decode("utf-8", "replace")
    if len(paper) > LARGEST_TEXT:
        return Verdict(Code.TOO_LARGE, what="64 KB")
    return _text(paper, trust, moment, printed)


# ---------------------------------------------------------------- the code
def _text(text: str, trust: Trust, now: datetime, printed: str = "") -> Verdict:
    found = _code(text, trust, now)
    if found.claims is None or found.code not in (Code.VALID, Code.EXPIRED):
        return found
    if printed:
        return _on_paper(found, printed)
    return replace(found, notes=(*found.notes, Note.COMPARE))


def _code(text: str, trust: Trust, now: datetime, vouched: datetime | None = None) -> Verdict:
    """A code by itself: signature, key, status, days. `vouched` is the moment that a timestamp gives for the signature."""
    try:
        claims, signed, signature = credential.read(text)
    except NoCode:
        return Verdict(Code.NOT_A_CODE)
    key = trust.key(claims.kid)
    if key is None:
        return Verdict(Code.UNKNOWN_ISSUER)
    if not suite_named(key.suite).verify(key.point, signed, signature):
        return Verdict(Code.ALTERED)
    found = Verdict(Code.VALID, claims, key.issuer_name, suite=key.suite)
    if claims.issuer_id != key.issuer_id:
        return replace(found, code=Code.WRONG_ISSUER, what=key.issuer_name)
    return verdict_of_days(found, claims, key, trust, now, vouched)


def verdict_of_days(
    found: Verdict, claims: Claims, key: TrustedKey, trust: Trust, now: datetime, vouched: datetime | None = None
) -> Verdict:
    """What clock, key, status list and last day make of a statement whose signature holds. `vouched`: by a timestamp service."""
    latest = max(datetime(claims.issued.year, claims.issued.month, claims.issued.day, tzinfo=CHINA), trust.made)
    if now + SLACK < latest:
        return replace(found, code=Code.CLOCK, what=latest.astimezone(CHINA).date().isoformat())
    if not key.start <= claims.issued <= key.end:
        return replace(found, code=Code.EXPIRED_KEY, what=f"{key.start.isoformat()} – {key.end.isoformat()}")
    if _ended(key, claims.issued, vouched):
        return replace(found, code=Code.REVOKED_KEY, what=key.ended_on.isoformat() if key.ended_on else "")
    notes = (Note.TIMESTAMP,) if vouched else ()
    found = _status(replace(found, notes=notes), claims, trust, now)
    if not found.valid:
        return found
    if claims.valid_until and now.astimezone(CHINA).date() > claims.valid_until:
        return replace(found, code=Code.EXPIRED, what=claims.valid_until.isoformat())
    return found


def _ended(key: TrustedKey, issued: date, vouched: datetime | None) -> bool:
    """Whether the key had ended for this paper. What a key in other hands signed is believed only by a timestamp of before."""
    if key.ended_on is None:
        return False
    if key.ended_why is Ended.COMPROMISED:
        return vouched is None or vouched.astimezone(CHINA).date() >= key.ended_on
    return issued > key.ended_on


def _status(found: Verdict, claims: Claims, trust: Trust, now: datetime) -> Verdict:
    if claims.status_index == STATUS_FREE:
        return replace(found, notes=(*found.notes, Note.NOT_LISTED))
    listed = trust.lists.get(claims.issuer_id)
    if listed is None:
        return replace(found, notes=(*found.notes, Note.NO_LIST))
    status = listed.papers.get(claims.status_index)
    notes = found.notes
    if now > listed.fresh_until:
        notes = (*notes, Note.OLD_LIST)
    if claims.one_time:
        notes = (*notes, Note.ONE_TIME)
    return replace(found, code=BY_STATUS.get(status, Code.VALID), notes=notes, known_until=listed.made)


# ---------------------------------------------------------------- the file
def _pdf(data: bytes, trust: Trust, now: datetime, look: Callable[[bytes], Page]) -> Verdict:
    checked: list[pdf_check.Checked] = []
    for seal in pdf_check.seals(data):
        try:
            result = pdf_check.check(seal, trust)
        except ValueError:
            continue
        if result.key is not None and result.holds:
            if not seal.whole:
                return replace(_signed(seal.covered, result, trust, now), code=Code.APPENDED, notes=())
            return _signed(seal.covered, result, trust, now)
        checked.append(result)
    if any(result.key is not None for result in checked):
        return Verdict(Code.ALTERED)
    if checked:
        claimed = next((result.claimed for result in checked if result.claimed), "")
        return Verdict(Code.UNKNOWN_ISSUER, what=f"（{claimed[:60]}）" if claimed else "")
    if b"%%EOF" not in data[-2048:] or pdf_check.reaches_beyond(data):
        return Verdict(Code.TRUNCATED)
    if b"/Encrypt" in data[-65536:]:
        return Verdict(Code.ENCRYPTED)
    return _unsigned(look(data), trust, now)


def _signed(covered: bytes, result: pdf_check.Checked, trust: Trust, now: datetime) -> Verdict:
    """A file whose signature holds: what its code says, since the issuer vouches for the whole."""
    key = result.key
    assert key is not None
    code = CODE_IN_FILE.search(covered)
    if code is None and key.ended_why is Ended.COMPROMISED and key.ended_on:
        return Verdict(Code.REVOKED_KEY, what=key.ended_on.isoformat())
    if code is None:
        return Verdict(Code.NO_CODE, issuer_name=key.issuer_name, what=key.issuer_name, suite=key.suite)
    moment = timestamps.vouched(result.tokens, result.signature, trust.tsa) if result.tokens and trust.tsa else None
    found = _code(code[0].decode("ascii"), trust, now, moment)
    if found.claims is not None and found.claims.issuer_id != key.issuer_id:
        return replace(found, code=Code.WRONG_ISSUER, what=key.issuer_name)
    if found.claims is not None and found.claims.kid != key.kid:  # else a stolen old key could borrow a code of the new one
        return replace(found, code=Code.COPIED_CODE, what=found.claims.number, notes=())
    return found


def _unsigned(page: Page, trust: Trust, now: datetime) -> Verdict:
    """A file without a signature: a scan, a print, or a forgery. Its code is read from the page, its text is compared."""
    if not page.readable:
        return Verdict(Code.UNREADABLE)
    verdicts = [_code(text, trust, now) for text in page.codes[:4]]
    found = next((each for each in verdicts if each.code is not Code.NOT_A_CODE), None)
    if found is None:
        return Verdict(Code.UNSIGNED)
    if found.claims is None or found.code not in (Code.VALID, Code.EXPIRED):
        return found
    if not bare(page.text):
        return replace(found, notes=(*found.notes, Note.COMPARE))
    return _on_paper(found, page.text)


def _on_paper(found: Verdict, printed: str) -> Verdict:
    """A genuine code and the text around it: the same paper, a changed one, or another one."""
    claims = found.claims
    assert claims is not None
    text = bare(printed)
    suite = suite_named(found.suite)
    for marker in {bare(said(language)["check"]) for language in LANGUAGES}:
        if credential.digest_of(suite, text.partition(marker)[0].encode()) == claims.digest:
            return replace(found, notes=(*found.notes, Note.BY_TEXT))
    if bare(claims.number) in text:
        return replace(found, code=Code.ALTERED, notes=())
    return replace(found, code=Code.COPIED_CODE, what=claims.number, notes=())
