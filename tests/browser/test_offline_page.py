"""The page that checks certificates: one file, no network, a PDF or a picture or the camera; the same verdicts as the command."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pypdfium2
import pytest

from qingzhuang.seal import credential, offline
from qingzhuang.seal.authority import Authority, add_issuer, ceremony, end, rotate
from qingzhuang.seal.paper import issue
from qingzhuang.seal.pdf_sign import sign_pdf
from qingzhuang.seal.status import Status, StatusList, publish
from qingzhuang.seal.tests.district import ADDRESS, LATER, NOW, OURS, RESIDENCE, district, residence
from qingzhuang.seal.tests.timestamp_service import stamper
from qingzhuang.seal.trust import Ended, bundle, opened
from qingzhuang.seal.typeset import render
from qingzhuang.seal.verify import verify
from tests.browser.conftest import ARGUMENTS, AXE, CHROMIUM, PHONE

pytestmark = [
    pytest.mark.xdist_group("certificates"),
    pytest.mark.skipif(not offline.can_be_built(), reason="no browser libraries: make setup, with a network"),
]
MIDDLE = datetime(2026, 12, 1, 9, tzinfo=UTC)


def trust_file(suite: str, authority: Authority | None = None) -> bytes:
    papers = StatusList()
    papers.set(5, Status.INVALID)
    papers.set(6, Status.USED)
    key = district(suite).key
    return bundle((authority or district(suite).authority).token(), (publish(papers, OURS.id, key.key, key.kid.hex(), NOW),))


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    """No site stands behind this page."""


@pytest.fixture
def open_page(browser: Any, tmp_path: Any) -> Any:
    contexts = []

    def opened_with(data: bytes, now: datetime = MIDDLE) -> Any:
        path = tmp_path / "verify.html"
        path.write_text(offline.page(data), encoding="utf-8")
        context = browser.new_context(offline=True, viewport=PHONE, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
        page.on("request", lambda request: request.url.startswith(("file:", "blob:")) or page.faults.append(request.url))
        page.clock.set_fixed_time(now)
        page.goto(path.as_uri())
        return page

    yield opened_with
    for context in contexts:
        context.close()


def papers(suite: str) -> dict[str, tuple[bytes | str, datetime]]:
    own, pdf = district(suite), residence(suite).pdf
    at = pdf.index(b"stream\n", 3_000) + 40
    stranger, _ = add_issuer(ceremony("别处", NOW, suite), OURS.id, OURS.name, NOW)

    def code(**changes: Any) -> str:
        return credential.issue(replace(RESIDENCE, **changes), own.key.key, ADDRESS)

    return {
        "valid": (pdf, MIDDLE),
        "code": (residence(suite).code, MIDDLE),
        "without an address": (credential.issue(RESIDENCE, own.key.key), MIDDLE),
        "changed": (pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :], MIDDLE),
        "appended": (pdf + b"\n%%EOF\n", MIDDLE),
        "unknown": (issue(RESIDENCE, stranger).pdf, MIDDLE),
        "wrong issuer": (sign_pdf(render(RESIDENCE, residence(suite).code), own.their_key), MIDDLE),
        "wrong issuer of a code": (credential.issue(RESIDENCE, own.their_key.key), MIDDLE),
        "expired": (pdf, datetime(2027, 3, 2, tzinfo=UTC)),
        "last day": (pdf, datetime(2027, 2, 28, 12, tzinfo=UTC)),
        "old list": (pdf, MIDDLE + timedelta(days=60)),
        "clock": (pdf, datetime(2025, 1, 1, tzinfo=UTC)),
        "revoked": (code(status_index=5), MIDDLE),
        "used": (code(status_index=6, one_time=True), MIDDLE),
        "not listed": (code(status_index=0xFFFFFFFF), MIDDLE),
        "key expired": (code(issued=datetime(2031, 1, 1).date(), valid_until=None), datetime(2031, 2, 1, tzinfo=UTC)),
        "cut off": (pdf[:-300], MIDDLE),
        "locked": (b"%PDF-1.7\n<</Encrypt 1 0 R>>\n%%EOF", MIDDLE),
        "no pdf": (b"PK\x03\x04\0", MIDDLE),
        "no code": ("hello", MIDDLE),
        "half a code": (residence(suite).code[:-3], MIDDLE),
        "too long": ("A" * 5_000_000, MIDDLE),
        "changed code": (residence(suite).code[:80] + "AAAAAA" + residence(suite).code[86:], MIDDLE),
    }


JUDGE = """async ([kind, data, now]) => {
  const moment = new Date(now);
  const found = kind === "pdf" ? await Verify.pdf(Bytes.base64(data), moment) : await Verify.text(data, moment);
  return [found.code, (found.notes || []).join(), found.what || "", found.claims ? found.claims.number + found.claims.digest : ""];
}"""


def judged(page: Any, paper: bytes | str, now: datetime) -> list[str]:
    import base64

    pdf = isinstance(paper, bytes)
    data = base64.b64encode(paper).decode() if isinstance(paper, bytes) else paper
    return page.evaluate(JUDGE, ["pdf" if pdf else "text", data, now.isoformat()])


@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_comes_to_the_same_verdicts_as_the_command(open_page, suite):
    data = trust_file(suite)
    page, trust = open_page(data), opened(data)
    for name, (paper, now) in papers(suite).items():
        found = verify(paper, trust, now)
        claims = found.claims.number + found.claims.digest.hex() if found.claims else ""
        assert judged(page, paper, now) == [found.code.value, ",".join(found.notes), found.what, claims], name
    assert not page.faults


@pytest.mark.parametrize("why", list(Ended))
def test_knows_keys_that_ended(open_page, why):
    authority = end(district().authority, district().key.kid, LATER.date(), why, LATER)
    data = trust_file("P-256", authority) if why is not Ended.COMPROMISED else bundle(authority.token())
    page, trust = open_page(data), opened(data)
    late = credential.issue(replace(RESIDENCE, issued=LATER.date() + timedelta(days=2)), district().key.key)
    for paper in (residence().pdf, late):
        now = LATER + timedelta(days=5)
        assert judged(page, paper, now)[0] == verify(paper, trust, now).code.value


def test_knows_a_borrowed_code_and_a_letter_without_one(open_page):
    stolen, day = district().key, LATER.date() + timedelta(days=1)
    new, authority = rotate(district().authority, OURS.id, LATER)
    data = bundle(end(authority, stolen.kid, LATER.date(), Ended.COMPROMISED, LATER).token())
    page, trust, now = open_page(data), opened(data), LATER + timedelta(days=2)
    genuine = issue(replace(RESIDENCE, issued=day), new, ADDRESS)
    forged = sign_pdf(render(replace(RESIDENCE, title="收入证明", issued=day), genuine.code), stolen)
    letters = [sign_pdf(render(RESIDENCE, "no code"), key) for key in (stolen, new)]
    for paper, code in zip((genuine.pdf, forged, *letters), ("valid", "copied_code", "revoked_key", "no_code"), strict=True):
        assert judged(page, paper, now)[0] == verify(paper, trust, now).code.value == code


def test_a_dropped_pdf_is_valid_with_the_network_off_and_a_changed_one_is_not(open_page):
    page = open_page(trust_file("P-256"))
    drop(page, "证明.pdf", "application/pdf", residence().pdf)
    page.wait_for_selector("#verdict.good")
    said = page.inner_text("#verdict")
    assert "真实有效" in said and RESIDENCE.number in said and "*三" in said and "张三" not in said
    drop(page, "证明.pdf", "application/pdf", residence().pdf.replace(b"/Count 1", b"/Count 2", 1))
    page.wait_for_selector("#verdict.bad")
    page.select_option("#language", "en")
    assert "changed after it was issued" in page.inner_text("#verdict")
    assert not page.faults


@pytest.mark.parametrize(
    ("stolen", "kind", "said"), [(False, "good", "不读时间戳"), (True, "bad", "可能仍然有效")], ids=["a good key", "a stolen key"]
)
def test_of_a_timestamp_it_says_that_it_reads_none(open_page, stolen, kind, said):
    key = district().key
    paper = issue(RESIDENCE, replace(key, timestamps=stamper(NOW))).pdf
    authority = end(district().authority, key.kid, LATER.date(), Ended.COMPROMISED, LATER) if stolen else None
    page = open_page(bundle(authority.token()) if authority else trust_file("P-256"), LATER + timedelta(days=2))
    drop(page, "证明.pdf", "application/pdf", paper)
    page.wait_for_selector(f"#verdict.{kind}")
    assert said in page.inner_text("#notes") and not page.faults


def test_a_picture_of_the_paper_is_read(open_page):
    page = open_page(trust_file("P-256"))
    drop(page, "photo.png", "image/png", png(drawn(2.0)))
    page.wait_for_selector("#verdict.good")
    assert "逐项比对" in page.inner_text("#verdict") and OURS.name in page.inner_text("#verdict")
    drop(page, "blank.png", "image/png", png(np.full((200, 200), 255, np.uint8)))
    page.wait_for_selector("#verdict.unsure")
    assert "没有找到二维码" in page.inner_text("#verdict") and not page.faults


def test_the_library_reads_the_code_where_the_browser_cannot(open_page):
    page = open_page(trust_file("P-256"))
    page.evaluate("delete window.BarcodeDetector")
    drop(page, "photo.png", "image/png", png(drawn(2.0)))
    page.wait_for_selector("#verdict.good")


def test_has_nothing_for_axe_to_complain_of(open_page):
    if not AXE.exists():
        pytest.skip("axe is not here: make setup-test with a network")
    page = open_page(trust_file("P-256"))
    page.fill("#text", residence().code)
    page.click("#check")
    page.wait_for_selector("#verdict.good")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_the_camera_reads_the_paper_with_the_network_off(browser, tmp_path):
    """A browser of its own, whose camera sees the drawn page."""
    (tmp_path / "paper.y4m").write_bytes(film(drawn(3.0)))
    (tmp_path / "verify.html").write_text(offline.page(trust_file("P-256")), encoding="utf-8")
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    camera.append(f"--use-file-for-fake-video-capture={tmp_path / 'paper.y4m'}")
    seeing = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *camera])
    try:
        page = seeing.new_context(offline=True, viewport=PHONE, locale="zh-CN").new_page()
        page.clock.set_fixed_time(MIDDLE)
        page.goto((tmp_path / "verify.html").as_uri())
        page.click("#camera")
        page.wait_for_selector("#verdict.good", timeout=15_000)
        assert RESIDENCE.number in page.inner_text("#verdict") and page.locator("#view").is_hidden()
    finally:
        seeing.close()


# ---------------------------------------------------------------- pictures
def drawn(scale: float) -> np.ndarray:
    document = pypdfium2.PdfDocument(residence().pdf)
    return np.ascontiguousarray(np.squeeze(document[0].render(scale=scale, grayscale=True).to_numpy()))


def png(grey: np.ndarray) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width = grey.shape
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def film(grey: np.ndarray) -> bytes:
    """A film of one picture, the lower part of the page, as the fake camera takes it."""
    part = grey[-720:, -960:]
    height, width = part.shape
    colours = bytes([128]) * (width // 2 * (height // 2) * 2)
    out = io.BytesIO()
    out.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420mpeg2\n".encode())
    for _ in range(3):
        out.write(b"FRAME\n" + part.tobytes() + colours)
    return out.getvalue()


def drop(page: Any, name: str, kind: str, data: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": data})
