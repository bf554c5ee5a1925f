"""What is said of a draft, by colleagues, by partners and by link; what is shown of it, and the answer to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.define.actions.drafts import check_can_draft, check_can_edit, writing_in
from fourfold.define.models import (
    AnswerKind,
    CommentState,
    PolicyComment,
    PolicyInvitation,
    PolicyState,
    PolicyVersion,
    Priority,
)
from fourfold.define.models.policy_comment import VALID_TRANSITIONS
from fourfold.define.queries.consultations import invitation_of
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, as_tenant, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

MOST_CHARACTERS = 5_000
# What one invitation, or one organisation, may say of one draft: more is a document, which is sent as one.
MOST_COMMENTS = 30


def check_can_comment(by: Actor, version: PolicyVersion, *, on: date) -> None:
    """Everyone who works for the owner, and for a partner that was asked, until the day that it was given."""
    if version.state != PolicyState.CONSULTING:
        raise NotAllowed(say("This version is not out for comment."))
    if version.owner_id == by.organisation_id:
        return
    invitation = invitation_of(version, organisation=by.organisation_id)
    if invitation is None:
        raise NotAllowed(say("Only partners who were asked can comment on this draft."))
    if on > invitation.comment_by:
        message = say("Comments were asked for until {day}.", day=day_text(invitation.comment_by))
        raise NotAllowed(message)


def can_comment(by: Actor, version: PolicyVersion, *, on: date) -> bool:
    try:
        check_can_comment(by, version, on=on)
    except NotAllowed:
        return False
    return True


def comment(
    *, by: Actor, version: PolicyVersion, words: str, priority: str, on: date, at: datetime
) -> PolicyComment:
    """A colleague's is shown at once. A partner's waits until the owner has looked at it; its own people see it.

    `priority` is the reference of the priority that it is about, or empty for the whole.
    """
    check_can_comment(by, version, on=on)
    own = version.owner_id == by.organisation_id
    with change(by=by, owner=version.owner_id, reason=say("Commented on the policy")):
        invitation = None if own else invitation_of(version, organisation=by.organisation_id)
        said = _say(
            version,
            words=words,
            priority=priority,
            invitation=invitation,
            said_for=by.organisation_name,
            said_by=by.person_id,
            shown=own,
            at=at,
        )
        if not own:
            share(
                owner=Organisation.objects.get(pk=version.owner_id),
                thing=said.ref,
                kind="comment",
                organisation=Organisation.objects.get(pk=by.organisation_id),
                right=Right.SEE,
                on=on,
                reason=say("Commented on the policy"),
            )
    return said


def comment_by_link(
    *, invitation: PolicyInvitation, words: str, priority: str, at: datetime
) -> PolicyComment:
    """By whoever holds the link that `invitation_of_link` took. It waits until the owner has looked at it.

    The same words on the same thing are one comment, however often they are sent.
    """
    owner = invitation.owner_id
    reason = say("Commented on the policy by a link")
    with (
        transaction.atomic(),
        declared(person=None, organisation=owner, reason=reason),
        as_tenant(owner),
    ):
        return _say(
            invitation.policy_version,
            words=words,
            priority=priority,
            invitation=invitation,
            said_for=invitation.name,
            said_by=None,
            shown=False,
            at=at,
        )


def check_can_look_at(by: Actor, comment: PolicyComment) -> None:
    check_can_edit(by, comment.policy_version)


def show(*, by: Actor, comment: PolicyComment) -> PolicyComment:
    """From now on everyone who reads the version reads the comment, and it needs an answer."""
    return _look_at(by, comment, CommentState.SHOWN, why="")


def keep_back(*, by: Actor, comment: PolicyComment, why: str) -> PolicyComment:
    """It is not shown, for a reason that its author can read: an insult, a name of somebody, nothing to do with the policy."""
    if not why.strip():
        raise Refused(say("Say why it is not shown"), field="why")
    return _look_at(by, comment, CommentState.KEPT_BACK, why=why.strip())


def check_can_answer(by: Actor, comment: PolicyComment) -> None:
    check_can_draft(by)
    check_can_edit(by, comment.policy_version)
    if comment.state != CommentState.SHOWN:
        raise NotAllowed(say("Decide first whether this comment is shown."))


def answer(
    *, by: Actor, comment: PolicyComment, seen: int, changed: bool, words: str, on: date
) -> PolicyComment:
    """What was changed because of it, or why nothing was. It can be written again until the version is adopted."""
    check_can_answer(by, comment)
    if not words.strip():
        message = say("Say what you changed because of it") if changed else say("Say why you changed nothing")
        raise Refused(message, field="words")
    with writing_in(comment.policy_version, by=by, reason=say("Answered a comment on the policy")):
        return update(
            comment,
            version=seen,
            answer_kind=AnswerKind.CHANGED if changed else AnswerKind.NOT_CHANGED,
            answer=words.strip(),
            answered_by_id=by.person_id,
            answered_on=on,
        )


def _look_at(by: Actor, comment: PolicyComment, to: CommentState, *, why: str) -> PolicyComment:
    check_can_look_at(by, comment)
    reason = say("Decided whether a comment on the policy is shown")
    with writing_in(comment.policy_version, by=by, reason=reason) as standing:
        now = PolicyComment.objects.get(pk=comment.pk)
        if to not in VALID_TRANSITIONS[CommentState(now.state)]:
            raise Refused(say("This comment was looked at already: {state}", state=now.get_state_display()))
        return update(
            now,
            version=now.version,
            state=to,
            why_kept_back=why,
            looked_at_by_id=by.person_id,
            root=standing.root if to == CommentState.SHOWN else now.root,
        )


def _say(
    version: PolicyVersion,
    *,
    words: str,
    priority: str,
    invitation: PolicyInvitation | None,
    said_for: str,
    said_by: int | None,
    shown: bool,
    at: datetime,
) -> PolicyComment:
    """Within the change, as the owner."""
    standing = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if standing.state != PolicyState.CONSULTING:
        raise NotAllowed(say("This version is not out for comment."))
    if not words.strip():
        raise Refused(say("Enter your comment"), field="words")
    if len(words) > MOST_CHARACTERS:
        message = say(
            "Your comment has {count} characters; the most is {most}. Say it in several, or send a document",
            count=f"{len(words):,}",
            most=f"{MOST_CHARACTERS:,}",
        )
        raise Refused(message, field="words")
    about: Priority | None = None
    if priority:
        about = standing.priorities.filter(ref=priority).first()
        if about is None:
            raise Refused(
                say("Choose a priority of this version, or the policy as a whole"), field="priority"
            )
    mine = standing.comments.filter(invitation=invitation, said_for=said_for)
    # Forms of people who are signed in carry a token for this; of a link, the same said of the same is sent twice.
    twice = mine.filter(priority=about, words=words.strip()).first() if said_by is None else None
    if twice is not None:
        return twice
    if mine.count() >= MOST_COMMENTS:
        raise Refused(say("There are {most} comments of yours, which is the most", most=MOST_COMMENTS))
    ref = new_reference()
    return PolicyComment.objects.create(
        owner_id=standing.owner_id,
        ref=ref,
        root=standing.root if shown else ref,
        policy_version=standing,
        priority=about,
        about="" if about is None else about.title,
        invitation=invitation,
        said_for=said_for,
        said_by_id=said_by,
        said_at=at,
        words=words.strip(),
        state=CommentState.SHOWN if shown else CommentState.WAITING,
    )
