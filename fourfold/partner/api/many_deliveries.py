"""Many deliveries at once: all of them or none, with a report of each line."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from fourfold.ground.api.etags import shown
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Shown
from fourfold.ground.operation.refused_files import note_file_refusal
from fourfold.ground.people.token_table import Scope
from fourfold.partner.api.shapes import ManyReports
from fourfold.partner.api.taking_many import try_to_take

router = Router(tags=["Deliveries"])


class LineKept(Shown):
    """The delivery that line `number` (from 1) became."""

    number: int
    delivery: str


class ManyReport(Shown):
    """What became of them."""

    state: Literal["done"]
    kept: int
    lines: list[LineKept]


@operation(router, "post", "/bulk/deliveries", scope=Scope.PARTNER_WRITE, answer=ManyReport, status=201)
def report_many_deliveries(request: HttpRequest, given: ManyReports) -> HttpResponse:
    """Report up to 200 deliveries at once.

    All or none: where one line is refused, nothing is kept, and the problem document has `lines` with what is wrong in
    each. Send an Idempotency-Key, so that trying again after a broken connection reports nothing twice. More than 200 go
    to `/bulk/deliveries/jobs`.
    """
    by = caller(request)
    with transaction.atomic():
        kept, wrong = try_to_take(
            by,
            enumerate(given.deliveries, start=1),
            note=lambda refusal: note_file_refusal(request, refusal),
        )
        if wrong:
            transaction.set_rollback(True)
    if wrong:
        raise Problem(
            "refused",
            f"{len(wrong)} of {len(given.deliveries)} lines cannot be taken, so none was.",
            more={"lines": wrong},
        )
    whole = ManyReport(state="done", kept=len(kept), lines=[LineKept(**each) for each in kept])
    return shown(request, whole, status=HTTPStatus.CREATED)
