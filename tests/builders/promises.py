"""A contract with one commitment, made directly in the tables: for tests of what comes after the award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from fourfold.define.models import Measure, Outcome, Policy, PolicyVersion, Priority
from fourfold.ground.kernel.periods import Period
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.organisations.tenancy import Owned, Right, as_tenant, share
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import Commitment, CommitmentQuarter, Contract
from fourfold.integrate.queries.commitments import CommitmentRow, commitment_row
from fourfold.integrate.rules.profile import profile
from fourfold.partner.actions.deliveries import Upload, report
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import Delivery

Thing = TypeVar("Thing", bound=Owned)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_NOTE = Upload(name="register.txt", content=b"Seen on site: 3 apprentices, names withheld.")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of 100 apprenticeships over two years, and the people around it."""

    buyer: Organisation
    supplier: Organisation
    recipient: Organisation
    manager: Actor
    reporter: Actor
    community: Actor
    contract: Contract
    commitment: CommitmentRow


def a_promise(
    *,
    quantity: Decimal | int = 100,
    unit: str = "apprenticeships",
    starts_on: date = date(2025, 4, 1),
    ends_on: date = date(2027, 3, 31),
    buyer: Organisation | None = None,
    clause: str = "Schedule 4",
) -> Promise:
    buyer = buyer or an_organisation(sector=Sector.LOCAL_AUTHORITY)
    supplier = an_organisation(sector=Sector.PRIVATE)
    recipient = an_organisation(sector=Sector.CHARITY)
    manager = an_actor(role=Role.CONTRACT_MANAGER, organisation=buyer)
    with change(by=manager, owner=buyer.pk, reason="For a test"):
        policy = _owned(Policy(owner=buyer, title="Our policy"))
        version = _owned(
            PolicyVersion(
                owner=buyer, policy=policy, number=1, definition="Good for the place", drafted_by=a_person()
            ),
        )
        priority = _owned(
            Priority(owner=buyer, policy_version=version, position=1, title="Work"), root=version.ref
        )
        outcome = _owned(
            Outcome(owner=buyer, priority=priority, title="More people in work"), root=version.ref
        )
        measure = _owned(
            Measure(owner=buyer, outcome=outcome, title="Apprenticeships", unit=unit, counts="Started"),
            root=version.ref,
        )
        share(
            owner=buyer,
            thing=version.ref,
            kind="policy",
            organisation=None,
            right=Right.SEE,
            on=date(2025, 1, 1),
            reason="Adopted",
        )
        contract = _owned(
            Contract(
                owner=buyer,
                supplier=supplier,
                title="Repairs",
                amount=Decimal(1_000_000),
                starts_on=starts_on,
                ends_on=ends_on,
                signed_on=starts_on,
            ),
        )
        commitment = _owned(
            Commitment(
                owner=buyer,
                contract=contract,
                number=1,
                measure=measure,
                quantity=Decimal(quantity),
                clause=clause,
                starts_on=starts_on,
                ends_on=ends_on,
            ),
            root=contract.ref,
        )
        for due_on, part in profile(
            Decimal(quantity), Period(starts_on, ends_on), whole_units=unit_of(unit).whole
        ):
            _owned(
                CommitmentQuarter(owner=buyer, commitment=commitment, due_on=due_on, quantity=part),
                root=contract.ref,
            )
        for right in (Right.SEE, Right.REPORT):
            share(
                owner=buyer,
                thing=contract.ref,
                kind="contract",
                organisation=supplier,
                right=right,
                on=starts_on,
                reason="Contract party",
            )
        row = commitment_row(pk=commitment.pk)
    return Promise(
        buyer=buyer,
        supplier=supplier,
        recipient=recipient,
        manager=manager,
        reporter=an_actor(role=Role.SUPPLIER, organisation=supplier),
        community=an_actor(role=Role.COMMUNITY, organisation=recipient),
        contract=contract,
        commitment=row,
    )


def a_delivery(
    promise: Promise, *, quantity: int = 10, recipient: bool = True, by: Actor | None = None
) -> Delivery:
    """Reported by the supplier today for last month, with a note as evidence."""
    with as_tenant(promise.supplier.pk):
        return report(
            by=by or promise.reporter,
            commitment=promise.commitment,
            quantity=Decimal(quantity),
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 31),
            words="Ten apprentices started in October.",
            uploads=[A_NOTE],
            recipient=promise.recipient if recipient else None,
            on=TODAY,
            at=NOW,
        )


def _owned(row: Thing, *, root: str = "") -> Thing:
    row.root = root or row.ref
    row.save(force_insert=True)
    return row
