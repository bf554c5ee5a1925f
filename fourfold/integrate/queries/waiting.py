"""What waits for one person on their organisation's procurements, by their roles and what they did already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import (
    Award,
    AwardOutcome,
    BidState,
    ConflictsAssessment,
    Declaration,
    GateOverride,
    InterestDecision,
    Moment,
    OpenedBid,
    OpenersShare,
    Outcome,
    Procurement,
    ProcurementState,
    Score,
)
from fourfold.integrate.queries.feasibility import questions_waiting
from fourfold.integrate.queries.joint import parts_to_answer
from fourfold.integrate.queries.notices import (
    award_notices_to_publish,
    details_due,
    details_not_published,
)
from fourfold.integrate.queries.outcomes import letters_of_awards_not_signed_yet
from fourfold.integrate.queries.procurements import procurements_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor

TO_SCORE = (ProcurementState.OPENED, ProcurementState.EVALUATING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`words` say what to do with the procurement `title`, at `href`; `since` or `until` where a day is known."""

    words: str
    title: str
    href: str
    since: date | None = None
    until: date | None = None


def waiting_for(by: Actor, *, at: datetime, most: int) -> list[Waiting]:
    """At most `most` of each kind; a fixed number of queries."""
    found = _to_open(by, at, most)
    found += _at(
        _to_declare_again(by)[:most],
        say("Declare your interests, now that it is known who bids"),
        "evaluation/interests/",
    )
    if by.has(Role.EVALUATOR):
        found += _at(_to_score(by)[:most], say("Score the bids"), "evaluation/")
    if by.has(Role.COMMISSIONER):
        found += _for_the_commissioner(by, at, most)
        found += _notices(by, most)
    if by.has(Role.SUPPLIER):
        found += [
            Waiting(
                say("Answer a question about your bid"),
                each.procurement.title,
                f"/tenders/{each.procurement.ref}/clarifications/{each.ref}/",
                until=each.answer_by,
            )
            for each in questions_waiting(by.organisation_id)[:most]
        ]
        found += [
            Waiting(
                say("Read the decision on your bid"),
                each.procurement.title,
                f"/outcomes/{each.ref}/",
                since=each.sent_on,
            )
            for each in letters_of_awards_not_signed_yet(by.organisation_id).defer("body")[:most]
        ]
    if by.has(Role.APPROVER):
        awards = _proposed(by.organisation_id).exclude(proposed_by_id__in=by.eyes)
        for where, page in (
            ({"elsewhere": None}, "evaluation/"),
            ({"elsewhere__isnull": False}, "elsewhere/"),
        ):
            those = awards.filter(**{f"procurement__{name}": value for name, value in where.items()})
            found += _at([each.procurement for each in those[:most]], say("Approve the award"), page)
        found += _at(_to_let_pass(by)[:most], say("Agree or not that it opens without its record"), "gate/")
        found += _joint(by, most)
    return found


def _to_open(by: Actor, at: datetime, most: int) -> list[Waiting]:
    mine = OpenersShare.objects.filter(person_id=by.person_id, released_at=None)
    past = procurements_of(by.organisation_id).filter(
        Q(state=ProcurementState.CLOSED) | Q(state=ProcurementState.OPEN, bids_close_at__lt=at),
        pk__in=mine.values("opening_key__procurement"),
    )
    return [
        Waiting(
            say("Open the bids"),
            each.title,
            f"/integrate/procurements/{each.ref}/opening/",
            since=None if each.bids_close_at is None else each.bids_close_at.date(),
        )
        for each in past.order_by("bids_close_at")[:most]
    ]


def _to_declare_again(by: Actor) -> QuerySet[Procurement]:
    """Those whose bids are open and for which the person declared before that, and not since."""
    mine = Declaration.objects.filter(procurement=OuterRef("pk"), person_id=by.person_id)
    return procurements_of(by.organisation_id).filter(
        Exists(mine), ~Exists(mine.filter(bidders_known=True)), state__in=TO_SCORE
    )


