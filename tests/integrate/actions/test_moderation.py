"""Three evaluators, three bids, one moderation: alone and blind until the moderator sees, then agreed step by step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import award, conflicts, evaluation, moderation
from fourfold.integrate.models import AgreedChange, OpenedBid, Part, ProcurementState, Seen, Sight
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.queries.robustness import locked_contest
from fourfold.integrate.queries.scoring import judgements, who_still_scores
from fourfold.integrate.rules.robustness.report import robustness
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    AFTER,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    declares,
    moderates,
    open_bids_of,
    proposed,
    scores,
    sealed,
)

pytestmark = pytest.mark.django_db

LATER = AFTER + timedelta(days=1)


def evaluators_of(to: Tender, number: int) -> list[Actor]:
    """Named to score, and without an interest, knowing who bids."""
    found = [an_actor(role=Role.EVALUATOR, organisation=to.buyer) for _ in range(number)]
    for each in found:
        with as_tenant(to.buyer.pk):
            conflicts.name_influence(
                by=to.commissioner,
                procurement=to.procurement,
                person=Person.objects.get(pk=each.person_id),
                name="",
                works_for="",
                part=Part.EVALUATOR,
                on=TODAY,
            )
        declares(to, each)
    return found


def begins(to: Tender, opened: OpenedBid) -> None:
    with as_tenant(to.buyer.pk):
        moderation.begin_moderation(by=to.commissioner, opened_bid=opened, at=LATER)


def test_three_evaluators_and_a_moderation_on_three_bids_and_two_that_end_level() -> None:
    """Price 50, method 30, social value 20. Points agreed and prices: A 4 at 400,000, B 4 at 400,000, C 5 at 500,000.

    A and B: 50 + 24 + 16 = 90. C: 50 x 4/5 = 40, + 30 + 20 = 90. All three are level: they share the first place.
    With 4.50 in place of 5, C has 40 + 27 + 18 = 85, and is third.
    """
    to = a_tender()
    for price in ("400000.00", "400000.00", "500000.00"):
        sealed(to, a_bidder(), a_bid(to, price=price))
    a, b, c = open_bids_of(to)
    evaluators = evaluators_of(to, 3)
    for evaluator, given in zip(evaluators, ((4, 4, 5), (4, 3, 5), (3, 5, 2)), strict=True):
        for opened, points in zip((a, b, c), given, strict=True):
            scores(to, evaluator, opened, points=points)
    for opened in (a, b, c):
        begins(to, opened)
    for opened, agreed in ((a, "4"), (b, "4"), (c, "5")):
        moderates(to, to.commissioner, opened, points=agreed)
    with as_tenant(to.buyer.pk):
        shown = judgements(to.procurement)
        assert [(each.spread.gap, each.spread.wide) for each in shown.rows if each.spread] == [
            (gap, gap > 1)
            for bidder in sorted((a, b, c), key=lambda each: each.bidder.name)
            for gap in [{a.pk: 1, b.pk: 2, c.pk: 3}[bidder.pk]] * 2
        ]
        assert (shown.agreement.items, shown.agreement.evaluators, shown.agreement.too_few) == (6, 3, True)
    moderates(to, to.commissioner, c, points="4.5")
    with as_tenant(to.buyer.pk):
        steps = list(AgreedChange.objects.filter(opened_bid=c).values_list("before", "after", "reason"))
        assert steps == [(None, Decimal(5), "Agreed.")] * 2 + [(Decimal(5), Decimal("4.5"), "Agreed.")] * 2
        last = AgreedChange.objects.filter(opened_bid=c).last()
        assert last is not None
        assert last.descriptor.startswith("Between 4: good")
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)
        assert to.procurement.state == ProcurementState.MODERATED
        ranking = ranked_bids(to.procurement)
        assert [(each.place, each.total) for each in ranking] == [
            (1, Decimal(90)),
            (1, Decimal(90)),
            (3, Decimal(85)),
        ]
        # Equal totals stand by their references, which nobody chose.
        assert [each.opened_bid.ref for each in ranking[:2]] == sorted([a.ref, b.ref])
        locked = locked_contest(to.procurement)
        assert locked is not None
        report = robustness(locked.contest, within=Fraction(5))
        assert set(report.first) == {a.ref, b.ref}
        assert report.rivals == ()
        # The tie is decided by people, with a reason: nothing in the numbers does.
        conflicts.assess(
            by=to.commissioner, procurement=to.procurement, looked_for="Everyone was asked.", on=TODAY
        )
        with pytest.raises(Refused, match="Give the reason"):
            award.propose(by=to.commissioner, opened_bid=b, reason=" ")
    assert proposed(to, place=2).opened_bid_id in {a.pk, b.pk}


def test_everyone_named_scores_alone_before_the_moderator_sees_and_nobody_after() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    (opened,) = open_bids_of(to)
    first, second = evaluators_of(to, 2)
    with as_tenant(to.buyer.pk):
        assert set(who_still_scores(opened)) == {first.name, second.name}
    scores(to, first, opened, points=2)
    with pytest.raises(Refused, match=f"{second.name} must score this bid first"):
        begins(to, opened)
    with pytest.raises(Refused, match="must score this bid first"):
        moderates(to, to.commissioner, opened)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="nobody’s to see yet"):
        moderation.check_can_see_scores(to.commissioner, to.procurement)
    scores(to, second, opened, points=5)
    scores(to, first, opened, points=3)
    begins(to, opened)
    with pytest.raises(NotAllowed, match="The moderator has seen the scores"):
        scores(to, first, opened, points=5)
    with as_tenant(to.buyer.pk):
        moderation.check_can_see_scores(to.commissioner, to.procurement)
        with pytest.raises(NotAllowed):
            moderation.check_can_see_scores(first, to.procurement)
        (sight,) = Sight.objects.all()
        assert (sight.person_id, sight.what, sight.opened_bid_id, sight.at) == (
            to.commissioner.person_id,
            Seen.SCORES,
            opened.pk,
            LATER,
        )


def test_who_was_named_to_score_and_takes_no_part_is_not_waited_for() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    (opened,) = open_bids_of(to)
    first, second = evaluators_of(to, 2)
    scores(to, first, opened)
    declares(to, second, has_interest=True, detail="A cousin works there")
    begins(to, opened)
    moderates(to, to.commissioner, opened)


def test_moderation_does_not_begin_where_nobody_scored_nor_by_who_may_not() -> None:
    to = a_tender()
    for _ in range(2):
        sealed(to, a_bidder())
    first, second = open_bids_of(to)
    declares(to, to.evaluator)
    scores(to, to.evaluator, first)
    with pytest.raises(Refused, match="Nobody has scored this bid yet"):
        begins(to, second)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed):
        moderation.begin_moderation(by=to.evaluator, opened_bid=first, at=LATER)


def test_agreeing_the_same_again_leaves_no_step_and_no_step_is_ever_changed() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    (opened,) = open_bids_of(to)
    declares(to, to.evaluator)
    scores(to, to.evaluator, opened)
    for _ in range(2):
        moderates(to, to.commissioner, opened)
    with as_tenant(to.buyer.pk):
        assert AgreedChange.objects.count() == 2
        with (
            change(by=to.commissioner, owner=to.buyer.pk, reason="For a test"),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            AgreedChange.objects.update(after=Decimal(1))
