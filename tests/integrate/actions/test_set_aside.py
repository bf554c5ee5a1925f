"""An award is set aside before the contract, and another is made on the same bids."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import award as awards
from fourfold.integrate.actions import evaluation, exclusion, outcome_mail, set_aside
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.models import Award, LetterKind, OpenedBid, OutcomeLetter, ProcurementState
from fourfold.integrate.queries.award_report import award_report
from fourfold.integrate.queries.exceptions import KINDS
from fourfold.integrate.queries.notices import award_notices_to_publish, notice_with
from fourfold.integrate.queries.outcomes import letters_to
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.rules.record import plain
from fourfold.integrate.rules.routes import Ground, Route
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    AFTER,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    awarded,
    bid_now,
    declares,
    moderated,
    moderates,
    proposed,
    sealed,
)
from tests.builders.routes import approves, by_route, of, proposes_directly, publishes, signs, tells
from tests.integrate.actions.test_outcome import above_the_threshold

pytestmark = pytest.mark.django_db

WHY = "The insurance that was promised does not exist."


@pytest.fixture
def tender() -> Tender:
    """Moderated, with the dearer bid in first place."""
    to = a_tender()
    sealed(to, a_bidder(), a_bid(to, price="4500000.00"))
    sealed(to, a_bidder(), a_bid(to, price="4000000.00"))
    moderated(to, [5, 2])
    return to


def aside(to: Tender, decision: Award, because: str = WHY) -> Award:
    with as_tenant(to.buyer.pk):
        fresh = Award.objects.select_related("procurement__owner", "opened_bid__bidder").get(pk=decision.pk)
        return set_aside.set_aside(by=to.approver, award=fresh, because=because, on=TODAY, at=AFTER)


def test_only_an_approver_of_the_buyer_sets_aside(tender: Tender) -> None:
    decision = awarded(tender)
    for role in Role:
        actor = an_actor(role=role, organisation=tender.buyer)
        if role == Role.APPROVER:
            declares(tender, actor)
        with as_tenant(tender.buyer.pk):
            assert set_aside.can_set_aside(actor, decision) == (role == Role.APPROVER)
            assert not set_aside.can_set_aside(an_actor(role=role), decision)


def test_a_proposal_that_is_set_aside_makes_room_for_another(tender: Tender) -> None:
    first = proposed(tender)
    declares(tender, tender.approver)
    with pytest.raises(Refused, match="Say why"):
        aside(tender, first, "  ")
    aside(tender, first)
    assert tender.procurement.state == ProcurementState.MODERATED
    with as_tenant(tender.buyer.pk):
        assert awards.standing_award(tender.procurement) is None
        assert not OutboxMail.objects.filter(kind=outcome_mail.OUTCOME_MAIL).exists()
        # It never was a decision, so there is nothing for an auditor to ask.
        assert not _exceptions(tender)
    assert proposed(tender, place=2).opened_bid_id != first.opened_bid_id


def test_an_award_that_was_told_and_published_gives_way_to_the_next(tender: Tender) -> None:
    decision = awarded(tender)
    above_the_threshold(tender.key, tender.buyer.pk, tender.commissioner)
    tells(tender, decision)
    publishes(tender, "uk6")
    winner, other = sorted(tender.opened, key=lambda each: each.pk != decision.opened_bid_id)

    aside(tender, decision)
    assert tender.procurement.state == ProcurementState.EVALUATING
    assert {bid_now(each.bid).state for each in (winner, other)} == {"scored"}
    with as_tenant(winner.bidder_id):
        letters = letters_to(winner.bidder_id, tender.key)
        assert [each.kind for each in letters] == [LetterKind.SUMMARY, LetterKind.SET_ASIDE]
        assert WHY in str(letters[1].body)
        assert not Award.objects.exists()
    with as_tenant(tender.buyer.pk):
        mails = OutboxMail.objects.filter(kind=outcome_mail.OUTCOME_MAIL)
        assert mails.count() == 4
        assert not [mail for mail in mails if "insurance" in mail.text]
        assert ranked_bids(tender.procurement) == []
        with pytest.raises(NotAllowed, match="set aside already"):
            aside(tender, decision)

        fresh = OpenedBid.objects.select_related("procurement").get(pk=winner.pk)
        exclusion.exclude(by=tender.commissioner, opened_bid=fresh, because=WHY)
    moderates(tender, tender.commissioner, other, points="3")
    with as_tenant(tender.buyer.pk):
        evaluation.close_moderation(by=tender.commissioner, procurement=tender.procurement)
    second = approves(tender, proposed(tender))
    assert second.opened_bid_id == other.pk
    assert [bid_now(each.bid).state for each in (winner, other)] == ["excluded", "won"]
    with pytest.raises(NotAllowed, match="Tell the bidders first"):
        signs(tender, second)
    tells(tender, second)
    with as_tenant(tender.buyer.pk):
        due = notice_with(tender.procurement, "uk6")
        assert due is not None
        assert due.published is None
        assert [each.pk for each in award_notices_to_publish(tender.buyer.pk)] == [second.pk]
        with pytest.raises(NotAllowed, match="contract award notice"):
            signs(tender, second)
        report = str([plain(award_report(tender.procurement, second, interests=True))])
        assert "Awards that were approved and set aside" in report
        assert "From 2.00 to 3.00" in report
        assert _exceptions(tender) == [decision.ref]
    publishes(tender, "uk6")
    with as_tenant(tender.buyer.pk):
        assert not award_notices_to_publish(tender.buyer.pk)
        assert OutcomeLetter.objects.filter(award=second).count() == 2


def test_of_a_direct_award_there_is_nothing_to_judge_again() -> None:
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(a_bidder())])
    )
    decision = proposes_directly(to)
    declares(to, to.approver)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="nothing to judge again"):
        set_aside.check_can_set_aside(to.approver, decision)


def test_whoever_set_it_aside_and_when_are_on_record_together(tender: Tender) -> None:
    decision = awarded(tender)
    with (
        as_tenant(tender.buyer.pk),
        change(by=tender.approver, owner=tender.buyer.pk, reason="For a test"),
        pytest.raises(IntegrityError, match="award_set_aside_by_whom_and_when"),
        transaction.atomic(),
    ):
        Award.objects.filter(pk=decision.pk).update(set_aside_at=AFTER)


def _exceptions(to: Tender) -> list[str]:
    (kind,) = [each for each in KINDS if each.key == "award-set-aside"]
    return [kind.describe(each).thing for each in kind.rows(to.buyer.pk, TODAY)]
