"""Who may compete and for what: lots, reservation, and questions answered to all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import EVERYONE, MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import answers, clarifications, lots, reservation, telling_bidders
from fourfold.integrate.actions.lots import LotGiven
from fourfold.integrate.actions.reservation import Reserving
from fourfold.integrate.models import (
    BidderQuestion,
    Clarification,
    Consideration,
    Lot,
    Procurement,
    ProcurementState,
    Reservation,
    TenderInterest,
)
from fourfold.integrate.queries.clarifications import (
    clarification_with,
    organisations_to_tell,
    own_questions,
    question_of,
    questions_taken_until,
    unanswered,
)
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.reservation import every_rule_on_reserving, what_the_rules_say_of_lots
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    CLOSES,
    NOW,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_procurement,
    a_tender,
    sealed,
)

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from tests.builders.integrate import Tender

pytestmark = pytest.mark.django_db

TWO = (LotGiven("North", Decimal(600_000)), LotGiven("South", Decimal(400_000)))


def again(procurement: Procurement) -> Procurement:
    with as_tenant(procurement.owner_id):
        return Procurement.objects.select_related("owner").get(pk=procurement.pk)


def decide(
    by: Actor, procurement: Procurement, *given: LotGiven, reason: str = "Small firms can bid."
) -> None:
    with as_tenant(by.organisation_id):
        lots.decide_lots(
            by=by,
            procurement=procurement,
            divided=bool(given),
            reason=reason,
            lots=given,
            on=TODAY,
            version=again(procurement).version,
        )


def test_each_lot_is_a_procurement_of_its_own_that_begins_with_what_was_recorded() -> None:
    by = a_buyer()
    whole = a_considered_procurement(by)
    decide(by, whole, *TWO)
    with as_tenant(by.organisation_id):
        north, south = Lot.objects.select_related("procurement")
        assert (north.number, north.procurement.title) == (1, "Repairs to homes, lot 1: North")
        assert south.procurement.amount == Decimal(400_000)
        assert north.procurement.state == ProcurementState.CONSIDERING
        of_whole, of_lot = (
            Consideration.objects.get(procurement=each) for each in (whole, north.procurement)
        )
        assert (of_lot.improvement, of_lot.considered_by_id) == (
            of_whole.improvement,
            of_whole.considered_by_id,
        )
        assert of_lot.root != of_whole.root
        assert any("divided into lots" in gap for gap in what_stops_opening(again(whole)))
        assert [each.number for each in lots_of(north.procurement).others] == [2]
        assert lots_of(north.procurement).own == north
        with pytest.raises(NotAllowed, match="divided already"):
            lots.check_can_decide_lots(by, again(whole))
        with pytest.raises(NotAllowed, match="a lot itself"):
            lots.check_can_decide_lots(by, north.procurement)


def test_a_lot_may_begin_with_the_criteria_and_measures_of_the_whole() -> None:
    by = a_buyer()
    whole = a_considered_procurement(by)
    with as_tenant(by.organisation_id):
        lots.decide_lots(
            by=by,
            procurement=whole,
            divided=True,
            reason="Small firms can bid.",
            lots=TWO,
            on=TODAY,
            version=again(whole).version,
            as_the_whole=True,
        )
        north, south = (each.procurement for each in Lot.objects.select_related("procurement"))
        for lot in (north, south):
            assert list(lot.criteria.values_list("title", "weight")) == list(
                whole.criteria.values_list("title", "weight")
            )
            ask = lot.asks.select_related("criterion__procurement").get()
            assert ask.measure_id == whole.asks.get().measure_id
            assert ask.criterion is not None
            assert (ask.criterion.procurement, ask.root) == (lot, lot.root)
        # From now on each stands by itself.
        assert not set(north.criteria.values_list("ref")) & set(whole.criteria.values_list("ref"))


@pytest.mark.parametrize(
    ("given", "reason", "says", "field"),
    [
        ((), " ", "why it is not divided", "reason"),
        (TWO, "", "why it is divided so", "reason"),
        ((LotGiven("North"),), "So.", "from 2 to 20", "title_0"),
        ((LotGiven("North"), LotGiven("north ")), "So.", "title of its own", "title_1"),
        (
            (LotGiven("North", Decimal(900_000)), TWO[1]),
            "So.",
            "more than the estimate of the whole",
            "amount_0",
        ),
        ((LotGiven("North", Decimal(-1)), TWO[1]), "So.", "less than nothing", "amount_0"),
    ],
)
def test_lots_without_reason_or_that_do_not_fit_are_refused(
    given: tuple[LotGiven, ...], reason: str, says: str, field: str
) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with pytest.raises(Refused, match=says) as refusal:
        decide(by, procurement, *given, reason=reason)
    assert refusal.value.field == field


def test_the_reason_for_no_lots_may_be_written_again() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    decide(by, procurement, reason="One site.")
    decide(by, procurement, reason="One site, one team.")
    with as_tenant(by.organisation_id):
        decision = lots_of(again(procurement)).decision
        assert decision is not None
        assert (decision.divided, decision.reason) == (False, "One site, one team.")
        assert what_the_rules_say_of_lots(again(procurement), on=TODAY).rule


@pytest.mark.parametrize(
    ("given", "says", "field"),
    [
        (Reserving("friends", reason="So."), "Choose for whom", "reserved_for"),
        (Reserving("local", reason="So."), "Name the area", "area"),
        (Reserving("not", only_small=True, reason="So."), "Only a reservation by the Order", "only_small"),
        (Reserving("not"), "Say why", "reason"),
    ],
)
def test_a_reservation_that_is_not_whole_is_refused(given: Reserving, says: str, field: str) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id), pytest.raises(Refused, match=says) as refusal:
        reservation.reserve(
            by=by, procurement=procurement, given=given, on=TODAY, version=procurement.version
        )
    assert refusal.value.field == field


def test_what_the_rules_answered_is_kept_with_the_reservation() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        for given, answers in (
            (Reserving("supported_employment", reason="Work for those furthest from it."), ["may"]),
            # It is works, so no mutual may have it to itself; the rules advise and do not stop.
            (Reserving("mutuals", reason="So."), ["may_not"]),
            (Reserving("not", reason="Everybody may."), []),
        ):
            assert [rule["answer"] for rule in reserved(by, procurement, given).ruling] == answers
        local = reserved(
            by, procurement, Reserving("local", area="The borough", only_small=True, reason="Spend at home.")
        )
        (rule,) = local.ruling
        assert rule["words"]
        assert (local.area, local.only_small) == ("The borough", True)
        assert len(every_rule_on_reserving(again(procurement), on=TODAY)) == 3


def reserved(by: Actor, procurement: Procurement, given: Reserving) -> Reservation:
    standing = again(procurement)
    return reservation.reserve(by=by, procurement=standing, given=given, on=TODAY, version=standing.version)


def ask(
    to: Tender, by: Actor, question: str = "How many homes?", *, at: timedelta = timedelta(0)
) -> BidderQuestion:
    with as_tenant(by.organisation_id):
        return clarifications.ask_the_buyer(
            by=by, procurement=to.procurement, question=question, on=TODAY, at=NOW + at
        )


def answered(to: Tender, ref: str) -> Clarification:
    with as_tenant(to.buyer.pk):
        asked = question_of(to.procurement, ref)
        assert asked is not None
        return answers.answer(
            by=to.commissioner, asked=asked, question="How many homes are there?", answer="1,550.", at=NOW
        )


def test_a_question_is_for_the_buyer_alone_and_its_answer_for_everybody_without_who_asked() -> None:
    to, bidder, other = a_tender(), a_bidder(), a_bidder()
    asked = ask(to, bidder, "We at Homely Ltd ask: how many homes?")
    with as_tenant(other.organisation_id):
        assert not BidderQuestion.objects.exists()
        assert not TenderInterest.objects.exists()
    with as_tenant(to.buyer.pk):
        assert [each.ref for each in unanswered(to.procurement)] == [asked.ref]
        assert not TenderInterest.objects.exists()
    published = answered(to, asked.ref)
    with as_tenant(EVERYONE):
        (read,) = Clarification.objects.all()
        assert (read.number, read.question, read.answer) == (1, "How many homes are there?", "1,550.")
        assert not BidderQuestion.objects.exists()
    with as_tenant(bidder.organisation_id):
        (mine,) = own_questions(to.procurement, bidder=bidder.organisation_id)
        assert mine.clarification_id == published.pk
    with as_tenant(to.buyer.pk):
        assert unanswered(to.procurement) == []
        found = question_of(to.procurement, asked.ref)
        assert found is not None
        with pytest.raises(Refused, match="answered already"):
            answers.answer(by=to.commissioner, asked=found, question="?", answer="!", at=NOW)


def test_a_late_question_is_refused_kindly_and_the_bid_is_still_welcome() -> None:
    to, bidder = a_tender(), a_bidder()
    with as_tenant(to.buyer.pk):
        until = questions_taken_until(to.procurement)
    assert until is not None
    assert NOW < until < CLOSES
    ask(to, bidder, at=until - NOW)
    with pytest.raises(NotAllowed, match="you can still bid"):
        ask(to, bidder, at=until - NOW + timedelta(seconds=1))
    sealed(to, bidder)


def test_who_may_not_ask_follow_or_answer() -> None:
    to, bidder = a_tender(), a_bidder()
    with pytest.raises(NotAllowed, match="is the buyer here"):
        ask(to, an_actor(role=Role.SUPPLIER, organisation=to.buyer))
    with pytest.raises(Refused, match="Write your question"):
        ask(to, bidder, " ")
    asked = ask(to, bidder)
    with as_tenant(to.buyer.pk):
        found = question_of(to.procurement, asked.ref)
        assert found is not None
        with pytest.raises(NotAllowed, match="answer bidders"):
            answers.check_can_answer(to.evaluator, to.procurement, at=NOW)
        with pytest.raises(NotAllowed, match="Bids have closed"):
            answers.check_can_answer(to.commissioner, to.procurement, at=CLOSES + timedelta(seconds=1))
        for question, answer, field in ((" ", "1,550", "question"), ("How many?", " ", "answer")):
            with pytest.raises(Refused) as refusal:
                answers.answer(by=to.commissioner, asked=found, question=question, answer=answer, at=NOW)
            assert refusal.value.field == field


def test_those_with_a_draft_a_bid_or_an_interest_are_told_once_and_nobody_else() -> None:
    to, asker, bidding, following, stranger = a_tender(), a_bidder(), a_bidder(), a_bidder(), a_bidder()
    asked = ask(to, asker)
    sealed(to, bidding)
    with as_tenant(following.organisation_id):
        clarifications.follow(by=following, procurement=to.procurement, at=NOW)
        clarifications.follow(by=following, procurement=to.procurement, at=NOW)
        assert TenderInterest.objects.count() == 1
    published = answered(to, asked.ref)
    with as_tenant(MAINTENANCE):
        told = organisations_to_tell(published.procurement_id)
        letter = clarification_with(published.ref)
    assert set(told) == {each.organisation_id for each in (asker, bidding, following)}
    assert stranger.organisation_id not in told
    for _ in range(2):
        for organisation in told:
            telling_bidders.tell(
                clarification=letter, organisation=organisation, on=timezone.localdate(NOW), at=NOW
            )
    with as_tenant(MAINTENANCE):
        mails = OutboxMail.objects.filter(kind=telling_bidders.ANSWERED)
        assert {mail.owner_id for mail in mails} == set(told)
        assert mails.count() == 3
        assert all("1,550." in mail.text for mail in mails)
    with as_tenant(to.buyer.pk):
        # The buyer cannot read who was told.
        assert not OutboxMail.objects.filter(kind=telling_bidders.ANSWERED).exists()
    with as_tenant(following.organisation_id):
        clarifications.unfollow(by=following, procurement=to.procurement)
        assert not TenderInterest.objects.exists()
