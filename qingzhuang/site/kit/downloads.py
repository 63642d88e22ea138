"""Files that are handed out under their own names, whatever their characters."""

from __future__ import annotations

from typing import IO
from urllib.parse import quote

from django.http import FileResponse, HttpResponse


def attachment(name: str, data: bytes) -> HttpResponse:
    """A file to save under its own name."""
    return HttpResponse(data, content_type="application/octet-stream", headers={"Content-Disposition": disposition(name)})


def streamed(name: str, file: IO[bytes]) -> FileResponse:
    """The same for an open file of any length, which is closed when it was sent."""
    kind = "application/octet-stream"
    return FileResponse(file, content_type=kind, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    """The header that says how a file is called."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() or sign in "._-" else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
