"""The machine's part: returns are filled one after the other, each whole or not at all, and taken up again where it broke off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.hands import spread
from qingzhuang.site.reports import actions as reports
from qingzhuang.site.reports import queries
from qingzhuang.site.returns import errors, kept, working
from qingzhuang.site.returns.filling import Made, form_of, latest_below, make, stale_of, stamp_of
from qingzhuang.site.returns.models import Explanation, Return, Round
from qingzhuang.site.returns.working import FULL, Worked, told

TRIES = 3
ROUNDS = 8  # whose questions are counted in one pass, and whose returns are told in numbers together
PIECE = 30  # returns that are worked out in full, and kept, together


def fill_round(number: UUID) -> None:
    """Fill every return of a round that waits, and of the rounds that wait beside it for the same area, day and time.

    Doing it twice does nothing twice; killed in the middle it goes on with the next.
    """
    found = Round.objects.filter(pk=number, state=Round.State.FILLING).first()
    if found is None:
        return
    if found.tries >= TRIES:
        _stop([found.pk], errors.broke_off())
        return
    same = {name: getattr(found, name) for name in ("area", "as_of", "period_from", "period_to")}
    beside = Round.objects.filter(state=Round.State.FILLING, tries__lt=TRIES, **same).exclude(pk=number)
    rounds = (number, *beside.values_list("pk", flat=True))
    try:
        _fill(rounds)
    except OSError as fault:
        if fault.errno not in FULL:
            raise
        _stop(rounds, errors.disk_full())


def _fill(rounds: Sequence[UUID]) -> None:
    """Fill some rounds: with all processors where that is worth it. Each piece is kept whole or not at all.

    First what can be told in numbers, eight rounds at a time, then what has to be worked out place by place.
    """
    working.forget()
    Round.objects.filter(pk__in=rounds).update(tries=F("tries") + 1, beat_at=timezone.now())
    parts = [tuple(rounds[start : start + ROUNDS]) for start in range(0, len(rounds), ROUNDS)]
    for place, found in spread(working.TELL, [(part,) for part in parts]):
        _kept(found, parts[place], rounds)
    pieces = [(part, piece) for part in parts for piece in _pieces(part)]
    for place, found in spread(working.WORK_OUT, pieces):
        _kept(found, pieces[place][0], rounds)
    _open_what_is_filled(rounds)


def _pieces(rounds: Sequence[UUID]) -> Iterator[tuple[UUID, ...]]:
    """The returns of some rounds that wait, as many as are worked out together; those of a place beside each other, since they are
    compared with the same reports of the day."""
    rows = Return.objects.filter(round__in=rounds, state=Return.State.WAITING, rolled=False, refusal__isnull=True)
    waiting = list(rows.order_by("area__code", "round").values_list("pk", flat=True))
    yield from (tuple(waiting[start : start + PIECE]) for start in range(0, len(waiting), PIECE))


def _kept(found: Sequence[Worked], part: Sequence[UUID], rounds: Sequence[UUID]) -> None:
    """Keep what came of some rounds, and note that there is life in all that wait beside them."""
    _keep(found)
    Round.objects.filter(pk__in=rounds, state=Round.State.FILLING).update(tries=0, beat_at=timezone.now())
    _open_what_is_filled(part)


def _open_what_is_filled(rounds: Sequence[UUID]) -> None:
    """Rounds in which nothing waits for the machine any more."""
    waits = Return.objects.filter(round=OuterRef("pk"), state=Return.State.WAITING, rolled=False, refusal__isnull=True)
    filled = Round.objects.filter(pk__in=rounds, state=Round.State.FILLING).exclude(Exists(waits))
    filled.update(state=Round.State.OPEN, tries=0, refusal=None)


def tell_again(area: Area) -> None:
    """Returns of a place of which only numbers are known, told anew since its facts have moved on; in full what cannot be told so."""
    rows = Return.objects.filter(area=area, rolled=False, state__in=working.OWED, review=None).exclude(
        round__state=Round.State.LOCKED
    )
    same: dict[Any, dict[UUID, UUID]] = {}
    for one in stale_of([one for one in rows.select_related("round").defer("round__understanding") if one.is_brief]):
        same.setdefault((one.round.as_of, one.round.period), {})[one.round_id] = one.pk
    for some in same.values():
        rounds, left = list(some), set(some.values())
        for start in range(0, len(rounds), ROUNDS):
            found = working.tell_again(tuple(rounds[start : start + ROUNDS]), area)
            _keep(found, working.OWED)
            left -= {one.owed for one in found}
        for pk in left:
            refresh(pk)


def _keep(found: Sequence[Worked], states: Sequence[str] = (Return.State.WAITING,)) -> None:
    """Keep what was worked out, unless somebody was faster."""
    by = {one.owed: one for one in found}
    with transaction.atomic():
        rows = Return.objects.select_for_update(of=("self",)).filter(pk__in=by, state__in=states)
        rows = rows.exclude(round__state=Round.State.LOCKED).values_list("pk", "filled_at", "round__readings")
        # read anew meanwhile: it waits, and is filled once more
        held = {pk: filled for pk, filled, readings in rows if not by[pk].stamp or by[pk].readings == readings}
        _ask([by[pk] for pk in held if by[pk].unknown], held)
        _note([by[pk] for pk in held])
    for pk in held:
        if not by[pk].stamp and not by[pk].refusal:  # something has to be written before it can be worked out
            fill_return(pk)


def _ask(some: Sequence[Worked], filled: Mapping[UUID, Any]) -> None:
    """What nobody knows becomes questions of the place."""
    rows = Return.objects.filter(pk__in=[one.owed for one in some]).select_related("area", "round").defer("round__understanding")
    by = {owed.pk: owed for owed in rows}
    for one in some:
        owed, again = by[one.owed], filled[one.owed] is None
        reports.ask_what_is_unknown(
            area=owed.area, unknown=one.unknown, title=owed.round.title, day=owed.round.as_of, again=again
        )


def _note(some: Sequence[Worked]) -> None:
    """What each came to, those that came to the same with one statement."""
    same: dict[str, list[Worked]] = {}
    places: dict[str, list[Worked]] = {}
    for one in some:
        same.setdefault(json.dumps([one.is_ready, one.found if one.stamp else None, one.refusal]), []).append(one)
        places.setdefault(one.stamp, []).append(one)
    now = timezone.now()
    for alike in same.values():
        first, told = alike[0], dict[str, Any]()
        if first.stamp:
            told = {"state": Return.State.READY if first.is_ready else Return.State.OPEN, "found": first.found, "filled_at": now}
        Return.objects.filter(pk__in=[one.owed for one in alike]).update(refusal=first.refusal, **told)
    for stamp, alike in places.items():
        if stamp:
            Return.objects.filter(pk__in=[one.owed for one in alike]).update(stamp=stamp)


def fill_return(pk: UUID) -> Return:
    """Fill one: prepare the form, work it out, note what a person has to look at, and ask what nobody knows."""
    owed = _loaded(pk)
    if owed.review is None:
        _prepare(owed)
    return _filled(owed, make(owed))


def _prepare(owed: Return) -> None:
    """The form of a return for people to work on; until somebody opens it, it is not kept."""
    asked_in = owed.round
    with transaction.atomic():
        before = Return.objects.filter(area=owed.area, round__request=asked_in.request_id, review__isnull=False).exclude(
            pk=owed.pk
        )
        last = before.select_related("review").order_by("-round__created_at").first()
        owed.review = reports.prepare(
            area=owed.area,
            form=form_of(asked_in),
            as_of=asked_in.as_of,
            period=asked_in.period,
            like=last.review if last else None,
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
            unknown, again = queries.unknown_of(made.prepared), now.filled_at is None
            reports.ask_what_is_unknown(
                area=owed.area, unknown=unknown, title=owed.round.title, day=owed.round.as_of, again=again
            )
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
    if owed.is_owed and (owed.review is None or owed.stamp != stamp_of(owed)):
        return opened(owed)
    return owed


def opened(owed: Return) -> Return:
    """A return that people work on: with its form, and as the facts are now."""
    owed = _loaded(owed.pk)
    if owed.review is None:
        _prepare(owed)
    if owed.is_brief or owed.stamp != stamp_of(owed):
        fill_return(owed.pk)
    return _loaded(owed.pk)


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


def _stop(rounds: Sequence[UUID], refusal: Refusal) -> None:
    Round.objects.filter(pk__in=rounds, state=Round.State.FILLING).update(
        state=Round.State.STOPPED, refusal=told(refusal), tries=0
    )
