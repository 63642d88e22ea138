"""What else may take part in a signature: a timestamp service, a token that holds the key, a service for electronic seals."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from qingzhuang.seal.authority import believe
from qingzhuang.seal.key_folder import KeyFolder
from qingzhuang.seal.tests.soft_token import MODULES, PIN, as_another_process, made_token, needs_softhsm
from qingzhuang.seal.tests.timestamp_service import granting, responder, service
from qingzhuang.site.certificates import actions, queries, signing
from qingzhuang.site.certificates.models import Certificate, SigningKey
from qingzhuang.site.kit.errors import Refusal

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def refused(work) -> str:
    with pytest.raises(Refusal) as refusal:
        work()
    return refusal.value.code


# ---------------------------------------------------------------- timestamps
@pytest.fixture
def believed(signing, authority):
    """The committee's key, and a trust file that believes the service."""
    actions.bring_trust(None, token=believe(authority[0], service()[0].dump(), NOON).token())


def test_a_timestamp_service_vouches_for_the_moment(ask, cast, believed, settings):
    plain = actions.issue(cast.alice, application=ask())
    with responder(granting(NOON)) as settings.TIMESTAMPS:
        paper = actions.issue(cast.alice, application=ask(body="school"))
    assert (plain.timestamped, paper.timestamped) == (None, True)
    assert "时间戳" in " ".join(queries.check_file(actions.hand_out(cast.alice, paper=paper)).remarks)


def test_a_service_that_does_not_answer_holds_nobody_up_and_the_page_says_so(ask, cast, believed, settings, client, today):
    calls = []

    def busy(request: bytes) -> tuple[int, bytes]:
        calls.append(request)
        return 503, b"busy"

    with responder(busy) as settings.TIMESTAMPS:
        first, second = (actions.issue(cast.alice, application=ask(body=body)) for body in ("bank", "school"))
        assert (first.timestamped, second.timestamped, len(calls)) == (False, False, 1), "left alone for a minute"
        today(date(2026, 7, 1))
        actions.issue(cast.alice, application=ask(body="hospital"))
    assert len(calls) == 2 and queries.check_file(actions.hand_out(cast.alice, paper=first)).state == "valid"
    client.force_login(cast.alice.person)
    assert "时间戳服务没有应答" in client.get(reverse("certificates:show", args=[first.application_id])).text


# ---------------------------------------------------------------- a key in a token
@pytest.fixture
def in_token(tmp_path, monkeypatch, cast, settings):
    """A ceremony whose key for 临江社区 lies in a token: the key's file and the trust file."""
    token, begun = made_token(tmp_path, monkeypatch), datetime(2026, 1, 2, tzinfo=UTC)
    folder = KeyFolder(tmp_path / "keys")
    monkeypatch.setattr("qingzhuang.seal.locks._key", lambda _passphrase, salt: (salt * 2)[:32])  # the tests of locks pay for it
    folder.ceremony("轻装区", "four words of mine", begun)
    path = folder.add_issuer(cast.community.code, "临江社区居民委员会", "four words of mine", "", begun, token=token)
    (tmp_path / "pin").write_text(f"{PIN}\n")
    settings.TOKEN_MODULE, settings.TOKEN_PIN = MODULES[0], tmp_path / "pin"
    return path.read_bytes(), folder.bundle()


def bring(files) -> str:
    return actions.bring_locked_key(None, locked=files[0], passphrase="", trust=files[1])


@needs_softhsm
def test_a_key_that_never_leaves_its_token_signs_papers(in_token, ask, cast):
    assert bring(in_token) == "临江社区居民委员会"
    paper = actions.issue(cast.alice, application=ask())
    assert queries.check_file(actions.hand_out(cast.alice, paper=paper)).state == "valid"
    assert PIN.encode() not in bytes(SigningKey.objects.get().packed) and signing.trust_file(NOON).count(b"ey") > 1


@needs_softhsm
def test_a_token_that_does_not_answer_keeps_the_number_and_the_list(in_token, ask, cast, settings, monkeypatch):
    bring(in_token)
    made = ask()

    def unplugged(_key, _message):
        raise signing.TokenSilent("unplugged")

    monkeypatch.setattr("qingzhuang.seal.suites.hardware.TokenKey.sign", unplugged)
    assert refused(lambda: actions.issue(cast.alice, application=made)) == "certificates.no_token"
    assert Certificate.objects.get().sha256 == "" and b"status" in signing.trust_file(NOON)
    monkeypatch.undo()
    assert actions.issue(cast.alice, application=made).serial == 1


@needs_softhsm
def test_refuses_a_token_without_its_driver_or_with_another_pin(in_token, settings):
    as_another_process()
    settings.TOKEN_PIN.write_text("000000")
    assert refused(lambda: bring(in_token)) == "certificates.no_token"
    settings.TOKEN_MODULE = ""
    assert refused(lambda: bring(in_token)) == "certificates.no_token"
    assert not SigningKey.objects.exists()


# ---------------------------------------------------------------- a seal service
def sealing(page: bytes, certificate) -> bytes:
    """A double of a seal service: an incremental update that names whose seal it is."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(page)), io.BytesIO()
    writer.root["/SealedFor"] = pdf_string(certificate.issuer.id)
    writer.update_root()
    writer.write(out)
    return out.getvalue()


def broken(_page: bytes, _certificate) -> bytes:
    raise TimeoutError("no answer")


def test_a_seal_service_seals_before_the_committee_signs(ask, cast, signing, settings):
    settings.SEAL_SERVICE = f"{__name__}.sealing"
    pdf = actions.hand_out(cast.alice, paper=actions.issue(cast.alice, application=ask()))
    assert f"/SealedFor ({cast.community.code})".encode() in pdf and queries.check_file(pdf).state == "valid"


def test_without_its_seal_the_paper_is_not_signed_and_keeps_its_number(ask, cast, signing, settings):
    made = ask()
    settings.SEAL_SERVICE = f"{__name__}.broken"
    assert refused(lambda: actions.issue(cast.alice, application=made)) == "certificates.no_seal"
    assert Certificate.objects.get().sha256 == ""
    settings.SEAL_SERVICE = f"{__name__}.sealing"
    assert actions.issue(cast.alice, application=made).serial == 1
