"""Reads of people and areas."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from qingzhuang.site.accounts import rights
from qingzhuang.site.accounts.logic import DIGITS, ROLES, Level, Role, code_prefix, gives
from qingzhuang.site.accounts.models import Area, Post, Session, User

FULL = 12  # digits of a division code; only a grid has more
PAGE = 50
Actor = Post  # who acts: a person in a post
__all__ = [  # other areas take the words of this one from here
    "Actor", "Area", "Level", "Role", "ancestors", "anybody", "area_for", "area_names", "areas_for", "code_prefix", "posts_below_for",
    "posts_of",
]  # fmt: skip


def posts_of(person: User, *, on: date) -> list[Post]:
    """The posts that a person holds on a day, oldest first."""
    posts = Post.objects.filter(person=person).select_related("area", "person")
    return [post for post in posts if post.holds_on(on) and post.role in ROLES]


# ---------------------------------------------------------------- areas
def areas_for(actor: Post) -> list[Area]:
    """The actor's area and everything below it, in the order of codes."""
    return list(Area.objects.filter(code__startswith=actor.area.code_prefix))


def area_for(actor: Post, code: str) -> Area:
    """An area at or below the actor's own; anything else is not found."""
    found = Area.objects.filter(code=code).first()
    if found is None or not actor.area.contains(found):
        raise Http404
    return found


def managed_area_for(actor: Post, code: str) -> Area:
    """An area that the actor may rename and add to."""
    area = area_for(actor, code)
    rights.check_area(actor, area)
    return area


def children_for(actor: Post, area: Area, page: int) -> Page[Area]:
    """The areas right below one."""
    rights.check_area(actor, area)
    return Paginator(Area.objects.filter(parent=area), PAGE).get_page(page)


def line_for(actor: Post, area: Area) -> list[Area]:
    """From the actor's own area down to this one."""
    return [step for step in reversed(ancestors(area)) if actor.area.contains(step)]


def ancestors(area: Area) -> list[Area]:
    """The area itself first, then upward; one question, since codes tell where an area lies."""
    codes = {code_prefix(area.code, level).ljust(max(DIGITS[level], FULL), "0") for level in Level}
    above = [other for other in Area.objects.filter(code__in=codes) if other.contains(area)]
    return sorted(above, key=lambda other: -len(other.code_prefix))


def communities() -> list[Area]:
    """All communities of the site, for whoever asks from outside: names of places are no secret."""
    return list(Area.objects.filter(level=Level.COMMUNITY.value))


def community(code: str) -> Area | None:
    """A community by its division code."""
    return Area.objects.filter(level=Level.COMMUNITY.value, code=code).first()


def area_names(area: Area) -> list[str]:
    """From the top to the area: 泸州市, 纳溪区, …"""
    return [step.name for step in reversed(ancestors(area))]


# ---------------------------------------------------------------- people
def anybody() -> bool:
    """Whether there is any account yet."""
    return User.objects.exists()


def people_for(actor: Post, words: str, page: int) -> Page[User]:
    """Who has or had a post in the area or below, by account name; the operator also sees who never had one."""
    check_manages(actor)
    here = Q(posts__area__code__startswith=actor.area.code_prefix)
    if actor.role == Role.OPERATOR:
        here |= Q(posts__isnull=True)
    found = User.objects.filter(here)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words) | Q(posts__area__name__icontains=words))
    return Paginator(_with_posts(found.order_by("username").distinct()), PAGE).get_page(page)


def check_manages(actor: Post) -> None:
    if not actor.may("manage_accounts"):
        raise Http404


def held_in(actor: Post, person: User, day: date) -> list[Post]:
    """The posts of a person that hold on a day in the actor's area; uses what `people_for` has fetched."""
    return [post for post in person.posts.all() if post.holds_on(day) and actor.area.contains(post.area)]


def person_for(actor: Post, pk: int) -> User:
    """Somebody who works in the area or below."""
    person = User.objects.filter(pk=pk).first()
    if person is None or not rights.may(actor, "see", person):
        raise Http404
    return person


def posts_for(actor: Post, person: User) -> list[Post]:
    """The posts of a person that lie in the actor's area; what somebody does elsewhere is not shown."""
    posts = person.posts.select_related("area", "person").order_by("-begins", "pk")
    return [post for post in posts if actor.area.contains(post.area)]


def posts_below_for(actor: Post) -> list[Post]:
    """The posts of today in the actor's area, of roles that the actor gives; none for whoever looks after nobody."""
    if not actor.may("manage_accounts"):
        return []
    today = timezone.localdate()
    asked = Post.objects.filter(
        area__code__startswith=actor.area.code_prefix, role__in=[role.value for role in gives(actor.role)]
    )
    found = asked.exclude(person=actor.person).select_related("area", "person").order_by("area__code", "person__name")
    return [post for post in found if post.holds_on(today) and post.person.is_active]


def post_for(actor: Post, pk: int) -> Post:
    post = Post.objects.select_related("area", "person").filter(pk=pk).first()
    check_manages(actor)
    if post is None or not actor.area.contains(post.area):
        raise Http404
    return post


def roles_for(actor: Post) -> list[Role]:
    """The roles that the actor may give, in the order of the table of rights."""
    return [role for role in Role if role in gives(actor.role)]


def _with_posts(people: QuerySet[User]) -> QuerySet[User]:
    return people.prefetch_related("posts__area")


# ---------------------------------------------------------------- oneself
def sessions_of(person: User, now: Any) -> list[Session]:
    """Where somebody is signed in, newest first."""
    return list(Session.objects.filter(person=person, expire_date__gt=now).order_by("-begun_at"))


def has_second_factor(person: User) -> bool:
    return Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists()


def demands_second_factor(posts: list[Post]) -> bool:
    """Whether one of these posts is of a role for which QINGZHUANG_SECOND_FACTOR_ROLES asks for one."""
    return any(post.role in settings.SECOND_FACTOR_ROLES for post in posts)


def person_by_subject(subject: str, username: str) -> User | None:
    """Whom the provider of sign-ins means: linked before, else the account of that name if it is linked to nobody."""
    linked = User.objects.filter(subject=subject).first()
    found = linked or (User.objects.filter(username=username, subject__isnull=True).first() if username else None)
    return found if found is not None and found.is_active else None
