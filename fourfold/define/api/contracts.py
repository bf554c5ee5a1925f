"""What a policy asks for in which contract: by class, service and value, and how much of it small contracts are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from fourfold.define.actions import defaults
from fourfold.define.queries.defaults import asked_page, line_with, step_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.rules.suggestions import ContractClass
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Amount, Figure, Given, Line, Number, Reference, Shown
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import ContractStep, PriorityDefault

router = Router(tags=["Priorities, outcomes and measures"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE
_CONTRACTS = "/policies/{ref}/versions/{number}/contracts"


class ContractLineShown(Shown):
    """In contracts of this class, for this service and from this value on, the priority is asked for. Empty is any."""

    ref: str
    priority: str
    title: str
    kind: ContractClass
    service: str
    from_amount: Figure
    because: str


class ContractLimitShown(Shown):
    """From this value on a contract is asked for at most so many priorities; null is as many as there are."""

    ref: str
    from_amount: Figure
    most: int | None


class ContractsShown(Shown):
    lines: list[ContractLineShown]
    limits: list[ContractLimitShown]


class ContractLineWords(Given):
    priority: Annotated[Reference, Field(description="A priority of this version.")]
    kind: Annotated[ContractClass, Field(description="Empty for any contract.")] = ContractClass.ANY
    service: Annotated[Reference | None, Field(description="One of your services; null for any.")] = None
    from_amount: Annotated[Amount, Field(description="In pounds without VAT; 0 for any value.")]
    because: Annotated[Line, Field(max_length=300)] = ""


class ContractLimitWords(Given):
    from_amount: Annotated[Amount, Field(description="In pounds without VAT.")]
    most: Annotated[int, Field(ge=0, le=100, strict=True)] | None


@operation(router, "get", _CONTRACTS, scope=READ, answer=ContractsShown, public=True)
def read_contract_lines(request: HttpRequest, ref: Reference, number: Number) -> HttpResponse:
    """Read what a version asks for in which contract."""
    page = asked_page(found(version_numbered(policy_ref=ref, number=number)))
    return shown(
        request,
        ContractsShown(
            lines=[_line(each) for each in page.lines], limits=[_limit(each) for each in page.steps]
        ),
    )


@operation(router, "post", f"{_CONTRACTS}/lines", scope=WRITE, answer=ContractLineShown, status=201)
def add_contract_line(
    request: HttpRequest, ref: Reference, number: Number, given: ContractLineWords
) -> HttpResponse:
    """Ask for a priority of a draft in certain contracts."""
    added = defaults.add_line(
        by=caller(request),
        version=found(version_numbered(policy_ref=ref, number=number)),
        priority=given.priority,
        kind=given.kind,
        service=given.service or "",
        from_amount=given.from_amount,
        because=given.because,
    )
    return shown(request, _line(added), status=201)


@operation(router, "post", f"{_CONTRACTS}/limits", scope=WRITE, answer=ContractLimitShown, status=201)
def set_contract_limit(
    request: HttpRequest, ref: Reference, number: Number, given: ContractLimitWords
) -> HttpResponse:
    """Ask small contracts for less, in a draft.

    Takes the place of a limit at the same value. A larger contract cannot be asked for fewer than a smaller one.
    """
    kept = defaults.set_step(
        by=caller(request),
        version=found(version_numbered(policy_ref=ref, number=number)),
        from_amount=given.from_amount,
        most=given.most,
    )
    return shown(request, _limit(kept), status=201)


@operation(router, "get", "/contract-lines/{ref}", scope=READ, answer=ContractLineShown, public=True)
def read_contract_line(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read one line of what a version asks for in which contract."""
    return shown(request, _line(found(line_with(ref))))


@operation(router, "delete", "/contract-lines/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_contract_line(request: HttpRequest, ref: Reference) -> HttpResponse:
    """No longer ask for a priority of a draft in such contracts."""
    line = found(line_with(ref))
    check_unchanged(request, _line(line))
    defaults.remove_line(by=caller(request), line=line, seen=line.version)
    return HttpResponse(status=204)


@operation(router, "get", "/contract-limits/{ref}", scope=READ, answer=ContractLimitShown, public=True)
def read_contract_limit(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read one limit on what contracts are asked for."""
    return shown(request, _limit(found(step_with(ref))))


@operation(router, "delete", "/contract-limits/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_contract_limit(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove a limit of a draft."""
    step = found(step_with(ref))
    check_unchanged(request, _limit(step))
    defaults.remove_step(by=caller(request), step=step, seen=step.version)
    return HttpResponse(status=204)


def _line(line: PriorityDefault) -> ContractLineShown:
    return ContractLineShown(
        ref=line.ref,
        priority=line.priority.ref,
        title=line.priority.title,
        kind=ContractClass(line.kind),
        service=line.service_name,
        from_amount=line.from_amount,
        because=line.because,
    )


def _limit(step: ContractStep) -> ContractLimitShown:
    return ContractLimitShown(ref=step.ref, from_amount=step.from_amount, most=step.most)
