from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.define.models.kept import in_the_version
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class SignatureState(models.TextChoices):
    ASKED = "asked", say("Asked")
    ACCEPTED = "accepted", say("Put its name to it")
    DECLINED = "declined", say("Declined")
    LAPSED = "lapsed", say("Put its name to an earlier wording")


VALID_TRANSITIONS: dict[SignatureState, frozenset[SignatureState]] = {
    SignatureState.ASKED: frozenset({SignatureState.ACCEPTED, SignatureState.DECLINED}),
    SignatureState.ACCEPTED: frozenset({SignatureState.ASKED, SignatureState.LAPSED}),
    SignatureState.DECLINED: frozenset({SignatureState.ASKED}),
    SignatureState.LAPSED: frozenset(),
}


class CoSignature(Owned):
    """An organisation asked to put its name to a draft, and what one of its people answered.

    `as_read` is the wording that was read: a name stands under the words that were read and under no others.
    Its own root until it is accepted, so that who declined is not told to everyone.
    """

    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="co_signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SignatureState.choices, default=SignatureState.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    as_read = models.CharField(max_length=64, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("organisation__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("policy_version", "organisation"), name="co_signature_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by=None, answered_on=None, as_read="")
                | Q(state="declined", answered_by__isnull=False, answered_on__isnull=False, as_read="")
                | Q(state__in=("accepted", "lapsed"), answered_by__isnull=False, answered_on__isnull=False)
                & ~Q(as_read=""),
                name="co_signature_answered_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display()}"
