"""Which rules of the law apply to a procurement, as it was put on record, and what has to be recorded by which day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fourfold.define.api.law import RulingShown
from fourfold.define.exchange.law_plain import plain
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import (
    Authority,
    FactRefused,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Amount, Day, Figure, Given, Number, Reference, Shown
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.actions import rulings
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.rulings import (
    begins_with,
    is_of_this_law,
    latest_ruling,
    ruling_of,
    rulings_of,
    what_differs,
    what_to_record,
)

if TYPE_CHECKING:
    from fourfold.integrate.queries.procurements import Procurement
    from fourfold.integrate.queries.rulings import RulingOnRecord, StoredRuling

router = Router(tags=["Procurements"])


class FactsShown(Shown):
    """What was asked. `vat_rate` is in per cent; null: the standard rate."""

    authority: Authority
    nation: Nation
    kind: Kind
    value: Figure
    vat: Vat
    on: date
    main: MainPart
    route: Route
    regime: Regime
    health: Health
    vat_rate: Figure | None


class FactsGiven(Given):
    """What is left out is as in the last ruling; before the first, as buyer and procurement have it. `on` is today then."""

    authority: Authority | None = None
    nation: Annotated[Nation | None, Field(description="Where the authority mainly works.")] = None
    kind: Kind | None = None
    value: Annotated[Amount | None, Field(description="In pounds, over its whole term.")] = None
    vat: Annotated[Vat | None, Field(description="Whether the value is with VAT.")] = None
    on: Annotated[Day | None, Field(description="The day on which the procurement begins.")] = None
    main: MainPart | None = None
    route: Route | None = None
    regime: Regime | None = None
    health: Health | None = None
    vat_rate: Annotated[int | None, Field(ge=0, le=100, description="In per cent.")] = None


class RulingLine(Shown):
    """`law_version` is of all dated rules and figures together; `of_this_law`: none of them was read again since."""

    number: int
    day: date
    asked_on: date
    law_version: str
    of_this_law: bool


class RecordDayShown(Shown):
    """`on` is null until its moment has come, and where the rule names no day. `binds` is false for good practice."""

    what: str
    by_when: str
    on: date | None
    rule: str
    binds: bool


class RuleDiffersShown(Shown):
    """`was` or `now` is null for a rule that there was not. `read_again`: its text or a figure has another version."""

    title: str
    was: Answer | None
    now: Answer | None
    read_again: bool
    records_differ: bool


class ProcurementRulingShown(RulingLine):
    """`differs` is from the ruling before; null for the first."""

    facts: FactsShown
    rulings: list[RulingShown]
    to_record: list[RecordDayShown]
    differs: list[RuleDiffersShown] | None


class ProcurementRulings(Shown):
    items: list[RulingLine]


@operation(
    router, "get", "/procurements/{ref}/rulings", scope=Scope.INTEGRATE_READ, answer=ProcurementRulings
)
def list_procurement_rulings(request: HttpRequest, ref: Reference) -> HttpResponse:
    """List what the law answered for a procurement, the latest first."""
    rows = rulings_of(_procurement(request, ref))
    return shown(request, ProcurementRulings(items=[RulingLine(**_line(row)) for row in rows]))


@operation(
    router,
    "post",
    "/procurements/{ref}/rulings",
    scope=Scope.INTEGRATE_WRITE,
    answer=ProcurementRulingShown,
    status=201,
)
def ask_law_about_procurement(request: HttpRequest, ref: Reference, given: FactsGiven) -> HttpResponse:
    """Ask which rules apply to a procurement.

    The answer is put on record as it is given and never changes. Asked again, another stands beside it. This is no legal advice.
    """
    by = caller(request)
    procurement = _procurement(request, ref)
    rulings.check_can_ask_the_law(by, procurement)
    typed = {name: str(value) for name, value in given.model_dump(mode="json", exclude_none=True).items()}
    begun = {
        **begins_with(procurement, latest_ruling(procurement)),
        "on": timezone.localdate().isoformat(),
    }
    try:
        facts = read_facts({**begun, **typed})
    except FactRefused as refusal:
        raise Problem("refused", f"{refusal.field}: {refusal}") from refusal
    stored = rulings.ask_the_law(by=by, procurement=procurement, facts=facts, on=timezone.localdate())
    location = reverse(
        "api:api_read_procurement_ruling", kwargs={"ref": procurement.ref, "number": stored.number}
    )
    return shown(request, _shown(procurement, stored.number), status=201, location=location)


@operation(
    router,
    "get",
    "/procurements/{ref}/rulings/{number}",
    scope=Scope.INTEGRATE_READ,
    answer=ProcurementRulingShown,
)
def read_procurement_ruling(request: HttpRequest, ref: Reference, number: Number) -> HttpResponse:
    """Read what the law answered for a procurement.

    With the reasons, what has to be recorded or published by which day, and what differs from the ruling before.
    """
    return shown(request, _shown(_procurement(request, ref), number))


def _procurement(request: HttpRequest, ref: str) -> Procurement:
    return found(procurement_of(owner=caller(request).organisation_id, ref=ref))


def _shown(procurement: Procurement, number: int) -> ProcurementRulingShown:
    ruling = found(ruling_of(procurement, number))
    earlier = ruling_of(procurement, number - 1)
    rate = ruling.said.facts.vat_rate
    facts = {**asdict(ruling.said.facts), "vat_rate": None if rate is None else rate * 100}
    return ProcurementRulingShown(
        **_line(ruling.row),
        facts=FactsShown(**facts),
        rulings=plain(ruling.said.rulings)["rulings"],
        to_record=[
            RecordDayShown(what=each.what, by_when=each.by_when, on=each.on, rule=each.rule, binds=each.binds)
            for each in what_to_record(ruling, today=timezone.localdate())
        ],
        differs=None if earlier is None else _differs(ruling, earlier),
    )


def _line(row: StoredRuling) -> dict[str, Any]:
    return {
        "number": row.number,
        "day": row.day,
        "asked_on": row.asked_on,
        "law_version": row.law_version,
        "of_this_law": is_of_this_law(row),
    }


def _differs(ruling: RulingOnRecord, earlier: RulingOnRecord) -> list[RuleDiffersShown]:
    return [
        RuleDiffersShown(
            title=each.title,
            was=each.answer_was,
            now=each.answer_now,
            read_again=each.read_again,
            records_differ=each.records_differ,
        )
        for each in what_differs(ruling, earlier).rules
    ]
