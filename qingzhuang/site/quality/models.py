"""What people said of problems: the one thing that is kept of them."""

from __future__ import annotations

from django.db import models


class SetAside(models.Model):
    """A problem that a person looked at and left as it is, with the reason. `sign` tells it from others of the same record."""

    record = models.ForeignKey("ledger.Record", models.CASCADE, related_name="+")
    sign = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    said_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["record", "sign"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.sign}"


class FieldNeed(models.Model):
    """How often forms of an area asked for a field in a month; what is asked often is mended first."""

    area = models.ForeignKey("accounts.Area", models.CASCADE, related_name="+")
    path = models.CharField(max_length=120)
    month = models.DateField()
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "path", "month"], name="one_need_a_month")]

    def __str__(self) -> str:
        return f"{self.path}: {self.asked}"


class OpenQuestion(models.Model):
    """What forms asked of a record and nobody knew: asked once, however many forms ask. It is answered when the picture has a value.

    `closed` says why it will not be asked again although there is none: nobody can know it, or it is not ours to know.
    """

    record = models.ForeignKey("ledger.Record", models.CASCADE, related_name="+")
    field = models.CharField(max_length=80)
    title = models.CharField(max_length=200)  # of the last form that asked
    asked_first = models.DateField()
    asked_last = models.DateField()
    asked = models.PositiveIntegerField(default=1)
    closed = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="one_question_of_a_fact")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.field}"
