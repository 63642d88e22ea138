"""One certificate from its content to the signed file: code, page, signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qingzhuang.seal import credential
from qingzhuang.seal.certificate import Certificate
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.fonts import Fonts
from qingzhuang.seal.pdf_sign import IssuerKey, sign_pdf
from qingzhuang.seal.typeset import render


class SealService(Protocol):
    """A service that sets a real electronic seal (GB/T 38540) on a PDF: it takes the page and gives it back, sealed.

    What it adds must be an incremental update or a new file; our signature is made last, over the whole.
    """

    def __call__(self, page: bytes, /) -> bytes: ...


@dataclass(frozen=True)
class Paper:
    """What was issued: the signed PDF, the text of its code, and the digest (hex) that stands in the code."""

    pdf: bytes
    code: str
    digest: str


def issue(
    certificate: Certificate,
    issuer_key: IssuerKey,
    address: str = "",
    layout: str | bytes | None = None,
    with_fonts: Fonts | None = None,
    seal_service: SealService | None = None,
) -> Paper:
    """The paper of a certificate. `seal_service` sets an electronic seal in the sense of the law before we sign over it. `address` is the public page that the code opens, such as `https://zm.example.cn/v/`.

    Raises BadCertificate, FontMissing, and KeyFault where the key is of another issuer or cannot sign.
    """
    if certificate.issuer.id != issuer_key.issuer_id:
        raise KeyFault(f"the key is of {issuer_key.issuer_id}, the certificate of {certificate.issuer.id}")
    code = credential.issue(certificate, issuer_key.key, address)
    page = render(certificate, code, layout, with_fonts)
    pdf = sign_pdf(seal_service(page) if seal_service else page, issuer_key)
    digest = credential.digest_of(issuer_key.key.suite, certificate.canonical())
    return Paper(pdf, code, digest.hex())
