"""The contract manager looks at the evidence and accepts, returns or rejects what a supplier reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.deliveries import move
from fourfold.partner.models import Confirmation, ConfirmationState, Delivery, DeliveryState, Verification

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor


def check_can_judge(by: Actor, delivery: Delivery) -> None:
    """Whether `by` may decide on this delivery at all: return, reject or verify it."""
    check_role(by, Role.CONTRACT_MANAGER, to=say("verify a delivery"))
    if delivery.owner_id != by.organisation_id:
        message = say("Only the buying organisation verifies deliveries to it.")
        raise NotAllowed(message)
    check_other_eyes(by, delivery.reported_by_id, or_else=say("You cannot verify what you submitted."))
    if delivery.state != DeliveryState.REPORTED:
        message = say(
            "This delivery is “{state}”; only a reported one is verified.", state=delivery.get_state_display()
        )
        raise NotAllowed(message)


def check_can_verify(by: Actor, delivery: Delivery) -> None:
    check_can_judge(by, delivery)
    disputed = Confirmation.objects.filter(delivery=delivery, state=ConfirmationState.DISPUTED).exists()
    if disputed:
        message = say("The organisation that received this disputes it. Resolve the dispute first.")
        raise NotAllowed(message)


def can_verify(by: Actor, delivery: Delivery) -> bool:
    try:
        check_can_verify(by, delivery)
    except NotAllowed:
        return False
    return True


def verify(*, by: Actor, delivery: Delivery, quantity: Decimal, on_evidence: str, on: date) -> Verification:
    """Accepts `quantity` of the delivery as proved; at most what was reported, and what was looked at is named."""
    check_can_verify(by, delivery)
    unit = unit_of(delivery.measure.unit)
    if not 0 < quantity <= delivery.quantity:
        message = say(
            "Enter more than 0 and at most the {quantity} {plural} that were reported. If nothing is "
            "proved, reject the delivery instead",
            quantity=f"{delivery.quantity.normalize():,f}",
            plural=unit.plural,
        )
        raise Refused(message, field="quantity")
    if unit.whole and quantity != quantity.to_integral_value():
        message = say("Enter a whole number of {plural}", plural=unit.plural)
        raise Refused(message, field="quantity")
    if not on_evidence.strip():
        message = say(
            "Say what you looked at, such as “register of attendance, 3 photos, call to the trainer”"
        )
        raise Refused(message, field="on_evidence")
    with change(by=by, owner=delivery.owner_id, reason=say("Verified a delivery")):
        accepted = move(delivery, to=DeliveryState.ACCEPTED)
        return Verification.objects.create(
            owner_id=delivery.owner_id,
            root=delivery.root,
            delivery=accepted,
            quantity=quantity,
            on_evidence=on_evidence.strip(),
            verified_by_id=by.person_id,
            verified_on=on,
            reported_by_id=delivery.reported_by_id,
        )


def send_back(*, by: Actor, delivery: Delivery, because: str) -> Delivery:
    """Returns the delivery to its supplier with questions; they may report it again."""
    return _refuse(by, delivery, because, DeliveryState.RETURNED, say("Returned a delivery with questions"))


def reject(*, by: Actor, delivery: Delivery, because: str) -> Delivery:
    """Rejects the delivery for good."""
    return _refuse(by, delivery, because, DeliveryState.REJECTED, say("Rejected a delivery"))


def _refuse(by: Actor, delivery: Delivery, because: str, to: DeliveryState, reason: str) -> Delivery:
    check_can_judge(by, delivery)
    if not because.strip():
        message = say("Say why, so that the supplier knows what to do")
        raise Refused(message, field="because")
    with change(by=by, owner=delivery.owner_id, reason=reason):
        return move(delivery, to=to, returned_because=because.strip())
