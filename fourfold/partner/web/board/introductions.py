from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.filters import digits
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.partner.actions import introductions
from fourfold.partner.queries import board
from fourfold.partner.rules.brokerage.ranking import Part
from fourfold.partner.web.board.form import OutcomeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Who was introduced to whom, with the points of that day; and for both sides how to reach the other."""
    by = actor_of(request)
    made = found(board.introduction_with(ref))
    need = found(board.need_by_key(made.need_id))
    return render(
        request,
        "partner/web/board/introduction.jinja",
        {
            "digits": digits,
            "made": made,
            "need": need,
            "contact": board.contact_of(need),
            "points": [(Part(each["part"]).words, each["points"], each["words"]) for each in made.points],
            "can_record": not reason_against(lambda: introductions.check_can_record(by, made)),
            "history": history_of(made) if by.organisation_id == made.owner_id else (),
        },
    )


@signed_in
def introduce(request: HttpRequest, ref: str, offer: str) -> HttpResponse:
    by = actor_of(request)
    need = found(board.need_with(ref))
    offered = found(board.offer_with(offer))
    form = SureForm(request.POST if request.method == "POST" else None)

    def do(_: Mapping[str, Any]) -> str:
        made = introductions.introduce(
            by=by, need=need, offer=offered, on=timezone.localdate(), at=timezone.now()
        )
        messages.success(request, say("Both get a mail. Record here what comes of it."))
        return reverse("introduction", kwargs={"ref": made.ref})

    page = {
        "form": form,
        "heading": say("Introduce {group} to {name}?", group=need.group, name=offered.owner.name),
        "caption": need.title,
        "back": reverse("need", kwargs={"ref": ref}),
        "button": say("Introduce them"),
        "words": say(
            "{name} offers “{offer}”. It reads the name and e-mail address of who posted the need, and both get a mail.",
            name=offered.owner.name,
            offer=offered.title,
        ),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: introductions.check_can_introduce(by, need),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


@signed_in
def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    made = found(board.introduction_with(ref))
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"version": made.version})

    def do(given: Mapping[str, Any]) -> str:
        introductions.record(
            by=by,
            made=made,
            seen=given["version"] or 0,
            to=given["to"],
            quantity=given["quantity"],
            outcome=given["outcome"],
            on=timezone.localdate(),
        )
        return reverse("introduction", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("What came of it?"),
        "caption": made.need_title,
        "back": reverse("introduction", kwargs={"ref": ref}),
        "button": say("Record it"),
        "words": say("Who was helped counts in the order of the next needs."),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: introductions.check_can_record(by, made),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )
