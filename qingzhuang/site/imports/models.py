"""Imports: the file that was brought, what was worked out of it part by part, and what people decided about it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from qingzhuang.site.imports.logic.states import AT_WORK, Run

PERSON = settings.AUTH_USER_MODEL


class ImportRun(models.Model):
    """One file on its way into the ledger.

    `seen` is how it was read: tables with their columns, sheets left out, warnings. `counts` add up its rows by outcome and its
    problems by kind. `decided` counts what people decided, `planned` how much of that is worked in: the plan is stale while they
    differ. `ground` are the versions of the areas that the plan was worked out on. `numbers` are the ids set aside for its
    new records. `beat_at` is the last sign of life of whoever works on it, `tries` how often
    that was begun in vain: a file that brings the worker down is not tried for ever.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10, default=Run.WAITING.value, choices=[(state.value, state.value) for state in Run])
    day = models.DateField()  # the day from which its facts hold
    seen = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    refusal = models.JSONField(null=True)
    decided = models.PositiveIntegerField(default=0)
    planned = models.PositiveIntegerField(default=0)
    ground = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    rows_done = models.PositiveBigIntegerField(default=0)
    rows_total = models.PositiveBigIntegerField(default=0)
    recording = models.OneToOneField("ledger.Recording", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # since it last came further

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "-created_at"], name="import_of_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "sha256"],
                name="one_live_import_of_a_file",
                condition=models.Q(state__in=sorted(state.value for state in (*AT_WORK, Run.PREVIEWED))),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def log_subject(self) -> str:
        return f"import:{self.pk}"

    @property
    def is_stale(self) -> bool:
        """Whether something was decided that is not worked into the plan yet."""
        return self.decided != self.planned


class Part(models.Model):
    """Some thousand rows of a run. `kept` is the hash of the sealed file with their values and with what is to be recorded,
    `found_later` of that with what showed only after all rows had been read.

    `recording` says that the part was taken over: it is set in the transaction that records it, so never twice.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    table = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    first_row = models.PositiveIntegerField(default=0)  # the numbers of its rows lie between these; 0 where that was not noted
    last_row = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=dict)
    problems = models.JSONField(default=dict)
    kept = models.CharField(max_length=64)
    found_later = models.CharField(max_length=64, blank=True)
    recording = models.OneToOneField("ledger.Recording", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_part_of_a_number")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class Meaning(models.Model):
    """What a heading means in the lists of an area: said once by a person, kept for the next list. Empty: the column is left out."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    entity = models.CharField(max_length=20)
    heading = models.CharField(max_length=120)
    concept = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "entity", "heading"], name="one_meaning_of_a_heading")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.concept}"


class Choice(models.Model):
    """What a person decided about a run: what a column means, what its codes mean, what is done with a kind of problem, who a row is.

    The last one about a `subject` counts. Values name fields, codes and records; what was typed anew for a cell lies sealed.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    value = models.JSONField()
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind"], name="choice_of_run")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
