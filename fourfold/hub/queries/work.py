"""What waits for a person: what is due, in which storey, and where to go for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.define.queries.policies import adopted_version, draft_version, review_of
from fourfold.ground.jobs.queries import jobs_seen_by
from fourfold.ground.jobs.tables import JobState
from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import Role
from fourfold.ground.successions.actions.handing_on import can_hand_on
from fourfold.ground.successions.actions.recording import can_agree
from fourfold.ground.successions.queries import inherited_from, left_of, passings_about
from fourfold.integrate.queries.waiting import waiting_for
from fourfold.measure.queries import findings
from fourfold.measure.queries.accounts import accounts_of
from fourfold.partner.queries import deliveries
from fourfold.tracker.queries.waiting import calls_due, waiting_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

MOST = 5


@dataclass(frozen=True, slots=True)
class Task:
    """`since` is the day from which it has waited, `until` the day by which it must be done, None where there is no such
    day; `count` more than one is a heap.
    """

    title: str
    href: str
    since: date | None = None
    until: date | None = None
    count: int = 1


def work_of(by: Actor, *, on: date, at: datetime) -> list[Task]:
    """What `by` can do something about, by their roles; the same few queries whatever the number of rows."""
    if by.ended_on is not None:
        # Nothing new is done in its name but to wind it up.
        return [*_failed(by), *_successions(by, on)]
    return [
        *_failed(by),
        *_successions(by, on),
        *_policy(by, on),
        *_procurements(by, at),
        *_deliveries(by),
        *_accounts(by),
        *_findings(by),
        *_waves(by),
        *_calls(by, on, at),
    ]


def _failed(by: Actor) -> list[Task]:
    """Work in the background that nobody tries again but a person."""
    failed = jobs_seen_by(by).filter(state=JobState.FAILED).order_by("finished_at")
    first, count = failed.first(), failed.count()
    if first is None or first.finished_at is None:
        return []
    address = f"/jobs/{first.ref}/" if count == 1 else "/jobs/?show=failed"
    title = (
        say("Failed: {title}", title=first.title)
        if count == 1
        else say("Look at what failed in the background")
    )
    return [Task(title, address, since=timezone.localdate(first.finished_at), count=count)]


def _successions(by: Actor, on: date) -> list[Task]:
    """Bodies that want to be followed, and what they left, until a first part of it was handed on."""
    if not by.has(Role.ADMINISTRATOR):
        return []
    found = []
    for passing in passings_about(by.organisation_id):
        name, address = passing.predecessor.name, f"/successions/{passing.predecessor.ref}/"
        if can_agree(by, passing):
            found.append(
                Task(
                    say(
                        "Say whether {organisation_name} follows {name}",
                        organisation_name=by.organisation_name,
                        name=name,
                    ),
                    address,
                    until=passing.on,
                )
            )
        elif can_hand_on(by, passing, on=on) and not inherited_from(passing.predecessor.pk).exists():
            count = left_of(passing, on).count
            if count:
                found.append(
                    Task(
                        say("Hand on what {name} left open", name=name),
                        address,
                        since=passing.on,
                        count=count,
                    )
                )
    return found


def _policy(by: Actor, on: date) -> list[Task]:
    found: list[Task] = []
    if by.has(Role.LEAD, Role.APPROVER):
        draft = draft_version(by.organisation_id)
        if draft is not None:
            address = f"/define/policies/{draft.policy.ref}/versions/{draft.number}/"
            if draft.state == "consulting" and by.has(Role.APPROVER) and draft.drafted_by_id not in by.eyes:
                found.append(Task(say("Adopt the policy"), address))
            elif draft.state == "draft" and by.has(Role.LEAD):
                found.append(Task(say("Finish the draft of the policy"), address))
        adopted = adopted_version(by.organisation_id)
        review = review_of(adopted, on=on) if adopted is not None else None
        if review is not None and review.state.value != "in date" and by.has(Role.LEAD):
            found.append(Task(say("Review the policy"), "/define/", until=review.due_on))
    return found


def _procurements(by: Actor, at: datetime) -> list[Task]:
    return [
        Task(
            say("{words}: {title}", words=one.words, title=one.title),
            one.href,
            since=one.since,
            until=one.until,
        )
        for one in waiting_for(by, at=at, most=MOST)
    ]


def _deliveries(by: Actor) -> list[Task]:
    heaps = []
    if by.has(Role.CONTRACT_MANAGER):
        heaps += [
            (say("Verify a delivery"), deliveries.to_verify(by.organisation_id)),
            (say("Resolve a dispute"), deliveries.in_dispute(by.organisation_id)),
        ]
    if by.has(Role.COMMUNITY):
        heaps.append((say("Say whether you received a delivery"), deliveries.to_confirm(by.organisation_id)))
    if by.has(Role.SUPPLIER):
        heaps.append((say("Answer questions on a delivery"), deliveries.to_report_again(by.organisation_id)))
    found = []
    for title, heap in heaps:
        count = heap.count()
        first = heap.first() if count else None
        if first is not None:
            address = f"/deliveries/{first.ref}/" if count == 1 else "/partner/"
            found.append(Task(title, address, since=first.reported_on, count=count))
    return found


def _accounts(by: Actor) -> list[Task]:
    steps = (
        ("draft", say("Assure an account"), (Role.AUDITOR, Role.LEAD)),
        ("assured", say("Sign an account"), (Role.APPROVER,)),
        ("signed", say("Publish an account"), (Role.LEAD,)),
    )
    return [
        Task(say("{words}: {title}", words=words, title=account.title), f"/measure/accounts/{account.ref}/")
        for state, words, roles in steps
        if by.has(*roles)
        for account in accounts_of(by.organisation_id)
        .filter(state=state)
        .exclude(drafted_by_id__in=by.eyes)[:MOST]
    ]


def _findings(by: Actor) -> list[Task]:
    heaps = [(say("Answer a finding"), findings.to_answer(owner=by.organisation_id, person=by.person_id))]
    if by.has(Role.AUDITOR):
        heaps.append((say("Close a finding"), findings.to_close(owner=by.organisation_id, eyes=by.eyes)))
    return [
        Task(
            say("{words}: {title}", words=words, title=finding.about),
            f"/measure/findings/{finding.ref}/",
            until=finding.due_on,
        )
        for words, heap in heaps
        for finding in heap[:MOST]
    ]


def _waves(by: Actor) -> list[Task]:
    """Of the survey: what must be done before a wave goes into the field, which is the day by which."""
    if not by.has(Role.LEAD):
        return []
    found = []
    for one in waiting_of(by.organisation_id, most=MOST):
        address = f"/tracker/waves/{one.ref}/"
        if one.unsigned:
            title = say("Have the questionnaire signed off: {title}", title=one.title)
            found.append(Task(title, f"{address}questionnaire/", until=one.until, count=one.unsigned))
        if one.doubtful:
            title = say("Say who doubtful organisations are: {title}", title=one.title)
            found.append(
                Task(
                    title,
                    f"{address}frame/organisations/?standing=doubtful",
                    until=one.until,
                    count=one.doubtful,
                )
            )
    return found


def _calls(by: Actor, on: date, at: datetime) -> list[Task]:
    """Of the survey: who is to be called today, by an appointment with the one who asks."""
    if not by.has(Role.LEAD):
        return []
    tomorrow = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return [
        Task(
            say(
                "Call {name} of {organisation}",
                name=one.contact.name or one.contact.phone,
                organisation=one.contact.organisation.name,
            ),
            f"/tracker/waves/{one.wave.ref}/calls/{one.contact.ref}/",
            until=on,
        )
        for one in calls_due(owner=by.organisation_id, interviewer=by.person_id, until=tomorrow, most=MOST)
    ]
