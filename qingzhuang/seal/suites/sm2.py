"""SM2 signatures with SM3 (GB/T 32918.2-2016, curve of 32918.5; GB/T 32905-2016): by the system's OpenSSL 3, else in plain Python.

The identity of the signer is the default one of GM/T 0009, as in X.509 and CMS.
"""

from __future__ import annotations

import os
from functools import lru_cache
from types import ModuleType

from cryptography.hazmat.primitives.hashes import SM3, Hash

from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites import sm2_openssl
from qingzhuang.seal.suites.base import POINT, SCALAR, SIGNATURE, Oids

ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123


@lru_cache(maxsize=1)
def engine() -> ModuleType:
    """The module that does the arithmetic: OpenSSL where it can, 30 times as quick and steady in time."""
    if sm2_openssl.is_there():
        return sm2_openssl
    from qingzhuang.seal.suites import sm2_plain

    return sm2_plain


class SM2:
    name = "SM2"
    algorithm = "SM2SM3"  # not registered for JOSE: a name of ours
    digest_name = "sm3"
    oids = Oids("1.2.156.10197.1.301", "1.2.156.10197.1.401", "1.2.156.10197.1.501")

    def digest(self, data: bytes) -> bytes:
        hasher = Hash(SM3())
        hasher.update(data)
        return hasher.finalize()

    def new(self) -> SM2Key:
        while True:
            secret = os.urandom(SCALAR)
            if 1 <= int.from_bytes(secret, "big") <= ORDER - 2:
                return SM2Key(secret)

    def load(self, secret: bytes) -> SM2Key:
        return SM2Key(secret)

    def verify(self, point: bytes, message: bytes, signature: bytes) -> bool:
        if len(signature) != SIGNATURE or len(point) != POINT or point[0] != 4:
            return False
        return bool(engine().verify(point, message, signature))


class SM2Key:
    suite = SM2()

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SCALAR or not 1 <= int.from_bytes(secret, "big") <= ORDER - 2:
            raise KeyFault("this is no private key of SM2")
        self._secret = secret
        self.point: bytes = engine().point_of(secret)

    def sign(self, message: bytes) -> bytes:
        return bytes(engine().sign(self._secret, self.point, message))

    def secret(self) -> bytes:
        return self._secret
