from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.define.models.kept import in_the_version
from fourfold.define.models.policy_invitation import PolicyInvitation
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class CommentState(models.TextChoices):
    WAITING = "waiting", say("Waiting to be looked at")
    SHOWN = "shown", say("Shown with the policy")
    KEPT_BACK = "kept_back", say("Not shown")


VALID_TRANSITIONS: dict[CommentState, frozenset[CommentState]] = {
    CommentState.WAITING: frozenset({CommentState.SHOWN, CommentState.KEPT_BACK}),
    CommentState.SHOWN: frozenset(),
    CommentState.KEPT_BACK: frozenset({CommentState.SHOWN}),
}


class AnswerKind(models.TextChoices):
    CHANGED = "changed", say("Changed because of it")
    NOT_CHANGED = "not_changed", say("Not changed")


class PolicyComment(Owned):
    """What somebody said of a draft, on the whole or on one priority, and what the organisation answered.

    Its own root while it waits or is kept back; from the moment it is shown it is read with the version.
    """

    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="comments")
    # Where the priority is removed from the draft, the comment stays and its title with it.
    priority = models.ForeignKey(Priority, models.SET_NULL, null=True, related_name="+")
    about = models.CharField(
        max_length=200, blank=True, help_text="The priority's title; empty for the whole."
    )
    invitation = models.ForeignKey(PolicyInvitation, models.PROTECT, null=True, related_name="comments")
    said_for = models.CharField(max_length=250, help_text="For whom it was said, as it is published.")
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    words = models.TextField()
    state = models.CharField(max_length=10, choices=CommentState.choices)
    looked_at_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why_kept_back = models.CharField(max_length=300, blank=True)
    answer_kind = models.CharField(max_length=12, choices=AnswerKind.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("said_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="policy_comment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(answer_kind="", answer="", answered_by=None, answered_on=None)
                | Q(answer_kind__in=AnswerKind.values, answered_by__isnull=False, answered_on__isnull=False)
                & ~Q(answer=""),
                name="policy_comment_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="kept_back") & ~Q(why_kept_back="")
                | ~Q(state="kept_back") & Q(why_kept_back=""),
                name="policy_comment_kept_back_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.said_for}, {self.said_at:%d.%m.%Y}"
