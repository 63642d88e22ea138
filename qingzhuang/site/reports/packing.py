"""The filled file: one form, or for a card about several a zip with one file each."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.write import write
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import errors, logic, queries
from qingzhuang.site.reports.models import Review
from qingzhuang.site.reports.work import Work


@dataclass(frozen=True, slots=True)
class Packed:
    """`records` is how many records of residents the file may show; `summary` is that of the first form."""

    data: bytes
    name: str
    summary: logic.Summary
    records: int


def pack(actor: Actor, review: Review) -> Packed:
    """Fill and write. Raises a refusal where a card has no subject or the file cannot be written."""
    if queries.about_of(review) and not review.subjects:
        raise errors.no_subject()
    blank = files.load(review.sha256)
    if len(review.subjects) > 1:
        return _zipped(actor, review, blank)
    work = queries.work_for(actor, review)
    data, suffix = _written(blank, work)
    records = max((answer.records for _entry, answer in work.entries), default=0)
    return Packed(data, logic.file_name_of(review.file_name, mark=_("filled"), suffix=suffix), work.summary, records)


def _zipped(actor: Actor, review: Review, blank: bytes) -> Packed:
    names = {found.key: found.name for found in queries.chosen_for(actor, review)}
    out, taken, first = io.BytesIO(), set(), None
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for number, key in enumerate(review.subjects, 1):
            work = queries.work_for(actor, review, key)
            first = first or work.summary
            data, suffix = _written(blank, work)
            name = logic.file_name_of(review.file_name, mark=names.get(key, str(number)), suffix=suffix)
            if name in taken:
                name = logic.file_name_of(review.file_name, mark=f"{names.get(key, '')}{number}", suffix=suffix)
            taken.add(name)
            box.writestr(name, data)
    return Packed(
        out.getvalue(),
        logic.file_name_of(review.file_name, mark=_("filled"), suffix="zip"),
        first or logic.Summary(),
        len(review.subjects),
    )


def _written(blank: bytes, work: Work) -> tuple[bytes, str]:
    try:
        written = write(blank, work.book, work.filling.edits)
    except FormError as error:
        raise Refusal(error.code, error.what, error.why, error.todo, status=409) from error
    return written.data, written.format
