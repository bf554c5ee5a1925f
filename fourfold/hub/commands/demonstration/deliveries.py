"""Two years of deliveries: reported with evidence, most confirmed and verified, some in question."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import Quarter
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import CHARITY
from fourfold.integrate.queries.commitments import commitments_of_contract, due_by_day
from fourfold.partner.actions import confirmations, deliveries, verifications
from fourfold.partner.queries.deliveries import delivery_page

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.commitments import CommitmentRow

SEED = 2014
# By quarter: how much of what falls due is delivered. Slow at first, as such contracts are.
PACE = (0.7, 0.85, 1.0, 1.05, 0.9, 1.1)
NEWEST_DAYS = 75


def two_years_of_deliveries(actors: dict[str, Actor], contracts: list[str], *, at: datetime) -> None:
    """One delivery for each commitment and quarter that has ended, reported a week after it."""
    draw = random.Random(SEED)  # noqa: S311  # nosec B311  (an invented history, not a secret)
    buyer = actors["Daniel Hughes"]
    suppliers = {each.organisation_id: each for each in actors.values() if each.has("supplier")}
    for ref in contracts:
        with as_tenant(buyer.organisation_id):
            commitments = commitments_of_contract(ref)
        for commitment in commitments:
            _deliver(actors, suppliers[commitment.supplier_id], commitment, draw, at)


def _deliver(
    actors: dict[str, Actor], supplier: Actor, commitment: CommitmentRow, draw: random.Random, at: datetime
) -> None:
    with as_tenant(supplier.organisation_id):
        parts = due_by_day([commitment.pk])
    for position, (_, due_on, due) in enumerate(parts):
        reported_on = due_on + timedelta(days=7)
        if reported_on > at.date():
            break
        quantity = (due * Decimal(str(PACE[position % len(PACE)]))).quantize(Decimal(1))
        if quantity < 1:
            continue
        first = max(Quarter.containing(due_on).start, commitment.starts_on)
        _one(actors, supplier, commitment, quantity, first, due_on, reported_on, draw, at)


def _one(  # noqa: PLR0917  (a delivery's parts)
    actors: dict[str, Actor],
    supplier: Actor,
    commitment: CommitmentRow,
    quantity: Decimal,
    first: date,
    last: date,
    reported_on: date,
    draw: random.Random,
    at: datetime,
) -> None:
    moment = datetime.combine(reported_on, datetime.min.time(), tzinfo=at.tzinfo) + timedelta(hours=10)
    note = f"{commitment.measure_title}: {quantity:f}\nFrom {first} to {last}\nInvented for the demonstration; it names nobody.\n"
    to_charity = draw.random() < 0.6  # noqa: PLR2004
    with as_tenant(supplier.organisation_id):
        ref = deliveries.report(
            by=supplier,
            commitment=commitment,
            quantity=quantity,
            starts_on=first,
            ends_on=last,
            words=f"{commitment.measure_title}, the quarter's count from the site register.",
            uploads=[
                deliveries.Upload(
                    f"register-{last}.txt", note.encode(), "The quarter's register, without names"
                )
            ],
            recipient=Organisation.objects.get(name=CHARITY, invented=True) if to_charity else None,
            on=reported_on,
            at=moment,
        ).ref
    newest = (at.date() - reported_on).days < NEWEST_DAYS
    if to_charity and draw.random() < (0.4 if newest else 0.92):
        _answer(actors["Mei Lin"], ref, quantity, draw, reported_on + timedelta(days=6), moment)
    if draw.random() < (0.25 if newest else 0.93):
        _judge(actors["Daniel Hughes"], ref, quantity, draw, reported_on + timedelta(days=15))


def _answer(by: Actor, ref: str, quantity: Decimal, draw: random.Random, on: date, at: datetime) -> None:
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or page.confirmation is None:
            return
        if quantity > 1 and draw.random() < 0.08:  # noqa: PLR2004
            confirmations.dispute(
                by=by,
                confirmation=page.confirmation,
                quantity=quantity - 1,
                words="One fewer came than they say.",
                in_confidence=draw.random() < 0.3,  # noqa: PLR2004
                on=on,
                at=at,
            )
        else:
            confirmations.confirm(by=by, confirmation=page.confirmation, quantity=quantity, words="", on=on)


def _judge(by: Actor, ref: str, quantity: Decimal, draw: random.Random, on: date) -> None:
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or not verifications.can_verify(by, page.delivery):
            return
        luck = draw.random()
        if luck < 0.06:  # noqa: PLR2004
            verifications.send_back(
                by=by, delivery=page.delivery, because="Which site was this, and who kept the register?"
            )
        elif luck < 0.14 and quantity > 1:  # noqa: PLR2004
            verifications.verify(
                by=by,
                delivery=page.delivery,
                quantity=quantity - 1,
                on_evidence="Register: one line had no date.",
                on=on,
            )
        else:
            verifications.verify(
                by=by,
                delivery=page.delivery,
                quantity=quantity,
                on_evidence="Register, compared with the site diary.",
                on=on,
            )
