"""A timestamp vouches for the day of a signature: then even a stolen key does not take the paper with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

import pytest
from asn1crypto import tsp

from qingzhuang.seal import KeyFault, NoTimestamp
from qingzhuang.seal.authority import Authority, believe, end
from qingzhuang.seal.paper import issue
from qingzhuang.seal.tests.district import LATER, NOW, RESIDENCE, district
from qingzhuang.seal.tests.timestamp_service import granting, responder, service, stamper
from qingzhuang.seal.trust import Ended, bundle, opened
from qingzhuang.seal.verdict import Code, Note
from qingzhuang.seal.verify import verify

pytestmark = pytest.mark.xdist_group("certificates")


@lru_cache
def stamped(moment: datetime = NOW) -> bytes:
    return issue(RESIDENCE, replace(district().key, timestamps=stamper(moment))).pdf


def believing() -> Authority:
    return believe(district().authority, service()[0].dump(), NOW)


def test_a_timestamp_is_told():
    found = verify(stamped(), opened(bundle(believing().token())), NOW)
    assert found.code is Code.VALID and Note.TIMESTAMP in found.notes
    assert Note.TIMESTAMP not in verify(stamped(), district().trust(), NOW).notes, "nobody believes this service"


@pytest.mark.parametrize(("moment", "code"), [(NOW, Code.VALID), (LATER + timedelta(days=2), Code.REVOKED_KEY)])
def test_a_stolen_key_is_believed_for_what_a_timestamp_of_before_vouches_for(moment, code):
    stolen = end(believing(), district().key.kid, LATER.date(), Ended.COMPROMISED, LATER)
    assert verify(stamped(moment), opened(bundle(stolen.token())), LATER + timedelta(days=9)).code is code


def test_a_token_of_another_signature_vouches_for_nothing():
    from qingzhuang.seal import pdf_check
    from qingzhuang.seal.timestamps import vouched

    trust = opened(bundle(believing().token()))
    (seal,) = pdf_check.seals(stamped())
    result = pdf_check.check(seal, trust)
    assert vouched(result.tokens, result.signature, trust.tsa) == NOW
    assert vouched(result.tokens, b"another", trust.tsa) is None
    (token,) = result.tokens
    for at in range(40, len(token), 97):
        assert vouched((token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :],), result.signature, trust.tsa) in (None, NOW)


def test_refuses_what_is_no_certificate_of_a_service():
    with pytest.raises(KeyFault, match="timestamp"):
        believe(district().authority, b"nothing", NOW)


@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_a_service_is_asked_over_the_network_in_both_suites(suite):
    believed = believe(district(suite).authority, service()[0].dump(), NOW)
    with responder(granting(NOW)) as address:
        paper = issue(RESIDENCE, replace(district(suite).key, timestamps=address))
    assert paper.timestamped and Note.TIMESTAMP in verify(paper.pdf, opened(bundle(believed.token())), NOW).notes


def test_refuses_a_service_that_is_away_fails_lies_or_talks_nonsense():
    def of_something_else(request: bytes) -> tuple[int, bytes]:
        asked = tsp.TimeStampReq.load(request)
        asked["message_imprint"]["hashed_message"] = b"x" * 32
        return granting(NOW)(asked.dump(force=True))

    away = "http://127.0.0.1:1/"
    with pytest.raises(NoTimestamp):
        issue(RESIDENCE, replace(district().key, timestamps=away))
    for answer in (lambda _request: (503, b"busy"), lambda _request: (200, b"\x30\x03\x02\x01\x05"), of_something_else):
        with responder(answer) as address, pytest.raises(NoTimestamp):
            issue(RESIDENCE, replace(district().key, timestamps=address))
