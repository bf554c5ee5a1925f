"""What a person decides about the frame: who a doubtful organisation is, who is left out, and who wants no surveys."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db.models import F

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import begun_small, say
from fourfold.ground.mail.actions import withdraw
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.tracker.actions.waves import check_can_design, check_can_run_surveys
from fourfold.tracker.models import FrameContact, FrameKey, FrameOrganisation, OptedOutBy, OptOut, Standing
from fourfold.tracker.models.frame import VALID_TRANSITIONS
from fourfold.tracker.queries.frame_lists import bodies_with, secret_of
from fourfold.tracker.queries.invitations import MAIL
from fourfold.tracker.rules.frame.keys import key_of_address
from fourfold.tracker.rules.frame.placing import known_as_body

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor


def check_can_decide(by: Actor, organisation: FrameOrganisation) -> None:
    check_can_design(by, organisation.wave)
    if organisation.standing != Standing.DOUBTFUL:
        raise NotAllowed(
            say("It is decided: {standing}.", standing=begun_small(organisation.get_standing_display()))
        )


def decide_who(
    *, by: Actor, organisation: FrameOrganisation, body: str, seen: int, on: date
) -> FrameOrganisation:
    """It is one of those that it was thought to be, by the key of the directory's entry; or, where `body` is empty, none of them.

    Where that one stands in the frame already, the two become one.
    """
    check_can_decide(by, organisation)
    known = (
        bodies_with({body}).get(body)
        if any(each["organisation"] == body for each in organisation.candidates)
        else None
    )
    if body and known is None:
        raise Refused(say("Choose one of those that are offered"), field="body")
    decided = {"decided_by_id": by.person_id, "decided_on": on}
    with change(
        by=by, owner=organisation.owner_id, reason=say("Decided who an organisation of the frame is")
    ):
        if known is None:
            why = say("It is none of those that it is like")
            return update(
                organisation, version=seen, standing=Standing.ALONE.value, why=why, candidates=[], **decided
            )
        there = FrameOrganisation.objects.filter(wave=organisation.wave, organisation=known).first()
        if there is None:
            return update(
                organisation,
                version=seen,
                standing=Standing.SURE.value,
                organisation=known,
                known_as=known_as_body(body),
                name=known.name,
                sector=known.sector,
                size_band=_size(organisation, known),
                why=say("A person found it in the directory"),
                candidates=[],
                **decided,
            )
        # So that a second decision at the same moment is told.
        update(organisation, version=seen, decided_by_id=by.person_id, decided_on=on)
        return _join(organisation, there)


def check_can_leave_out(by: Actor, organisation: FrameOrganisation) -> None:
    check_can_design(by, organisation.wave)
    if Standing.LEFT_OUT not in VALID_TRANSITIONS[Standing(organisation.standing)]:
        raise NotAllowed(say("It is left out already."))


def leave_out(
    *, by: Actor, organisation: FrameOrganisation, why: str, seen: int, on: date
) -> FrameOrganisation:
    """Nobody there is asked. A later list that names it brings it no more."""
    check_can_leave_out(by, organisation)
    if not why.strip():
        raise Refused(say("Say why it is left out"), field="why")
    with change(by=by, owner=organisation.owner_id, reason=say("Left an organisation out of the frame")):
        return update(
            organisation,
            version=seen,
            standing=Standing.LEFT_OUT.value,
            why=why.strip(),
            candidates=[],
            decided_by_id=by.person_id,
            decided_on=on,
        )


def opt_out(*, by: Actor, email: str, at: datetime) -> OptOut:
    """Somebody told the survey's manager that they want no surveys of this organisation, now and later."""
    check_can_run_surveys(by)
    with change(by=by, owner=by.organisation_id, reason=say("Wrote down an opt-out")):
        secret = secret_of(by.organisation_id)
        if not secret:
            secret = new_secret(by.organisation_id)
        return remember_opt_out(
            owner=by.organisation_id, known_by=key_of_address(secret, email), how=OptedOutBy.MANAGER, at=at
        )


def new_secret(owner: int) -> str:
    """Within the caller's declared change."""
    ref = new_reference()
    key: FrameKey = FrameKey.objects.create(owner_id=owner, ref=ref, root=ref, secret=secrets.token_hex(32))
    return key.secret


def remember_opt_out(*, owner: int, known_by: str, how: OptedOutBy, at: datetime) -> OptOut:
    """Within the caller's declared change, as the owner. Again is as once. Letters to them that have not gone out do not go."""
    for ref in FrameContact.objects.filter(owner_id=owner, known_by=known_by).values_list("ref", flat=True):
        withdraw(kind=MAIL, key=ref, at=at)
    earlier: OptOut | None = OptOut.objects.filter(owner_id=owner, known_by=known_by).first()
    if earlier is not None:
        return earlier
    ref = new_reference()
    made: OptOut = OptOut.objects.create(
        owner_id=owner, ref=ref, root=ref, known_by=known_by, how=how.value, at=at
    )
    return made


def _join(one: FrameOrganisation, there: FrameOrganisation) -> FrameOrganisation:
    FrameContact.objects.filter(organisation=one).update(organisation=there, version=F("version") + 1)
    names = list(dict.fromkeys([*there.listed_as, *one.listed_as]))
    joined = update(there, version=there.version, listed_as=names)
    FrameOrganisation.objects.filter(pk=one.pk).delete()
    return joined


def _size(organisation: FrameOrganisation, known: Organisation) -> str:
    return organisation.size_band if known.size_band == "not_known" else known.size_band
