"""When a signature was made, by the word of a timestamp service (RFC 3161) whose certificate stands in the trust file."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

HASHES: dict[str, hashes.HashAlgorithm] = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


def vouched(tokens: tuple[bytes, ...], signature: bytes, services: tuple[bytes, ...]) -> datetime | None:
    """The earliest moment that a believed token gives for this signature value; None where none does."""
    moments = [moment for token in tokens[:4] for service in services if (moment := _moment(token, signature, service))]
    return min(moments, default=None)


def _moment(token: bytes, signature: bytes, service: bytes) -> datetime | None:
    try:
        signed = cms.ContentInfo.load(token)["content"]
        (signer,) = signed["signer_infos"]
        content = signed["encap_content_info"]["content"]
        info = tsp.TSTInfo.load(content.native if isinstance(content.native, bytes) else content.parsed.dump())
        imprint = info["message_imprint"]
        if imprint["hashed_message"].native != hashlib.new(_hash(imprint["hash_algorithm"]), signature).digest():
            return None
        moment: datetime = info["gen_time"].native
        return moment if _holds(signer, info.dump(), x509.load_der_x509_certificate(service), moment) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UnsupportedAlgorithm):
        return None


def _holds(signer: Any, content: bytes, certificate: x509.Certificate, moment: datetime) -> bool:
    attributes = signer["signed_attrs"]
    name = _hash(signer["digest_algorithm"])
    told = [value for each in attributes if each["type"].native == "message_digest" for value in each["values"].native]
    if told != [hashlib.new(name, content).digest()]:
        return False
    if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        return False
    key, signature, message = certificate.public_key(), signer["signature"].native, attributes.untag().dump()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), HASHES[name])
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(HASHES[name]))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _hash(algorithm: Any) -> str:
    name = str(algorithm["algorithm"].native)
    if name not in HASHES:
        raise ValueError(f"a timestamp with {name} is not believed")
    return name
