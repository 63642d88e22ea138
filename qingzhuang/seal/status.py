"""Status list: two bits for each paper, signed by the issuer; small enough to carry along (IETF Token Status List).

Names as in that draft (`bits`, `lst`, VALID, INVALID; `statuslist+jwt`); W3C's Bitstring Status List is the same idea with one
bit. Two bits let a one-time paper be used up without being revoked. A place is drawn at random by the caller, so that a list
tells nobody how many papers there are or in which order.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

from qingzhuang.seal import jws
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites import Signing

KIND = "statuslist+jwt"
BITS = 2
SMALLEST = 1_024  # places: a short list hides how few papers there are
LARGEST = 16 * 1024 * 1024  # bytes, 64 million papers
FRESH = timedelta(days=30)


class Status(IntEnum):
    VALID = 0
    INVALID = 1  # revoked
    SUSPENDED = 2
    USED = 3  # APPLICATION_SPECIFIC in the draft: a one-time paper that was used


class StatusList:
    """The states of an issuer's papers by place; places beyond the end are valid.

    >>> papers = StatusList()
    >>> papers.set(7, Status.INVALID)
    >>> papers.get(7).name, papers.get(8).name, papers.get(4_000_000).name
    ('INVALID', 'VALID', 'VALID')
    """

    def __init__(self, data: bytes = b"") -> None:
        self._data = bytearray(max(data, bytes(SMALLEST // 4), key=len))

    def get(self, place: int) -> Status:
        byte, shift = divmod(place * BITS, 8)
        return Status(self._data[byte] >> shift & 3) if 0 <= byte < len(self._data) else Status.VALID

    def set(self, place: int, status: Status) -> None:
        """Raises KeyFault for a place beyond 64 million."""
        byte, shift = divmod(place * BITS, 8)
        if not 0 <= byte < LARGEST:
            raise KeyFault(f"{place} is no place in a status list")
        if byte >= len(self._data):
            self._data.extend(bytes(max(len(self._data), byte + 1 - len(self._data))))
        self._data[byte] = self._data[byte] & ~(3 << shift) & 0xFF | status << shift

    def data(self) -> bytes:
        """The bare bits, without the zeros at the end."""
        return bytes(self._data).rstrip(b"\0")

    def packed(self) -> str:
        return jws.encode(zlib.compress(bytes(self._data), 9))

    @classmethod
    def unpacked(cls, text: str) -> StatusList:
        """Raises KeyFault for anything else, and before more than 16 MB are unpacked."""
        try:
            opener = zlib.decompressobj()
            data = opener.decompress(jws.decode(text), LARGEST)
        except (ValueError, zlib.error) as error:
            raise KeyFault("the status list is damaged") from error
        if opener.unconsumed_tail or not opener.eof:
            raise KeyFault("the status list is too long or cut off")
        return cls(data)


@dataclass(frozen=True)
class SignedList:
    """A status list as it was published: by whom, when, and until when it is fresh. `kid` is the key that signed it, as hex."""

    issuer_id: str
    made: datetime
    fresh_until: datetime
    papers: StatusList
    kid: str


def publish(papers: StatusList, issuer_id: str, key: Signing, kid: str, now: datetime, fresh: timedelta = FRESH) -> str:
    """The list as a signed token, to be put beside the public page and into the offline page."""
    payload = {
        "sub": f"urn:qingzhuang:status:{issuer_id}",
        "iss": issuer_id,
        "iat": int(now.timestamp()),
        "exp": int((now + fresh).timestamp()),
        "ttl": 86_400,
        "status_list": {"bits": BITS, "lst": papers.packed()},
    }
    return jws.signed(payload, key, KIND, kid)


def opened(token: str, kid: str, point: bytes, suite: str) -> SignedList:
    """The list of a token that this key signed; raises KeyFault."""
    payload: dict[str, Any] = jws.opened(token, point, suite, KIND)
    try:
        listed = payload["status_list"]
        if listed["bits"] != BITS:
            raise KeyFault("the status list has another width")
        made, end = (datetime.fromtimestamp(int(payload[name]), UTC) for name in ("iat", "exp"))
        return SignedList(str(payload["iss"]), made, end, StatusList.unpacked(listed["lst"]), kid)
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise KeyFault("the status list is damaged") from error
