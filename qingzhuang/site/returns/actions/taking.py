"""What is handed out of returns, or looked at: noted in the log, and remembered so that a correction finds its readers."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.requests.queries import as_table, draw
from qingzhuang.site.returns import errors, kept, queries, rights
from qingzhuang.site.returns.actions.noting import note
from qingzhuang.site.returns.models import Round, Use, Version


@transaction.atomic
def take_version(actor: Actor, *, version: Version, how: Use.How = Use.How.DOWNLOAD) -> bytes:
    """The file of a version; whoever takes it is told when there is a newer one."""
    rights.check(actor, "take", version.owed, seen="see_numbers")
    newest = version.owed.versions.order_by("-number").first()
    newer = newest if newest is not None and newest.pk != version.pk else None
    Use.objects.create(
        version=version, post=actor, how=how, at=timezone.now(), newer=newer, told_at=timezone.now() if newer else None
    )
    note(actor, version.owed, "return.downloaded", number=version.number)
    return kept.load_file(version.stored)


@transaction.atomic
def take_round(actor: Actor, *, found: Round) -> bytes:
    """The signed files of a round in one zip, a file for each return of the actor's place and below; whoever takes them is told when there
    is a newer one. Raises Refusal where nothing is signed."""
    rights.check(actor, "take_files", found, seen="see_round")
    versions = queries.files_for(actor, found)
    if not versions:
        raise errors.nothing_signed()
    now, out = timezone.now(), io.BytesIO()
    Use.objects.bulk_create([Use(version=version, post=actor, how=Use.How.DOWNLOAD, at=now) for version in versions])
    audit.record(
        actor.person,
        deed="round.downloaded",
        area=actor.area.code,
        subject=found.log_subject,
        title=found.title,
        count=len(versions),
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:  # workbooks are compressed already
        for version in versions:
            packed.writestr(f"{version.owed.area.code}-{version.file_name}", kept.load_file(version.stored))
    return out.getvalue()


@transaction.atomic
def take_view(actor: Actor, *, request: UUID) -> tuple[str, bytes]:
    """The asker's columns of the report that a request was merged into, as they were signed: name and workbook. Whoever takes them is
    told when there is a newer version."""
    found = queries.view_for(actor, request)
    Use.objects.create(version=found.version, post=actor, how=Use.How.DOWNLOAD, at=timezone.now())
    note(actor, found.version.owed, "return.downloaded", number=found.version.number)
    day = found.version.owed.round.as_of.isoformat()
    told = [[_("Not in this report")], *([heading] for heading in found.given.left)]
    left = [as_table(told)] if found.given.left else []
    return f"{found.title}（{found.version.owed.area.name}，{day}）.xlsx", draw((*found.given.tables, *left))


@transaction.atomic
def note_newer(actor: Actor) -> int:
    """The actor has taken note that there are newer versions of what was used; how many."""
    return queries.superseded_for(actor).update(told_at=timezone.now())


@transaction.atomic
def show_records(actor: Actor, *, version: Version, cell: str) -> queries.Behind:
    """The records behind a cell, covered, with a line in the log."""
    rights.check(actor, "see_people", version.owed, seen="see_numbers")
    found = queries.records_for(actor, version, cell)
    note(actor, version.owed, "return.records_shown", count=len(found.rows), cell=cell)
    return found


@transaction.atomic
def show_version(actor: Actor, *, version: Version) -> Any:
    """The form as it was signed; where it names people, with a line in the log."""
    sheets = queries.sheets_for(actor, version)
    _looked(actor, version)
    if rights.may(actor, "see_people", version.owed) and any(
        line.is_listed for line in kept.load(version.content).lines.values()
    ):
        note(actor, version.owed, "return.shown")
    return sheets


@transaction.atomic
def explain_cell(actor: Actor, *, version: Version, cell: str) -> queries.Explained | queries.GivenTold:
    """A cell explained; where people who came or went are named, with a line in the log."""
    told = queries.explained_for(actor, version, cell)
    _looked(actor, version)
    people = sum(len(bar.step.people) for fall in told.falls for bar in fall.steps)
    if people:
        note(actor, version.owed, "return.records_shown", count=people, cell=told.address)
    return told


def _looked(actor: Actor, version: Version) -> None:
    """Whoever looks at the figures of another place is told when they are corrected."""
    if actor.area_id != version.owed.area_id:
        Use.objects.get_or_create(version=version, post=actor, how=Use.How.VIEW, defaults={"at": timezone.now()})
