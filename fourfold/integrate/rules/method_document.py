"""The evaluation method as bidders read it, made of what the buyer chose: the page, the PDF and the ranking go by the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.rules.policy_document import Document, Paragraph, Points, Section, Table
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.rules.asked import COUNTED, AskedAs, AskKind
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES, FORMULA_WORDS, PriceFormula
from fourfold.integrate.rules.quantity_points import ScoredBy
from fourfold.integrate.rules.ranking import TIE_NAMES, TieRule
from fourfold.integrate.rules.weights import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AskSaid:
    """An ask as it is published. `bands` are (from, points); `target` in the measure's unit, or per cent."""

    title: str
    unit: str
    kind: AskKind
    asked_as: AskedAs
    counts: str = ""
    evidence: str = ""
    guidance: str = ""
    scored_by: ScoredBy = ScoredBy.PEOPLE
    target: Decimal | None = None
    bands: tuple[tuple[Decimal, Decimal], ...] = ()
    most_counted: Decimal | None = None
    community: tuple[str, ...] = ()
    least: int | None = None

    def amount(self, number: Decimal) -> str:
        """So much of it, in words: "12 apprenticeships", "1.5% of the price"."""
        if self.kind == AskKind.PERCENTAGE:
            return say("{percent}% of the price", percent=in_words(number))
        return str(Quantity(number, unit_of(self.unit)))


