"""How often something was asked in the minute that is running; counted by the database for all processes of the site."""

from django.db import models


class Tries(models.Model):
    """`what` is a digest: the table tells nobody which address asked. Rows of minutes that are over are removed."""

    what = models.CharField(max_length=64)
    minute = models.PositiveBigIntegerField(db_index=True)  # since 1970
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "minute"], name="one_count_a_minute")]

    def __str__(self) -> str:
        return f"{self.what[:8]}: {self.count}"
