"""SM2 by the OpenSSL 3 of the system, through ctypes: keys go in as DER, signatures come out as DER."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import lru_cache
from typing import Any

from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites.base import SCALAR

IDENTITY = b"1234567812345678"
OLDEST = 0x30000000  # version 3.0
ROOM = 128  # bytes, more than any signature of this curve
# fixed beginnings of the two DER structures, with the object identifiers of EC keys and of the curve of SM2
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
PKCS8 = bytes.fromhex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420")

SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "OpenSSL_version_num": (c_ulong, []),
    "d2i_PUBKEY": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
    "i2d_PUBKEY": (c_int, [c_void_p, c_void_p]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_set1_id": (c_int, [c_void_p, c_char_p, c_size_t]),
    "EVP_MD_CTX_new": (c_void_p, []),
    "EVP_MD_CTX_free": (None, [c_void_p]),
    "EVP_MD_CTX_set_pkey_ctx": (None, [c_void_p, c_void_p]),
    "EVP_sm3": (c_void_p, []),
    "EVP_DigestSignInit": (c_int, [c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    "EVP_DigestSign": (c_int, [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]),
    "EVP_DigestVerifyInit": (c_int, [c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    "EVP_DigestVerify": (c_int, [c_void_p, c_char_p, c_size_t, c_char_p, c_size_t]),
    "ERR_clear_error": (None, []),
}


@lru_cache(maxsize=1)
def _library() -> Any:
    """libcrypto with SM2, or None."""
    for name in (ctypes.util.find_library("crypto"), "libcrypto.so.3", "libcrypto-3-x64.dll"):
        try:
            found = ctypes.CDLL(name) if name else None
            if found is None:
                continue
            for function, (result, arguments) in SIGNATURES.items():
                getattr(found, function).restype, getattr(found, function).argtypes = result, arguments
            if found.OpenSSL_version_num() >= OLDEST and found.EVP_sm3():
                return found
        except (OSError, AttributeError):  # not there, or built without SM2 and SM3
            continue
    return None


@lru_cache(maxsize=1)
def is_there() -> bool:
    """Whether this system's OpenSSL signs and verifies SM2: tried once, since a build may leave it out."""
    if _library() is None:
        return False
    try:
        secret = bytes(31) + b"\7"
        point = point_of(secret)
        return verify(point, b"test", sign(secret, point, b"test"))
    except KeyFault:
        return False


def point_of(secret: bytes) -> bytes:
    """The public key of a secret: 04, x, y. Raises KeyFault."""
    library = _library()
    with _key(secret) as key:
        out = ctypes.create_string_buffer(256)
        place = c_void_p(ctypes.addressof(out))
        length = library.i2d_PUBKEY(key, byref(place))
        if length != len(SPKI) + 65 or not out.raw.startswith(SPKI):
            raise KeyFault("OpenSSL gives no point for this key")
        return out.raw[len(SPKI) : length]


def sign(secret: bytes, point: bytes, message: bytes) -> bytes:
    """r and s; raises KeyFault where OpenSSL does not sign."""
    library = _library()
    with _key(secret) as key, _context(key) as context:
        made, length = ctypes.create_string_buffer(ROOM), c_size_t(ROOM)
        if (
            library.EVP_DigestSignInit(context, None, library.EVP_sm3(), None, key) != 1
            or library.EVP_DigestSign(context, made, byref(length), message, len(message)) != 1
        ):
            library.ERR_clear_error()
            raise KeyFault("OpenSSL did not sign")
        return _raw(made.raw[: length.value])


def verify(point: bytes, message: bytes, signature: bytes) -> bool:
    library = _library()
    start = c_char_p(SPKI + point)
    key = library.d2i_PUBKEY(None, byref(start), len(SPKI) + len(point))
    if not key:
        library.ERR_clear_error()
        return False
    try:
        with _context(key) as context:
            der = _der(signature)
            holds = (
                library.EVP_DigestVerifyInit(context, None, library.EVP_sm3(), None, key) == 1
                and library.EVP_DigestVerify(context, der, len(der), message, len(message)) == 1
            )
    finally:
        library.EVP_PKEY_free(key)
        library.ERR_clear_error()
    return bool(holds)


@contextmanager
def _key(secret: bytes) -> Iterator[Any]:
    library = _library()
    data = PKCS8 + secret
    start = c_char_p(data)
    key = library.d2i_AutoPrivateKey(None, byref(start), len(data))
    if not key:
        library.ERR_clear_error()
        raise KeyFault("this is no private key of SM2")
    try:
        yield key
    finally:
        library.EVP_PKEY_free(key)


@contextmanager
def _context(key: Any) -> Iterator[Any]:
    """A digest context that signs with the default identity."""
    library = _library()
    of_key, context = library.EVP_PKEY_CTX_new(key, None), library.EVP_MD_CTX_new()
    try:
        if not of_key or not context or library.EVP_PKEY_CTX_set1_id(of_key, IDENTITY, len(IDENTITY)) != 1:
            raise KeyFault("OpenSSL has no SM2 for this key")
        library.EVP_MD_CTX_set_pkey_ctx(context, of_key)
        yield context
    finally:
        library.EVP_MD_CTX_free(context)
        library.EVP_PKEY_CTX_free(of_key)


def _der(signature: bytes) -> bytes:
    parts = b""
    for number in (signature[:SCALAR], signature[SCALAR:]):
        short = number.lstrip(b"\0") or b"\0"
        short = b"\0" + short if short[0] & 0x80 else short
        parts += b"\x02" + bytes([len(short)]) + short
    return b"\x30" + bytes([len(parts)]) + parts


def _raw(der: bytes) -> bytes:
    length = der[3]
    r, s = der[4 : 4 + length], der[6 + length :]
    return b"".join(number.lstrip(b"\0").rjust(SCALAR, b"\0") for number in (r, s))
