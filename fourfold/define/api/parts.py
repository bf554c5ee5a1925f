"""The values and principles of a policy, and what the organisation commits itself to in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from fourfold.define.actions import principles, strategic_commitments
from fourfold.define.api.part_shapes import (
    PrincipleChanged,
    PrincipleShown,
    PrincipleWords,
    StrategicCommitmentShown,
    StrategicCommitmentWords,
    principle_shown,
    strategic_commitment_shown,
)
from fourfold.define.queries.parts import commitment_with, principle_with
from fourfold.define.queries.policies import version_numbered
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Number, Reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import Principle, StrategicCommitment

router = Router(tags=["Values and commitments"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE
_VERSION = "/policies/{ref}/versions/{number}"
_COMMITMENT = "/strategic-commitments/{ref}"


@operation(router, "post", f"{_VERSION}/principles", scope=WRITE, answer=PrincipleShown, status=201)
def add_principle(
    request: HttpRequest, ref: Reference, number: Number, given: PrincipleWords
) -> HttpResponse:
    """Add a value or principle to a draft.

    It comes last.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    added = principles.add_principle(by=caller(request), version=version, **given.model_dump())
    return shown(request, principle_shown(added), status=201)


@operation(router, "get", "/principles/{ref}", scope=READ, answer=PrincipleShown, public=True)
def read_principle(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a value or principle."""
    return shown(request, principle_shown(found(principle_with(ref))))


@operation(router, "put", "/principles/{ref}", scope=WRITE, answer=PrincipleShown, guarded=True)
def write_principle(request: HttpRequest, ref: Reference, given: PrincipleChanged) -> HttpResponse:
    """Change a value or principle of a draft, or its place in the order."""
    principle = _principle(request, ref)
    changed = principles.edit_principle(
        by=caller(request), principle=principle, seen=principle.version, **given.model_dump()
    )
    return shown(request, principle_shown(changed))


@operation(router, "delete", "/principles/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_principle(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove a value or principle of a draft."""
    principle = _principle(request, ref)
    principles.remove_principle(by=caller(request), principle=principle, seen=principle.version)
    return HttpResponse(status=204)


@operation(
    router, "post", f"{_VERSION}/strategic-commitments", scope=WRITE, answer=StrategicCommitmentShown,
    status=201,
)  # fmt: skip
def add_strategic_commitment(
    request: HttpRequest, ref: Reference, number: Number, given: StrategicCommitmentWords
) -> HttpResponse:
    """Add a commitment of your own to a draft.

    It gets the next number. Commitments in contracts are another thing.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    added = strategic_commitments.add_commitment(by=caller(request), version=version, **_described(given))
    return shown(request, strategic_commitment_shown(added), status=201)


@operation(router, "get", _COMMITMENT, scope=READ, answer=StrategicCommitmentShown, public=True)
def read_strategic_commitment(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a commitment of a policy."""
    return shown(request, strategic_commitment_shown(found(commitment_with(ref))))


@operation(router, "put", _COMMITMENT, scope=WRITE, answer=StrategicCommitmentShown, guarded=True)
def write_strategic_commitment(
    request: HttpRequest, ref: Reference, given: StrategicCommitmentWords
) -> HttpResponse:
    """Change a commitment of a draft."""
    commitment = _commitment(request, ref)
    changed = strategic_commitments.edit_commitment(
        by=caller(request), commitment=commitment, seen=commitment.version, **_described(given)
    )
    return shown(request, strategic_commitment_shown(changed))


@operation(router, "delete", _COMMITMENT, scope=WRITE, answer=None, status=204, guarded=True)
def remove_strategic_commitment(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove a commitment of a draft.

    The numbers of the others stay.
    """
    commitment = _commitment(request, ref)
    strategic_commitments.remove_commitment(
        by=caller(request), commitment=commitment, seen=commitment.version
    )
    return HttpResponse(status=204)


def _principle(request: HttpRequest, ref: str) -> Principle:
    principle = found(principle_with(ref))
    check_unchanged(request, principle_shown(principle))
    return principle


def _commitment(request: HttpRequest, ref: str) -> StrategicCommitment:
    commitment = found(commitment_with(ref))
    check_unchanged(request, strategic_commitment_shown(commitment))
    return commitment


def _described(given: StrategicCommitmentWords) -> dict[str, Any]:
    return {**given.model_dump(), "priority": given.priority or ""}
