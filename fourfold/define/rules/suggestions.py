"""Which priorities a contract is asked for: by its class, the service it is for and its value, and fewer where it is small.

The order of the policy, with its top priorities first, decides which stay where a small contract is asked for only some.
A value that is not known is not nought: what begins at a value then waits until it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ContractClass(StrEnum):
    """What is bought, as procurements say it; ANY is every one of them."""

    ANY = ""
    SERVICES = "services"
    WORKS = "works"
    GOODS = "goods"


CLASS_WORDS: Final[Mapping[str, str]] = {
    ContractClass.ANY: say("Any contract"),
    ContractClass.SERVICES: say("Services"),
    ContractClass.WORKS: say("Works"),
    ContractClass.GOODS: say("Goods"),
}


class Verdict(StrEnum):
    ASKED = "asked"
    # The policy asks for it in such a contract, but this one is so small that it is asked for less.
    IN_PROPORTION = "in_proportion"
    # It depends on the value, which is not known.
    WAITS = "waits"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """`kind` is a value of ContractClass, `service` a key or none; `amount` in pounds without VAT, None where not known."""

    kind: str
    amount: Decimal | None
    service: int | None = None


@dataclass(frozen=True, slots=True)
class AskedWhere:
    """One line of the policy: this priority is asked for in contracts of that class and service from that value on."""

    priority: str
    kind: str
    from_amount: Decimal
    service: int | None = None
    service_name: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From this value on a contract is asked for at most so many priorities; None is as many as there are."""

    from_amount: Decimal
    most: int | None


@dataclass(frozen=True, slots=True)
class PriorityLine:
    ref: str
    title: str
    top: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """`reason` says why it is asked for or why not, without a full stop."""

    ref: str
    title: str
    verdict: Verdict
    reason: str

    @property
    def asked(self) -> bool:
        return self.verdict is Verdict.ASKED


def suggest(
    contract: ContractFacts,
    *,
    priorities: Sequence[PriorityLine],
    lines: Sequence[AskedWhere],
    steps: Sequence[Step],
) -> tuple[Suggested, ...]:
    """Every priority in the order given, each with the verdict. Empty where the policy says nothing of any contract."""
    if not lines:
        return ()
    most = most_asked(contract.amount, steps)
    by_weight = sorted(range(len(priorities)), key=lambda place: (not priorities[place].top, place))
    verdicts: dict[str, Suggested] = {}
    taken = 0
    for place in by_weight:
        priority = priorities[place]
        own = [line for line in lines if line.priority == priority.ref and _fits(contract, line)]
        found = _verdict(contract, priority, own)
        if found.asked:
            if most is not None and taken >= most.most:
                found = Suggested(priority.ref, priority.title, Verdict.IN_PROPORTION, most.words)
            else:
                taken += 1
        verdicts[priority.ref] = found
    return tuple(verdicts[priority.ref] for priority in priorities)


@dataclass(frozen=True, slots=True)
class Most:
    most: int
    words: str


def most_asked(amount: Decimal | None, steps: Sequence[Step]) -> Most | None:
    """The step that a contract of this value stands on, in words; None where there is no limit or no value."""
    if amount is None:
        return None
    ordered = sorted(steps, key=lambda step: step.from_amount)
    under = [step for step in ordered if step.from_amount <= amount]
    if not under or under[-1].most is None:
        return None
    most = under[-1].most
    above = [step for step in ordered if step.from_amount > amount]
    if not above:
        return Most(
            most,
            say(
                "In proportion: no contract from {amount} on is asked for more than {most}",
                amount=pounds(under[-1].from_amount),
                most=most,
            ),
        )
    return Most(
        most,
        say(
            "In proportion: a contract of less than {amount} is asked for at most {most}",
            amount=pounds(above[0].from_amount),
            most=most,
        ),
    )


def asks_more_of_the_small(steps: Sequence[Step]) -> bool:
    """True where some step asks fewer of a larger contract than of a smaller one."""
    ordered = [step.most for step in sorted(steps, key=lambda step: step.from_amount)]
    return any(
        (before is None and after is not None)
        or (before is not None and after is not None and after < before)
        for before, after in pairwise(ordered)
    )


