"""Both suites sign and verify; SM2 does as its standard's example, by OpenSSL and in plain Python alike."""

from __future__ import annotations

import pytest

from qingzhuang.seal import KeyFault
from qingzhuang.seal.suites import SUITES, sm2_openssl, sm2_plain, suite_named
from qingzhuang.seal.suites.sm2 import SM2, SM2Key

# GB/T 32918.5-2017, appendix A.2
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
POINT = bytes.fromhex(
    "04 09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
K = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
MESSAGE = b"message digest"

openssl = pytest.mark.skipif(not sm2_openssl.is_there(), reason="no OpenSSL 3 with SM2 on this machine: apt-get install libssl3")
ENGINES = [pytest.param(sm2_openssl, marks=openssl), sm2_plain]


@pytest.mark.parametrize("name", SUITES)
def test_verifies_what_was_signed_and_nothing_else(name):
    suite = SUITES[name]
    key, other = suite.new(), suite.new()
    signature = key.sign(b"paper")
    assert len(signature) == 64 and len(key.point) == 65
    assert suite.verify(key.point, b"paper", signature)
    assert not suite.verify(key.point, b"Paper", signature)
    assert not suite.verify(other.point, b"paper", signature)
    assert suite.load(key.secret()).point == key.point


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize("signature", [b"", bytes(64), b"\xff" * 64, b"x" * 63, b"x" * 65], ids=range(5))
def test_nothing_is_a_signature_that_is_none(name, signature):
    assert not SUITES[name].verify(POINT, b"paper", signature)


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize(
    "point", [b"", bytes(65), b"\4" + bytes(64), b"\4" + b"\xff" * 64, POINT[:-1] + b"\0", b"\2" + POINT[1:33]]
)
def test_nothing_is_a_key_that_is_none(name, point):
    key = SUITES[name].new()
    assert not SUITES[name].verify(point, b"paper", key.sign(b"paper"))


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize("secret", [bytes(32), b"\xff" * 32])
def test_refuses_a_secret_outside_the_order(name, secret):
    with pytest.raises(KeyFault):
        SUITES[name].load(secret)


def test_refuses_an_unknown_suite():
    with pytest.raises(KeyFault, match="RSA"):
        suite_named("RSA")


@pytest.mark.parametrize("engine", ENGINES)
def test_sm2_does_as_the_standard_shows(engine):
    assert engine.point_of(SECRET) == POINT
    assert engine.verify(POINT, MESSAGE, SIGNATURE)
    assert not engine.verify(POINT, MESSAGE, SIGNATURE[:-1] + b"\0")


def test_sm2_signs_as_the_standard_shows():
    from gmalg import SM2 as Plain

    r, s = Plain(SECRET, sm2_plain.IDENTITY, POINT, rnd_fn=lambda bits: K).sign(MESSAGE)
    assert r + s == SIGNATURE


def test_sm3_does_as_the_standard_shows():
    assert SM2().digest(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@openssl
def test_both_implementations_of_sm2_agree():
    for number in range(3):
        message = bytes([number]) * number
        for signer, checker in ((sm2_openssl, sm2_plain), (sm2_plain, sm2_openssl)):
            signature = signer.sign(SECRET, POINT, message)
            assert checker.verify(POINT, message, signature)
            assert not checker.verify(POINT, message + b"!", signature)


def test_sm2_works_without_openssl(monkeypatch):
    from qingzhuang.seal.suites import sm2

    monkeypatch.setattr(sm2, "engine", lambda: sm2_plain)
    key = SM2Key(SECRET)
    assert key.point == POINT and SM2().verify(POINT, b"paper", key.sign(b"paper"))
