from django.db import models

from fourfold.ground.organisations.tenancy import Owned


class RememberedHeading(Owned):
    """What an organisation last said that a heading holds, so that the next file of that kind need not be asked about."""

    heading = models.CharField(max_length=200, help_text="In small letters, single spaces.")
    column = models.CharField(max_length=20, blank=True, help_text="Empty: it is left out.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("heading",)
        constraints = (models.UniqueConstraint(fields=("owner", "heading"), name="remembered_heading_once"),)

    def __str__(self) -> str:
        return self.heading
