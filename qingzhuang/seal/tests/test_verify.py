"""Each fate of a paper is told apart from every other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from qingzhuang.seal import credential
from qingzhuang.seal.authority import ceremony, end, rotate
from qingzhuang.seal.paper import issue
from qingzhuang.seal.pdf_page import Page, read_page
from qingzhuang.seal.pdf_sign import sign_pdf
from qingzhuang.seal.status import Status, StatusList, publish
from qingzhuang.seal.tests.district import ADDRESS, DAY, LATER, NOW, OURS, RESIDENCE, THEIRS, district, residence
from qingzhuang.seal.trust import Ended, bundle, opened
from qingzhuang.seal.typeset import render
from qingzhuang.seal.verdict import Code, Note
from qingzhuang.seal.verify import verify

pytestmark = pytest.mark.xdist_group("certificates")
TRUST = district().trust()


def the_list(**states: Status) -> str:
    papers = StatusList()
    for place, status in states.items():
        papers.set(int(place.removeprefix("at")), status)
    key = district().key
    return publish(papers, OURS.id, key.key, key.kid.hex(), NOW)


def test_a_paper_as_it_was_issued_is_valid():
    found = verify(residence().pdf, TRUST, NOW)
    assert found.code is Code.VALID and found.claims.number == RESIDENCE.number and found.issuer_name == OURS.name
    assert found.claims.masked_name == "*三" and found.claims.digest.hex() == residence().digest


def test_a_code_is_valid_and_the_paper_must_be_compared():
    found = verify(residence().code, TRUST, NOW)
    assert found.code is Code.VALID and Note.COMPARE in found.notes
    assert verify(residence().code.lower(), TRUST, NOW).valid, "some scanners change the case of addresses"


def test_a_changed_letter_is_caught():
    pdf = residence().pdf
    at = pdf.index(b"stream\n", 3_000) + 40
    assert verify(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], TRUST, NOW).code is Code.ALTERED


def test_content_appended_after_signing_is_told():
    found = verify(residence().pdf + b"\n9 0 obj\n<<>>\nendobj\n%%EOF\n", TRUST, NOW)
    assert found.code is Code.APPENDED and found.claims.number == RESIDENCE.number


def test_a_second_signature_over_a_changed_page_is_told():
    forged = sign_again(residence().pdf)
    assert verify(forged, TRUST, NOW).code is Code.APPENDED


def sign_again(pdf: bytes) -> bytes:
    """Another key of ours, unknown to the checker, signs the whole after something was added."""
    import io

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    from qingzhuang.seal.authority import add_issuer

    stranger, _ = add_issuer(ceremony("别处", NOW), "999999000001", "别处居民委员会", NOW)
    meta = signers.PdfSignatureMetadata(field_name="Second", md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signers.PdfSigner(meta, stranger.signer(), new_field_spec=fields.SigFieldSpec("Second")).sign_pdf(writer).getvalue()


def test_an_unknown_issuer_is_named_as_it_names_itself():
    from qingzhuang.seal.authority import add_issuer

    stranger, _ = add_issuer(ceremony("别处", NOW), OURS.id, OURS.name, NOW)
    forged = issue(RESIDENCE, stranger, ADDRESS)
    found = verify(forged.pdf, TRUST, NOW)
    assert found.code is Code.UNKNOWN_ISSUER and OURS.name in found.message("zh-hans") and found.claims is None
    assert verify(forged.code, TRUST, NOW).code is Code.UNKNOWN_ISSUER


def test_a_code_of_another_issuer_in_a_signed_file_is_the_wrong_issuer():
    theirs = district().their_key
    forged = sign_pdf(render(RESIDENCE, residence().code), theirs)
    found = verify(forged, TRUST, NOW)
    assert found.code is Code.WRONG_ISSUER and THEIRS.name in found.message("en")


def test_a_key_that_signs_for_another_issuer_is_the_wrong_issuer():
    code = credential.issue(RESIDENCE, district().their_key.key, ADDRESS)
    assert verify(code, TRUST, NOW).code is Code.WRONG_ISSUER


def test_a_code_with_a_changed_sign_is_altered():
    code = residence().code
    swapped = code[:90] + ("A" if code[90] != "A" else "B") + code[91:]
    assert verify(swapped, TRUST, NOW).code is Code.ALTERED


# ---------------------------------------------------------------- the paper around a code
def look_here(pdf: bytes) -> Page:
    """Without a process of its own: the files of these tests are harmless."""
    text, codes = read_page(pdf)
    return Page(text, tuple(codes))


def test_a_file_without_its_signature_is_known_by_its_text():
    found = verify(render(RESIDENCE, residence().code), TRUST, NOW)
    assert found.code is Code.VALID and Note.BY_TEXT in found.notes


def test_a_code_copied_onto_another_paper_is_told():
    other = replace(RESIDENCE, number="样板社证〔2026〕13号", title="收入证明", body=("兹证明李四月收入三万元。",))
    found = verify(render(other, residence().code), TRUST, NOW, look=look_here)
    assert found.code is Code.COPIED_CODE and RESIDENCE.number in found.message("zh-hans")


def test_a_changed_text_with_the_same_number_is_altered():
    other = replace(RESIDENCE, fields=(("姓名", "张三"), ("住址", "样板路12号3栋1单元502室")))
    assert verify(render(other, residence().code), TRUST, NOW, look=look_here).code is Code.ALTERED


def test_the_text_of_a_paper_can_be_given_with_its_code():
    text = RESIDENCE.canonical().decode()
    assert verify(residence().code, TRUST, NOW, printed=text).valid
    assert verify(residence().code, TRUST, NOW, printed=text.replace("501", "502")).code is Code.ALTERED
    assert verify(residence().code, TRUST, NOW, printed="收入证明 李四").code is Code.COPIED_CODE


def test_a_pdf_with_neither_signature_nor_code_cannot_be_told():
    import io

    import pypdfium2

    document, plain = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(200, 200)
    document.save(plain)

    assert verify(plain.getvalue(), TRUST, NOW, look=look_here).code is Code.UNSIGNED


# ---------------------------------------------------------------- states and days
@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.INVALID, Code.REVOKED), (Status.SUSPENDED, Code.SUSPENDED), (Status.USED, Code.USED), (Status.VALID, Code.VALID)],
)
def test_the_status_list_is_asked(status, code):
    trust = district().trust(the_list(at77=status))
    assert verify(residence().pdf, trust, NOW).code is code
    assert verify(residence().code, trust, NOW).code is code


def test_a_missing_or_old_list_is_said():
    assert Note.NO_LIST in verify(residence().pdf, TRUST, NOW).notes
    trust = district().trust(the_list())
    assert Note.OLD_LIST in verify(residence().pdf, trust, NOW + timedelta(days=40)).notes
    assert not verify(residence().pdf, trust, LATER).notes


def test_a_paper_without_a_place_says_so():
    paper = credential.issue(replace(RESIDENCE, status_index=0xFFFFFFFF), district().key.key)
    assert Note.NOT_LISTED in verify(paper, TRUST, NOW).notes


def test_an_expired_paper_is_genuine_but_expired():
    found = verify(residence().pdf, TRUST, datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert found.code is Code.EXPIRED and "2027-02-28" in found.message("en") and found.claims.number == RESIDENCE.number
    assert verify(residence().pdf, TRUST, datetime(2027, 2, 28, 9, tzinfo=UTC)).valid, "good on its last day"


def test_a_clock_set_back_is_no_verdict():
    assert verify(residence().pdf, TRUST, datetime(2026, 1, 3, tzinfo=UTC)).code is Code.CLOCK


# ---------------------------------------------------------------- keys
def test_a_rotated_key_stays_good_for_what_it_signed():
    _, authority = rotate(district().authority, OURS.id, LATER)
    trust = opened(bundle(authority.token()))
    assert verify(residence().pdf, trust, LATER).valid
    late = replace(RESIDENCE, issued=LATER.date() + timedelta(days=3))
    code = credential.issue(late, district().key.key)
    assert verify(code, trust, LATER + timedelta(days=4)).code is Code.REVOKED_KEY


def test_a_lost_key_stays_good_and_a_stolen_one_does_not():
    authority, kid = district().authority, district().key.kid
    lost = opened(bundle(end(authority, kid, LATER.date(), Ended.LOST, LATER).token()))
    stolen = opened(bundle(end(authority, kid, LATER.date(), Ended.COMPROMISED, LATER).token()))
    assert verify(residence().pdf, lost, LATER).valid
    found = verify(residence().pdf, stolen, LATER)
    assert found.code is Code.REVOKED_KEY and LATER.date().isoformat() in found.message("en")


def test_a_stolen_old_key_cannot_borrow_a_code_of_the_new_one():
    stolen = district().key
    new, authority = rotate(district().authority, OURS.id, LATER)
    trust = opened(bundle(end(authority, stolen.kid, LATER.date(), Ended.COMPROMISED, LATER).token()))
    day = LATER.date() + timedelta(days=1)
    genuine = issue(replace(RESIDENCE, issued=day), new, ADDRESS)
    forged = sign_pdf(render(replace(RESIDENCE, title="收入证明", issued=day), genuine.code), stolen)
    now = LATER + timedelta(days=2)
    assert verify(genuine.pdf, trust, now).valid and verify(forged, trust, now).code is Code.COPIED_CODE


def test_a_signed_file_that_is_no_certificate_is_told():
    letter = sign_pdf(render(RESIDENCE, "no code"), district().key)
    assert verify(letter, TRUST, NOW).code is Code.NO_CODE
    stolen = end(district().authority, district().key.kid, LATER.date(), Ended.COMPROMISED, LATER)
    assert verify(letter, opened(bundle(stolen.token())), LATER).code is Code.REVOKED_KEY


def test_a_paper_outside_the_time_of_its_key_is_told():
    late = replace(RESIDENCE, issued=date(2031, 1, 1), valid_until=None)
    code = credential.issue(late, district().key.key)
    assert verify(code, TRUST, datetime(2031, 2, 1, tzinfo=UTC)).code is Code.EXPIRED_KEY
    early = replace(RESIDENCE, issued=date(2025, 12, 31))
    assert verify(credential.issue(early, district().key.key), TRUST, NOW).code is Code.EXPIRED_KEY


# ---------------------------------------------------------------- bad input
@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", Code.NOT_A_CODE),
        ("", Code.NOT_A_CODE),
        (b"PK\x03\x04\0\0", Code.NOT_A_PDF),
        ("A" * 5_000_000, Code.TOO_LARGE),
        (b"A" * 5_000_000, Code.NOT_A_PDF),
        (b"%PDF-" + b"A" * (21 << 20), Code.TOO_LARGE),
        (b"%PDF-1.7\n%%EOF", Code.UNREADABLE),
        (b"%PDF-1.7\n1 0 obj << /Encrypt 2 0 R >>\n%%EOF", Code.ENCRYPTED),
        ("https://example.cn/", Code.NOT_A_CODE),
        ("QZ1:" + "A" * 300, Code.NOT_A_CODE),
    ],
    ids=range(10),
)
def test_refuses_bad_input_with_its_reason(given, code):
    found = verify(given, TRUST, NOW)
    assert found.code is code and found.exit_code == 2 and found.message("zh-hans") and found.message("en")


def test_a_file_that_was_cut_off_is_told():
    assert verify(residence().pdf[:-400], TRUST, NOW).code is Code.TRUNCATED
    assert verify(residence().pdf[:-400] + b"%%EOF\n", TRUST, NOW).code is Code.TRUNCATED


def test_days_are_those_of_the_paper():
    assert verify(residence().code, TRUST, NOW).claims.issued == DAY
