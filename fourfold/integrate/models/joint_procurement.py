from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class JointBasis(models.TextChoices):
    """What the shares are counted in: see fourfold.integrate.rules.joint_parts."""

    PERCENT = "percent", say("Per cent of the whole")
    POUNDS = "pounds", say("Pounds of the estimate")
    QUANTITY = "quantity", say("A quantity of what is bought")


class JointPartState(models.TextChoices):
    ASKED = "asked", say("Asked, not agreed yet")
    AGREED = "agreed", say("Agreed")
    DECLINED = "declined", say("Declined")
    LEFT = "left", say("Left")
    TAKEN_OUT = "taken_out", say("Taken out")


_S = JointPartState
# Nobody leaves, or is taken out, once the tender is open: the actions see to that.
VALID_TRANSITIONS: dict[JointPartState, frozenset[JointPartState]] = {
    _S.ASKED: frozenset({_S.AGREED, _S.DECLINED, _S.TAKEN_OUT}),
    # Asked again where its share becomes another.
    _S.AGREED: frozenset({_S.ASKED, _S.LEFT, _S.TAKEN_OUT}),
    _S.DECLINED: frozenset({_S.ASKED}),
    _S.LEFT: frozenset({_S.ASKED}),
    _S.TAKEN_OUT: frozenset({_S.ASKED}),
}
# Those who count: what they share adds up to the whole.
TAKING_PART = (_S.ASKED, _S.AGREED)


class JointProcurement(Owned):
    """A procurement that several authorities buy together; its owner leads. Each authority reads it while it takes part."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="joint")
    basis = models.CharField(max_length=10, choices=JointBasis.choices)
    counted = models.CharField(
        max_length=60, blank=True, help_text="What a quantity counts: homes, meals, routes."
    )
    because = models.TextField()
    arranged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    arranged_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(because=""), name="joint_procurement_has_reason"),
            models.CheckConstraint(
                condition=~Q(basis="quantity") | ~Q(counted=""),
                name="joint_procurement_quantity_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.procurement}, bought jointly"


class JointPart(Owned):
    """One authority's share, the lead's own among them: the whole is all of these and nothing beside them."""

    joint = models.ForeignKey(JointProcurement, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=16, decimal_places=2)
    state = models.CharField(max_length=10, choices=JointPartState.choices, default=JointPartState.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    because = models.TextField(blank=True, help_text="Why it declined, left or was taken out.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("joint", "organisation"), name="joint_part_once"),
            models.CheckConstraint(condition=Q(share__gt=0), name="joint_part_of_something"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="joint_part_agreed_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(answered_by=None, answered_on=None),
                name="joint_part_asked_is_not_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("declined", "left", "taken_out")) | ~Q(because=""),
                name="joint_part_ended_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} in {self.joint}"
