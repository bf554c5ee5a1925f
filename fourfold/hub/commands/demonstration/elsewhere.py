"""A tender on another portal: its questions went out, two bidders' answers and the points came back, the award not yet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import BUILDER, REPAIRS
from fourfold.integrate.actions import elsewhere, elsewhere_back
from fourfold.integrate.queries.elsewhere import brought_back, social_criteria, social_fields
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.bid_fields import Kind
from fourfold.integrate.rules.score_rows import Scored

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement
    from fourfold.integrate.rules.bid_fields import BidField, Value

TITLE: Final = "Street lighting"
PORTAL: Final = "Example Procurement Portal"
# What each offers, and the points that were agreed for it there.
BIDS: Final = {BUILDER: (4, "4.5"), REPAIRS: (2, "3")}


def run_elsewhere(buyer: Actor, ref: str, *, at: datetime) -> None:
    """Of a procurement that is ready: sent out five weeks ago; bids closed there a week ago."""
    closes = (at - timedelta(days=7)).replace(hour=12, minute=0, second=0, microsecond=0)
    with as_tenant(buyer.organisation_id):
        elsewhere.mark(
            by=buyer,
            procurement=_fresh(buyer, ref),
            portal=PORTAL,
            reference="EPP-2026-0417",
            link="https://portal.example/EPP-2026-0417",
            on=(at - timedelta(days=36)).date(),
        )
        elsewhere.send_out(
            by=buyer, procurement=_fresh(buyer, ref), bids_close_at=closes, at=at - timedelta(days=35)
        )
        fields = social_fields(_fresh(buyer, ref))
        for name, (offered, _) in BIDS.items():
            elsewhere_back.bring_answers(
                by=buyer,
                procurement=_fresh(buyer, ref),
                bidder=Organisation.objects.get(name=name, invented=True),
                fields=fields,
                values={
                    field.key: value for field in fields if (value := _answer(field, offered)) is not None
                },
                remarks=(),
                content=name.encode(),
                file_name=f"{name}.xlsx",
                at=at - timedelta(days=6),
            )
        procurement = _fresh(buyer, ref)
        points = {bidder: Decimal(given) for bidder, (_, given) in BIDS.items()}
        scored = [
            Scored(
                0,
                each.bid.ref,
                criterion.ref,
                points[each.bid.bidder.name],
                "As the three evaluators agreed.",
            )
            for each in brought_back(procurement)
            for criterion in social_criteria(procurement)
        ]
        elsewhere_back.bring_scores(
            by=buyer, procurement=procurement, scored=scored, at=at - timedelta(days=1)
        )


def _answer(field: BidField, offered: int) -> Value | None:
    match field.kind:
        case Kind.QUANTITY:
            return Decimal(offered)
        case Kind.ANSWER:
            return "We count it each month, and the college signs for each one."
        case Kind.METHOD:
            return "With the college in Fernborough."
        case _:
            return None


def _fresh(by: Actor, ref: str) -> Procurement:
    found = procurement_of(owner=by.organisation_id, ref=ref)
    if found is None:
        raise LookupError(ref)
    return found
