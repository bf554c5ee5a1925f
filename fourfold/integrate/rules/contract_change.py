"""Whether a contract may be changed without a new procurement, and whether a notice comes first: the test as steps.

Procurement Act 2023, sections 74, 75 and 77 with Schedule 8; for what was begun before 24 February 2025, regulation 72 of the
Public Contracts Regulations 2015. What is material a person judges; the sums and days are reckoned here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.rules.routes import Basis

_ACT: Final = "https://www.legislation.gov.uk/ukpga/2023/54"
SECTION_74: Final = Basis(say("Procurement Act 2023, section 74"), f"{_ACT}/section/74")
SECTION_75: Final = Basis(say("Procurement Act 2023, section 75"), f"{_ACT}/section/75")
SECTION_77: Final = Basis(say("Procurement Act 2023, section 77"), f"{_ACT}/section/77")
SCHEDULE_8: Final = Basis(say("Procurement Act 2023, Schedule 8"), f"{_ACT}/schedule/8")
REGULATION_72: Final = Basis(
    say("Public Contracts Regulations 2015, regulation 72"),
    "https://www.legislation.gov.uk/uksi/2015/102/regulation/72",
)
SMALL: Final = {"works": Decimal("0.15"), "goods": Decimal("0.10"), "services": Decimal("0.10")}
SMALL_TERM: Final = Decimal("0.10")
MOST_INCREASE: Final = Decimal("0.50")
LARGE: Final = Decimal(5_000_000)


class ChangeGround(StrEnum):
    """What is relied on. `NOT_SUBSTANTIAL` and `SMALL` need no reason of their own but their limits."""

    NOT_SUBSTANTIAL = "not-substantial"
    SMALL = "small"
    PROVIDED_FOR = "provided-for"
    URGENT = "urgent"
    UNFORESEEN = "unforeseen"
    KNOWN_RISK = "known-risk"
    ADDITIONAL = "additional"
    TRANSFER = "transfer"


GROUND_WORDS: Final = {
    ChangeGround.NOT_SUBSTANTIAL: say("It is not substantial"),
    ChangeGround.SMALL: say("It is small beside the value of the contract"),
    ChangeGround.PROVIDED_FOR: say("The contract and its notice provided for it unambiguously"),
    ChangeGround.URGENT: say("Extreme urgency, or the protection of life"),
    ChangeGround.UNFORESEEN: say("Circumstances that could not reasonably have been foreseen"),
    ChangeGround.KNOWN_RISK: say("A risk that the notice named has come about"),
    ChangeGround.ADDITIONAL: say("More goods, services or works that no other supplier could fit in"),
    ChangeGround.TRANSFER: say("The contract passes to another body by restructuring of the supplier"),
}
_CAPPED: Final = frozenset({ChangeGround.UNFORESEEN, ChangeGround.KNOWN_RISK, ChangeGround.ADDITIONAL})
_KEEPS_NATURE: Final = frozenset({ChangeGround.PROVIDED_FOR, ChangeGround.UNFORESEEN})
_NOT_IN_2015: Final = frozenset({ChangeGround.URGENT, ChangeGround.KNOWN_RISK})


@dataclass(frozen=True, slots=True)
class ContractChange:
    """One change. Values are in pounds without VAT, terms in days from the first to the last of the contract.

    `small_before` adds up what earlier small changes moved the value by, up or down; `threshold` is that of the kind of
    contract, None where it is not known. The three judgements are a person's.
    """

    law: Law
    kind: str
    light_touch: bool
    ground: ChangeGround
    value_at_award: Decimal
    value_before: Decimal
    value_after: Decimal
    term_at_award: int
    term_after: int
    small_before: Decimal = Decimal(0)
    threshold: Decimal | None = None
    changes_scope: bool = False
    favours_supplier: bool = False
    changes_nature: bool = False

    def __post_init__(self) -> None:
        if min(self.value_at_award, self.value_before, self.value_after) < 0 or self.kind not in SMALL:
            message = "Values are not less than nothing, and the kind is goods, services or works."
            raise ValueError(message)
        if self.term_at_award < 1 or self.term_after < 1:
            message = "A contract lasts at least a day."
            raise ValueError(message)

    @property
    def moved_by(self) -> Decimal:
        return self.value_after - self.value_before


class Verdict(StrEnum):
    MAY = "may"
    MAY_NOT = "may-not"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One thing that was looked at: what was found, and whether it stands in the way."""

    says: str
    holds: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class ChangeTest:
    """`notice` and `copy` say whether a contract change notice comes first, and whether the changed contract is published."""

    verdict: Verdict
    steps: tuple[ChangeStep, ...]
    notice: bool
    notice_because: str
    copy: bool


