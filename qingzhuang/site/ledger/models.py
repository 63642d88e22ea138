"""The journal, the current picture, and what is needed to find a record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from qingzhuang.site.ledger.logic.sources import Source, State


class Record(models.Model):
    """The current picture of one subject: a person, a household, a dwelling … `facts` are field names with values.

    `number` of relations in `facts` (household, dwelling, head) is the id of the related record. `area` is the smallest
    area known (a grid, else the community). Everything here can be made again from the journal.
    """

    entity = models.CharField(max_length=20)
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    born = models.DateField(null=True)
    identity = models.CharField(max_length=24, blank=True)  # digest of the number that tells it from all others
    state = models.CharField(max_length=10, default=State.PRESENT.value)
    facts = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)  # the last statement that is in it

    class Meta:
        indexes = [
            models.Index(fields=["area", "entity", "id"], name="record_place"),
            models.Index(fields=["identity"], name="record_identity", condition=~Q(identity="")),
            models.Index(fields=["born"], name="record_born", condition=Q(born__isnull=False)),
            models.Index(fields=["state"], name="record_dead", condition=Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.entity}:{self.pk}"

    @property
    def log_subject(self) -> str:
        return f"{self.entity}:{self.pk}"

    @property
    def called(self) -> str:
        """What people call it: its name, else where it is."""
        return self.name or str(self.facts.get("address") or self.facts.get("room") or self.pk)


class Link(models.Model):
    """The relations of the picture, to be followed from their end: who belongs to a household, who lives in a dwelling."""

    source = models.ForeignKey(Record, models.CASCADE, related_name="links")
    role = models.CharField(max_length=24)
    target = models.ForeignKey(Record, models.CASCADE, related_name="linked", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["target", "role", "source"], name="link_back")]
        constraints = [models.UniqueConstraint(fields=["source", "role"], name="one_link_per_role")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.role} {self.target_id}"


class Sign(models.Model):
    """A sign by which a record is found: see `logic.finding`. Its own key is its only index, so that an import stays quick."""

    pk = models.CompositePrimaryKey("area", "text", "record")
    area = models.ForeignKey("accounts.Area", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    text = models.CharField(max_length=40)
    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    def __str__(self) -> str:
        return self.text[:1]


class Recording(models.Model):
    """One deed of recording: who, when, from which source. A large import is several recordings, `part_of` the first.

    `at` never runs backwards, whatever the clock does, so that "as known at" has one answer. A recording that takes others
    back names a whole recording (`undoes`) or one statement (`undoes_statement`).
    """

    source = models.CharField(max_length=12, choices=[(source.value, source.value) for source in Source])
    title = models.CharField(max_length=200, blank=True)  # the document, file or occasion, in words
    reference = models.CharField(max_length=80, blank=True, db_index=True)  # its number, or the hash of the file
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undoings")
    undoes_statement = models.ForeignKey("Statement", models.PROTECT, null=True, related_name="undoings")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["at"], name="recording_at")]
        constraints = [
            models.CheckConstraint(condition=Q(undoes__isnull=True) | Q(undoes_statement__isnull=True), name="undoes_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.title}"


class Statement(models.Model):
    """What one recording says of one record: the journal. Only ever appended; a trigger holds that.

    `facts` are effective; `contested` are values that differ from a more trusted one and wait for a person; `confirms` are
    fields found unchanged; `replaces` says per field which statement held before.
    """

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="statements")
    record = models.ForeignKey(Record, models.PROTECT, related_name="statements")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    contested = models.JSONField(null=True)
    confirms = models.JSONField(null=True)
    replaces = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [  # what begins or ends after a day: see queries.apart
            models.Index(fields=["valid_from", "record"], name="statement_begins"),
            models.Index(fields=["valid_to", "record"], name="statement_ends", condition=Q(valid_to__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="statement_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {', '.join(self.facts)}"


class Turn(models.Model):
    """A day on which the picture of a record changes by itself: something that was told begins, or has ended.

    `turned` is the last statement there was when the picture was brought over that day; None while the day is still to come.
    """

    pk = models.CompositePrimaryKey("day", "record")
    day = models.DateField()
    record = models.ForeignKey(Record, models.CASCADE, related_name="+", db_index=False)
    turned = models.PositiveBigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["day"], name="turn_to_come", condition=Q(turned__isnull=True)),
            models.Index(fields=["turned"], name="turn_done", condition=Q(turned__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.record_id}"


class Conflict(models.Model):
    """Two sources say different things of one field of one record; open until a person decides."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="conflicts")
    field = models.CharField(max_length=80)
    held = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    offered = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(Recording, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["record", "field", "offered"], name="one_conflict_per_offer")]
        indexes = [models.Index(fields=["record"], name="conflict_open", condition=Q(settled_by__isnull=True))]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.field}"


class OwnField(models.Model):
    """A field that an area defined for itself and what lies below it, in one version.

    Rows are only added: of one `name` the last one counts, and `retired` ends it; what was recorded under it stays readable.
    `codes` are pairs of name and word; `months` is how long a value may stand unconfirmed.
    """

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    entity = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    label = models.CharField(max_length=40)
    type = models.CharField(max_length=10)
    codes = models.JSONField(default=list)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    sensitivity = models.CharField(max_length=10)
    months = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)
    defined_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    defined_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(purpose="") & ~Q(basis=""), name="own_field_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.entity}.{self.name}"

    @property
    def log_subject(self) -> str:
        return f"field:{self.name}"


class Erasure(models.Model):
    """One taking out of values for good: of a record, or of all whose time is over; done piece by piece, and taken up again.

    `waiting` are records still to be blanked. `records` are those that were, each as (number, moment of its first recording): with
    them a restored older backup is put right. `words` are sealed: the names and numbers that files are looked through for, gone when
    every area in `swept` has done so. `files` counts what went besides.
    """

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=10)
    basis = models.CharField(max_length=60)
    ordered_at = models.DateTimeField()
    waiting = models.JSONField(default=list)
    records = models.JSONField(default=list)
    areas = models.JSONField(default=list)  # of the records, now and then
    words = models.BinaryField(default=bytes)
    swept = models.JSONField(default=list)
    files = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.basis} {len(self.records)}"

    @property
    def log_subject(self) -> str:
        return f"erasure:{self.pk}"


class AreaVersion(models.Model):
    """Counts the writes that changed anything in an area: a snapshot made at another count is stale."""

    area = models.OneToOneField("accounts.Area", models.PROTECT, related_name="+")
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.area_id}: {self.version}"
