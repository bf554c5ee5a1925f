"""What several bodies buy together: the council its office supplies with two neighbours, a landlord advice with the council."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import COUNCIL, LANDLORD, NEIGHBOURS
from fourfold.integrate.actions import consideration, joint, joint_answers, procurements
from fourfold.integrate.queries.joint import joint_of, part_of
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fourfold.ground.people.actor import Actor

# Of the office supplies, per cent.
OFFICE_SHARES: Final = {COUNCIL: "50", NEIGHBOURS[0]: "30", NEIGHBOURS[1]: "20"}
_APPROVERS: Final = {
    COUNCIL: "Grace Okafor",
    LANDLORD: "Leo Marsh",
    NEIGHBOURS[0]: "Wendy Hollis",
    NEIGHBOURS[1]: "Idris Vaughan",
}
ASKED: Final = "Energy advice for tenants"


def share_out(lead: Actor, ref: str, shares: Mapping[str, str], *, because: str, on: date) -> None:
    """Each body is asked to agree to its share, in per cent."""
    at = datetime.combine(on, time(9), tzinfo=UTC)
    with as_tenant(lead.organisation_id):
        procurement = procurement_of(owner=lead.organisation_id, ref=ref)
        if procurement is None:
            raise LookupError(ref)
        joint.arrange(
            by=lead,
            procurement=procurement,
            basis="percent",
            counted="",
            because=because,
            given=[
                joint.PartGiven(Organisation.objects.get(name=name, invented=True), Decimal(share))
                for name, share in shares.items()
            ],
            on=on,
            at=at,
            version=procurement.version,
        )


def buy_office_supplies_together(actors: Mapping[str, Actor], lead: Actor, ref: str, *, on: date) -> None:
    because = "One warehouse delivers to all three town halls on the same round."
    share_out(lead, ref, OFFICE_SHARES, because=because, on=on)
    they_agree(actors, lead, ref, tuple(OFFICE_SHARES), on=on)


def they_agree(
    actors: Mapping[str, Actor], lead: Actor, ref: str, names: tuple[str, ...], *, on: date
) -> None:
    with as_tenant(lead.organisation_id):
        procurement = procurement_of(owner=lead.organisation_id, ref=ref)
        arranged = None if procurement is None else joint_of(procurement)
    if arranged is None:
        raise LookupError(ref)
    for name in names:
        by = actors[_APPROVERS[name]]
        with as_tenant(by.organisation_id):
            part = part_of(arranged, organisation=by.organisation_id)
            if part is None:
                raise LookupError(ref)
            joint_answers.agree(by=by, part=part, on=on, version=part.version)


def ask_to_share(actors: Mapping[str, Actor], *, on: date) -> None:
    """The landlord asks the council to buy energy advice with it; its own approver has agreed, the council's has not yet."""
    hana = actors["Hana Sato"]
    with as_tenant(hana.organisation_id):
        procurement = procurements.start(
            by=hana,
            details=procurements.Details(
                title=ASKED,
                description="Visits to people who heat with prepayment meters, in our homes and the council’s.",
                kind="services",
                amount=Decimal(180_000),
                starts_on=None,
                ends_on=None,
            ),
        )
        consideration.record(
            by=hana,
            procurement=procurement,
            considered=consideration.Considered(
                improvement="Warmer homes and smaller bills; advisers from the estates themselves.",
                proportionate="Training of advisers, since the work is mostly talk.",
                consulted=True,
                consulted_whom="Tenants of both landlords, at two open days.",
                not_consulted_because="",
                urgent=False,
                urgent_because="",
                no_ruling_because="Our lawyers answered it.",
            ),
            on=on,
        )
    shares = {LANDLORD: "60", COUNCIL: "40"}
    because = "The estates stand side by side, and one adviser can visit both."
    share_out(hana, procurement.ref, shares, because=because, on=on)
    they_agree(actors, hana, procurement.ref, (LANDLORD,), on=on)
