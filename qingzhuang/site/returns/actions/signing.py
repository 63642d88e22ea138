"""Signing a return freezes it; afterwards it is only corrected by another version, which tells whoever used the old one."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.reports import actions as reports_actions
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.reports.errors import nothing_typed
from qingzhuang.site.returns import errors, kept, proof, rights
from qingzhuang.site.returns.actions.filling import explained_in, fill_return, keep_fresh, opened, state_of
from qingzhuang.site.returns.actions.noting import note
from qingzhuang.site.returns.actions.rounds import open_wholes
from qingzhuang.site.returns.filling import Made, make, stamp_of
from qingzhuang.site.returns.logic.content import Given, Line
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.returns.models import Explanation, Remark, Return, Round, Use, Version
from qingzhuang.site.warehouse import actions as warehouse
from qingzhuang.site.warehouse import queries as facts

REST = "rest"  # all blanks that are still asked


def sign(actor: Actor, *, owed: Return, stamp: str) -> Version:
    """Sign a return as it was looked at (`stamp`): file, picture of the facts, plan and explanations are frozen under a seal.

    Raises Refusal where something is still open, where the figures have moved on since, or where the round is locked.
    """
    rights.check(actor, "sign", owed)
    if owed.is_owed and owed.review is None and not owed.rolled:
        owed = opened(owed)
    if stamp != stamp_of(owed):
        now = keep_fresh(owed)
        raise errors.moved_on() if now.is_owed else errors.not_now()
    try:
        with transaction.atomic():
            return _signed(actor, _held(owed), stamp)
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise errors.disk_full() from fault
        raise


def _signed(actor: Actor, owed: Return, stamp: str) -> Version:
    if not owed.is_owed or not owed.stamp == stamp == stamp_of(owed):
        raise errors.not_now()
    if owed.is_brief or Found.from_json(owed.found).left(explained_in(owed)):
        raise errors.something_open()
    reports_actions.take_for(owed.review, actor.person)
    made = make(owed)
    version = _version(actor, owed, made)
    version.parts.set(made.parts)
    owed.state, owed.reason = Return.State.SIGNED, ""
    owed.stamp = stamp_of(owed)
    owed.save(update_fields=["state", "reason", "stamp"])
    owed.remarks.filter(settled_by=None).update(settled_by=version)
    used = Use.objects.filter(version__owed=owed).exclude(version=version).exclude(post=actor)
    used.update(newer=version, told_at=None)  # whoever has noted the second is told of the third
    note(actor, owed, "return.signed", number=version.number, seal=version.seal[:12])
    return version


def _version(actor: Actor, owed: Return, made: Made) -> Version:
    """The version with its file, its picture and its seal, chained to the one before."""
    before = owed.versions.order_by("-number").first()
    data, file_format = reports.written(owed.review, made.content.edits)
    picture = None
    if facts.keeps_days(owed.area):
        picture = warehouse.freeze(None, area=owed.area, day=owed.round.as_of, share=True)
    explained = list(owed.explanations.values_list("subject", "text"))
    body = proof.body(owed, made, data=data, name=_name(owed, file_format), picture=picture, explained=explained, before=before)
    manifest, seal = proof.sealed_manifest(body, before.seal if before else "")
    return Version.objects.create(
        owed=owed, number=body["number"], sha256=body["file"]["sha256"], stored=kept.keep_file(data), file_name=body["file"]["name"],
        size=len(data), content=kept.keep(made.content), manifest=manifest, seal=seal, picture=picture, signed_by=actor,
        signed_at=timezone.now(), reason=owed.reason,
    )  # fmt: skip


def _name(owed: Return, suffix: str) -> str:
    stem = owed.round.file_name.rsplit(".", 1)[0][:80] or "form"
    return f"{stem}（{owed.area.name}）.{suffix}"


def _in_full(owed: Return) -> Return:
    """A return of which more than numbers is known: what a person says is about one blank, or one finding, of it."""
    return opened(owed) if owed.is_brief else owed


def confirm(actor: Actor, *, owed: Return, number: int) -> Return:
    """Say that an unsure blank is right as it is filled; the area learns it, and the return is looked through again."""
    return _decide(actor, owed, {number: {"verb": reports_actions.Verb.RIGHT}})


def answer(actor: Actor, *, owed: Return, typed: Mapping[int, Sequence[str]]) -> Return:
    """Put what a person knows into blanks that are asked: by number of the blank a text for each of its cells. What is left empty is
    still asked.

    Raises Refusal where nothing was typed, or where nobody asks for a blank of that number.
    """
    rights.check(actor, "sign", owed)
    said = {number: "\n".join(text.strip() for text in cells) for number, cells in typed.items() if "".join(cells).strip()}
    if not said:
        raise nothing_typed()
    owed = _in_full(owed)
    if not said.keys() <= {one.number for one in Found.from_json(owed.found).asked if one.rows}:
        raise errors.not_now()
    return _decide(actor, owed, {number: {"verb": reports_actions.Verb.TYPED, "typed": text} for number, text in said.items()})


def _decide(actor: Actor, owed: Return, said: Mapping[int, Mapping[str, Any]]) -> Return:
    """Say something of blanks; then the return is looked through again."""
    rights.check(actor, "sign", owed)
    if not owed.is_owed or owed.rolled:
        raise errors.not_now()
    if owed.review is None:
        owed = opened(owed)
    with transaction.atomic():
        _held(owed)
        for number, one in said.items():
            reports_actions.decide(actor, review=owed.review, number=number, **one)
    return fill_return(owed.pk)


@transaction.atomic
def explain(actor: Actor, *, owed: Return, subject: str, text: str) -> list[Explanation]:
    """Say why something odd is right, or why a blank stays empty; `REST` as subject: why all blanks that are still asked do."""
    rights.check(actor, "sign", owed)
    owed = _held(_in_full(owed))
    if not owed.is_owed:
        raise errors.not_now()
    if not text.strip():
        raise errors.no_reason()
    found, explained = Found.from_json(owed.found), explained_in(owed)
    subjects = {one.key for one in found.asked} - explained if subject == REST else {subject}
    if not subjects or not subjects <= {one.key for one in (*found.asked, *found.odd)}:
        raise errors.not_now()
    said = [
        Explanation(owed=owed, subject=one, text=text.strip()[:300], made_by=actor.person, made_at=timezone.now())
        for one in sorted(subjects)
    ]
    Explanation.objects.bulk_create(said)
    if not found.left(explained | subjects) and not owed.remarks.filter(settled_by=None).exists():
        owed.state = Return.State.READY
        owed.save(update_fields=["state"])
    note(actor, owed, "return.explained")
    return said


@transaction.atomic
def hand_back(actor: Actor, *, owed: Return, cell: str, reason: str) -> Remark:
    """Give a signed return back for one cell, with the reason; all else of it stays as it was signed."""
    rights.check(actor, "hand_back", owed)
    owed = _held(owed)
    if owed.state != Return.State.SIGNED:
        raise errors.not_now()
    if not reason.strip():
        raise errors.no_reason()
    line = _line(owed, cell)
    label = line.label if isinstance(line, Given) else line.asked.label
    remark = Remark.objects.create(
        owed=owed,
        cell=line.address,
        label=label[:300],
        reason=reason.strip()[:300],
        made_by=actor,
        made_at=timezone.now(),
    )
    _open_again(owed, _("Handed back: %(cell)s, %(reason)s") % {"cell": remark.cell, "reason": remark.reason})
    note(actor, owed, "return.handed_back", cell=remark.cell)
    return remark


def _line(owed: Return, cell: str) -> Line | Given:
    newest = owed.versions.order_by("-number").first()
    content, wanted = kept.load(newest.content) if newest else None, cell.strip().upper()
    line = content and (content.named(wanted) or content.given_at(wanted))
    if line is None:
        raise errors.no_such_cell()
    return line


@transaction.atomic
def correct(actor: Actor, *, owed: Return, reason: str) -> None:
    """Open a signed return for a correction; the version that was signed stays, and whoever used it is told of the next."""
    rights.check(actor, "correct", owed)
    owed = _held(owed)
    if owed.state != Return.State.SIGNED:
        raise errors.not_now()
    if not reason.strip():
        raise errors.no_reason()
    _open_again(owed, reason.strip()[:300])
    note(actor, owed, "return.corrected")


def _open_again(owed: Return, reason: str) -> None:
    owed.state, owed.reason = Return.State.OPEN, reason[:300]
    owed.save(update_fields=["state", "reason"])
    made = make(owed)
    owed.state, owed.found, owed.stamp = state_of(owed, made), made.found.as_json(), stamp_of(owed)
    owed.save(update_fields=["state", "found", "stamp"])
    open_wholes(owed, f"{owed.area.name}：{reason}")


def _held(owed: Return) -> Return:
    """The return as it is now, held until the transaction ends; a refusal where its round is locked."""
    found = Return.objects.select_for_update(of=("self",)).select_related(
        "round__area", "round__previous", "round__request", "area", "review__filled_for", "review__area"
    ).get(pk=owed.pk)  # fmt: skip
    if found.round.state == Round.State.LOCKED:
        raise errors.locked()
    return found
