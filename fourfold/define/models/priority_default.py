from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.define.models.kept import below_the_priority, in_the_version
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.define.models.service import Service
from fourfold.define.rules.suggestions import AskedWhere, Step, line_words, pounds, step_words
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class ContractKind(models.TextChoices):
    """The values of `rules.suggestions.ContractClass`; empty is every one of them."""

    SERVICES = "services", say("Services")
    WORKS = "works", say("Works")
    GOODS = "goods", say("Goods")


class PriorityDefault(Owned):
    """In contracts of this class, for this service and from this value on, the policy asks for the priority."""

    kept_while: ClassVar[str] = below_the_priority("OLD")
    closed_while: ClassVar[str] = below_the_priority("NEW")

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="defaults")
    kind = models.CharField(max_length=10, choices=ContractKind.choices, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    # As it was called when this was written: the policy is read by those who do not see the services.
    service_name = models.CharField(max_length=120, blank=True)
    from_amount = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    because = models.CharField(max_length=300, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("priority", "kind", "service", "from_amount"), name="priority_default_once"
            ),
            models.UniqueConstraint(
                fields=("priority", "kind", "from_amount"),
                condition=Q(service=None),
                name="priority_default_of_any_service_once",
            ),
            models.CheckConstraint(
                condition=Q(from_amount__gte=0), name="priority_default_from_nothing_or_more"
            ),
        )

    def __str__(self) -> str:
        return f"{self.priority} in {self.kind or 'any contract'}"

    @property
    def title(self) -> str:
        return say("{priority}: {where}", priority=self.priority.title, where=line_words(self.said))

    @property
    def value_words(self) -> str:
        return say("From {amount}", amount=pounds(self.from_amount)) if self.from_amount else say("Any value")

    @property
    def said(self) -> AskedWhere:
        """As the rule reads it, without a join to the services, which their owner alone may see."""
        return AskedWhere(
            priority=self.priority.ref,
            kind=self.kind,
            from_amount=self.from_amount,
            service=self.service_id,
            service_name=self.service_name,
            because=self.because,
        )


class ContractStep(Owned):
    """From this value on a contract is asked for at most so many priorities; empty is as many as there are."""

    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="contract_steps")
    from_amount = models.DecimalField(max_digits=16, decimal_places=2)
    most = models.PositiveSmallIntegerField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("from_amount", "pk")
        constraints = (
            models.UniqueConstraint(fields=("policy_version", "from_amount"), name="contract_step_once"),
            models.CheckConstraint(
                condition=Q(from_amount__gte=0), name="contract_step_from_nothing_or_more"
            ),
        )

    def __str__(self) -> str:
        return f"At most {self.most} from {self.from_amount}"

    @property
    def title(self) -> str:
        return step_words(self.said)

    @property
    def said(self) -> Step:
        return Step(self.from_amount, self.most)
