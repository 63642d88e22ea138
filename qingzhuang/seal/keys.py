"""The keys of one installation: AES-256-GCM (NIST SP 800-38D) to seal values, keyed BLAKE2b (RFC 7693) to find them again.

The key file is JSON, readable by its owner only:

    {"current": 2, "keys": {"1": "…", "2": "…"}, "index": "…"}

`rotated` adds a key and makes it the current one: new values are sealed with it, old values still open with theirs. The
index key never changes, else nothing could be found. Whoever has the file and the database has everything: keep them apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qingzhuang.seal.errors import SealError
from qingzhuang.seal.values import MARK, SHAPE, is_sealed

NONCE, KEY, DIGEST = 12, 32, 15  # bytes
URL_SAFE = bytes.maketrans(b"+/", b"-_")


class Keyring:
    """Keys by number, the current one, and the key of digests.

    >>> ring = Keyring.new()
    >>> ring.open(ring.seal("11010119900307123X"))
    '11010119900307123X'
    >>> ring.digest("张三") == ring.digest("张三"), ring.digest("张三") == ring.digest("李四")
    (True, False)
    """

    def __init__(self, keys: Mapping[int, bytes], current: int, index: bytes) -> None:
        if current not in keys or len(index) != KEY or any(len(key) != KEY for key in keys.values()):
            raise SealError("the key file needs a current key and an index key of 32 bytes each")
        self.keys, self.current = dict(keys), current
        self._index = index
        self._digests = hashlib.blake2b(digest_size=DIGEST, key=index)  # copied for each: the key is taken in once
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}

    @classmethod
    def new(cls) -> Keyring:
        """A ring with one fresh key."""
        return cls({1: os.urandom(KEY)}, 1, os.urandom(KEY))

    @classmethod
    def kept_in(cls, path: Path) -> Keyring:
        """The ring of a key file; the file is made where there is none. Raises SealError where it cannot be read."""
        if not path.exists():
            ring = cls.new()
            ring.keep(path)
            return ring
        try:
            data = json.loads(path.read_text("ascii"))
            keys = {int(number): _bytes(key) for number, key in data["keys"].items()}
            return cls(keys, int(data["current"]), _bytes(data["index"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SealError(f"{path.name} is not a key file of ours, or cannot be read: {error}") from error

    def keep(self, path: Path) -> None:
        """Write the key file; it is never half written and never readable by others."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(".new")
        data = {
            "current": self.current,
            "keys": {str(n): _text(key) for n, key in self.keys.items()},
            "index": _text(self._index),
        }
        with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            json.dump(data, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)

    def rotated(self) -> Keyring:
        """The same ring with one more key, which is the current one."""
        number = max(self.keys) + 1
        return Keyring({**self.keys, number: os.urandom(KEY)}, number, self._index)

    def seal(self, text: str) -> str:
        """The text sealed with the current key; twice the same text gives two different results."""
        nonce = os.urandom(NONCE)
        sealed = nonce + self._ciphers[self.current].encrypt(nonce, text.encode(), None)
        return f"{MARK}{self.current}.{_text(sealed)}"

    def open(self, sealed: str) -> str:
        """The text of a sealed value; raises SealError where the key is missing or a sign was changed."""
        found = SHAPE.fullmatch(sealed)
        if found is None:
            raise SealError("this is no sealed value")
        cipher = self._ciphers.get(int(found[1]))
        if cipher is None:
            raise SealError(f"the key file has no key {found[1]}; put back the file that this value was sealed with")
        data = _bytes(found[2])
        try:
            return cipher.decrypt(data[:NONCE], data[NONCE:], None).decode()
        except (InvalidTag, ValueError) as error:
            raise SealError("a sealed value was changed, or the key file belongs to another installation") from error

    def open_all(self, values: Iterable[str | None]) -> list[str | None]:
        """Many values, sealed or not, in plain text: twice as quick as one by one. Raises SealError as `open` does."""
        beginning, cipher = f"{MARK}{self.current}.", self._ciphers[self.current]
        found: list[str | None] = []
        for value in values:
            if value is None or not value.startswith(MARK):
                found.append(value)
                continue
            if value.startswith(beginning):
                try:
                    data = base64.urlsafe_b64decode(value[len(beginning) :] + "==")
                    found.append(cipher.decrypt(data[:NONCE], data[NONCE:], None).decode())
                    continue
                except (InvalidTag, ValueError):
                    pass  # no sealed value, or a changed one: as `open` says
            found.append(self.open(value) if is_sealed(value) else value)
        return found

    def seal_bytes(self, data: bytes) -> bytes:
        """Bytes sealed with the current key: its number, nonce, ciphertext.

        >>> ring = Keyring.new()
        >>> ring.open_bytes(ring.seal_bytes(b"rows"))
        b'rows'
        """
        nonce = os.urandom(NONCE)
        return self.current.to_bytes(4, "big") + nonce + self._ciphers[self.current].encrypt(nonce, data, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        """What `seal_bytes` sealed; raises SealError where the key is missing or a byte was changed."""
        number = int.from_bytes(sealed[:4], "big")
        cipher = self._ciphers.get(number)
        if cipher is None:
            raise SealError(f"the key file has no key {number}; put back the file that this was sealed with")
        try:
            return cipher.decrypt(sealed[4 : 4 + NONCE], sealed[4 + NONCE :], None)
        except (InvalidTag, ValueError) as error:
            raise SealError("sealed bytes were changed, or the key file belongs to another installation") from error

    def digest(self, text: str) -> str:
        """Twenty signs that are equal for equal texts and tell nothing to whoever has no key (120 bits)."""
        state = self._digests.copy()
        state.update(text.encode())
        return _text(state.digest())

    def derived(self, purpose: str) -> bytes:
        """32 secret bytes for one purpose, always the same for this ring whatever key is current.

        >>> ring = Keyring.new()
        >>> ring.derived("manifests") == ring.rotated().derived("manifests"), len(ring.derived("manifests"))
        (True, 32)
        """
        return hashlib.blake2b(f"derived:{purpose}".encode(), digest_size=KEY, key=self._index).digest()


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).translate(URL_SAFE).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
