"""A tender is designed: criteria with parts, the method, kinds of contribution; and all of it holds to the contract."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, transaction

from fourfold.define.queries.adopted_measures import adopted_measures
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.spine.registry import strip
from fourfold.integrate.actions import asks, award, bid_copies, bids, criteria, evaluation, method
from fourfold.integrate.actions.asks import Contribution
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.models import Bid, Criterion, OpenedBid, Procurement, ScaleStep, TenderMethod
from fourfold.integrate.queries.award_report import award_report
from fourfold.integrate.queries.bids import promised, promised_in_words
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.contracts import promises_in_words
from fourfold.integrate.queries.criteria import leaves, wholes
from fourfold.integrate.queries.method import method_said, published_method
from fourfold.integrate.queries.outcome_letters import letters_for
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity, read_bid
from fourfold.integrate.rules.kept_document import fingerprint
from fourfold.integrate.rules.outcome import Letters
from fourfold.integrate.rules.record import plain
from fourfold.integrate.rules.scale import DEFAULT_SCALE
from tests.builders.integrate import (
    Tender,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_tender_of,
    adopted_measures_titled,
    an_open_tender,
    declares,
    open_bids_of,
    sealed,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

UNITS = {
    "Apprenticeships": "apprenticeships",
    "How we listen": "events",
    "Pledge": "pounds",
    "Room hire": "sessions",
    "Fair pay": "people",
    "Volunteering": "hours",
    "Community": "events",
}
WITH_PARTS = (
    Weighting("price", "Price", Decimal(40)),
    Weighting("quality", "Quality", Decimal(40)),
    Weighting("", "Method", Decimal(25), question="How?", part=True),
    Weighting("", "Team", Decimal(15), question="Who?", part=True),
    Weighting("social", "Social value", Decimal(20), question="What for the place?"),
)


def again(procurement: Procurement) -> Procurement:
    with as_tenant(procurement.owner_id):
        return Procurement.objects.select_related("owner").get(pk=procurement.pk)


def weigh(by: Actor, procurement: Procurement, *rows: Weighting) -> criteria.Weighed:
    with as_tenant(by.organisation_id):
        return criteria.set_weights(
            by=by,
            procurement=procurement,
            weightings=rows,
            version=again(procurement).version,
            trivial_below=Decimal(10),
        )


def test_parts_stand_under_their_whole_are_of_its_family_and_alone_are_scored() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    weigh(by, procurement, *WITH_PARTS)
    with as_tenant(by.organisation_id):
        found = [(each.criterion.title, [part.title for part in each.parts]) for each in wholes(procurement)]
        assert found == [("Price", []), ("Quality", ["Method", "Team"]), ("Social value", [])]
        assert [each.title for each in leaves(procurement)] == ["Price", "Method", "Team", "Social value"]
        assert {each.family for each in procurement.criteria.filter(title__in=["Method", "Team"])} == {
            "quality"
        }
        assert what_stops_opening(again(procurement)) == []
        # A part becomes a whole, and the whole a part of it; nothing is lost and nothing stands twice.
        rows = {each.title: each.ref for each in procurement.criteria.all()}
    weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(40), ref=rows["Price"]),
        Weighting("own", "Team", Decimal(40), ref=rows["Team"]),
        Weighting("", "Quality", Decimal(40), question="How?", ref=rows["Quality"], part=True),
        Weighting("social", "Social value", Decimal(20), question="What?", ref=rows["Social value"]),
    )
    with as_tenant(by.organisation_id):
        assert [each.title for each in leaves(procurement)] == ["Price", "Quality", "Social value"]
        assert Criterion.objects.filter(procurement=procurement).count() == 4


@pytest.mark.parametrize(
    ("rows", "says", "field"),
    [
        (
            (
                *WITH_PARTS[:3],
                Weighting("", "Team", Decimal("14.5"), question="Who?", part=True),
                WITH_PARTS[4],
            ),
            "0.5 is missing",
            "weight_1",
        ),
        (
            (*WITH_PARTS[:4], Weighting("social", "Social value", Decimal("19.5"), question="What?")),
            "They add to 99.5; 0.5 is missing",
            "",
        ),
        (
            (Weighting("", "Method", Decimal(100), question="How?", part=True),),
            "after the criterion",
            "part_0",
        ),
        (
            (WITH_PARTS[0], Weighting("", "Day rate", Decimal(40), part=True), *WITH_PARTS[1:]),
            "one price",
            "part_1",
        ),
        (
            (WITH_PARTS[0], Weighting("quality", "Quality", Decimal(40), question="All?"), *WITH_PARTS[2:]),
            "ask the question under one of them",
            "question_1",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused_with_what_is_wrong(
    rows: tuple[Weighting, ...], says: str, field: str
) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    with pytest.raises(Refused, match=says) as refusal:
        weigh(by, procurement, *rows)
    assert refusal.value.field == field


def test_a_criterion_with_measures_gets_no_parts_and_a_token_weight_is_flagged() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    with as_tenant(by.organisation_id):
        social = procurement.criteria.get(family="social")
    with pytest.raises(Refused, match="Measures are asked for under “Social value”"):
        weigh(
            by,
            procurement,
            *WITH_PARTS[:4],
            Weighting("social", "Social value", Decimal(20), ref=social.ref),
            Weighting("", "Work", Decimal(20), part=True, question="What?"),
        )
    weighed = weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(36)),
        Weighting("quality", "Method", Decimal(60), question="How?"),
        Weighting("social", "Social value", Decimal(4), ref=social.ref),
    )
    assert "less than the 10" in "".join(weighed.flags)
    assert "no more than one point of Method" in "".join(weighed.trivial)


def choose(by: Actor, procurement: Procurement, **more: object) -> TenderMethod:
    values = {"formula": "mean", "tie": "lower_price", "scale": {**DEFAULT_SCALE, 1: "", 5: "Outstanding"}}
    with as_tenant(by.organisation_id):
        return method.choose_method(
            by=by,
            procurement=procurement,
            version=again(procurement).version,
            **{**values, **more},  # type: ignore[arg-type]
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"formula": "dice"}, "formula"), ({"tie": ""}, "tie"), ({"scale": {0: "No"}}, "scale_5")],
)
def test_what_is_no_method_is_refused(changed: dict[str, object], field: str) -> None:
    by = a_buyer()
    with pytest.raises(Refused) as refusal:
        choose(by, a_considered_procurement(by), **changed)
    assert refusal.value.field == field


def test_the_method_is_kept_as_published_and_neither_people_nor_the_database_change_it() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    choose(by, procurement)
    tender = an_open_tender(by, of=again(procurement))
    with as_tenant(by.organisation_id):
        row = TenderMethod.objects.get(procurement=tender)
        assert row.published is not None
        assert row.published_sha256 == fingerprint(row.published)
        assert "Outstanding" in str(row.published)
        assert "By distance from the mean price" in str(row.published)
        assert row.questions_until is not None
        assert sorted(method_said(again(tender)).scale) == [0, 2, 3, 4, 5]
        assert published_method(tender).sections[0].heading == "What is judged, and what it weighs"
    with pytest.raises(NotAllowed, match="no longer changes"):
        choose(by, again(tender))
    for attempt in (
        lambda: TenderMethod.objects.filter(pk=row.pk).update(price_formula="lowest"),
        lambda: ScaleStep.objects.filter(procurement=tender).update(words="Other"),
        lambda: ScaleStep.objects.filter(procurement=tender).delete(),
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            change(by=by, owner=by.organisation_id, reason="x"),
        ):
            attempt()


def test_a_price_with_a_weight_and_a_price_for_each_mark_do_not_fit() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    choose(by, procurement, formula="per_point")
    with as_tenant(by.organisation_id):
        (gap,) = what_stops_opening(again(procurement))
    assert "cannot have a weight" in gap


def test_every_kind_of_contribution_holds_from_the_ask_to_the_contract() -> None:
    by = a_buyer()
    to = a_tender_of_every_kind(by)
    best, loser, aside = a_bidder(), a_bidder(), a_bidder()
    sealed(to, best, a_bid_of_every_kind(to, price="200000.00", apprenticeships="10"))
    empty = {"Volunteering": OfferedQuantity(None)}
    sealed(to, loser, a_bid_of_every_kind(to, price="250000.00", apprenticeships="5", changed=empty))
    # The cheapest does not accept the condition: its price counts in no formula.
    sealed(to, aside, a_bid_of_every_kind(to, price="1000.00", apprenticeships="500", accepts=False))
    first, second, out = open_bids_of(to)
    with as_tenant(to.buyer.pk):
        kinds = {offer.ask.measure.title: offer for offer in promised(first) + promised_in_words(first)}
        assert kinds["Pledge"].quantity == Decimal(1000)
        assert kinds["Pledge"].percent == Decimal("0.50")
        assert kinds["Room hire"].cost == Decimal(750)
        assert kinds["Community"].shown == [["Open days", "Twice a year"], ["School visits", "Every term"]]
        assert kinds["Fair pay"].accepts is True
        assert kinds["How we listen"].method == "By meeting tenants."
        assert [each.title for each in evaluation.scored_criteria(to.procurement)] == ["Method", "Community"]
        assert why_set_aside(to.procurement)[out.pk] == ["Does not accept the condition “Fair pay”"]
        # The pounds of a percentage would give the price away while points are still given.
        shown = str(strip("ask", kinds["Pledge"].ask.ref))
        assert "0.5% of the price" in shown
        assert "1,000" not in shown
    agreed(to, points=4)
    with as_tenant(to.buyer.pk):
        ranking = ranked_bids(to.procurement)
        # The second is marked 40 × 200,000 ÷ 250,000 and half of the target of 10, by the published formulas.
        assert [each.opened_bid.bidder_id for each in ranking] == [
            best.organisation_id,
            loser.organisation_id,
        ]
        work = to.procurement.criteria.get(title="Work").ref
        assert [each.marks[work] for each in ranking] == [Decimal(20), Decimal(10)]
        price = to.procurement.criteria.get(family="price").ref
        assert [each.marks[price] for each in ranking] == [Decimal(40), Decimal(32)]
        with pytest.raises(Refused, match="does not meet what every bid must meet"):
            award.propose(by=to.commissioner, opened_bid=out, reason="The cheapest.")
        # What its bidder wrote comes back as it was written, from the rows it became.
        wrote = a_bid_of_every_kind(to, price="1000.00", apprenticeships="500", accepts=False)
    assert own_content_of(out, aside) == wrote
    assert own_content_of(first, best) == a_bid_of_every_kind(to)
    # What was voluntary and left empty is no offer of nothing.
    assert own_content_of(second, loser) == a_bid_of_every_kind(
        to, price="250000.00", apprenticeships="5", changed=empty
    )
    contract = signed(to)
    with as_tenant(to.buyer.pk):
        decision = award.standing_award(to.procurement)
        assert decision is not None
        letters = {
            opened.pk: str(plain(record))
            for opened, record in letters_for(decision, Letters.FEEDBACK, standstill=())
        }
    # Who was set aside is told why, what was agreed of their bid all the same, and nothing of a place.
    assert set(letters) == {first.pk, second.pk, out.pk}
    assert "Does not accept the condition “Fair pay”" in letters[out.pk]
    assert "'So.'" in letters[out.pk]
    assert "Your bid was set aside" in letters[out.pk]
    assert "set aside" not in letters[second.pk]
    report = award_report_of(to)
    for words in (
        "Social value: Work",
        "gets 5 points, less gets 5 times its share",
        "0.5% of the price",
        "Accepts the condition",
        "Does not accept the condition “Fair pay”",
        "Left empty",
        "In proportion to the lowest price",
    ):
        assert words in report
    with as_tenant(to.buyer.pk):
        rows = {row.measure_title: row for row in commitments_of_contract(contract.ref)}
        assert {title: (row.kind, row.quantity) for title, row in rows.items()} == {
            "Apprenticeships": ("quantity", Decimal(10)),
            "Pledge": ("percentage", Decimal(1000)),
            "Room hire": ("in_kind", Decimal(12)),
            "Volunteering": ("quantity", Decimal(40)),
        }
        assert rows["Pledge"].percent == Decimal("0.50")
        assert rows["Pledge"].at_cost
        assert not rows["Room hire"].at_cost
        assert rows["Room hire"].cost == Decimal(750)
        assert promises_in_words(contract.ref) == [
            ("How we listen", "By meeting tenants."),
            ("Fair pay", ""),
            ("Open days", "Twice a year"),
            ("School visits", "Every term"),
        ]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"Fair pay": OfferedQuantity(None)}, "Say whether you accept the condition “Fair pay”"),
        ({"Pledge": OfferedQuantity(None)}, "Enter a percentage for “Pledge”"),
        ({"Pledge": OfferedQuantity(Decimal("100.5"))}, "from 0 to 100"),
        ({"Room hire": OfferedQuantity(Decimal(12))}, "Say what “Room hire” costs you"),
        ({"How we listen": OfferedQuantity(None)}, "Say how you will do “How we listen”"),
        ({"Volunteering": OfferedQuantity(None)}, ""),
        ({"Community": OfferedQuantity(None)}, ""),
    ],
)
def test_what_an_offer_of_each_kind_lacks_is_said_before_it_is_sealed(
    changed: dict[str, OfferedQuantity], says: str, every_kind: Tender
) -> None:
    document = a_bid_of_every_kind(every_kind, changed=changed)
    with as_tenant(every_kind.buyer.pk):
        gaps = bids.what_is_missing(every_kind.procurement, document)
    assert len(gaps) == bool(says)
    assert says in "".join(gaps)


def own_content_of(opened: OpenedBid, bidder: Actor) -> BidDocument | None:
    """What the bidder of an opened bid takes away without its resume code."""
    with as_tenant(bidder.organisation_id):
        bid = Bid.objects.select_related("procurement", "owner").get(pk=opened.bid_id or 0)
        return bid_copies.own_content(by=bidder, bid=bid, resume_code="")


def award_report_of(to: Tender) -> str:
    with as_tenant(to.buyer.pk):
        standing = award.standing_award(to.procurement)
        return str(plain(award_report(to.procurement, standing, interests=True)))


@pytest.fixture
def every_kind() -> Tender:
    return a_tender_of_every_kind(a_buyer())


def a_tender_of_every_kind(by: Actor) -> Tender:
    """Price 40; a method 30; work 20 by a target of 10 apprenticeships; community 10, scored by people. Open for bids."""
    procurement = a_considered_procurement(by, with_ask=False)
    adopted_measures_titled(by.organisation_id, UNITS)
    weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(40)),
        Weighting("quality", "Method", Decimal(30), question="How?"),
        Weighting("social", "Social value", Decimal(30)),
        Weighting("", "Work", Decimal(20), part=True),
        Weighting("", "Community", Decimal(10), part=True),
    )
    for title, under, contribution in (
        ("Apprenticeships", "Work", Contribution(scored_by="target", target=Decimal(10))),
        ("How we listen", "Community", Contribution(kind="method")),
        ("Pledge", "Community", Contribution(kind="percentage")),
        ("Room hire", "Community", Contribution(kind="in_kind")),
        ("Fair pay", "", Contribution(kind="method", asked_as="condition")),
        ("Volunteering", "", Contribution(asked_as="voluntary")),
        (
            "Community",
            "",
            Contribution(
                kind="criteria",
                asked_as="condition",
                community=("Open days", "School visits", "A fund"),
                least=2,
            ),
        ),
    ):
        asks_for(by, procurement, title, under, contribution)
    return a_tender_of(by, again(procurement))


def asks_for(by: Actor, procurement: Procurement, title: str, under: str, contribution: Contribution) -> None:
    with as_tenant(by.organisation_id):
        measure = next(each for each in adopted_measures(by.organisation_id) if each.title == title)
        asks.add(
            by=by,
            procurement=procurement,
            measure=measure.ref,
            criterion=procurement.criteria.get(title=under).ref if under else "",
            guidance="",
            sensible_most=None,
            version=again(procurement).version,
            contribution=contribution,
        )


def a_bid_of_every_kind(
    to: Tender,
    *,
    price: str = "200000.00",
    apprenticeships: str = "10",
    accepts: bool = True,
    changed: Mapping[str, OfferedQuantity] | None = None,
) -> BidDocument:
    offers = {
        "Apprenticeships": OfferedQuantity(Decimal(apprenticeships), "With the college."),
        "How we listen": OfferedQuantity(None, "By meeting tenants."),
        "Pledge": OfferedQuantity(Decimal("0.5"), "A fund."),
        "Room hire": OfferedQuantity(Decimal(12), "Our hall.", cost=Decimal(750)),
        "Fair pay": OfferedQuantity(None, accepts=accepts),
        "Volunteering": OfferedQuantity(Decimal(40)),
        "Community": OfferedQuantity(None, shown={"0": "Twice a year", "1": "Every term"}),
        **(changed or {}),
    }
    with as_tenant(to.buyer.pk):
        refs = dict(to.procurement.asks.values_list("measure__title", "ref"))
        method_asked = to.procurement.criteria.get(title="Method").ref
    document = BidDocument(
        Decimal(price), {method_asked: "Well."}, {refs[title]: offer for title, offer in offers.items()}
    )
    assert read_bid(document.to_bytes()) == document
    return document


def agreed(to: Tender, *, points: int) -> None:
    """All opened bids scored and agreed alike, and locked."""
    declares(to, to.evaluator)
    declares(to, to.commissioner)
    for opened in to.opened:
        with as_tenant(to.buyer.pk):
            scored = [each.ref for each in evaluation.scored_criteria(to.procurement)]
            evaluation.score(
                by=to.evaluator,
                opened_bid=opened,
                points=dict.fromkeys(scored, points),
                reasons=dict.fromkeys(scored, "So."),
            )
        with as_tenant(to.buyer.pk):
            evaluation.moderate(
                by=to.commissioner,
                opened_bid=opened,
                points=dict.fromkeys(scored, Decimal(points)),
                reasons=dict.fromkeys(scored, "So."),
            )
    with as_tenant(to.buyer.pk):
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)


@pytest.mark.parametrize(
    ("under", "contribution", "says", "field"),
    [
        ("Social value", Contribution(kind="pledge"), "Choose what is asked for", "kind"),
        ("Social value", Contribution(kind="percentage"), "counted in pounds", "kind"),
        ("Social value", Contribution(scored_by="target"), "what the target is", "target"),
        ("Social value", Contribution(scored_by="bands"), "at least one band", "bands"),
        ("Method", Contribution(), "Choose a social", "criterion"),
        ("", Contribution(asked_as="condition"), "how much of it", "target"),
    ],
)
def test_an_ask_that_is_not_whole_is_refused(
    under: str, contribution: Contribution, says: str, field: str
) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    adopted_measures_titled(by.organisation_id, UNITS)
    with pytest.raises(Refused, match=says) as refusal:
        asks_for(by, procurement, "Apprenticeships", under, contribution)
    assert refusal.value.field == field


def test_what_a_formula_scores_has_its_criterion_for_itself() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    adopted_measures_titled(by.organisation_id, UNITS)
    asks_for(by, procurement, "Volunteering", "Social value", Contribution(scored_by="best"))
    with pytest.raises(Refused, match="has its criterion for itself"):
        asks_for(by, procurement, "Apprenticeships", "Social value", Contribution())
    asks_for(by, procurement, "Room hire", "", Contribution(asked_as="voluntary"))
    with as_tenant(by.organisation_id):
        rows = {each.title: each.ref for each in procurement.criteria.all()}
    weigh(
        by,
        procurement,
        Weighting("price", "Price", Decimal(50), ref=rows["Price"]),
        Weighting("quality", "Method", Decimal(30), question="How?", ref=rows["Method"]),
        Weighting("social", "Social value", Decimal(20), question="And how?", ref=rows["Social value"]),
    )
    with as_tenant(by.organisation_id):
        (gap,) = what_stops_opening(again(procurement))
    assert "nobody would score its question" in gap
