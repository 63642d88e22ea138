"""A signing key as bytes: PKCS#8 (RFC 5958) with its certificates, locked with a passphrase before it touches a disk."""

from __future__ import annotations

import base64
import json
from typing import Any

from asn1crypto import keys

from qingzhuang.seal.errors import KeyFault, SealError
from qingzhuang.seal.locks import lock, unlock
from qingzhuang.seal.pdf_sign import IssuerKey
from qingzhuang.seal.suites import SUITES, PrivateKey, Signing
from qingzhuang.seal.suites.base import SCALAR


def packed(issuer: IssuerKey) -> bytes:
    """Everything of an issuer's key, in the open: seal it at once (`Keyring.seal_bytes`, or `locked`).

    Raises KeyFault for a key in a token, which gives nothing out.
    """
    return json.dumps(
        {
            "pkcs8": base64.b64encode(pkcs8(issuer.key)).decode("ascii"),
            "certificates": [base64.b64encode(each).decode("ascii") for each in (issuer.certificate, *issuer.chain)],
            "issuer": issuer.issuer_id,
            "name": issuer.issuer_name,
        }
    ).encode("ascii")


def unpacked(data: bytes) -> IssuerKey:
    """The key of `packed`; raises KeyFault."""
    try:
        parts: dict[str, Any] = json.loads(data)
        own, *chain = (base64.b64decode(each) for each in parts["certificates"])
        key = from_pkcs8(base64.b64decode(parts["pkcs8"]))
        return IssuerKey(key, own, str(parts["issuer"]), str(parts["name"]), tuple(chain))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFault("this is no key file of an issuer, or it is damaged") from error


def in_token(data: bytes) -> bool:
    """Whether bytes are those of `token_file`, which say where a key lies and hold none."""
    try:
        return "pkcs11" in json.loads(data)
    except (ValueError, TypeError, RecursionError):
        return False


def from_token(data: bytes, pin: str, module: str = "") -> IssuerKey:
    """The key of `token_file`; raises KeyFault. `module` is where this machine has the token's driver, else as the file says."""
    from qingzhuang.seal.suites.hardware import TokenKey

    try:
        parts: dict[str, Any] = json.loads(data)
        place = parts["pkcs11"]
        own, *chain = (base64.b64decode(each) for each in parts["certificates"])
        key = TokenKey(module or str(place["module"]), str(place["token"]), str(place["label"]), pin)
        return IssuerKey(key, own, str(parts["issuer"]), str(parts["name"]), tuple(chain))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFault("this is no key file of an issuer, or it is damaged") from error


def locked(issuer: IssuerKey, passphrase: str) -> bytes:
    """The key as a file: it opens with the passphrase only."""
    return lock(packed(issuer), passphrase)


def unlocked(data: bytes, passphrase: str) -> IssuerKey:
    """The key of a file; raises KeyFault for another passphrase or a changed byte.

    Where the file says that the key lies in a token, the passphrase is the token's PIN.
    """
    try:
        return from_token(data, passphrase) if in_token(data) else unpacked(unlock(data, passphrase))
    except KeyFault:
        raise
    except SealError as error:
        raise KeyFault(str(error)) from error


def token_file(issuer: IssuerKey, token: dict[str, str]) -> bytes:
    """Where a key lies that never leaves its token: module, token, label; the PIN is not written down."""
    return json.dumps(
        {
            "pkcs11": {name: token[name] for name in ("module", "token", "label")},
            "certificates": [base64.b64encode(each).decode("ascii") for each in (issuer.certificate, *issuer.chain)],
            "issuer": issuer.issuer_id,
            "name": issuer.issuer_name,
        },
        indent=1,
    ).encode("ascii")


def pkcs8(key: Signing) -> bytes:
    """The private key as PKCS#8, DER, in the open; raises KeyFault for a key in a token."""
    if not hasattr(key, "secret"):
        raise KeyFault("the key lies in a token and does not leave it")
    secret: bytes = key.secret()
    info = {
        "private_key_algorithm": {
            "algorithm": "ec",
            "parameters": keys.ECDomainParameters("named", key.suite.oids.curve),
        },
        "private_key": keys.ECPrivateKey(
            {"version": 1, "private_key": int.from_bytes(secret, "big"), "public_key": keys.ECPointBitString(key.point)}
        ),
        "version": 0,
    }
    made = keys.PrivateKeyInfo(info)
    made["private_key"].parsed["private_key"].set_encoded_width(SCALAR)
    return bytes(made.dump(force=True))


def from_pkcs8(data: bytes) -> PrivateKey:
    """Raises KeyFault for a curve that no suite has."""
    info = keys.PrivateKeyInfo.load(data)
    curve = info["private_key_algorithm"]["parameters"].chosen.dotted
    suite = next((each for each in SUITES.values() if each.oids.curve == curve), None)
    if suite is None:
        raise KeyFault(f"no suite has the curve {curve}")
    return suite.load(int(info["private_key"].parsed["private_key"].native).to_bytes(SCALAR, "big"))
