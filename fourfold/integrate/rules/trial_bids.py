"""The method tried on invented bids before anybody bids: who would come first, and what one more point is worth in pounds.

The bids are of no bidder; what they are made of is shown beside them. Worked in
`tests/worked_examples/tender_design/trial_bids.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.formula_points import points_by_formula
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.quantity_points import ScoredBy
from fourfold.integrate.rules.ranking import Entrant, Weighed, rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.integrate.rules.method_document import AskSaid, JudgedSaid, Method
    from fourfold.integrate.rules.ranking import Placed

POUND: Final = Decimal(1)
# Where neither a target nor a most is set, so much of the measure stands for what a contract of the kind brings.
USUAL_QUANTITY: Final = Decimal(10)
SUPPOSED_VALUE: Final = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Invented:
    """`price` is a share of the estimate, `points` those that people give of 5, `quantity` a share of what is usual or asked."""

    ref: str
    name: str
    price: Decimal
    points: Decimal
    quantity: Decimal


INVENTED: Final = (
    Invented(
        "cheapest", say("The cheapest, which promises nothing"), Decimal("0.80"), Decimal(2), Decimal(0)
    ),
    Invented("dearest", say("The dearest, which promises most"), Decimal("1.15"), Decimal(5), Decimal(2)),
    Invented(
        "honest", say("Small and honest: less, and well explained"), Decimal(1), Decimal(4), Decimal("0.5")
    ),
    Invented(
        "boaster",
        say("A large boaster: ten times as much, thinly explained"),
        Decimal("0.95"),
        Decimal(3),
        Decimal(10),
    ),
    Invented("middle", say("In the middle of everything"), Decimal(1), Decimal(3), Decimal(1)),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """An invented bid with its price and what came of it; `marks` in the order of the method's criteria."""

    invented: Invented
    price: Decimal
    placed: Placed
    marks: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PointWorth:
    """What one more point under a criterion is worth to the bid in the middle: marks, and by how much its price could be higher.

    `pounds` is None where no price makes up for it, or the price decides nothing.
    """

    title: str
    marks: Decimal
    pounds: Decimal | None


@dataclass(frozen=True, slots=True)
class Trial:
    value: Decimal
    leaves: tuple[JudgedSaid, ...]
    bids: tuple[Tried, ...]
    worth: tuple[PointWorth, ...]
    remarks: Sequence[str]


def try_on_invented_bids(method: Method, *, value: Decimal | None) -> Trial:
    """Raises ValueError where the method cannot rank: its weights do not add to 100, or price has one that it should not."""
    estimate = value or SUPPOSED_VALUE
    leaves = method.leaves
    weighed = [Weighed(str(place), leaf.weight, leaf.is_price) for place, leaf in enumerate(leaves)]
    prices = {each.ref: (estimate * each.price).quantize(POUND, ROUND_HALF_UP) for each in INVENTED}
    points = _points(method)
    placed = rank(
        weighed,
        [Entrant(each.ref, prices[each.ref], points[each.ref]) for each in INVENTED],
        most=method.most,
        formula=method.formula,
        tie=method.tie,
    )
    by_ref = {each.ref: each for each in INVENTED}
    bids = tuple(
        Tried(by_ref[each.ref], prices[each.ref], each, tuple(each.marks[one.ref] for one in weighed))
        for each in placed
    )
    return Trial(estimate, leaves, bids, _worth(method, bids), tuple(_remarks(bids)))


def _points(method: Method) -> dict[str, dict[str, Decimal]]:
    """By invented bid and criterion: of people, and of a formula from the quantity."""
    points: dict[str, dict[str, Decimal]] = {each.ref: {} for each in INVENTED}
    for place, leaf in enumerate(method.leaves):
        by_formula = next((ask for ask in leaf.asks if ask.scored_by != ScoredBy.PEOPLE), None)
        offered = (
            {}
            if by_formula is None
            else points_by_formula(
                by_formula,
                {each.ref: _usual(by_formula) * each.quantity for each in INVENTED},
                most=method.most,
            )
        )
        for each in INVENTED:
            points[each.ref][str(place)] = offered.get(each.ref, each.points)
    return points


def _usual(ask: AskSaid) -> Decimal:
    if ask.target is not None:
        return ask.target
    if ask.bands:
        return ask.bands[-1][0]
    return ask.most_counted or USUAL_QUANTITY


def _worth(method: Method, bids: Sequence[Tried]) -> tuple[PointWorth, ...]:
    middle = next(each for each in bids if each.invented.ref == "middle")
    price_weight = sum((leaf.weight for leaf in method.leaves if leaf.is_price), Decimal(0))
    found = []
    for leaf in method.leaves:
        if not leaf.is_price:
            with localcontext() as context:
                context.prec = 40
                marks = leaf.weight / method.most
                pounds = _in_pounds(method.formula, marks, middle, bids, price_weight)
            found.append(PointWorth(leaf.title, marks, pounds))
    return tuple(found)


def _in_pounds(
    formula: PriceFormula, marks: Decimal, middle: Tried, bids: Sequence[Tried], price_weight: Decimal
) -> Decimal | None:
    price = middle.price
    if formula == PriceFormula.PER_POINT:
        total = middle.placed.total
        return (price * marks / total).quantize(POUND, ROUND_HALF_UP) if total else None
    if not price_weight:
        return None
    if formula == PriceFormula.MEAN:
        # As if the mean stayed where it is; among few bids one's own price moves it too.
        mean = sum((each.price for each in bids), Decimal(0)) / len(bids)
        return (mean * marks / price_weight).quantize(POUND, ROUND_HALF_UP)
    lowest = min(each.price for each in bids)
    left = price_weight * lowest / price - marks
    return None if left <= 0 else (price_weight * lowest / left - price).quantize(POUND, ROUND_HALF_UP)


def _remarks(bids: Sequence[Tried]) -> Sequence[str]:
    places: Mapping[str, int] = {each.invented.ref: each.placed.place for each in bids}
    found = []
    if places["cheapest"] == 1:
        found.append(
            say("The cheapest comes first though it promises nothing: what you ask for decides nothing")
        )
    if places["dearest"] == 1:
        found.append(say("The dearest comes first: check that you would pay its price for what it promises"))
    if places["boaster"] < places["honest"]:
        found.append(
            say(
                "The boaster comes before the small and honest. A target, or a most that is sensible, takes away what is won "
                "by the size "
                "of a number"
            )
        )
    return found
