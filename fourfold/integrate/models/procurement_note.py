from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class NoteKind(models.TextChoices):
    BENEFIT = "benefit", say("Benefit")
    BARRIER = "barrier", say("Barrier")
    IDEA = "idea", say("Saving or new idea")
    EXTRA_COST = "extra-cost", say("Extra cost of what was asked")
    SATISFACTION = "satisfaction", say("Satisfaction with the process")


class ProcurementNote(Owned):
    """What came of a procurement beside its contract: a benefit, a barrier, an idea, what asking cost, how content one was.

    `theme` is a code of fourfold.integrate.rules.note_themes; `amount` is an estimate in pounds until it is `checked`.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    theme = models.CharField(max_length=30)
    text = models.TextField()
    # An aim from the beginning, or a by-product; of benefits alone.
    aimed_at = models.BooleanField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    checked = models.TextField(blank=True, help_text="What was found when an estimate was looked at again.")
    remedy = models.TextField(blank=True, help_text="What is done about a barrier, and by whom.")
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="procurement_note_says_what"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