def change_test(change: ContractChange) -> ChangeTest:
    """The verdict on the ground that is relied on, with every step, and what has to be published."""
    if change.law is Law.BELOW:
        return _free(say("It is no public contract, which may be changed without this test."), SECTION_74)
    if change.law is Law.ACT and change.light_touch:
        return _free(say("A light touch contract may be changed without this test."), SECTION_74)
    steps = _steps(change)
    may = all(step.holds for step in steps)
    notice, because = _notice(change)
    large = max(change.value_before, change.value_after) > LARGE
    return ChangeTest(
        Verdict.MAY if may else Verdict.MAY_NOT,
        steps,
        notice=may and notice,
        notice_because=because,
        copy=may and notice and large and change.law is Law.ACT,
    )


def _free(says: str, basis: Basis) -> ChangeTest:
    return ChangeTest(
        Verdict.FREE,
        (ChangeStep(says, holds=True, basis=basis),),
        notice=False,
        notice_because=says,
        copy=False,
    )


def _steps(change: ContractChange) -> tuple[ChangeStep, ...]:
    act = change.law is Law.ACT
    basis = SECTION_74 if act else REGULATION_72
    if not act and change.ground in _NOT_IN_2015:
        return (
            ChangeStep(say("The Regulations of 2015 do not know this ground."), holds=False, basis=basis),
        )
    if change.ground is ChangeGround.NOT_SUBSTANTIAL:
        return _not_substantial(change, basis)
    if change.ground is ChangeGround.SMALL:
        return _small(change, basis)
    return _on_a_ground(change, SCHEDULE_8 if act else REGULATION_72)


def _not_substantial(change: ContractChange, basis: Basis) -> tuple[ChangeStep, ...]:
    steps = []
    if change.law is Law.ACT:
        moved = abs(change.term_after - change.term_at_award)
        steps.append(
            ChangeStep(
                say(
                    "The term becomes {after} days, {moved} from the {before} on award: {share} of it, and 10% is the most.",
                    after=change.term_after,
                    moved=moved,
                    before=change.term_at_award,
                    share=_share(Decimal(moved), Decimal(change.term_at_award)),
                ),
                holds=moved <= change.term_at_award * SMALL_TERM,
                basis=basis,
            )
        )
    return (*steps, _scope(change, basis), _balance(change, basis))


def _small(change: ContractChange, basis: Basis) -> tuple[ChangeStep, ...]:
    of = change.value_before if change.law is Law.ACT else change.value_at_award
    moved = abs(change.moved_by)
    together = moved + change.small_before
    # Under the Regulations of 2015 successive changes are taken together against the initial value.
    counted = moved if change.law is Law.ACT else together
    steps = [
        ChangeStep(
            say(
                "The value moves by {moved}, {share} of {of}; for {kind} the most is {most}.",
                moved=Money(counted),
                share=_share(counted, of),
                of=Money(of),
                kind=change.kind,
                most=f"{(SMALL[change.kind] * 100).normalize():f}%",
            ),
            holds=counted <= of * SMALL[change.kind],
            basis=basis,
        ),
        ChangeStep(
            say("The threshold of such contracts is not known here, so small changes cannot be added up against it.")
            if change.threshold is None
            else say(
                "Small changes come to {together} together; they must stay below the threshold of {threshold}.",
                together=Money(together),
                threshold=Money(change.threshold),
            ),
            holds=change.threshold is not None and together < change.threshold,
            basis=basis,
        ),
    ]  # fmt: skip
    if change.law is Law.ACT:
        steps.append(_scope(change, basis))
    else:
        steps.append(_nature(change, basis))
    return tuple(steps)


