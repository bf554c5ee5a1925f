"""What a notice says, from the record of its procurement, award, contract or variation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.organisations.tables import SizeBand
from fourfold.integrate.models import Award, Bid, BidState, LetterKind, NoticeKind, OpeningKey
from fourfold.integrate.queries.assessed import assessed
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.identifiers import identifier_of
from fourfold.integrate.queries.notices import contract_of
from fourfold.integrate.queries.outcomes import indicators_of, outcome_of
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.queries.routes import no_award_of, route_choice
from fourfold.integrate.rules.contract_change import GROUND_WORDS, ChangeGround
from fourfold.integrate.rules.notices import Body, CriterionNamed, NoticeFacts
from fourfold.integrate.rules.routes import GROUNDS, ROUTES, Ground, Route

if TYPE_CHECKING:
    from typing import Any

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.queries.notices import NoticeDue

# OCDS: https://standard.open-contracting.org/1.1/en/schema/codelists/#method
METHODS: Final = {
    Route.OPEN: "open",
    Route.MULTI_STAGE: "selective",
    Route.QUOTES: "limited",
    Route.CALL_OFF: "limited",
    Route.DIRECT: "direct",
}
_NOT_IN: Final = (BidState.DRAFT, BidState.WITHDRAWN, BidState.REPLACED)


def notice_facts(procurement: Procurement, due: NoticeDue) -> NoticeFacts:
    """The facts for the notice, as they stand now."""
    route = Route(procurement.route)
    choice = route_choice(procurement)
    opened = OpeningKey.objects.filter(procurement=procurement).values_list("made_at", flat=True).first()
    closes = procurement.bids_close_at
    values: dict[str, Any] = {
        "kind": due.kind.value,
        "buyer": Body(procurement.owner.name, identifier_of(procurement.owner_id)),
        "title": procurement.title,
        "reference": procurement.ref,
        "description": procurement.description,
        "category": procurement.get_kind_display(),
        "route": ROUTES[route].title,
        "route_code": METHODS[route],
        "estimate": procurement.amount,
        "starts_on": procurement.starts_on,
        "ends_on": procurement.ends_on,
        "tender_on": None if opened is None else timezone.localdate(opened),
        "bids_close": ""
        if closes is None
        else say(
            "{day}, {time}",
            day=day_text(timezone.localtime(closes).date()),
            time=f"{timezone.localtime(closes):%H:%M}",
        ),
        "criteria": [
            CriterionNamed(each.title, each.criterion.get_family_display(), each.criterion.weight)
            for each in assessed(procurement)
        ],
    }
    if choice is not None:
        values["framework"] = side_by_side(filter(None, (choice.framework, choice.framework_reference)))
        if choice.ground:
            ground = GROUNDS[Ground(choice.ground)]
            values["ground"] = say("{title} ({basis})", title=ground.title, basis=ground.basis.words)
            values["ground_because"] = choice.because
    values |= _of_the_award(procurement, due)
    decision = no_award_of(procurement)
    if due.kind is NoticeKind.TERMINATION and decision is not None:
        values["ended_because"] = decision.reason
    return NoticeFacts(**values)


def _of_the_award(procurement: Procurement, due: NoticeDue) -> dict[str, Any]:
    award = (
        Award.objects.filter(procurement=procurement, set_aside_because="")
        .select_related("opened_bid__bidder", "procurement")
        .first()
    )
    if award is None or due.kind is NoticeKind.TENDER:
        return {}
    outcome = outcome_of(award)
    bidder = award.opened_bid.bidder
    values: dict[str, Any] = {
        "supplier": Body(bidder.name, identifier_of(bidder.pk)),
        "supplier_small": _small(bidder),
        "price": award.opened_bid.price,
        "decided_on": award.approved_on,
        "bids_received": Bid.objects.filter(procurement=procurement).exclude(state__in=_NOT_IN).count(),
        "bids_assessed": judged_bids(procurement).exclude(pk__in=why_set_aside(procurement)).count(),
        "indicators": [(each.title, each.target) for each in indicators_of(award)],
    }
    if outcome is not None:
        values |= {
            "summaries_on": outcome.told_on if outcome.letters != LetterKind.NONE else None,
            "standstill_from": outcome.standstill_from,
            "standstill_until": outcome.standstill_until,
            "standstill_mandatory": outcome.must_stand_still,
            "no_indicators_because": outcome.no_indicators_because,
        }
    return values | _of_the_contract(procurement, due)


def _of_the_contract(procurement: Procurement, due: NoticeDue) -> dict[str, Any]:
    contract = contract_of(procurement)
    if contract is None or due.kind not in {NoticeKind.DETAILS, NoticeKind.CHANGE}:
        return {}
    values: dict[str, Any] = {
        "price": contract.amount,
        "signed_on": contract.signed_on,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
    }
    variation = due.variation
    if variation is not None:
        values |= {
            "variation": variation.number,
            "change_reason": variation.reason,
            "change_ground": GROUND_WORDS[ChangeGround(variation.ground)],
            "change_ground_code": variation.ground,
            "price_before": variation.amount_before,
            "price": variation.amount_after,
            "ends_on_before": variation.ends_on_before,
            "ends_on": variation.ends_on_after,
            "effective_on": variation.effective_on,
        }
    return values


def _small(organisation: Organisation) -> str:
    """By the number of staff alone; of bodies whose size is told otherwise nothing is said."""
    band = organisation.size_band
    if band in {SizeBand.STAFF_UNDER_10, SizeBand.STAFF_10_49, SizeBand.STAFF_50_249}:
        return say("Yes, by its number of staff; check its turnover")
    return say("No") if band == SizeBand.STAFF_250_OR_MORE else ""
