"""Bytes locked with a passphrase, so that keys can travel on the same stick as what they open.

scrypt (RFC 7914, N = 2**15, r = 8, p = 1: about a tenth of a second and 32 MB for each guess) makes the key, AES-256-GCM locks.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from qingzhuang.seal.errors import SealError

MAGIC, SALT, NONCE = b"QZLOCK1\n", 16, 12


def lock(data: bytes, passphrase: str) -> bytes:
    """The data, to be opened only with the passphrase.

    >>> unlock(lock(b"keys", "four words of mine"), "four words of mine")
    b'keys'
    """
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return MAGIC + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, data, MAGIC)


def unlock(locked: bytes, passphrase: str) -> bytes:
    """The data again; raises SealError for another passphrase or a changed byte."""
    if not locked.startswith(MAGIC) or len(locked) < len(MAGIC) + SALT + NONCE + 16:
        raise SealError("this is no locked file of ours")
    at = len(MAGIC)
    salt, nonce, rest = locked[at : at + SALT], locked[at + SALT : at + SALT + NONCE], locked[at + SALT + NONCE :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, rest, MAGIC)
    except InvalidTag as error:
        raise SealError("the passphrase is another one, or the file was changed") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
