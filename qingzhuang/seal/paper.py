"""One certificate from its content to the signed file: code, page, signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qingzhuang.seal import credential
from qingzhuang.seal.certificate import Certificate
from qingzhuang.seal.errors import KeyFault, NoSeal
from qingzhuang.seal.fonts import Fonts
from qingzhuang.seal.pdf_sign import IssuerKey, sign_pdf
from qingzhuang.seal.typeset import render


class SealService(Protocol):
    """A service that sets a real electronic seal (GB/T 38540) on a page: it takes the PDF and gives it back, sealed.

    `certificate` says whose seal it is (`issuer`) and of which paper. What is added must be an incremental update or a new file that
    still holds the text of the code; our signature is made last, over the whole. Whatever is raised means that there is no seal.
    """

    def __call__(self, page: bytes, certificate: Certificate, /) -> bytes: ...


@dataclass(frozen=True)
class Paper:
    """What was issued: the signed PDF, the text of its code, the digest (hex) that stands in the code, and whether a timestamp
    service vouches for the moment."""

    pdf: bytes
    code: str
    digest: str
    timestamped: bool = False


def issue(
    certificate: Certificate,
    issuer_key: IssuerKey,
    address: str = "",
    layout: str | bytes | None = None,
    with_fonts: Fonts | None = None,
    seal_service: SealService | None = None,
) -> Paper:
    """The paper of a certificate. `seal_service` sets an electronic seal in the sense of the law before we sign over it. `address` is
    the public page that the code opens, such as `https://zm.example.cn/v/`.

    Raises BadCertificate, FontMissing, KeyFault where the key is of another issuer or cannot sign, NoSeal, and NoTimestamp where
    the key has a timestamp service that gives none.
    """
    if certificate.issuer.id != issuer_key.issuer_id:
        raise KeyFault(f"the key is of {issuer_key.issuer_id}, the certificate of {certificate.issuer.id}")
    code = credential.issue(certificate, issuer_key.key, address)
    page = render(certificate, code, layout, with_fonts)
    pdf = sign_pdf(_sealed(page, code, certificate, seal_service) if seal_service else page, issuer_key)
    digest = credential.digest_of(issuer_key.key.suite, certificate.canonical())
    return Paper(pdf, code, digest.hex(), timestamped=bool(issuer_key.timestamps))


def _sealed(page: bytes, code: str, certificate: Certificate, seal_service: SealService) -> bytes:
    """The page with its seal; without the code in it nobody could check the paper."""
    try:
        made = seal_service(page, certificate)
    except Exception as fault:  # a service of somebody else may raise anything
        raise NoSeal(f"the seal service gave no seal: {type(fault).__name__}: {fault}") from fault
    if not isinstance(made, bytes) or not made.startswith(b"%PDF-") or code.encode("ascii") not in made:
        raise NoSeal("what the seal service gave back is no PDF with the code of the paper in it")
    return made
