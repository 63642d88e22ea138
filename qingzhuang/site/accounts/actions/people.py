"""Accounts and posts of others, managed inside one's own area and below one's own rank."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts import errors, rights
from qingzhuang.site.accounts.logic import Level, Role, fits, gives, is_account_name, new_password
from qingzhuang.site.accounts.models import Area, Post, User
from qingzhuang.site.accounts.wording import level_words, role_words
from qingzhuang.site.audit import actions as audit

GONE = "（已注销）"


@transaction.atomic
def create_account(
    actor: Post | None,
    *,
    username: str,
    name: str,
    password: str,
    post: tuple[Area, Role, date] | None = None,
    ends: date | None = None,
    office: str = "",
) -> User:
    """A person who can sign in. Somebody who is not the machine gives the first post with it, and the password holds once."""
    if not is_account_name(username):
        raise errors.bad_account_name()
    if User.objects.filter(username=username).exists():
        raise errors.taken(username)
    if actor is not None and (post is None or not actor.may("manage_accounts")):
        raise errors.not_allowed()
    person = User(username=username, name=name, must_change_password=actor is not None)
    person.set_password(password)
    person.save()
    area = post[0].code if post else ""
    audit.record(actor and actor.person, deed="account.created", area=area, subject=_subject(person))
    if post is not None:
        area_of, role, begins = post
        give_post(actor, person=person, area=area_of, role=role, begins=begins, ends=ends, office=office)
    return person


@transaction.atomic
def give_post(
    actor: Post | None, *, person: User, area: Area, role: Role, begins: date, ends: date | None = None, office: str = ""
) -> Post:
    """Tie a person to an area and a role; `ends` is the last day, `office` the body as it signs."""
    if actor is not None:
        _check_gift(actor, person, area, role)
    if not fits(role, Level(area.level)):
        raise errors.role_does_not_fit(role_words(role), level_words(area.level))
    if person.posts.filter(area=area, role=role.value, ends__isnull=True).exists():
        raise errors.has_post()
    post = Post.objects.create(person=person, area=area, role=role.value, begins=begins, ends=ends, office=office.strip())
    audit.record(
        actor and actor.person, deed="post.given", area=area.code, subject=_subject(person), role=role.value, area_name=area.name
    )
    return post


def _check_gift(actor: Post, person: User, area: Area, role: Role) -> None:
    """Somebody who already works elsewhere may get a post here as well: that opens nothing of the other place."""
    if person.pk == actor.person_id:
        raise errors.not_yourself()
    if not actor.may("manage_accounts") or role not in gives(actor.role) or not actor.area.contains(area):
        raise errors.beyond_your_post()


@transaction.atomic
def end_post(actor: Post, *, post: Post) -> Post:
    """Take a post back at once: yesterday was its last day."""
    _check_gift(actor, post.person, post.area, Role(post.role))
    post.ends = timezone.localdate() - timedelta(days=1)
    post.save(update_fields=["ends"])
    audit.record(
        actor.person,
        deed="post.ended",
        area=post.area.code,
        subject=_subject(post.person),
        role=post.role,
        area_name=post.area.name,
    )
    return post


@transaction.atomic
def reset_password(actor: Post | None, *, person: User) -> str:
    """A new password that holds until the first sign-in; returned once, kept nowhere. All sessions of the person end."""
    if actor is not None:
        rights.check_person(actor, person)
    password = new_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _end_sessions(person)
    _record(actor, person, "password.reset")
    return password


@transaction.atomic
def close_account(actor: Post, *, person: User) -> None:
    """Nobody signs in with it any more; what was done with it stays in the log."""
    rights.check_person(actor, person)
    person.is_active, person.closed_on = False, timezone.localdate()
    person.save(update_fields=["is_active", "closed_on"])
    _end_sessions(person)
    _record(actor, person, "account.closed")


@transaction.atomic
def reopen_account(actor: Post, *, person: User) -> None:
    rights.check_person(actor, person)
    person.is_active, person.closed_on = True, None
    person.save(update_fields=["is_active", "closed_on"])
    _record(actor, person, "account.reopened")


@transaction.atomic
def end_sessions_of(actor: Post, *, person: User) -> None:
    rights.check_person(actor, person)
    _end_sessions(person)
    _record(actor, person, "sessions.ended_by_another")


@transaction.atomic
def remove_second_factor_of(actor: Post, *, person: User) -> None:
    """For somebody who has lost telephone and recovery codes; every session ends."""
    rights.check_person(actor, person)
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    _record(actor, person, "second_factor.removed_by_another")


@transaction.atomic
def link_subject(actor: Post, *, person: User, subject: str) -> None:
    """Say who a person is for the provider of sign-ins; empty takes it back."""
    rights.check_person(actor, person)
    if subject and User.objects.filter(subject=subject).exclude(pk=person.pk).exists():
        raise errors.taken(subject)
    person.subject = subject or None
    person.save(update_fields=["subject"])
    _record(actor, person, "account.linked" if subject else "account.unlinked")


def _end_sessions(person: User) -> None:
    person.sessions.all().delete()


def _record(actor: Post | None, person: User, deed: str) -> None:
    """The entry stands where the person works, so that whoever answers for the area reads it."""
    standing = person.standing(timezone.localdate())
    area = standing[0].area.code if standing else (actor.area.code if actor else "")
    audit.record(actor and actor.person, deed=deed, area=area, subject=_subject(person))


def _subject(person: User) -> str:
    return f"account:{person.pk}"


@transaction.atomic
def shred_name(actor: Post, *, person: User) -> None:
    """Take the name out of an account closed long enough ago. The log keeps saying what was done, by "（已注销）": entries hold
    the number of an account, never its name, so the chain stays whole."""
    rights.check_person(actor, person)
    if not actor.may("manage_site"):
        raise errors.not_allowed()
    if person.closed_on is None or (timezone.localdate() - person.closed_on).days < settings.LOG_KEPT_DAYS:
        raise errors.too_early(settings.LOG_KEPT_DAYS)
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        table.objects.filter(username=person.username).delete()
    Authenticator.objects.filter(user=person).delete()
    person.name, person.username, person.subject = GONE, f"gone-{person.pk}", None
    person.set_unusable_password()
    person.save()
    _record(actor, person, "account.shredded")
