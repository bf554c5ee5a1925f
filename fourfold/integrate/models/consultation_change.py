from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.consultation import Consultation
from fourfold.integrate.models.consultation_idea import ConsultationIdea
from fourfold.integrate.models.criterion import Criterion


class ConsultationChange(Owned):
    """You said, we did. Read by everybody who reads the consultation.

    What it changed may be taken away later: then its title stays in `about`.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="changes")
    you_said = models.TextField()
    we_did = models.TextField()
    changed = models.BooleanField()
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, related_name="+")
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, related_name="+")
    priority = models.ForeignKey("define.Priority", models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=300, blank=True)
    idea = models.ForeignKey(ConsultationIdea, models.SET_NULL, null=True, related_name="+")
    saving = models.DecimalField(max_digits=12, decimal_places=2, null=True, help_text="Pounds a year.")
    saving_because = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(criterion=None, ask=None)
                | Q(criterion=None, priority=None)
                | Q(ask=None, priority=None),
                name="consultation_change_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(saving=None) | Q(saving__gte=0) & ~Q(saving_because=""),
                name="consultation_change_saving_has_basis",
            ),
        )

    def __str__(self) -> str:
        return self.we_did[:80]
