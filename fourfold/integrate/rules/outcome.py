"""What bidders are told of an award, and whether the buyer stands still before signing, by law, route and kind of contract."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.routes import GROUNDS, STANDSTILLS, Basis, Ground, Route


class Law(StrEnum):
    """Which law governs the procurement: by the day on which it began, and by its value."""

    ACT = "procurement-act-2023"
    PCR = "pcr-2015"
    BELOW = "below-threshold"


class Letters(StrEnum):
    SUMMARY = "summary"
    STANDSTILL = "standstill"
    FEEDBACK = "feedback"
    NONE = "none"


_ACT_50: Final = "https://www.legislation.gov.uk/ukpga/2023/54/section/50"
SUMMARIES: Final = Basis(
    say("Procurement Act 2023, section 50, and Procurement Regulations 2024, regulation 31"), _ACT_50
)
AWARD_NOTICES: Final = Basis(
    say("Procurement Act 2023, section 50, and Procurement Regulations 2024, regulation 27"), _ACT_50
)
_PCR: Final = "https://www.legislation.gov.uk/uksi/2015/102/part/3/chapter/5"
LETTERS_2015: Final = Basis(say("Public Contracts Regulations 2015, regulation 86"), _PCR)
STANDSTILL_2015: Final = Basis(say("Public Contracts Regulations 2015, regulation 87"), _PCR)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is due or falls away, why, and where that is said; `basis` None for our own good practice."""

    says: str
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class OutcomeDuty:
    """Which letters go out, whether a contract award notice comes before signing, and whether standing still is a must."""

    letters: Letters
    award_notice: bool
    standstill: bool
    reasons: tuple[Told, ...]


def outcome_duty(
    law: Law, *, route: Route, light_touch: bool, ground: Ground | None = None, bidders: int
) -> OutcomeDuty:
    """`ground` is that of a direct award; `bidders` counts the tenders that were assessed."""
    if law is Law.ACT:
        return _under_the_act(route, ground, light_touch=light_touch)
    if law is Law.PCR:
        return _under_2015(route, bidders)
    return OutcomeDuty(
        Letters.NONE if route is Route.DIRECT else Letters.FEEDBACK,
        award_notice=False,
        standstill=False,
        reasons=(
            Told(say("Below the threshold no law prescribes letters or a standstill."), STANDSTILLS),
            *(
                ()
                if route is Route.DIRECT
                else (
                    Told(
                        say("Who bid is owed an explanation all the same: each gets their marks and reasons."), None
                    ),
                )
            ),
        ),
    )  # fmt: skip


def _under_the_act(route: Route, ground: Ground | None, *, light_touch: bool) -> OutcomeDuty:
    rule = None if ground is None else GROUNDS[ground]
    if route is Route.DIRECT:
        letters = Letters.NONE
        first = Told(say("No tender was assessed, so there is nobody to give a summary to."), SUMMARIES)
    elif route in {Route.CALL_OFF, Route.QUOTES}:
        letters = Letters.FEEDBACK
        first = Told(
            say(
                "Assessment summaries follow a competitive tendering procedure, which this was not. Each bidder gets a letter."
            ),
            SUMMARIES,
        )
    else:
        letters = Letters.SUMMARY
        first = Told(
            say("Every assessed tenderer is given an assessment summary before the contract award notice."),
            SUMMARIES,
        )
    notice = rule is None or not rule.no_award_notice
    second = Told(
        say("A contract award notice is published before the contract is entered into.")
        if notice
        else say("No contract award notice is asked for on this ground."),
        AWARD_NOTICES,
    )
    if light_touch:
        stands, third = False, say("It is a light touch contract, for which standing still is not mandatory.")
    elif route is Route.CALL_OFF:
        stands, third = (
            False,
            say("It is awarded under a framework, for which standing still is not mandatory."),
        )
    elif rule is not None and (rule.no_standstill or rule.no_award_notice):
        stands, third = False, say("On this ground of direct award standing still is not mandatory.")
    else:
        stands, third = True, say("The contract is not entered into before the standstill has ended.")
    return OutcomeDuty(letters, notice, stands, (first, second, Told(third, STANDSTILLS)))


def _under_2015(route: Route, bidders: int) -> OutcomeDuty:
    if route is Route.DIRECT:
        return OutcomeDuty(
            Letters.NONE,
            award_notice=False,
            standstill=False,
            reasons=(
                Told(
                    say("Without a prior notice no letters are prescribed, and no standstill."), LETTERS_2015
                ),
            ),
        )
    if route is Route.CALL_OFF:
        return OutcomeDuty(
            Letters.FEEDBACK,
            award_notice=False,
            standstill=False,
            reasons=(
                Told(say("Under a framework no letters are prescribed, and no standstill."), LETTERS_2015),
            ),
        )
    if bidders <= 1:
        return OutcomeDuty(
            Letters.FEEDBACK,
            award_notice=False,
            standstill=False,
            reasons=(Told(say("Only one tenderer is concerned, so there is no standstill."), LETTERS_2015),),
        )
    return OutcomeDuty(
        Letters.STANDSTILL,
        award_notice=False,
        standstill=True,
        reasons=(
            Told(
                say(
                    "Every tenderer is sent the criteria, their own and the winner's score, the reasons, and the standstill."
                ),
                LETTERS_2015,
            ),
            Told(say("The contract is not entered into before the standstill has ended."), STANDSTILL_2015),
        ),
    )
