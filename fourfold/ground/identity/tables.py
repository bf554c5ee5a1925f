"""What somebody proves besides their password, or instead of it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from fourfold.ground.identity.openid.protocol import Why
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Person


class SecondStep(models.Model):
    """An app that shows codes for this person. The seed is encrypted; of each code's thirty seconds one use counts."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    seed = models.CharField(max_length=200)
    set_up_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    trail_leaves_out = ("seed", "last_step")

    def __str__(self) -> str:
        return f"Second step of {self.person} since {self.set_up_at}"


class RecoveryCode(models.Model):
    """A code that stands in for the app once, known by its digest."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    trail_leaves_out = ("digest",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"Recovery code of {self.person}, {'used' if self.used_at else 'not used'}"


class Passkey(models.Model):
    """A key that somebody's device or password manager holds for this site. Here is its public half, and what it is called.

    `sign_count` is the last that its authenticator counted; many never count and stay at nought. `answered` is the question that
    it answered last, so that of one answer sent twice at the same moment one counts.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    public = models.TextField()
    sign_count = models.BigIntegerField()
    answered = models.CharField(max_length=100, default="")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    trail_leaves_out = ("credential_id", "public", "sign_count", "answered")

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"Passkey of {self.person}: {self.name}"


class SignInLink(models.Model):
    """Somebody asked for a link to sign in. Without a person nobody has that address: the row is there all the same."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    asked_at = models.DateTimeField()
    good_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(good_until__gt=models.F("asked_at")), name="sign_in_link_lasts_a_while"
            ),
        )

    def __str__(self) -> str:
        return f"Link to sign in until {self.good_until}"


class IdentityProvider(models.Model):
    """Where an organisation's own people sign in (OpenID Connect). The client's secret is encrypted.

    `found` is what the discovery document named when it was last looked at, for people to read; each sign-in reads it anew.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.CharField(max_length=2000)
    # Values of the claims amr (one to a line) and acr by which a sign-in there is a second step as well.
    amr = models.TextField(max_length=500, blank=True)
    acr = models.TextField(max_length=500, blank=True)
    found = models.TextField(blank=True)
    found_at = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=False)
    is_required = models.BooleanField(default=False)

    trail_leaves_out = ("secret",)
    trail_other_owner = "organisation_id"

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(found_at__isnull=False), name="provider_is_on_when_it_was_found"
            ),
            models.CheckConstraint(
                condition=Q(is_required=False) | Q(is_on=True), name="provider_required_is_on"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.issuer}"


class ClaimedDomain(models.Model):
    """People with an e-mail address in `domain` sign in at this organisation's provider. Of two who claim one, the first
    has it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    domain = models.CharField(max_length=253)

    trail_other_owner = "organisation_id"

    class Meta:
        ordering = ("domain",)
        constraints = (models.UniqueConstraint(Lower("domain"), name="domain_claimed_once"),)

    def __str__(self) -> str:
        return self.domain


class ProviderAccount(models.Model):
    """Who a provider's `subject` is here, since they first signed in there. Another issuer's subjects are others."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    linked_at = models.DateTimeField()

    trail_leaves_out = ("subject",)
    trail_other_owner = "organisation_id"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "issuer", "subject"), name="subject_is_one_person"
            ),
            models.UniqueConstraint(
                fields=("organisation", "issuer", "person"), name="person_is_one_subject"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"


class ProviderFailure(models.Model):
    """A sign-in at a provider that came to nothing: why, and not whose it was, which is not known.

    Without an organisation nobody had begun it here.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    at = models.DateTimeField()

    trail_other_owner = "organisation_id"

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("organisation", "-at"), name="provider_failure_latest"),)

    def __str__(self) -> str:
        return f"{self.why} at {self.at}"
