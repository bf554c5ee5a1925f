"""What is made of a tender for bidders and for the contract: method, guide, clauses and indicators; as pages and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from fourfold.define.exchange.policy_docx import policy_docx
from fourfold.define.exchange.policy_pdf import policy_pdf
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import Actor
from fourfold.ground.web.access import found
from fourfold.integrate.queries.method import published_method
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.tender_documents import guide_of, schedule_of
from fourfold.integrate.queries.tenders import tender

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fourfold.define.rules.policy_document import Document
    from fourfold.integrate.models import Procurement

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_AS_TYPED = say(
    "Some letters that people typed are not in this document’s font. They are written as their number; the page has them as "
    "typed."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`docx` says that it may be edited: what decides is not given in a form that invites it."""

    name: str
    make: Callable[[Procurement], Document]
    docx: bool = False


METHOD = Kind("method", published_method)
GUIDE = Kind("guide", guide_of)
SCHEDULE = Kind("schedule", schedule_of, docx=True)


def _procurement(request: HttpRequest, ref: str) -> Procurement:
    """A published tender, for everybody; before that, for the buyer alone."""
    shown = tender(ref, at=timezone.now())
    if shown is not None:
        return shown.procurement
    actor = getattr(request, "actor", None)
    return found(procurement_of(owner=actor.organisation_id, ref=ref) if isinstance(actor, Actor) else None)


def _page(request: HttpRequest, ref: str, kind: Kind) -> HttpResponse:
    procurement = _procurement(request, ref)
    return render(
        request,
        "integrate/web/tender_documents/page.jinja",
        {"procurement": procurement, "document": kind.make(procurement), "kind": kind},
    )


def _file(request: HttpRequest, ref: str, kind: Kind, form: str) -> HttpResponse:
    procurement = _procurement(request, ref)
    document = kind.make(procurement)
    if form == "docx":
        response = HttpResponse(policy_docx(document), content_type=DOCX)
    else:
        response = HttpResponse(
            policy_pdf(document, not_as_typed=NOT_AS_TYPED), content_type="application/pdf"
        )
    name = f"{kind.name}-{slugify(procurement.title)[:60] or procurement.ref}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def method(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, ref, METHOD)


@require_safe
def method_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    return _file(request, ref, METHOD, "pdf")


@require_safe
def guide(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, ref, GUIDE)


@require_safe
def guide_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    return _file(request, ref, GUIDE, "pdf")


@require_safe
def schedule(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, ref, SCHEDULE)


@require_safe
def schedule_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    return _file(request, ref, SCHEDULE, "pdf")


@require_safe
def schedule_docx(request: HttpRequest, ref: str) -> HttpResponse:
    return _file(request, ref, SCHEDULE, "docx")
