"""What goes beside a file and proves what it is: canonical JSON (RFC 8785 for what stands in it), SHA-256, an Ed25519 signature (RFC 8032).

>>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
>>> signer = Signer(Ed25519PrivateKey.generate())
>>> told = signer.signed({"file": {"sha256": digest_of(b"abc")}})
>>> verified(told, signer.public), verified({**told, "file": {}}, signer.public)
(True, False)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIGNATURE = "signature"


def canonical(data: Any) -> bytes:
    """One way to write the same data: keys in order, no spaces, UTF-8, numbers as JSON writes them; NaN is refused.

    >>> canonical({"b": 1, "a": "口径"}).decode()
    '{"a":"口径","b":1}'
    """
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()


def sealed(data: Any, previous: str = "") -> str:
    """The seal of some data, chained to the seal before it: whoever changes an older link changes all that follow."""
    return digest_of(previous.encode("ascii") + canonical(data))


class Signer:
    """The key by which an installation signs what it hands out. `public` is what others need to verify it, as base64."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = _text(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def of_seed(cls, seed: bytes) -> Signer:
        """The key that 32 secret bytes make (`Keyring.derived`): no key file more, and a backup of the ring has it."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def signed(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        """The manifest with its signature: over all of it but the signature itself."""
        bare = {name: value for name, value in manifest.items() if name != SIGNATURE}
        return {**bare, SIGNATURE: {"algorithm": "Ed25519", "key": self.public, "value": _text(self._key.sign(canonical(bare)))}}


def verified(manifest: Mapping[str, Any], public: str) -> bool:
    """Whether a manifest is as it was signed by the holder of this key; False for anything that is not one."""
    told = manifest.get(SIGNATURE)
    if not isinstance(told, Mapping) or told.get("key") != public or not isinstance(told.get("value"), str):
        return False
    bare = {name: value for name, value in manifest.items() if name != SIGNATURE}
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(_bytes(told["value"]), canonical(bare))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
