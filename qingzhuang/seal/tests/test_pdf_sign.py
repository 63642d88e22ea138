"""The signature of a PDF, looked at by another reader than ours: pyHanko's own validation, and OpenSSL for SM2."""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from qingzhuang.seal import KeyFault, NoSeal, pdf_check
from qingzhuang.seal.authority import add_issuer, ceremony
from qingzhuang.seal.certificate import Certificate
from qingzhuang.seal.key_file import locked, unlocked
from qingzhuang.seal.paper import issue
from qingzhuang.seal.pdf_sign import IssuerKey, sign_pdf
from qingzhuang.seal.suites import sm2_openssl
from qingzhuang.seal.tests.district import NOW, OURS, RESIDENCE, THEIRS, district, residence
from qingzhuang.seal.verdict import Code
from qingzhuang.seal.verify import verify

pytestmark = pytest.mark.xdist_group("certificates")


def test_pyhanko_finds_the_signature_whole_and_trusted():
    root = x509.Certificate.load(district().authority.root.certificate)
    (signature,) = PdfFileReader(io.BytesIO(residence().pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[root], moment=datetime(2026, 12, 1, tzinfo=UTC))
    found = validate_pdf_signature(signature, context)
    assert found.bottom_line and found.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached", "PAdES"
    assert {each["type"].native for each in signature.signer_info["signed_attrs"]} == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    }


def test_sm2_signs_a_pdf_too():
    paper, trust = residence("SM2"), district("SM2").trust()
    assert verify(paper.pdf, trust, NOW).valid and verify(paper.code, trust, NOW).valid
    at = paper.pdf.index(b"stream\n", 3_000) + 40
    changed = paper.pdf[:at] + bytes([paper.pdf[at] ^ 1]) + paper.pdf[at + 1 :]
    assert verify(changed, trust, NOW).code is Code.ALTERED
    assert verify(paper.pdf, district().trust(), NOW).code is Code.UNKNOWN_ISSUER


@pytest.mark.skipif(not (shutil.which("openssl") and sm2_openssl.is_there()), reason="no OpenSSL 3 here: apt-get install openssl")
@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_openssl_believes_the_certificates_of_our_keys(suite, tmp_path):
    own = district(suite)
    for name, certificate in (("root", own.authority.root.certificate), ("own", own.key.certificate)):
        (tmp_path / name).write_text(x509_pem(certificate))
    options = ["-vfyopt", "distid:1234567812345678"] if suite == "SM2" else []
    moment = str(int(NOW.timestamp()))
    done = subprocess.run(
        ["openssl", "verify", *options, "-attime", moment, "-CAfile", tmp_path / "root", tmp_path / "own"], capture_output=True
    )
    assert done.returncode == 0, done.stderr


def x509_pem(der: bytes) -> str:
    from asn1crypto import pem

    return pem.armor("CERTIFICATE", der).decode()


def test_refuses_a_certificate_of_another_key():
    own, theirs = district().key, district().their_key
    with pytest.raises(KeyFault, match="another key"):
        sign_pdf(b"%PDF-1.7", IssuerKey(own.key, theirs.certificate, own.issuer_id, own.issuer_name))


def test_refuses_to_sign_for_another_issuer():
    with pytest.raises(KeyFault, match=THEIRS.id):
        issue(replace(RESIDENCE, issuer=THEIRS), district().key)


def test_a_seal_service_seals_first_and_our_signature_covers_it():
    stranger, _ = add_issuer(ceremony("印章平台", NOW), "990000", "电子印章平台", NOW)

    def service(page: bytes, certificate: Certificate) -> bytes:
        assert certificate.issuer.id == OURS.id
        meta = signers.PdfSignatureMetadata(field_name="ElectronicSeal", md_algorithm="sha256")
        spec = fields.SigFieldSpec("ElectronicSeal", box=(380, 200, 500, 320))
        writer = IncrementalPdfFileWriter(io.BytesIO(page))
        return signers.PdfSigner(meta, stranger.signer(), new_field_spec=spec).sign_pdf(writer).getvalue()

    sealed = issue(RESIDENCE, district().key, seal_service=service).pdf
    assert verify(sealed, district().trust(), NOW).valid and sealed.count(b"/ByteRange") == 2


def test_refuses_a_page_that_the_service_did_not_seal():
    def away(_page: bytes, _certificate: Certificate) -> bytes:
        raise TimeoutError("no answer")

    for service in (away, lambda page, _certificate: b"an error page", lambda page, _certificate: b"%PDF-1.7 another paper"):
        with pytest.raises(NoSeal):
            issue(RESIDENCE, district().key, seal_service=service)


def test_signs_where_an_event_loop_is_going():
    async def inside() -> bytes:
        return issue(RESIDENCE, district().key).pdf

    assert verify(asyncio.run(inside()), district().trust(), NOW).valid


def test_refuses_what_is_no_pdf():
    with pytest.raises(KeyFault, match="could not be signed"):
        sign_pdf(b"no pdf", district().key)


@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_a_key_file_opens_with_its_passphrase_only(suite, quick_locks):
    key = district(suite).key
    data = locked(key, "four words of mine")
    again = unlocked(data, "four words of mine")
    assert (again.key.point, again.certificate, again.chain, again.issuer_id) == (
        key.key.point,
        key.certificate,
        key.chain,
        key.issuer_id,
    )
    assert again.key.secret() == key.key.secret() and key.key.secret() not in data
    with pytest.raises(KeyFault, match="passphrase"):
        unlocked(data, "other words")


def test_a_byte_range_that_leaves_more_than_the_signature_out_is_none():
    pdf = residence().pdf
    (seal,) = pdf_check.seals(pdf)
    assert seal.whole and len(seal.covered) + pdf_check.LARGEST_HOLE > len(pdf) > len(seal.covered)
    start, rest = pdf.split(b"/ByteRange [0 ", 1)
    a = int(rest.split()[0])
    assert not pdf_check.seals(start + b"/ByteRange [0 " + str(a - 9).encode() + rest[len(str(a)) :])
