"""Two years of deliveries: reported with evidence, most confirmed and verified, some in question."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import Quarter
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import CHARITY, ENTERPRISE, NEIGHBOURS_GROUP
from fourfold.hub.commands.demonstration.evidence import evidence
from fourfold.hub.commands.demonstration.policies import CARBON
from fourfold.integrate.queries.commitments import commitments_of_contract, due_by_day
from fourfold.partner.actions import confirmations, deliveries, verifications
from fourfold.partner.queries.deliveries import delivery_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.hub.commands.demonstration.purchases import Bought
    from fourfold.integrate.queries.commitments import CommitmentRow

SEED = 2014
# By quarter: how much of what falls due is delivered. Slow at first, as such contracts are.
PACE = (0.7, 0.85, 1.0, 1.05, 0.9, 1.1)
NEWEST_DAYS = 75
# What nobody outside the contract receives.
RECEIVED_BY_NOBODY = frozenset({CARBON})
RECIPIENTS = {CHARITY: "Mei Lin", NEIGHBOURS_GROUP: "Rose Quaye"}


@dataclass(frozen=True, slots=True)
class Course:
    """How the deliveries of one commitment go. `as_promised`: all of it, confirmed and verified in full, as the report
    tells of its void clearance.
    """

    supplier: Actor
    manager: Actor
    commitment: CommitmentRow
    as_promised: bool


def two_years_of_deliveries(actors: dict[str, Actor], contracts: Sequence[Bought], *, at: datetime) -> None:
    """One delivery for each commitment and quarter that has ended, reported a week after it."""
    draw = random.Random(SEED)  # noqa: S311  # nosec B311  (an invented history, not a secret)
    suppliers = {each.organisation_id: each for each in actors.values() if each.has("supplier")}
    for contract in contracts:
        manager = actors[contract.manager]
        with as_tenant(manager.organisation_id):
            commitments = commitments_of_contract(contract.ref)
        for commitment in commitments:
            supplier = suppliers[commitment.supplier_id]
            course = Course(supplier, manager, commitment, supplier.organisation_name == ENTERPRISE)
            _deliver(actors, course, draw, at)


def _deliver(actors: dict[str, Actor], course: Course, draw: random.Random, at: datetime) -> None:
    with as_tenant(course.supplier.organisation_id):
        parts = due_by_day([course.commitment.pk])
    for position, (_, due_on, due) in enumerate(parts):
        reported_on = due_on + timedelta(days=7)
        if reported_on > at.date():
            break
        pace = Decimal(1) if course.as_promised else Decimal(str(PACE[position % len(PACE)]))
        quantity = (due * pace).quantize(Decimal(1))
        if quantity >= 1:
            _one(actors, course, position, quantity, due_on, reported_on, draw, at)


def _one(
    actors: dict[str, Actor],
    course: Course,
    position: int,
    quantity: Decimal,
    last: date,
    reported_on: date,
    draw: random.Random,
    at: datetime,
) -> None:
    supplier, commitment = course.supplier, course.commitment
    first = max(Quarter.containing(last).start, commitment.starts_on)
    moment = datetime.combine(reported_on, datetime.min.time(), tzinfo=at.tzinfo) + timedelta(hours=10)
    recipient = _recipient(course, draw)
    title = commitment.measure_title
    with as_tenant(supplier.organisation_id):
        ref = deliveries.report(
            by=supplier,
            commitment=commitment,
            quantity=quantity,
            starts_on=first,
            ends_on=last,
            words=f"{title}, the quarter's count from the site register.",
            uploads=[evidence(position=position, title=title, quantity=quantity, first=first, last=last)],
            recipient=Organisation.objects.get(name=recipient, invented=True) if recipient else None,
            on=reported_on,
            at=moment,
        ).ref
    newest = (at.date() - reported_on).days < NEWEST_DAYS
    answered = draw.random() < (0.4 if newest else 0.92) or course.as_promised
    if recipient and answered:
        answerer = actors[RECIPIENTS[recipient]]
        _answer(answerer, ref, quantity, course, draw, reported_on + timedelta(days=6), moment)
    judged = draw.random() < (0.25 if newest else 0.93) or course.as_promised
    if judged:
        _judge(course, ref, quantity, draw, reported_on + timedelta(days=15))


def _recipient(course: Course, draw: random.Random) -> str:
    """Empty where nobody outside the contract receives it, or the supplier named nobody."""
    if course.commitment.measure_title in RECEIVED_BY_NOBODY:
        return ""
    if course.as_promised:
        return CHARITY
    luck = draw.random()
    return CHARITY if luck < 0.5 else NEIGHBOURS_GROUP if luck < 0.8 else ""  # noqa: PLR2004


def _answer(
    by: Actor, ref: str, quantity: Decimal, course: Course, draw: random.Random, on: date, at: datetime
) -> None:
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or page.confirmation is None:
            return
        if quantity > 1 and not course.as_promised and draw.random() < 0.08:  # noqa: PLR2004
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


def _judge(course: Course, ref: str, quantity: Decimal, draw: random.Random, on: date) -> None:
    by = course.manager
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or not verifications.can_verify(by, page.delivery):
            return
        luck = 1.0 if course.as_promised else draw.random()
        if luck < 0.08:  # noqa: PLR2004
            verifications.send_back(
                by=by, delivery=page.delivery, because="Which site was this, and who kept the register?"
            )
        elif luck < 0.16 and quantity > 1:  # noqa: PLR2004
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
