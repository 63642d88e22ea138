"""A paper that residents are sent for, as a demand in the register: then it is decided, and its asker gets a letter like any other."""

from __future__ import annotations

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.requests import queries
from qingzhuang.site.requests.actions.register import Told, register_request
from qingzhuang.site.requests.models import Request


def register_paper(actor: Actor, *, name: str) -> Request:
    """Register what a body wants of residents, as the register of certificates counts it; a second time it is the same demand.

    `name` is that of a line of `papers_asked_for`; 404 where there is none. Nobody is named in it, only how often it was asked.
    """
    line = next((one for one in queries.papers_asked_for(actor) if one.name == name), None)
    if line is None:
        raise Http404
    if line.request is not None:
        return line.request
    with translation.override("zh-hans"):
        title = queries.paper_title(line)
        said = _("Residents were asked for “%(paper)s” %(asked)s times; %(needless)s of them should not have been asked for.")
        message = said % {"paper": line.paper, "asked": line.asked, "needless": line.needless}
    return register_request(actor, told=Told(title=title, asker=line.asker), message=message)
