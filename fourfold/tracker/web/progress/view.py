"""The progress of fieldwork: interviews against what is wanted, and response rates by the standard definitions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions.quotas import check_can_set_quotas, set_quotas
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.frame import strata_of
from fourfold.tracker.queries.frame_shown import NOT_SAID
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.progress import board_of, quotas_of
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.fieldwork.outcomes import CODES
from fourfold.tracker.rules.response_rates import rates
from fourfold.tracker.web.form_page import form_page
from fourfold.tracker.web.progress.form import QuotaForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from django.http import HttpRequest, HttpResponse

    from fourfold.tracker.queries.progress import Board

RATES: Final = {
    "RR1": say("Complete, of all whose eligibility is known or not"),
    "RR2": say("Complete or in part, of the same"),
    "RR3": say("Complete, with the share e of those not known"),
    "RR4": say("Complete or in part, with the share e of those not known"),
    "RR5": say("Complete, of those known to be eligible"),
    "RR6": say("Complete or in part, of those known to be eligible"),
}


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    version = latest_instrument(wave)
    board = None if version is None else board_of(wave, instrument_of(version))
    return render(
        request,
        "tracker/web/progress/page.jinja",
        {
            "wave": wave,
            "strata": [] if board is None else _strata(board),
            "all_of_them": None if board is None else _all(board),
            "rates": [] if board is None else _rates(board),
            "e": "" if board is None else _percent(board.of_organisations.share_eligible),
            "codes": [] if board is None else _codes(board),
            "cannot_set": reason_against(lambda: check_can_set_quotas(by, wave)),
        },
    )


@signed_in
def quotas(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = QuotaForm(
        request.POST if request.method == "POST" else None, strata=strata_of(wave), wanted=quotas_of(wave)
    )
    back = reverse("wave_progress", kwargs={"ref": ref})

    def do(_: Mapping[str, Any]) -> str:
        set_quotas(by=by, wave=wave, wanted=form.wanted())
        return back

    page = {
        "heading": say("How many are wanted of each kind"),
        "caption": wave.title,
        "words": say(
            "Organisations whose record is complete are counted against it. Leave empty what does not matter."
        ),
        "back": back,
        "button": say("Save"),
    }
    return send(
        request,
        form,
        check=lambda: check_can_set_quotas(by, wave),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


def _strata(board: Board) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in board.strata:
        place = (each.sector, each.size_band)
        wanted, complete = board.wanted.get(place), board.complete.get(place, 0)
        if not each.organisations and not wanted:
            continue
        sector, band = each.words
        rows.append(
            (
                sector or NOT_SAID,
                band,
                f"{each.organisations:,}",
                f"{complete:,}",
                f"{board.partial.get(place, 0):,}",
                say("None set") if wanted is None else f"{wanted:,}",
                "" if wanted is None else f"{max(wanted - complete, 0):,}",
            )
        )
    return rows


def _all(board: Board) -> tuple[str, ...]:
    wanted, complete = sum(board.wanted.values()), sum(board.complete.values())
    missing = sum(max(number - board.complete.get(place, 0), 0) for place, number in board.wanted.items())
    return (
        say("All"),
        "",
        f"{sum(each.organisations for each in board.strata):,}",
        f"{complete:,}",
        f"{sum(board.partial.values()):,}",
        f"{wanted:,}" if board.wanted else say("None set"),
        f"{missing:,}" if board.wanted else "",
    )


def _rates(board: Board) -> list[tuple[str, str, str, str]]:
    organisations, contacts = rates(board.of_organisations), rates(board.of_contacts)
    return [
        (name, words, _percent(organisations[name]), _percent(contacts[name]))
        for name, words in RATES.items()
    ]


def _codes(board: Board) -> list[tuple[str, str, str, str]]:
    return [
        (code, each.words, f"{board.organisations.get(code, 0):,}", f"{board.contacts.get(code, 0):,}")
        for code, each in CODES.items()
        if board.organisations.get(code) or board.contacts.get(code)
    ]


def _percent(share: Fraction | None) -> str:
    """To one decimal place, half up."""
    if share is None:
        return say("Nobody yet")
    tenths = Decimal(1000 * share.numerator) / share.denominator
    return f"{tenths.quantize(Decimal(1), ROUND_HALF_UP) / 10:.1f}%"
