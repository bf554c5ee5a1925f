from django.db import models
from django.db.models import F, Q

from fourfold.define.models.lead_appointment import LeadAppointment
from fourfold.ground.organisations.tenancy import Owned


class StaffMessage(Owned):
    """What staff or members are to take from the policy: planned for an audience, told, and read back, because a policy by
    itself shifts no habits.
    """

    words = models.CharField(max_length=300, help_text="What they should be able to say afterwards.")
    audience = models.CharField(max_length=200, help_text="A team, a grade or members; not a person.")
    audience_size = models.PositiveIntegerField(null=True, help_text="How many they are, where known.")
    how = models.CharField(max_length=200, help_text="The meeting, course or letter.")
    carried_by = models.ForeignKey(LeadAppointment, models.SET_NULL, null=True, related_name="+")
    planned_for = models.DateField()
    told_on = models.DateField(null=True)
    reached = models.PositiveIntegerField(null=True, help_text="How many it reached, where somebody counted.")
    # The read-back: of those who were asked, how many could say it in their own words.
    asked = models.PositiveIntegerField(null=True)
    said_back = models.PositiveIntegerField(null=True)
    learned = models.TextField(blank=True, help_text="What came back, and what changes because of it.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-planned_for", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(told_on__isnull=False)
                | Q(told_on=None, reached=None, asked=None, said_back=None, learned=""),
                name="staff_message_told_before_it_reached_anybody",
            ),
            models.CheckConstraint(
                condition=Q(reached=None) | Q(audience_size=None) | Q(reached__lte=F("audience_size")),
                name="staff_message_reached_no_more_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(asked=None, said_back=None)
                | Q(asked__gte=1, said_back__isnull=False, said_back__lte=F("asked")),
                name="staff_message_said_back_by_those_asked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.words} ({self.audience})"

    @property
    def title(self) -> str:
        return self.words
