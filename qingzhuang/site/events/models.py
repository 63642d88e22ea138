"""What is due: proposals of the daily run, and how far it has come."""

from __future__ import annotations

from django.db import models


class Proposal(models.Model):
    """Something that falls due for one person on one day: never acted on by itself, answered by a person.

    `listing` names the list: a definition with its version, an allowance, or a card. `facts` is what accepting records of the person,
    in stored form; `asks` a field whose new value must be typed for that.
    """

    class Answer(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        LATER = "later"  # not before the day `until`
        NOT_APPLICABLE = "not_applicable"
        LAPSED = "lapsed"  # the person died or moved away meanwhile, or the fact was mended

    record = models.ForeignKey("ledger.Record", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    listing = models.CharField(max_length=80)
    day = models.DateField()
    facts = models.JSONField(default=dict)
    asks = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)  # what the reason in words needs: an age, a field, a source
    answer = models.CharField(max_length=16, choices=Answer.choices, default=Answer.OPEN)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    recording = models.ForeignKey("ledger.Recording", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["kind", "day", "pk"]
        constraints = [models.UniqueConstraint(fields=["record", "listing", "day"], name="one_proposal_of_a_day")]
        indexes = [models.Index(fields=["answer", "kind", "day"], name="proposals_that_wait")]

    def __str__(self) -> str:
        return f"{self.listing} {self.day}"

    @property
    def log_subject(self) -> str:
        return f"person:{self.record_id}"


class DayDone(models.Model):
    """A day whose run is over."""

    day = models.DateField(unique=True)
    proposals = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()
