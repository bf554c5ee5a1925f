from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import of_the_policy
from fourfold.ground.organisations.tenancy import Owned


class Policy(Owned):
    """An organisation's social value policy through all its versions."""

    # The title is every version's, so it stays once one of them was adopted.
    kept_while: ClassVar[str] = of_the_policy("OLD")

    title = models.CharField(max_length=200)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("owner",), name="policy_one_for_each_organisation"),)

    def __str__(self) -> str:
        return self.title
