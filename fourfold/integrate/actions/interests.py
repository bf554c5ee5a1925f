"""Everyone with influence on a decision declares interests: who asks, opens, scores, moderates, proposes, approves, advises.

A declaration is never edited: a later one supersedes it. Who has an interest takes no part until somebody else decides on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role, check_still_there
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Declaration, InterestKind, Outcome
from fourfold.integrate.queries.conflicts import (
    bidders_are_known,
    has_influence,
    standing_decision,
    standing_declaration,
)

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Influence, Procurement


def check_can_declare(by: Actor, procurement: Procurement) -> None:
    if procurement.owner_id != by.organisation_id:
        message = say("Only people of the buying organisation declare interests here.")
        raise NotAllowed(message)
    if has_influence(by.person_id, procurement):
        check_still_there(by)
        return
    check_role(
        by, Role.EVALUATOR, Role.COMMISSIONER, Role.APPROVER, to=say("declare interests in a procurement")
    )


def can_declare(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_declare(by, procurement)
    except NotAllowed:
        return False
    return True


def declare(
    *,
    by: Actor,
    procurement: Procurement,
    has_interest: bool,
    detail: str,
    on: date,
    kind: str = InterestKind.ACTUAL,
) -> Declaration:
    """Records what `by` declares. An interest may be added or reworded later, and never taken back by who has it.

    One declared after scoring does not remove the scores: the moderator sees it and decides.
    """
    check_can_declare(by, procurement)
    _check_words(has_interest=has_interest, detail=detail, kind=kind)
    with change(by=by, owner=procurement.owner_id, reason=say("Declared interests")):
        procurement = standing(procurement.pk)
        earlier = standing_declaration(procurement, person=by.person_id)
        if earlier is not None and earlier.has_interest and not has_interest:
            message = say(
                "You declared an interest in this procurement, and it stands. "
                "Correct its words if they are wrong; somebody else decides on the bids"
            )
            raise Refused(message, field="has_interest")
        return _record(
            procurement, earlier, has_interest, detail, kind, declared_on=on, person_id=by.person_id
        )


def check_can_declare_for(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("write down what an adviser declares"))


def can_declare_for(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_declare_for(by, procurement)
    except NotAllowed:
        return False
    return True


def declare_for(
    *, by: Actor, adviser: Influence, has_interest: bool, detail: str, on: date, kind: str
) -> Declaration:
    """Records what someone without an account here told `by`. It may be corrected both ways: each is kept."""
    check_can_declare_for(by, adviser.procurement)
    if adviser.person_id is not None:
        message = say("They have an account here, so they declare for themselves")
        raise Refused(message)
    _check_words(has_interest=has_interest, detail=detail, kind=kind)
    with change(by=by, owner=adviser.owner_id, reason=say("Wrote down what an adviser declared")):
        procurement = standing(adviser.procurement_id)
        earlier = standing_declaration(procurement, adviser=adviser.pk)
        return _record(
            procurement,
            earlier,
            has_interest,
            detail,
            kind,
            declared_on=on,
            adviser=adviser,
            told_to_id=by.person_id,
        )


def _check_words(*, has_interest: bool, detail: str, kind: str) -> None:
    if has_interest and not detail.strip():
        message = say("Say what the interest is, such as “my sister works for one of the bidders”")
        raise Refused(message, field="detail")
    if has_interest and kind not in InterestKind.values:
        message = say("Choose what sort of interest it is")
        raise Refused(message, field="kind")


def _record(
    procurement: Procurement,
    earlier: Declaration | None,
    has_interest: bool,  # noqa: FBT001  (of this file alone)
    detail: str,
    kind: str,
    **values: object,
) -> Declaration:
    ref = new_reference()
    created: Declaration = Declaration.objects.create(
        owner_id=procurement.owner_id,
        ref=ref,
        root=ref,
        procurement=procurement,
        number=1 if earlier is None else earlier.number + 1,
        has_interest=has_interest,
        kind=kind if has_interest else "",
        detail=detail.strip() if has_interest else "",
        bidders_known=bidders_are_known(procurement),
        **values,
    )
    return created


def check_free_of_interest(by: Actor, procurement: Procurement, *, to: str) -> None:
    """Refuses who has not declared, has an interest on which nothing lets them take part, or declared before it was known
    who bids. `to` completes "so you cannot …".
    """
    declared = standing_declaration(procurement, person=by.person_id)
    if declared is None:
        message = say("Declare first whether you have an interest in this procurement.")
        raise NotAllowed(message)
    if declared.has_interest:
        _check_decided(declared, to)
    if not declared.bidders_known and bidders_are_known(procurement):
        message = say(
            "The bids are open, so it is known who bids. Confirm first, knowing that, whether you have an interest."
        )
        raise NotAllowed(message)


def check_not_kept_out(by: Actor, procurement: Procurement, *, to: str) -> None:
    """Refuses who declared an interest on which nothing lets them take part. Who declared nothing yet is let through."""
    declared = standing_declaration(procurement, person=by.person_id)
    if declared is not None and declared.has_interest:
        _check_decided(declared, to)


def _check_decided(declared: Declaration, to: str) -> None:
    decision = standing_decision(declared)
    if decision is None:
        message = say(
            "You declared an interest in this procurement, so you cannot {to} unless somebody else decides that you may.",
            to=to,
        )
        raise NotAllowed(message)
    if decision.outcome == Outcome.NO_PART:
        message = say(
            "You declared an interest in this procurement, and it was decided that you take no part. So you cannot {to}.",
            to=to,
        )
        raise NotAllowed(message)
