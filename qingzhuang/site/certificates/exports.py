"""The register and its figures as tables to take away: the register names people and says so, the figures name nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.certificates import queries, wording
from qingzhuang.site.kit import masking

Row = list[Any]


def register_rows(actor: Actor, found: Iterable[queries.Application], entry: int) -> Iterable[Row]:
    """A mark that this is personal data, taken by whom and when, with the number of its line in the log; then a line for each application.

    ID numbers are not in it, names are.
    """
    mark = _("Personal data, for use within the community only. Taken by %(name)s on %(day)s; entry %(entry)s of the log.")
    yield [mark % {"name": actor.person.name, "day": timezone.localdate().isoformat(), "entry": entry}]
    yield [
        _("Day"), _("Paper"), _("Whom it is about"), _("Who asks"), _("What for"), _("Decision"), _("State"), _("Paper number"),
        _("Issued on"), _("Valid until"), _("Void because"), _("Asked by"),
    ]  # fmt: skip
    for one in found:
        yield _line(one)


def _line(one: queries.Application) -> Row:
    paper = getattr(one, "certificate", None)
    kind = queries.kind_in(one.area, one.kind) if one.kind else None
    return [
        timezone.localdate(one.asked_at).isoformat(), wording.title_of(one, kind), one.record.called if one.record else "",
        wording.body_words(one.body, one.body_name), masking.numbers(one.use), wording.outcome_words(one.outcome),
        wording.stage_words(one.stage), paper.number if paper else "", paper.issued_on.isoformat() if paper else "",
        paper.valid_until.isoformat() if paper else "", wording.why_revoked(paper.revoked_why) if paper and paper.revoked_at else "",
        one.asked_by.person.name if one.asked_by else _("by telephone"),
    ]  # fmt: skip


def asker_rows(found: Iterable[queries.Asker]) -> list[Row]:
    """Who still asks for paper: a line for each body and paper, nobody named."""
    head = [_("Who asks"), _("Paper"), _("Asked"), _("Issued"), _("Needless")]
    return [head, *([
        wording.body_words(one.body, one.name), wording.paper_words(one.kind or one.item), one.asked, one.issued, one.needless,
    ] for one in found)]  # fmt: skip
