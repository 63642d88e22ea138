"""Reviews of forms, the decisions in them, what was learned, and the files that were made."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL


class Review(models.Model):
    """One form that somebody brought: its file, how it was understood, for which area and day it is filled.

    `understanding` is the form in the shape of the answer file; `refusal` says why there is none. `version` counts
    changes, so that what was worked out before is known to be stale. `subjects` are record keys that a card is about.
    `todays_facts` takes the picture of today instead of that of the day `as_of`; ages are of that day all the same. Without an
    owner it was prepared by the machine, for a return that nobody has signed yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=40, blank=True, db_index=True)
    understanding = models.JSONField(null=True)
    refusal = models.JSONField(null=True)
    filled_for = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    as_of = models.DateField()
    todays_facts = models.BooleanField(default=False)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    subjects = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "-created_at"], name="review_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(understanding__isnull=False) ^ Q(refusal__isnull=False), name="understood_or_refused"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.file_name.rsplit(".", 1)[0]

    @property
    def log_subject(self) -> str:
        return f"form:{self.pk}"


class Decision(models.Model):
    """What a person said of one blank: right, means, not_ours, typed. The last one of a blank counts."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    blank = models.CharField(max_length=600)
    verb = models.CharField(max_length=10)
    concept = models.CharField(max_length=500, blank=True)
    typed = models.CharField(max_length=2000, blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.blank}"


class KnownForm(models.Model):
    """A form about which an area was taught something: enough to know it again when a column has changed."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    paths = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "fingerprint"], name="one_known_form_an_area")]

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """A correction kept for an area (see `qingzhuang.formfill.memory`); newer ones count, so taking one back restores the older."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, models.SET_NULL, null=True, related_name="lesson")
    fingerprint = models.CharField(max_length=40, db_index=True)
    path = models.JSONField()
    nth = models.PositiveIntegerField()
    context = models.CharField(max_length=500, blank=True)
    concept = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{'/'.join(self.path)} → {self.concept}"


class Filled(models.Model):
    """A file that was made and handed out; the counts say how much of it was sure."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="filled")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=240)
    size = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    unsure = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
