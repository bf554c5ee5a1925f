"""Access tokens: with one of them a program acts for a person, in one organisation, within named scopes, until a day."""

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Person


class Scope(models.TextChoices):
    """What a token is for. It never adds a right: its person must hold the role that the action asks for as well."""

    ORGANISATIONS_READ = "organisations:read", say("Look organisations up")
    DEFINE_READ = "define:read", say("Read policies and measures")
    DEFINE_WRITE = "define:write", say("Write policies and measures")
    INTEGRATE_READ = (
        "integrate:read",
        say("Read the register, procurements, tenders, contracts and commitments"),
    )
    INTEGRATE_WRITE = "integrate:write", say("Import registers and start procurements")
    PARTNER_READ = "partner:read", say("Read deliveries and their evidence")
    PARTNER_WRITE = "partner:write", say("Report, confirm and verify deliveries, and upload evidence")
    MEASURE_READ = "measure:read", say("Read figures and accounts")


class AccessToken(models.Model):
    """Known by the digest of its secret. `last_day` is the last on which it works, as days are counted in London."""

    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100, help_text="What it is for, in its person's words.")
    digest = models.CharField(max_length=64, unique=True)
    # Scopes with a space between them, in the order of `Scope`.
    scopes = models.CharField(max_length=250)
    # Whether its person had proved more than a password when they made it.
    second_step = models.BooleanField(default=False)
    made_on = models.DateField()
    last_day = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    # The organisation reads in its trail who made a token for it; of the digest not even a digest enters it.
    trail_other_owner = "organisation_id"
    trail_leaves_out = ("digest",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("made_on")), name="access_token_lasts_a_day"),
            models.CheckConstraint(condition=~Q(scopes=""), name="access_token_is_for_something"),
        )

    def __str__(self) -> str:
        return f"{self.name}, of {self.person}"


class RequestCount(models.Model):
    """How many requests a key (a token, or an address without one) was let make in the present minute."""

    key = models.CharField(max_length=80, unique=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    trailed = False

    def __str__(self) -> str:
        return f"{self.count} in the minute from {self.minute}"
