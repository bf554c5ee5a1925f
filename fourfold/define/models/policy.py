from django.db import models

from fourfold.ground.organisations.tenancy import Owned


class Policy(Owned):
    """An organisation's social value policy through all its versions."""

    title = models.CharField(max_length=200)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("owner",), name="policy_one_for_each_organisation"),)

    def __str__(self) -> str:
        return self.title
