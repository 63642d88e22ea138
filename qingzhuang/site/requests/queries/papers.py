"""Who still asks residents for paper, beside the demands that were registered of it: the register of certificates feeds that of demands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.certificates import queries as certificates
from qingzhuang.site.requests.models import Request


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """One body and one paper: in the words of the page how often it was asked for and in vain, and the demand registered of it.

    `asker` and `paper` are Chinese, as the register keeps them.
    """

    name: str
    asker: str
    paper: str
    shown: tuple[str, str]
    asked: int
    issued: int
    needless: int
    request: Request | None


def papers_asked_for(actor: Actor) -> list[PaperAsked]:
    """What bodies want of the residents of the actor's area, the needless first. 404 for whoever sees no facts."""
    found = []
    for one in certificates.askers_for(actor, certificates.Asked()):
        with translation.override("zh-hans"):
            asker, paper = certificates.asker_words(one)
        name = f"{one.body}:{one.kind or one.item}:{one.name}"
        found.append((name, asker, paper, certificates.asker_words(one), one))
    with translation.override("zh-hans"):
        titles = {name: _title(paper) for name, _asker, paper, _shown, _one in found}
    made = {
        (request.asker, request.title): request
        for request in Request.objects.filter(area=actor.area, title__in=set(titles.values())).order_by("created_at")
    }
    lines = [
        PaperAsked(name, asker, paper, shown, one.asked, one.issued, one.needless, made.get((asker, titles[name])))
        for name, asker, paper, shown, one in found
    ]
    return sorted(lines, key=lambda line: (-line.needless, -line.asked, line.name))


def paper_title(line: PaperAsked) -> str:
    """What the demand is called, in the language that is active."""
    return _title(line.paper)


def _title(paper: str) -> str:
    return _("Paper of the community: %(paper)s") % {"paper": paper}
