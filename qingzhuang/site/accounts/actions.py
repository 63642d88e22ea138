"""Writes of people and areas. Making accounts and areas is for set-up and operators, so their actor may be None (the machine)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qingzhuang.site.accounts.logic import Level, Role
from qingzhuang.site.accounts.models import Area, Post, User
from qingzhuang.site.audit import actions as audit


@transaction.atomic
def add_area(actor: Post | None, *, code: str, name: str, level: Level, parent: Area | None) -> Area:
    """Put an area on the tree, or give it its new name."""
    area, _made = Area.objects.update_or_create(code=code, defaults={"name": name, "level": level.value, "parent": parent})
    return area


@transaction.atomic
def create_account(actor: Post | None, *, username: str, name: str, password: str) -> User:
    """A person who can sign in, without any right until a post is given."""
    person = User(username=username, name=name)
    person.set_password(password)
    person.save()
    audit.record(actor and actor.person, deed="account.created", subject=f"person:{person.pk}", username=username)
    return person


@transaction.atomic
def give_post(actor: Post | None, *, person: User, area: Area, role: Role, begins: date) -> Post:
    post = Post.objects.create(person=person, area=area, role=role.value, begins=begins)
    audit.record(
        actor and actor.person, deed="post.given", area=area.code, subject=f"person:{person.pk}",
        username=person.username, role=role.value, area_name=area.name,
    )  # fmt: skip
    return post


def note_sign_in(person: User, *, signed_in: bool) -> None:
    post = person.posts.select_related("area").first()
    deed = "person.signed_in" if signed_in else "person.signed_out"
    audit.record(person, deed=deed, area=post.area.code if post else "", subject=f"person:{person.pk}")
