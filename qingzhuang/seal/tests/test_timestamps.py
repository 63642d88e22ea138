"""A timestamp vouches for the day of a signature: then even a stolen key does not take the paper with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from asn1crypto import keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from qingzhuang.seal import KeyFault
from qingzhuang.seal.authority import Authority, believe, end
from qingzhuang.seal.paper import issue
from qingzhuang.seal.tests.district import LATER, NOW, RESIDENCE, district
from qingzhuang.seal.trust import Ended, bundle, opened
from qingzhuang.seal.verdict import Code, Note
from qingzhuang.seal.verify import verify

pytestmark = pytest.mark.xdist_group("certificates")


@lru_cache
def service() -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    key = rsa.generate_private_key(65537, 2048)
    name = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, "时间戳")])
    made = (
        pyca.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .add_extension(pyca.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.DER
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return x509.Certificate.load(made.public_bytes(encoding)), keys.PrivateKeyInfo.load(private)


@lru_cache
def stamped(moment: datetime = NOW) -> bytes:
    certificate, key = service()
    stamper = DummyTimeStamper(certificate, key, fixed_dt=moment)
    return issue(RESIDENCE, replace(district().key, timestamps=stamper)).pdf


def believing() -> Authority:
    return believe(district().authority, service()[0].dump(), NOW)


def test_a_timestamp_is_told():
    found = verify(stamped(), opened(bundle(believing().token())), NOW)
    assert found.code is Code.VALID and Note.TIMESTAMP in found.notes
    assert Note.TIMESTAMP not in verify(stamped(), district().trust(), NOW).notes, "nobody believes this service"


@pytest.mark.parametrize(("moment", "code"), [(NOW, Code.VALID), (LATER + timedelta(days=2), Code.REVOKED_KEY)])
def test_a_stolen_key_is_believed_for_what_a_timestamp_of_before_vouches_for(moment, code):
    stolen = end(believing(), district().key.kid, LATER.date(), Ended.COMPROMISED, LATER)
    assert verify(stamped(moment), opened(bundle(stolen.token())), LATER + timedelta(days=9)).code is code


def test_a_token_of_another_signature_vouches_for_nothing():
    from qingzhuang.seal import pdf_check
    from qingzhuang.seal.timestamps import vouched

    trust = opened(bundle(believing().token()))
    (seal,) = pdf_check.seals(stamped())
    result = pdf_check.check(seal, trust)
    assert vouched(result.tokens, result.signature, trust.tsa) == NOW
    assert vouched(result.tokens, b"another", trust.tsa) is None
    (token,) = result.tokens
    for at in range(40, len(token), 97):
        assert vouched((token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :],), result.signature, trust.tsa) in (None, NOW)


def test_refuses_what_is_no_certificate_of_a_service():
    with pytest.raises(KeyFault, match="timestamp"):
        believe(district().authority, b"nothing", NOW)
