"""From the award to the contract: the bidders are told, the standstill runs, indicators are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import contracts, indicators, outcome
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.models import GoverningLaw
from fourfold.integrate.queries.bank_holidays import source_of_bank_holidays
from fourfold.integrate.queries.bids_set_aside import bids_set_aside
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.queries.notices import notices_of
from fourfold.integrate.queries.outcomes import (
    duty_of,
    indicators_of,
    letters_of,
    outcome_of,
    wants_indicators,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.web.outcome.form import IndicatorForm, NoIndicatorsForm, OverrideForm, TellForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import Award
    from fourfold.integrate.queries.procurements import Procurement


def _award(request: HttpRequest, ref: str) -> tuple[Procurement, Award]:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return procurement, found(standing_award(procurement))


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request: HttpRequest, ref: str) -> HttpResponse:
    """What the law asks for and why, and the button that sends it; afterwards how it stands."""
    by = actor_of(request)
    today = timezone.localdate()
    procurement, award = _award(request, ref)
    told = outcome_of(award)
    governed = governing_law(procurement)
    form = TellForm(
        request.POST or None,
        law_known=governed.law is not None,
        light_known=governed.law is Law.BELOW or governed.light_touch,
    )

    def do(given: Mapping[str, Any]) -> str:
        outcome.tell(
            by=by,
            award=award,
            law=given.get("law", ""),
            light_touch=bool(given.get("light_touch")),
            on=today,
            at=timezone.now(),
        )
        return reverse("tell_outcome", kwargs={"ref": ref})

    def show() -> HttpResponse:
        law = governed.law if told is None else Law(told.law)
        light = governed.light_touch if told is None else told.light_touch
        return render(
            request,
            "integrate/web/outcome/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "award": award,
                "told": told,
                "governed": governed,
                "law_name": "" if governed.law is None else GoverningLaw(governed.law.value).label,
                "duty": None if law is None else duty_of(award, law, light_touch=light),
                "letters": letters_of(award),
                "set_aside": [] if told is not None else bids_set_aside(procurement),
                "to_publish": notices_of(procurement),
                "indicators": indicators_of(award),
                "wanted": 0 if told is None else wants_indicators(award, told),
                "cannot_set": reason_against(lambda: indicators.check_can_set_indicators(by, award)),
                "cannot_override": reason_against(lambda: outcome.check_can_override(by, award)),
                "cannot_sign": reason_against(lambda: contracts.check_can_sign(by, award, on=today)),
                "holidays": source_of_bank_holidays(),
                "until": ""
                if told is None or told.standstill_until is None
                else day_text(told.standstill_until),
            },
        )

    if told is not None and request.method != "POST":
        return show()
    return send(request, form, check=lambda: outcome.check_can_tell(by, award), do=do, show=show)


@require_http_methods(["GET", "POST"])
@signed_in
def override(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement, award = _award(request, ref)
    form = OverrideForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        outcome.override(by=by, award=award, because=given["because"], on=timezone.localdate())
        return reverse("tell_outcome", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: outcome.check_can_override(by, award),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/outcome/override.jinja",
            {"form": form, "procurement": procurement, "told": outcome_of(award)},
        ),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def indicator(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement, award = _award(request, ref)
    none = "none" in request.GET
    form = NoIndicatorsForm(request.POST or None) if none else IndicatorForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        if none:
            indicators.say_why_none(by=by, award=award, because=given["because"])
        else:
            indicators.add(by=by, award=award, title=given["title"], target=given["target"])
        return reverse("tell_outcome", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: indicators.check_can_set_indicators(by, award),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/outcome/indicator.jinja",
            {"form": form, "procurement": procurement, "none": none},
        ),
    )
