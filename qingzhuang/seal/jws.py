"""Signed JSON in the compact form of JWS (RFC 7515): three parts of base64url with dots between."""

from __future__ import annotations

import base64
import json
from typing import Any

from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites import SUITES, Signing

LARGEST = 8 * 1024 * 1024  # signs; a status list of ten million papers has about two million


def signed(payload: dict[str, Any], key: Signing, kind: str, kid: str) -> str:
    """The payload signed, with its kind (`typ`) and the number of the key (`kid`) in the header."""
    header = {"alg": key.suite.algorithm, "typ": kind, "kid": kid}
    start = f"{_part(header)}.{_part(payload)}"
    return f"{start}.{encode(key.sign(start.encode('ascii')))}"


def opened(token: str, point: bytes, suite_name: str, kind: str) -> dict[str, Any]:
    """The payload of a token that this key signed; raises KeyFault for another key, kind or a changed sign."""
    header, payload, start, signature = parts(token)
    suite = SUITES[suite_name]
    if header.get("alg") != suite.algorithm or header.get("typ") != kind:
        raise KeyFault(f"this is no {kind} of the suite {suite_name}")
    if not suite.verify(point, start, signature):
        raise KeyFault(f"the signature of this {kind} does not hold")
    return payload


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Header, payload, the bytes that were signed, the signature; nothing is verified. Raises KeyFault."""
    pieces = token.split(".") if len(token) <= LARGEST else []
    if len(pieces) != 3:
        raise KeyFault("this is no signed JSON")
    try:
        header, payload = (json.loads(decode(piece)) for piece in pieces[:2])
        signature = decode(pieces[2])
    except (ValueError, RecursionError) as error:
        raise KeyFault("this is no signed JSON") from error
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise KeyFault("this is no signed JSON")
    return header, payload, f"{pieces[0]}.{pieces[1]}".encode("ascii", "replace"), signature


def encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decode(text: str) -> bytes:
    """The bytes of base64url; raises ValueError for anything else, also for two spellings of the same bytes."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encode(data) != text:
        raise ValueError("not the canonical spelling")
    return data


def _part(value: dict[str, Any]) -> str:
    return encode(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())
