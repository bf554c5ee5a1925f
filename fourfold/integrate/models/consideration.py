from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.models.stored_ruling import StoredRuling


def once_open(row: str) -> str:
    """A condition on `row`, OLD or NEW: its procurement has gone out, or ended. What bidders were told rests on it."""
    return (
        f"EXISTS (SELECT 1 FROM integrate_procurement p WHERE p.id = {row}.procurement_id"  # noqa: S608  (names of ours)
        " AND p.state NOT IN ('planned', 'considering'))"
    )


class Consideration(Owned):
    """What was weighed before the procurement began: the record that the Social Value Act asks for, and a gate.

    It is written while people are still being asked; from the moment the tender opens the database keeps it as it is.
    `ruling` is what the law answered last while it could still be written.
    """

    kept_while: ClassVar[str] = once_open("OLD")
    closed_while: ClassVar[str] = once_open("NEW")

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="consideration")
    improvement = models.TextField(
        help_text="How it could improve economic, social and environmental well-being."
    )
    economic = models.TextField(blank=True)
    social = models.TextField(blank=True)
    environmental = models.TextField(blank=True)
    proportionate = models.TextField(help_text="What is relevant and in proportion.")
    consulted = models.BooleanField()
    consulted_whom = models.TextField(blank=True)
    not_consulted_because = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    urgent_because = models.TextField(blank=True)
    ruling = models.ForeignKey(StoredRuling, models.PROTECT, null=True, related_name="+")
    no_ruling_because = models.TextField(
        blank=True, help_text="Why the law is not asked, or not asked again."
    )
    considered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    considered_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(consulted=True) & ~Q(consulted_whom="")
                | Q(consulted=False) & ~Q(not_consulted_because=""),
                name="consideration_who_was_asked_or_why_nobody",
            ),
            models.CheckConstraint(
                condition=Q(urgent=False) | ~Q(urgent_because=""),
                name="consideration_urgent_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Consideration of {self.procurement}"
