"""What a priority or a measure is about, so that portfolios are told apart and policies can be compared.

A measure of work is one of work whatever the priority above it is called: so its framework and its unit speak first, and
what the priority is about only where they are silent.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.balance import EMPLOYMENT
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Theme(StrEnum):
    """The words of the 2014 survey, drawn together: employment, youth employment and training are one."""

    WORK = "work"
    ECONOMY = "economy"
    HEALTH = "health"
    COMMUNITY = "community"
    SAFETY = "safety"
    ENVIRONMENT = "environment"
    HOMES = "homes"
    FAIRNESS = "fairness"


THEME_WORDS: Final[Mapping[Theme, str]] = {
    Theme.WORK: say("Work and skills"),
    Theme.ECONOMY: say("Local economy"),
    Theme.HEALTH: say("Health and wellbeing"),
    Theme.COMMUNITY: say("Community"),
    Theme.SAFETY: say("Safety"),
    Theme.ENVIRONMENT: say("Environment"),
    Theme.HOMES: say("Homes and the cost of living"),
    Theme.FAIRNESS: say("Equal chances"),
}
# By framework, the themes of it that are one of ours.
OF_FRAMEWORKS: Final[Mapping[str, Mapping[str, Theme]]] = {
    "fourfold-open": {
        "JOBS": Theme.WORK,
        "SKILLS": Theme.WORK,
        "HEALTH": Theme.HEALTH,
        "COMMUNITY": Theme.COMMUNITY,
        "ENVIRONMENT": Theme.ENVIRONMENT,
        "SUPPLY": Theme.ECONOMY,
        "HOUSING": Theme.HOMES,
    },
    "social-value-model": {
        "T2": Theme.ECONOMY,
        "T3": Theme.ENVIRONMENT,
        "T4": Theme.FAIRNESS,
        "T5": Theme.HEALTH,
    },
}
# Units that count one kind of thing. Hours, people or pounds may be about anything.
_OF_UNITS: Final[Mapping[str, Theme]] = {
    **dict.fromkeys(EMPLOYMENT, Theme.WORK),
    **dict.fromkeys(
        ("trees", "kilograms", "tonnes", "tonnes_co2e", "kilowatt_hours", "miles"), Theme.ENVIRONMENT
    ),
    "homes": Theme.HOMES,
}


def theme_of_measure(
    *, unit: str, framework: str = "", framework_theme: str = "", of_priority: Theme | None = None
) -> Theme | None:
    """None where nothing tells: its framework's theme, its unit, or what its priority is about."""
    of_framework = OF_FRAMEWORKS.get(framework, {}).get(framework_theme)
    return of_framework or _OF_UNITS.get(unit) or of_priority


def theme_of_priority(said: Theme | None, measures: Sequence[Theme | None]) -> Theme | None:
    """What somebody said of it; else the theme of most of its measures, where one is ahead of all others."""
    if said is not None:
        return said
    ranked = Counter(each for each in measures if each is not None).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
