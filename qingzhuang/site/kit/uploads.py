"""An upload that is too large is stopped while it arrives, not after it has filled the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class LimitedUpload(FileUploadHandler):
    """Marks the request (`too_large`) and stops reading as soon as the limit is passed."""

    def handle_raw_input(self, input_data: Any, META: dict[str, Any], content_length: int, *rest: Any) -> None:
        self.seen = 0
        self.limit = limit_of(self.request.path if self.request is not None else "")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > self.limit:
            if self.request is not None:
                self.request.too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def limit_of(path: str) -> int:
    """How many bytes a request to an address may bring."""
    return next((limit for start, limit in settings.UPLOAD_LIMITS.items() if path.startswith(start)), settings.UPLOAD_LIMIT)
