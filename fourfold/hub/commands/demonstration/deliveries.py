"""Two years of deliveries: reported with evidence, most confirmed and verified, some in question."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
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
    from collections.abc import Iterator, Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.hub.commands.demonstration.purchases import Bought
    from fourfold.integrate.queries.commitments import CommitmentRow

SEED = 2014
# By quarter: how much of what falls due is delivered. Slow at first, as such contracts are.
PACE = (0.7, 0.85, 1.0, 1.05, 0.9, 1.1)
REPORTED_AFTER, ANSWERED_AFTER, JUDGED_AFTER = timedelta(days=7), timedelta(days=6), timedelta(days=15)
# A report younger than a quarter is the newest of its commitment.
A_QUARTER = timedelta(days=92)
# What nobody outside the contract receives.
RECEIVED_BY_NOBODY = frozenset({CARBON})
RECIPIENTS = {CHARITY: "Mei Lin", NEIGHBOURS_GROUP: "Rose Quaye"}
ASKED, RETURNED, DISPUTED = "asked", "returned", "disputed"
# What has become of the newest reports, one commitment after another: so that on any day there is something to do for
# the contract manager, the suppliers and each recipient.
NEWEST = ((CHARITY, ASKED), ("", RETURNED), (NEIGHBOURS_GROUP, DISPUTED), (NEIGHBOURS_GROUP, ASKED))


@dataclass(frozen=True, slots=True)
class Course:
    """How the deliveries of one commitment go. `as_promised`: all of it, confirmed and verified in full, as the report
    tells of its void clearance.
    """

    supplier: Actor
    manager: Actor
    commitment: CommitmentRow
    as_promised: bool
    newest: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """One quarter's delivery. `draw` is of this delivery alone, so that a later setup tells the same of it."""

    position: int
    quantity: Decimal
    first: date
    last: date
    on: date
    is_newest: bool
    recipient: str
    draw: random.Random


def two_years_of_deliveries(actors: dict[str, Actor], contracts: Sequence[Bought], *, at: datetime) -> None:
    """One delivery for each commitment and quarter that has ended, reported a week after it."""
    suppliers = {each.organisation_id: each for each in actors.values() if each.has("supplier")}
    fates = cycle(NEWEST)
    for contract in contracts:
        manager = actors[contract.manager]
        with as_tenant(manager.organisation_id):
            commitments = commitments_of_contract(contract.ref)
        for commitment in commitments:
            supplier = suppliers[commitment.supplier_id]
            as_promised = supplier.organisation_name == ENTERPRISE
            course = Course(supplier, manager, commitment, as_promised, next(fates))
            for report in _reports(course, at.date()):
                _tell(actors, course, report, at)


def _reports(course: Course, today: date) -> Iterator[Report]:
    commitment = course.commitment
    with as_tenant(course.supplier.organisation_id):
        parts = due_by_day([commitment.pk])
    for position, (_, due_on, due) in enumerate(parts):
        reported_on = due_on + REPORTED_AFTER
        pace = Decimal(1) if course.as_promised else Decimal(str(PACE[position % len(PACE)]))
        quantity = (due * pace).quantize(Decimal(1))
        if reported_on > today or quantity < 1:
            continue
        is_newest = today - reported_on < A_QUARTER and not course.as_promised
        draw = random.Random(f"{SEED} {commitment.contract_title} {commitment.measure_title} {position}")  # noqa: S311  # nosec B311  (an invented history, not a secret)
        yield Report(
            position=position,
            quantity=quantity,
            first=max(Quarter.containing(due_on).start, commitment.starts_on),
            last=due_on,
            on=reported_on,
            is_newest=is_newest,
            recipient=_recipient(course, draw, is_newest=is_newest),
            draw=draw,
        )


def _recipient(course: Course, draw: random.Random, *, is_newest: bool) -> str:
    """Empty where nobody outside the contract receives it, or the supplier named nobody."""
    if course.commitment.measure_title in RECEIVED_BY_NOBODY:
        return ""
    if course.as_promised:
        return CHARITY
    if is_newest:
        return course.newest[0]
    luck = draw.random()
    return CHARITY if luck < 0.5 else NEIGHBOURS_GROUP if luck < 0.8 else ""  # noqa: PLR2004


def _tell(actors: dict[str, Actor], course: Course, report: Report, at: datetime) -> None:
    """Reported, then answered and decided on, as far as that has happened by today."""
    moment = datetime.combine(report.on, datetime.min.time(), tzinfo=at.tzinfo) + timedelta(hours=10)
    title = course.commitment.measure_title
    file = evidence(
        position=report.position,
        title=title,
        quantity=report.quantity,
        first=report.first,
        last=report.last,
    )
    with as_tenant(course.supplier.organisation_id):
        ref = deliveries.report(
            by=course.supplier,
            commitment=course.commitment,
            quantity=report.quantity,
            starts_on=report.first,
            ends_on=report.last,
            words=f"{title}, the quarter's count from the site register.",
            uploads=[file],
            recipient=Organisation.objects.get(name=report.recipient, invented=True)
            if report.recipient
            else None,
            on=report.on,
            at=moment,
        ).ref
    answers = report.draw.random() < 0.92 or course.as_promised  # noqa: PLR2004
    if report.is_newest:
        answers = course.newest[1] == DISPUTED
    if report.recipient and answers:
        _answer(actors[RECIPIENTS[report.recipient]], ref, course, report, at)
    if not report.is_newest or course.newest[1] == RETURNED:
        _judge(course, report, ref)


def _answer(by: Actor, ref: str, course: Course, report: Report, at: datetime) -> None:
    on = min(report.on + ANSWERED_AFTER, at.date())
    moment = datetime.combine(on, datetime.min.time(), tzinfo=at.tzinfo)
    unlucky = report.draw.random() < 0.05 and not course.as_promised  # noqa: PLR2004
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or page.confirmation is None:
            return
        if report.quantity > 1 and (unlucky or report.is_newest):
            confirmations.dispute(
                by=by,
                confirmation=page.confirmation,
                quantity=report.quantity - 1,
                words="One fewer came than they say.",
                in_confidence=report.draw.random() < 0.3 and not report.is_newest,  # noqa: PLR2004
                on=on,
                at=moment,
            )
        else:
            confirmations.confirm(
                by=by, confirmation=page.confirmation, quantity=report.quantity, words="", on=on
            )


def _judge(course: Course, report: Report, ref: str) -> None:
    """Nearly all in full. What is in dispute waits."""
    by = course.manager
    with as_tenant(by.organisation_id):
        page = delivery_page(ref)
        if page is None or not verifications.can_verify(by, page.delivery):
            return
        luck = 1.0 if course.as_promised else report.draw.random()
        if luck < 0.05 or report.is_newest:  # noqa: PLR2004
            verifications.send_back(
                by=by, delivery=page.delivery, because="Which site was this, and who kept the register?"
            )
            return
        less = luck < 0.14 and report.quantity > 1  # noqa: PLR2004
        verifications.verify(
            by=by,
            delivery=page.delivery,
            quantity=report.quantity - 1 if less else report.quantity,
            on_evidence="Register: one line had no date."
            if less
            else "Register, compared with the site diary.",
            on=report.on + JUDGED_AFTER,
        )
