"""What kind of value a proxy is, who gains by it, and in which ledger its pounds stand."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping


class ValueKind(StrEnum):
    """Unlike kinds of value. Pounds of one are never added to pounds of another."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    WELLBEING = "wellbeing"


class Gains(StrEnum):
    """Who is better off."""

    NOT_STATED = ""
    PUBLIC_BUDGETS = "public_budgets"
    PEOPLE = "people"
    EMPLOYERS = "employers"
    COMMUNITY = "community"
    SOCIETY = "society"

    @property
    def words(self) -> str:
        return {
            Gains.NOT_STATED: say("Not stated"),
            Gains.PUBLIC_BUDGETS: say("Public budgets"),
            Gains.PEOPLE: say("The people themselves"),
            Gains.EMPLOYERS: say("Employers and businesses"),
            Gains.COMMUNITY: say("Community organisations"),
            Gains.SOCIETY: say("Society as a whole"),
        }[self]


class Lasts(StrEnum):
    """What the figure is of: one year of the outcome, all of its years, or something that happens once."""

    NOT_STATED = ""
    ONE_YEAR = "annual"
    LIFETIME = "lifetime"
    ONCE = "once"

    @property
    def words(self) -> str:
        return {
            Lasts.NOT_STATED: say("Not stated"),
            Lasts.ONE_YEAR: say("One year of the outcome"),
            Lasts.LIFETIME: say("All the years of the outcome together"),
            Lasts.ONCE: say("Something that happens once"),
        }[self]


class DiscountClass(StrEnum):
    """By which of the Green Book's schedules later years are discounted."""

    STANDARD = "standard"
    HEALTH = "health"

    @property
    def words(self) -> str:
        return {
            DiscountClass.STANDARD: say("The standard rates"),
            DiscountClass.HEALTH: say("The rates for health"),
        }[self]


SPEND = "spend"

# What each ledger is called, in the order in which they stand.
LEDGERS: Final[Mapping[str, str]] = {
    ValueKind.FISCAL.value: say("Saving to public budgets"),
    ValueKind.ECONOMIC.value: say("Economic value"),
    ValueKind.SOCIAL.value: say("Social value"),
    ValueKind.ENVIRONMENTAL.value: say("Environmental value"),
    ValueKind.WELLBEING.value: say("Wellbeing value"),
    SPEND: say("Money spent"),
}


def kind_of(ledger: str) -> ValueKind:
    """The kind of value whose pounds stand in `ledger`. Money spent is economic, and stands in a ledger of its own."""
    return ValueKind.ECONOMIC if ledger == SPEND else ValueKind(ledger)
