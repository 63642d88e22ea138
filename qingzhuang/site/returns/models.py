"""Rounds, the returns that places owe in them, signed versions, cells handed back, and who used what."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

PERSON = settings.AUTH_USER_MODEL


class Round(models.Model):
    """One request answered once by all its places, from a form that does not change while it lasts.

    The form is copied from the request when the round begins. `only` names the blanks that are asked of people where the request was
    shortened. `settled` are the readings that the desk settled for all, put into `understanding` already, `readings`
    counts how often that was done since it began. `previous` is the round before of the same kind. `beat_at` is the last sign of life of whoever fills it, `tries` how
    often that was begun in vain; `refusal` says why it stands still.
    """

    class State(models.TextChoices):
        FILLING = "filling"
        OPEN = "open"
        STOPPED = "stopped"  # filling broke off; it goes on where it was
        LOCKED = "locked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("requests.Request", models.PROTECT, related_name="rounds")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(
        "accounts.Post", models.PROTECT, null=True, related_name="+"
    )  # null: the daily run, an emergency
    title = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=40, db_index=True)
    understanding = models.JSONField()
    only = models.JSONField(default=list)
    settled: Any = models.ManyToManyField("requests.Settled", related_name="+")
    readings = models.PositiveSmallIntegerField(default=0)
    as_of = models.DateField()
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.FILLING)
    reason = models.CharField(max_length=300, blank=True)  # of the last locking or reopening
    refusal = models.JSONField(null=True)
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "-created_at"], name="round_of_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def log_subject(self) -> str:
        return f"round:{self.pk}"

    @property
    def is_past_due(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.period_from, self.period_to


class Return(models.Model):
    """What one place owes in a round. Those of towns and above are rolled up from the ones below (`rolled`).

    `found` is what a person has to look at (`logic.found`); until somebody opens the return it may be told in numbers only
    (`briefly`). `draft` names the kept
    content of a roll-up that nobody has signed. `stamp` says what it was worked out from: it has to be worked out again when
    that has moved on. `reason` says why it is void, or open again.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # not filled yet; a roll-up: not all below it are signed
        READY = "ready"  # nothing to do but sign
        OPEN = "open"  # something waits for a person
        SIGNED = "signed"
        VOID = "void"  # nothing is owed any more

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="returns")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    rolled = models.BooleanField(default=False)
    review = models.OneToOneField("reports.Review", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    found = models.JSONField(default=dict)
    draft = models.CharField(max_length=64, blank=True)
    stamp = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    refusal = models.JSONField(null=True)
    filled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["area__code"]
        indexes = [models.Index(fields=["area", "state"], name="returns_owed")]
        constraints = [models.UniqueConstraint(fields=["round", "area"], name="one_return_of_a_place")]

    def __str__(self) -> str:
        return f"{self.round} · {self.area}"

    @property
    def log_subject(self) -> str:
        return f"return:{self.pk}"

    @property
    def is_owed(self) -> bool:
        """Whether the place itself can do something about it."""
        return self.state in (self.State.READY, self.State.OPEN)

    @property
    def is_brief(self) -> bool:
        """Whether only numbers are known of it so far."""
        return "counts" in self.found

    @property
    def counts(self) -> dict[str, int]:
        """How many blanks are to confirm (`unsure`) and to ask (`asked`), and how much looks odd (`odd`)."""
        return self.found.get("counts") or {name: len(self.found.get(name, ())) for name in ("unsure", "asked", "odd")}


class Version(models.Model):
    """A return as it was signed: the file, what it holds cell by cell (`content`, kept sealed), and the picture of the facts.

    `seal` is the SHA-256 of all of it in canonical JSON, chained to the seal of the version before it. `parts` are the versions
    that a roll-up was made of. `reason` says why there is another version.
    """

    owed = models.ForeignKey(Return, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)  # of the file as it is handed out
    stored = models.CharField(max_length=64)  # under which its sealed bytes are kept
    file_name = models.CharField(max_length=240)
    size = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    manifest = models.JSONField()
    seal = models.CharField(max_length=64)
    picture = models.ForeignKey("warehouse.Snapshot", models.PROTECT, null=True, related_name="+")
    parts = models.ManyToManyField("self", symmetrical=False, related_name="wholes")  # type: ignore[var-annotated]
    signed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    taken_out = models.JSONField(
        default=list
    )  # marks: on, ground, basis, digest of what is left, whether the copy of the file went

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["owed", "number"], name="one_version_of_a_number")]

    def __str__(self) -> str:
        return f"{self.owed_id} {self.number}"


class Explanation(models.Model):
    """Why something odd is right, or a blank stays empty, in the words of whoever fills it. `subject` names the finding or blank."""

    owed = models.ForeignKey(Return, models.CASCADE, related_name="explanations")
    subject = models.CharField(max_length=64)
    text = models.CharField(max_length=300)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Remark(models.Model):
    """A cell that was handed back with a reason; the next version settles it."""

    owed = models.ForeignKey(Return, models.CASCADE, related_name="remarks")
    cell = models.CharField(max_length=20)
    label = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owed"], name="remarks_open", condition=Q(settled_by__isnull=True))]

    def __str__(self) -> str:
        return f"{self.cell} {self.reason}"


class Use(models.Model):
    """A version that somebody took away, or looked at from another place. When a newer one is signed they are told, until they have
    taken note of it."""

    class How(models.TextChoices):
        DOWNLOAD = "download"
        PROGRAM = "program"
        VIEW = "view"

    version = models.ForeignKey(Version, models.CASCADE, related_name="uses")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
    newer = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)  # when the user of the old one took note of the newer

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["post", "-at"], name="uses_of_post")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.how}"
