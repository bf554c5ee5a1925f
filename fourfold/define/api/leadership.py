"""Who leads on social value, what is missing in it, and whether every service and priority is covered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.models import LeadRole
from fourfold.define.queries.coverage import coverage_of
from fourfold.define.queries.leadership import (
    appointments_of,
    gaps_in_leadership,
    is_published,
    leadership_of,
    leads_shown,
)
from fourfold.define.rules.coverage import Cover, Verdict
from fourfold.define.rules.lead_gaps import GapKind
from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Page, Reference, Shown
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import LeadAppointment

router = Router(tags=["Who leads"])


class LeadLine(Shown):
    """An appointment. `post` and `seniority` are codes of the survey; `ended_on` is null while it stands."""

    ref: str
    role: LeadRole
    known_as: str
    post: str
    job_title: str
    seniority: str
    service: str
    remit: str
    from_day: date
    until_day: date | None
    ended_on: date | None


class GapShown(Shown):
    kind: GapKind
    words: str
    appointment: Annotated[str, Field(description="Empty where it is about nobody.")]


class AreaShown(Shown):
    name: str
    cover: Cover
    by: list[str]


class LeadershipShown(Shown):
    """The state of who leads, on the day that is asked. `verdict` tells integration from drift."""

    on: date
    shared_on_purpose: bool
    published: bool
    verdict: Verdict
    areas: list[AreaShown]
    gaps: list[GapShown]


class PublicLead(Shown):
    """What everyone may read; `name` is empty where they did not agree."""

    role: LeadRole
    name: str
    job_title: str
    service: str
    from_day: date


class PublicLeads(Shown):
    leads: list[PublicLead]


@operation(router, "get", "/leads", scope=Scope.DEFINE_READ, answer=Page[LeadLine])
def list_leads(request: HttpRequest, where: Query[Where]) -> HttpResponse:
    """List who leads and who led in your organisation."""
    by = caller(request)
    part = part_of(appointments_of(by.organisation_id).order_by("pk"), where)
    return page(request, [_line(each) for each in part.rows], part.next_cursor)


@operation(router, "get", "/leadership", scope=Scope.DEFINE_READ, answer=LeadershipShown)
def read_leadership(request: HttpRequest) -> HttpResponse:
    """Read what is missing in who leads.

    With every service and priority and who acts on it, by what records show today.
    """
    by = caller(request)
    today = timezone.localdate()
    own = found(with_reference(by.organisation_ref))
    arranged = leadership_of(own.pk)
    covered = coverage_of(own.pk, on=today)
    return shown(
        request,
        LeadershipShown(
            on=today,
            shared_on_purpose=arranged is not None and arranged.shared_on_purpose,
            published=is_published(arranged, on=today),
            verdict=covered.verdict,
            areas=[
                AreaShown(name=each.area.name, cover=each.cover, by=list(each.by)) for each in covered.areas
            ],
            gaps=[
                GapShown(kind=each.kind, words=each.words, appointment=each.ref)
                for each in gaps_in_leadership(own, on=today)
            ],
        ),
    )


@operation(
    router, "get", "/organisations/{ref}/leads", scope=Scope.DEFINE_READ, answer=PublicLeads, public=True
)
def read_public_leads(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read who leads in an organisation that published it."""
    organisation = found(with_reference(ref))
    found(leadership_of(organisation.pk))
    return shown(
        request,
        PublicLeads(
            leads=[
                PublicLead(
                    role=LeadRole(each.role),
                    name=each.name,
                    job_title=each.job_title,
                    service=each.service_name,
                    from_day=each.from_day,
                )
                for each in leads_shown(organisation.pk, on=timezone.localdate())
            ]
        ),
    )


def _line(each: LeadAppointment) -> LeadLine:
    return LeadLine(
        ref=each.ref,
        role=LeadRole(each.role),
        known_as=each.known_as,
        post=each.post,
        job_title=each.job_title,
        seniority=each.seniority,
        service="" if each.service is None else each.service.name,
        remit=each.remit,
        from_day=each.from_day,
        until_day=each.until_day,
        ended_on=each.ended_on,
    )
