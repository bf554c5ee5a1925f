from django.db import models
from django.db.models import F, Q

from fourfold.define.models.priority import Priority
from fourfold.define.models.service import Service
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class LeadRole(models.TextChoices):
    LEAD = "lead", say("Nominated lead")
    ELECTED = "elected", say("Elected champion")
    BOARD = "board", say("Board champion")
    SERVICE = "service", say("Champion for a service")
    DEPUTY = "deputy", say("Deputy")


class Ending(models.TextChoices):
    TERM = "term", say("The term was over")
    LEFT = "left", say("They left the organisation")
    MOVED = "moved", say("They changed their post")
    NOT_ELECTED = "not_elected", say("They were not elected again")
    REORGANISED = "reorganised", say("Responsibilities were divided anew")
    OTHER = "other", say("Another reason")


class LeadAppointment(Owned):
    """Who leads on social value, in which role, from when until when: somebody with an account, or a named post-holder."""

    role = models.CharField(max_length=8, choices=LeadRole.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True, help_text="Of one who has no account here.")
    post = models.CharField(max_length=40, help_text="A code of `fourfold.ground.people.posts`.")
    job_title = models.CharField(max_length=150, blank=True)
    seniority = models.CharField(max_length=40)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="champions")
    deputy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    remit = models.TextField(blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, help_text="The last day of the term, where it has one.")
    ended_on = models.DateField(null=True, help_text="The last day on which they led.")
    ended_because = models.CharField(max_length=12, choices=Ending.choices, blank=True)
    handover_notes = models.TextField(blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    name_may_be_shown = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("from_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=LeadRole.values), name="lead_role_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | Q(person=None) & ~Q(name=""),
                name="lead_is_a_person_or_a_name",
            ),
            models.CheckConstraint(
                condition=Q(role="service", service__isnull=False) | ~Q(role="service") & Q(service=None),
                name="lead_of_a_service_names_it",
            ),
            models.CheckConstraint(
                condition=Q(role="deputy", deputy_of__isnull=False) | ~Q(role="deputy") & Q(deputy_of=None),
                name="lead_deputy_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="lead_term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False, ended_on__gte=F("from_day")) & ~Q(ended_because=""),
                name="lead_ended_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=("owner",), condition=Q(role="lead", ended_on=None), name="lead_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=("service",), condition=Q(role="service", ended_on=None), name="lead_one_of_a_service"
            ),
        )

    def __str__(self) -> str:
        return say("{role}: {who}", role=self.get_role_display(), who=self.known_as)

    @property
    def known_as(self) -> str:
        return self.name if self.person is None else self.person.name


class LeadPriority(Owned):
    """A priority that somebody answers for. A later version of the policy is covered through the same title."""

    appointment = models.ForeignKey(LeadAppointment, models.CASCADE, related_name="priorities")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "lead priorities"
        constraints = (
            models.UniqueConstraint(fields=("appointment", "priority"), name="lead_priority_once"),
        )

    def __str__(self) -> str:
        return f"{self.appointment} for {self.priority}"
