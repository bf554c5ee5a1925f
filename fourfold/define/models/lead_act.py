from django.db import models

from fourfold.define.models.lead_appointment import LeadAppointment
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class ActKind(models.TextChoices):
    BRIEFED = "briefed", say("Read a briefing")
    SPOKE = "spoke", say("Spoke for it at a meeting")
    TOLD_STAFF = "told_staff", say("Told staff about it")
    DECIDED = "decided", say("Took or changed a decision")
    OTHER = "other", say("Something else")


class LeadAct(Owned):
    """Something that somebody did in their role, so that a name on paper can be told from one who leads."""

    appointment = models.ForeignKey(LeadAppointment, models.CASCADE, related_name="acts")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    words = models.TextField()
    reached = models.PositiveIntegerField(null=True, help_text="How many people it reached, where known.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-on", "-pk")
        constraints = (models.CheckConstraint(condition=~models.Q(words=""), name="lead_act_says_what"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"
