"""What tells that a text or a file is about somebody whose values were taken out. No database.

A number (ID card, telephone, account) points at one person wherever it stands. A name does so unless somebody else of the area bears it
too; in forms that came from elsewhere it counts only where it stands by itself, since a name may be an ordinary word.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
FEW = 40  # of more words each text is cut into pieces that are looked up
HAN = "\u3007\u3400-\u9fff\u00b7"
RUNS = re.compile(f"[{HAN}]+|[A-Za-z][A-Za-z .'-]+")
DIGITS = re.compile(r"[0-9]{5,}[0-9Xx]")
BREAKS = re.compile(r"</(?:w:p|w:tc|t|si|v|c|text:p|text:h|table:table-cell)>")
TAGS = re.compile(r"<[^>]*>")
GAPS = re.compile(r"(?<=[0-9])[ \u00a0-](?=[0-9Xx])")
DEEPEST, LARGEST = 3, 200_000_000  # zip in zip; bytes of one member


@dataclass(frozen=True)
class Traces:
    """`names` and `numbers` of those whose values were taken out, `records` their numbers in the ledger.

    >>> traces = Traces(frozenset({7}), frozenset({"苏晓梅"}), frozenset({"13900000001"}))
    >>> traces.in_text("电话 139 0000 0001"), traces.in_text("苏晓梅同志", alone=True), traces.in_text("户主：苏晓梅", alone=True)
    (True, False, True)
    """

    records: frozenset[int]
    names: frozenset[str]
    numbers: frozenset[str]

    def in_text(self, text: str, *, alone: bool = False) -> bool:
        """Whether a text points at one of them; with `alone` a name must not be part of a longer run of Chinese signs."""
        if not text:
            return False
        text = GAPS.sub("", text)
        if len(self.names) + len(self.numbers) <= FEW:
            return any(one in text for one in self.numbers) or any(self._named(one, text, alone) for one in self.names)
        return self._looked_up(text, alone)

    def in_value(self, value: Any, *, alone: bool = False) -> bool:
        """The same of whatever JSON may hold, keys included."""
        if isinstance(value, dict):
            return any(self.in_value(one, alone=alone) for pair in value.items() for one in pair)
        if isinstance(value, (list, tuple)):
            return any(self.in_value(one, alone=alone) for one in value)
        if isinstance(value, bool) or value is None:
            return False
        return self.in_text(f"{value:.0f}" if isinstance(value, float) and value == int(value) else str(value), alone=alone)

    def cleaned(self, value: Any, *, alone: bool = False) -> Any:
        """The same value with every text in it that points at one of them made empty."""
        if isinstance(value, dict):
            return {name: self.cleaned(one, alone=alone) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.cleaned(one, alone=alone) for one in value]
        return "" if self.in_value(value, alone=alone) else value

    def in_file(self, data: bytes, *, alone: bool = False) -> bool:
        """Whether a file does: whatever its kind, also inside of zips (workbooks, documents, archives)."""
        return any(self._in_plain(part, alone) for part in _parts(data, 0))

    def _in_plain(self, data: bytes, alone: bool) -> bool:
        if any(one in data for one in self._doubles):
            return True
        if data[:200].lstrip()[:1] == b"<":
            marked = BREAKS.sub("\n", data.decode("utf-8", "ignore"))
            return self.in_text(html.unescape(TAGS.sub("", marked)), alone=alone)
        return any(self.in_text(text, alone=alone) for text in _texts(data))

    @cached_property
    def _doubles(self) -> tuple[bytes, ...]:
        """Numbers as workbooks of the old kind keep them."""
        return tuple(struct.pack("<d", float(one)) for one in self.numbers if one.isdigit() and len(one) <= 15)

    def _named(self, name: str, text: str, alone: bool) -> bool:
        if not alone:
            return name in text
        return name in text and re.search(rf"(?<![{HAN}]){re.escape(name)}(?![{HAN}])", text) is not None

    def _looked_up(self, text: str, alone: bool) -> bool:
        if any(run in self.numbers or any(one in run for one in self._lengths_of(run)) for run in DIGITS.findall(text)):
            return True
        for run in RUNS.findall(text):
            if run in self.names:
                return True
            if not alone and any(run[at : at + size] in self.names for size in self._sizes for at in range(len(run) - size + 1)):
                return True
        return False

    def _lengths_of(self, run: str) -> list[str]:
        """The pieces of a longer run of digits that may be one of the numbers."""
        return [piece for size in self._number_sizes for at in range(len(run) - size + 1)
                if (piece := run[at : at + size]) in self.numbers]  # fmt: skip

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(one) for one in self.names}))

    @cached_property
    def _number_sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(one) for one in self.numbers}))


def _parts(data: bytes, depth: int) -> Iterator[bytes]:
    """The file itself where it is none of the zip kind, else what is packed in it, names of members too."""
    if data[:2] != b"PK" or depth >= DEEPEST:
        yield data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for member in box.infolist():
                yield member.filename.encode()
                if member.file_size <= LARGEST:
                    yield from _parts(box.read(member), depth + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        yield data


def _texts(data: bytes) -> Iterator[str]:
    """Bytes read as text in each of the ways in which lists are written; in two bytes a sign from both beginnings."""
    for encoding in ENCODINGS:
        yield data.decode(encoding, "ignore")
        if encoding.startswith("utf-16"):
            yield data[1:].decode(encoding, "ignore")
