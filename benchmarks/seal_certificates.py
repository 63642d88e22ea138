"""Certificates: set, signed, checked, against WeasyPrint and pyHanko that make and sign the same page.

Both put the same texts and the same code on the page and sign it as PAdES B-B with the same key, in turns, in processor time of
one process that is warm; the median of the rounds counts. A batch is a thousand papers with a thousand names, one after the other.
"""

from __future__ import annotations

import gc
import io
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import weasyprint
from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from benchmarks.bars import Bar
from qingzhuang.seal.authority import add_issuer, ceremony
from qingzhuang.seal.certificate import Certificate, Holder, Issuer
from qingzhuang.seal.key_file import pkcs8
from qingzhuang.seal.paper import Paper, issue
from qingzhuang.seal.pdf_sign import IssuerKey, sign_pdf
from qingzhuang.seal.trust import Trust, bundle, opened
from qingzhuang.seal.typeset import qr_svg, render
from qingzhuang.seal.verify import verify

ROUNDS, BATCH = 41, 1_000
START, NOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
ISSUER = Issuer("420102001001", "江岸区花桥街道样板社区居民委员会")
ADDRESS = "https://zm.example.cn/v/"
CERTIFICATE = Certificate(
    kind="residence",
    number="样板社证〔2026〕12号",
    title="居住证明",
    issuer=ISSUER,
    holder=Holder("张三", "4201**********1234"),
    body=("兹证明张三（身份证号 420102195001011234）现居住在样板路12号3栋1单元501室，系本社区常住居民。", "特此证明。"),
    issued=date(2026, 11, 29),
    fields=(("姓名", "张三"), ("住址", "样板路12号3栋1单元501室")),
    valid_until=date(2027, 2, 28),
    purpose="办理子女入学",
    recipient="样板小学",
    status_index=77,
)
STYLE = """@page { size: A4; margin: 25mm 26mm 20mm 28mm }
body { font: 16pt/1.8 "Noto Serif CJK SC" } .issuer { color: #c8102e; font-size: 26pt; text-align: center; border-bottom: 2pt solid }
h1 { font-size: 22pt; text-align: center } table { border-collapse: collapse; width: 100%; font-size: 13pt } td { border: 0.5pt solid }
.end { text-align: right } svg { width: 34mm; height: 34mm }"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of processor time for each step; the batch in seconds and in MB that memory grew."""

    render: float
    sign: float
    issue: float
    issue_sm2: float
    verify: float
    verify_sm2: float
    verify_code: float
    theirs: float
    their_page: float
    their_verify: float
    size: int
    their_size: int
    batch: float
    grown: float


def measure() -> Measured:
    key, trust = _key("P-256")
    key2, trust2 = _key("SM2")
    theirs = _Theirs(key)
    paper, other = issue(CERTIFICATE, key, ADDRESS), issue(CERTIFICATE, key2, ADDRESS)
    their_paper = theirs.issue(paper.code)
    page = render(CERTIFICATE, paper.code)
    steps: list[Callable[[], object]] = [
        lambda: render(CERTIFICATE, paper.code),
        lambda: sign_pdf(page, key),
        lambda: issue(CERTIFICATE, key, ADDRESS),
        lambda: issue(CERTIFICATE, key2, ADDRESS),
        lambda: verify(paper.pdf, trust, NOW),
        lambda: verify(other.pdf, trust2, NOW),
        lambda: verify(paper.code, trust, NOW),
        lambda: theirs.issue(paper.code),
        lambda: theirs.page(paper.code),
        lambda: theirs.verify(their_paper),
    ]
    assert verify(paper.pdf, trust, NOW).valid and verify(other.pdf, trust2, NOW).valid
    medians = _medians(steps)
    return Measured(*medians, len(paper.pdf), len(their_paper), *_batch(key, trust))


def page(measured: Measured) -> str:
    m = measured
    return "\n".join(
        (
            f"A signed certificate, warm: {m.issue:.1f} ms ({1000 / m.issue:.0f} a second on one core): the page {m.render:.1f} ms, the "
            f"signature {m.sign:.1f} ms; {m.size / 1024:.0f} KB. With SM2: {m.issue_sm2:.1f} ms.",
            f"The same page by WeasyPrint, signed by pyHanko as its documentation shows: {m.theirs:.0f} ms (the page {m.their_page:.0f} ms), "
            f"{m.theirs / m.issue:.1f} × as long; {m.their_size / 1024:.0f} KB.",
            f"Checking a PDF: {m.verify:.2f} ms (SM2 {m.verify_sm2:.2f} ms), a code {m.verify_code:.2f} ms; pyHanko's validation of its own file "
            f"{m.their_verify:.1f} ms.",
            f"A batch of {BATCH:,} with {BATCH:,} names: {m.batch:.1f} s, memory grew by {m.grown:.0f} MB.",
        )
    )


