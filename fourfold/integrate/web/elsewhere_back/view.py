"""What came of the questions on another portal: looked at first, then taken in, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import elsewhere_award, elsewhere_back
from fourfold.integrate.exchange.bid_workbook import MEDIA_TYPE, read_workbook
from fourfold.integrate.exchange.score_sheet import read_score_sheet, score_sheet
from fourfold.integrate.queries.elsewhere import (
    brought_back,
    elsewhere_bid,
    elsewhere_of,
    social_criteria,
    social_fields,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.bid_fields import edition_of
from fourfold.integrate.web.elsewhere.form import NothingForm
from fourfold.integrate.web.elsewhere_back.form import TAKE, AnswersForm, AwardForm, ScoresForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest

    from fourfold.integrate.queries.procurements import Procurement


class _OnlyLooked(Exception):
    """What would come of the file is shown, and nothing is kept."""


def _at(request: HttpRequest, ref: str) -> Procurement:
    procurement = found(procurement_of(owner=actor_of(request).organisation_id, ref=ref))
    found(elsewhere_of(procurement))
    return procurement


@require_http_methods(["GET", "POST"])
@signed_in
def answers(request: HttpRequest, ref: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    procurement = _at(request, ref)
    form = AnswersForm(request.POST or None, request.FILES or None)
    looked: dict[str, Any] = {}

    def do(given: Mapping[str, Any]) -> str:
        fields = social_fields(procurement)
        content = given["workbook"].read()
        read = _readable(
            "workbook",
            lambda: read_workbook(
                content, tender=ref, edition=edition_of(procurement.ref, fields), fields=fields
            ),
        )
        remarks = [(each.cell, each.question, each.what) for each in read.remarks]
        if request.POST.get("next") != TAKE:
            looked.update(remarks=remarks, taken=len(read.values), of=len(fields))
            raise _OnlyLooked
        elsewhere_back.bring_answers(
            by=by,
            procurement=procurement,
            bidder=given["bidder"],
            fields=fields,
            values=read.values,
            remarks=remarks,
            content=content,
            file_name=str(given["workbook"].name),
            at=now,
        )
        messages.success(request, say("The answers of {name} are here.", name=given["bidder"].name))
        return reverse("elsewhere", kwargs={"ref": ref}) + "#answers"

    return _upload(
        request, procurement, form, do=do, looked=looked, template="answers", file="workbook", at=now
    )


@require_http_methods(["GET", "POST"])
@signed_in
def scores(request: HttpRequest, ref: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    procurement = _at(request, ref)
    form = ScoresForm(request.POST or None, request.FILES or None)
    looked: dict[str, Any] = {}

    def do(given: Mapping[str, Any]) -> str:
        file = given["sheet"]
        bidders = {each.bid.bidder.name: each.bid.ref for each in brought_back(procurement)}
        scored, wrong = _readable(
            "sheet",
            lambda: read_score_sheet(
                file.read(), name=str(file.name), bidders=bidders, criteria=social_criteria(procurement)
            ),
        )
        looked.update(wrong=wrong, taken=len(scored))
        if request.POST.get("next") != TAKE:
            raise _OnlyLooked
        if not scored:
            raise Refused(say("No line of it can be taken"), field="sheet")
        elsewhere_back.bring_scores(by=by, procurement=procurement, scored=scored, at=now)
        left = [say("Row {row}: {words}.", row=each.row, words=each.words) for each in wrong]
        messages.success(
            request,
            say("{taken} lines were taken, {left} left out.", taken=len(scored), left=len(wrong))
            + "".join(f" {each}" for each in left[:20]),
        )
        return reverse("elsewhere", kwargs={"ref": ref}) + "#points"

    return _upload(request, procurement, form, do=do, looked=looked, template="scores", file="sheet", at=now)


@require_safe
@signed_in
def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    procurement = _at(request, ref)
    bidders = [each.bid.bidder.name for each in brought_back(procurement)]
    response = HttpResponse(score_sheet(bidders, social_criteria(procurement)), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="points-{procurement.ref}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@signed_in
def award(request: HttpRequest, ref: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    procurement = _at(request, ref)
    bidders = [(each.bid.ref, each.bid.bidder.name) for each in brought_back(procurement)]
    form = AwardForm(request.POST or None, request.FILES or None, bidders=bidders)

    def do(given: Mapping[str, Any]) -> str:
        file = given["evidence"]
        elsewhere_award.propose_elsewhere(
            by=by,
            bid=found(elsewhere_bid(procurement, given["bid"])),
            decided=elsewhere_award.Decided(
                value=given["value"].amount,
                decided_on=given["decided_on"],
                reason=given["reason"],
                told_on=given["told_on"],
                standstill_until=given["standstill_until"],
            ),
            evidence=(str(file.name), file.read()),
            at=now,
        )
        return reverse("elsewhere", kwargs={"ref": ref}) + "#award"

    return send(
        request,
        form,
        check=lambda: elsewhere_award.check_can_propose_elsewhere(by, procurement, at=now),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/elsewhere_back/award.jinja",
            {"form": form, "procurement": procurement},
        ),
        files="evidence",
    )


@require_POST
@signed_in
def take_out_answers(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    procurement = _at(request, ref)
    row = found(elsewhere_bid(procurement, bid))
    by, now = actor_of(request), timezone.now()
    return _take_out(
        request,
        procurement,
        check=lambda: elsewhere_back.check_can_bring_back(by, procurement, at=now),
        do=lambda: elsewhere_back.take_out_answers(by=by, bid=row, at=now),
    )


@require_POST
@signed_in
def take_out_scores(request: HttpRequest, ref: str) -> HttpResponse:
    procurement = _at(request, ref)
    by, now = actor_of(request), timezone.now()
    return _take_out(
        request,
        procurement,
        check=lambda: elsewhere_back.check_can_bring_back(by, procurement, at=now),
        do=lambda: elsewhere_back.take_out_scores(by=by, procurement=procurement, at=now),
    )


@require_POST
@signed_in
def take_out_award(request: HttpRequest, ref: str) -> HttpResponse:
    procurement = _at(request, ref)
    by = actor_of(request)
    return _take_out(
        request,
        procurement,
        check=lambda: elsewhere_award.check_can_take_out_award(by, procurement),
        do=lambda: elsewhere_award.take_out_award(by=by, procurement=procurement),
    )


def _take_out(
    request: HttpRequest, procurement: Procurement, *, check: Callable[[], None], do: Callable[[], None]
) -> HttpResponse:
    back = reverse("elsewhere", kwargs={"ref": procurement.ref})

    def carried_out(_given: Mapping[str, Any]) -> str:
        do()
        return back

    form = NothingForm(request.POST)
    return send(
        request,
        form,
        check=check,
        do=carried_out,
        show=lambda: render(
            request,
            "integrate/web/elsewhere_back/taken_out.jinja",
            {"form": form, "procurement": procurement},
        ),
    )


def _readable(field: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except NotReadable as problem:
        raise Refused(str(problem), field=field) from problem


def _upload(
    request: HttpRequest,
    procurement: Procurement,
    form: Form,
    *,
    do: Callable[[Mapping[str, Any]], str],
    looked: Mapping[str, Any],
    template: str,
    file: str,
    at: Any,
) -> HttpResponse:
    by = actor_of(request)

    def show() -> HttpResponse:
        page = {"form": form, "procurement": procurement, "looked": looked}
        return render(request, f"integrate/web/elsewhere_back/{template}.jinja", page)

    try:
        return send(
            request,
            form,
            check=lambda: elsewhere_back.check_can_bring_back(by, procurement, at=at),
            do=do,
            show=show,
            files=file,
        )
    except _OnlyLooked:
        return show()