def _on_a_ground(change: ContractChange, basis: Basis) -> tuple[ChangeStep, ...]:
    steps = [
        ChangeStep(
            say(
                "Relied on: {ground}. The reason says how it is met.",
                ground=GROUND_WORDS[change.ground],
            ),
            holds=True,
            basis=basis,
        )
    ]
    if change.ground in _CAPPED:
        # The value may rise by half of what it was before this change: each change is looked at by itself.
        of = change.value_before if change.law is Law.ACT else change.value_at_award
        rise = max(change.moved_by, Decimal(0))
        steps.append(
            ChangeStep(
                say(
                    "The value rises by {rise}, {share} of {of}; the most is 50%.",
                    rise=Money(rise),
                    share=_share(rise, of),
                    of=Money(of),
                ),
                holds=rise <= of * MOST_INCREASE,
                basis=basis,
            )
        )
    if change.ground in _KEEPS_NATURE:
        steps.append(_nature(change, basis))
    return tuple(steps)


def _scope(change: ContractChange, basis: Basis) -> ChangeStep:
    return ChangeStep(
        say("You judged that it changes the scope of the contract materially.")
        if change.changes_scope
        else say("You judged that the scope does not change materially."),
        holds=not change.changes_scope,
        basis=basis,
    )


def _balance(change: ContractChange, basis: Basis) -> ChangeStep:
    return ChangeStep(
        say("You judged that it shifts the economic balance to the supplier materially.")
        if change.favours_supplier
        else say("You judged that the economic balance does not shift to the supplier materially."),
        holds=not change.favours_supplier,
        basis=basis,
    )


def _nature(change: ContractChange, basis: Basis) -> ChangeStep:
    return ChangeStep(
        say("You judged that it changes the overall nature of the contract.")
        if change.changes_nature
        else say("You judged that the overall nature of the contract stays."),
        holds=not change.changes_nature,
        basis=basis,
    )


def _notice(change: ContractChange) -> tuple[bool, str]:
    if change.law is Law.PCR:
        asked = change.ground in {ChangeGround.ADDITIONAL, ChangeGround.UNFORESEEN}
        return asked, (
            say("A notice of the modification is published on this ground.")
            if asked
            else say("No notice of it is asked for on this ground.")
        )
    if change.ground is ChangeGround.TRANSFER:
        return True, say(
            "When a contract passes to another body a contract change notice always comes first."
        )
    small_value = abs(change.moved_by) <= change.value_before * SMALL[change.kind]
    # A change that moves the value is measured by it; one that leaves it alone, by the term.
    small_term = abs(change.term_after - change.term_at_award) <= change.term_at_award * SMALL_TERM
    if (change.moved_by and small_value) or (change.term_after != change.term_at_award and small_term):
        return False, say(
            "The value moves by {value} of it, or the term by {term} of it: within what needs no notice.",
            value=_share(abs(change.moved_by), change.value_before),
            term=_share(
                Decimal(abs(change.term_after - change.term_at_award)), Decimal(change.term_at_award)
            ),
        )
    return True, say("It is not within the limits below which no contract change notice is needed.")  # fmt: skip


def _share(part: Decimal, of: Decimal) -> str:
    """As a percentage to one place; of nothing, nothing is a share."""
    if of == 0:
        return say("all") if part else "0%"
    with localcontext() as context:
        context.prec = 40
        return f"{(part * 100 / of).quantize(Decimal('0.1')):f}%"
