"""Damaged and hostile papers: always a verdict, soon, and never a valid one for what was not signed.

`make fuzz` (QINGZHUANG_FUZZ=long) runs far more of the same.
"""

from __future__ import annotations

import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingzhuang.seal import pdf_check
from qingzhuang.seal.credential import NoCode, read
from qingzhuang.seal.pdf_page import Page, look
from qingzhuang.seal.tests.district import NOW, RESIDENCE, district, residence
from qingzhuang.seal.typeset import render
from qingzhuang.seal.verdict import Code
from qingzhuang.seal.verify import verify

pytestmark = [pytest.mark.xdist_group("certificates"), pytest.mark.thorough]
LONG = os.environ.get("QINGZHUANG_FUZZ") == "long"
CASES, EXAMPLES = (20_000, 3_000) if LONG else (250, 60)
PATIENCE = 1.0  # seconds of processor time for one paper
TRUST = district().trust()
WORDS = (b"/ByteRange [0 1 2 3]", b"/Contents <00>", b"%%EOF", b"/Encrypt", b"<" * 50, b"\n9 0 obj<<>>endobj", b"/ByteRange [0 ")


def unread(pdf: bytes) -> Page:
    """The page of a file without a signature is not looked at here; that has its own process and tests."""
    return Page(readable=False)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One to four harms: bytes changed, taken away, put in, moved, the end cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(out)), chance.choice((1, 1, 4, 100, 3_000))
        harm = chance.randrange(6)
        if harm == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif harm == 1:
            del out[at : at + size]
        elif harm == 2:
            out[at:at] = chance.choice(WORDS)
        elif harm == 3:
            out[at:at] = out[at : at + size]
        elif harm == 4:
            out += chance.choice(WORDS)
        elif len(out) > 2_000:
            del out[chance.randrange(1_000, len(out)) :]
        out = out or bytearray(b"%PDF-")
    return bytes(out)


@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_fuzz_a_damaged_file_is_never_valid(suite):
    chance, pdf, trust = random.Random(7), residence(suite).pdf, district(suite).trust()
    (true,) = pdf_check.seals(pdf)
    codes = set()
    for _ in range(CASES):
        changed = damaged(pdf, chance)
        started = time.process_time()
        found = verify(changed, trust, NOW, look=unread)
        assert time.process_time() - started < PATIENCE
        codes.add(found.code)
        if found.valid:  # at most the padding behind the signature differs, which nobody shows
            (seal,) = pdf_check.seals(changed)
            assert seal.whole and seal.covered == true.covered
    assert codes >= {Code.ALTERED, Code.APPENDED, Code.TRUNCATED}


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=400))
def test_fuzz_any_bytes_have_a_verdict(data):
    for given_bytes in (data, b"%PDF-1.7\n" + data, b"%PDF-1.7\n" + data + b"%%EOF"):
        found = verify(given_bytes, TRUST, NOW, look=unread)
        assert not found.valid and found.message("en") and found.as_json("zh-hant")["code"] == found.code.value


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=3_000), st.booleans())
def test_fuzz_any_signature_has_a_verdict(signature, real):
    """A hole that holds anything, or the true signature with its bytes exchanged."""
    (seal,) = pdf_check.seals(residence().pdf)
    if real and signature:
        at = len(signature) * 7 % 900
        signature = seal.cms[:at] + signature[:3] + seal.cms[at + 3 :]
    hole = b"<" + signature.hex().encode() + b">"
    start = b"%PDF-1.7\n/Contents "
    for _ in range(3):  # the length of the numbers is part of the length
        head = start + hole
        tail = b"/ByteRange [0 %d %d %d]\n%%%%EOF" % (len(start), len(head), 0)
        tail = b"/ByteRange [0 %d %d %d]\n%%%%EOF" % (len(start), len(head), len(tail) + 1)
    assert not verify(head + tail, TRUST, NOW, look=unread).valid


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_fuzz_a_changed_code_is_never_valid(data):
    code = residence().code
    at = data.draw(st.integers(0, len(code) - 1))
    piece = data.draw(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:/.", max_size=4))
    changed = code[:at] + piece + code[at + data.draw(st.integers(0, 4)) :]
    found = verify(changed, TRUST, NOW)
    if found.valid:  # another address before the same statement
        assert read(changed)[1:] == read(code)[1:]


@settings(max_examples=EXAMPLES)
@given(
    st.text(max_size=300)
    | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=100, max_size=400).map(lambda text: "QZ1:" + text)
)
def test_fuzz_any_text_has_a_verdict(text):
    assert verify(text, TRUST, NOW).code in (Code.NOT_A_CODE, Code.UNKNOWN_ISSUER, Code.ALTERED)
    try:
        read(text)
    except NoCode as refused:
        assert str(refused)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"/ByteRange [0 9 200000 5]" * 400_000 + b"%%EOF",
        b"%PDF-1.7\n<" + b"0" * 250_000 + b">" + b"/ByteRange [0 9 250011 5]" * 300_000 + b"%%EOF",
        b"%PDF-1.7\n" + b"/ByteRange [0 " * 700_000 + b"%%EOF",
        b"%PDF-1.7\n" + b"HTTPS://" * 1_000_000 + b"%%EOF",
        b"HTTPS://A/" * 6_000,
        b"[" * 60_000,
    ],
    ids=range(6),
)
def test_a_file_made_to_take_long_does_not(data):
    started = time.process_time()
    assert not verify(data, TRUST, NOW, look=unread).valid
    assert time.process_time() - started < PATIENCE


def test_a_page_made_to_break_the_reader_is_unreadable_at_worst():
    chance, page = random.Random(3), render(RESIDENCE, residence().code)
    for _ in range(40 if LONG else 2):
        found = look(damaged(page, chance))
        assert isinstance(found, Page)
