"""Many papers at once: a list of residents, one signed file each; worked through in the background, each line once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights
from qingzhuang.site.certificates.actions.asking import Wish, ask, check_body, sought
from qingzhuang.site.certificates.actions.issuing import hand_out, issue
from qingzhuang.site.certificates.models import Application, Batch, BatchLine, Stage
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import known

MOST = 2000
SPACE = UUID("5ec1a8c2-3d0f-4a5e-9b5e-0c3a3e1f7b11")  # of the keys of applications that batches make


@transaction.atomic
def begin_batch(actor: Actor, *, lines: Sequence[str], wish: Wish) -> Batch:
    """A list of ID numbers or names, all for the same paper. Only kinds that ask nothing besides can be made at once."""
    rights.check(actor, "issue", actor)
    kind, _item = sought(actor.area, wish.what)
    check_body(wish.body)
    if kind is None or kind.asked:
        raise errors.one_by_one()
    wanted = list(dict.fromkeys(line.strip()[:60] for line in lines if line.strip()))
    if not wanted:
        raise errors.no_lines()
    if len(wanted) > MOST:
        raise errors.too_many(MOST)
    made = Batch.objects.create(
        area=actor.area, kind=kind.id, body=wish.body, body_name=wish.body_name.strip()[:80], use=wish.use.strip()[:120],
        language=wish.language, lines=known.seal_bytes("\n".join(wanted).encode()), size=len(wanted), begun_by=actor,
        begun_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        actor.person, deed="batch.begun", area=actor.area.code, subject=made.log_subject, paper=kind.id, asker=wish.body,
        count=len(wanted),
    )  # fmt: skip
    return made


def work_through(pk: int, said: Callable[[int], None] | None = None) -> int:
    """Every line that was not worked through yet; stopped at any point it goes on from there. Returns how many were."""
    batch = Batch.objects.select_related("area", "begun_by__area", "begun_by__person").get(pk=pk)
    lines = known.open_bytes(bytes(batch.lines)).decode().split("\n")
    done = set(batch.done.values_list("place", flat=True))
    for place, line in enumerate(lines):
        if place not in done:
            _line(batch, place, line)
            if said:
                said(place + 1)
    return len(lines) - len(done)


def _line(batch: Batch, place: int, line: str) -> None:
    """One resident: the paper, or what stands in its way, in words."""
    application, problem = None, ""
    try:
        application = _application(batch, place, line)
        if application.stage in (Stage.READY, Stage.ISSUED):
            issue(batch.begun_by, application=application)
            application.refresh_from_db()
        problem = "" if application.stage == Stage.ISSUED else application.stage
    except Refusal as refusal:
        problem = f"! {refusal.what}"[:200]
    try:
        with transaction.atomic():
            BatchLine.objects.create(batch=batch, place=place, application=application, problem=problem)
    except IntegrityError:  # another worker was quicker with the same line, and made the same paper
        return


def _application(batch: Batch, place: int, line: str) -> Application:
    actor = batch.begun_by
    hits = [hit for hit in ledger.found_for(actor, line, entity="person") if hit.state == "present"]
    exact = [hit for hit in hits if hit.name == line] or hits
    if len(exact) != 1:
        raise errors.not_one(len(exact))
    wish = Wish(batch.kind, batch.body, batch.body_name, batch.use, batch.language)
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
