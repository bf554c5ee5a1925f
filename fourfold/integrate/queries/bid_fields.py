"""What a tender asks its bidders to fill in, as one list in the order in which it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.models import Family
from fourfold.integrate.queries.criteria import titled_leaves
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules.asked import AskedAs, AskKind
from fourfold.integrate.rules.bid_fields import BidField, Kind

if TYPE_CHECKING:
    from fourfold.integrate.models import Ask, Procurement


def fields_of(procurement: Procurement) -> tuple[BidField, ...]:
    """The price and the bidder's number, then under each criterion its question and the measures asked for, then what is
    asked for without marks. Two queries.
    """
    whole = say("Price")
    fields = [
        BidField(
            Kind.PRICE,
            "",
            say("Your price in pounds, without VAT"),
            say("For the whole contract. For example £412,500"),
            whole,
        ),
        BidField(
            Kind.IDENTIFIER,
            "",
            say("Your number on the central digital platform (if you have one)"),
            say(
                "Where the Procurement Act 2023 asks for it, the buyer needs it before the award. Leave it empty if you have "
                "none yet: you can bid without it"
            ),
            whole,
        ),
    ]
    asks: dict[int | None, list[Ask]] = {}
    for ask in procurement.asks.select_related("measure"):
        asks.setdefault(ask.criterion_id, []).append(ask)
    for title, criterion in titled_leaves(procurement):
        here = title, criterion.ref
        if criterion.question and criterion.family != Family.PRICE:
            fields.append(
                BidField(
                    Kind.ANSWER,
                    criterion.ref,
                    title,
                    criterion.question,
                    *here,
                    buyers_words=(title, criterion.question),
                )
            )
        for ask in asks.get(criterion.pk, ()):
            fields += _of_ask(ask, *here)
    for ask in asks.get(None, ()):
        heading = (
            say("Voluntary: it earns no marks")
            if ask.asked_as == AskedAs.VOLUNTARY
            else say("Conditions: they earn no marks")
        )
        fields += _of_ask(ask, heading, "")
    return tuple(fields)


def _of_ask(ask: Ask, section: str, section_ref: str) -> list[BidField]:
    words = (
        ask.asked_as,
        ask.measure.title,
        ask.measure.counts,
        ask.guidance,
        "" if ask.target is None else f"{ask.target.normalize():f}",
        "" if ask.least is None else str(ask.least),
        *ask.community,
    )
    return [replace(each, buyers_words=words) for each in _by_kind(ask, section, section_ref)]


def _by_kind(ask: Ask, section: str, section_ref: str) -> list[BidField]:
    """What is asked by the kind of the ask: a number and how, words alone, a number and its cost, yes or no, evidence."""
    here = section, section_ref
    kind, title = AskKind(ask.kind), ask.measure.title
    if kind is AskKind.CRITERIA:
        return [
            BidField(Kind.EVIDENCE, ask.ref, criterion, _evidence(ask), *here, place=place)
            for place, criterion in enumerate(ask.community)
        ]
    if ask.asked_as == AskedAs.CONDITION:
        accept = say("Do you accept the condition “{title}”?", title=title)
        return [BidField(Kind.ACCEPTS, ask.ref, accept, _condition(ask), *here)]
    scored = ask.asked_as == AskedAs.SCORED
    if kind is AskKind.METHOD:
        words = say("{counts} Say how you will do it.", counts=ask.measure.counts)
        return [BidField(Kind.METHOD, ask.ref, title, _asked(ask, words), *here, required=scored)]
    how = BidField(Kind.METHOD, ask.ref, say("How you will do it: {title}", title=title), "", *here)
    if kind is AskKind.PERCENTAGE:
        words = say(
            "{counts} In per cent of your price; enter 0 if you offer none.", counts=ask.measure.counts
        )
        return [BidField(Kind.PERCENT, ask.ref, title, _asked(ask, words), *here, required=scored), how]
    words = say("{counts} Over the whole contract; enter 0 if you offer none.", counts=ask.measure.counts)
    number = BidField(
        Kind.QUANTITY,
        ask.ref,
        title,
        _asked(ask, words),
        *here,
        unit=unit_of(ask.measure.unit),
        required=scored,
    )
    if kind is AskKind.IN_KIND:
        cost = say("What it costs you in pounds: {title}", title=title)
        return [number, BidField(Kind.COST, ask.ref, cost, "", *here), how]
    return [number, how]


def _asked(ask: Ask, words: str) -> str:
    voluntary = say("You may leave it empty: it earns no marks.") if ask.asked_as == AskedAs.VOLUNTARY else ""
    return side_by_side(filter(None, (ask.guidance.strip(), words, voluntary)), " ")


def _evidence(ask: Ask) -> str:
    words = say(
        "{title}: your evidence, if you meet this one. At least {least} of {all} are needed.",
        title=ask.measure.title,
        least=ask.least,
        all=len(ask.community),
    )
    return side_by_side(filter(None, (ask.guidance.strip(), words)), " ")


def _condition(ask: Ask) -> str:
    said = ask_said(ask)
    required = "" if said.target is None else say("It is {amount}.", amount=said.amount(said.target))
    earns = say("It earns no marks. A bid that does not accept it is set aside.")
    return side_by_side(filter(None, (ask.guidance.strip(), required, ask.measure.counts, earns)), " ")
