"""Many deliveries at once: all of them or none, with a report of each line."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.problems import Problem, as_problem
from fourfold.ground.api.shapes import Shown
from fourfold.ground.files.refusals import NotAccepted, NotScanned
from fourfold.ground.operation.refused_files import note_file_refusal
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.partner.api.reporting import report
from fourfold.partner.api.shapes import LineOfMany, ManyReports

router = Router(tags=["Deliveries"])


class LineKept(Shown):
    """The delivery that line `number` (from 1) became."""

    number: int
    delivery: str


class ManyReport(Shown):
    """What became of them. The same shape will report on one that is carried out later, with another state."""

    state: Literal["done"]
    kept: int
    lines: list[LineKept]


@operation(router, "post", "/bulk/deliveries", scope=Scope.PARTNER_WRITE, answer=ManyReport, status=201)
def report_many_deliveries(request: HttpRequest, given: ManyReports) -> HttpResponse:
    """Report up to 200 deliveries at once.

    All or none: where one line is refused, nothing is kept, and the problem document has `lines` with what is wrong in
    each. Send an Idempotency-Key, so that trying again after a broken connection reports nothing twice.
    """
    by = caller(request)
    kept: list[LineKept] = []
    wrong: list[dict[str, object]] = []
    with transaction.atomic():
        for number, line in enumerate(given.deliveries, start=1):
            try:
                kept.append(LineKept(number=number, delivery=_one(by, line)))
            except NotScanned:
                # The scanner will answer for the next line no better.
                raise
            except (NotAllowed, Refused, NotAccepted, Problem) as refusal:
                note_file_refusal(request, refusal)
                wrong.append(_said(number, as_problem(refusal)))
        if wrong:
            transaction.set_rollback(True)
    if wrong:
        raise Problem(
            "refused",
            f"{len(wrong)} of {len(given.deliveries)} lines cannot be taken, so none was.",
            more={"lines": wrong},
        )
    whole = ManyReport(state="done", kept=len(kept), lines=kept)
    return shown(request, whole, status=HTTPStatus.CREATED)


def _one(by: Actor, line: LineOfMany) -> str:
    commitment = found(commitment_numbered(contract_ref=line.contract, number=line.commitment))
    return report(by=by, commitment=commitment, given=line).ref


def _said(number: int, problem: Problem) -> dict[str, object]:
    return {
        "number": number,
        "problem": problem.kind.name,
        "detail": problem.detail or problem.kind.advice,
        "errors": [{"at": at, "detail": detail} for at, detail in problem.errors],
    }
