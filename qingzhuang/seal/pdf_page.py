"""What stands on the pages of a PDF that nobody vouches for: its text and its QR codes, read in a process with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

PAGES = 3
SCALE = 2.5  # 180 dots an inch: enough for a code of 34 mm
LARGEST_SIDE = 4_000  # dots
MEMORY = 1 << 30  # bytes of address space beyond what Python takes
CPU_SECONDS, WALL_SECONDS = 8, 12


@dataclass(frozen=True)
class Page:
    """Text of the pages in reading order, and the texts of the codes printed on them. `readable`: it could be opened at all."""

    text: str = ""
    codes: tuple[str, ...] = ()
    readable: bool = True


def look(pdf: bytes) -> Page:
    """Open a PDF of unknown origin; never raises, never takes longer than twelve seconds."""
    command = [sys.executable, "-c", "from qingzhuang.seal.pdf_page import serve; serve()"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False)
        found = json.loads(done.stdout)
        return Page(str(found["text"]), tuple(str(each) for each in found["codes"]))
    except (subprocess.TimeoutExpired, OSError, ValueError, KeyError, TypeError):
        return Page(readable=False)


def serve() -> None:
    """The child: a PDF on standard input, JSON on standard output."""
    _limit()
    text, codes = read_page(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"text": text, "codes": codes}))


def read_page(pdf: bytes) -> tuple[str, list[str]]:
    """Text and codes of the first pages, here and now; raises what the libraries raise."""
    import pypdfium2
    import zxingcpp

    texts: list[str] = []
    codes: list[str] = []
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(min(len(document), PAGES)):
            page = document[number]
            texts.append(page.get_textpage().get_text_bounded())
            scale = min(SCALE, LARGEST_SIDE / max(1.0, *page.get_size()))
            picture = page.render(scale=scale, grayscale=True).to_numpy()
            codes += [
                each.text
                for each in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
                if each.valid
            ]
    finally:
        document.close()
    return "\n".join(texts), codes


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there only the clock of the parent holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2, MEMORY * 2))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
