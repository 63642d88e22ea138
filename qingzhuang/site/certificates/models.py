"""What was asked, decided and issued: applications, certificates with their numbers, batches, and kinds that an area drew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Stage(models.TextChoices):
    """How far an application has come."""

    CLAIMED = "claimed", "claimed"  # from the phone: nobody has yet looked who it is
    FACTS = "facts", "facts"  # a fact is missing or has to be confirmed first
    WAITING = "waiting", "waiting"  # a second person has to agree
    READY = "ready", "ready"  # may be issued
    ISSUED = "issued", "issued"
    REFUSED = "refused", "refused"  # must not be issued, is not needed, or the ledger says otherwise: the slip says where to go
    ENDED = "ended", "ended"  # declined or withdrawn


class Application(models.Model):
    """Somebody asks for a paper. `key` is drawn with the page, so that sending it twice is one application.

    `kind` or `item` names what is asked (an item of the list of what must not be issued). `told` is sealed: what was typed, by whom it was
    verified, and for the phone who claims to ask. `facts` says which facts were used (statement, source, days), never their values.
    """

    key = models.UUIDField(unique=True)
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    record = models.ForeignKey("ledger.Record", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    item = models.CharField(max_length=60, blank=True)
    body = models.CharField(max_length=20)
    body_name = models.CharField(max_length=80, blank=True)
    use = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="zh-Hans")
    outcome = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    list_version = models.CharField(max_length=200)
    eyes = models.PositiveSmallIntegerField(default=1)
    facts = models.JSONField(default=list)
    told = models.BinaryField(default=bytes)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")  # None: from the phone
    verified_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    seconded_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)  # why it ended
    ticket = models.CharField(max_length=64, blank=True)  # digest of the link on the phone
    desk_code = models.CharField(max_length=8, blank=True)  # what the resident says at the desk
    consent_at = models.DateTimeField(null=True)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["area", "stage"], name="application_waits")]
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=~Q(ticket=""), name="one_application_a_ticket"),
            models.CheckConstraint(condition=Q(kind="") | Q(item=""), name="a_kind_or_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or self.item} {self.stage}"

    @property
    def log_subject(self) -> str:
        return f"application:{self.pk}"


class Series(models.Model):
    """The last number drawn in an area and year."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}: {self.last}"


class Certificate(models.Model):
    """A paper with its number. It stands from the moment the number is drawn; `sha256` is set when the signed file is kept.

    `letter` is what the paper says, sealed, fixed when the number was drawn, so that trying again gives the same paper. `code` stands beside
    the number: without it nobody can look a number up. `place` is the one in the issuer's status list, drawn at random.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="certificate")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=100)
    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=80)
    holder = models.CharField(max_length=80)  # covered
    letter = models.BinaryField(default=bytes)
    issued_on = models.DateField()
    valid_until = models.DateField()
    issued_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    place = models.PositiveIntegerField()
    once = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # of the file as it was handed out
    kept_as = models.CharField(max_length=64, blank=True)  # of the same file, sealed
    kid = models.CharField(max_length=32, blank=True)  # the key that signed it
    signed_at = models.DateTimeField(null=True)
    timestamped = models.BooleanField(null=True)  # None: no timestamp service was named; False: it did not answer
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=20, blank=True)
    kept_until = models.DateField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "serial"], name="a_number_once"),
            models.UniqueConstraint(fields=["area", "place"], name="a_place_in_the_list_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=models.F("issued_on")), name="valid_after_issue"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def log_subject(self) -> str:
        return f"certificate:{self.pk}"


class SigningKey(models.Model):
    """The key by which a committee signs: `packed` is sealed. The last one that was brought signs; it is `ended` by the trust file."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    kid = models.CharField(max_length=32, unique=True)
    packed = models.BinaryField()
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.kid}"

    @property
    def log_subject(self) -> str:
        return f"key:{self.kid}"


class TrustFile(models.Model):
    """Whom a checker believes, as the root key signed it; rows are only added, the last one counts."""

    token = models.TextField()
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"trust {self.pk}"


class DrawnKind(models.Model):
    """A kind that an area drew for itself, in one version; rows are only added, the last one of a name counts, `retired` ends it.

    `told` has the form of a file in content/certificates/kinds. It is used only when somebody else than who drew it has checked it.
    """

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    told = models.JSONField()
    drawn_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def log_subject(self) -> str:
        return f"kind:{self.pk}"


class Batch(models.Model):
    """A list of residents who all need the same paper; `lines` is sealed, and emptied some days after the last was worked through.
    What became of each stands in `BatchLine`."""

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    body = models.CharField(max_length=20)
    body_name = models.CharField(max_length=80, blank=True)
    use = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="zh-Hans")
    lines = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField()
    begun_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} × {self.size}"

    @property
    def log_subject(self) -> str:
        return f"batch:{self.pk}"


class BatchLine(models.Model):
    """One line of a batch that was worked through: its application, or the code of what stands in the way."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="done")
    place = models.PositiveIntegerField()
    row = models.PositiveIntegerField(default=0)  # on the sheet or in the text that was sent
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="a_line_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.place}"
