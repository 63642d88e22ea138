"""The content of versions and drafts on disk: sealed, under the hash of what is stored."""

from __future__ import annotations

import json
import zlib

from qingzhuang.seal.manifests import canonical
from qingzhuang.site.kit import files
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.ledger.queries import known as ledger
from qingzhuang.site.returns.logic.content import Content

ROOM = "returns"  # of kit.files
_opened: Recent[Content] = Recent(64)


def keep(content: Content) -> str:
    """Store; returns the hash under which it is found."""
    return files.keep(ledger.seal_bytes(zlib.compress(canonical(content.as_json()))), ROOM)


def load(sha256: str) -> Content:
    return _opened.get(sha256, lambda: _load(sha256))


def _load(sha256: str) -> Content:
    return Content.from_json(json.loads(zlib.decompress(ledger.open_bytes(files.load(sha256, ROOM)))))


def plain(data: bytes) -> bytes:
    """What stands in a file of the room: a filled form, or a content as JSON."""
    opened = ledger.open_bytes(data)
    try:
        return zlib.decompress(opened)
    except zlib.error:
        return opened


def keep_file(data: bytes) -> str:
    """A filled file: whoever may not see people must not find it on the disk either."""
    return files.keep(ledger.seal_bytes(data), ROOM)


def load_file(kept: str) -> bytes:
    return ledger.open_bytes(files.load(kept, ROOM))
