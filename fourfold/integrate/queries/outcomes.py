"""How an award was told and whether its contract may be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from fourfold.define.queries.law import the_law
from fourfold.define.rules.law.figures import INDICATORS_ABOVE
from fourfold.define.rules.law.one import One
from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.parameters import parameter
from fourfold.integrate.models import (
    Award,
    AwardOutcome,
    GoverningLaw,
    Indicator,
    NoticeKind,
    OutcomeLetter,
    ProcurementState,
    PublishedNotice,
)
from fourfold.integrate.queries.elsewhere import elsewhere_of, still_stands_still
from fourfold.integrate.queries.governing_law import facts_of, governing_law
from fourfold.integrate.rules.outcome import Law, outcome_duty
from fourfold.integrate.rules.routes import Ground, Route

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.outcome import OutcomeDuty

AT_LEAST: Final = "law.procurement_act_2023.indicators_at_least"


def outcome_of(award: Award) -> AwardOutcome | None:
    found: AwardOutcome | None = (
        AwardOutcome.objects.filter(award=award).select_related("told_by", "overridden_by").first()
    )
    return found


def told_of(award: Award | None) -> list[AwardOutcome | OutcomeLetter]:
    """How it was told and each letter: what became of an award after its approval."""
    outcome = None if award is None else outcome_of(award)
    return [] if award is None or outcome is None else [outcome, *letters_of(award)]


def awards_set_aside(procurement: Procurement) -> list[Award]:
    """Decisions that were approved and taken back before the contract, the first first."""
    return list(
        Award.objects.filter(procurement=procurement, approved_on__isnull=False)
        .exclude(set_aside_because="")
        .select_related("opened_bid__bidder", "set_aside_by")
        # Shown while the bids are judged again: no price, and no order.
        .defer("ranking", "reason", "opened_bid__price")
        .order_by("pk")
    )


def letters_of(award: Award) -> list[OutcomeLetter]:
    return list(OutcomeLetter.objects.filter(award=award).select_related("bidder").order_by("bidder__name"))


def letter_with(ref: str) -> OutcomeLetter | None:
    """The letter with that reference, for the buyer and for whom it was sent to."""
    found: OutcomeLetter | None = (
        OutcomeLetter.objects.filter(ref=ref)
        .select_related("bidder", "owner", "procurement")
        .first()
    )  # fmt: skip
    return found


def letters_to(bidder: int, procurement: int) -> list[OutcomeLetter]:
    return list(OutcomeLetter.objects.filter(bidder_id=bidder, procurement_id=procurement))


def letters_of_awards_not_signed_yet(bidder: int) -> QuerySet[OutcomeLetter]:
    """What the bidder was told while it can still ask or challenge: until the contract is signed. The latest first."""
    return (
        OutcomeLetter.objects.filter(bidder_id=bidder, procurement__state=ProcurementState.AWARDED)
        .select_related("procurement")
        .order_by("-pk")
    )


def letters_by_tender(bidder: int, procurements: Collection[int]) -> dict[int, OutcomeLetter]:
    """The latest letter to the bidder on each of these tenders, by the tender's key. One query."""
    letters = OutcomeLetter.objects.filter(bidder_id=bidder, procurement__in=procurements).order_by("pk")
    return {each.procurement_id: each for each in letters.defer("body")}


def duty_of(award: Award, law: Law, *, light_touch: bool) -> OutcomeDuty:
    """What the law asks of this award: from its route, its ground and how many bid."""
    procurement = award.procurement
    choice = getattr(procurement, "route_choice", None)
    return outcome_duty(
        law,
        route=Route(procurement.route),
        light_touch=light_touch,
        ground=Ground(choice.ground) if choice is not None and choice.ground else None,
        bidders=procurement.opened_bids.count(),
    )


def award_notice_of(award: Award) -> PublishedNotice | None:
    found: PublishedNotice | None = (
        PublishedNotice.objects.filter(procurement=award.procurement, kind=NoticeKind.AWARD)
        # One from before several were counted apart is of the only one there was.
        .filter(Q(award=award) | Q(award=None))
        .order_by("-pk")
        .first()
    )
    return found


def indicators_of(award: Award) -> list[Indicator]:
    return list(Indicator.objects.filter(award=award))


def wants_indicators(award: Award, outcome: AwardOutcome) -> int:
    """How many key performance indicators have to be set before the contract is signed; 0 where none has to be."""
    facts = facts_of(award.procurement)
    if outcome.law != GoverningLaw.ACT or outcome.light_touch or facts is None:
        return 0
    worth = replace(facts, value=award.opened_bid.price)
    if not One(worth, the_law(), {}).exceeds(INDICATORS_ABOVE):
        return 0
    known = parameter(AT_LEAST).at(facts.on)
    return int(known.value) if isinstance(known, Known) else 0


def what_stops_signing(award: Award, *, on: date) -> str:
    """Why the contract cannot be signed on that day, as a sentence; empty where nothing stands in the way."""
    where = elsewhere_of(award.procurement)
    if where is not None:
        return still_stands_still(where, on=on)
    outcome = outcome_of(award)
    if outcome is None:
        governed = governing_law(award.procurement)
        if governed.law is Law.BELOW:
            return ""
        if governed.law is None:
            return say("Tell the bidders first, and say under which law. {because}", because=governed.because)
        return say("Tell the bidders first.")
    wanted = wants_indicators(award, outcome)
    if (
        wanted
        and not outcome.no_indicators_because
        and Indicator.objects.filter(award=award).count() < wanted
    ):
        return say(
            "Set at least {wanted} key performance indicators first, or say why none is appropriate.", wanted=wanted
        )  # fmt: skip
    return "" if outcome.overridden_on is not None else _standing_still(award, outcome, on)


def _standing_still(award: Award, outcome: AwardOutcome, on: date) -> str:
    if outcome.needs_award_notice and award_notice_of(award) is None:
        return say("Record first that the contract award notice was published.")
    until = outcome.standstill_until
    if until is None and outcome.must_stand_still:
        return say("The standstill has not begun yet.")
    if until is not None and on <= until:
        return say(
            "The standstill lasts to the end of {until}. The contract can be signed from the day after.",
            until=day_text(until),
        )
    return ""
