from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.register_import import ImportPurpose


class RememberedColumn(Owned):
    """What a heading of a publisher's files holds, as the organisation last said it."""

    purpose = models.CharField(max_length=10, choices=ImportPurpose.choices)
    publisher = models.CharField(max_length=250, help_text="In small letters, single spaces.")
    heading = models.CharField(max_length=200, help_text="In small letters, single spaces.")
    column = models.CharField(max_length=20, blank=True, help_text="Empty: it is left out.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("heading",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "purpose", "publisher", "heading"), name="remembered_column_once"
            ),
        )

    def __str__(self) -> str:
        return self.heading
