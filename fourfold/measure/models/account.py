from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class AccountState(models.TextChoices):
    DRAFT = "draft", say("Draft")
    ASSURED = "assured", say("Assured")
    SIGNED = "signed", say("Signed")
    PUBLISHED = "published", say("Published")


VALID_TRANSITIONS: dict[AccountState, frozenset[AccountState]] = {
    AccountState.DRAFT: frozenset({AccountState.ASSURED}),
    AccountState.ASSURED: frozenset({AccountState.DRAFT, AccountState.SIGNED}),
    AccountState.SIGNED: frozenset({AccountState.PUBLISHED}),
    AccountState.PUBLISHED: frozenset(),
}


class Account(Owned):
    """What was promised and what came of it, of one contract or of the whole organisation, up to a day. Published it is
    read-only and hashed; a correction is a new edition that names the one it corrects.
    """

    contract = models.ForeignKey("integrate.Contract", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=250)
    starts_on = models.DateField()
    ends_on = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    what_changed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.DRAFT)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    assured_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-ends_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="account_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, signed_by__isnull=False) & ~Q(sha256=""),
                name="account_published_is_signed_and_hashed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                name="account_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, edition=1)
                | Q(corrects__isnull=False, edition__gt=1) & ~Q(what_changed=""),
                name="account_correction_says_what_changed",
            ),
        )

    def __str__(self) -> str:
        return self.title


class AccountLine(Owned):
    """One commitment in an account: the five figures as they stood when the account was frozen."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    commitment = models.ForeignKey("integrate.Commitment", models.PROTECT, related_name="+")
    # Copied when the line is made: an account is read by people who may not see the contract, and outlives its changes.
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    measure_title = models.CharField(max_length=250)
    unit = models.CharField(max_length=40)
    contract_ref = models.CharField(max_length=12)
    contract_title = models.CharField(max_length=300)
    supplier_name = models.CharField(max_length=250)
    commitment_number = models.PositiveSmallIntegerField()
    committed = models.DecimalField(max_digits=16, decimal_places=2)
    due = models.DecimalField(max_digits=16, decimal_places=2)
    reported = models.DecimalField(max_digits=16, decimal_places=2)
    confirmed = models.DecimalField(max_digits=16, decimal_places=2)
    verified = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("contract_title", "contract_ref", "commitment_number")
        constraints = (
            models.UniqueConstraint(fields=("account", "commitment"), name="account_line_once"),
            models.CheckConstraint(
                condition=Q(verified__lte=F("reported"), confirmed__lte=F("reported")),
                name="account_line_never_above_reported",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verified} of {self.due}"


class AccountLineVerification(Owned):
    """The verification that a line counts, so that a published figure can be followed to its rows for ever."""

    line = models.ForeignKey(AccountLine, models.PROTECT, related_name="verifications")
    verification = models.ForeignKey("partner.Verification", models.PROTECT, related_name="+")
    delivery_ref = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    ended_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("ended_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("line", "verification"), name="account_line_verification_once"),
        )

    def __str__(self) -> str:
        return f"{self.verification_id} in {self.line_id}"
