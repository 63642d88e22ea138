"""Which version of a definition an area has chosen, and which meaning an office gave a word."""

from __future__ import annotations

from django.db import models


class Choice(models.Model):
    """One version of one definition, for an area and all below it that have no choice of their own."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="one_choice_of_a_definition")]

    def __str__(self) -> str:
        return f"{self.area}: {self.name}@{self.version}"


class Meaning(models.Model):
    """The records that a word names for an office and for those below it, as somebody there chose in a question."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    word = models.CharField(max_length=60)
    population = models.CharField(max_length=300)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["area", "word"], name="one_meaning_of_a_word")]

    def __str__(self) -> str:
        return f"{self.area}: {self.word} → {self.population}"
