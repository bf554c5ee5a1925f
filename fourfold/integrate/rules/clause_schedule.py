"""Clauses and indicators for the contract, made of what the tender asks for: the same schedule for every bidder.

They are a beginning for whoever drafts the contract, and no legal advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.define.rules.policy_document import Document, Paragraph, Points, Section, Table
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.asked import COUNTED, AskedAs, AskKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.integrate.rules.method_document import AskSaid, Method

# The five words of the contract performance notice; from which share of what is due each holds is this project's own judgement.
RATINGS: Final = (
    (say("Good"), say("all of what is due by the end of the quarter is verified")),
    (say("Approaching target"), say("at least 85% of it")),
    (say("Requires improvement"), say("at least 50% of it")),
    (say("Inadequate"), say("less than that")),
    (say("Other"), say("nothing is due yet")),
)


def clause_schedule(method: Method) -> Document:
    return Document(
        title=say("Social value schedule: {title}", title=method.title),
        owner=method.owner,
        subtitle=say(
            "Clauses and indicators made of what this tender asks for. Where it says “as offered”, the winning bid fills it "
            "in. No legal advice."
        ),
        notice="",
        sections=tuple(_sections(method)),
    )


def _sections(method: Method) -> Iterator[Section]:
    clauses = [(ask.title, clause) for ask in method.asks if (clause := _clause(ask))]
    if not clauses:
        yield Section(
            say("Nothing is asked for"), 2, (Paragraph(say("This tender asks for no contribution.")),)
        )
        return
    yield Section(say("What the supplier undertakes"), 2, (Points(tuple(clauses)),))
    counted = [ask for ask in method.asks if ask.kind in COUNTED]
    if counted:
        yield Section(say("Indicators"), 2, (_indicators(counted), Paragraph(_when())))
        yield Section(say("How each indicator is rated"), 2, (_ratings(),))
    yield Section(say("Reporting, proof and change"), 2, (Points(_common(counted)),))


def _clause(ask: AskSaid) -> str:
    voluntary = ask.asked_as == AskedAs.VOLUNTARY
    opening = say("If it was offered, the supplier") if voluntary else say("The supplier")
    if ask.kind == AskKind.PERCENTAGE:
        amount = (
            ask.amount(ask.target)
            if ask.asked_as == AskedAs.CONDITION and ask.target is not None
            else say("the percentage of the price that it offered")
        )
        return say(
            "{opening} gives {amount}, in money or at what it costs the supplier, over the term of the contract. {counts} "
            "What is not given "
            "by the end of the term is a shortfall and is told as such.",
            opening=opening,
            amount=amount,
            counts=ask.counts,
        )
    if ask.kind == AskKind.METHOD:
        return say(
            "{opening} does as its statement says, which is part of the contract. {counts}",
            opening=opening,
            counts=ask.counts,
        )
    if ask.kind == AskKind.CRITERIA:
        return say(
            "{opening} keeps meeting the community criteria that it showed, at least {least} of them, throughout the term: "
            "{community}.",
            opening=opening,
            least=ask.least,
            community="; ".join(ask.community),
        )
    amount = (
        ask.amount(ask.target)
        if ask.asked_as == AskedAs.CONDITION and ask.target is not None
        else say("the number of {units} that it offered", units=unit_of(ask.unit).plural)
    )
    return say(
        "{opening} delivers {amount}. What counts: {counts}",
        opening=opening,
        amount=amount,
        counts=ask.counts,
    )


def _indicators(counted: list[AskSaid]) -> Table:
    rows = []
    for ask in counted:
        unit = say("pounds, at cost") if ask.kind == AskKind.PERCENTAGE else unit_of(ask.unit).plural
        target = (
            ask.amount(ask.target)
            if ask.asked_as == AskedAs.CONDITION and ask.target is not None
            else say("as offered")
        )
        rows.append((ask.title, unit, target, ask.evidence or say("as agreed with the contract manager")))
    return Table(
        say("What is measured"),
        (say("Indicator"), say("Counted in"), say("Over the term"), say("What proves it")),
        tuple(rows),
    )


def _when() -> str:
    return say(
        "Each falls due by the end of each quarter in proportion to the days of the contract in it, in whole units where the "
        "unit is whole; the "
        "parts add up to the whole. Only what is verified counts."
    )


def _ratings() -> Table:
    return Table(
        say("Each quarter; the shares are to be agreed"),
        (say("Rating"), say("When")),
        tuple((name, words) for name, words in RATINGS),
    )


def _common(counted: list[AskSaid]) -> tuple[tuple[str, str], ...]:
    common = [
        (
            say("Reporting"),
            say(
                "The supplier reports within ten working days of the end of each quarter what was delivered, with its proof."
            ),
        ),
        (
            say("Confirmation"),
            say(
                "Whoever received it is asked, and may dispute it. What is disputed is not verified until it is resolved."
            ),
        ),
        (
            say("Nothing counted twice"),
            say("What is reported here is not reported under another contract as well, in whole or in part."),
        ),
        (
            say("Change"),
            say("A promise is varied in writing, with what stood before, the reason, and who agreed."),
        ),
    ]
    if any(ask.kind == AskKind.PERCENTAGE for ask in counted):
        common.append(
            (
                say("Money"),
                say("A share of the price is told as pledged, delivered and shortfall, pound for pound."),
            )
        )
    return tuple(common)
