"""The machine's part: returns are filled one after the other, each whole or not at all, and taken up again where it broke off."""

from __future__ import annotations

import errno
import logging
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.returns import errors, kept
from qingzhuang.site.returns.filling import Made, latest_below, make, stamp_of
from qingzhuang.site.returns.models import Explanation, Return, Round

TRIES = 3
FULL = (errno.ENOSPC, errno.EDQUOT)
log = logging.getLogger(__name__)


def fill_round(number: UUID) -> None:
    """Fill every return of a round that waits. Doing it twice does nothing twice; killed in the middle it goes on with the next."""
    found = Round.objects.filter(pk=number, state=Round.State.FILLING).first()
    if found is None:
        return
    if found.tries >= TRIES:
        _stop(found, errors.broke_off())
        return
    Round.objects.filter(pk=number).update(tries=F("tries") + 1, beat_at=timezone.now())
    waiting = found.returns.filter(state=Return.State.WAITING, rolled=False, refusal__isnull=True).order_by("area__code")
    for owed in list(waiting.values_list("pk", flat=True)):
        try:
            fill_return(owed)
        except OSError as fault:
            if fault.errno not in FULL:
                _refuse(owed, errors.broke_off())
                log.exception("return %s could not be filled", owed)
                continue
            _stop(found, errors.disk_full())
            return
        except Refusal as refusal:
            _refuse(owed, refusal)
        except Exception:  # a fault of ours with one place must not keep the others waiting
            log.exception("return %s could not be filled", owed)
            _refuse(owed, errors.broke_off())
        Round.objects.filter(pk=number).update(tries=0, beat_at=timezone.now())
    Round.objects.filter(pk=number, state=Round.State.FILLING).update(state=Round.State.OPEN, tries=0, refusal=None)


def fill_return(pk: UUID) -> Return:
    """Fill one: prepare the form, work it out, note what a person has to look at, and ask what nobody knows."""
    owed = _loaded(pk)
    if owed.review is None:
        _prepare(owed)
    return _filled(owed, make(owed))


def _prepare(owed: Return) -> None:
    asked_in = owed.round
    form = {
        "sha256": asked_in.sha256, "file_name": asked_in.file_name, "size": asked_in.size, "format": asked_in.format,
        "title": asked_in.title, "fingerprint": asked_in.fingerprint, "understanding": asked_in.understanding,
    }  # fmt: skip
    with transaction.atomic():
        before = Return.objects.filter(area=owed.area, round__request=asked_in.request_id, review__isnull=False).exclude(
            pk=owed.pk
        )
        last = before.select_related("review").order_by("-round__created_at").first()
        owed.review = reports.prepare(
            area=owed.area, form=form, as_of=asked_in.as_of, period=asked_in.period, like=last.review if last else None
        )
        owed.save(update_fields=["review"])


def _filled(owed: Return, made: Made) -> Return:
    """Keep what was worked out, unless somebody signed meanwhile."""
    draft = kept.keep(made.content) if owed.rolled else ""
    with transaction.atomic():
        now = Return.objects.select_for_update().get(pk=owed.pk)
        if now.state in (Return.State.SIGNED, Return.State.VOID):
            return now
        owed.state = state_of(owed, made)
        owed.found, owed.draft, owed.stamp, owed.refusal = made.found.as_json(), draft, stamp_of(owed), None
        owed.filled_at = timezone.now()
        owed.save(update_fields=["state", "found", "draft", "stamp", "refusal", "filled_at"])
        if not owed.rolled:
            reports.ask_what_is_unknown(made.prepared, again=now.filled_at is None)
    return owed


def state_of(owed: Return, made: Made) -> str:
    """Ready where nothing is left but to sign; not while a cell is handed back or a correction was announced."""
    open_remarks = owed.remarks.filter(settled_by=None).exists()
    left = made.found.left(explained_in(owed))
    return Return.State.OPEN.value if left or open_remarks else Return.State.READY.value


def explained_in(owed: Return) -> frozenset[str]:
    """What was explained in this return."""
    return frozenset(Explanation.objects.filter(owed=owed).values_list("subject", flat=True))


def roll_up(pk: UUID) -> Return | None:
    """Make a roll-up once all below it are signed; None where it still waits."""
    owed = _loaded(pk)
    parts = latest_below(owed)
    if not owed.rolled or owed.state == Return.State.VOID or not parts or any(version is None for version in parts):
        return None
    if owed.state == Return.State.SIGNED and owed.stamp == stamp_of(owed):
        return owed
    return fill_return(pk)


def keep_fresh(owed: Return) -> Return:
    """The return as it is now: worked out again where the facts, the form's decisions or the parts have moved on since."""
    if owed.round.state == Round.State.LOCKED or owed.state in (Return.State.SIGNED, Return.State.VOID):
        return owed
    if owed.rolled:
        if owed.state == Return.State.WAITING or owed.stamp != stamp_of(owed):
            return _loaded(rolled.pk) if (rolled := roll_up(owed.pk)) else _waits_again(owed)
        return owed
    if owed.is_owed and owed.stamp != stamp_of(owed):
        fill_return(owed.pk)
        return _loaded(owed.pk)
    return owed


def refresh(pk: UUID) -> None:
    """The same for the worker, by number."""
    keep_fresh(_loaded(pk))


def _waits_again(owed: Return) -> Return:
    """A roll-up whose parts are open again."""
    if owed.state != Return.State.WAITING:
        Return.objects.filter(pk=owed.pk).exclude(state=Return.State.SIGNED).update(state=Return.State.WAITING)
    return _loaded(owed.pk)


def _loaded(pk: UUID) -> Return:
    return Return.objects.select_related(
        "round__area", "round__previous", "round__request", "area", "review__filled_for", "review__area"
    ).get(pk=pk)


def _refuse(pk: UUID, refusal: Refusal) -> None:
    Return.objects.filter(pk=pk).update(refusal=_told(refusal))


def _stop(found: Round, refusal: Refusal) -> None:
    Round.objects.filter(pk=found.pk).update(state=Round.State.STOPPED, refusal=_told(refusal), tries=0)


def _told(refusal: Refusal) -> dict[str, str]:
    return {"code": refusal.code, "what": refusal.what, "why": refusal.why, "todo": refusal.todo}