def bars(measured: Measured) -> list[Bar]:
    return [
        Bar("a signed certificate, warm", measured.issue, "ms", most=40),
        Bar("checking a certificate", measured.verify, "ms", most=50),
        Bar(f"memory grown by a batch of {BATCH:,} certificates", measured.grown, "MB", most=150),
        Bar("WeasyPrint and pyHanko for the same certificate", measured.theirs / measured.issue, "×", least=2),
    ]


def _key(suite: str) -> tuple[IssuerKey, Trust]:
    key, authority = add_issuer(ceremony("样板区", START, suite), ISSUER.id, ISSUER.name, START)
    return key, opened(bundle(authority.token()))


def _medians(steps: list[Callable[[], object]]) -> list[float]:
    """Each step in turn, so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in steps]
    for _ in range(ROUNDS):
        for number, step in enumerate(steps):
            started = time.process_time()
            step()
            taken[number].append(1000 * (time.process_time() - started))
    return [statistics.median(each[1:]) for each in taken]


def _batch(key: IssuerKey, trust: Trust) -> tuple[float, float]:
    """Seconds for all, and by how many MB memory grew from the hundredth on."""
    before = 0.0
    started = time.process_time()
    for number in range(BATCH):
        name = f"{'张李王赵刘陈杨黄'[number % 8]}{chr(0x4E00 + number)}"
        changes: dict[str, Any] = {"number": f"样板社证〔2026〕{number}号", "holder": Holder(name), "status_index": number}
        made: Paper = issue(
            replace(CERTIFICATE, fields=(("姓名", name),), body=(f"兹证明{name}系本社区居民。",), **changes), key, ADDRESS
        )
        if number % 100 == 0:
            assert verify(made.pdf, trust, NOW).valid
        if number == 100:
            gc.collect()
            before = _memory()
    taken = time.process_time() - started
    gc.collect()
    return taken, max(0.0, _memory() - before)


def _memory() -> float:
    """MB that this process holds."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


class _Theirs:
    """WeasyPrint and pyHanko's SimpleSigner, with fonts and keys loaded once."""

    def __init__(self, key: IssuerKey) -> None:
        store = SimpleCertificateStore()
        own = x509.Certificate.load(key.certificate)
        store.register(own)
        self.root = x509.Certificate.load(key.chain[0])
        self.signer = signers.SimpleSigner(own, keys.PrivateKeyInfo.load(pkcs8(key.key)), store)
        self.fonts = weasyprint.text.fonts.FontConfiguration()
        self.style = weasyprint.CSS(string=STYLE, font_config=self.fonts)

    def page(self, code: str) -> bytes:
        c = CERTIFICATE
        rows = "".join(f"<tr><td>{escape(label)}<td>{escape(value)}" for label, value in c.fields)
        body = "".join(f"<p>{escape(text)}" for text in c.body)
        svg = qr_svg(code).split("?>", 1)[1].split(">", 1)[1]
        html = (
            f"<html lang=zh-Hans><title>{c.title}</title><div class=issuer>{c.issuer.name}</div><div class=end>编号：{c.number}</div>"
            f"<h1>{c.title}</h1><p>{c.recipient}：{body}<table>{rows}</table><p>用途：{c.purpose}<p>有效期至：2027年2月28日"
            f"<p class=end>{c.issuer.name}<br>2026年11月29日{svg}"
        )
        made = weasyprint.HTML(string=html).write_pdf(font_config=self.fonts, stylesheets=[self.style], pdf_variant="pdf/a-2b")
        return bytes(made)

    def issue(self, code: str) -> bytes:
        meta = signers.PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        writer = IncrementalPdfFileWriter(io.BytesIO(self.page(code)))
        return bytes(signers.sign_pdf(writer, meta, self.signer).getvalue())

    def verify(self, pdf: bytes) -> bool:
        (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        context = ValidationContext(trust_roots=[self.root], moment=NOW)
        return bool(validate_pdf_signature(signature, context).bottom_line)


if __name__ == "__main__":
    print(page(measure()))
