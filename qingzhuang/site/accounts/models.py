"""Areas, people, posts, and the sessions in which people are signed in."""

from __future__ import annotations

import hashlib
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from qingzhuang.site.accounts.logic import Level, code_prefix, rights_of
from qingzhuang.site.accounts.wording import level_words, role_words


class Area(models.Model):
    """A place in the tree of divisions; codes of GB/T 2260 and below nest by their digits."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def code_prefix(self) -> str:
        return code_prefix(self.code, Level(self.level))

    @property
    def level_words(self) -> str:
        return level_words(self.level)

    def contains(self, other: Area) -> bool:
        return other.code.startswith(self.code_prefix)


class People(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True)
    must_change_password = models.BooleanField(default=False)
    subject = models.CharField(max_length=255, null=True, unique=True)  # who that is for the provider of sign-ins (OIDC `sub`)

    objects = People()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name

    def standing(self, day: date) -> list[Post]:
        """The posts by which a person counts: those that hold or will hold, or else the one that ended last."""
        posts = list(self.posts.select_related("area"))
        open_ones = [post for post in posts if post.ends is None or post.ends >= day]
        return open_ones or sorted(posts, key=lambda post: (post.ends or day, post.pk))[-1:]


class Post(models.Model):
    """A person's role in an area for a time; one that ended before it began never held. `office` is the body as it signs its papers
    (区民政局); empty where that is the area itself."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts")
    area = models.ForeignKey(Area, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    office = models.CharField(max_length=60, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "area", "role"], condition=Q(ends__isnull=True), name="one_open_post"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.area}"

    def holds_on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def body(self) -> str:
        """By which name the post signs."""
        return self.office or self.area.name

    @property
    def role_words(self) -> str:
        return role_words(self.role)

    @property
    def rights(self) -> frozenset[str]:
        return rights_of(self.role)

    def may(self, right: str) -> bool:
        return right in self.rights


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in, shown to that person so that a lost telephone can be signed out."""

    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField(null=True)

    @property
    def handle(self) -> str:
        """Names the session on a page without giving it away."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]

    @classmethod
    def get_session_store_class(cls) -> type:
        from qingzhuang.site.accounts.sessions import SessionStore

        return SessionStore
