"""Which law on social value applies to a contract, and what of it must be read again. Of nobody's records: open to everyone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from fourfold.define.exchange.law_plain import plain
from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.queries.law_calendar import calendar
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import (
    Authority,
    FactRefused,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName
from fourfold.ground.api.etags import shown
from fourfold.ground.api.operations import operation
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Amount, Day, Given, Shown

router = Router(tags=["The law"])


class Asked(Given):
    """One contract. `value` in pounds over its whole term; `on` the day on which the procurement begins."""

    authority: Authority
    nation: Annotated[Nation, Field(description="Where the authority mainly works.")]
    kind: Kind
    value: Amount
    vat: Annotated[Vat, Field(description="Whether the value is with VAT.")]
    on: Day
    main: Annotated[MainPart, Field(description="Of a mixed contract, what it mainly is.")] = (
        MainPart.NOT_SAID
    )
    route: Route = Route.CONTRACT
    regime: Regime = Regime.ORDINARY
    health: Annotated[
        Health,
        Field(description="Whether health care services under the Provider Selection Regime are bought."),
    ] = Health.NOT_SAID
    vat_rate: Annotated[
        int | None, Field(ge=0, le=100, description="In per cent, where it is not the standard rate.")
    ] = None
    scenario: Annotated[
        ScenarioName | None, Field(description="Adds a hypothetical ruling, which is not law.")
    ] = None


class LawSource(Shown):
    """`says` are the words relied on. `grade` is primary, or secondary where an account of the law was read."""

    title: str
    publisher: str
    href: str
    says: str
    read: date
    grade: str
    licence: str


class RecordDue(Shown):
    what: str
    by_when: str
    source: str


class RulingShown(Shown):
    """`reasons` step by step. A rule whose name begins with “hypothetical-” is not law."""

    rule: str
    answer: Annotated[str, Field(json_schema_extra={"enum": [each.value for each in Answer]})]
    reasons: list[str]
    sources: list[LawSource]
    to_record: list[RecordDue]


class RulingsShown(Shown):
    rulings: list[RulingShown]


class ToReadShown(Shown):
    by: date
    key: str
    title: str
    why: str
    last_checked: date
    address: str


class CalendarShown(Shown):
    to_read: list[ToReadShown]


@operation(router, "get", "/law/check", scope="", answer=RulingsShown, public=True)
def check_law(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Ask which law applies to a contract.

    One ruling a rule, with its reasons, what it rests on and what has to be recorded by when. This is no legal advice.
    """
    given = asked.model_dump(exclude={"scenario", "vat_rate"})
    rate = None if asked.vat_rate is None else Decimal(asked.vat_rate) / 100
    try:
        facts = Facts(**given, vat_rate=rate)
    except FactRefused as refusal:
        raise Problem("refused", f"{refusal.field}: {refusal}") from refusal
    scenario = None if asked.scenario is None else SCENARIOS[asked.scenario]
    return shown(request, RulingsShown.model_validate(plain(rulings_on(facts, scenario))))


@operation(router, "get", "/law/calendar", scope="", answer=CalendarShown, public=True)
def list_law_to_read(request: HttpRequest) -> HttpResponse:
    """List what of the law must be read again, the soonest first."""
    rows = [
        ToReadShown(
            by=each.by,
            key=each.key,
            title=each.title,
            why=each.why,
            last_checked=each.checked_on,
            address=each.address,
        )
        for each in calendar(the_law())
    ]
    return shown(request, CalendarShown(to_read=rows))
