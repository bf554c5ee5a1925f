from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class StoredRuling(Owned):
    """What the rules of the law answered for a procurement, as it was said: facts, answers, reasons, sources, versions.

    Never changed and never removed. Asked again, another stands beside it.
    """

    kept_while: ClassVar[str] = "1 = 1"

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="rulings")
    number = models.PositiveSmallIntegerField()
    # The day on which the procurement begins, as it was given.
    day = models.DateField()
    body = models.JSONField(
        help_text="Facts, rulings and sources, as fourfold.define.rules.law.on_record reads them."
    )
    about = models.JSONField(null=True, help_text="What the procurement was when the law was asked.")
    law_version = models.CharField(max_length=12, help_text="Of all dated rules and figures together.")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="stored_ruling_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="stored_ruling_numbered_from_one"),
        )

    def __str__(self) -> str:
        return f"Ruling {self.number} on {self.procurement}"
