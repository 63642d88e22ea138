"""Areas, people, posts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from qingzhuang.site.accounts.logic import Level, code_prefix, rights_of


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

    objects = People()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's role in an area for a time."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts")
    area = models.ForeignKey(Area, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    begins = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "area", "role"], name="one_post_once"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="post_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.area}"

    def holds_on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def rights(self) -> frozenset[str]:
        return rights_of(self.role)

    def may(self, right: str) -> bool:
        return right in self.rights
