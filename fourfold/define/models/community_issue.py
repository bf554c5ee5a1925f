from django.db import models
from django.db.models import Q

from fourfold.define.models.policy_comment import PolicyComment
from fourfold.define.models.priority import Priority
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class IssueState(models.TextChoices):
    WAITING = "waiting", say("Waiting to be looked at")
    COUNTED = "counted", say("Counted")
    SET_ASIDE = "set_aside", say("Set aside")


VALID_TRANSITIONS: dict[IssueState, frozenset[IssueState]] = {
    IssueState.WAITING: frozenset({IssueState.COUNTED, IssueState.SET_ASIDE}),
    IssueState.COUNTED: frozenset({IssueState.SET_ASIDE}),
    IssueState.SET_ASIDE: frozenset({IssueState.COUNTED}),
}


class IssueSource(models.TextChoices):
    MEETING = "meeting", say("A meeting")
    SURVEY = "survey", say("A survey")
    LETTER = "letter", say("Letters or e-mails")
    COMMENT = "comment", say("A comment on a draft of the policy")
    GROUP = "group", say("Named here by a community organisation")


class IssueGroup(Owned):
    """Issues that were put together by hand, the priority that answers them, and what suppliers may be asked about them."""

    title = models.CharField(max_length=200)
    criterion = models.TextField(blank=True, help_text="The question that bidders would answer.")
    # A group answers to the priority of that title in later versions too.
    priority = models.ForeignKey(Priority, models.SET_NULL, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("title", "pk")
        constraints = (models.UniqueConstraint(fields=("owner", "title"), name="issue_group_title_once"),)

    def __str__(self) -> str:
        return self.title


class CommunityIssue(Owned):
    """What residents or a group said matters here. One that a community organisation named waits until it was looked at."""

    words = models.CharField(max_length=400)
    source = models.CharField(max_length=8, choices=IssueSource.choices)
    named_by = models.CharField(max_length=200, help_text="A meeting, survey or group; not a person.")
    heard_on = models.DateField()
    times = models.PositiveIntegerField(default=1, help_text="How often it was named there.")
    state = models.CharField(max_length=9, choices=IssueState.choices, default=IssueState.WAITING)
    why_set_aside = models.TextField(blank=True)
    group = models.ForeignKey(IssueGroup, models.SET_NULL, null=True, related_name="issues")
    comment = models.OneToOneField(PolicyComment, models.SET_NULL, null=True, related_name="+")
    said_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    looked_at_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-heard_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(times__gte=1), name="community_issue_named_once_or_more"),
            models.CheckConstraint(
                condition=Q(group=None) | Q(state="counted"), name="community_issue_grouped_is_counted"
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(why_set_aside=""),
                name="community_issue_set_aside_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.words
