"""What came in with a demand for data: a file, a message, a list of fields, made into the fields of a passport."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from qingzhuang.formfill import understand
from qingzhuang.formfill.as_json import answer_file
from qingzhuang.formfill.asks import asks_of
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.form import Form
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.memory import fingerprint
from qingzhuang.formfill.notice import Notice, read_marks, read_notice
from qingzhuang.formfill.notice.fields import rows_of, typed
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.site.kit import files
from qingzhuang.site.requests import errors, logic
from qingzhuang.site.requests.drawn import as_table, draw
from qingzhuang.site.requests.models import Kind, Passport
from qingzhuang.site.requests.queries.kinds import ROOM
from qingzhuang.vocabulary import Vocabulary

FORM_OF = ("sha256", "file_name", "format", "fingerprint", "understanding", "asks")


@dataclass(frozen=True, slots=True)
class Incoming:
    """`form` are the fields of a passport that come from the form, `said` those that the words say; `title` the name it goes by."""

    form: dict[str, Any]
    said: dict[str, Any]
    title: str


def of_kind(kind: Passport) -> dict[str, Any]:
    """The form of a kind, to be asked as it is."""
    return {name: getattr(kind, name) for name in FORM_OF}


def take_in(
    name: str, data: bytes, message: str, fields: str, kind: Kind | None, vocabulary: Vocabulary, title: str = ""
) -> Incoming:  # fmt: skip
    """Read what came; `title` is what a person calls it, and says whom a list of fields is about; nothing is kept yet but the bytes of the form. Refuses what cannot be read, and what asks for nothing."""
    now = timezone.localtime().replace(tzinfo=None)
    notice = read_notice(message, now)
    wanted = typed(fields) or (() if data else notice.fields)
    if data:
        book, form = understood(data, name, vocabulary)
        printed = read_marks(_text_of(book), now.date())
        return Incoming(kept(data, name, book, form, vocabulary), _said(notice, printed), notice.title or _title(form, name))
    if wanted:
        title = title or notice.title or "、".join(wanted[:3])
        drawn = draw([as_table(rows_of(title, wanted))])
        book, form = understood(drawn, f"{title}.xlsx", vocabulary)
        return Incoming(kept(drawn, f"{title}.xlsx", book, form, vocabulary), _said(notice), title)
    if kind is not None:
        return Incoming(of_kind(kind), _said(notice), kind.title)
    if not message.strip():
        raise errors.nothing_asked()
    return Incoming({}, _said(notice), notice.title or message.strip().splitlines()[0])


def understood(data: bytes, name: str, vocabulary: Vocabulary) -> tuple[Book, Form]:
    """A form read and understood; a file that cannot be read is refused."""
    if len(data) > settings.UPLOAD_LIMIT:
        raise errors.too_large(settings.UPLOAD_LIMIT)
    try:
        book = read_safely(data, name)
        return book, understand(book, vocabulary)
    except FormError as error:
        raise errors.unreadable(error.what, error.why, error.todo) from error


def kept(data: bytes, name: str, book: Book, form: Form, vocabulary: Vocabulary) -> dict[str, Any]:
    """The fields of a passport that a form gives; its bytes are kept."""
    return {
        "sha256": files.keep(data, ROOM),
        "file_name": _plain(name),
        "format": book.format,
        "fingerprint": form.fingerprint or fingerprint(form),
        "understanding": answer_file(form),
        "asks": logic.kept(asks_of(form, vocabulary)),
    }


def _plain(name: str) -> str:
    """A file name without folders, control signs and signs that no system bears."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in bare if sign.isprintable() and sign not in '\\/:*?"<>|').strip(" .")[-150:] or "form"


def _text_of(book: Book) -> str:
    """All that is printed on a form, for its marks: 表号, 制定机关, 有效期至."""
    cells = (cell.text for grid in book.grids for cell in grid.cells.values() if cell.text)
    return "\n".join((*cells, *book.paragraphs))


def _said(notice: Notice, printed: Notice | None = None) -> dict[str, Any]:
    """What the message says; of the form only its marks and grounds, where the message does not say them."""
    said: dict[str, Any] = {
        "asker": notice.asker, "purpose": notice.purpose, "frequency": notice.frequency, "as_of": notice.as_of,
        "due_at": _aware(notice.due), "period": notice.period,
    }  # fmt: skip
    for name in ("basis_number", "legal_ground", "form_number", "issuing_body", "approval_number", "valid_until"):
        said[name] = getattr(notice, name) or (getattr(printed, name) if printed else None)
    return {name: value for name, value in said.items() if value}


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment else None


def _title(form: Form, name: str) -> str:
    titles = [" ".join(table.title.split()) for table in form.tables if table.title.strip()]
    return next(iter(titles), name.rsplit(".", 1)[0])
