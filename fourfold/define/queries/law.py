"""Which law applies to a contract: the rules, given the dated law that ships with Fourfold.

    from datetime import date
    from decimal import Decimal
    from fourfold.define.queries.law import check

    for ruling in check(authority="sub-central", nation="england", kind="services", value=Decimal(210_000),
                        vat="included", on=date(2026, 1, 5)):
        print(ruling.rule, ruling.answer, [reason.says for reason in ruling.reasons])

It needs no Django and no database. It is no legal advice.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Final

from fourfold.define.queries.law_calendar import law_figures
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import (
    Authority,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.ruling import rulings
from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName, hypothetical
from fourfold.define.rules.law.typed_facts import read_word
from fourfold.ground.parameters import all_parameters, all_rules

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.define.rules.law.scenarios import Scenario


VERSION_DIGITS: Final = 12


@cache
def the_law() -> LawBook:
    """Every dated rule and figure that ships with Fourfold. Raises ParameterFault where one file is at fault."""
    return LawBook(all_rules(), all_parameters())


@cache
def law_version() -> str:
    """Of the law that ships with this version of Fourfold."""
    return version_of(the_law())


def version_of(law: LawBook) -> str:
    """One mark for all dated rules and figures together: the first digits of the SHA-256 of their keys and versions."""
    every = sorted(
        [
            *(f"law.rules.{key} {rule.version}" for key, rule in law.rules.items()),
            *(f"{key} {figure.version}" for key, figure in law_figures(law)),
        ]
    )
    return hashlib.sha256("\n".join(every).encode()).hexdigest()[:VERSION_DIGITS]


def check(
    *,
    authority: str,
    nation: str,
    kind: str,
    value: Decimal,
    vat: str,
    on: date,
    main: str = MainPart.NOT_SAID,
    route: str = Route.CONTRACT,
    regime: str = Regime.ORDINARY,
    health: str = Health.NOT_SAID,
    vat_rate: Decimal | None = None,
    scenario: str = "",
) -> tuple[Ruling, ...]:
    """One ruling a rule, in words and with sources; see `Facts` for what each fact means.

    `value` is in pounds, `vat_rate` a share (0.2). With a `scenario`, its hypothetical ruling is the last. Raises FactRefused.
    """
    facts = Facts(
        authority=read_word("authority", authority, Authority),
        nation=read_word("nation", nation, Nation),
        kind=read_word("kind", kind, Kind),
        value=value,
        vat=read_word("vat", vat, Vat),
        on=on,
        main=read_word("main", main, MainPart),
        route=read_word("route", route, Route),
        regime=read_word("regime", regime, Regime),
        health=read_word("health", health, Health),
        vat_rate=vat_rate,
    )
    return rulings_on(facts, SCENARIOS[read_word("scenario", scenario, ScenarioName)] if scenario else None)


def rulings_on(facts: Facts, scenario: Scenario | None = None) -> tuple[Ruling, ...]:
    found = rulings(facts, law=the_law(), rules=RULES)
    return found if scenario is None else (*found, hypothetical(facts, law=the_law(), scenario=scenario))
