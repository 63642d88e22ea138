"""Which folder holds the facts of which area, and the pictures that are kept as they were."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class FactsFolder(models.Model):
    area = models.OneToOneField("accounts.Area", models.PROTECT, related_name="+")
    folder = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.area}: {self.folder}"


class Snapshot(models.Model):
    """The facts of an area on a day, kept with their files until released, so that a signed figure can be counted again.

    `digest` is the SHA-256 of everything that makes it up (`logic.frozen`); it stays when the files are released, and when values of
    records are taken out of them by the rule of shredding: what was, is proved by it, and `taken_out` says what is no longer there.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    day = models.DateField()
    known = models.DateTimeField()  # what was recorded until then is in it
    digest = models.CharField(max_length=64)
    taken_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    taken_out = models.JSONField(default=list)  # marks: on, ground, basis, records, and the new digests of files by name

    class Meta:
        ordering = ["-known"]

    def __str__(self) -> str:
        return f"{self.area} {self.day}"

    @property
    def log_subject(self) -> str:
        return f"snapshot:{self.pk}"
