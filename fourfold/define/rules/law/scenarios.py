"""What if the Social Value Act reached further? Hypothetical rules, marked as such, beside the law as it is.

Nothing here is law. A scenario says what the Act would cover, whether call-offs too, and from which value; the day, the place and
the kind of authority are asked as the Act itself asks them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from fourfold.define.rules.law import public_contract, services_threshold, social_value_act, who
from fourfold.define.rules.law.answers import Answer, Reason, Ruling
from fourfold.define.rules.law.facts import Authority, Facts, Kind, MainPart, Nation, Route
from fourfold.define.rules.law.figures import SERVICES_CENTRAL, SERVICES_SUB_CENTRAL, WORKS
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.one import One
from fourfold.define.rules.law.ruling import rule_on
from fourfold.define.rules.law.steps import Contract, LawRule, OneContract, Step, Truth, no, yes
from fourfold.ground.kernel.said import say


class ScenarioName(StrEnum):
    GOODS_AND_WORKS = "goods-and-works"
    STRONGER_ACT = "stronger-act"
    ANY_SIZE = "any-size"


@dataclass(frozen=True, slots=True)
class Scenario:
    """`covers` are kinds; `call_offs` whether contracts based on a framework too; `thresholds` whether those of the day count.

    Planning and the disposal of assets have no threshold of their own: where a scenario covers them it does so at any value.
    """

    name: ScenarioName
    title: str
    covers: tuple[Kind, ...]
    call_offs: bool
    thresholds: bool
    duty: str


_CONSIDER: Final = say("The authority would have to consider social value before it begins.")
_ACT: Final = say("The authority would have to act for social value, and not only to consider it.")
_PURCHASES: Final = (Kind.SERVICES, Kind.GOODS, Kind.WORKS, Kind.MIXED)

SCENARIOS: Final = {
    each.name: each
    for each in (
        Scenario(
            ScenarioName.GOODS_AND_WORKS,
            say("The Act covers goods and works as well"),
            _PURCHASES,
            call_offs=False,
            thresholds=True,
            duty=_CONSIDER,
        ),
        Scenario(
            ScenarioName.STRONGER_ACT,
            say("The Act covers goods, works, planning and the disposal of assets, and obliges"),
            (*_PURCHASES, Kind.PLANNING, Kind.ASSET_DISPOSAL),
            call_offs=True,
            thresholds=True,
            duty=_ACT,
        ),
        Scenario(
            ScenarioName.ANY_SIZE,
            say("The Act covers services, goods and works of any size"),
            _PURCHASES,
            call_offs=True,
            thresholds=False,
            duty=_CONSIDER,
        ),
    )
}


def hypothetical(facts: Facts, *, law: LawBook, scenario: Scenario) -> Ruling:
    """The ruling under the scenario. Its rule's name begins with "hypothetical-", and so does its first reason say."""
    ruled = rule_on(One(facts, law, {}), scenario_rule(scenario))
    mark = Reason(say("Hypothetical, not law. The scenario: {title}.", title=scenario.title))
    return replace(
        ruled,
        rule=f"hypothetical-{social_value_act.KEY}",
        title=say("Hypothetical: {title}", title=scenario.title),
        reasons=(mark, *ruled.reasons),
        to_record=(),
        hypothetical=scenario.name,
    )


def scenario_rule(scenario: Scenario) -> LawRule:
    steps = [
        Step(
            when=lambda c: (
                c.located(Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
                | c.by(Authority.SCOTTISH, *who.NI, Authority.WELSH_DEVOLVED, Authority.PRIVATE_UTILITY)
            ),
            answer=Answer.DOES_NOT_APPLY,
            says=say("The scenario leaves alone whom the Act binds: this authority is not bound."),
            relies_on=("extent", "wales"),
        ),
        Step(
            when=lambda c: no(c.buys(*scenario.covers)),
            answer=Answer.DOES_NOT_APPLY,
            says=say("The scenario does not cover this."),
            otherwise=say("The scenario covers this."),
        ),
    ]
    if not scenario.call_offs:
        steps.append(
            Step(
                when=lambda c: c.through(Route.CALL_OFF),
                answer=Answer.DOES_NOT_APPLY,
                says=say("The scenario leaves contracts based on a framework outside, as the Act does."),
                relies_on=("what",),
            )
        )
    if scenario.thresholds:
        steps += [
            Step(
                when=_falls_short,
                answer=Answer.DOES_NOT_APPLY,
                says=_below,
                figures=_thresholds,
            ),
            Step(
                when=lambda c: no(_no_threshold(c) | _reaches(c)),
                answer=Answer.UNCERTAIN,
                says=_between,
                otherwise=_not_below,
                figures=_thresholds,
            ),
        ]
    steps += [
        Step(
            when=who.perhaps_welsh,
            answer=Answer.UNCERTAIN,
            says=say("In Wales it would hang on whether the authority is devolved, as the Act does."),
            relies_on=("wales",),
        ),
        Step(when=yes, answer=Answer.APPLIES, says=scenario.duty),
    ]
    return LawRule(
        social_value_act.KEY, tuple(steps), figures=(SERVICES_CENTRAL, SERVICES_SUB_CENTRAL, WORKS)
    )


def _no_threshold(c: Contract) -> Truth:
    return c.buys(Kind.PLANNING, Kind.ASSET_DISPOSAL)


def _high(c: Contract) -> Truth:
    return public_contract.works(c) | c.mainly(MainPart.NOT_SAID)


def _reaches(c: Contract) -> Truth:
    """The ordinary thresholds, for light touch as well: the trap of the Act stays."""
    return (_high(c) & c.reaches(WORKS)) | (no(_high(c)) & services_threshold.reaches(c))


def _falls_short(c: Contract) -> Truth:
    works = public_contract.works(c)
    short = (works & c.falls_short(WORKS)) | (no(works) & services_threshold.falls_short(c))
    return no(_no_threshold(c)) & short


def _thresholds(c: OneContract) -> tuple[str, ...]:
    if _no_threshold(c):
        return ()
    return (WORKS,) if public_contract.works(c) else services_threshold.thresholds(c)


def _words(c: OneContract) -> str:
    if public_contract.works(c):
        return say("the threshold for works is {words}", words=c.compared_words(WORKS))
    return services_threshold.threshold_words(c)


def _below(c: OneContract) -> str:
    return say("The value, {value}, is below it: {threshold}.", value=c.value_words(), threshold=_words(c))


def _not_below(c: OneContract) -> str:
    if _no_threshold(c):
        return say(
            "Planning and the disposal of assets have no threshold: the scenario covers them at any value."
        )
    return say(
        "The value, {value}, is at or above it: {threshold}.", value=c.value_words(), threshold=_words(c)
    )


def _between(c: OneContract) -> str:
    return say(
        "The value, {value}, may be at or above a threshold or below it, by what is mainly bought or who buys: {threshold}.",
        value=c.value_words(),
        threshold=_words(c),
    )
