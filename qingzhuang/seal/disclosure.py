"""One fact instead of a whole paper: 'is over 60', 'lives in this community' (SD-JWT, RFC 9901, without key binding).

The issuer signs digests of facts; the holder passes on the statement with those facts alone that were asked for. Whoever checks
learns nothing else, not even how many other facts there are, for digests of nothing are mixed in.

    statement = issue({"age_over_60": True, "lives_in": "420102001001"}, key, "resident", day, until)
    shown = present(statement, ["age_over_60"])
    check(shown, trust, now).facts        # {"age_over_60": True}

Whoever has a statement can show it, like a paper: give it a short time, and one for each use where the body asked could compare.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from qingzhuang.seal import jws
from qingzhuang.seal.certificate import STATUS_FREE
from qingzhuang.seal.credential import Claims
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.pdf_sign import IssuerKey
from qingzhuang.seal.suites import Suite, suite_named
from qingzhuang.seal.trust import Trust
from qingzhuang.seal.verdict import Code, Verdict
from qingzhuang.seal.verify import CHINA, verdict_of_days

KIND = "dc+sd-jwt"
SALT = 16  # bytes, as RFC 9901 recommends
LARGEST = 64 * 1024
MOST_FACTS = 64
OWN = {"iss", "iat", "exp", "vct", "status", "_sd", "_sd_alg", "..."}  # names that no fact may have
HASH_NAMES = {"P-256": "sha-256", "SM2": "sm3"}


@dataclass(frozen=True)
class Disclosed:
    """What came of checking: the verdict as of a paper, and the facts that were shown (none unless it is valid)."""

    verdict: Verdict
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return self.verdict.valid


def issue(
    facts: Mapping[str, Any],
    issuer_key: IssuerKey,
    kind: str,
    issued: date,
    until: date | None = None,
    status_index: int = STATUS_FREE,
) -> str:
    """A statement of facts, each of which can be shown alone. Facts are JSON values. Raises ValueError for a name that is taken."""
    if not facts or len(facts) > MOST_FACTS or OWN & set(facts):
        raise ValueError(f"a statement has 1 to {MOST_FACTS} facts, and none is called {', '.join(sorted(OWN))}")
    suite = issuer_key.key.suite
    disclosures = [_disclosure(name, value) for name, value in facts.items()]
    nothing = [jws.encode(os.urandom(suite_size(suite))) for _ in range(2 + secrets.randbelow(4))]
    payload: dict[str, Any] = {
        "iss": issuer_key.issuer_id,
        "vct": kind,
        "iat": _seconds(issued),
        "_sd": sorted([*(_digest(each, suite) for each in disclosures), *nothing]),
        "_sd_alg": HASH_NAMES[suite.name],
    }
    if until is not None:
        payload["exp"] = _seconds(until + timedelta(days=1)) - 1
    if status_index != STATUS_FREE:
        uri = f"urn:qingzhuang:status:{issuer_key.issuer_id}"
        payload["status"] = {"status_list": {"idx": status_index, "uri": uri}}
    return "~".join((jws.signed(payload, issuer_key.key, KIND, issuer_key.kid.hex()), *disclosures, ""))


def present(statement: str, names: Iterable[str]) -> str:
    """The statement with the facts of these names only. Raises KeyFault for a name that it does not have."""
    token, *disclosures, end = statement.split("~")
    wanted = set(names)
    known = {_opened(each)[0]: each for each in disclosures}
    if end or wanted - set(known):
        raise KeyFault(f"the statement has no fact called {', '.join(sorted(wanted - set(known)))}")
    return "~".join((token, *(each for name, each in known.items() if name in wanted), ""))


def check(shown: str, trust: Trust, now: datetime) -> Disclosed:
    """The facts shown, checked without a network. Never raises for what it is given."""
    if len(shown) > LARGEST:
        return Disclosed(Verdict(Code.TOO_LARGE, what="64 KB"))
    try:
        token, *disclosures, end = shown.strip().split("~")
        header, payload, signed, signature = jws.parts(token)
        kid = bytes.fromhex(str(header["kid"]))
        if end or header.get("typ") != KIND or len(disclosures) > MOST_FACTS:
            return Disclosed(Verdict(Code.NOT_A_CODE))
        key = trust.key(kid)
        if key is None:
            return Disclosed(Verdict(Code.UNKNOWN_ISSUER))
        suite = suite_named(key.suite)
        if header.get("alg") != suite.algorithm or not suite.verify(key.point, signed, signature):
            return Disclosed(Verdict(Code.ALTERED))
        claims = _claims(kid, payload)
        found = Verdict(Code.VALID, claims, key.issuer_name, suite=key.suite)
        if claims.issuer_id != key.issuer_id:
            return Disclosed(Verdict(Code.WRONG_ISSUER, what=key.issuer_name))
        facts = _facts(disclosures, payload, suite)
        if facts is None:
            return Disclosed(Verdict(Code.ALTERED))
        verdict = verdict_of_days(found, claims, key, trust, now)
        return Disclosed(verdict, facts if verdict.valid else {})
    except (KeyFault, KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError):
        return Disclosed(Verdict(Code.NOT_A_CODE))


def suite_size(suite: Suite) -> int:
    return len(suite.digest(b""))


def _disclosure(name: str, value: Any) -> str:
    return jws.encode(json.dumps([jws.encode(os.urandom(SALT)), name, value], ensure_ascii=False).encode())


def _opened(disclosure: str) -> tuple[str, Any]:
    """Name and value of a disclosure; raises ValueError."""
    parts = json.loads(jws.decode(disclosure))
    if not isinstance(parts, list) or len(parts) != 3 or not isinstance(parts[1], str) or parts[1] in OWN:
        raise ValueError("this is no disclosure")
    return parts[1], parts[2]


def _digest(disclosure: str, suite: Suite) -> str:
    return jws.encode(suite.digest(disclosure.encode("ascii")))


def _facts(disclosures: list[str], payload: dict[str, Any], suite: Suite) -> dict[str, Any] | None:
    """The facts whose digests the issuer signed; None where one was not signed, or is shown twice."""
    signed = payload["_sd"]
    if payload["_sd_alg"] != HASH_NAMES[suite.name] or not isinstance(signed, list) or len(set(signed)) != len(signed):
        return None
    facts: dict[str, Any] = {}
    for each in disclosures:
        name, value = _opened(each)
        if name in facts or _digest(each, suite) not in signed:
            return None
        facts[name] = value
    return facts


def _claims(kid: bytes, payload: dict[str, Any]) -> Claims:
    issued = datetime.fromtimestamp(int(payload["iat"]), CHINA).date()
    until = datetime.fromtimestamp(int(payload["exp"]), CHINA).date() if "exp" in payload else None
    place = int(payload["status"]["status_list"]["idx"]) if "status" in payload else STATUS_FREE
    return Claims(kid, b"", issued, until, str(payload["iss"]), "", str(payload["vct"]), "", "", False, place)


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), CHINA).timestamp())
