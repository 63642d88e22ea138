"""Whom a checker believes: a file with the public keys of issuers, signed by the root key that was made at the ceremony.

    {"trust": "<JWS of the root>", "status": ["<status list of an issuer>", …]}

It holds no secret and needs no server: it is published, copied to a stick, and built into the page that works offline.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from qingzhuang.seal import jws, status
from qingzhuang.seal.credential import kid_of
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites import Signing, suite_named

KIND = "qingzhuang-trust+jwt"
LARGEST = 16 * 1024 * 1024


class Ended(str, Enum):
    """Why a key ended before its time."""

    SUPERSEDED = "superseded"  # a newer key took its place: what it signed until then stays good
    LOST = "lost"  # destroyed or out of reach, surely in nobody's hands: likewise
    COMPROMISED = "compromised"  # perhaps in other hands: nothing it signed is believed without a timestamp of before


@dataclass(frozen=True)
class TrustedKey:
    """A key of an issuer: it signs from `start` to `end`; what it signed in that time stays good afterwards."""

    suite: str
    point: bytes
    issuer_id: str
    issuer_name: str
    start: date
    end: date
    certificate: bytes = b""  # X.509, DER
    ended_on: date | None = None
    ended_why: Ended | None = None

    @property
    def kid(self) -> bytes:
        return kid_of(suite_named(self.suite), self.point)

    def ended(self, on: date, why: Ended) -> TrustedKey:
        return replace(self, ended_on=on, ended_why=why)


@dataclass(frozen=True)
class Trust:
    """Keys and status lists that a checker holds. `made` is when the root signed this; `root` is the root's point.

    `tsa` are X.509 certificates (DER) of timestamp services whose clocks are believed.
    """

    root: bytes
    root_suite: str
    authority: str
    made: datetime
    keys: tuple[TrustedKey, ...] = ()
    lists: dict[str, status.SignedList] = field(default_factory=dict)
    tsa: tuple[bytes, ...] = ()

    def key(self, kid: bytes) -> TrustedKey | None:
        return next((key for key in self.keys if key.kid == kid), None)

    @property
    def fingerprint(self) -> str:
        """The digest of the root's point, in groups of four, to be compared by eye with the protocol of the ceremony."""
        return fingerprint(self.root_suite, self.root)

    def with_list(self, token: str) -> Trust:
        """The same with a status list, if it is by a key of that issuer and newer than the one at hand. Raises KeyFault."""
        header = jws.parts(token)[0]
        kid = str(header.get("kid"))
        key = next((key for key in self.keys if key.kid.hex() == kid), None)
        if key is None:
            raise KeyFault("the status list is signed by an unknown key")
        found = status.opened(token, kid, key.point, key.suite)
        if (
            found.issuer_id != key.issuer_id
            or not key.start <= found.made.date() <= key.end
            or key.ended_why is Ended.COMPROMISED
        ):
            raise KeyFault("the status list is signed by a key that may not")
        old = self.lists.get(found.issuer_id)
        if old is not None and old.made > found.made:
            return self
        return replace(self, lists={**self.lists, found.issuer_id: found})


def fingerprint(suite: str, point: bytes) -> str:
    text = suite_named(suite).digest(point).hex()
    return " ".join(text[at : at + 4] for at in range(0, 64, 4))


def signed(trust: Trust, root: Signing) -> str:
    """The keys of a trust file as a token of the root (without status lists, which issuers sign themselves)."""
    if root.point != trust.root:
        raise KeyFault("this is not the root key of these issuers")
    payload = {
        "iss": trust.authority,
        "iat": int(trust.made.timestamp()),
        "root": {"suite": trust.root_suite, "point": jws.encode(trust.root)},
        "keys": [_entry(key) for key in trust.keys],
        "tsa": [base64.b64encode(each).decode("ascii") for each in trust.tsa],
    }
    return jws.signed(payload, root, KIND, kid_of(root.suite, root.point).hex())


def bundle(token: str, lists: tuple[str, ...] = ()) -> bytes:
    """A trust file: the root's token and the status lists of issuers."""
    return json.dumps({"trust": token, "status": list(lists)}, indent=1).encode("ascii")


def opened(data: bytes, root: str = "") -> Trust:
    """A trust file, checked; `root` is the fingerprint that it must have, where the checker knows it. Raises KeyFault."""
    if len(data) > LARGEST:
        raise KeyFault("this is no trust file: it is larger than 16 MB")
    try:
        parts: dict[str, Any] = json.loads(data)
        token, lists = str(parts["trust"]), [str(each) for each in parts.get("status", [])]
        payload = jws.parts(token)[1]
        suite, point = str(payload["root"]["suite"]), jws.decode(payload["root"]["point"])
        jws.opened(token, point, suite_named(suite).name, KIND)
        trust = Trust(
            root=point,
            root_suite=suite,
            authority=str(payload["iss"]),
            made=datetime.fromtimestamp(int(payload["iat"]), UTC),
            keys=tuple(_key(entry) for entry in payload["keys"]),
            tsa=tuple(base64.b64decode(each) for each in payload.get("tsa", [])),
        )
    except KeyFault:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError) as error:
        raise KeyFault("this is no trust file, or it is damaged") from error
    if root and "".join(root.split()).lower() != "".join(trust.fingerprint.split()):
        raise KeyFault(f"the trust file is of another root: {trust.fingerprint}")
    for each in lists:
        trust = trust.with_list(each)
    return trust


def _entry(key: TrustedKey) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kid": key.kid.hex(),
        "suite": key.suite,
        "point": jws.encode(key.point),
        "issuer": key.issuer_id,
        "name": key.issuer_name,
        "from": key.start.isoformat(),
        "until": key.end.isoformat(),
        "certificate": base64.b64encode(key.certificate).decode("ascii"),
    }
    if key.ended_on and key.ended_why:
        entry["ended"] = {"on": key.ended_on.isoformat(), "why": key.ended_why.value}
    return entry


def _key(entry: dict[str, Any]) -> TrustedKey:
    ended = entry.get("ended")
    return TrustedKey(
        suite=suite_named(entry["suite"]).name,
        point=jws.decode(entry["point"]),
        issuer_id=str(entry["issuer"]),
        issuer_name=str(entry["name"]),
        start=date.fromisoformat(entry["from"]),
        end=date.fromisoformat(entry["until"]),
        certificate=base64.b64decode(entry["certificate"]),
        ended_on=date.fromisoformat(ended["on"]) if ended else None,
        ended_why=Ended(ended["why"]) if ended else None,
    )
