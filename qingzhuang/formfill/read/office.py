"""Read what only an office program understands (.doc .wps .rtf .xlsb .odt): LibreOffice turns it into a format we read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qingzhuang.formfill.errors import refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import docx, xlsx

SECONDS = 60
_NAMES = {"doc": "Word 97-2003 或 WPS 文字（.doc、.wps）", "rtf": "RTF", "xlsb": "二进制工作簿（.xlsb）", "odt": "ODT"}
CONVERTED = frozenset(_NAMES)


def converter() -> str | None:
    """The LibreOffice command of this machine, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, kind: str, into: str) -> bytes:
    """Turn a file of `kind` into `into` (an extension) with LibreOffice in an own profile; raises FormError."""
    program = converter()
    if program is None:
        raise refusal("needs_office", f"这是 {_NAMES.get(kind, kind)} 文件。")
    with tempfile.TemporaryDirectory(prefix="qingzhuang-") as folder:
        source = Path(folder, f"form.{kind}")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
                   "--convert-to", into, "--outdir", str(Path(folder, "out")), str(source)]  # fmt: skip
        environment = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "LC_ALL", "TMPDIR")}
        try:
            subprocess.run(command, env={**environment, "HOME": folder}, capture_output=True, timeout=SECONDS, check=False)
        except (subprocess.TimeoutExpired, OSError) as error:
            raise refusal("office_failed", "转换超时或程序无法启动。") from error
        made = Path(folder, "out", f"form.{into}")
        if not made.exists():
            raise refusal("office_failed", "文件可能已经损坏，或设了打开密码。")
        return made.read_bytes()


def target(kind: str) -> str:
    """The format that a file of `kind` is turned into."""
    return "xlsx" if kind == "xlsb" else "docx"


def reader(kind: str) -> Callable[[bytes, str], Book]:
    """A reader for `kind` by way of LibreOffice; what is written later is the converted format, and the book says so."""
    made = target(kind)

    def read(data: bytes, name: str = "") -> Book:
        read_converted = xlsx.read if made == "xlsx" else docx.read
        book = read_converted(convert(data, kind, made), name)
        said = f"原文件是 {_NAMES.get(kind, kind)}，填好后的文件是 .{made}，版式可能有细微差别。"
        return replace(book, warnings=(*book.warnings, said))

    return read
