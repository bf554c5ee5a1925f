from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.frame import FrameContact, FrameOrganisation
from fourfold.tracker.models.instrument_version import InstrumentVersion
from fourfold.tracker.models.wave import Wave


class Purpose(models.TextChoices):
    """Only what is real is counted, anywhere."""

    REAL = "real", say("Counts")
    PILOT = "pilot", say("Pilot: never counts")
    TEST = "test", say("Test: never counts")


class Mode(models.TextChoices):
    WEB = "web", say("By themselves on the web")
    TELEPHONE = "telephone", say("On the telephone")


class Interview(Owned):
    """What one person answers for their organisation; or a trial of the questionnaire, which is nobody's."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="interviews")
    instrument = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="interviews")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    organisation = models.ForeignKey(FrameOrganisation, models.PROTECT, null=True, related_name="interviews")
    contact = models.ForeignKey(FrameContact, models.PROTECT, null=True, related_name="interviews")
    # Questions that were shown and left.
    passed_over = models.JSONField(default=list)
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("begun_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="interview_purpose_known"),
            models.CheckConstraint(
                condition=Q(purpose="real", contact__isnull=False, organisation__isnull=False)
                | ~Q(purpose="real") & Q(contact=None, organisation=None),
                name="interview_real_of_somebody",
            ),
            models.UniqueConstraint(
                fields=("contact",), condition=Q(contact__isnull=False), name="interview_once_for_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave}, {self.get_purpose_display()}"


class GivenAnswer(Owned):
    """An answer as it was given at a moment. Rows are added and never changed: the last one to a question holds.

    Codes, numbers and days stand in `value`, as the questionnaire's files write them; what somebody put in their own words
    stands in `words`. Both empty: the answer was taken back.
    """

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="given")
    question = models.CharField(max_length=200)
    value = models.CharField(max_length=1000, blank=True)
    words = models.TextField(blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    # Who typed it, where it was not the one who answers.
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="given_answer_mode_known"),
            models.CheckConstraint(condition=Q(value="") | Q(words=""), name="given_answer_one_of_both"),
        )

    def __str__(self) -> str:
        return self.question
