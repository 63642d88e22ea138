"""Notices: files that were looked through to be published."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """A file looked through on a day: what was found (covered), the copy that may be published, and when it comes down.

    `kept` are the kinds that stay readable in the copy (`name`, `address`, `small`). `copy` is the name of the covered copy among
    the kept files, empty where there is none or it was taken down. `findings` hold kind, place, covered text and whether hidden.
    """

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)
    findings = models.JSONField(default=list)
    number = models.PositiveIntegerField(default=0)
    refused = models.BooleanField(default=False)
    warnings = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    copy = models.CharField(max_length=64, blank=True)
    take_down = models.DateField()
    taken_down_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["area", "take_down"], name="notice_to_take_down")]

    def __str__(self) -> str:
        return self.name