@dataclass(frozen=True, slots=True)
class JudgedSaid:
    title: str
    weight: Decimal
    is_price: bool = False
    question: str = ""
    asks: tuple[AskSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeSaid:
    """A criterion with the name of its family; its parts, or none where it is judged itself."""

    criterion: JudgedSaid
    family: str
    parts: tuple[JudgedSaid, ...] = ()

    @property
    def leaves(self) -> tuple[JudgedSaid, ...]:
        return self.parts or (self.criterion,)


@dataclass(frozen=True, slots=True)
class Method:
    """What a buyer chose. `scale` is points to words; `unscored` are conditions and what is voluntary."""

    title: str
    owner: str
    wholes: tuple[WholeSaid, ...]
    unscored: tuple[AskSaid, ...]
    scale: Mapping[int, str]
    formula: PriceFormula
    tie: TieRule
    most: int

    @property
    def leaves(self) -> tuple[JudgedSaid, ...]:
        return tuple(leaf for whole in self.wholes for leaf in whole.leaves)

    @property
    def asks(self) -> tuple[AskSaid, ...]:
        return (*(ask for leaf in self.leaves for ask in leaf.asks), *self.unscored)


def method_document(method: Method) -> Document:
    return Document(
        title=say("How bids are judged: {title}", title=method.title),
        owner=method.owner,
        subtitle=say("The evaluation method. What decides is here and nowhere else."),
        notice="",
        sections=tuple(_sections(method)),
    )


def _sections(method: Method) -> Iterator[Section]:
    yield Section(say("What is judged, and what it weighs"), 2, (_weights(method),))
    if method.formula == PriceFormula.PER_POINT or any(leaf.is_price for leaf in method.leaves):
        words = say(
            "{name}. {words}", name=FORMULA_NAMES[method.formula], words=FORMULA_WORDS[method.formula]
        )
        yield Section(say("How the price counts"), 2, (Paragraph(words),))
    if any(_by_people(leaf) for leaf in method.leaves):
        yield Section(say("How points are given"), 2, (_scale(method), Paragraph(_by_people_words(method))))
    formulas = [
        (ask.title, words)
        for leaf in method.leaves
        for ask in leaf.asks
        if (words := formula_words(ask, method.most))
    ]
    if formulas:
        yield Section(say("What a formula scores"), 2, (Points(tuple(formulas)),))
    passing = tuple((ask.title, words) for ask in method.asks if (words := passing_words(ask)))
    if passing:
        lead = Paragraph(
            say(
                "A bid that does not meet each of these is set aside: it gets no place, and its price counts in no formula."
            )
        )
        yield Section(say("What every bid must meet"), 2, (lead, Points(passing)))
    voluntary = tuple(
        (ask.title, say("Earns no marks. What is offered becomes part of the contract."))
        for ask in method.unscored
        if ask.asked_as == AskedAs.VOLUNTARY
    )
    if voluntary:
        yield Section(say("What is voluntary"), 2, (Points(voluntary),))
    yield Section(say("How the order is made"), 2, (Paragraph(_order(method)), Paragraph(_tie(method))))


def _weights(method: Method) -> Table:
    rows = []
    for whole in method.wholes:
        rows.append(
            (
                whole.criterion.title,
                whole.family,
                in_words(whole.criterion.weight),
                "" if whole.parts else _how(whole.criterion),
            )
        )
        rows += [
            (
                say("{whole}: {part}", whole=whole.criterion.title, part=part.title),
                whole.family,
                in_words(part.weight),
                _how(part),
            )
            for part in whole.parts
        ]
    return Table(
        say("Criteria; the weight of a part is contained in that of its whole"),
        (say("Criterion"), say("Judges"), say("Weight out of 100"), say("How it is scored")),
        tuple(rows),
    )


def _how(leaf: JudgedSaid) -> str:
    if leaf.is_price:
        return say("By the price formula")
    return (
        say("By evaluators, on the scale")
        if _by_people(leaf)
        else say("By a formula, from the quantity offered")
    )


def _by_people(leaf: JudgedSaid) -> bool:
    return not leaf.is_price and all(ask.scored_by == ScoredBy.PEOPLE for ask in leaf.asks)


def _scale(method: Method) -> Table:
    return Table(
        say("The scale"),
        (say("Points"), say("What they mean")),
        tuple((str(points), words) for points, words in sorted(method.scale.items())),
    )


def _by_people_words(method: Method) -> str:
    return say(
        "Each evaluator gives points alone, with a reason, and does not see the price. They then agree one figure, which may "
        "lie between two "
        "steps, with its reason. A criterion gets its weight times the agreed points, divided by {most}.",
        most=method.most,
    )


def formula_words(ask: AskSaid, most: int) -> str:
    """How the quantity becomes points; empty where people score it."""
    cap = (
        ""
        if ask.most_counted is None
        else say(
            " More than {most_counted} counts as {most_counted}.", most_counted=ask.amount(ask.most_counted)
        )
    )
    if ask.scored_by == ScoredBy.BEST:
        return (
            say(
                "The largest quantity offered gets {most} points, every other {most} times its own divided by the largest.",
                most=most,
            )
            + cap
        )
    if ask.scored_by == ScoredBy.TARGET and ask.target is not None:
        return say(
            "{target} gets {most} points, less gets {most} times its share of that, and more earns no more.",
            target=ask.amount(ask.target),
            most=most,
        )
    if ask.scored_by == ScoredBy.BANDS:
        steps = side_by_side(
            (
                say("from {start}: {points}", start=ask.amount(start), points=in_words(points))
                for start, points in ask.bands
            ),
            "; ",
        )
        return say("Points by band: {steps}. Less than the first band gets 0.", steps=steps)
    return ""


def passing_words(ask: AskSaid) -> str:
    """What a bid must do to pass; empty where nothing of the ask can fail it."""
    if ask.kind == AskKind.CRITERIA and ask.least is not None:
        return say(
            "At least {least} of these {count}, each with its evidence: {community}.",
            least=ask.least,
            count=len(ask.community),
            community="; ".join(ask.community),
        )
    if ask.asked_as != AskedAs.CONDITION:
        return ""
    if ask.kind in COUNTED and ask.target is not None:
        return say("The bidder accepts it as a condition: {target}.", target=ask.amount(ask.target))
    return say("The bidder accepts it as a condition. {counts}", counts=ask.counts)


def _order(method: Method) -> str:
    if method.formula == PriceFormula.PER_POINT:
        return say(
            "Marks are rounded to two decimal places, half up, and added as printed. The price is divided by their sum, and "
            "the result "
            "rounded to the penny; the lowest comes first."
        )
    return say(
        "Marks are rounded to two decimal places, half up, and added as printed. The highest total comes first."
    )


def _tie(method: Method) -> str:
    return say("Where bids are equal: {rule}.", rule=TIE_NAMES[method.tie])
