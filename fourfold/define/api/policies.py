"""Policies: read by everyone once adopted; written, put out for comment, adopted and followed by a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import policies
from fourfold.define.api.shapes import (
    Adoption,
    PolicyBackground,
    PolicyWords,
    SurveyAnswerShown,
    VersionLine,
    VersionShown,
    version_line,
    version_shown,
)
from fourfold.define.queries.cascades import cascade, wording
from fourfold.define.queries.policies import (
    policy_with,
    published_policies,
    survey_answer_of,
    version_numbered,
    versions_of,
)
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Number, Page, Reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion

router = Router(tags=["Policies"])

_VERSION = "/policies/{ref}/versions/{number}"


class PoliciesSought(Where):
    organisation: Annotated[Reference | None, Field(description="Of this organisation alone.")] = None


@operation(router, "get", "/policies", scope=Scope.DEFINE_READ, answer=Page[VersionLine], public=True)
def list_policies(request: HttpRequest, sought: Query[PoliciesSought]) -> HttpResponse:
    """List the adopted policies.

    One version each: that which stands.
    """
    seen = published_policies()
    wanted = seen.filter(owner__ref=sought.organisation) if sought.organisation else seen
    part = part_of(seen, sought, filtered=wanted)
    return page(request, [version_line(each) for each in part.rows], part.next_cursor)


@operation(router, "post", "/policies", scope=Scope.DEFINE_WRITE, answer=VersionShown, status=201)
def start_policy(request: HttpRequest, given: PolicyWords) -> HttpResponse:
    """Begin your organisation's policy.

    Its first version is a draft. An organisation has one policy.
    """
    version = policies.start(by=caller(request), **given.model_dump())
    return _shown(request, version.policy.ref, version.number, status=201)


@operation(router, "get", "/survey-answer", scope=Scope.DEFINE_READ, answer=SurveyAnswerShown)
def read_survey_answer(request: HttpRequest) -> HttpResponse:
    """Read what your records answer to a survey that asks for a written policy.

    Yes, working towards one, lapsed or not known, with how it is known. No record shows that there is no policy.
    """
    today = timezone.localdate()
    answer = survey_answer_of(caller(request).organisation_id, on=today)
    return shown(
        request,
        SurveyAnswerShown(
            on=today,
            status=answer.status,
            how_known=answer.how_known,
            adopted_on=answer.adopted_on,
            review_due_on=answer.due_on,
        ),
    )


@operation(
    router, "get", "/policies/{ref}/versions", scope=Scope.DEFINE_READ, answer=Page[VersionLine], public=True
)
def list_versions(request: HttpRequest, ref: Reference, where: Query[Where]) -> HttpResponse:
    """List the versions of a policy that you may see."""
    part = part_of(versions_of(found(policy_with(ref))), where)
    return page(request, [version_line(each) for each in part.rows], part.next_cursor)


@operation(
    router, "post", "/policies/{ref}/versions", scope=Scope.DEFINE_WRITE, answer=VersionShown, status=201
)
def start_version(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Begin a new version of your policy.

    A draft that begins as a copy of the version that stands; its measures name those that they will supersede.
    """
    version = policies.new_version(by=caller(request), policy=found(policy_with(ref)))
    return _shown(request, ref, version.number, status=201)


@operation(router, "get", _VERSION, scope=Scope.DEFINE_READ, answer=VersionShown, public=True)
def read_version(request: HttpRequest, ref: Reference, number: Number) -> HttpResponse:
    """Read a version of a policy.

    Whole: its words, priorities, outcomes, measures and their values in force.
    """
    return _shown(request, ref, number)


@operation(router, "put", _VERSION, scope=Scope.DEFINE_WRITE, answer=VersionShown, guarded=True)
def write_version(request: HttpRequest, ref: Reference, number: Number, given: PolicyWords) -> HttpResponse:
    """Change the words of a draft.

    Its priorities have operations of their own.
    """
    version = _unchanged(request, ref, number)
    policies.edit(by=caller(request), version=version, seen=version.version, **given.model_dump())
    return _shown(request, ref, number)


@operation(
    router, "put", f"{_VERSION}/background", scope=Scope.DEFINE_WRITE, answer=VersionShown, guarded=True
)
def write_background(
    request: HttpRequest, ref: Reference, number: Number, given: PolicyBackground
) -> HttpResponse:
    """Change which plan a draft serves and who was involved in it."""
    version = _unchanged(request, ref, number)
    policies.edit_background(by=caller(request), version=version, seen=version.version, **given.model_dump())
    return _shown(request, ref, number)


@operation(
    router, "post", f"{_VERSION}/consultation", scope=Scope.DEFINE_WRITE, answer=VersionShown, guarded=True
)
def put_version_out(request: HttpRequest, ref: Reference, number: Number) -> HttpResponse:
    """Put a draft out for comment.

    From then on it can be adopted, once nothing is missing.
    """
    policies.put_out_for_comment(by=caller(request), version=_unchanged(request, ref, number))
    return _shown(request, ref, number)


@operation(
    router, "post", f"{_VERSION}/withdrawal", scope=Scope.DEFINE_WRITE, answer=VersionShown, guarded=True
)
def withdraw_version(request: HttpRequest, ref: Reference, number: Number) -> HttpResponse:
    """Withdraw a draft.

    For good; it stays to be read.
    """
    policies.withdraw(by=caller(request), version=_unchanged(request, ref, number))
    return _shown(request, ref, number)


@operation(
    router, "post", f"{_VERSION}/adoption", scope=Scope.DEFINE_WRITE, answer=VersionShown, guarded=True
)
def adopt_version(request: HttpRequest, ref: Reference, number: Number, given: Adoption) -> HttpResponse:
    """Adopt a version, today.

    By an approver who did not draft it. Everyone may read it from then on; the version before it is superseded.
    """
    version = _unchanged(request, ref, number)
    policies.adopt(
        by=caller(request),
        version=version,
        body=given.body,
        on=timezone.localdate(),
        as_read=wording(version, cascade(version)),
        minute=given.minute or "",
    )
    return _shown(request, ref, number)


def _unchanged(request: HttpRequest, ref: str, number: int) -> PolicyVersion:
    version = found(version_numbered(policy_ref=ref, number=number))
    check_unchanged(request, version_shown(version))
    return version


def _shown(request: HttpRequest, ref: str, number: int, *, status: int = 200) -> HttpResponse:
    version = found(version_numbered(policy_ref=ref, number=number))
    location = reverse("api:api_read_version", kwargs={"ref": ref, "number": number}) if status == 201 else ""  # noqa: PLR2004
    return shown(request, version_shown(version), status=status, location=location)
