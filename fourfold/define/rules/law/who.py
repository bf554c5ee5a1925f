"""Conditions about who buys, which several rules share."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.facts import Authority, Health, Nation, Regime
from fourfold.define.rules.law.steps import Contract, Truth, no

SOCIAL_VALUE_ACT: Final = "social-value-act-2012"
# Kinds that say by themselves in which nation's law the authority stands.
DEVOLVED: Final = (
    Authority.WELSH_DEVOLVED,
    Authority.SCOTTISH,
    Authority.NI_DEPARTMENT,
    Authority.NI_OTHER,
)
NOT_DEVOLVED: Final = (Authority.CENTRAL, Authority.PRIVATE_UTILITY)
NHS: Final = (Authority.NHS_TRUST, Authority.NHS_FOUNDATION_TRUST)
NI: Final = (Authority.NI_DEPARTMENT, Authority.NI_OTHER)
COUNCILS: Final = (Authority.BEST_VALUE, Authority.PARISH)


def scottish(c: Contract) -> Truth:
    """A devolved Scottish authority, or one that works in Scotland and is neither a UK department nor another nation's."""
    return c.by(Authority.SCOTTISH) | (c.located(Nation.SCOTLAND) & no(c.by(*DEVOLVED, *NOT_DEVOLVED)))


def northern_irish(c: Contract) -> Truth:
    return c.by(*NI) | (c.located(Nation.NORTHERN_IRELAND) & no(c.by(*DEVOLVED, *NOT_DEVOLVED)))


def perhaps_welsh(c: Contract) -> Truth:
    """An authority in Wales whose kind does not say whether its functions are wholly or mainly devolved."""
    return c.located(Nation.WALES) & no(c.by(*DEVOLVED, *NOT_DEVOLVED))


def english(c: Contract) -> Truth:
    """Works in England, and its kind is not another nation's."""
    return c.located(Nation.ENGLAND) & no(c.by(*DEVOLVED))


def central(c: Contract) -> Truth:
    """Counted with central government for thresholds, for certain: foundation trusts and trusts are from a day on."""
    return (
        c.by(Authority.CENTRAL)
        | (
            c.by(Authority.NHS_FOUNDATION_TRUST)
            & c.in_force(SOCIAL_VALUE_ACT, "foundation_trusts_are_central")
        )
        | (c.by(Authority.NHS_TRUST) & c.in_force(SOCIAL_VALUE_ACT, "nhs_trusts_are_central"))
    )


def either(c: Contract) -> Truth:
    """An NHS body before the day from which its place in the list was read: it may have been central or sub-central."""
    return (c.by(*NHS) & no(central(c))) | c.by(*NI)


def health_care(c: Contract) -> Truth:
    """Health care services in England under the Provider Selection Regime, said to be so."""
    return c.health(Health.YES) & c.located(Nation.ENGLAND) & selection_regime(c)


def perhaps_health_care(c: Contract) -> Truth:
    """An NHS body's light touch services, of which nobody said whether they are health care."""
    return (
        c.health(Health.NOT_SAID)
        & c.by(*NHS)
        & c.under(Regime.LIGHT_TOUCH)
        & c.located(Nation.ENGLAND)
        & selection_regime(c)
    )


def selection_regime(c: Contract) -> Truth:
    return c.in_force(SOCIAL_VALUE_ACT, "provider_selection_regime")
