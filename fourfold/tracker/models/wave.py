from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import HomeNation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class WaveState(models.TextChoices):
    DESIGNING = "designing", say("Being designed")
    PILOTING = "piloting", say("Being piloted")
    FIELDING = "fielding", say("In the field")
    CLOSED = "closed", say("Closed")


VALID_TRANSITIONS: dict[WaveState, frozenset[WaveState]] = {
    WaveState.DESIGNING: frozenset({WaveState.PILOTING}),
    # What the pilot taught goes into another version of the questionnaire.
    WaveState.PILOTING: frozenset({WaveState.DESIGNING, WaveState.FIELDING}),
    WaveState.FIELDING: frozenset({WaveState.CLOSED}),
    WaveState.CLOSED: frozenset(),
}


class Estimand(models.TextChoices):
    ORGANISATIONS = "organisations", say("Organisations: each is counted once, however many people answer")
    CONTACTS = "contacts", say("Contacts: each person who is asked is counted once")


class Wave(Owned):
    """One round of the survey: for whom it is made, about whom it speaks, when it is asked and until when contacts are kept."""

    title = models.CharField(max_length=250)
    sponsor = models.CharField(
        max_length=250, help_text="For whom it is made, as those who are asked read it."
    )
    target = models.TextField(help_text="The population that its figures speak of, in words.")
    estimand = models.CharField(max_length=15, choices=Estimand.choices, default=Estimand.ORGANISATIONS.value)
    # Of the directory: whose bodies are the known population, against which the frame is held.
    sectors = models.JSONField(default=list)
    # Empty: of every nation.
    nation = models.CharField(max_length=20, choices=HomeNation.choices, blank=True)
    # Whose word for the questionnaire is waited for.
    partners = models.JSONField(default=list)
    opens_on = models.DateField()
    closes_on = models.DateField()
    embargo_until = models.DateField(null=True)
    contacts_kept_until = models.DateField()
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.DESIGNING.value)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    fielding_since = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=WaveState.values), name="wave_state_known"),
            models.CheckConstraint(condition=Q(estimand__in=Estimand.values), name="wave_estimand_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(embargo_until=None) | Q(embargo_until__gte=F("closes_on")),
                name="wave_embargo_after_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(contacts_kept_until__gte=F("closes_on")), name="wave_contacts_kept_while_asked"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("designing", "piloting"), fielding_since=None)
                | Q(state__in=("fielding", "closed"), fielding_since__isnull=False),
                name="wave_fielding_since",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="wave_closed_when",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open_to_change(self) -> bool:
        """Before fieldwork: the questionnaire may be another, and who is asked too."""
        return self.state in {WaveState.DESIGNING, WaveState.PILOTING}
