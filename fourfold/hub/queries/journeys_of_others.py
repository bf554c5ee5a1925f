"""The four steps as suppliers and as the community take them: what they may read, answer and prove."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.policies import published_policies
from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import Role
from fourfold.hub.queries.journey import JourneyStep, measure_step
from fourfold.integrate.queries.bids_of_bidder import own_bids
from fourfold.integrate.queries.tenders import tenders
from fourfold.measure.queries.accounts import published_accounts
from fourfold.measure.queries.standing import supplier_figures
from fourfold.partner.queries.deliveries import all_seen, to_confirm, to_report_again

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor


def journey_of_other(by: Actor, *, on: date, at: datetime) -> list[JourneyStep]:
    """Of a community organisation, unless it also supplies; everyone else who does not buy is a supplier."""
    if by.has(Role.COMMUNITY) and not by.has(Role.SUPPLIER):
        return [_what_is_wanted(), _what_is_bought(at), _what_was_received(by), _what_is_accounted_for()]
    return [_what_is_wanted(), _bids(by, at), _deliveries(by), _proved(by, on)]


def _any(count: int) -> Decimal:
    """Full where there is something to read; a number that is no part of another has no other picture."""
    return Decimal(1 if count else 0)


def _what_is_wanted() -> JourneyStep:
    policies = published_policies().count()
    return JourneyStep(
        say("Define"),
        str(policies),
        say("policy says what is wanted") if policies == 1 else say("policies say what is wanted"),
        say("Adopted, for anyone to read"),
        "/define/policies/",
        say("Read the policies"),
        _any(policies),
    )


def _what_is_bought(at: datetime) -> JourneyStep:
    found = tenders(at=at, open_only=True)
    count = found.count()
    nearest = found.first() if count else None
    return JourneyStep(
        say("Integrate"),
        str(count),
        say("tender is open for bids") if count == 1 else say("tenders are open for bids"),
        say("None is open today") if nearest is None else say("Next to close: {title}", title=nearest.title),
        "/tenders/",
        say("See what is asked for"),
        _any(count),
    )


def _bids(by: Actor, at: datetime) -> JourneyStep:
    bids = own_bids(by.organisation_id)
    open_now = tenders(at=at, open_only=True).count()
    decided = bids.won + bids.lost
    drafts = say(", {drafts} not handed in yet", drafts=bids.drafts) if bids.drafts else ""
    return JourneyStep(
        say("Integrate"),
        say("{won} of {decided}", won=bids.won, decided=decided) if decided else str(bids.handed_in),
        say("decided bids won")
        if decided
        else say("bid handed in")
        if bids.handed_in == 1
        else say("bids handed in"),
        say("{handed_in} handed in altogether{drafts}", handed_in=bids.handed_in, drafts=drafts),
        "/tenders/",
        say("Bid for an open tender") if open_now else say("See the tenders"),
        Decimal(bids.won) / decided if decided else None,
    )


def _deliveries(by: Actor) -> JourneyStep:
    reported = all_seen(by.organisation_id).count()
    questions = to_report_again(by.organisation_id).count()
    if reported == 0:
        return JourneyStep(
            say("Partner"),
            "0",
            say("deliveries reported"),
            say("Nothing reported yet"),
            "/contracts/",
            say("See your contracts"),
            None,
        )
    return JourneyStep(
        say("Partner"),
        str(questions),
        say("delivery has questions to answer")
        if questions == 1
        else say("deliveries have questions to answer"),
        say("{reported} reported in all", reported=reported),
        "/partner/" if questions else "/contracts/",
        say("Answer the questions") if questions else say("Report a delivery"),
        Decimal(reported - questions) / reported,
    )


def _what_was_received(by: Actor) -> JourneyStep:
    named = all_seen(by.organisation_id).count()
    asked = to_confirm(by.organisation_id).count()
    return JourneyStep(
        say("Partner"),
        str(asked),
        say("delivery waits for your word") if asked == 1 else say("deliveries wait for your word"),
        say("You are named as recipient of {named}", named=named)
        if named
        else say("Nobody has named you as recipient yet"),
        "/partner/",
        say("Say what you received") if asked else say("See what you received"),
        Decimal(named - asked) / named if named else None,
    )


def _what_is_accounted_for() -> JourneyStep:
    accounts = published_accounts().count()
    return JourneyStep(
        say("Measure"),
        str(accounts),
        say("account is published") if accounts == 1 else say("accounts are published"),
        say("What was promised and what came of it"),
        "/#accounts",
        say("Read the accounts"),
        _any(accounts),
    )


def _proved(by: Actor, on: date) -> JourneyStep:
    return measure_step(supplier_figures(by.organisation_id, on=on))