@dataclass(frozen=True, slots=True)
class Band:
    """Contracts of a value between two edges, and the titles that each class is asked for, whatever service it is for."""

    words: str
    asked: Mapping[ContractClass, tuple[str, ...]]


CLASSES: Final = (ContractClass.SERVICES, ContractClass.WORKS, ContractClass.GOODS)


def bands(
    priorities: Sequence[PriorityLine], lines: Sequence[AskedWhere], steps: Sequence[Step]
) -> tuple[Band, ...]:
    """From the smallest contract on: a new band wherever a line or a step begins. Empty where there is no line."""
    if not lines:
        return ()
    edges = sorted({Decimal(0), *(line.from_amount for line in lines), *(step.from_amount for step in steps)})
    found = []
    for place, edge in enumerate(edges):
        asked = {
            kind: tuple(
                each.title
                for each in suggest(
                    ContractFacts(kind, edge), priorities=priorities, lines=lines, steps=steps
                )
                if each.asked
            )
            for kind in CLASSES
        }
        found.append(Band(_band_words(edge, edges[place + 1] if place + 1 < len(edges) else None), asked))
    return tuple(found)


def _band_words(edge: Decimal, above: Decimal | None) -> str:
    if above is None:
        return say("From {amount} on", amount=pounds(edge)) if edge else say("Of any value")
    if not edge:
        return say("Less than {amount}", amount=pounds(above))
    return say("From {edge} to less than {above}", edge=pounds(edge), above=pounds(above))


def pounds(amount: Decimal) -> str:
    return Money(amount).exact().removesuffix(".00")


def line_words(line: AskedWhere) -> str:
    """Of which contracts the line speaks: "Works for Housing repairs, from £500,000"."""
    what = CLASS_WORDS[line.kind]
    if line.service_name:
        what = say("{what} for {service}", what=what, service=line.service_name)
    if line.from_amount:
        what = say("{what}, from {amount}", what=what, amount=pounds(line.from_amount))
    return what


def step_words(step: Step) -> str:
    """As in “From £100,000: at most 3”."""
    if step.most is None and not step.from_amount:
        return say("The smallest contracts: as many as there are")
    if not step.from_amount:
        return say("The smallest contracts: at most {most}", most=step.most)
    if step.most is None:
        return say("From {amount}: as many as there are", amount=pounds(step.from_amount))
    return say("From {amount}: at most {most}", amount=pounds(step.from_amount), most=step.most)


def _fits(contract: ContractFacts, line: AskedWhere) -> bool:
    return line.kind in {ContractClass.ANY, contract.kind} and line.service in {None, contract.service}


def _verdict(contract: ContractFacts, priority: PriorityLine, own: Sequence[AskedWhere]) -> Suggested:
    # The line that speaks of this contract most closely gives the reason.
    closest = sorted(own, key=lambda line: (line.service is None, not line.kind, -line.from_amount))
    reached = [
        line
        for line in closest
        if not line.from_amount or (contract.amount is not None and line.from_amount <= contract.amount)
    ]
    if reached:
        where = line_words(reached[0])
        reason = (
            say("{where}: {because}", where=where, because=reached[0].because.rstrip("."))
            if reached[0].because
            else where
        )
        return Suggested(priority.ref, priority.title, Verdict.ASKED, reason)
    if closest and contract.amount is None:
        return Suggested(
            priority.ref,
            priority.title,
            Verdict.WAITS,
            say("Depends on the value, which is not known yet: {where}", where=line_words(closest[-1])),
        )
    if closest:
        return Suggested(
            priority.ref,
            priority.title,
            Verdict.NOT_ASKED,
            say(
                "Your policy asks for it only from {amount} on",
                amount=pounds(min(line.from_amount for line in closest)),
            ),
        )
    return Suggested(
        priority.ref,
        priority.title,
        Verdict.NOT_ASKED,
        say("Your policy does not ask for it in such a contract"),
    )
