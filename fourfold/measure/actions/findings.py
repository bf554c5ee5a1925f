"""A finding from an auditor's question to its close: one raises it, another answers, and who answered never closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from fourfold.ground.files.actions import all_ready, take_in
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role, check_still_there
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.measure.models import Finding, FindingEvidence, FindingState
from fourfold.measure.models.finding import VALID_TRANSITIONS
from fourfold.measure.queries.exceptions import exception_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person
    from fourfold.ground.trail.exceptions import ExceptionKind
    from fourfold.partner.actions.deliveries import Upload

MAY_LOOK = (Role.AUDITOR, Role.LEAD, Role.ADMINISTRATOR)


def check_can_look(by: Actor) -> None:
    check_role(by, *MAY_LOOK, to=say("look through the exceptions"))


def check_can_raise(by: Actor) -> None:
    check_role(by, Role.AUDITOR, Role.LEAD, to=say("raise a finding"))


def can_raise(by: Actor) -> bool:
    return by.has(Role.AUDITOR, Role.LEAD)


def raise_finding(
    *,
    by: Actor,
    kind: ExceptionKind,
    thing: str,
    words: str,
    assigned_to: Person,
    due_on: date,
    on: date,
) -> Finding:
    """Asks `assigned_to` for an answer by `due_on` about an exception that stands on the day `on`."""
    check_can_raise(by)
    found = exception_of(kind, thing=thing, owner=by.organisation_id, on=on)
    if found is None:
        message = say("This is no longer an exception: it was put right meanwhile")
        raise Refused(message)
    if not words.strip():
        message = say("Say what you ask to be done or explained")
        raise Refused(message, field="words")
    if due_on < on:
        message = say("The day must be today or later")
        raise Refused(message, field="due_on")
    ref = new_reference()
    try:
        with change(by=by, owner=by.organisation_id, reason=say("Raised a finding")):
            return Finding.objects.create(
                owner_id=by.organisation_id,
                ref=ref,
                root=ref,
                kind=kind.key,
                thing=thing,
                about=found.words,
                href=found.href,
                words=words.strip(),
                raised_by_id=by.person_id,
                raised_on=on,
                assigned_to=assigned_to,
                due_on=due_on,
            )
    except IntegrityError:
        message = say("A finding about this is open already")
        raise Refused(message) from None


def check_can_answer(by: Actor, finding: Finding) -> None:
    _check_own(by, finding)
    check_still_there(by)
    if finding.assigned_to_id != by.person_id:
        check_role(by, Role.LEAD, to=say("answer a finding that was given to somebody else"))
    if finding.state != FindingState.OPEN:
        message = say("This finding is answered already.")
        raise NotAllowed(message)


def answer(
    *, by: Actor, finding: Finding, words: str, upload: Upload | None, on: date, at: datetime
) -> Finding:
    """Says what was done about it, with a file that shows it where there is one. It is not closed by that."""
    check_can_answer(by, finding)
    if not words.strip():
        message = say("Say what was done, or why nothing needs to be")
        raise Refused(message, field="words")
    chosen = [] if upload is None else [upload]
    with (
        all_ready([(each.name, each.content) for each in chosen]) as files,
        change(by=by, owner=finding.owner_id, reason=say("Answered a finding")),
    ):
        answered = _move(
            finding,
            FindingState.ANSWERED,
            answer=words.strip(),
            answered_by_id=by.person_id,
            answered_on=on,
        )
        for each, ready in zip(chosen, files, strict=True):
            file = take_in(ready, by=by, owner=finding.owner_id, root=finding.root, about=each.about, at=at)
            FindingEvidence.objects.create(
                owner_id=finding.owner_id, root=finding.root, finding=finding, file=file
            )
    return answered


def check_can_decide(by: Actor, finding: Finding) -> None:
    check_role(by, Role.AUDITOR, Role.LEAD, to=say("close a finding"))
    _check_own(by, finding)
    if finding.state != FindingState.ANSWERED:
        message = (
            say("This finding is closed.")
            if finding.state == FindingState.CLOSED
            else say("Nobody has answered it yet.")
        )
        raise NotAllowed(message)
    check_other_eyes(
        by,
        finding.answered_by_id,
        finding.assigned_to_id,
        or_else=say("It was yours to answer, so somebody else must close it."),
    )


def close(*, by: Actor, finding: Finding, words: str, on: date) -> Finding:
    check_can_decide(by, finding)
    _check_decision(words)
    with change(by=by, owner=finding.owner_id, reason=say("Closed a finding")):
        return _move(
            finding, FindingState.CLOSED, decision=words.strip(), closed_by_id=by.person_id, closed_on=on
        )


def send_back(*, by: Actor, finding: Finding, words: str) -> Finding:
    """The answer does not do: it is to be answered again. What was answered stays in the history."""
    check_can_decide(by, finding)
    _check_decision(words)
    with change(by=by, owner=finding.owner_id, reason=say("Sent a finding back")):
        return _move(finding, FindingState.OPEN, decision=words.strip())


def _check_own(by: Actor, finding: Finding) -> None:
    if finding.owner_id != by.organisation_id:
        message = say("This finding is another organisation's.")
        raise NotAllowed(message)


def _check_decision(words: str) -> None:
    if not words.strip():
        message = say("Say why")
        raise Refused(message, field="words")


def _move(finding: Finding, to: FindingState, **values: object) -> Finding:
    if to not in VALID_TRANSITIONS[FindingState(finding.state)]:
        message = say(
            "A finding that is “{state}” cannot become “{label}”.",
            state=finding.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    return update(finding, version=finding.version, state=to, **values)
