"""What is asked about: who buys, where, what, by which route, for how much, and on which day the procurement begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say

MOST_VALUE: Final = Decimal(10) ** 12
EARLIEST_DAY: Final = date(1900, 1, 1)
LATEST_DAY: Final = date(2200, 12, 31)
PENNY_PLACES: Final = -2
RATE_PLACES: Final = -4


class FactRefused(ValueError):
    """A fact that cannot be: `field` is the name of the fact, the message says what is taken."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Authority(StrEnum):
    """Who buys, as procurement law sorts them. Each body is one of these: the first in the list that fits.

    Best value: councils, combined, fire, police, waste and national park authorities. Sub-central is who is none of the others.
    """

    CENTRAL = "central"
    BEST_VALUE = "best-value"
    PARISH = "parish"
    HOUSING_ASSOCIATION = "housing-association"
    NHS_TRUST = "nhs-trust"
    NHS_FOUNDATION_TRUST = "nhs-foundation-trust"
    SCHOOL = "school"
    SUB_CENTRAL = "sub-central"
    WELSH_DEVOLVED = "welsh-devolved"
    SCOTTISH = "scottish"
    NI_DEPARTMENT = "ni-department"
    NI_OTHER = "ni-other"
    PRIVATE_UTILITY = "private-utility"


class Nation(StrEnum):
    """Where the authority mainly works."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class Kind(StrEnum):
    """What is bought. Planning and the disposal of assets are no purchases: they are here for what the Act might cover."""

    SERVICES = "services"
    GOODS = "goods"
    WORKS = "works"
    MIXED = "mixed"
    PLANNING = "planning"
    ASSET_DISPOSAL = "asset-disposal"


class MainPart(StrEnum):
    """What a mixed contract mainly is, by its main subject; of a framework, the greater part by value."""

    NOT_SAID = "not-said"
    SERVICES = "services"
    GOODS = "goods"
    WORKS = "works"


class Route(StrEnum):
    CONTRACT = "contract"
    FRAMEWORK = "framework"
    CALL_OFF = "call-off"


class Regime(StrEnum):
    """Under which heading of procurement law the contract falls. Light touch was Part B, and then Schedule 3, services."""

    ORDINARY = "ordinary"
    LIGHT_TOUCH = "light-touch"
    CONCESSION = "concession"
    UTILITIES = "utilities"
    DEFENCE = "defence"


class Health(StrEnum):
    """Whether health care services under the Provider Selection Regime are bought; not said is a third thing."""

    NOT_SAID = "not-said"
    YES = "yes"
    NO = "no"


class Vat(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Facts:
    """One contract. `value` is its estimated value in pounds over its whole term, with or without VAT as `vat` says.

    `vat_rate` is the share of VAT that this contract bears; None: the standard rate of the day. `on` is the day on which the
    procurement begins: the first notice, advertisement or contact with a supplier. Raises FactRefused.
    """

    authority: Authority
    nation: Nation
    kind: Kind
    value: Decimal
    vat: Vat
    on: date
    main: MainPart = MainPart.NOT_SAID
    route: Route = Route.CONTRACT
    regime: Regime = Regime.ORDINARY
    health: Health = Health.NOT_SAID
    vat_rate: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise FactRefused("value", say("The value must be a sum of money, such as 180000 or 180,000.00"))
        if not 0 <= self.value <= MOST_VALUE:
            raise FactRefused("value", say("The value must be between nought and £1 trillion"))
        if self.value != round(self.value, -PENNY_PLACES):
            raise FactRefused("value", say("The value must be in pounds and whole pennies"))
        if not EARLIEST_DAY <= self.on <= LATEST_DAY:
            raise FactRefused("on", say("The day must be in a year from 1900 to 2200"))
        rate = self.vat_rate
        if rate is not None and not (
            rate.is_finite() and 0 <= rate <= 1 and rate == round(rate, -RATE_PLACES)
        ):
            raise FactRefused(
                "vat_rate", say("The rate of VAT must be a share between 0 and 1, such as 0.2 or 0.05")
            )