def _to_score(by: Actor) -> QuerySet[Procurement]:
    """Those with a bid that the person has not scored, unless they take no part for an interest in it."""
    decided = (
        InterestDecision.objects.filter(declaration=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    )
    newer = Declaration.objects.filter(
        procurement=OuterRef("procurement"), person=OuterRef("person"), number__gt=OuterRef("number")
    )
    interested = (
        Declaration.objects.filter(~Exists(newer), person_id=by.person_id, has_interest=True)
        .annotate(decided=Coalesce(Subquery(decided), Value(Outcome.NO_PART)))
        .filter(decided=Outcome.NO_PART)
    )
    mine = Score.objects.filter(opened_bid=OuterRef("pk"), evaluator_id=by.person_id)
    left = OpenedBid.objects.filter(~Exists(mine), procurement=OuterRef("pk")).exclude(
        bid__state=BidState.EXCLUDED
    )
    return (
        procurements_of(by.organisation_id)
        .filter(Exists(left), state__in=TO_SCORE)
        .exclude(pk__in=interested.values("procurement"))
    )


def _to_let_pass(by: Actor) -> QuerySet[Procurement]:
    asked = GateOverride.objects.filter(approver_id=by.person_id, agreed_on=None)
    return procurements_of(by.organisation_id).filter(
        pk__in=asked.values("procurement"), state__in=(ProcurementState.PLANNED, ProcurementState.CONSIDERING)
    )


def _for_the_commissioner(by: Actor, at: datetime, most: int) -> list[Waiting]:
    own = procurements_of(by.organisation_id)
    unscored = OpenedBid.objects.filter(
        ~Exists(Score.objects.filter(opened_bid=OuterRef("pk"))), procurement=OuterRef("pk")
    ).exclude(bid__state=BidState.EXCLUDED)
    assessed = ConflictsAssessment.objects.filter(procurement=OuterRef("pk"), moment=Moment.BIDS_OPENED)
    steps = (
        (
            own.filter(~Exists(assessed), state=ProcurementState.OPENED),
            say("Confirm that conflicts were assessed, now that it is known who bids"),
            "conflicts/",
        ),
        (
            own.filter(~Exists(unscored), state=ProcurementState.EVALUATING),
            say("Agree the points with the evaluators"),
            "evaluation/",
        ),
        (
            own.filter(state=ProcurementState.MODERATED).exclude(
                pk__in=_proposed(by.organisation_id).values("procurement"),
            ),
            say("Propose an award"),
            "award/",
        ),
        (
            own.filter(
                Exists(Award.objects.filter(procurement=OuterRef("pk"), set_aside_because="", outcome=None)),
                state=ProcurementState.AWARDED,
                elsewhere=None,
            ),
            say("Tell the bidders of the award"),
            "outcome/",
        ),
        (
            own.filter(
                Exists(
                    AwardOutcome.objects.filter(
                        Q(standstill_until=None, must_stand_still=False)
                        | Q(standstill_until__lt=at.date())
                        | Q(overridden_on__isnull=False),
                        award__procurement=OuterRef("pk"),
                        award__set_aside_because="",
                    )
                ),
                state=ProcurementState.AWARDED,
            ),
            say("Record the signed contract"),
            "contract/",
        ),
        (
            own.filter(
                Q(elsewhere__standstill_until=None) | Q(elsewhere__standstill_until__lt=at.date()),
                elsewhere__isnull=False,
                state=ProcurementState.AWARDED,
            ),
            say("Record the signed contract"),
            "contract/",
        ),
        (
            own.filter(state=ProcurementState.ELSEWHERE, bids_close_at__lt=at).exclude(
                pk__in=_proposed(by.organisation_id).values("procurement")
            ),
            say("Bring back what came of it on the other portal"),
            "elsewhere/",
        ),
        (
            own.filter(state=ProcurementState.SELECTING, route_choice__requests_close_at__lt=at),
            say("Decide who meets the conditions"),
            "first-stage/",
        ),
        (own.filter(state=ProcurementState.PLANNED), say("Record what was considered"), "consideration/"),
        (own.filter(state=ProcurementState.CONSIDERING), say("Make ready and open for bids"), ""),
    )
    closing = own.filter(state=ProcurementState.OPEN, bids_close_at__gte=at).order_by("bids_close_at")
    return [
        *(one for waiting, words, page in steps for one in _at(waiting[:most], words, page)),
        *(
            Waiting(
                say("Bids close"),
                each.title,
                f"/integrate/procurements/{each.ref}/",
                until=None if each.bids_close_at is None else each.bids_close_at.date(),
            )
            for each in closing[:most]
        ),
    ]


def _notices(by: Actor, most: int) -> list[Waiting]:
    """Notices that are not on record as published: before the contract, and within so many days of it."""
    before = [
        Waiting(
            say("Publish the contract award notice"),
            each.procurement.title,
            f"/integrate/procurements/{each.procurement.ref}/notices/uk6/",
        )
        for each in award_notices_to_publish(by.organisation_id)[:most]
    ]
    after = [
        Waiting(
            say("Publish the contract details notice"),
            each.title,
            f"/integrate/procurements/{each.procurement.ref}/notices/uk7/",
            until=details_due(each),
        )
        for each in details_not_published(by.organisation_id)[:most]
        if each.procurement is not None
    ]
    return before + after


def _joint(by: Actor, most: int) -> list[Waiting]:
    return [
        Waiting(
            say("Agree or not to your part in a joint procurement"),
            part.joint.procurement.title,
            f"/integrate/procurements/{part.joint.procurement.ref}/joint/"
            if part.owner_id == by.organisation_id
            else f"/integrate/joint/{part.joint.ref}/",
            since=part.asked_on,
        )
        for part in parts_to_answer(by)[:most]
    ]


def _proposed(owner: int) -> QuerySet[Award]:
    return Award.objects.filter(owner_id=owner, approved_by=None, set_aside_because="").select_related(
        "procurement"
    )


def _at(procurements: Iterable[Procurement], words: str, page: str) -> list[Waiting]:
    return [Waiting(words, each.title, f"/integrate/procurements/{each.ref}/{page}") for each in procurements]
