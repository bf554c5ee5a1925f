"""The rules of a tender's design, held to what was worked by hand and to plain second writings."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.policy_document import Document, Facts, Paragraph, Points, Section, Table
from fourfold.integrate.rules.asked import AskedAs, AskKind, ask_problem
from fourfold.integrate.rules.bidder_guide import bidder_guide
from fourfold.integrate.rules.burden import burden, lines
from fourfold.integrate.rules.clause_schedule import clause_schedule
from fourfold.integrate.rules.formula_points import points_by_formula
from fourfold.integrate.rules.kept_document import fingerprint, plain, read_again
from fourfold.integrate.rules.method_document import (
    AskSaid,
    JudgedSaid,
    Method,
    WholeSaid,
    method_document,
)
from fourfold.integrate.rules.passing import shortfall
from fourfold.integrate.rules.price_formulas import PriceFormula, mean_mark, price_mark, price_per_point
from fourfold.integrate.rules.proportion import Asked, out_of_proportion, suggested
from fourfold.integrate.rules.quantity_points import (
    ScoredBy,
    banded_points,
    bands_problem,
    relative_points,
    target_points,
)
from fourfold.integrate.rules.questions_until import questions_until
from fourfold.integrate.rules.ranking import Entrant, TieRule, Weighed, rank
from fourfold.integrate.rules.reservation import section_33
from fourfold.integrate.rules.scale import DEFAULT_SCALE, scale_problem
from fourfold.integrate.rules.subject_matter import warnings
from fourfold.integrate.rules.trial_bids import try_on_invented_bids
from fourfold.integrate.rules.weights import Weighted, check_weights, trivial_beside

EXAMPLES = Path(__file__).parents[2] / "worked_examples" / "tender_design"


def worked(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text("utf-8"))


def numbers(texts: list[str]) -> list[Decimal]:
    return [Decimal(text) for text in texts]


PRICES, QUANTITIES = worked("price_formulas"), worked("quantity_points")


@pytest.mark.parametrize("one", PRICES["lowest"], ids=lambda one: one["says"])
def test_prices_in_proportion_to_the_lowest(one: dict[str, Any]) -> None:
    prices = numbers(one["prices"])
    found = [price_mark(price, lowest=min(prices), weight=Decimal(one["weight"])) for price in prices]
    assert found == numbers(one["marks"])


@pytest.mark.parametrize("one", PRICES["mean"], ids=lambda one: one["says"])
def test_prices_by_distance_from_the_mean(one: dict[str, Any]) -> None:
    prices = numbers(one["prices"])
    mean = sum(prices, Decimal(0)) / len(prices)
    assert [mean_mark(price, mean=mean, weight=Decimal(one["weight"])) for price in prices] == numbers(
        one["marks"]
    )


@pytest.mark.parametrize("one", PRICES["per_point"], ids=lambda one: one["says"])
def test_prices_for_each_mark(one: dict[str, Any]) -> None:
    pairs = zip(numbers(one["prices"]), numbers(one["marks"]), strict=True)
    assert [price_per_point(price, marks=marks) for price, marks in pairs] == [
        None if pounds is None else Decimal(pounds) for pounds in one["pounds"]
    ]


@pytest.mark.parametrize("one", QUANTITIES["best"], ids=lambda one: one["says"])
def test_quantities_beside_the_best(one: dict[str, Any]) -> None:
    offered, cap = numbers(one["offered"]), one.get("most_counted")
    most_counted = None if cap is None else Decimal(cap)
    found = [relative_points(each, best=max(offered), most=5, most_counted=most_counted) for each in offered]
    assert found == numbers(one["points"])


@pytest.mark.parametrize("one", QUANTITIES["target"], ids=lambda one: one["says"])
def test_quantities_beside_a_target(one: dict[str, Any]) -> None:
    target = Decimal(one["target"])
    found = [target_points(each, target=target, most=5) for each in numbers(one["offered"])]
    assert found == numbers(one["points"])


@pytest.mark.parametrize("one", QUANTITIES["bands"], ids=lambda one: one["says"])
def test_quantities_by_band(one: dict[str, Any]) -> None:
    bands = [(Decimal(start), Decimal(points)) for start, points in one["bands"]]
    assert [banded_points(each, bands=bands) for each in numbers(one["offered"])] == numbers(one["points"])


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ([], "at least one band"),
        ([(1, 5)], ""),
        ([(10, 3), (5, 5)], "more than the one before"),
        ([(5, 3), (10, 3), (11, 5)], "more points"),
        ([(5, 3), (10, 4)], "all 5 points"),
        ([(0, 3), (10, 5)], "above 0"),
        ([(1, 0), (10, 5)], "the first more than 0"),
    ],
)
def test_bands_that_cannot_stand_are_told(bands: list[tuple[int, int]], says: str) -> None:
    problem = bands_problem([(Decimal(start), Decimal(points)) for start, points in bands], most=5)
    assert bool(problem) == bool(says)
    assert says in problem


quantities = st.decimals(min_value=0, max_value=10**6, places=2)


@given(st.lists(quantities, min_size=1, max_size=8), st.sampled_from(list(ScoredBy)), quantities)
def test_by_every_formula_more_never_earns_less(
    offered: list[Decimal], by: ScoredBy, target: Decimal
) -> None:
    bands = ((Decimal(10), Decimal(2)), (Decimal(100), Decimal(5)))
    ask = AskSaid(
        "Hours",
        "hours",
        AskKind.QUANTITY,
        AskedAs.SCORED,
        scored_by=by,
        target=target or Decimal(1),
        bands=bands,
    )
    given_to = {str(place): number for place, number in enumerate(offered)}
    if by == ScoredBy.PEOPLE:
        with pytest.raises(ValueError, match="scored by people"):
            points_by_formula(ask, given_to, most=5)
        return
    found = points_by_formula(ask, given_to, most=5)
    in_order = sorted(given_to, key=lambda ref: given_to[ref])
    points = [found[ref] for ref in in_order]
    assert points == sorted(points)
    assert all(0 <= each <= 5 for each in points)


PRICE = Weighed("price", Decimal(40), is_price=True)
QUALITY = Weighed("quality", Decimal(40), is_price=False)
SOCIAL = Weighed("social", Decimal(20), is_price=False, is_social=True)
NO_PRICE = (
    Weighed("quality", Decimal(70), is_price=False),
    Weighed("social", Decimal(30), is_price=False, is_social=True),
)


def bid(ref: str, price: str | Decimal, quality: str | Decimal, social: str | Decimal) -> Entrant:
    return Entrant(ref, Decimal(price), {"quality": Decimal(quality), "social": Decimal(social)})


def test_the_cheapest_mark_comes_first_and_a_bid_without_marks_last() -> None:
    """A: 70×4/5 + 30×5/5 = 86, £86,000 ÷ 86 = £1,000. B: 42 + 18 = 60, £54,000 ÷ 60 = £900."""
    placed = rank(
        NO_PRICE,
        [bid("A", "86000", "4", "5"), bid("B", "54000", "3", "3"), bid("C", "1", "0", "0")],
        most=5,
        formula=PriceFormula.PER_POINT,
    )
    assert [(each.ref, each.place, each.total, each.price_per_point) for each in placed] == [
        ("B", 1, Decimal(60), Decimal(900)),
        ("A", 2, Decimal(86), Decimal(1000)),
        ("C", 3, Decimal(0), None),
    ]


def test_a_price_with_a_weight_cannot_be_divided_among_the_marks() -> None:
    with pytest.raises(ValueError, match="no weight"):
        rank([PRICE, QUALITY, SOCIAL], [bid("A", "1", "1", "1")], most=5, formula=PriceFormula.PER_POINT)


@pytest.mark.parametrize(
    ("tie", "order"),
    [
        (TieRule.NONE, [("A", 1), ("B", 1)]),
        # A costs 100, B 80: the price takes from B's quality exactly what it gives.
        (TieRule.LOWER_PRICE, [("B", 1), ("A", 2)]),
        (TieRule.MORE_SOCIAL, [("A", 1), ("B", 2)]),
    ],
)
def test_equals_are_told_apart_by_the_published_rule(tie: TieRule, order: list[tuple[str, int]]) -> None:
    """A: 32 + 32 + 20 = 84. B: 40 + 32 + 12 = 84."""
    placed = rank(
        [PRICE, QUALITY, SOCIAL], [bid("A", "100", "4", "5"), bid("B", "80", "4", "3")], most=5, tie=tie
    )
    assert [(each.ref, each.place) for each in placed] == order


prices = st.decimals(min_value=0, max_value=10**7, places=2)
points_ = st.decimals(min_value=0, max_value=5, places=2)
rows = st.lists(st.tuples(prices, points_, points_), min_size=1, max_size=6)
ways = st.tuples(st.sampled_from(list(PriceFormula)), st.sampled_from(list(TieRule)))


def ranked(bids: list[Entrant], way: tuple[PriceFormula, TieRule]) -> dict[str, int]:
    criteria = NO_PRICE if way[0] == PriceFormula.PER_POINT else (PRICE, QUALITY, SOCIAL)
    return {each.ref: each.place for each in rank(criteria, bids, most=5, formula=way[0], tie=way[1])}


@given(rows, ways, st.randoms(use_true_random=False))
def test_by_every_formula_and_tie_rule_the_order_of_bids_does_not_matter(
    bids: list[tuple[Decimal, Decimal, Decimal]], way: tuple[PriceFormula, TieRule], random: Random
) -> None:
    entrants = [bid(f"bid{place}", *each) for place, each in enumerate(bids)]
    shuffled = list(entrants)
    random.shuffle(shuffled)
    assert ranked(entrants, way) == ranked(shuffled, way)


@given(rows, ways, st.integers(0, 5), points_, st.sampled_from(["points", "price"]))
def test_by_every_formula_and_tie_rule_a_better_bid_never_comes_down(
    bids: list[tuple[Decimal, Decimal, Decimal]],
    way: tuple[PriceFormula, TieRule],
    which: int,
    better: Decimal,
    of: str,
) -> None:
    which %= len(bids)
    price, quality, social = bids[which]
    improved = list(bids)
    # A lower price under the mean formula lifts the bid and lowers the mean: it still never comes down.
    improved[which] = (
        (price, max(quality, better), max(social, better)) if of == "points" else (price / 2, quality, social)
    )
    before, after = (
        ranked([bid(f"bid{place}", *one) for place, one in enumerate(each)], way) for each in (bids, improved)
    )
    assert after[f"bid{which}"] <= before[f"bid{which}"]


@given(rows)
def test_the_mean_formula_agrees_with_a_plain_second_writing(
    bids: list[tuple[Decimal, Decimal, Decimal]],
) -> None:
    mean = sum((Fraction(price) for price, _, _ in bids), Fraction(0)) / len(bids)
    entrants = [bid(f"bid{place}", *each) for place, each in enumerate(bids)]
    for each in rank([PRICE, QUALITY, SOCIAL], entrants, most=5, formula=PriceFormula.MEAN):
        price = Fraction(bids[int(each.ref[3:])][0])
        share = Fraction(1, 2) if mean == 0 else Fraction(1, 2) + (mean - price) / mean
        wanted = 40 * min(max(share, Fraction(0)), Fraction(1))
        assert each.marks["price"] == Decimal(int((wanted * 200 + 1) // 2)).scaleb(-2)


@pytest.mark.parametrize("one", worked("questions_until"), ids=lambda one: one["says"])
def test_until_when_questions_are_taken(one: dict[str, Any]) -> None:
    opened, closes, until = one["opened"], one["closes"], one["until"]
    assert isinstance(opened, datetime)
    assert questions_until(opened=opened, closes=closes) == until


@pytest.mark.parametrize("one", worked("reservation")["section_33"], ids=lambda one: one["says"])
def test_what_may_be_reserved_to_mutuals(one: dict[str, Any]) -> None:
    read = section_33(services=one["services"], starts_on=one["starts_on"], ends_on=one["ends_on"])
    assert read.finding == one["finding"]


@pytest.mark.parametrize("one", worked("subject_matter"), ids=lambda one: one["text"])
def test_words_that_are_worth_a_second_thought(one: dict[str, Any]) -> None:
    found = warnings([one["text"]], priority="", chosen=[])
    assert [each.sign.value for each in found] == ([one["sign"]] if one["sign"] else [])
    assert [word for each in found for word in each.found] == one["found"]
    assert all(each.source and each.href.startswith("https://") for each in found)


def test_a_priority_that_was_not_chosen_is_told() -> None:
    assert warnings(["Trees"], priority="Nature", chosen=[]) == ()
    (told,) = warnings(["Trees"], priority="Nature", chosen=["Work"])
    assert told.found == ("Nature",)


def test_parts_add_to_their_whole_and_what_is_missing_is_said() -> None:
    quality = Weighted(
        "Quality", Decimal(60), parts=(Weighted("Method", Decimal("39.5")), Weighted("Team", Decimal(20)))
    )
    (finding,) = check_weights([Weighted("Price", Decimal(40)), quality])
    assert "0.5 is missing" in finding.words
    assert finding.stops


def test_a_criterion_that_weighs_less_than_a_step_of_another_is_flagged() -> None:
    """Thirty points over five steps are six a step: five is less, seven is more."""
    method, team = Weighted("Method", Decimal(30)), Weighted("Team", Decimal(5))
    (told,) = trivial_beside([method, team, Weighted("Training", Decimal(7))], steps=5)
    assert (told.criterion, told.stops) == ("Team", False)
    assert trivial_beside([], steps=5) == ()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, (0, "")),
        ({3: ""}, (0, "")),
        ({0: " "}, (0, "Say what 0 points mean; a scale needs both its ends")),
        ({5: ""}, (5, "Say what 5 points mean; a scale needs both its ends")),
        ({1: "Weak", 2: "weak "}, (1, "Two steps have the same words. Say how they differ")),
    ],
)
def test_what_a_scale_needs(changed: dict[int, str], problem: tuple[int, str]) -> None:
    assert scale_problem({**DEFAULT_SCALE, **changed}, most=5) == problem


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, ""),
        ({"kind": AskKind.PERCENTAGE}, "kind"),
        ({"kind": AskKind.PERCENTAGE, "unit": "pounds"}, ""),
        ({"kind": AskKind.CRITERIA}, "least"),
        ({"kind": AskKind.CRITERIA, "choices": 3, "least": 4}, "least"),
        ({"kind": AskKind.CRITERIA, "choices": 3, "least": 2}, ""),
        ({"asked_as": AskedAs.CONDITION}, "target"),
        ({"asked_as": AskedAs.CONDITION, "has_target": True}, ""),
        ({"asked_as": AskedAs.CONDITION, "kind": AskKind.METHOD}, ""),
        ({"asked_as": AskedAs.VOLUNTARY, "by_formula": True}, "scored_by"),
        ({"kind": AskKind.METHOD, "by_formula": True}, "scored_by"),
        ({"kind": AskKind.METHOD, "has_most": True}, "sensible_most"),
    ],
)
def test_what_an_ask_of_each_kind_needs(changed: dict[str, Any], field: str) -> None:
    usual = {
        "kind": AskKind.QUANTITY,
        "asked_as": AskedAs.SCORED,
        "unit": "hours",
        "has_target": False,
        "choices": 0,
        "least": None,
        "by_formula": False,
        "has_most": False,
    }
    found, words = ask_problem(**{**usual, **changed})
    assert found == field
    assert bool(words) == bool(field)


@pytest.mark.parametrize(
    ("changed", "passes"),
    [
        ({"kind": AskKind.QUANTITY}, True),
        ({"asked_as": AskedAs.CONDITION, "accepts": True}, True),
        ({"asked_as": AskedAs.CONDITION, "accepts": False}, False),
        ({"asked_as": AskedAs.CONDITION, "accepts": None}, False),
        ({"kind": AskKind.CRITERIA, "least": 2, "shown": [["A", "Seen"], ["B", "Seen"]]}, True),
        ({"kind": AskKind.CRITERIA, "least": 2, "shown": [["A", "Seen"], ["B", " "]]}, False),
        ({"kind": AskKind.CRITERIA, "least": 2, "asked_as": AskedAs.VOLUNTARY}, True),
        ({"kind": AskKind.CRITERIA, "least": 2, "asked_as": AskedAs.VOLUNTARY, "shown": [["A", "x"]]}, False),
    ],
)
def test_what_every_bid_must_meet(changed: dict[str, Any], *, passes: bool) -> None:
    usual: dict[str, Any] = {
        "title": "Fair pay", "kind": AskKind.METHOD, "asked_as": AskedAs.SCORED, "least": None, "accepts": None, "shown": [],
    }  # fmt: skip
    assert (shortfall(**{**usual, **changed}) == "") is passes


def ask(title: str, **more: Any) -> AskSaid:
    values = {
        "unit": "apprenticeships",
        "kind": AskKind.QUANTITY,
        "asked_as": AskedAs.SCORED,
        "counts": "Each.",
    }
    return AskSaid(title=title, **{**values, **more})


def a_method(**more: Any) -> Method:
    quality = WholeSaid(
        JudgedSaid("Quality", Decimal(40)),
        "Quality",
        (
            JudgedSaid("Method", Decimal(25), question="How?"),
            JudgedSaid("Team", Decimal(15), question="Who?"),
        ),
    )
    work = ask("Apprenticeships", scored_by=ScoredBy.TARGET, target=Decimal(8))
    values = {
        "title": "Repairs",
        "owner": "Fernborough",
        "wholes": (
            WholeSaid(JudgedSaid("Price", Decimal(40), is_price=True), "Price"),
            quality,
            WholeSaid(JudgedSaid("Work", Decimal(20), asks=(work,)), "Social"),
        ),
        "unscored": (
            ask("Living wage", asked_as=AskedAs.CONDITION, kind=AskKind.METHOD),
            ask(
                "Pledge",
                asked_as=AskedAs.CONDITION,
                kind=AskKind.PERCENTAGE,
                unit="pounds",
                target=Decimal("1.5"),
            ),
            ask("Trees", asked_as=AskedAs.VOLUNTARY),
            ask(
                "Community", kind=AskKind.CRITERIA, asked_as=AskedAs.CONDITION, community=("A", "B"), least=1
            ),
        ),
        "scale": DEFAULT_SCALE,
        "formula": PriceFormula.MEAN,
        "tie": TieRule.LOWER_PRICE,
        "most": 5,
    }
    return Method(**{**values, **more})


def text_of(document: Document) -> str:
    return str(plain(document))


def test_the_method_says_all_that_decides() -> None:
    said = text_of(method_document(a_method()))
    for words in (
        "Quality: Method",
        "By distance from the mean price",
        "excellent; meets it fully",
        "8 apprenticeships gets 5 points",
        "1.5% of the price",
        "At least 1 of these 2",
        "Trees",
        "Where bids are equal: The lower price comes first.",
        "set aside",
    ):
        assert words in said
    assert "divided by their sum" in text_of(method_document(a_method(formula=PriceFormula.PER_POINT)))


def test_a_method_is_read_back_as_it_was_kept_and_a_changed_word_changes_its_fingerprint() -> None:
    document = method_document(a_method())
    kept = plain(document)
    assert read_again(kept) == document
    assert fingerprint(kept) == fingerprint(plain(read_again(kept)))
    assert fingerprint(kept) != fingerprint(plain(method_document(a_method(tie=TieRule.NONE))))
    with pytest.raises(TypeError, match="Facts"):
        plain(
            Document(
                "",
                "",
                "",
                "",
                (
                    Section(
                        "",
                        2,
                        (Facts(()), Paragraph(""), Points(()), Table("", (), ())),
                    ),
                ),
            )
        )


BURDEN = worked("burden")


@pytest.mark.parametrize("one", BURDEN["examples"], ids=lambda one: one["says"])
def test_what_a_bid_takes_by_size(one: dict[str, Any]) -> None:
    parts = lines(
        a_method(
            wholes=(
                WholeSaid(JudgedSaid("Price", Decimal(40), is_price=True), "Price"),
                WholeSaid(
                    JudgedSaid("Quality", Decimal(60)),
                    "Quality",
                    (
                        JudgedSaid("Method", Decimal(30), question="How?"),
                        JudgedSaid("Team", Decimal(30), question="Who?", asks=(ask("Work"),)),
                    ),
                ),
            ),
            unscored=(),
        )
    )
    assert sum(line.hours for line in parts) == Decimal(BURDEN["hours"])
    found = burden(
        parts,
        pay=Decimal(BURDEN["pay"]),
        on_costs=Decimal(BURDEN["on_costs"]),
        value=None if one["value"] is None else Decimal(one["value"]),
        dear_above=Decimal(BURDEN["dear_above"]),
    )
    assert {each.size.value: str(each.hours) for each in found} == one["hours"]
    assert {each.size.value: str(each.pounds) for each in found} == one["pounds"]
    assert [each.size.value for each in found if each.out_of_proportion] == one["dear"]


def test_each_kind_of_contribution_takes_its_time() -> None:
    """3 reading, 4 price, 2 sending, 10 questions, 2 work; half an hour for each of two conditions, an hour for one criterion."""
    assert sum(line.hours for line in lines(a_method())) == Decimal(23)
    more = a_method(unscored=(ask("Trees", kind=AskKind.IN_KIND), ask("Room", kind=AskKind.METHOD)))
    assert {line.part.name: line.count for line in lines(more)}["A method statement"] == 1


@pytest.mark.parametrize("one", worked("proportion"), ids=lambda one: one["says"])
def test_what_fits_a_contract(one: dict[str, Any]) -> None:
    fits = suggested(
        value=Decimal(one["value"]),
        starts_on=one.get("starts_on"),
        ends_on=one.get("ends_on"),
        goods=one.get("goods", False),
    )
    assert fits is not None
    assert one["fits"] == {
        "least": fits.band.least,
        "most": fits.band.most,
        "questions": fits.questions,
        "measures": fits.measures,
        "proof": fits.band.proof.value,
    }
    if "asked" in one:
        given_now = one["asked"]
        found = out_of_proportion(
            Asked(
                Decimal(given_now["weight"]),
                given_now["questions"],
                tuple(tuple(each) for each in given_now["measures"]),
            ),
            fits,
        )
        assert len(found) == len(one["warns"])
        assert all(says in words for says, words in zip(one["warns"], found, strict=True))


def test_a_value_that_is_not_known_fits_nothing() -> None:
    assert suggested(value=None, starts_on=None, ends_on=None, goods=False) is None


def a_plain_method(formula: PriceFormula, *, price: str = "40", words: str = "40") -> Method:
    wholes = [
        WholeSaid(JudgedSaid("Method", Decimal(words), question="How?"), "Quality"),
        WholeSaid(
            JudgedSaid(
                "Work", Decimal(20), asks=(ask("Work", scored_by=ScoredBy.TARGET, target=Decimal(10)),)
            ),
            "Social",
        ),
    ]
    if price != "0":
        wholes.insert(0, WholeSaid(JudgedSaid("Price", Decimal(price), is_price=True), "Price"))
    return a_method(wholes=tuple(wholes), unscored=(), formula=formula, tie=TieRule.NONE)


@pytest.mark.parametrize("formula", [PriceFormula.LOWEST, PriceFormula.MEAN])
def test_the_method_on_invented_bids(formula: PriceFormula) -> None:
    wanted = worked("trial_bids")[formula.value]
    trial = try_on_invented_bids(a_plain_method(formula), value=Decimal(100_000))
    assert {each.invented.ref: str(each.placed.total) for each in trial.bids} == wanted["totals"]
    assert [each.invented.ref for each in trial.bids] == list(wanted["totals"])
    assert {each.title: str(each.pounds) for each in trial.worth} == wanted["worth"]
    assert len(trial.remarks) == 2


def test_where_price_is_nearly_all_the_cheapest_wins_with_nothing_and_it_is_said() -> None:
    method = a_method(
        wholes=(
            WholeSaid(JudgedSaid("Price", Decimal(95), is_price=True), "Price"),
            WholeSaid(JudgedSaid("Method", Decimal(5), question="How?"), "Quality"),
        ),
        unscored=(),
        formula=PriceFormula.LOWEST,
    )
    trial = try_on_invented_bids(method, value=None)
    assert trial.bids[0].invented.ref == "cheapest"
    assert "decides nothing" in trial.remarks[0]
    # And where a criterion weighs more than the price could ever make up for, no pounds are named.
    heavy = try_on_invented_bids(
        a_plain_method(PriceFormula.LOWEST, price="5", words="75"), value=Decimal(1000)
    )
    assert heavy.worth[0].pounds is None


def test_by_price_for_each_mark_a_point_is_worth_its_share_of_the_price() -> None:
    """The middle: 48 of 80 and 20 of 20 are 68 marks for £100,000; a point of the method is 16 marks: £23,529."""
    trial = try_on_invented_bids(
        a_plain_method(PriceFormula.PER_POINT, price="0", words="80"), value=Decimal(100_000)
    )
    assert trial.worth[0].pounds == Decimal(23_529)
    with pytest.raises(ValueError, match="add up to 100"):
        try_on_invented_bids(a_plain_method(PriceFormula.LOWEST, words="39.5"), value=None)


def test_the_guide_works_an_answer_for_each_thing_asked() -> None:
    guide = text_of(bidder_guide(a_method(), value=Decimal(200_000), facts=("Bids close soon.",)))
    for words in (
        "Bids close soon.",
        "If you offer 4 apprenticeships, that is 2.5 of 5 points, and 20 × 2.5 ÷ 5 = 10 marks.",
        "Asked: How?",
        "Answer yes or no. With no, your bid is set aside.",
        "5 points are for: excellent",
        "Voluntary.",
        "For “A”",
    ):
        assert words in guide
    shared = a_method(
        wholes=(
            WholeSaid(
                JudgedSaid(
                    "Social", Decimal(100), asks=(ask("Pledge", kind=AskKind.PERCENTAGE, unit="pounds"),)
                ),
                "Social",
            ),
        ),
        unscored=(),
    )
    assert "1% of a price of £200,000 is £2,000.00" in text_of(
        bidder_guide(shared, value=Decimal(200_000), facts=())
    )


@pytest.mark.parametrize(
    ("by", "bands", "cap", "says"),
    [
        (ScoredBy.BEST, (), None, "6 apprenticeships and the largest offer is 12 apprenticeships"),
        (ScoredBy.BEST, (), Decimal(4), "2 apprenticeships and the largest offer is 4 apprenticeships"),
        (
            ScoredBy.BANDS,
            ((Decimal(5), Decimal(2)), (Decimal(9), Decimal(5))),
            None,
            "5 apprenticeships, that is 2 of 5",
        ),
    ],
)
def test_the_guide_works_every_formula(
    by: ScoredBy, bands: tuple[tuple[Decimal, Decimal], ...], cap: Decimal | None, says: str
) -> None:
    work = ask("Work", scored_by=by, bands=bands, most_counted=cap)
    method = a_method(
        wholes=(WholeSaid(JudgedSaid("Work", Decimal(100), asks=(work,)), "Social"),), unscored=()
    )
    assert says in text_of(bidder_guide(method, value=None, facts=()))


def test_the_schedule_has_a_clause_for_each_ask_and_an_indicator_for_each_that_is_counted() -> None:
    schedule = clause_schedule(a_method())
    said = text_of(schedule)
    for words in (
        "the number of apprenticeships that it offered",
        "gives 1.5% of the price",
        "does as its statement says",
        "at least 1 of them",
        "If it was offered",
        "pounds, at cost",
        "Approaching target",
        "pledged, delivered and shortfall",
    ):
        assert words in said
    (indicators,) = (
        block
        for each in schedule.sections
        for block in each.blocks
        if isinstance(block, Table) and "measured" in block.caption
    )
    assert [row[0] for row in indicators.rows] == ["Apprenticeships", "Pledge", "Trees"]
    assert "asks for no contribution" in text_of(clause_schedule(a_method(wholes=(), unscored=())))
