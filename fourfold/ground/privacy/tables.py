"""What an organisation decides about personal data, what was disposed of, and what people asked for."""

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.keeping import Keeping, KeepingUnit
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned, TenantManager
from fourfold.ground.people.tables import Person


class RetentionChoice(Owned):
    """How long an organisation keeps one kind of record, where that is not what the record of processing says."""

    record = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=6, choices=[(unit.value, unit.value) for unit in KeepingUnit])
    reason = models.TextField()
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chosen_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("owner", "record"), name="retention_chosen_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_chosen_for_a_reason"),
            models.CheckConstraint(
                condition=Q(unit__in=[unit.value for unit in KeepingUnit]), name="retention_unit_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.record}: {self.kept}"

    @property
    def kept(self) -> Keeping:
        return Keeping(self.number, KeepingUnit(self.unit))


class LegalHold(Owned):
    """While it stands nothing of its kind (empty: of any kind), or of its person, is disposed of or erased."""

    record = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    placed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    placed_on = models.DateField()
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="hold_placed_for_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None, lifted_because="")
                | Q(lifted_on__gte=F("placed_on"), lifted_by__isnull=False) & ~Q(lifted_because=""),
                name="hold_lifted_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"Hold on {self.record or 'everything'}, placed on {self.placed_on}"


class DisposalEntry(models.Model):
    """One line of the disposal log: how many of which kind went when, how, and under which rule. Never who.

    `owner` is empty for what is the installation's own, which only maintenance sees.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    root = models.CharField(max_length=12, db_index=True, editable=False)
    record = models.CharField(max_length=60)
    disposal = models.CharField(max_length=20)
    rule = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = TenantManager["DisposalEntry"]()

    wall = "owned"

    class Meta:
        base_manager_name = "objects"
        ordering = ("-at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(rows__gt=0), name="disposal_of_something"),)

    def __str__(self) -> str:
        return f"{self.record}: {self.rows} {self.disposal} at {self.at:%Y-%m-%d}"


class RequestKind(models.TextChoices):
    ACCESS = "access", say("A copy of what is held")
    ERASURE = "erasure", say("Erasure")


class RequestState(models.TextChoices):
    ASKED = "asked", say("Asked")
    DONE = "done", say("Done")
    REFUSED = "refused", say("Refused")
    WITHDRAWN = "withdrawn", say("Withdrawn")


_S = RequestState
VALID_TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    _S.ASKED: frozenset({_S.DONE, _S.REFUSED, _S.WITHDRAWN}),
    _S.DONE: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


class SubjectRequest(Owned):
    """What a person asked an organisation for under UK GDPR, by when it must be answered, and what came of it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "person", "kind"), condition=Q(state="asked"), name="request_open_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("asked_on")), name="request_due_after_asked"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by=None, answered_on=None)
                | ~Q(state="asked") & Q(answered_by__isnull=False, answered_on__isnull=False),
                name="request_answered_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="request_refused_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} asked on {self.asked_on}: {self.get_state_display()}"
