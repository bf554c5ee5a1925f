"""Evidence files: kept once by what is in them, shown only to those who may see the row that names them."""

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class EvidenceFile(Owned):
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    about = models.CharField(max_length=300, blank=True, help_text="What it shows, in words.")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name


class ResumableUpload(Owned):
    """A large file on its way in, in pieces; how much of it has arrived the store knows (`files.parts`)."""

    name = models.CharField(max_length=200)
    about = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField(help_text="Of the whole, as it was said at the beginning.")
    sha256 = models.CharField(max_length=64, help_text="Of the whole, as it was said at the beginning.")
    # The reference of the file that it became; empty while it is under way.
    became = models.CharField(max_length=12, blank=True)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.CheckConstraint(condition=Q(size__gt=0), name="resumable_upload_of_something"),)

    def __str__(self) -> str:
        return self.name


class RefusedFile(Owned):
    """That a virus was found in a file that somebody of `owner` sent. Of the file itself nothing is kept."""

    name = models.CharField(max_length=200)
    found = models.CharField(max_length=100, help_text="The scanner's name for it.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.found} in {self.name}"
