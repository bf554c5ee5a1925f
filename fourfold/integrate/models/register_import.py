from django.db import models

from fourfold.ground.organisations.tenancy import Owned


class RegisterImport(Owned):
    """One file taken into the register: what it was, and the report of what was taken, matched and left out."""

    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    file_format = models.CharField(max_length=20)
    publisher = models.CharField(max_length=250, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    # Empty where the import stopped before the end of the file; what stands is whole, and importing again completes it.
    finished_at = models.DateTimeField(null=True)
    releases = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    # A list of {code, where, words, severity}: what the reader remarked, as it stood in the file.
    remarks = models.JSONField(default=list)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.file_name
