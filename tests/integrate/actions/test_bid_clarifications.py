"""A question about an opened bid goes to its bidder alone, by mail and on a page, and its answer stands."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import bid_clarifications, contract_staff
from fourfold.integrate.models import BidClarification, ContractStaff
from fourfold.integrate.queries.feasibility import feasibility_of, question_about_bid, questions_waiting
from fourfold.integrate.rules.feasibility import Verdict
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import AFTER, Tender, a_bid, a_bidder, a_tender, declares, open_bids_of, sealed

pytestmark = pytest.mark.django_db


def asks(to: Tender, *, question: str = "How will you do it?", days: int = 7) -> BidClarification:
    with as_tenant(to.buyer.pk):
        return bid_clarifications.ask_bidder(
            by=to.commissioner,
            opened_bid=to.opened[0],
            question=question,
            arithmetic="1 + 1 = 2",
            answer_by=TODAY + timedelta(days=days),
            on=TODAY,
            at=AFTER,
        )


def test_the_question_is_the_bidders_to_read_and_answer_once_and_nobody_elses() -> None:
    to = a_tender()
    bidder, other = a_bidder(), a_bidder()
    for each in (bidder, other):
        sealed(to, each)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="after these are opened"):
        bid_clarifications.check_can_ask_bidder(to.commissioner, to.procurement)
    open_bids_of(to)
    with pytest.raises(Refused, match="Write what you ask") as refused:
        asks(to, question=" ")
    assert refused.value.field == "question"
    with pytest.raises(Refused, match="a day after today") as refused:
        asks(to, days=0)
    assert refused.value.field == "answer_by"
    asked = asks(to)
    with as_tenant(to.buyer.pk):
        (mail,) = OutboxMail.objects.filter(kind=bid_clarifications.CLARIFICATION)
        assert mail.person_id == bidder.person_id
        assert "How will you do it?" not in mail.text
        assert f"/tenders/{to.procurement.ref}/clarifications/{asked.ref}/" in mail.text
    for tenant, sees in ((bidder.organisation_id, True), (other.organisation_id, False), (EVERYONE, False)):
        with as_tenant(tenant):
            assert (question_about_bid(procurement=to.procurement.ref, ref=asked.ref) is not None) is sees
    with as_tenant(bidder.organisation_id):
        assert questions_waiting(bidder.organisation_id) == [asked]
        own = question_about_bid(procurement=to.procurement.ref, ref=asked.ref)
        assert own is not None
        for nobody in (other, to.commissioner, an_actor(role=Role.AUDITOR, organisation=own.bidder)):
            with pytest.raises(NotAllowed):
                bid_clarifications.answer_buyer(by=nobody, asked=own, answer="No", at=AFTER)
        with pytest.raises(Refused, match="Write your answer"):
            bid_clarifications.answer_buyer(by=bidder, asked=own, answer=" ", at=AFTER)
        answered = bid_clarifications.answer_buyer(by=bidder, asked=own, answer="With two people.", at=AFTER)
        assert questions_waiting(bidder.organisation_id) == []
        with pytest.raises(NotAllowed, match="stands as it was sent"):
            bid_clarifications.answer_buyer(by=bidder, asked=answered, answer="With three.", at=AFTER)
    with as_tenant(to.buyer.pk):
        kept = BidClarification.objects.get()
        assert (kept.answer, kept.answered_by_id) == ("With two people.", bidder.person_id)


def test_pledges_are_set_against_what_was_told_to_everyone_and_the_staff_that_the_buyer_says() -> None:
    to = a_tender()
    sealed(to, a_bidder(), a_bid(to, hours="0", apprenticeships="200"))
    open_bids_of(to)
    declares(to, to.evaluator)
    with as_tenant(to.buyer.pk):
        with pytest.raises(NotAllowed):
            contract_staff.say_staff(
                by=to.evaluator, procurement=to.procurement, full_time=Decimal(4), because="So", on=TODAY
            )
        for wrong, because, field in ((Decimal(0), "So", "full_time"), (Decimal(4), " ", "because")):
            with pytest.raises(Refused) as refused:
                contract_staff.say_staff(
                    by=to.commissioner,
                    procurement=to.procurement,
                    full_time=wrong,
                    because=because,
                    on=TODAY,
                )
            assert refused.value.field == field
        (bid,) = feasibility_of(to.procurement, on=TODAY).bids
        (finding,) = bid.findings
        # A million pounds pays for 97 apprentices at the least.
        assert finding.verdict == Verdict.BEYOND
        assert bid.share_of_value is not None
        assert bid.share_of_value > 2
        for number in (4, 5):
            contract_staff.say_staff(
                by=to.commissioner,
                procurement=to.procurement,
                full_time=Decimal(number),
                because="As now",
                on=TODAY,
            )
        only = ContractStaff.objects.get()
        assert (only.full_time, only.version) == (Decimal(5), 2)
