"""Kinds of reports in the catalogue, requests with their passport, what was decided of them, and objections."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Frequency(models.TextChoices):
    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Passport(models.Model):
    """What a kind and a request have in common: who asks, on what ground, of whom, and by which form.

    The file is kept by `kit.files` in the room ROOM. `understanding` is the form in the shape of the answer file
    (`formfill.as_json`), null where it is only a list of words; `asks` are its questions, one entry for each (`logic.Ask`).
    """

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")  # in whose register it stands
    title = models.CharField(max_length=300)
    asker = models.CharField(max_length=120, blank=True)
    asker_area = models.ForeignKey("accounts.Area", models.PROTECT, null=True, related_name="+")
    basis_number = models.CharField(max_length=120, blank=True)  # 文号
    legal_ground = models.CharField(max_length=300, blank=True)
    form_number = models.CharField(max_length=80, blank=True)  # 表号
    issuing_body = models.CharField(max_length=120, blank=True)  # 制定机关
    approval_number = models.CharField(max_length=120, blank=True)  # 批准文号
    valid_until = models.DateField(null=True)  # 有效期至
    purpose = models.CharField(max_length=300, blank=True)
    population = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(max_length=16, choices=Frequency.choices, default=Frequency.ONCE)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    file_name = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=8, blank=True)
    fingerprint = models.CharField(max_length=40, blank=True, db_index=True)
    understanding = models.JSONField(null=True)
    asks = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Kind(Passport):
    """A kind of report that the catalogue knows. `due_after` counts days from the end of a period to the day it is due;
    `minutes` is the measured time of one blank, null until it was measured."""

    class State(models.TextChoices):
        DRAFT = "draft"
        IN_FORCE = "in_force"
        RETIRED = "retired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    begun = models.DateField()
    retired_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="ancestors")
    last_used = models.DateField(null=True)
    due_after = models.PositiveSmallIntegerField(default=5)
    minutes = models.FloatField(null=True)
    areas: Any = models.ManyToManyField("accounts.Area", related_name="+")

    class Meta:
        ordering = ["title", "created_at"]
        indexes = [models.Index(fields=["area", "state"], name="kinds_of_area")]
        constraints = [
            models.CheckConstraint(condition=Q(state="retired") ^ Q(retired_on__isnull=True), name="retired_with_its_day"),
        ]

    @property
    def log_subject(self) -> str:
        return f"kind:{self.pk}"

    def holds_on(self, day: date) -> bool:
        """In force, begun, and not past its term."""
        return self.state == self.State.IN_FORCE and self.begun <= day and (self.valid_until is None or day <= self.valid_until)


class Request(Passport):
    """One demand for data. `registered` says that its kind stood in the catalogue when it was sent or registered; without it no
    community sees the request unmarked. `period_…` is the time its figures are about (both days in), `as_of` the day."""

    class State(models.TextChoices):
        REGISTERED = "registered"
        OBJECTED = "objected"  # a community objected after it was sent
        ANSWERED = "answered"  # from the ledger, no community asked
        MERGED = "merged"
        SHORTENED = "shortened"  # sent with its new blanks only
        SENT = "sent"
        RETURNED = "returned"  # to its asker, with a letter
        CLOSED = "closed"

    class Source(models.TextChoices):
        FILE = "file"
        MESSAGE = "message"
        FIELDS = "fields"
        KIND = "kind"  # made ahead by the daily run for a recurring kind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")  # who registered it; null: the daily run
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, related_name="requests")
    registered = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    message = models.TextField(blank=True)  # the pasted words
    due_at = models.DateTimeField(null=True)
    as_of = models.DateField()
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    areas: Any = models.ManyToManyField("accounts.Area", related_name="+")
    emergency = models.BooleanField(default=False)
    expires_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REGISTERED)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    clause = models.CharField(max_length=400, blank=True)  # ids of the rules that the letter quotes, with commas between
    tone = models.CharField(max_length=8, blank=True)  # of the letter
    only = models.JSONField(default=list)  # keys of the blanks that are asked where it was shortened; empty: all
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="ancestors")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "-created_at"], name="requests_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_to__isnull=True) | Q(period_to__gte=models.F("period_from")),
                name="request_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["kind", "period_to"], condition=Q(source="kind"), name="one_request_a_period_of_a_kind"
            ),
        ]

    @property
    def log_subject(self) -> str:
        return f"request:{self.pk}"

    @property
    def own_kind_id(self) -> uuid.UUID | None:
        """The kind that it is itself; none where it was merged with another's."""
        return None if self.state == self.State.MERGED else self.kind_id

    @property
    def goes_out(self) -> bool:
        """Whether communities see it: returns begin their rounds from these. What has an end goes out no more after it."""
        return self.state in GOES_OUT and (self.expires_on is None or timezone.localdate() <= self.expires_on)


GOES_OUT = (Request.State.SENT, Request.State.SHORTENED, Request.State.OBJECTED)


def out_now() -> Q:
    """What `goes_out` says, asked of the database."""
    return Q(state__in=GOES_OUT) & (Q(expires_on__isnull=True) | Q(expires_on__gte=timezone.localdate()))


class Given(models.Model):
    """A file with which a request was answered from the ledger: made by the desk, taken by whoever asked."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="given")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=240)
    size = models.PositiveIntegerField()
    records = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    as_of = models.DateField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """A form that a request has, had, or is to have: the one in use stands in the request itself too. `used_at` is empty of a proposed one."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="forms")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=40, blank=True)
    understanding = models.JSONField(null=True)
    asks = models.JSONField(default=list)
    made_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="one_form_of_a_number")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.number}"


class CatalogueCount(models.Model):
    """How many blanks of each kind the ledger of an area cannot answer, as counted last: `counts` is by the mark of a kind, `mark` that of
    the facts (`counted`)."""

    area = models.OneToOneField("accounts.Area", models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"catalogue of {self.area_id}"


class Measured(models.Model):
    """How many returns of a request took so long for a blank: `band` is a place in `logic.BANDS`. No place, person or moment is kept."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="measured")
    band = models.PositiveSmallIntegerField()
    returns = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["band"]
        constraints = [models.UniqueConstraint(fields=["request", "band"], name="one_count_of_a_band")]

    def __str__(self) -> str:
        return f"{self.band}: {self.returns}"


class Settled(models.Model):
    """A reading of a form of which the product was not sure, settled once for everybody who fills it. It is never changed: the last one of
    a blank counts, in every request of the same register with the same form. `key` is that of `formfill.settle`, `number` the
    place of the blank over all tables, `concept` empty where nothing narrows whom a list is about."""

    class Choice(models.TextChoices):
        MEANS = "means"
        ASK = "ask"  # no fact of the ledger: communities are asked
        LEAVE = "leave"  # each community confirms its own, as before

    request = models.ForeignKey(Request, models.CASCADE, related_name="settled")
    key = models.CharField(max_length=620)
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=300)
    choice = models.CharField(max_length=5, choices=Choice.choices)
    concept = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} → {self.concept or self.choice}"


class Objection(models.Model):
    """What a community has against a request, and what the desk said to it."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="objections")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["request", "area"], name="one_objection_of_a_community")]

    def __str__(self) -> str:
        return self.reason


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads what is due for a post. The secret itself is kept nowhere."""

    post = models.ForeignKey("accounts.Post", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(ended_at__isnull=True), name="one_calendar_of_a_post"),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.post_id}"
