"""Where asks, offers and commitments stand on the spine; and whose account is still needed to open bids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.privacy.obstacles import register_obstacle
from fourfold.ground.privacy.withheld import register_withheld
from fourfold.ground.spine.briefings import register_briefing
from fourfold.ground.spine.registry import MOST_OF_A_KIND, Step, register_above, register_below, register_kind
from fourfold.ground.spine.roots import Root, register_title
from fourfold.integrate.models import (
    Ask,
    Bid,
    BidClarification,
    BidderQuestion,
    Commitment,
    Consideration,
    Consultation,
    Contract,
    JointProcurement,
    Offer,
    OutcomeLetter,
    ParticipationRequest,
    Procurement,
    Selection,
)
from fourfold.integrate.queries.briefing import parts_of_briefing
from fourfold.integrate.queries.keys_wanted import key_still_wanted
from fourfold.integrate.queries.scoring import scores_not_shown_yet
from fourfold.integrate.rules.asked import COUNTED
from fourfold.integrate.rules.weights import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


def register() -> None:
    register_briefing("integrate", parts_of_briefing)
    register_obstacle(say("opening keys"), key_still_wanted)
    register_withheld("integrate.Score", scores_not_shown_yet)
    register_title("procurement", _procurements)
    register_title("joint procurement", _joint)
    register_title("bid", _bids)
    register_title("contract", _contracts)
    register_title("question", _questions)
    register_title("clarification", _clarifications)
    register_title("consultation", _consultations)
    register_title("participation", lambda roots: _of_a_tender(ParticipationRequest, roots))
    register_title("selection", lambda roots: _of_a_tender(Selection, roots))
    register_title("award letter", _letters)
    register_kind("ask", describe=_asks)
    register_kind("offer", describe=_offers)
    register_kind("commitment", describe=_commitments)
    register_above("ask", _measures_of_asks)
    register_above("offer", _asks_of_offers)
    register_above("commitment", _what_commitments_came_from)
    register_below("measure", _asks_for_measures)
    register_below("measure", _commitments_to_measures)
    register_below("ask", _offers_for_asks)
    register_below("offer", _commitments_from_offers)


def _amount(number: Decimal, unit: str) -> str:
    return str(Quantity(number, unit_of(unit)))


def _offered(offer: Offer) -> str:
    """A share of the price without its pounds, which would give the price away before moderation has closed."""
    if offer.percent is not None:
        return say("{percent}% of the price", percent=in_words(offer.percent))
    if offer.quantity is None or offer.kind not in COUNTED:
        return str(offer.get_kind_display())
    return _amount(offer.quantity, offer.ask.measure.unit)


def _procurements(roots: Sequence[str]) -> list[Root]:
    tenant = current_tenant()
    return [
        Root(
            each.root,
            each.title,
            reverse("procurement" if each.owner_id == tenant else "tender", kwargs={"ref": each.ref}),
        )
        for each in Procurement.objects.filter(root__in=roots).defer("description")
    ]


def _joint(roots: Sequence[str]) -> list[Root]:
    """What authorities read that buy together, each under the page of its arrangement or, of the lead, of the procurement."""
    tenant = current_tenant()
    named = [
        (each.root, each.procurement, say("{title}, bought jointly", title=each.procurement.title), each.ref)
        for each in JointProcurement.objects.filter(root__in=roots).select_related("procurement")
    ]
    pages = {procurement.pk: ref for _, procurement, _, ref in named}
    named += [
        (each.root, each, each.title, pages.get(each.pk, ""))
        for each in Procurement.objects.filter(root__in=roots).defer("description")
    ]
    named += [
        (
            each.root,
            each.procurement,
            say("What was considered: {title}", title=each.procurement.title),
            pages.get(each.procurement_id, ""),
        )
        for each in Consideration.objects.filter(root__in=roots).select_related("procurement")
    ]
    return [
        Root(
            root,
            title,
            reverse("procurement", kwargs={"ref": procurement.ref})
            if procurement.owner_id == tenant
            else reverse("joint_part", kwargs={"ref": page})
            if page
            else reverse("procurements"),
        )
        for root, procurement, title, page in named
    ]


def _bids(roots: Sequence[str]) -> list[Root]:
    """By the tender that they are for: of a sealed bid nothing else is known."""
    tenant = current_tenant()
    return [
        Root(
            each.root,
            each.procurement.title,
            reverse(
                "tender" if each.owner_id == tenant else "procurement", kwargs={"ref": each.procurement.ref}
            ),
        )
        for each in Bid.objects.filter(root__in=roots).select_related("procurement").defer("blob", "own_copy")
    ]


def _questions(roots: Sequence[str]) -> list[Root]:
    """By the tender that they are about."""
    tenant = current_tenant()
    return [
        Root(
            each.root,
            each.procurement.title,
            reverse("ask_the_buyer", kwargs={"ref": each.procurement.ref})
            if each.owner_id == tenant
            else reverse("bidder_questions", kwargs={"ref": each.procurement.ref}),
        )
        for each in BidderQuestion.objects.filter(root__in=roots).select_related("procurement")
    ]


def _contracts(roots: Sequence[str]) -> list[Root]:
    return [
        # The page stands on a higher storey; its address never moves.
        Root(each.root, each.title, f"/contracts/{each.ref}/")
        for each in Contract.objects.filter(root__in=roots)
    ]


def _clarifications(roots: Sequence[str]) -> list[Root]:
    return [
        Root(
            each.root,
            say("A question about the bid for {title}", title=each.procurement.title),
            reverse(
                "bid_clarification",
                kwargs={"ref": each.procurement.ref, "clarification": each.ref},
            ),
        )
        for each in BidClarification.objects.filter(root__in=roots).select_related("procurement")
    ]


def _consultations(roots: Sequence[str]) -> list[Root]:
    tenant = current_tenant()
    return [
        Root(
            each.root,
            each.title,
            reverse("consultation" if each.owner_id == tenant else "say", kwargs={"ref": each.ref}),
        )
        for each in Consultation.objects.filter(root__in=roots).defer("results")
    ]


def _of_a_tender(model: type[ParticipationRequest | Selection], roots: Sequence[str]) -> list[Root]:
    """By the tender: its page tells a supplier what was decided of it, the first stage tells the buyer."""
    tenant = current_tenant()
    found = model.objects.filter(root__in=roots).select_related("procurement")
    return [
        Root(
            each.root,
            each.procurement.title,
            reverse(
                "first_stage" if each.procurement.owner_id == tenant else "tender",
                kwargs={"ref": each.procurement.ref},
            ),
        )
        for each in found
    ]


def _letters(roots: Sequence[str]) -> list[Root]:
    return [
        Root(each.root, each.procurement.title, reverse("outcome_letter", kwargs={"ref": each.ref}))
        for each in OutcomeLetter.objects.filter(root__in=roots).select_related("procurement")
    ]


def _asks(refs: Sequence[str]) -> list[Step]:
    asks = Ask.objects.filter(ref__in=refs).select_related("procurement", "measure")
    return [
        Step(
            "ask",
            ask.ref,
            say(
                "{title}, in {procurement_title}",
                title=ask.measure.title,
                procurement_title=ask.procurement.title,
            ),
            reverse("ask", kwargs={"ref": ask.procurement.ref, "ask": ask.ref}),
            ask.procurement.get_state_display(),
        )
        for ask in asks
    ]


def _offers(refs: Sequence[str]) -> list[Step]:
    offers = (
        Offer.objects.filter(ref__in=refs)
        .select_related("opened_bid__bidder", "ask__measure", "ask__procurement")
        .defer("opened_bid__price")
    )
    return [
        Step(
            "offer",
            offer.ref,
            say(
                "{amount}, from {name}",
                amount=_offered(offer),
                name=offer.opened_bid.bidder.name,
            ),
            reverse("evaluate", kwargs={"ref": offer.ask.procurement.ref}),
        )
        for offer in offers
    ]


def _commitments(refs: Sequence[str]) -> list[Step]:
    commitments = Commitment.objects.filter(ref__in=refs).select_related("contract", "measure")
    return [
        Step(
            "commitment",
            commitment.ref,
            f"{_amount(commitment.quantity, commitment.measure.unit)}, {contract.title}",
            # The page stands on a higher storey; its address never moves.
            f"/contracts/{contract.ref}/commitments/{commitment.number}/",
            commitment.get_state_display(),
        )
        for commitment in commitments
        if (contract := commitment.contract) is not None
    ]


def _measures_of_asks(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("measure", ref) for ref in Ask.objects.filter(ref__in=refs).values_list("measure__ref", flat=True)
    ]


def _asks_of_offers(refs: Sequence[str]) -> list[tuple[str, str]]:
    return [("ask", ref) for ref in Offer.objects.filter(ref__in=refs).values_list("ask__ref", flat=True)]


def _what_commitments_came_from(refs: Sequence[str]) -> list[tuple[str, str]]:
    """The offer; and the measure by itself, for a promise that was not tendered or a reader who may not see the offer."""
    found = Commitment.objects.filter(ref__in=refs)
    offers = Offer.objects.filter(pk__in=found.exclude(offer=None).values("offer"))
    return [
        *(("offer", ref) for ref in offers.values_list("ref", flat=True)),
        *(("measure", ref) for ref in found.values_list("measure__ref", flat=True)),
    ]


def _asks_for_measures(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Ask.objects.filter(measure__ref__in=refs).order_by("-pk").values_list("ref", flat=True)
    return [("ask", ref) for ref in found[:MOST_OF_A_KIND]]


def _commitments_to_measures(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Commitment.objects.filter(measure__ref__in=refs).order_by("-pk").values_list("ref", flat=True)
    return [("commitment", ref) for ref in found[:MOST_OF_A_KIND]]


def _offers_for_asks(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Offer.objects.filter(ask__ref__in=refs).order_by("pk").values_list("ref", flat=True)
    return [("offer", ref) for ref in found[:MOST_OF_A_KIND]]


def _commitments_from_offers(refs: Sequence[str]) -> list[tuple[str, str]]:
    found = Commitment.objects.filter(offer__ref__in=refs).order_by("pk").values_list("ref", flat=True)
    return [("commitment", ref) for ref in found[:MOST_OF_A_KIND]]
