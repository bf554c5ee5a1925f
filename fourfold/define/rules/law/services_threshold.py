"""The threshold for services of an authority's own kind, which the Social Value Act and procurement law both use."""

from __future__ import annotations

from fourfold.define.rules.law import who
from fourfold.define.rules.law.figures import SERVICES_CENTRAL, SERVICES_SUB_CENTRAL
from fourfold.define.rules.law.steps import Contract, OneContract, Truth, no
from fourfold.ground.kernel.said import say


def reaches(c: Contract) -> Truth:
    """At or above the services threshold of the authority's own kind, for certain."""
    return (who.central(c) & c.reaches(SERVICES_CENTRAL)) | (
        no(who.central(c)) & c.reaches(SERVICES_SUB_CENTRAL)
    )


def falls_short(c: Contract) -> Truth:
    """Below it, for certain. Where the authority may be of either kind, below the lower of the two."""
    lower = who.central(c) | who.either(c)
    return (lower & c.falls_short(SERVICES_CENTRAL)) | (no(lower) & c.falls_short(SERVICES_SUB_CENTRAL))


def thresholds(c: OneContract) -> tuple[str, ...]:
    if who.either(c):
        return SERVICES_CENTRAL, SERVICES_SUB_CENTRAL
    return (SERVICES_CENTRAL,) if who.central(c) else (SERVICES_SUB_CENTRAL,)


def threshold_words(c: OneContract) -> str:
    if who.either(c):
        return say(
            "the thresholds for services are {central} for central government, and {other} for others",
            central=c.compared_words(SERVICES_CENTRAL),
            other=c.compared_words(SERVICES_SUB_CENTRAL),
        )
    if who.central(c):
        return say(
            "the threshold for services of central government is {words}",
            words=c.compared_words(SERVICES_CENTRAL),
        )
    return say(
        "the threshold for services of sub-central authorities is {words}",
        words=c.compared_words(SERVICES_SUB_CENTRAL),
    )


def below(c: OneContract) -> str:
    return say(
        "The value, {value}, is below it: {threshold}.", value=c.value_words(), threshold=threshold_words(c)
    )


def at_or_above(c: OneContract) -> str:
    return say(
        "The value, {value}, is at or above it: {threshold}.",
        value=c.value_words(),
        threshold=threshold_words(c),
    )


def between(c: OneContract) -> str:
    return say(
        "The value, {value}, lies between two thresholds, and which of them counts for this authority on that "
        "day was not read: {threshold}.",
        value=c.value_words(),
        threshold=threshold_words(c),
    )


def reaches_without_vat(c: Contract) -> Truth:
    return (who.central(c) & c.reaches_without_vat(SERVICES_CENTRAL)) | (
        no(who.central(c)) & c.reaches_without_vat(SERVICES_SUB_CENTRAL)
    )
