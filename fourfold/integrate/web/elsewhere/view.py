"""The bids of a procurement are taken on another portal: where, what goes out, and what has come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.define.exchange.policy_docx import policy_docx
from fourfold.define.exchange.policy_pdf import policy_pdf
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import award, elsewhere, elsewhere_award, elsewhere_back
from fourfold.integrate.exchange.bid_workbook import MEDIA_TYPE, TenderNamed, workbook
from fourfold.integrate.models import MOST_POINTS
from fourfold.integrate.queries.elsewhere import (
    brought_back,
    elsewhere_of,
    evidence_of_award,
    marks_of,
    social_criteria,
    social_fields,
    standing_award_elsewhere,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.tender_documents import guide_of
from fourfold.integrate.queries.tender_named import closes_in_words
from fourfold.integrate.rules.bid_fields import edition_of
from fourfold.integrate.web.elsewhere.form import MarkForm, NothingForm, SendOutForm
from fourfold.integrate.web.elsewhere.shown import answer_words
from fourfold.integrate.web.tender_documents.view import DOCX, NOT_AS_TYPED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpRequest

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Says where bids are taken; once that is said, everything about it."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    where = elsewhere_of(procurement)
    begins = (
        {} if where is None else {"portal": where.portal, "reference": where.reference, "link": where.link}
    )
    form = MarkForm(request.POST or None, initial=begins)

    def do(given: Mapping[str, Any]) -> str:
        elsewhere.mark(
            by=by,
            procurement=procurement,
            portal=given["portal"],
            reference=given["reference"],
            link=given["link"],
            on=timezone.localdate(),
        )
        return reverse("elsewhere", kwargs={"ref": ref})

    if request.method == "GET":
        return _page(request, by, procurement, form)
    return send(
        request,
        form,
        check=lambda: elsewhere.check_can_mark(by, procurement),
        do=do,
        show=lambda: _page(request, by, procurement, form),
    )


@require_POST
@signed_in
def take_here(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))

    def do(_given: Mapping[str, Any]) -> str:
        elsewhere.take_bids_here(by=by, procurement=procurement)
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        NothingForm(request.POST),
        check=lambda: elsewhere.check_can_mark(by, procurement),
        do=do,
        show=lambda: _page(request, by, procurement, MarkForm()),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def send_out(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = SendOutForm(request.POST or None)

    def do(_given: Mapping[str, Any]) -> str:
        elsewhere.send_out(
            by=by, procurement=procurement, bids_close_at=form.bids_close_at, at=timezone.now()
        )
        return reverse("elsewhere", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: elsewhere.check_can_send_out(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/elsewhere/out.jinja", {"form": form, "procurement": procurement}
        ),
    )


@require_safe
@signed_in
def questions(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """The social value questions alone: a workbook that bidders fill in, and a guide to it as PDF or to be edited."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    where = found(elsewhere_of(procurement))
    if form == "xlsx":
        fields = social_fields(procurement)
        named = TenderNamed(
            ref=procurement.ref,
            title=procurement.title,
            buyer=procurement.owner.name,
            closes=closes_in_words(procurement),
            edition=edition_of(procurement.ref, fields),
            elsewhere=where.portal,
        )
        response = HttpResponse(workbook(named, fields), content_type=MEDIA_TYPE)
    elif form == "docx":
        response = HttpResponse(policy_docx(guide_of(procurement)), content_type=DOCX)
    elif form == "pdf":
        made = policy_pdf(guide_of(procurement), not_as_typed=NOT_AS_TYPED)
        response = HttpResponse(made, content_type="application/pdf")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="social-value-{procurement.ref}.{form}"'
    return response


def _page(request: HttpRequest, by: Actor, procurement: Procurement, form: Form) -> HttpResponse:
    where = elsewhere_of(procurement)
    now = timezone.now()
    decided = standing_award_elsewhere(procurement) if where is not None else None
    criteria = social_criteria(procurement)
    brought = [] if where is None else brought_back(procurement)
    return render(
        request,
        "integrate/web/elsewhere/page.jinja",
        {
            "form": form,
            "nothing": NothingForm(),
            "procurement": procurement,
            "where": where,
            "criteria": criteria,
            "brought": [
                (each, marks_of(each, criteria, most=MOST_POINTS) if criteria else None, answer_words(each))
                for each in brought
            ],
            "scored": any(each.points for each in brought),
            "award": decided,
            "evidence": [] if decided is None else evidence_of_award(decided),
            "cannot_mark": reason_against(lambda: elsewhere.check_can_mark(by, procurement)),
            "cannot_send": reason_against(lambda: elsewhere.check_can_send_out(by, procurement)),
            "cannot_bring": reason_against(
                lambda: elsewhere_back.check_can_bring_back(by, procurement, at=now)
            ),
            "cannot_propose": reason_against(
                lambda: elsewhere_award.check_can_propose_elsewhere(by, procurement, at=now)
            ),
            "cannot_approve": ""
            if decided is None
            else reason_against(lambda: award.check_can_approve(by, decided)),
            "cannot_take_out": reason_against(
                lambda: elsewhere_award.check_can_take_out_award(by, procurement)
            ),
            "history": () if where is None else history_of(where, *([] if decided is None else [decided])),
        },
    )
