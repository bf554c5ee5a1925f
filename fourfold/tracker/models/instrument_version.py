from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.wave import Wave


class TakenFrom(models.TextChoices):
    SHIPPED = "shipped", say("The 2014 questionnaire that comes with Fourfold")
    XLSFORM = "xlsform", say("An XLSForm workbook")


class InstrumentVersion(Owned):
    """A questionnaire as it was taken for a wave. Its row is never changed: what is asked otherwise is another version."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="instruments")
    number = models.PositiveSmallIntegerField()
    # YAML that reads back as the same instrument.
    content = models.TextField()
    fingerprint = models.CharField(max_length=64)
    taken_from = models.CharField(max_length=10, choices=TakenFrom.choices)
    file_name = models.CharField(max_length=250, blank=True)
    # A list of {where, what}: what of the workbook is kept and not asked here.
    notes = models.JSONField(default=list)
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("wave", "number"), name="instrument_version_number_once"),
            models.UniqueConstraint(fields=("wave", "fingerprint"), name="instrument_version_text_once"),
            models.CheckConstraint(
                condition=Q(taken_from__in=TakenFrom.values), name="instrument_version_from_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave}, version {self.number}"


class InstrumentSignOff(Owned):
    """A partner's word for one version, given by a named person on a day, as the survey's manager wrote it down."""

    instrument = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="sign_offs")
    partner = models.CharField(max_length=250)
    signed_by = models.CharField(max_length=200)
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("signed_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("instrument", "partner"), name="instrument_sign_off_once"),
        )

    def __str__(self) -> str:
        return f"{self.partner}: {self.instrument}"
