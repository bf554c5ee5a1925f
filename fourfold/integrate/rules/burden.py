"""What a bid takes of its bidder, in hours and pounds, by size. Worked in `tests/worked_examples/tender_design/burden.yaml`.

The hours are this project's own judgement, since no source was found that counts them part by part; each has its reason, and
both are shown. The cost of an hour and the share of the value from which a bid is dear come from dated, sourced figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.asked import AskedAs, AskKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.integrate.rules.method_document import Method

POUND: Final = Decimal(1)
HALF_HOUR: Final = Decimal("0.5")


class Size(StrEnum):
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SIZE_NAMES: Final[Mapping[Size, str]] = {
    Size.MICRO: say("Micro (fewer than 10 people)"),
    Size.SMALL: say("Small (10 to 49)"),
    Size.MEDIUM: say("Medium (50 to 249)"),
    Size.LARGE: say("Large (250 and more)"),
}
# Without texts and figures to begin with each answer is written anew; who bids often has them.
SIZE_FACTORS: Final[Mapping[Size, Decimal]] = {
    Size.MICRO: Decimal("1.5"),
    Size.SMALL: Decimal("1.25"),
    Size.MEDIUM: Decimal(1),
    Size.LARGE: Decimal("0.75"),
}
FACTORS_BECAUSE: Final = say(
    "A micro firm takes half as long again and a large one a quarter less: who bids seldom writes every answer anew, and has "
    "nobody whose work it is"
)


@dataclass(frozen=True, slots=True)
class Part:
    """So many hours of a medium-sized bidder for each thing of a kind, and why."""

    name: str
    hours: Decimal
    because: str


READING: Final = Part(
    say("Reading the tender and deciding"), Decimal(3), say("Once, by somebody who may decide")
)
PRICE: Final = Part(
    say("Working out the price"), Decimal(4), say("Once; the rest of costing the work is not counted")
)
SENDING: Final = Part(say("Checking, signing off and sending"), Decimal(2), say("Once, by two people"))
QUESTION: Final = Part(
    say("A question answered in words"), Decimal(5), say("A draft of two pages, a check and a second draft")
)
NUMBER: Final = Part(
    say("A quantity, with how it will be done"),
    Decimal(2),
    say("Asking those who would do it, and a paragraph"),
)
SHARE: Final = Part(say("A percentage of the price"), Decimal(1), say("A decision on money, and a paragraph"))
GIFT: Final = Part(say("A contribution in kind"), Decimal("2.5"), say("As a quantity, and what it costs"))
WORDS: Final = Part(
    say("A method statement"), Decimal(4), say("Shorter than a question, as it is about one thing")
)
CRITERION: Final = Part(
    say("A community criterion, with evidence"),
    Decimal(1),
    say("Finding the evidence and saying what it shows"),
)
CONDITION: Final = Part(say("A condition to accept"), HALF_HOUR, say("Asking whether it can be met"))


@dataclass(frozen=True, slots=True)
class Line:
    part: Part
    count: int

    @property
    def hours(self) -> Decimal:
        return self.part.hours * self.count


@dataclass(frozen=True, slots=True)
class Burden:
    """For one size of bidder. `share` is that of the contract's value, None where it is not known."""

    size: Size
    hours: Decimal
    pounds: Decimal
    share: Decimal | None
    out_of_proportion: bool


def lines(method: Method) -> tuple[Line, ...]:
    """What is to be done for a bid: each kind of thing, and how many there are of it."""
    kinds: dict[AskKind, Part] = {
        AskKind.QUANTITY: NUMBER,
        AskKind.PERCENTAGE: SHARE,
        AskKind.IN_KIND: GIFT,
        AskKind.METHOD: WORDS,
    }
    counted: dict[str, Line] = {each.name: Line(each, 1) for each in (READING, PRICE, SENDING)}

    def add(part: Part, count: int = 1) -> None:
        so_far = counted.get(part.name, Line(part, 0))
        counted[part.name] = Line(part, so_far.count + count)

    for leaf in method.leaves:
        if leaf.question.strip():
            add(QUESTION)
    for ask in method.asks:
        if ask.kind == AskKind.CRITERIA:
            add(CRITERION, ask.least or 1)
        elif ask.asked_as == AskedAs.CONDITION:
            add(CONDITION)
        elif ask.asked_as == AskedAs.SCORED:
            add(kinds[ask.kind])
    return tuple(counted.values())


def burden(
    parts: Sequence[Line], *, pay: Decimal, on_costs: Decimal, value: Decimal | None, dear_above: Decimal
) -> tuple[Burden, ...]:
    """By size. An hour costs `pay` and `on_costs` of it; a bid is out of proportion where it costs more than `dear_above` of the
    value. Hours are rounded to the half, pounds to the pound, half up.
    """
    hours = sum((each.hours for each in parts), Decimal(0))
    found = []
    for size in Size:
        of_size = _to(hours * SIZE_FACTORS[size], HALF_HOUR)
        exact = of_size * pay * (1 + on_costs)
        share = None if not value else exact / value
        found.append(
            Burden(size, of_size, _to(exact, POUND), share, share is not None and share > dear_above)
        )
    return tuple(found)


def _to(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step
