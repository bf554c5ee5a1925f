from django.db import models
from django.db.models import Q

from fourfold.define.models.policy_version import PolicyVersion
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class PolicyInvitation(Owned):
    """A named partner asked to comment on a draft: an organisation that works here, or somebody by e-mail.

    It is its own root: an address is nobody's business but the owner's, and an organisation sees its own by a Share.
    """

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, help_text="Whom they speak for, as it is published.")
    email = models.EmailField(max_length=254, blank=True)
    comment_by = models.DateField()
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_on = models.DateField()

    # An address is erased with the end of the consultation, and is not to be found in the trail after that.
    trail_leaves_out = ("email",)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, email="") | Q(organisation=None) & ~Q(email=""),
                name="policy_invitation_here_or_by_mail",
            ),
            models.UniqueConstraint(
                fields=("policy_version", "organisation"),
                condition=Q(organisation__isnull=False),
                name="policy_invitation_organisation_once",
            ),
            models.UniqueConstraint(
                fields=("policy_version", "email"),
                condition=~Q(email=""),
                name="policy_invitation_email_once",
            ),
        )

    def __str__(self) -> str:
        return self.name
