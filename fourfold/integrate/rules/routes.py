"""The routes by which a contract is bought: the states that each goes through, and the steps that it skips, each with why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say


class Route(StrEnum):
    OPEN = "open"
    MULTI_STAGE = "multi-stage"
    QUOTES = "quotes"
    CALL_OFF = "call-off"
    DIRECT = "direct"


class Stage(StrEnum):
    """A step of buying. Its value is the state in which the procurement stands while the step is done."""

    CONSIDER = "considering"
    SELECT = "selecting"
    ADVERTISE = "advertise"
    BIDS = "open"
    OPENING = "closed"
    SCORING = "opened"
    MODERATION = "evaluating"
    AWARD = "moderated"
    STANDSTILL = "standstill"
    CONTRACT = "awarded"


@dataclass(frozen=True, slots=True)
class Basis:
    """A provision that is relied on, and where it can be read."""

    words: str
    href: str


_ACT: Final = "https://www.legislation.gov.uk/ukpga/2023/54"
FULL_COMPETITION: Final = Basis(say("Procurement Act 2023, sections 19 to 21"), f"{_ACT}/section/20")
BELOW_THRESHOLD: Final = Basis(say("Procurement Act 2023, section 84"), f"{_ACT}/section/84")
FRAMEWORKS: Final = Basis(say("Procurement Act 2023, sections 45 and 46"), f"{_ACT}/section/45")
DIRECT_AWARD: Final = Basis(say("Procurement Act 2023, sections 41 to 44"), f"{_ACT}/section/41")
STANDSTILLS: Final = Basis(say("Procurement Act 2023, section 51"), f"{_ACT}/section/51")
CONDITIONS: Final = Basis(say("Procurement Act 2023, sections 20 and 22"), f"{_ACT}/section/22")


@dataclass(frozen=True, slots=True)
class Skipped:
    stage: Stage
    because: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class RouteRule:
    """`wants` says what has to be recorded when the route is chosen; every stage is done or named among `skips`."""

    route: Route
    title: str
    meaning: str
    wants: str
    basis: Basis
    skips: tuple[Skipped, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        left_out = {each.stage for each in self.skips}
        return tuple(stage for stage in Stage if stage not in left_out)


_NO_FIRST_STAGE: Final = say("Everyone who may bid hands in a whole bid at once; nobody is left out before.")

ROUTES: Final = {
    rule.route: rule
    for rule in (
        RouteRule(
            Route.OPEN,
            say("Open procedure"),
            say("Advertised to all; everyone may bid; every bid is judged."),
            "",
            FULL_COMPETITION,
            (Skipped(Stage.SELECT, _NO_FIRST_STAGE, FULL_COMPETITION),),
        ),
        RouteRule(
            Route.MULTI_STAGE,
            say("In stages"),
            say(
                "Advertised to all. A first stage asks who can do it, by published conditions; those who meet them are asked "
                "for sealed bids."
            ),
            say("the conditions, and until when suppliers ask to take part"),
            CONDITIONS,
            (),
        ),
        RouteRule(
            Route.QUOTES,
            say("Quotes"),
            say("Below the thresholds: so many suppliers are asked by name as your own rules say."),
            say("who is asked, and how many your rules want"),
            BELOW_THRESHOLD,
            (
                Skipped(Stage.SELECT, say("Who is asked is chosen by name, with a reason."), BELOW_THRESHOLD),
                Skipped(
                    Stage.ADVERTISE,
                    say("Suppliers are asked by name: nothing is advertised, so no notice of it is due."),
                    BELOW_THRESHOLD,
                ),
                Skipped(
                    Stage.STANDSTILL,
                    say("The standstill is for public contracts, which are at or above the threshold."),
                    STANDSTILLS,
                ),
            ),
        ),
        RouteRule(
            Route.CALL_OFF,
            say("Call-off from a framework"),
            say("Suppliers of a framework that was tendered before are asked for bids."),
            say("which framework, and which of its suppliers are asked"),
            FRAMEWORKS,
            (
                Skipped(Stage.SELECT, say("The framework's own competition said who can do it."), FRAMEWORKS),
                Skipped(Stage.ADVERTISE, say("The framework was advertised when it was set up."), FRAMEWORKS),
                Skipped(
                    Stage.STANDSTILL,
                    say(
                        "It is not mandatory for a contract under a framework; you may hold one all the same."
                    ),
                    STANDSTILLS,
                ),
            ),
        ),
        RouteRule(
            Route.DIRECT,
            say("Direct award"),
            say("Agreed with one supplier without competition, on a ground that the law names."),
            say("the ground, and why it is met"),
            DIRECT_AWARD,
            tuple(
                Skipped(stage, because, DIRECT_AWARD)
                for stage, because in (
                    (Stage.SELECT, say("There is one supplier.")),
                    (
                        Stage.ADVERTISE,
                        say("There is no competition. A transparency notice says so before the award."),
                    ),
                    (Stage.BIDS, say("Terms are agreed with one supplier, and recorded.")),
                    (Stage.OPENING, say("No bids are sealed, so none are opened.")),
                    (Stage.SCORING, say("There is nothing to compare.")),
                    (Stage.MODERATION, say("There are no scores to agree.")),
                )
            ),
        ),
    )
}

# The states in their order, apart from the ends: the way that a route goes is this without the states that it skips.
_WAY: Final = (
    "planned", "considering", "selecting", "open", "closed", "opened", "evaluating", "moderated", "awarded", "contracted",
)  # fmt: skip
# What stands between two states of the way, and which stage one leaves a state by.
_LEFT_OUT: Final = {
    Route.OPEN: {"selecting"},
    Route.MULTI_STAGE: set[str](),
    Route.QUOTES: {"selecting"},
    Route.CALL_OFF: {"selecting"},
    Route.DIRECT: {"selecting", "open", "closed", "opened", "evaluating", "moderated"},
}


def way(route: Route) -> tuple[str, ...]:
    """The states that a procurement by this route goes through, first to last."""
    return tuple(state for state in _WAY if state not in _LEFT_OUT[route])


def goes_on_to(route: Route, state: str) -> str | None:
    """The next state of the way; None at its end and for a state that is no part of it."""
    states = way(route)
    if state not in states or state == states[-1]:
        return None
    return states[states.index(state) + 1]


def is_of_the_way(route: Route, *, state: str, to: str) -> bool:
    """Whether a move keeps to the route. Ends and steps back are for the table of moves alone to judge."""
    if to not in _WAY or state not in _WAY or _WAY.index(to) <= _WAY.index(state):
        return True
    return goes_on_to(route, state) == to


# Grounds of a direct award: Schedule 5 of the Act, in our words.
_SCHEDULE_5: Final = f"{_ACT}/schedule/5"


class Ground(StrEnum):
    PROTOTYPE = "prototype"
    ART = "art"
    RIGHTS = "rights"
    TECHNICAL = "technical"
    ADDITIONAL = "additional"
    REPEAT = "repeat"
    COMMODITIES = "commodities"
    INSOLVENCY = "insolvency"
    URGENCY = "urgency"
    USER_CHOICE = "user-choice"
    NO_SUITABLE_TENDER = "no-suitable-tender"
    PROTECT_LIFE = "protect-life"
    BELOW = "below-threshold"


@dataclass(frozen=True, slots=True)
class GroundRule:
    title: str
    basis: Basis
    # Whether the mandatory standstill falls away, and whether no contract award notice is due either.
    no_standstill: bool = False
    no_award_notice: bool = False


def _of_schedule(paragraphs: str) -> Basis:
    return Basis(say("Procurement Act 2023, Schedule 5, {paragraphs}", paragraphs=paragraphs), _SCHEDULE_5)


GROUNDS: Final = {
    Ground.PROTOTYPE: GroundRule(
        say("A prototype, or something new made at your request"), _of_schedule(say("paragraphs 2 and 3"))
    ),
    Ground.ART: GroundRule(
        say("A unique work of art or artistic performance"), _of_schedule(say("paragraph 4"))
    ),
    Ground.RIGHTS: GroundRule(
        say("Only this supplier holds the rights, and there is no reasonable alternative"),
        _of_schedule(say("paragraph 5")),
    ),
    Ground.TECHNICAL: GroundRule(
        say("Only this supplier can, for technical reasons, and there is no reasonable alternative"),
        _of_schedule(say("paragraph 6")),
    ),
    Ground.ADDITIONAL: GroundRule(
        say("Additions that would not fit what you have if they came from somebody else"),
        _of_schedule(say("paragraphs 7 to 9")),
    ),
    Ground.REPEAT: GroundRule(
        say("More of the same, as the earlier tender said there might be"), _of_schedule(say("paragraphs 7 to 9"))
    ),
    Ground.COMMODITIES: GroundRule(
        say("Bought on a commodity market"), _of_schedule(say("paragraph 10"))
    ),
    Ground.INSOLVENCY: GroundRule(
        say("Advantageous terms because a supplier is insolvent"), _of_schedule(say("paragraphs 11 and 12"))
    ),
    Ground.URGENCY: GroundRule(
        say("Extreme urgency that nobody could foresee and you did not cause"),
        _of_schedule(say("paragraphs 13 and 14")),
        no_standstill=True,
    ),
    Ground.USER_CHOICE: GroundRule(
        say("Services for a person who chooses the provider"),
        _of_schedule(say("paragraphs 15 to 18")),
        no_award_notice=True,
    ),
    Ground.NO_SUITABLE_TENDER: GroundRule(
        say("A competition brought no suitable tender"),
        Basis(say("Procurement Act 2023, section 43"), f"{_ACT}/section/43"),
    ),
    Ground.PROTECT_LIFE: GroundRule(
        say("Regulations allow it, to protect life"),
        Basis(say("Procurement Act 2023, section 42"), f"{_ACT}/section/42"),
        no_standstill=True,
    ),
    Ground.BELOW: GroundRule(
        say("Below the thresholds, as your own rules allow"), BELOW_THRESHOLD, no_standstill=True, no_award_notice=True
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageStanding:
    """Where a procurement stands on its route: every stage, and whether it is over, the present one, to come or skipped."""

    stage: Stage
    standing: str
    because: str
    basis: Basis | None


STAGE_WORDS: Final = {
    Stage.CONSIDER: say("Consider what it could improve"),
    Stage.SELECT: say("First stage: who can do it"),
    Stage.ADVERTISE: say("Advertise it to all"),
    Stage.BIDS: say("Sealed bids"),
    Stage.OPENING: say("Two people open the bids"),
    Stage.SCORING: say("Evaluators score alone"),
    Stage.MODERATION: say("Agree the points"),
    Stage.AWARD: say("Decide the award"),
    Stage.STANDSTILL: say("Tell the bidders, and stand still"),
    Stage.CONTRACT: say("Sign the contract"),
}
# Done once a procurement has come to this state.
_OVER_AT: Final = {
    Stage.CONSIDER: "considering",
    Stage.SELECT: "open",
    Stage.ADVERTISE: "open",
    Stage.BIDS: "closed",
    Stage.OPENING: "opened",
    Stage.SCORING: "moderated",
    Stage.MODERATION: "moderated",
    Stage.AWARD: "awarded",
    Stage.STANDSTILL: "contracted",
    Stage.CONTRACT: "contracted",
}


# What the other portal does, of a tender that runs on one.
DONE_ELSEWHERE: Final = frozenset(
    {Stage.ADVERTISE, Stage.BIDS, Stage.OPENING, Stage.SCORING, Stage.MODERATION, Stage.STANDSTILL}
)


def stages_of(route: Route, state: str) -> tuple[StageStanding, ...]:
    """Every stage in order, with its standing: "done", "now", "to come" or "skipped". After an end, none is "now"."""
    skipped = {each.stage: each for each in ROUTES[route].skips}
    found: list[StageStanding] = []
    begun = False
    for stage in Stage:
        if stage in skipped:
            found.append(StageStanding(stage, "skipped", skipped[stage].because, skipped[stage].basis))
            continue
        over = state in _WAY and _WAY.index(state) >= _WAY.index(_OVER_AT[stage])
        standing = "done" if over else "to come" if begun or state not in _WAY else "now"
        begun = begun or standing == "now"
        found.append(StageStanding(stage, standing, "", None))
    return tuple(found)
