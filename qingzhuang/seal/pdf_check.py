"""The signature of a PDF, checked strictly: it must cover every byte of the file but itself.

A paper of ours is signed once, as a whole. So nothing of the file's structure needs to be understood or believed: whatever byte
range leads to a signature, the bytes it covers are those that the issuer signed, and the hole holds hex signs only. That takes
a millisecond and cannot be led astray by what an incremental update shows or hides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from asn1crypto import cms

from qingzhuang.seal import x509
from qingzhuang.seal.suites import suite_named
from qingzhuang.seal.trust import Trust, TrustedKey

RANGE = re.compile(rb"/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,64}\]")
HEX = re.compile(rb"<[0-9A-Fa-f]*>")
LARGEST_HOLE = 256 * 1024
TRIED = 8  # signatures in one file
LOOKED_AT = 64  # byte ranges: a hostile file may hold a million of them


@dataclass(frozen=True)
class Seal:
    """One signature found in a file. `whole`: it covers the file to its end. `end`: where what it covers ends."""

    covered: bytes
    cms: bytes
    end: int
    whole: bool


@dataclass(frozen=True)
class Checked:
    """What came of a signature: the trusted key that made it, or why not.

    `key` is None where no trusted key matches (`claimed` is the name in the signature's own certificate). `holds` says whether
    signature and digest fit the bytes. `signature` is the bare value, which a timestamp is about; `tokens` are such timestamps.
    """

    key: TrustedKey | None
    claimed: str
    holds: bool
    signature: bytes = b""
    tokens: tuple[bytes, ...] = ()


def seals(data: bytes) -> list[Seal]:
    """The signatures of a file whose byte ranges make sense, widest first."""
    found = []
    for match in islice(RANGE.finditer(data), LOOKED_AT):
        start, a, b, c = (int(each) for each in match.groups())
        end = b + c
        if start != 0 or not a < b <= end <= len(data) or b - a > LARGEST_HOLE or not HEX.fullmatch(data, a, b):
            continue
        contents = data[a + 1 : b - 1]
        if len(contents) % 2 == 0:
            found.append(Seal(data[:a] + data[b:end], bytes.fromhex(contents.decode("ascii")), end, end == len(data)))
        if len(found) == TRIED:
            break
    return sorted(found, key=lambda seal: -seal.end)


def reaches_beyond(data: bytes) -> bool:
    """Whether a byte range ends after the file does: its end was cut off."""
    return any(int(each[3]) + int(each[4]) > len(data) for each in islice(RANGE.finditer(data), LOOKED_AT))


def check(seal: Seal, trust: Trust) -> Checked:
    """A signature against the keys of a trust file; raises ValueError where it is no signature of the kind we make."""
    signed = _signed_data(seal.cms)
    (signer,) = signed["signer_infos"]
    points, claimed = _certificates(signed)
    key = next((each for each in trust.keys if each.point in points), None)
    if key is None:
        return Checked(None, claimed, False)
    suite = suite_named(key.suite)
    attributes = signer["signed_attrs"]
    told = [value for each in attributes if each["type"].native == "message_digest" for value in each["values"].native]
    signature = bytes(signer["signature"].native)
    holds = (
        signer["digest_algorithm"]["algorithm"].dotted == suite.oids.digest
        and told == [suite.digest(seal.covered)]
        and suite.verify(key.point, attributes.untag().dump(), _raw(signature))
    )
    return Checked(key, claimed, holds, signature, _tokens(signer))


def _signed_data(data: bytes) -> Any:
    try:
        content = cms.ContentInfo.load(data)  # what follows is the padding of the hole
        if content["content_type"].native != "signed_data":
            raise ValueError("another content type")
        signed = content["content"]
        if len(signed["signer_infos"]) != 1 or signed["encap_content_info"]["content"].native is not None:
            raise ValueError("not one detached signature")
        return signed
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no signature can be read: {error}") from error


def _certificates(signed: Any) -> tuple[set[bytes], str]:
    """The points of the keys named in a signature, and the name that its first certificate claims."""
    points, claimed = set(), ""
    try:
        for each in signed["certificates"] or ():
            certificate = each.chosen
            points.add(bytes(certificate.public_key["public_key"].native))
            claimed = claimed or str(certificate.subject.native.get("common_name", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass  # a key of a kind we do not know: then it is unknown
    return points, claimed


def _tokens(signer: Any) -> tuple[bytes, ...]:
    unsigned = signer["unsigned_attrs"]
    if unsigned.native is None:
        return ()
    return tuple(
        value.dump() for each in unsigned if each["type"].native == "signature_time_stamp_token" for value in each["values"]
    )


def _raw(signature: bytes) -> bytes:
    try:
        return x509.raw(signature)
    except (ValueError, TypeError, OverflowError):
        return b""
