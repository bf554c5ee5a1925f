"""What is claimed, and what is done to claims afterwards: taken back, split, merged; and keys found to be the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.quantities import MOST_DECIMAL_PLACES
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.kernel.typed_numbers import decimal_places
from fourfold.partner.rules.counting.keys import check_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from fourfold.ground.kernel.quantities import Quantity, Unit

# Units of which a person is one: with person keys there are as many as persons.
OF_ONE_EACH: Final = frozenset({"people", "apprenticeships", "placements", "jobs"})


@dataclass(frozen=True, slots=True)
class Claim:
    """So much of a measure, claimed by one body under one commitment.

    `quantity` is what is claimed here; `whole` what was delivered in all, of which that is a part, where it is more. `tier` is 1
    for who holds the contract, 2 for whom it pays, and so on. `share` is the part of the whole that was agreed on. Measures of
    one `exclusion_group` must not both be claimed of one person or event. Measures belong to a framework, which is a lens: what
    is counted in one says nothing of another.
    """

    ref: str
    commitment: str
    contract: str
    tier: int
    claimant: str
    framework: str
    measure: str
    quantity: Quantity
    starts_on: date
    ends_on: date
    event: str = ""
    persons: tuple[str, ...] = ()
    once_per_person: bool = False
    exclusion_group: str = ""
    share: Fraction | None = None
    whole: Decimal | None = None
    recipient: str = ""

    @property
    def of(self) -> Decimal:
        return self.quantity.amount if self.whole is None else self.whole

    @property
    def of_measure(self) -> tuple[str, str]:
        return self.framework, self.measure


@dataclass(frozen=True, slots=True)
class Reversal:
    """Takes a claim back, whole. Taken back twice is taken back."""

    ref: str
    of: str


@dataclass(frozen=True, slots=True)
class Split:
    """Puts several claims in the place of one: of the same things, adding up to exactly as much."""

    ref: str
    of: str
    into: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Puts one claim in the place of several of the same measure: of the same things, and no more of them."""

    ref: str
    of: tuple[str, ...]
    into: Claim


@dataclass(frozen=True, slots=True)
class SameKey:
    """Keys of one person, or one event: found out later, or made under an old salt and a new."""

    ref: str
    keys: tuple[str, ...]


Record = Claim | Reversal | Split | Merge | SameKey


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the record `ref`, and how to go on. `part` is the name of a field of the claim, where it is of one."""

    ref: str
    what: str
    part: str = ""


class BadClaims(ValueError):
    """Claims that cannot be counted: every fault, one on a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.ref}: {fault.what}" for fault in faults))


def step_of(unit: Unit) -> Decimal:
    """The least of the unit that is counted: one, or a hundredth."""
    return Decimal(1) if unit.whole else Decimal(1).scaleb(-MOST_DECIMAL_PLACES)


def faults_of(claim: Claim) -> Iterator[Fault]:
    """What is wrong with the claim taken by itself."""
    for part, what in _faults(claim):
        yield Fault(claim.ref, what, part)


def _faults(claim: Claim) -> Iterator[tuple[str, str]]:
    empty = [
        name
        for name in ("ref", "commitment", "contract", "claimant", "framework", "measure")
        if not getattr(claim, name).strip()
    ]
    if empty:
        yield empty[0], say("A claim says its {fields}", fields=say_joined(empty))
    if claim.ends_on < claim.starts_on:
        yield "ends_on", say("It ends before it starts. Put the two days the right way round")
    if claim.tier < 1:
        yield "tier", say("The tier is 1 for who holds the contract, 2 for whom they pay, and so on")
    if claim.share is not None and not 0 < claim.share <= 1:
        yield (
            "share",
            say(
                "A share is more than 0% and at most 100%, not {share}. Agree who claims how much, or leave the share out",
                share=percent(claim.share),
            ),
        )
    yield from _faults_of_amounts(claim)
    yield from _faults_of_keys(claim)


def _faults_of_amounts(claim: Claim) -> Iterator[tuple[str, str]]:
    unit = claim.quantity.unit
    if decimal_places(claim.quantity.amount) > MOST_DECIMAL_PLACES:
        yield "quantity", say("Give the quantity with at most two decimal places")
    if claim.whole is None:
        return
    if claim.whole < claim.quantity.amount:
        yield (
            "whole",
            say(
                "More is claimed than was delivered in all: {quantity} of {whole}",
                quantity=claim.quantity.number,
                whole=claim.whole,
            ),
        )
    if claim.whole % step_of(unit):
        yield (
            "whole",
            say("What was delivered in all is counted in {plural} as the claim is", plural=unit.plural),
        )
    if claim.persons and unit.code in OF_ONE_EACH and claim.whole != len(claim.persons):
        yield "whole", say("A person is one. Leave out what was delivered in all")


def _faults_of_keys(claim: Claim) -> Iterator[tuple[str, str]]:
    for part, keys, kind in (
        ("event", (claim.event,) if claim.event else (), "event"),
        ("persons", claim.persons, "person"),
    ):
        for key in keys:
            try:
                check_key(key, kind)
            except NotUnderstood as refusal:
                yield part, str(refusal)
                break
    if claim.event and claim.persons:
        yield "event", say("A claim has the key of an event or keys of persons. Make two claims of it")
    if claim.event and claim.once_per_person:
        yield "event", say("This measure counts a person once. Give keys of persons instead of an event")
    if len(set(claim.persons)) < len(claim.persons):
        yield "persons", say("The same person is named twice. Name each once")
    elif (
        claim.persons
        and claim.quantity.unit.code in OF_ONE_EACH
        and claim.quantity.amount not in {0, len(claim.persons)}
    ):
        yield (
            "quantity",
            say(
                "{quantity} are claimed and {persons} persons are named. Give a key for each",
                quantity=claim.quantity,
                persons=len(claim.persons),
            ),
        )


def percent(share: Fraction) -> str:
    hundredths = share * 10_000
    shown = Decimal(hundredths.numerator // hundredths.denominator).scaleb(-2)
    text = f"{shown:f}".rstrip("0").rstrip(".") if shown else "0"
    return f"{text}%" if hundredths.denominator == 1 else f"{text}…%"
