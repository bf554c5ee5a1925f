"""The recipient of a delivery is asked by mail to confirm it, reminded twice, and then asked no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post, withdraw
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import update
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.partner.models import Asking, Confirmation, ConfirmationState, DeliveryState
from fourfold.partner.rules.reminding import Next, answer_by, next_step

if TYPE_CHECKING:
    from datetime import date, datetime

ASK_TO_CONFIRM: Final = "partner.confirm"


def ask(confirmation: Confirmation, *, on: date, at: datetime) -> Asking:
    """Asks for the first time in a new round; within the change that reports the delivery."""
    last = confirmation.askings.order_by("-round").first()
    return _write(confirmation, round_=1 if last is None else last.round + 1, number=0, on=on, at=at)


def ask_no_more(confirmation: Confirmation, *, at: datetime) -> None:
    """Takes back the mails that have not gone out; within the change that answers."""
    withdraw(kind=ASK_TO_CONFIRM, key=confirmation.ref, at=at)


def remind(*, confirmation: int, owner: int, on: date, at: datetime) -> Next:
    """Does what is due for one confirmation, in one transaction, and says what that was.

    Looked at anew under the lock of its row: of two who come at once, the second finds that there is nothing to do.
    """
    reason = say("Reminded the recipient of a delivery")
    with transaction.atomic(), declared(person=None, organisation=owner, reason=reason), as_tenant(owner):
        asked = (
            Confirmation.objects.select_for_update(of=("self",))
            .select_related("delivery__measure", "delivery__reported_for", "owner", "asked_of")
            .get(pk=confirmation)
        )
        if asked.state != ConfirmationState.ASKED or asked.delivery.state != DeliveryState.REPORTED:
            return Next.WAIT
        last = asked.askings.order_by("-round", "-number").first()
        # Deliveries that were reported before mails were written have no asking; their day is that of the report.
        round_, number, day = (
            (1, 0, asked.delivery.reported_on) if last is None else (last.round, last.number, last.on)
        )
        step = next_step(last_asked=day, reminders=number, on=on, after_days=settings.REMIND_AFTER_DAYS)
        if step == Next.REMIND:
            _write(asked, round_=round_, number=number + 1, on=on, at=at)
        elif step == Next.GIVE_UP:
            update(asked, version=asked.version, state=ConfirmationState.UNANSWERED)
        return step


def _write(confirmation: Confirmation, *, round_: int, number: int, on: date, at: datetime) -> Asking:
    letter = _letter(confirmation, number=number, on=on)
    people = people_with_role(organisation=confirmation.asked_of_id, role=Role.COMMUNITY, on=on)
    # Who reported it cannot confirm it, so they are not asked to.
    written = [
        post(
            kind=ASK_TO_CONFIRM,
            letter=letter,
            to=person,
            owner=confirmation.owner_id,
            key=f"{confirmation.ref} {round_} {number}",
            at=at,
        )
        for person in people.exclude(pk=confirmation.delivery.reported_by_id)
    ]
    asking: Asking = Asking.objects.create(
        owner_id=confirmation.owner_id,
        root=confirmation.root,
        confirmation=confirmation,
        round=round_,
        number=number,
        on=on,
        people=sum(mail is not None for mail in written),
    )
    return asking


def _letter(confirmation: Confirmation, *, number: int, on: date) -> Letter:
    """Says what was reported and by whom, and none of the words in which it was: they may be about people."""
    delivery, buyer = confirmation.delivery, confirmation.owner.name
    supplier, unit = delivery.reported_for.name, unit_of(delivery.measure.unit)
    how_much = (
        f"{delivery.quantity.normalize():,f} {unit.singular if delivery.quantity == 1 else unit.plural}"
    )
    until = answer_by(last_asked=on, reminders=number, after_days=settings.REMIND_AFTER_DAYS)
    period = say(
        "{starts_on} to {ends_on}", starts_on=day_text(delivery.starts_on), ends_on=day_text(delivery.ends_on)
    )
    what = say(
        "{supplier} reported to {buyer} that {name} received this: {how_much} ({title}), {period}.",
        supplier=supplier,
        buyer=buyer,
        name=confirmation.asked_of.name,
        how_much=how_much,
        title=delivery.measure.title,
        period=period,
    )
    ending = say(
        "This is the last reminder. If nobody answers by {until}, {buyer} will see that the delivery "
        "is unanswered. You can still answer after that.",
        until=day_text(until),
        buyer=buyer,
    )
    return Letter(
        subject=say(
            "Reminder: Did you receive what {supplier} delivered?"
            if number
            else "Did you receive what {supplier} delivered?",
            supplier=supplier,
        ),
        paragraphs=(
            what,
            say(
                "Please say whether that is right. If it is not, say what is wrong; you can do so in confidence."
            ),
            *((ending,) if number == 2 else ()),  # noqa: PLR2004  (the second of two reminders)
        ),
        todo=(say("Say whether you received it"), reverse("answer_delivery", kwargs={"ref": delivery.ref})),
    )
