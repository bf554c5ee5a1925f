"""Which priorities of your policy a procurement is asked for, for which service it is, and the balance of it all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fourfold.define.rules.balance import Weight
from fourfold.define.rules.themes import Theme
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Figure, Given, Line, Reference, Shown, YesOrNo
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.actions import priorities, procurement_service
from fourfold.integrate.queries.balance import balance_of
from fourfold.integrate.queries.priorities import priorities_to_choose, service_of
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.queries.balance import Portfolio

router = Router(tags=["Procurements"])

READ, WRITE = Scope.INTEGRATE_READ, Scope.INTEGRATE_WRITE
HUNDREDTH = Decimal("0.01")


class ProcurementPriorityShown(Shown):
    """A priority of your adopted policy. `suggested` is null where the policy says nothing of any contract; `reason` says why
    it is suggested or not, `because` why it was departed from.
    """

    priority: str
    title: str
    suggested: bool | None
    reason: str
    asked: bool
    because: str


class ProcurementPrioritiesShown(Shown):
    """`decided` is false where nobody has decided yet, and `asked` says what is suggested. `changed` are the titles of which
    something else is suggested now than when it was decided.
    """

    decided: bool
    changed: list[str]
    priorities: list[ProcurementPriorityShown]


class PriorityChosen(Given):
    priority: Reference
    asked: YesOrNo
    because: Annotated[
        Line, Field(max_length=1_000, description="Where it departs from what is suggested.")
    ] = ""


class PrioritiesChosen(Given):
    priorities: Annotated[list[PriorityChosen], Field(max_length=100)]


class ServiceShown(Shown):
    """Empty where it is for none of your services, or for several."""

    service: str
    name: str


class ServiceGiven(Given):
    service: Annotated[Reference | None, Field(description="One of your services; null for none.")]


class PortfolioShown(Shown):
    """How many by theme; empty text is what nothing tells the theme of. `share` is that of the heaviest theme of what is told
    apart; `missing` are themes of your adopted priorities that have nothing.
    """

    counts: dict[str, int]
    weight: Weight
    heaviest: str | None
    share: Figure | None
    missing: list[Theme]


class BalanceShown(Shown):
    """Counts of measures, of asks and of promises: quantities of different units are not added."""

    measures: PortfolioShown
    asks: PortfolioShown
    promises: PortfolioShown


@operation(router, "get", "/procurements/{ref}/priorities", scope=READ, answer=ProcurementPrioritiesShown)
def read_priorities_of_procurement(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read which priorities a procurement is asked for, and what your policy suggests."""
    return shown(request, _priorities(_own(request, ref)))


@operation(
    router,
    "put",
    "/procurements/{ref}/priorities",
    scope=WRITE,
    answer=ProcurementPrioritiesShown,
    guarded=True,
)
def choose_priorities_of_procurement(
    request: HttpRequest, ref: Reference, given: PrioritiesChosen
) -> HttpResponse:
    """Choose the priorities that a procurement is asked for.

    One that is not named is not asked for. Departing from what is suggested needs a reason.
    """
    procurement = _own(request, ref)
    check_unchanged(request, _priorities(procurement))
    priorities.choose(
        by=caller(request),
        procurement=procurement,
        chosen={each.priority: priorities.Chosen(each.asked, each.because) for each in given.priorities},
        version=procurement.version,
        on=timezone.localdate(),
    )
    return shown(request, _priorities(_own(request, ref)))


@operation(router, "get", "/procurements/{ref}/service", scope=READ, answer=ServiceShown)
def read_service_of_procurement(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read for which of your services a procurement is."""
    return shown(request, _service(_own(request, ref)))


@operation(router, "put", "/procurements/{ref}/service", scope=WRITE, answer=ServiceShown, guarded=True)
def set_service_of_procurement(request: HttpRequest, ref: Reference, given: ServiceGiven) -> HttpResponse:
    """Say for which of your services a procurement is."""
    procurement = _own(request, ref)
    check_unchanged(request, _service(procurement))
    procurement_service.for_service(by=caller(request), procurement=procurement, service=given.service or "")
    return shown(request, _service(_own(request, ref)))


@operation(router, "get", "/balance", scope=READ, answer=BalanceShown)
def read_balance(request: HttpRequest) -> HttpResponse:
    """Read what your policy counts, what contracts are asked for and what was promised, by what it is about."""
    found_balance = balance_of(caller(request).organisation_id)
    return shown(
        request,
        BalanceShown(
            measures=_portfolio(found_balance.measures),
            asks=_portfolio(found_balance.asks),
            promises=_portfolio(found_balance.promises),
        ),
    )


def _own(request: HttpRequest, ref: str) -> Procurement:
    return found(procurement_of(owner=caller(request).organisation_id, ref=ref))


def _priorities(procurement: Procurement) -> ProcurementPrioritiesShown:
    standing = priorities_to_choose(procurement)
    return ProcurementPrioritiesShown(
        decided=standing.decided,
        changed=list(standing.changed),
        priorities=[
            ProcurementPriorityShown(
                priority=row.ref,
                title=row.title,
                suggested=row.suggested,
                reason=row.reason,
                asked=row.asked,
                because=row.because,
            )
            for row in standing.rows
        ],
    )


def _service(procurement: Procurement) -> ServiceShown:
    standing = service_of(procurement)
    if standing is None:
        return ServiceShown(service="", name="")
    return ServiceShown(service=standing.service.ref, name=standing.service.name)


def _portfolio(portfolio: Portfolio) -> PortfolioShown:
    found_balance = portfolio.balance
    return PortfolioShown(
        counts={theme or "": count for theme, count in portfolio.counts.items()},
        weight=found_balance.weight,
        heaviest=found_balance.heaviest,
        share=None if found_balance.share is None else found_balance.share.quantize(HUNDREDTH),
        missing=[Theme(each) for each in found_balance.missing],
    )
