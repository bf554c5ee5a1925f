"""People who sign in, and what each may do in which organisation, from when until when."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    # The trail never holds these columns, not even as digests.
    trail_leaves_out = ("password", "last_login")

    class Meta:
        ordering = ("name",)
        # Signing in looks at no capitals, so neither may the table.
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_once"),)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    LEAD = "lead", say("Social value lead")
    COMMISSIONER = "commissioner", say("Commissioner or procurement officer")
    EVALUATOR = "evaluator", say("Evaluator")
    CONTRACT_MANAGER = "contract_manager", say("Contract manager")
    APPROVER = "approver", say("Approver")
    SUPPLIER = "supplier", say("Bids and delivery for a supplier")
    COMMUNITY = "community", say("Community organisation")
    AUDITOR = "auditor", say("Auditor")
    ADMINISTRATOR = "administrator", say("Administrator")


class Membership(models.Model):
    """One role of one person in one organisation, on the days between.

    Given by an administrator; or delegated by a colleague who holds it, for a time and for a reason.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    delegated_by = models.ForeignKey(Person, models.RESTRICT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    # The organisation reads in its trail who was given which role.
    trail_other_owner = "organisation_id"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "role", "from_day"),
                condition=Q(delegated_by=None),
                name="membership_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by=None, reason="")
                | Q(delegated_by__isnull=False, until_day__isnull=False) & ~Q(reason=""),
                name="membership_delegated_for_a_time_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by=None) | ~Q(delegated_by=F("person")),
                name="membership_delegated_to_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} at {self.organisation}"


class RequiredSecondStep(models.Model):
    """Whoever holds this role in this organisation must prove more than a password."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)

    trail_other_owner = "organisation_id"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "role"), name="required_second_step_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="required_second_step_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class PasswordLink(models.Model):
    """A link that lets one person set a password once, known by the digest of its secret."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    trail_leaves_out = ("digest",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(good_until__gt=F("made_at")), name="password_link_lasts_a_while"
            ),
        )

    def __str__(self) -> str:
        return f"Link for {self.person} until {self.good_until}"


class CameBy(models.TextChoices):
    """What somebody signed in with."""

    PASSWORD = "password", say("Password")
    LINK = "link", say("Link by e-mail")
    PROVIDER = "provider", say("Account at work")
    PASSKEY = "passkey", say("Passkey")


class AndBy(models.TextChoices):
    """The second step after that, where there was one."""

    CODE = "code", say("a code")
    PASSKEY = "passkey", say("a passkey")


class SignIn(models.Model):
    """One person signed in at one browser, until they sign out, it is ended elsewhere, or its session runs out.

    The session itself is Django's, known here by its key for as long as this lasts. When it was last seen stands in the
    session, so that the trail is not told of every page.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    session_key = models.CharField(max_length=40, unique=True, null=True)
    device = models.CharField(max_length=80)
    # The same for everyone who signs in there; says nothing else of it. Empty on rows from before it was written down.
    browser = models.CharField(max_length=32, blank=True, default="")
    # Empty on rows from before it was written down.
    came_by = models.CharField(max_length=10, choices=CameBy.choices, default="")
    # What was asked for besides; empty where nothing was.
    and_by = models.CharField(max_length=10, choices=AndBy.choices, default="")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    trail_leaves_out = ("session_key", "browser")

    class Meta:
        indexes = (models.Index(fields=("person", "ended_at"), name="sign_in_of_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None, session_key__isnull=False)
                | Q(ended_at__isnull=False, session_key=None),
                name="sign_in_holds_a_session_or_is_over",
            ),
            models.CheckConstraint(
                condition=Q(came_by__in=["", *CameBy.values], and_by__in=["", *AndBy.values]),
                name="sign_in_by_a_known_means",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} with {self.device} since {self.began_at}"


class Submission(models.Model):
    """A form that was sent, known by the token it carried: sending it twice leads to the same result."""

    token = models.CharField(max_length=43)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    result = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    trailed = False

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "token"), name="submission_once"),)

    def __str__(self) -> str:
        return self.result


class Attempts(models.Model):
    """How often a key (an address with an e-mail, say) tried something in the present window."""

    key = models.CharField(max_length=64, unique=True)
    window_began = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    trailed = False

    def __str__(self) -> str:
        return f"{self.count} since {self.window_began}"
