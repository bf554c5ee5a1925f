"""From opened bids to agreed points: scores given alone, then one agreed figure with its reason."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.conflicts import check_assessed_since_opening
from fourfold.integrate.actions.exclusion import check_not_excluded
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.models import (
    MOST_POINTS,
    AgreedChange,
    Criterion,
    Family,
    Moderation,
    OpenedBid,
    Procurement,
    ProcurementState,
    Score,
)
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.criteria import leaves, scored_by_formula
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.scoring import moderation_has_begun, who_still_scores
from fourfold.integrate.rules.scale import descriptor_of

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor


def check_can_score(by: Actor, procurement: Procurement) -> None:
    check_role(by, Role.EVALUATOR, to=say("score bids"))
    if procurement.owner_id != by.organisation_id:
        message = say("Only evaluators of the buying organisation score its bids.")
        raise NotAllowed(message)
    if procurement.state not in {ProcurementState.OPENED, ProcurementState.EVALUATING}:
        message = say("Bids can be scored after they are opened and until the scores are moderated.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("score its bids"))
    check_assessed_since_opening(procurement)


def can_score(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_score(by, procurement)
    except NotAllowed:
        return False
    return True


def check_given_alone(opened_bid: OpenedBid) -> None:
    if moderation_has_begun(opened_bid):
        message = say(
            "The moderator has seen the scores of this bid. They stand as each evaluator gave them alone."
        )
        raise NotAllowed(message)


def scored_criteria(procurement: Procurement) -> list[Criterion]:
    """The criteria that people score: each part, and each without parts. Price, and what a formula scores, are left out."""
    by_formula = scored_by_formula(procurement)
    return [each for each in leaves(procurement) if each.family != Family.PRICE and each.pk not in by_formula]


def score(*, by: Actor, opened_bid: OpenedBid, points: dict[str, int], reasons: dict[str, str]) -> None:
    """Keeps `by`'s points (0 to 5) and reason for every scored criterion of one bid, by criterion ref; all or none.

    The first score moves the procurement from opened to evaluating. Once the moderator has seen the scores of a bid, none
    of it is given or changed: what was given alone stands.
    """
    procurement = Procurement.objects.get(pk=opened_bid.procurement_id)
    check_can_score(by, procurement)
    check_not_excluded(opened_bid)
    check_given_alone(opened_bid)
    criteria = scored_criteria(procurement)
    scale = method_of(procurement).scale
    for criterion in criteria:
        given = points.get(criterion.ref)
        if given is None or given not in scale:
            message = say(
                "Choose points from 0 to {most_points} for “{title}”",
                most_points=MOST_POINTS,
                title=criterion.title,
            )
            raise Refused(message, field=f"points_{criterion.ref}")
        if not reasons.get(criterion.ref, "").strip():
            message = say("Give your reason for the points for “{title}”", title=criterion.title)
            raise Refused(message, field=f"reason_{criterion.ref}")
    with change(by=by, owner=procurement.owner_id, reason=say("Scored a bid")):
        procurement = standing(procurement.pk)
        check_can_score(by, procurement)
        check_given_alone(opened_bid)
        for criterion in criteria:
            values = {"points": points[criterion.ref], "reason": reasons[criterion.ref].strip()}
            earlier = Score.objects.filter(
                opened_bid=opened_bid,
                criterion=criterion,
                evaluator_id=by.person_id,
            ).first()
            if earlier:
                update(earlier, version=earlier.version, **values)
            else:
                Score.objects.create(
                    owner_id=procurement.owner_id,
                    root=opened_bid.ref,
                    opened_bid=opened_bid,
                    criterion=criterion,
                    evaluator_id=by.person_id,
                    **values,
                )
        if procurement.state == ProcurementState.OPENED:
            move(procurement, to=ProcurementState.EVALUATING)


def check_can_moderate(by: Actor, procurement: Procurement) -> None:
    check_role(by, Role.COMMISSIONER, to=say("moderate scores"))
    if procurement.owner_id != by.organisation_id:
        message = say("Only a commissioner of the buying organisation moderates its scores.")
        raise NotAllowed(message)
    if procurement.state != ProcurementState.EVALUATING:
        message = say("Scores are moderated once bids have been scored, and before the award.")
        raise NotAllowed(message)
    scored = Score.objects.filter(opened_bid__procurement=procurement).values_list("evaluator", flat=True)
    check_other_eyes(
        by,
        *scored.distinct(),
        or_else=say("You scored these bids, so somebody else must moderate the scores."),
    )
    check_free_of_interest(by, procurement, to=say("moderate its scores"))


def moderate(
    *,
    by: Actor,
    opened_bid: OpenedBid,
    points: dict[str, Decimal],
    reasons: dict[str, str],
    at: datetime | None = None,
) -> None:
    """Records the agreed points and reasons of one bid, by criterion ref, with what stood before.

    Needs a score of somebody under each, and one of everybody who was named to score and takes part.
    """
    procurement = Procurement.objects.get(pk=opened_bid.procurement_id)
    check_can_moderate(by, procurement)
    check_not_excluded(opened_bid)
    waiting = who_still_scores(opened_bid)
    if waiting:
        message = say("{names} must score this bid first, alone", names=say_joined(waiting))
        raise Refused(message)
    scale = method_of(procurement).scale
    criteria = scored_criteria(procurement)
    scored = set(Score.objects.filter(opened_bid=opened_bid).values_list("criterion_id", flat=True))
    for criterion in criteria:
        if criterion.pk not in scored:
            message = say("Nobody has scored “{title}” for this bid yet", title=criterion.title)
            raise Refused(message)
        given = points.get(criterion.ref)
        if given is None or not 0 <= given <= MOST_POINTS:
            message = say(
                "Enter the agreed points from 0 to {most_points} for “{title}”",
                most_points=MOST_POINTS,
                title=criterion.title,
            )
            raise Refused(message, field=f"points_{criterion.ref}")
        if not reasons.get(criterion.ref, "").strip():
            message = say("Say why these points were agreed for “{title}”", title=criterion.title)
            raise Refused(message, field=f"reason_{criterion.ref}")
    with change(by=by, owner=procurement.owner_id, reason=say("Moderated the scores of a bid")):
        check_can_moderate(by, standing(procurement.pk))
        for criterion in criteria:
            values = {
                "points": points[criterion.ref],
                "reason": reasons[criterion.ref].strip(),
                "moderated_by_id": by.person_id,
            }
            earlier = Moderation.objects.filter(opened_bid=opened_bid, criterion=criterion).first()
            if earlier and (earlier.points, earlier.reason) == (values["points"], values["reason"]):
                continue
            AgreedChange.objects.create(
                owner_id=procurement.owner_id,
                root=opened_bid.ref,
                opened_bid=opened_bid,
                criterion=criterion,
                before=earlier.points if earlier else None,
                after=points[criterion.ref],
                descriptor=descriptor_of(Decimal(points[criterion.ref]), scale),
                reason=reasons[criterion.ref].strip(),
                by_id=by.person_id,
                at=at or timezone.now(),
            )
            if earlier:
                update(earlier, version=earlier.version, **values)
            else:
                Moderation.objects.create(
                    owner_id=procurement.owner_id,
                    root=opened_bid.ref,
                    opened_bid=opened_bid,
                    criterion=criterion,
                    **values,
                )


def close_moderation(*, by: Actor, procurement: Procurement) -> Procurement:
    """Locks the points; from here on the prices are shown and the ranking is computed."""
    check_can_moderate(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Closed the moderation")):
        procurement = standing(procurement.pk)
        check_can_moderate(by, procurement)
        criteria = scored_criteria(procurement)
        for opened_bid in judged_bids(procurement):
            agreed = Moderation.objects.filter(opened_bid=opened_bid).count()
            if agreed < len(criteria):
                message = say(
                    "Agree the points of every bid first; that of {bidder} is not finished",
                    bidder=opened_bid.bidder,
                )
                raise Refused(message)
        return move(procurement, to=ProcurementState.MODERATED)
