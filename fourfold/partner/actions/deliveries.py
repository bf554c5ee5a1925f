"""A supplier reports what was delivered, once, with its evidence; the recipient is asked at the same moment."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.files.actions import Ready, all_ready, attach_copy, take_in
from fourfold.ground.files.scanning import check_kept
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, has_right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.queries.commitments import commitment_row
from fourfold.partner.actions.asking import ask, ask_no_more
from fourfold.partner.models import Confirmation, ConfirmationState, Delivery, DeliveryEvidence, DeliveryState
from fourfold.partner.models.delivery import VALID_TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.files.tables import EvidenceFile
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place
    from fourfold.integrate.queries.commitments import CommitmentRow

# More than this many times the whole promise in one report is a slip of the keyboard, not a delivery.
ABSURD_SHARE = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was chosen: its name, its bytes, and what it shows in the supplier's words; or one that was kept for
    the supplier before, by itself.
    """

    name: str
    content: bytes
    about: str = ""
    kept: EvidenceFile | None = None


def move(delivery: Delivery, *, to: DeliveryState, **values: object) -> Delivery:
    if to not in VALID_TRANSITIONS[DeliveryState(delivery.state)]:
        message = say(
            "A delivery that is “{state}” cannot become “{label}”.",
            state=delivery.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    return update(delivery, version=delivery.version, state=to, **values)


def check_can_report(by: Actor, commitment: CommitmentRow, *, on: date) -> None:
    check_role(by, Role.SUPPLIER, to=say("report a delivery"))
    if not has_right(tenant=by.organisation_id, thing=commitment.root, right=Right.REPORT, on=on):
        message = say("Only the supplier of this contract reports deliveries against it.")
        raise NotAllowed(message)


def can_report(by: Actor, commitment: CommitmentRow, *, on: date) -> bool:
    try:
        check_can_report(by, commitment, on=on)
    except NotAllowed:
        return False
    return True


def report(
    *,
    by: Actor,
    commitment: CommitmentRow,
    quantity: Decimal,
    starts_on: date,
    ends_on: date,
    words: str,
    uploads: Sequence[Upload],
    recipient: Organisation | None = None,
    place: Place | None = None,
    on: date,
    at: datetime,
) -> Delivery:
    """Records a delivery as reported, keeps its evidence, and asks `recipient` to confirm it. All or nothing.

    Refuses a period outside the commitment or in the future, an absurd quantity, and a report without evidence. Raises
    `files.refusals.NotAccepted` for a file that cannot be taken.
    """
    check_can_report(by, commitment, on=on)
    _check_what_is_reported(commitment, quantity, starts_on, ends_on, on)
    if not words.strip():
        message = say("Say in a sentence or two what was done")
        raise Refused(message, field="words")
    if not uploads:
        message = say("Add at least one file that shows it was done")
        raise Refused(message, field="evidence")
    if recipient is not None and recipient.pk == by.organisation_id:
        message = say(
            "You cannot confirm your own delivery. Name the organisation that received it, or leave this empty"
        )
        raise Refused(message, field="recipient")
    owner = Organisation.objects.get(pk=commitment.owner_id)
    ref = new_reference()
    with _looked_through(uploads) as files, change(by=by, owner=owner.pk, reason=say("Reported a delivery")):
        delivery = Delivery.objects.create(
            owner=owner,
            ref=ref,
            root=ref,
            commitment_id=commitment.pk,
            measure_id=commitment.measure_id,
            quantity=quantity,
            starts_on=starts_on,
            ends_on=ends_on,
            words=words.strip(),
            place=place,
            state=DeliveryState.REPORTED,
            reported_by_id=by.person_id,
            reported_for_id=by.organisation_id,
            reported_on=on,
            recipient=recipient,
        )
        _attach(by, delivery, files, at)
        share(
            owner=owner,
            thing=ref,
            kind="delivery",
            organisation=delivery.reported_for,
            right=Right.SEE,
            on=on,
            reason=say("Reported it"),
        )
        if recipient is not None:
            _ask(delivery, recipient, on, at)
    return delivery


def check_can_report_again(by: Actor, delivery: Delivery, *, on: date) -> None:
    if delivery.reported_for_id != by.organisation_id:
        message = say("Only the supplier that reported this delivery reports it again.")
        raise NotAllowed(message)
    check_can_report(by, commitment_row(pk=delivery.commitment_id), on=on)
    if delivery.state != DeliveryState.RETURNED:
        message = say("Only a delivery that was returned with questions is reported again.")
        raise NotAllowed(message)


def report_again(
    *,
    by: Actor,
    delivery: Delivery,
    quantity: Decimal,
    words: str,
    uploads: Sequence[Upload],
    on: date,
    at: datetime,
) -> Delivery:
    """Answers a return: the corrected quantity and words, and any further evidence. What was there stays.

    The recipient is asked again: an answer given to the earlier report does not stand for this one.
    """
    check_can_report_again(by, delivery, on=on)
    _check_what_is_reported(
        commitment_row(pk=delivery.commitment_id), quantity, delivery.starts_on, delivery.ends_on, on
    )
    if not words.strip():
        message = say("Say in a sentence or two what was done")
        raise Refused(message, field="words")
    with (
        _looked_through(uploads) as files,
        change(by=by, owner=delivery.owner_id, reason=say("Reported a delivery again after its return")),
    ):
        moved = move(
            delivery,
            to=DeliveryState.REPORTED,
            quantity=quantity,
            words=words.strip(),
            reported_by_id=by.person_id,
            reported_on=on,
            returned_because="",
        )
        _attach(by, moved, files, at)
        _ask_again(moved, on, at)
    return moved


def _check_what_is_reported(
    commitment: CommitmentRow,
    quantity: Decimal,
    starts_on: date,
    ends_on: date,
    on: date,
) -> None:
    unit = unit_of(commitment.unit)
    if quantity <= 0:
        message = say("Enter a quantity above nothing")
        raise Refused(message, field="quantity")
    if unit.whole and quantity != quantity.to_integral_value():
        message = say("Enter a whole number of {plural}", plural=unit.plural)
        raise Refused(message, field="quantity")
    if quantity > commitment.quantity * ABSURD_SHARE:
        message = say(
            "{quantity} {plural} is more than ten times the whole promise of {commitment_quantity}. "
            "Check the number",
            quantity=f"{quantity:,f}",
            plural=unit.plural,
            commitment_quantity=f"{commitment.quantity:,f}",
        )
        raise Refused(message, field="quantity")
    if ends_on < starts_on:
        message = say("The last day must be on or after the first")
        raise Refused(message, field="ends_on")
    if ends_on > on:
        message = say("Report what has been done: the last day cannot be in the future")
        raise Refused(message, field="ends_on")
    if starts_on < commitment.starts_on or ends_on > commitment.ends_on:
        message = say("The days must lie within the commitment")
        raise Refused(message, field="starts_on" if starts_on < commitment.starts_on else "ends_on")


@contextmanager
def _looked_through(uploads: Sequence[Upload]) -> Iterator[list[tuple[str, Ready | EvidenceFile]]]:
    """What each shows, and what is ready to be kept or is kept already."""
    for upload in uploads:
        if upload.kept is not None:
            check_kept(upload.kept)
    fresh = [(upload.name, upload.content) for upload in uploads if upload.kept is None]
    with all_ready(fresh) as ready:
        one_by_one = iter(ready)
        yield [(upload.about, upload.kept or next(one_by_one)) for upload in uploads]


def _attach(
    by: Actor, delivery: Delivery, files: Sequence[tuple[str, Ready | EvidenceFile]], at: datetime
) -> None:
    owner, root = delivery.owner_id, delivery.root
    for about, each in files:
        if isinstance(each, Ready):
            file = take_in(each, by=by, owner=owner, root=root, about=about, at=at)
        else:
            file = attach_copy(by=by, of=each, owner=owner, root=root)
        DeliveryEvidence.objects.create(owner_id=owner, root=root, delivery=delivery, file=file)


def _ask(delivery: Delivery, recipient: Organisation, on: date, at: datetime) -> None:
    """The confirmation has a root of its own: a dispute in confidence must not open with the delivery."""
    ref = new_reference()
    confirmation: Confirmation = Confirmation.objects.create(
        owner_id=delivery.owner_id, ref=ref, root=ref, delivery=delivery, asked_of=recipient
    )
    asked = (
        ("delivery", delivery.root, recipient, Right.SEE),
        ("confirmation", ref, recipient, Right.CONFIRM),
    )
    told = (("confirmation", ref, delivery.reported_for, Right.SEE),)
    for kind, thing, organisation, right in asked + told:
        share(
            owner=delivery.owner,
            thing=thing,
            kind=kind,
            organisation=organisation,
            right=right,
            on=on,
            reason=say("Asked to confirm the delivery")
            if organisation == recipient
            else say("Reported the delivery"),
        )
    ask(confirmation, on=on, at=at)


def _ask_again(delivery: Delivery, on: date, at: datetime) -> None:
    """What is asked is another question now, so whoever has not answered yet is asked anew as well."""
    confirmation = Confirmation.objects.filter(delivery=delivery).first()
    if confirmation is None:
        return
    ask_no_more(confirmation, at=at)
    if confirmation.state == ConfirmationState.ASKED:
        ask(confirmation, on=on, at=at)
        return
    asked = update(
        confirmation,
        version=confirmation.version,
        state=ConfirmationState.ASKED,
        quantity=None,
        words="",
        in_confidence=False,
        answered_by_id=None,
        answered_on=None,
        resolution="",
    )
    share(
        owner=delivery.owner,
        thing=confirmation.root,
        kind="confirmation",
        organisation=delivery.reported_for,
        right=Right.SEE,
        on=on,
        reason=say("Reported the delivery"),
    )
    ask(asked, on=on, at=at)
