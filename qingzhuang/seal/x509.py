"""Certificates of keys (X.509, RFC 5280), made with asn1crypto so that both suites go one way."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from typing import Any

from asn1crypto import algos, keys, x509
from asn1crypto.core import OctetBitString

from qingzhuang.seal.suites import SUITES, Signing, Suite
from qingzhuang.seal.suites.base import SCALAR

SERIAL = 16  # bytes


def _teach(kind: Any, oid: str, name: str) -> None:
    """A name for an identifier that asn1crypto does not know."""
    kind._map[oid] = name
    if kind._reverse_map is not None:
        kind._reverse_map[name] = oid


# GB/T 33560-2017: the curve of SM2, the digest SM3, SM2 with SM3
keys.NamedCurve.register("sm2p256v1", SUITES["SM2"].oids.curve, SCALAR)
_teach(algos.DigestAlgorithmId, SUITES["SM2"].oids.digest, "sm3")
_teach(algos.SignedDigestAlgorithmId, SUITES["SM2"].oids.signature, "sm2_sm3")


def made(
    subject: x509.Name, point: bytes, signer: Signing, issuer: x509.Name, start: date, end: date, authority: bool = False
) -> bytes:
    """A certificate for a point, as DER; `authority` makes one that may sign others."""
    suite = signer.suite
    algorithm = algos.SignedDigestAlgorithm({"algorithm": suite.oids.signature})
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(os.urandom(SERIAL), "big") >> 1 | 1,
            "signature": algorithm,
            "issuer": issuer,
            "validity": {"not_before": _moment(start, time.min), "not_after": _moment(end, time(23, 59, 59))},
            "subject": subject,
            "subject_public_key_info": public_key(suite, point),
            "extensions": _extensions(suite, point, signer.point, authority),
        }
    )
    whole = {"tbs_certificate": tbs, "signature_algorithm": algorithm}
    signature = OctetBitString(der(signer.sign(tbs.dump())))
    return bytes(x509.Certificate({**whole, "signature_value": signature}).dump())


def name(common: str, code: str = "") -> x509.Name:
    """The name of an issuer: its own name, and its code as serial number."""
    return x509.Name.build({"common_name": common[:64], **({"serial_number": code} if code else {})})


def subject_of(certificate: bytes) -> x509.Name:
    """The name in a certificate."""
    return x509.Certificate.load(certificate).subject


def public_key(suite: Suite, point: bytes) -> keys.PublicKeyInfo:
    return keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", suite.oids.curve)},
            "public_key": keys.ECPointBitString(point),
        }
    )


def der(signature: bytes) -> bytes:
    """r and s as X.509 and CMS write them."""
    values = {"r": int.from_bytes(signature[:SCALAR], "big"), "s": int.from_bytes(signature[SCALAR:], "big")}
    return bytes(algos.DSASignature(values).dump())


def raw(signature: bytes) -> bytes:
    """r and s, 32 bytes each, of a DER signature; raises ValueError."""
    values = algos.DSASignature.load(signature, strict=True).native
    return b"".join(int(values[each]).to_bytes(SCALAR, "big") for each in ("r", "s"))


def _extensions(suite: Suite, point: bytes, signer: bytes, authority: bool) -> list[x509.Extension]:
    usage = {"key_cert_sign", "crl_sign"} if authority else {"digital_signature", "non_repudiation"}
    found = (
        ("basic_constraints", True, x509.BasicConstraints({"ca": authority})),
        ("key_usage", True, x509.KeyUsage(usage)),
        ("key_identifier", False, suite.digest(point)[:20]),
        ("authority_key_identifier", False, x509.AuthorityKeyIdentifier({"key_identifier": suite.digest(signer)[:20]})),
    )
    return [x509.Extension({"extn_id": each, "critical": critical, "extn_value": value}) for each, critical, value in found]


def _moment(day: date, at: time) -> x509.Time:
    moment = datetime.combine(day, at, UTC)
    return x509.Time("utc_time" if day.year < 2050 else "general_time", moment)
