from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.contract import Contract
from fourfold.integrate.models.offer import Offer


class WordedPromise(Owned):
    """What a contract holds its supplier to in words: a method statement, a condition, a community criterion that was shown.
    It has no quantity, so nothing is delivered against it in numbers.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="worded_promises")
    number = models.PositiveSmallIntegerField()
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("contract", "number")
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="worded_promise_number_once"),
        )

    def __str__(self) -> str:
        return self.title
