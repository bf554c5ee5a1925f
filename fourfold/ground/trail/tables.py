"""The trail: one row for each change, written by the database itself and never by Python.

`TrailEntry` says who, when, what and a salted digest of the values; `TrailValue` holds the values and the salt, and can
be erased without breaking the chain; `TrailLink` chains an owner's entries by hash, in order.
"""

from django.db import models


class TrailEntry(models.Model):
    """`owner` and `other_owner` are organisations' keys and nothing more: the trail must outlive what it tells of."""

    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    request = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    owner = models.BigIntegerField(null=True)
    other_owner = models.BigIntegerField(null=True)
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    operation = models.CharField(max_length=6)
    columns = models.TextField(help_text="The names of the changed columns, sorted, with commas between.")
    digest = models.CharField(max_length=64)

    trailed = False

    class Meta:
        indexes = (
            models.Index(fields=("table", "row"), name="trail_of_row"),
            models.Index(fields=("owner", "id"), name="trail_of_owner"),
            models.Index(fields=("other_owner", "id"), name="trail_of_other_owner"),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row} at {self.at:%Y-%m-%d %H:%M:%S}"


class TrailValue(models.Model):
    """The values before and after, as canonical JSON, with the salt of their digest. Erasing sets both empty."""

    entry = models.OneToOneField(TrailEntry, models.DO_NOTHING, related_name="values", primary_key=True)
    salt = models.CharField(max_length=32)
    content = models.TextField()
    erased_at = models.DateTimeField(null=True)

    trailed = False

    def __str__(self) -> str:
        return f"values of {self.entry_id}"


class TrailLink(models.Model):
    """The `number`-th entry of an owner's chain (owner 0: entries without an owner)."""

    owner = models.BigIntegerField()
    number = models.BigIntegerField()
    entry = models.ForeignKey(TrailEntry, models.DO_NOTHING, related_name="+")
    hash = models.CharField(max_length=64)

    trailed = False

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("owner", "number"), name="trail_link_number_once"),
            models.UniqueConstraint(fields=("owner", "entry"), name="trail_link_entry_once"),
        )

    def __str__(self) -> str:
        return f"{self.owner}/{self.number}"
