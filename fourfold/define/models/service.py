from django.db import models

from fourfold.ground.organisations.tenancy import Owned


class Service(Owned):
    """A part of the organisation that buys and decides by itself, for which somebody can be the champion."""

    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, help_text="Its last day; it is offered no longer afterwards.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="service_name_once"),)

    def __str__(self) -> str:
        return self.name
