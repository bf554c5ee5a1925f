"""The five figures: committed, due, reported, confirmed and verified, and what of it is published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Figure, Given, Reference, Shown
from fourfold.ground.kernel.periods import FinancialYear, Period
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.contracts import contract_row
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.queries.standing import by_measure, organisation_figures, supplier_figures

if TYPE_CHECKING:
    from fourfold.measure.queries.five_figures import CommitmentFigures
    from fourfold.measure.queries.standing import MeasureFigures
    from fourfold.measure.rules.five_figures import FiveFigures

router = Router(tags=["Figures"])


class FiguresShown(Shown):
    """Quantities in one unit. Published is at most verified, verified and confirmed at most reported."""

    committed: Figure
    due: Figure
    reported: Figure
    confirmed: Figure
    verified: Figure
    published: Figure


class MeasureFiguresShown(Shown):
    """Of all commitments to one measure: quantities of different measures are never added."""

    measure: str
    measure_title: str
    unit: str
    commitments: int
    figures: FiguresShown


class CommitmentFiguresShown(Shown):
    """`withdrawn` was published and no longer stands."""

    commitment: str
    number: int
    measure: str
    measure_title: str
    unit: str
    figures: FiguresShown
    withdrawn: Figure


class OrganisationFigures(Shown):
    """As they stand `on`; of a financial year, what fell due and was delivered in it."""

    on: date
    from_day: date | None
    to_day: date | None
    measures: list[MeasureFiguresShown]


class ContractFigures(Shown):
    contract: str
    on: date
    measures: list[MeasureFiguresShown]
    commitments: list[CommitmentFiguresShown]


class Side(StrEnum):
    PROMISED_TO = "promised_to"
    PROMISED_BY = "promised_by"


class FiguresSought(Given):
    side: Annotated[Side, Field(description="What was promised to your organisation, or by it.")] = (
        Side.PROMISED_TO
    )
    year: Annotated[
        int | None,
        Field(
            ge=1990,
            le=2200,
            description="Of the financial year that begins in April of it; else of all time.",
        ),
    ] = None


@operation(router, "get", "/figures", scope=Scope.MEASURE_READ, answer=OrganisationFigures)
def read_figures(request: HttpRequest, sought: Query[FiguresSought]) -> HttpResponse:
    """Read the five figures of your organisation, by measure."""
    by, today = caller(request), timezone.localdate()
    period = None if sought.year is None else _year(sought.year)
    ask = organisation_figures if sought.side == Side.PROMISED_TO else supplier_figures
    found_now = ask(by.organisation_id, on=today, period=period)
    return shown(
        request,
        OrganisationFigures(
            on=today,
            from_day=period.start if period else None,
            to_day=period.end if period else None,
            measures=[_of_measure(each) for each in found_now],
        ),
    )


@operation(router, "get", "/contracts/{ref}/figures", scope=Scope.MEASURE_READ, answer=ContractFigures)
def read_contract_figures(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read the five figures of a contract, by measure and by commitment."""
    caller(request)
    found(contract_row(ref))
    today = timezone.localdate()
    figures = five_figures(commitments_of_contract(ref), on=today)
    return shown(
        request,
        ContractFigures(
            contract=ref,
            on=today,
            measures=[_of_measure(each) for each in by_measure(figures)],
            commitments=[_of_commitment(each) for each in figures],
        ),
    )


def figures_shown(figures: FiveFigures) -> FiguresShown:
    return FiguresShown(
        committed=figures.committed,
        due=figures.due,
        reported=figures.reported,
        confirmed=figures.confirmed,
        verified=figures.verified,
        published=figures.published,
    )


def _year(first: int) -> Period:
    return FinancialYear.containing(date(first, 4, 1)).period


def _of_measure(each: MeasureFigures) -> MeasureFiguresShown:
    return MeasureFiguresShown(
        measure=each.measure_ref,
        measure_title=each.measure_title,
        unit=each.unit,
        commitments=each.commitments,
        figures=figures_shown(each.figures),
    )


def _of_commitment(each: CommitmentFigures) -> CommitmentFiguresShown:
    row = each.commitment
    return CommitmentFiguresShown(
        commitment=row.ref,
        number=row.number,
        measure=row.measure_ref,
        measure_title=row.measure_title,
        unit=row.unit,
        figures=figures_shown(each.figures),
        withdrawn=each.withdrawn,
    )
