"""Tokens of an area, who calls, and what a call gives."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Q, When
from django.http import Http404
from django.utils import timezone
from django.utils.http import content_disposition_header

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.exchange import errors
from qingzhuang.site.exchange.logic.scopes import NEEDS, USE, Scope
from qingzhuang.site.exchange.models import Token

PAGE = 25
_OFFERED: list[str] = []  # routers of areas above, by their dotted names
ALL = "manage_accounts"  # whoever looks after people sees and ends the tokens of the area


def offer_calls(router: str) -> None:
    """An area above gives programs more to ask: the dotted name of a ninja `Router`, said in AppConfig.ready."""
    if router not in _OFFERED:
        _OFFERED.append(router)


def offered_calls() -> list[str]:
    """What areas above offer."""
    return list(_OFFERED)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program: its token, and the post it acts for."""

    token: Token
    post: Actor

    def may(self, scope: Scope) -> bool:
        """Within the scopes of the token and, today, within the rights of the post."""
        return self.token.has(scope) and NEEDS[scope] <= self.post.rights

    def check(self, scope: Scope) -> None:
        if not self.may(scope):
            raise errors.no_scope(scope.value)


def tokens_for(actor: Actor, page: str = "1") -> Page[Token]:
    """One's own tokens and, for whoever looks after people, those of all posts in the area; those that hold first, newest first."""
    if not actor.may(USE):
        raise Http404
    asked = Token.objects.select_related("post__person", "post__area")
    asked = (
        asked.filter(post__area__code__startswith=actor.area.code_prefix)
        if actor.may(ALL)
        else asked.filter(Q(post=actor) | Q(allowed_by=actor))
    )
    over = Case(When(Q(ended_at__isnull=False) | Q(ends__lt=timezone.localdate()), then=1), default=0)
    return Paginator(asked.order_by(over, "-pk"), PAGE).get_page(page)


def posts_to_act_for(actor: Actor) -> list[Actor]:
    """One's own post, and those below that one looks after: a program of a grid worker reaches the grid alone."""
    return [actor, *accounts.posts_below_for(actor)] if actor.may(USE) else []


def post_to_act_for(actor: Actor, pk: str) -> Actor:
    """One of them, one's own where none is named; 404 for any other."""
    found = next((post for post in posts_to_act_for(actor) if str(post.pk) == (pk or str(actor.pk))), None)
    if found is None:
        raise Http404
    return found


def token_for(actor: Actor, pk: int) -> Token:
    """A token that the actor may end, or 404."""
    found = Token.objects.select_related("post__area", "post__person").filter(pk=pk).first()
    if found is None or not actor.may(USE):
        raise Http404
    if actor.pk not in (found.post_id, found.allowed_by_id) and not (actor.may(ALL) and actor.area.contains(found.post.area)):
        raise Http404
    return found


def check_files(actor: Actor) -> None:
    """404 for whoever sees no people."""
    if not actor.may("see_facts"):
        raise Http404


def areas_of_files_for(actor: Actor) -> list[Area]:
    """The communities and grids that files may be about."""
    return [area for area in accounts.areas_for(actor) if area.level in (Level.COMMUNITY.value, Level.GRID.value)]


def as_attachment(name: str) -> str:
    """The header that gives a file its name."""
    return content_disposition_header(True, name) or "attachment"
