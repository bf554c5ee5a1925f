"""Invitations of a wave: whom each round still goes to, what was sent, and the next batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import invitations
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.invitations import counted_in, mailings_of, not_delivered
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.fieldwork.rounds import ROUNDS, InRound
from fourfold.tracker.web.invitations.form import InviteForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

WORDS = {
    InRound.DUE: say("To be written to"),
    InRound.TOO_SOON: say("Not two weeks ago yet"),
    InRound.WRITTEN_TO: say("Written to"),
    InRound.NOT_IN_THE_FIRST: say("Not in the round before"),
    InRound.ANSWERED: say("Answered"),
    InRound.REFUSED: say("Refused"),
    InRound.WANTS_NO_SURVEYS: say("Want no surveys"),
    InRound.LEFT_OUT: say("At an organisation that was left out"),
    InRound.NO_ADDRESS: say("Without an address: to be called"),
}


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on, now = actor_of(request), timezone.localdate(), timezone.now()
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = InviteForm(request.POST if request.method == "POST" else None)

    def check() -> None:
        """The page is for the manager in every state of the wave; the form for who may write now."""
        if request.method == "POST":
            invitations.check_can_invite(by, wave, on=on)
        else:
            check_can_manage(by, wave)

    def do(given: Mapping[str, Any]) -> str:
        _, job = invitations.ask_to_invite(
            by=by,
            wave=wave,
            instrument=instrument_of(found(latest_instrument(wave))),
            number=int(given["round"]),
            most=given["most"],
            words=given["words"],
            on=on,
            at=now,
        )
        return reverse("job", kwargs={"ref": job.ref})

    def show() -> HttpResponse:
        version = latest_instrument(wave)
        counts = (
            []
            if version is None
            else [counted_in(wave, instrument_of(version), number, on=on) for number in ROUNDS]
        )
        return render(
            request,
            "tracker/web/invitations/page.jinja",
            {
                "wave": wave,
                "form": form,
                "rounds": [
                    (words, *(f"{each[reason]:,}" for each in counts))
                    for reason, words in WORDS.items()
                    if any(each[reason] for each in counts)
                ],
                "mailings": mailings_of(wave),
                "not_delivered": not_delivered(wave),
                "cannot_invite": reason_against(lambda: invitations.check_can_invite(by, wave, on=on)),
            },
        )

    return send(request, form, check=check, do=do, show=show)
