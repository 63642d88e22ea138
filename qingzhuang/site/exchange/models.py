"""Tokens for programs, the keys under which a sender knows our records, and the batches it sent."""

from __future__ import annotations

from datetime import date

from django.db import models

from qingzhuang.site.exchange.logic.scopes import Scope


class Token(models.Model):
    """A program that acts for a post, within its scopes, until a day. The secret itself is kept nowhere."""

    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)  # which program, in words
    sender = models.SlugField(
        max_length=40, db_index=False
    )  # whose keys it sends: a new token of the same sender goes on with them
    purpose = models.CharField(max_length=200)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    allowed_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")  # None: the post may itself
    ends = models.DateField()  # the last day
    ended_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def has(self, scope: Scope) -> bool:
        return scope.value in self.scopes

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and day <= self.ends

    @property
    def area(self) -> object:
        return self.post.area

    @property
    def log_subject(self) -> str:
        return f"token:{self.pk}"


class SenderKey(models.Model):
    """Under which key a sender knows a record. The key itself may be a number of a person, so only its keyed digest is kept."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    sender = models.CharField(max_length=40)
    digest = models.CharField(max_length=24)
    record = models.ForeignKey("ledger.Record", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "sender", "digest"], name="one_record_per_key")]

    def __str__(self) -> str:
        return f"{self.sender}: {self.record_id}"


class Batch(models.Model):
    """What was sent at once: sent again under the same key it is answered as the first time and recorded once."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    sender = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)  # SHA-256 of what was sent
    answer = models.JSONField(default=dict)  # numbers and what became of the rows; no names
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "sender", "key"], name="one_batch_per_key")]

    def __str__(self) -> str:
        return f"{self.sender} {self.at:%Y-%m-%d}"
