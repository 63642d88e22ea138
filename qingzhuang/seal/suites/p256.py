"""ECDSA on P-256 with SHA-256 (FIPS 186-5), by `cryptography`: what every PDF reader and browser can check."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites.base import SCALAR, SIGNATURE, Oids

ECDSA = ec.ECDSA(SHA256())


class P256:
    name = "P-256"
    algorithm = "ES256"
    digest_name = "sha256"
    oids = Oids("1.2.840.10045.3.1.7", "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2")

    def digest(self, data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    def new(self) -> P256Key:
        return P256Key(ec.generate_private_key(ec.SECP256R1()))

    def load(self, secret: bytes) -> P256Key:
        try:
            return P256Key(ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1()))
        except ValueError as error:
            raise KeyFault("this is no private key of P-256") from error

    def verify(self, point: bytes, message: bytes, signature: bytes) -> bool:
        if len(signature) != SIGNATURE:
            return False
        r, s = int.from_bytes(signature[:SCALAR], "big"), int.from_bytes(signature[SCALAR:], "big")
        try:
            _public(point).verify(encode_dss_signature(r, s), message, ECDSA)
        except (InvalidSignature, ValueError):
            return False
        return True


class P256Key:
    suite = P256()

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def sign(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self._key.sign(message, ECDSA))
        return r.to_bytes(SCALAR, "big") + s.to_bytes(SCALAR, "big")

    def secret(self) -> bytes:
        return self._key.private_numbers().private_value.to_bytes(SCALAR, "big")


@lru_cache(maxsize=64)
def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
