from django.db import models
from django.db.models import F, Q

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class Partnership(Owned):
    """Organisations that deliver together over years; its owner leads it. Members read it while they belong to it."""

    title = models.CharField(max_length=200)
    purpose = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    agreement = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title="") & ~Q(purpose=""), name="partnership_for_something"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="partnership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.title


class PartnershipPriority(Owned):
    """A priority of the lead's policy that the partnership shares, with the words in which it was shared."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="priorities")
    priority = models.ForeignKey("define.Priority", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "partnership priorities"
        constraints = (
            models.UniqueConstraint(fields=("partnership", "priority"), name="partnership_priority_once"),
        )

    def __str__(self) -> str:
        return self.title
