"""A certificate as a PDF/A page: Typst, one compiler kept per process (2 ms a page; a new one would take 100 ms)."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
import threading
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
import zxingcpp

from qingzhuang.seal.certificate import Certificate
from qingzhuang.seal.errors import BadCertificate
from qingzhuang.seal.fonts import Fonts, fonts
from qingzhuang.seal.words import long_day, said

LAYOUTS = Path(__file__).parent / "layouts"
STANDARD: Literal["a-2b"] = "a-2b"
CHINA = timezone(timedelta(hours=8))
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
UNSHOWN = re.compile(r'the text `?"(.+?)"`? could not be displayed')
OUTSIDE = re.compile(r"@\w+/|\bplugin\s*\(")  # packages come from a network, plug-ins are programs: neither is for a layout
LARGEST_LAYOUT = 64 * 1024
REGIONS = {"zh-hans": ("zh", "cn"), "zh-hant": ("zh", "hk"), "en": ("en", "gb")}


def render(certificate: Certificate, code: str, layout: str | bytes | None = None, with_fonts: Fonts | None = None) -> bytes:
    """The page as PDF/A-2b, unsigned, the same bytes for the same input.

    `code` is the text of the QR code (`credential.issue`). `layout` is the name of one of ours, or the Typst source of one
    drawn by others as bytes; by default that of the certificate. Raises BadCertificate where the layout does not fit or a
    sign is not in the fonts (code `glyph`, with the sign), FontMissing where there is no font at all.
    """
    source = _source(certificate.layout if layout is None else layout)
    types = with_fonts or fonts()
    noon = datetime(certificate.issued.year, certificate.issued.month, certificate.issued.day, tzinfo=CHINA)
    try:
        with _ONE_AT_A_TIME:
            made = _compiler(types).compile(
                source,
                format="pdf",
                sys_inputs={"data": json.dumps(_data(certificate, code, types), ensure_ascii=False)},
                pdf_standards=STANDARD,
                pdf_tags=False,
                timestamp=noon,
            )
    except typst.TypstError as error:
        unshown = UNSHOWN.search(error.message)
        if unshown:
            raise BadCertificate("glyph", unshown[1]) from error
        raise BadCertificate("layout", f"{certificate.layout}: {error.message[:200]}") from error
    if not isinstance(made, bytes):
        raise BadCertificate("layout", certificate.layout)
    return made


def qr_svg(text: str) -> str:
    """The QR code of a text as SVG, with its quiet zone (error correction M: a fold or a stamp over 15 % of it does no harm)."""
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()


_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=2)
def _compiler(types: Fonts) -> typst.Compiler:
    """The compiler sees an empty folder: a layout can read no file of this machine."""
    empty = _empty_folder()
    return typst.Compiler(
        root=empty, font_paths=types.loaded, ignore_system_fonts=True, package_path=empty, package_cache_path=empty
    )


@lru_cache(maxsize=1)
def _empty_folder() -> str:
    empty = tempfile.mkdtemp(prefix="qingzhuang-layout-")
    atexit.register(shutil.rmtree, empty, ignore_errors=True)
    return empty


def _source(layout: str | bytes) -> bytes:
    if isinstance(layout, bytes):
        if len(layout) > LARGEST_LAYOUT or OUTSIDE.search(layout.decode("utf-8", "replace")):
            raise BadCertificate("layout", "of your own: at most 64 KB, without packages and plug-ins")
        return layout
    if not NAME.fullmatch(layout):
        raise BadCertificate("layout", layout[:40])
    return _ours(layout)


@lru_cache(maxsize=16)
def _ours(name: str) -> bytes:
    path = LAYOUTS / f"{name}.typ"
    if not path.is_file():
        raise BadCertificate("layout", name)
    return path.read_bytes()


def _data(certificate: Certificate, code: str, types: Fonts) -> dict[str, Any]:
    language = certificate.language
    until = certificate.valid_until
    return {
        "issuer": certificate.issuer.name,
        "number": certificate.number,
        "title": certificate.title,
        "recipient": certificate.recipient,
        "holder": certificate.holder.name,
        "body": certificate.body,
        "fields": certificate.fields,
        "purpose": certificate.purpose,
        "one_time": certificate.one_time,
        "until": long_day(until, language) if until else "",
        "day": (certificate.issued.year, certificate.issued.month, certificate.issued.day),
        "long_day": long_day(certificate.issued, language),
        "contact": certificate.contact,
        "language": language,
        "lang": REGIONS[language][0],
        "region": REGIONS[language][1],
        "fonts": types.of(language),
        "words": said(language),
        "code": code,
        "svg": qr_svg(code),
    }
