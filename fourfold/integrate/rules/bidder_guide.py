"""A plain guide for those who bid: what to write where, with answers worked out as this tender would mark them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.policy_document import Document, Paragraph, Points, Section
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.asked import AskedAs, AskKind
from fourfold.integrate.rules.method_document import formula_words, passing_words
from fourfold.integrate.rules.price_formulas import FORMULA_WORDS
from fourfold.integrate.rules.quantity_points import ScoredBy, banded_points, relative_points, target_points
from fourfold.integrate.rules.weights import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.integrate.rules.method_document import AskSaid, JudgedSaid, Method

HUNDREDTH: Final = Decimal("0.01")
# What the worked answers are about where the tender sets nothing to go by.
EXAMPLE_BEST: Final = Decimal(12)
EXAMPLE_OFFER: Final = Decimal(4)
SUPPOSED_PRICE: Final = Decimal(100_000)


def bidder_guide(
    method: Method, *, value: Decimal | None, facts: tuple[str, ...], with_price: bool = True
) -> Document:
    """Without the price where that is given somewhere else.

    `facts` are sentences about this tender: when it closes, until when to ask, who may bid.
    """
    return Document(
        title=say("A guide for bidders: {title}", title=method.title),
        owner=method.owner,
        subtitle=say("Made of this tender. What decides is the tender and its evaluation method."),
        notice="",
        sections=tuple(
            section
            for section in _sections(method, value, facts)
            if with_price or section.heading != _your_price()
        ),
    )


def _your_price() -> str:
    return say("Your price")


def _sections(method: Method, value: Decimal | None, facts: tuple[str, ...]) -> Iterator[Section]:
    yield Section(say("Before you begin"), 2, tuple(Paragraph(fact) for fact in facts))
    price = next((leaf for leaf in method.leaves if leaf.is_price), None)
    weight = (
        say("It weighs {weight} of 100.", weight=in_words(price.weight))
        if price
        else say("It has no weight of its own.")
    )
    yield Section(
        _your_price(),
        2,
        (
            Paragraph(say("One price for the whole contract, without VAT. {weight}", weight=weight)),
            Paragraph(FORMULA_WORDS[method.formula]),
        ),
    )
    if any(leaf.question for leaf in method.leaves):
        yield Section(say("Answers in words"), 2, (Points(_in_words(method)),))
    for leaf in method.leaves:
        if leaf.question or leaf.asks:
            yield Section(
                say("{title}, {weight} of 100", title=leaf.title, weight=in_words(leaf.weight)),
                2,
                tuple(_of(leaf, method, value)),
            )
    unscored = [(ask.title, _unscored(ask)) for ask in method.unscored]
    if unscored:
        yield Section(say("What earns no marks"), 2, (Points(tuple(unscored)),))
    yield Section(say("After you win"), 2, (Paragraph(_after()),))


def _of(leaf: JudgedSaid, method: Method, value: Decimal | None) -> Iterator[Paragraph | Points]:
    if leaf.question:
        yield Paragraph(say("Asked: {question}", question=leaf.question))
        with localcontext() as context:
            context.prec = 40
            marks = (leaf.weight / method.most).quantize(HUNDREDTH, ROUND_HALF_UP)
        yield Paragraph(say("Each point on the scale is worth {marks} marks here.", marks=in_words(marks)))
    for ask in leaf.asks:
        yield Paragraph(say("{title}. What counts: {counts}", title=ask.title, counts=ask.counts))
        if ask.guidance:
            yield Paragraph(ask.guidance)
        yield Points((*_worked(ask, leaf, method, value), *_proof(ask)))


def _in_words(method: Method) -> tuple[tuple[str, str], ...]:
    """What lies between two steps of the scale, in its own words."""
    steps = sorted(method.scale.items())
    return (
        (
            say("Write for the scale"),
            say(
                "{top} points are for: {words}. {below} for: {below_words}.",
                top=steps[-1][0],
                words=steps[-1][1],
                below=steps[-2][0],
                below_words=steps[-2][1],
            ),
        ),
        (
            say("A worked answer"),
            say(
                "“Our site manager trains two people a year from the day we start; the college confirms each certificate; if "
                "one leaves, the "
                "next on its list begins within a month.” It says who, what, how many, by when, what proves it, and what "
                "happens when it goes "
                "wrong. “We are committed to the community” says none of these and would be worth {bottom}.",
                bottom=steps[0][0],
            ),
        ),
    )


def _worked(
    ask: AskSaid, leaf: JudgedSaid, method: Method, value: Decimal | None
) -> tuple[tuple[str, str], ...]:
    title = say("A worked answer")
    if ask.kind == AskKind.METHOD:
        return (
            (
                title,
                say(
                    "Say who does it, where and when, with whom, and how you will know that it worked. No number is asked for."
                ),
            ),
        )
    if ask.kind == AskKind.CRITERIA:
        return ((title, _criteria(ask)),)
    if ask.scored_by == ScoredBy.PEOPLE:
        return ((title, _to_people(ask, value)),)
    offer, points = _example(ask, method.most)
    with localcontext() as context:
        context.prec = 40
        marks = (leaf.weight * points / method.most).quantize(HUNDREDTH, ROUND_HALF_UP)
    return (
        (
            title,
            say(
                "{rule} If you offer {offer}, that is {points} of {most} points, and {weight} × {points} ÷ {most} = {marks} "
                "marks.",
                rule=formula_words(ask, method.most),
                offer=ask.amount(offer) + _beside_the_best(ask),
                points=in_words(points),
                most=method.most,
                weight=in_words(leaf.weight),
                marks=in_words(marks),
            ),
        ),
    )


def _beside_the_best(ask: AskSaid) -> str:
    if ask.scored_by != ScoredBy.BEST:
        return ""
    return say(" and the largest offer is {best}", best=ask.amount(_best(ask)))


def _best(ask: AskSaid) -> Decimal:
    return EXAMPLE_BEST if ask.most_counted is None else min(EXAMPLE_BEST, ask.most_counted)


def _example(ask: AskSaid, most: int) -> tuple[Decimal, Decimal]:
    """An offer, and its points."""
    if ask.scored_by == ScoredBy.TARGET and ask.target is not None:
        offer = (ask.target / 2).quantize(Decimal(1), ROUND_HALF_UP) or ask.target
        return offer, target_points(offer, target=ask.target, most=most)
    if ask.scored_by == ScoredBy.BANDS:
        offer = ask.bands[0][0]
        return offer, banded_points(offer, bands=ask.bands)
    best = _best(ask)
    offer = (best / 2).quantize(Decimal(1), ROUND_HALF_UP) or best
    return offer, relative_points(offer, best=best, most=most, most_counted=ask.most_counted)


def _to_people(ask: AskSaid, value: Decimal | None) -> str:
    if ask.kind == AskKind.PERCENTAGE:
        price = value or SUPPOSED_PRICE
        return say(
            "1% of a price of £{price} is £{pledge} over the contract. It is counted at what it costs you, never at a larger "
            "value. Say for "
            "what, and when.",
            price=f"{price:,.0f}",
            pledge=f"{price / 100:,.2f}",
        )
    if ask.kind == AskKind.IN_KIND:
        return say(
            "“A room for 12 evenings, which we would let for £50 each”: the quantity is 12, and it costs you £600. Say who "
            "may use it and how "
            "they find out."
        )
    return say(
        "“{amount}, one in each half year, found through an organisation that we name here and have asked. What proves it: "
        "{evidence}” Offer "
        "what this contract can carry: evaluators look at how as well as how much, and a number that nobody can explain "
        "earns little.",
        amount=ask.amount(EXAMPLE_OFFER),
        evidence=ask.evidence or say("what you can show, without names."),
    )


def _criteria(ask: AskSaid) -> str:
    first = ask.community[0] if ask.community else ask.title
    return say(
        "For “{first}”: what you do, since when, and who outside your organisation can confirm it. {passing}",
        first=first,
        passing=passing_words(ask),
    )


def _proof(ask: AskSaid) -> tuple[tuple[str, str], ...]:
    return ((say("What will prove it"), ask.evidence),) if ask.evidence else ()


def _unscored(ask: AskSaid) -> str:
    words = passing_words(ask)
    if ask.kind == AskKind.CRITERIA:
        return _criteria(ask)
    if ask.asked_as == AskedAs.CONDITION:
        return say("{words} Answer yes or no. With no, your bid is set aside.", words=words)
    return say("Voluntary. Leave it empty, or offer what you mean to do: it becomes part of the contract.")


def _after() -> str:
    return say(
        "What you offered becomes commitments in the contract, due by quarter. You report what you did, with what proves it; "
        "who received it "
        "is asked, and the contract manager verifies it. Promise what you can do and prove."
    )
