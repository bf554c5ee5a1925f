"""Interests declared, scores given alone, one agreed figure; and prices hidden until that is locked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import evaluation
from fourfold.integrate.models import Declaration, Moderation, OpenedBid, ProcurementState, Score
from fourfold.integrate.queries.bids import bid_to_score, scores_by_criterion, scoring_progress
from fourfold.integrate.queries.conflicts import all_declarations
from fourfold.integrate.queries.ranking import prices_are_shown, ranked_bids
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    declares,
    moderated,
    moderates,
    open_bids_of,
    scored,
    scores,
    sealed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender() -> Tender:
    """With two sealed bids: the first is the dearer."""
    to = a_tender()
    sealed(to, a_bidder(), a_bid(to, price="500000.00", words="Words of the dearer"))
    sealed(to, a_bidder(), a_bid(to, price="400000.00", words="Words of the cheaper"))
    return to


def kept(tender: Tender) -> list[int]:
    """Declarations that evaluators made, scores, and agreed points."""
    with as_tenant(tender.buyer.pk):
        others = [tender.commissioner.person_id, *(opener.person_id for opener in tender.openers)]
        return [
            Declaration.objects.exclude(person__in=others).count(),
            Score.objects.count(),
            Moderation.objects.count(),
        ]


# Interests


@pytest.mark.parametrize("role", list(Role))
def test_evaluators_commissioners_and_approvers_of_the_buyer_declare(tender: Tender, role: Role) -> None:
    for actor, allowed in (
        (
            an_actor(role=role, organisation=tender.buyer),
            role in {Role.EVALUATOR, Role.COMMISSIONER, Role.APPROVER},
        ),
        (an_actor(role=role), False),
    ):
        if allowed:
            declares(tender, actor)
        else:
            with pytest.raises(NotAllowed):
                declares(tender, actor)


def test_an_interest_says_which_and_is_never_taken_back(tender: Tender) -> None:
    with pytest.raises(Refused, match="Say what the interest is") as refused:
        declares(tender, tender.evaluator, has_interest=True, detail=" ")
    assert refused.value.field == "detail"
    assert kept(tender) == [0, 0, 0]
    declares(tender, tender.evaluator, detail="Words under the answer that was not chosen")
    declares(tender, tender.evaluator, has_interest=True, detail="My sister works for one of them")
    with as_tenant(tender.buyer.pk):
        _, first, second = all_declarations(tender.procurement)
    assert (first.number, first.has_interest, first.detail, first.version) == (1, False, "", 1)
    assert (second.person_id, second.has_interest, second.detail, second.declared_on, second.number) == (
        tender.evaluator.person_id,
        True,
        "My sister works for one of them",
        TODAY,
        2,
    )
    with pytest.raises(Refused, match="it stands") as refused:
        declares(tender, tender.evaluator)
    assert refused.value.field == "has_interest"
    declares(tender, tender.evaluator, has_interest=True, detail="My half-sister works for one of them")
    with as_tenant(tender.buyer.pk):
        *earlier, last = all_declarations(tender.procurement)
    assert (last.has_interest, last.detail) == (True, "My half-sister works for one of them")
    assert [each.detail for each in earlier[1:]] == ["", "My sister works for one of them"]


# Scoring


@pytest.mark.parametrize("role", list(Role))
def test_only_an_evaluator_of_the_buyer_scores(tender: Tender, role: Role) -> None:
    open_bids_of(tender)
    own = an_actor(role=role, organisation=tender.buyer)
    if role in {Role.EVALUATOR, Role.COMMISSIONER}:
        declares(tender, own)
    with as_tenant(tender.buyer.pk):
        assert evaluation.can_score(own, tender.procurement) is (role == Role.EVALUATOR)
        assert not evaluation.can_score(an_actor(role=role), tender.procurement)


def test_who_scores_has_declared_and_has_no_interest(tender: Tender) -> None:
    first = open_bids_of(tender)[0]
    with pytest.raises(NotAllowed, match="Declare first"):
        scores(tender, tender.evaluator, first)
    declares(tender, tender.evaluator, has_interest=True, detail="My sister works for one of them")
    with pytest.raises(NotAllowed, match="You declared an interest"):
        scores(tender, tender.evaluator, first)
    assert kept(tender) == [1, 0, 0]
    another = an_actor(role=Role.EVALUATOR, organisation=tender.buyer)
    declares(tender, another)
    scores(tender, another, first)
    assert kept(tender) == [2, 2, 0]


def test_another_persons_declaration_does_not_count(tender: Tender) -> None:
    first = open_bids_of(tender)[0]
    declares(tender, an_actor(role=Role.EVALUATOR, organisation=tender.buyer))
    with pytest.raises(NotAllowed, match="Declare first"):
        scores(tender, tender.evaluator, first)


def test_nothing_is_scored_before_the_bids_are_open(tender: Tender) -> None:
    declares(tender, tender.evaluator)
    with as_tenant(tender.buyer.pk):
        assert not evaluation.can_score(tender.evaluator, tender.procurement)
    open_bids_of(tender)
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="Confirm first, knowing that"):
        evaluation.check_can_score(tender.evaluator, tender.procurement)
    declares(tender, tender.evaluator)
    with as_tenant(tender.buyer.pk):
        assert evaluation.can_score(tender.evaluator, tender.procurement)


@pytest.mark.parametrize(
    ("points", "reason", "field"),
    [
        (-1, "As written", "points"),
        (6, "As written", "points"),
        (None, "As written", "points"),
        (3, " ", "reason"),
        (3, None, "reason"),
    ],
)
def test_points_have_their_scale_and_their_reason_and_are_kept_all_or_none(
    tender: Tender,
    points: int | None,
    reason: str | None,
    field: str,
) -> None:
    first = open_bids_of(tender)[0]
    declares(tender, tender.evaluator)
    quality, social = tender.criteria["quality"], tender.criteria["social"]
    given: dict[str, Any] = {"points": {quality: 4}, "reasons": {quality: "Fine"}}
    if points is not None:
        given["points"][social] = points
    if reason is not None:
        given["reasons"][social] = reason
    with as_tenant(tender.buyer.pk), pytest.raises(Refused, match="“Social value”") as refused:
        evaluation.score(by=tender.evaluator, opened_bid=first, **given)
    assert refused.value.field == f"{field}_{social}"
    assert kept(tender) == [1, 0, 0]
    assert tender.procurement.state == ProcurementState.OPENED


def test_the_first_score_begins_the_evaluation_and_scores_are_corrected_in_place(tender: Tender) -> None:
    first, second = open_bids_of(tender)
    declares(tender, tender.evaluator)
    scores(tender, tender.evaluator, first, points=2)
    assert tender.procurement.state == ProcurementState.EVALUATING
    scores(tender, tender.evaluator, first, points=5)
    scores(tender, tender.evaluator, second, points=0)
    with as_tenant(tender.buyer.pk):
        assert (
            sorted(Score.objects.values_list("opened_bid", "points"))
            == [(first.pk, 5)] * 2 + [(second.pk, 0)] * 2
        )
        assert not Score.objects.filter(criterion__ref=tender.criteria["price"]).exists()


def test_two_people_who_score_the_first_bid_at_one_moment_are_both_kept(tender: Tender) -> None:
    first, second = open_bids_of(tender)
    other = an_actor(role=Role.EVALUATOR, organisation=tender.buyer)
    for actor, opened_bid in ((tender.evaluator, first), (other, second)):
        declares(tender, actor)
        # Each holds the procurement as it was before anybody had scored.
        assert opened_bid.procurement.state == ProcurementState.OPENED
        scores(tender, actor, opened_bid)
    assert kept(tender) == [2, 4, 0]


def test_a_scorer_is_shown_words_and_quantities_and_who_scored_only_as_a_number(tender: Tender) -> None:
    first, second = open_bids_of(tender)
    other = an_actor(role=Role.EVALUATOR, organisation=tender.buyer)
    for actor in (tender.evaluator, other):
        declares(tender, actor)
        scores(tender, actor, first)
    with as_tenant(tender.buyer.pk):
        progress = {
            row.opened_bid.pk: row for row in scoring_progress(tender.procurement, person=other.person_id)
        }
        assert (progress[first.pk].scored_by_me, progress[first.pk].scorers) == (True, 2)
        assert (progress[second.pk].scored_by_me, progress[second.pk].scorers) == (False, 0)
        assert [row.agreed for row in progress.values()] == [False, False]
        quality, social = bid_to_score(first, evaluation.scored_criteria(tender.procurement))
        assert (quality.answer, quality.offers) == ("Words of the dearer", ())
        assert sorted((offer.ask.ref, offer.quantity) for offer in social.offers) == sorted(
            [(tender.asks["apprenticeships"], Decimal(12)), (tender.asks["hours"], Decimal(0))],
        )
        assert {len(found) for found in scores_by_criterion(first).values()} == {2}


# Moderation


@pytest.mark.parametrize("role", list(Role))
def test_only_a_commissioner_of_the_buyer_moderates(tender: Tender, role: Role) -> None:
    scored(tender, [4, 3])
    own, stranger = an_actor(role=role, organisation=tender.buyer), an_actor(role=role)
    if role in {Role.COMMISSIONER, Role.EVALUATOR}:
        declares(tender, own)
    with as_tenant(tender.buyer.pk):
        if role == Role.COMMISSIONER:
            evaluation.check_can_moderate(own, tender.procurement)
        else:
            with pytest.raises(NotAllowed, match="Only a commissioner"):
                evaluation.check_can_moderate(own, tender.procurement)
        with pytest.raises(NotAllowed):
            evaluation.check_can_moderate(stranger, tender.procurement)


def test_who_scored_does_not_moderate_whatever_roles_they_hold(tender: Tender) -> None:
    both = an_actor(role=(Role.EVALUATOR, Role.COMMISSIONER), organisation=tender.buyer)
    first, second = open_bids_of(tender)
    for actor, opened_bid in ((tender.evaluator, first), (both, second)):
        declares(tender, actor)
        scores(tender, actor, opened_bid)
    for opened_bid in (first, second):
        with pytest.raises(NotAllowed, match="You scored these bids"):
            moderates(tender, both, opened_bid)
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="You scored these bids"):
        evaluation.close_moderation(by=both, procurement=tender.procurement)
    assert kept(tender)[2] == 0


def test_who_moderates_has_declared_and_has_no_interest(tender: Tender) -> None:
    scored(tender, [4, 3])
    first = tender.opened[0]
    with pytest.raises(NotAllowed, match="Declare first"):
        moderates(tender, an_actor(role=Role.COMMISSIONER, organisation=tender.buyer), first)
    declares(tender, tender.commissioner, has_interest=True, detail="I used to work there")
    with pytest.raises(NotAllowed, match="You declared an interest"):
        moderates(tender, tender.commissioner, first)
    another = an_actor(role=Role.COMMISSIONER, organisation=tender.buyer)
    declares(tender, another)
    moderates(tender, another, first, points="3.25")
    moderates(tender, another, first, points="3.5")
    with as_tenant(tender.buyer.pk):
        assert list(Moderation.objects.values_list("points", flat=True)) == [Decimal("3.5")] * 2


def test_what_nobody_scored_is_not_agreed(tender: Tender) -> None:
    first, second = open_bids_of(tender)
    declares(tender, tender.evaluator)
    declares(tender, tender.commissioner)
    scores(tender, tender.evaluator, first)
    with pytest.raises(Refused, match="Nobody has scored “Method”"):
        moderates(tender, tender.commissioner, second)


@pytest.mark.parametrize("points", ["-0.01", "5.01"])
def test_agreed_points_have_the_same_scale(tender: Tender, points: str) -> None:
    scored(tender, [4, 3])
    declares(tender, tender.commissioner)
    with pytest.raises(Refused, match="from 0 to 5"):
        moderates(tender, tender.commissioner, tender.opened[0], points=points)
    assert kept(tender)[2] == 0


def test_moderation_closes_once_every_bid_is_agreed_and_nothing_changes_after(tender: Tender) -> None:
    scored(tender, [4, 3])
    first, second = tender.opened
    declares(tender, tender.commissioner)
    moderates(tender, tender.commissioner, first)
    with (
        as_tenant(tender.buyer.pk),
        pytest.raises(Refused, match=f"that of {second.bidder.name} is not finished"),
    ):
        evaluation.close_moderation(by=tender.commissioner, procurement=tender.procurement)
    assert tender.procurement.state == ProcurementState.EVALUATING
    moderates(tender, tender.commissioner, second)
    with as_tenant(tender.buyer.pk):
        evaluation.close_moderation(by=tender.commissioner, procurement=tender.procurement)
    with pytest.raises(NotAllowed, match="until the scores are moderated"):
        scores(tender, tender.evaluator, tender.opened[0], points=0)
    with pytest.raises(NotAllowed, match="before the award"):
        moderates(tender, tender.commissioner, tender.opened[0], points="0")


# Prices


def test_prices_are_hidden_from_everyone_until_the_points_are_locked(tender: Tender) -> None:
    def shown() -> bool:
        with as_tenant(tender.buyer.pk):
            ranked = ranked_bids(tender.procurement)
            assert bool(ranked) is prices_are_shown(tender.procurement)
        return bool(ranked)

    assert not shown()
    first, second = open_bids_of(tender)
    assert not shown()
    declares(tender, tender.evaluator)
    declares(tender, tender.commissioner)
    for opened_bid in (first, second):
        scores(tender, tender.evaluator, opened_bid)
        assert not shown()
        moderates(tender, tender.commissioner, opened_bid)
        assert not shown()
    with as_tenant(tender.buyer.pk):
        evaluation.close_moderation(by=tender.commissioner, procurement=tender.procurement)
    assert shown()


def test_the_ranking_is_that_of_the_published_formula(tender: Tender) -> None:
    """Dearer: 50×400/500 = 40, 30×5/5 = 30, 20×5/5 = 20: 90. Cheaper: 50, 30×2/5 = 12, 20×2/5 = 8: 70."""
    moderated(tender, [5, 2])
    with as_tenant(tender.buyer.pk):
        ranked = ranked_bids(tender.procurement)
        opened = {bid.pk: bid for bid in OpenedBid.objects.all()}
    assert [(opened[bid.opened_bid.pk].price, bid.place, bid.total) for bid in ranked] == [
        (Decimal(500_000), 1, Decimal(90)),
        (Decimal(400_000), 2, Decimal(70)),
    ]
    assert dict(ranked[0].marks) == {
        tender.criteria["price"]: Decimal(40),
        tender.criteria["quality"]: Decimal(30),
        tender.criteria["social"]: Decimal(20),
    }
