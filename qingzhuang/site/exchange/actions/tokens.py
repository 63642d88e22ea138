"""Tokens: made and ended by whoever answers for a place, found again at each call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange import errors, queries
from qingzhuang.site.exchange.logic.scopes import USE, scopes_of
from qingzhuang.site.exchange.logic.tokens import LONGEST_DAYS, digest, new_secret
from qingzhuang.site.exchange.models import Token


@dataclass(frozen=True, slots=True)
class Made:
    """A token with its secret, which is shown once."""

    token: Token
    secret: str


@transaction.atomic
def make_token(
    actor: Actor, *, name: str, sender: str, purpose: str, scopes: Sequence[str], ends: date, post: str = ""
) -> Made:  # fmt: skip
    """A token that acts for the actor's post within scopes, or for one that the actor looks after, within what both may.

    404 for whoever may use none and for a post out of reach; Refusal for scopes beyond the post.
    """
    if not actor.may(USE):
        raise Http404
    acts_for = queries.post_to_act_for(actor, post)
    own = acts_for.pk == actor.pk
    offered = {scope.value for scope in scopes_of(acts_for.rights | {USE}) if scope in scopes_of(actor.rights)}
    if not set(scopes) <= offered:
        raise errors.no_scopes()
    today = timezone.localdate()
    if not today <= ends <= today + timedelta(days=LONGEST_DAYS):
        raise errors.bad_days()
    secret = new_secret()
    token = Token.objects.create(
        post=acts_for, allowed_by=None if own else actor, name=name, sender=sender, purpose=purpose, scopes=sorted(set(scopes)),
        digest=digest(secret), made_at=timezone.now(), ends=ends,
    )  # fmt: skip
    audit.record(
        actor.person, deed="token.made", area=acts_for.area.code, subject=token.log_subject, token=name, day=ends.isoformat(),
        scopes=token.scopes,
    )  # fmt: skip
    return Made(token, secret)


@transaction.atomic
def end_token(actor: Actor, *, pk: int) -> Token:
    """From now on the token opens nothing; 404 for a token outside the actor's area. Ending it twice changes nothing."""
    token = queries.token_for(actor, pk)
    if token.ended_at is None:
        token.ended_at = timezone.now()
        token.save(update_fields=["ended_at"])
        audit.record(actor.person, deed="token.ended", area=token.post.area.code, subject=token.log_subject, token=token.name)
    return token


def use_token(secret: str) -> queries.Caller | None:
    """Whom a secret speaks for today; None where it opens nothing. Notes the day, not the hour."""
    today = timezone.localdate()
    token = (
        Token.objects.select_related("post__area", "post__person", "allowed_by__area", "allowed_by__person")
        .filter(digest=digest(secret))
        .first()
    )
    if token is None or not token.holds_on(today):
        return None
    post = token.post
    allowing = token.allowed_by or post
    if not all(one.holds_on(today) and one.person.is_active for one in (post, allowing)):
        return None
    if not allowing.may(USE) or not allowing.area.contains(post.area):
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return queries.Caller(token, post)
