"""A PDF signed as PAdES B-B says (ETSI EN 319 142-1), or B-T where a timestamp service is configured: by pyHanko.

The signer keeps the key and the certificate ready and knows how long a signature is, so nothing is parsed or tried twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import attributes, fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from qingzhuang.seal import x509
from qingzhuang.seal.credential import kid_of
from qingzhuang.seal.errors import KeyFault, NoTimestamp, SealError
from qingzhuang.seal.suites import Signing

FIELD = "Qingzhuang"
ROOM, ROOM_WITH_TIME = 8_192, 24_576  # hex signs kept free for the signature
PATIENCE = 5  # seconds for a timestamp service: somebody stands at the desk


@dataclass
class IssuerKey:
    """The key that an issuer signs with today: key, X.509 certificates (its own first, then the root's), its code and name.

    `timestamps`: the address of an RFC 3161 service, or a pyHanko TimeStamper; without one signatures are B-B.
    """

    key: Signing
    certificate: bytes
    issuer_id: str
    issuer_name: str
    chain: tuple[bytes, ...] = ()
    timestamps: str | TimeStamper | None = None
    _ready: Any = field(default=None, init=False, repr=False, compare=False)

    @property
    def kid(self) -> bytes:
        return kid_of(self.key.suite, self.key.point)

    def signer(self) -> _Signer:
        """pyHanko's signer for this key, made once."""
        if self._ready is None:
            self._ready = _Signer(self)
        ready: _Signer = self._ready
        return ready


def sign_pdf(pdf: bytes, issuer_key: IssuerKey) -> bytes:
    """The PDF with an invisible signature over all its bytes. Raises KeyFault where it cannot be signed, NoTimestamp."""
    signer = issuer_key.signer()
    try:
        made = _aside(lambda: _signed(pdf, signer))
    except SealError:
        raise
    except Exception as error:  # pyHanko raises many kinds
        raise KeyFault(f"the PDF could not be signed: {type(error).__name__}: {error}") from error
    return made


def _signed(pdf: bytes, signer: _Signer) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field_spec = fields.SigFieldSpec(FIELD)
    made = signers.PdfSigner(signer.meta, signer, new_field_spec=field_spec)
    return bytes(made.sign_pdf(writer, bytes_reserved=signer.room).getvalue())


def _aside(work: Callable[[], bytes]) -> bytes:
    """The work done here; in a thread of its own where this one has an event loop going, since pyHanko runs one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(work).result()


class _Signer(signers.Signer):
    """pyHanko's signer over a key of ours, in memory or in a token."""

    def __init__(self, issuer: IssuerKey) -> None:
        suite = issuer.key.suite
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        own = asn1.Certificate.load(issuer.certificate)
        if bytes(own.public_key["public_key"].native) != issuer.key.point:
            raise KeyFault("the certificate belongs to another key")
        store.register_multiple([own, *(asn1.Certificate.load(each) for each in issuer.chain)])
        super().__init__(
            signing_cert=own,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": suite.oids.signature}),
            embed_roots=False,
        )
        self.unsigned_attr_prov_spec = _Stamps(issuer.timestamps) if issuer.timestamps else None
        self.room = ROOM_WITH_TIME if issuer.timestamps else ROOM
        self._key = issuer.key
        self.meta = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=suite.digest_name,
            subfilter=fields.SigSeedSubFilter.PADES,
            name=issuer.issuer_name,
            embed_validation_info=False,
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return x509.der(self._key.sign(data))


class _Stamps(attributes.UnsignedAttributeProviderSpec):
    """A timestamp for each signature, always over its SHA-256: services know no SM3."""

    def __init__(self, service: str | TimeStamper) -> None:
        self._service = HTTPTimeStamper(service, timeout=PATIENCE) if isinstance(service, str) else service

    def unsigned_attr_providers(
        self, signature: bytes, signed_attrs: cms.CMSAttributes, digest_algorithm: str
    ) -> Iterable[attributes.CMSAttributeProvider]:
        yield _Stamp("sha256", signature, self._service)


class _Stamp(attributes.TSTProvider):
    """One timestamp; a service that fails or speaks of something else is told as NoTimestamp."""

    async def build_attr_value(self, dry_run: bool = False) -> cms.ContentInfo:
        try:
            token = await super().build_attr_value(dry_run)
            told = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"].native
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
            raise NoTimestamp(f"the timestamp service gave no timestamp: {type(fault).__name__}: {fault}") from fault
        if told != hashlib.sha256(self.data).digest():
            raise NoTimestamp("the timestamp service vouched for something else")
        return token
