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
def make_token(actor: Actor, *, name: str, sender: str, purpose: str, scopes: Sequence[str], ends: date) -> Made:
    """A token that acts for the actor's post within scopes. 404 for whoever may use none; Refusal for scopes beyond the post."""
    if not actor.may(USE):
        raise Http404
    offered = {scope.value for scope in scopes_of(actor.rights)}
    if not set(scopes) <= offered:
        raise errors.no_scopes()
    today = timezone.localdate()
    if not today <= ends <= today + timedelta(days=LONGEST_DAYS):
        raise errors.bad_days()
    secret = new_secret()
    token = Token.objects.create(
        post=actor, name=name, sender=sender, purpose=purpose, scopes=sorted(set(scopes)), digest=digest(secret),
        made_at=timezone.now(), ends=ends,
    )  # fmt: skip
    audit.record(
        actor.person, deed="token.made", area=actor.area.code, subject=token.log_subject, token=name, day=ends.isoformat(),
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
    token = Token.objects.select_related("post__area", "post__person").filter(digest=digest(secret)).first()
    if token is None or not token.holds_on(today):
        return None
    post = token.post
    if not post.holds_on(today) or not post.person.is_active or not post.may(USE):
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return queries.Caller(token, post)
