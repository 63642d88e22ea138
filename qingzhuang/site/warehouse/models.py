"""Which folder holds the facts of which area."""

from __future__ import annotations

from django.db import models


class FactsFolder(models.Model):
    area = models.OneToOneField("accounts.Area", models.PROTECT, related_name="+")
    folder = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.area}: {self.folder}"
