"""Many papers at once: a list of residents, one signed file each; worked through in the background, each line once."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from qingzhuang.formfill.errors import FormError
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights
from qingzhuang.site.certificates.actions.asking import Wish, ask, check_body, sought
from qingzhuang.site.certificates.actions.issuing import hand_out, issue
from qingzhuang.site.certificates.logic.kinds import Kind
from qingzhuang.site.certificates.logic.listed import NoList, Wanted, of_file, of_lines
from qingzhuang.site.certificates.models import Application, Batch, BatchLine, Stage
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import known
from qingzhuang.vocabulary import fold

__all__ = ["Wanted", "batch_file", "begin_batch", "forget_lists", "of_lines", "read_list", "work_through"]

MOST = 2000
SPACE = UUID("5ec1a8c2-3d0f-4a5e-9b5e-0c3a3e1f7b11")  # of the keys of applications that batches make


@transaction.atomic
def begin_batch(actor: Actor, *, wanted: Sequence[Wanted], wish: Wish) -> Batch:
    """A list of residents, all for the same paper. What the paper asks besides stands in the list, and who sends it has verified it."""
    rights.check(actor, "issue", actor)
    kind = _kind(actor, wish.what)
    check_body(wish.body)
    if kind.asked and not any(one.said for one in wanted):
        raise errors.one_by_one()
    if kind.asked and not wish.verified:
        raise errors.not_verified()
    if not wanted:
        raise errors.no_lines()
    if len(wanted) > MOST:
        raise errors.too_many(MOST)
    made = Batch.objects.create(
        area=actor.area, kind=kind.id, body=wish.body, body_name=wish.body_name.strip()[:80], use=wish.use.strip()[:120],
        language=wish.language,
        lines=known.seal_bytes(json.dumps([asdict(one) for one in wanted]).encode()), size=len(wanted), begun_by=actor,
        begun_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        actor.person, deed="batch.begun", area=actor.area.code, subject=made.log_subject, paper=kind.id, asker=wish.body,
        count=len(wanted),
    )  # fmt: skip
    return made


def read_list(actor: Actor, *, what: str, name: str, data: bytes) -> list[Wanted]:
    """The rows of a filled list, understood by their headings; nothing is kept of the file. Raises Refusal where it cannot be read."""
    rights.check(actor, "issue", actor)
    try:
        return of_file(data, name, _kind(actor, what).asked)
    except NoList as missing:
        raise errors.bad_list(_("no column “%(heading)s”") % {"heading": missing} if str(missing) else "") from missing
    except FormError as fault:
        raise errors.bad_list(str(fault)) from fault


def _kind(actor: Actor, what: str) -> Kind:
    kind, _item = sought(actor.area, what)
    if kind is None:
        raise errors.one_by_one()
    return kind


def work_through(pk: int, said: Callable[[int], None] | None = None) -> int:
    """Every line that was not worked through yet; stopped at any point it goes on from there. Returns how many were."""
    batch = Batch.objects.select_related("area", "begun_by__area", "begun_by__person").get(pk=pk)
    done = set(batch.done.values_list("place", flat=True))
    if len(done) == batch.size:
        return 0
    for place, told in enumerate(json.loads(known.open_bytes(bytes(batch.lines)))):
        if place not in done:
            _line(batch, place, Wanted(**told))
            if said:
                said(place + 1)
    return batch.size - len(done)


def forget_lists(*, before: datetime) -> int:
    """Empty the lists that were worked through and begun before a moment: whoever sent one still has it."""
    done = Batch.objects.annotate(worked=Count("done")).filter(worked=F("size"), begun_at__lt=before).exclude(lines=b"")
    return Batch.objects.filter(pk__in=list(done.values_list("pk", flat=True))).update(lines=b"")


def _line(batch: Batch, place: int, wanted: Wanted) -> None:
    """One resident: the paper, or what stands in its way, in words."""
    application, problem = None, ""
    try:
        application = _application(batch, place, wanted)
        if application.stage in (Stage.READY, Stage.ISSUED):
            issue(batch.begun_by, application=application)
            application.refresh_from_db()
        problem = "" if application.stage == Stage.ISSUED else application.stage
    except Refusal as refusal:
        problem = f"! {refusal.what}"[:200]
    try:
        with transaction.atomic():
            BatchLine.objects.create(batch=batch, place=place, row=wanted.row, application=application, problem=problem)
    except IntegrityError:  # another worker was quicker with the same line, and made the same paper
        return


def _application(batch: Batch, place: int, wanted: Wanted) -> Application:
    actor = batch.begun_by
    hits = [hit for hit in ledger.found_for(actor, wanted.who, entity="person") if hit.state == "present"]
    exact = [hit for hit in hits if hit.name == wanted.who] or hits
    if len(exact) != 1:
        raise errors.not_one(len(exact))
    if wanted.name and fold(wanted.name) != fold(exact[0].name):
        raise errors.another_name()
    wish = Wish(batch.kind, batch.body, batch.body_name, batch.use, batch.language, wanted.said, verified=True)
    record = ledger.record_for(actor, exact[0].pk)
    return ask(actor, key=uuid5(SPACE, f"{batch.pk}:{place}"), wish=wish, record=record)


def batch_file(actor: Actor, *, batch: Batch) -> bytes:
    """All papers of a batch as one zip, each under its number; each handed out with a line in the log."""
    rights.check(actor, "issue", batch)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for line in queries.batch_lines(batch):
            paper = getattr(line.application, "certificate", None)
            if paper is not None and paper.kept_as and paper.revoked_at is None:
                packed.writestr(f"{line.place + 1:04d} {paper.number}.pdf", hand_out(actor, paper=paper))
    return out.getvalue()
