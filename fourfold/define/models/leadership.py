from django.db import models
from django.db.models import Q

from fourfold.define.models.lead_appointment import LeadAppointment, LeadRole
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class Leadership(Owned):
    """How an organisation has arranged it: one lead, or shared on purpose by a decision. Its Share with everyone
    publishes who leads (`LeadShown`).
    """

    shared_on_purpose = models.BooleanField(default=False)
    shared_because = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True, help_text="The body that decided to share it.")
    decided_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("owner",), name="leadership_one_for_each_organisation"),
            models.CheckConstraint(
                condition=Q(shared_on_purpose=False, decided_on=None)
                | Q(shared_on_purpose=True, decided_on__isnull=False)
                & ~Q(decided_by="")
                & ~Q(shared_because=""),
                name="leadership_shared_by_a_decision",
            ),
        )

    def __str__(self) -> str:
        return f"Leadership of {self.owner}"


class LeadShown(Owned):
    """What everyone may read of an appointment: it stands by itself, because a Share opens a row with all its columns."""

    appointment = models.OneToOneField(LeadAppointment, models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=LeadRole.choices)
    name = models.CharField(max_length=150, blank=True, help_text="Empty where they did not agree to it.")
    job_title = models.CharField(max_length=150, blank=True)
    service_name = models.CharField(max_length=120, blank=True)
    from_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "leads shown"

    def __str__(self) -> str:
        return say("{role}: {who}", role=self.get_role_display(), who=self.name or self.job_title)
