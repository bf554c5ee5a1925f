"""Work that is done after the page has answered: what was asked for, and its place in the queue until it is done.

Two tables, because two things are told. `Job` says who asked for what and what came of it: it is walled like any owned row,
and each change leaves a trail. `Queued` says how it stands with the workers at this second; it is gone once the job is
over, nobody asks about it afterwards, and it leaves no trail.
"""

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import TenantManager
from fourfold.ground.people.tables import Person


class JobState(models.TextChoices):
    WAITING = "waiting", say("Waiting or under way")
    DONE = "done", say("Done")
    FAILED = "failed", say("Failed")
    CANCELLED = "cancelled", say("Cancelled")
    DROPPED = "dropped", say("Dropped after it failed")


_S = JobState
VALID_TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    _S.WAITING: frozenset({_S.DONE, _S.FAILED, _S.CANCELLED}),
    # Only a person tries a failed job again, or lets it go.
    _S.FAILED: frozenset({_S.WAITING, _S.DROPPED}),
    _S.DONE: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.DROPPED: frozenset(),
}


class Job(models.Model):
    """One piece of work. `owner` is empty for the installation's own, which only maintenance sees.

    `person` and `organisation` are for whom it acts; it does nothing that they could not do on a page at that moment.
    `key` names the work within its kind and owner, so that asking for the same again makes no second job.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    # Its own reference: the walls ask every table for it. Nobody shares a job.
    root = models.CharField(max_length=12, db_index=True, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    asked_at = models.DateTimeField()
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What came of it, or why nothing did, as a person reads it; `detail` is for whoever looks into the program.
    words = models.CharField(max_length=500, blank=True)
    detail = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)

    objects = TenantManager["Job"]()

    wall = "owned"
    trail_leaves_out = ("payload", "detail")

    class Meta:
        base_manager_name = "objects"
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=("owner", "state", "asked_at"), name="job_of_owner"),
            models.Index(fields=("state", "finished_at"), name="job_finished"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key", "owner"),
                condition=~Q(key="") & Q(owner__isnull=False),
                name="job_key_once_of_owner",
            ),
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=~Q(key="") & Q(owner__isnull=True),
                name="job_key_once_of_installation",
            ),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", finished_at=None)
                | ~Q(state="waiting") & Q(finished_at__isnull=False),
                name="job_over_since",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(words=""), name="job_failed_says_why"),
            models.CheckConstraint(
                condition=Q(person=None) | Q(organisation__isnull=False), name="job_of_person_for_whom"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.get_state_display()}"


class JobInput(models.Model):
    """The file that a job works on. In the database, so that it comes and goes in one transaction with its job."""

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    root = models.CharField(max_length=12, db_index=True, editable=False)
    job = models.OneToOneField(Job, models.CASCADE, related_name="input")
    name = models.CharField(max_length=250)
    content = models.BinaryField()

    objects = TenantManager["JobInput"]()

    wall = "owned"

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name


class JobReport(models.Model):
    """What became of each part of a job, as its kind writes it down, for who asked; kept as long as the job is."""

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    root = models.CharField(max_length=12, db_index=True, editable=False)
    job = models.OneToOneField(Job, models.CASCADE, related_name="report")
    content = models.JSONField(default=dict)

    objects = TenantManager["JobReport"]()

    wall = "owned"
    trail_leaves_out = ("content",)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"Report of {self.root}"


class Queued(models.Model):
    """A job that is still to be done. `ticket` is whoever holds it, until `until`; empty: nobody.

    Whoever writes for a job shows its ticket. A worker whose lease was taken over holds an old one and is refused.
    """

    job = models.OneToOneField(Job, models.CASCADE, related_name="queued", primary_key=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # A wait has a beginning as well as an end: one that begins in the future shows that the clock was put back.
    waits_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ticket = models.CharField(max_length=32, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField(null=True)

    trailed = False

    class Meta:
        verbose_name_plural = "queued"
        constraints = (
            models.CheckConstraint(
                condition=Q(ticket="", until=None) | ~Q(ticket="") & Q(until__isnull=False),
                name="queued_held_until",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(waits_since__isnull=False), name="queued_waits_since"
            ),
        )

    def __str__(self) -> str:
        return f"job {self.job_id}: {self.worker or 'nobody'}"


class Scheduled(models.Model):
    """The latest slot of a line of the timetable for which a job was made. Its row is the lock between schedulers."""

    name = models.CharField(max_length=60, unique=True)
    last_slot = models.DateTimeField(null=True)

    trailed = False

    class Meta:
        verbose_name_plural = "scheduled"

    def __str__(self) -> str:
        return f"{self.name}: {self.last_slot or 'never'}"
