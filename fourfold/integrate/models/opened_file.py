from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.opened_bid import OpenedBid


class OpenedFile(Owned):
    """A file of an opened bid. It stays encrypted in the store; `key`, which stood inside the bid, reads it. Without `key` it
    is gone for good. One that says something of the price is shown when prices are.
    """

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, related_name="+")
    of_the_price = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of what lies in the store, encrypted.")
    key = models.CharField(max_length=64, blank=True)
    intact = models.BooleanField(help_text="Whether it could be read whole when the bids were opened.")

    trail_leaves_out = ("name", "key")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("opened_bid", "number")
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "number"), name="opened_file_numbered_once"),
            models.CheckConstraint(
                condition=Q(of_the_price=False) | Q(criterion=None), name="opened_file_of_one_thing"
            ),
        )

    def __str__(self) -> str:
        return self.name
