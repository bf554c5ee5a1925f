"""The questionnaire of a wave: taken in, as another version each time it says something else, and signed off by partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.tracker.actions.waves import check_can_design
from fourfold.tracker.models import InstrumentSignOff, InstrumentVersion
from fourfold.tracker.queries.instruments import latest_instrument, partners_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import Wave


@dataclass(frozen=True, slots=True)
class Taken:
    """A questionnaire that can be asked. `notes` say what of its workbook is kept and not asked, and where it stood."""

    content: str
    fingerprint: str
    taken_from: str
    file_name: str = ""
    notes: Sequence[tuple[str, str]] = ()


def take(*, by: Actor, wave: Wave, taken: Taken, on: date) -> InstrumentVersion:
    """The next version of the wave's questionnaire. What earlier versions were signed for stays with them."""
    check_can_design(by, wave)
    with change(by=by, owner=wave.owner_id, reason=say("Took in a questionnaire")):
        same = wave.instruments.filter(fingerprint=taken.fingerprint).first()
        if same is not None:
            raise Refused(say("This is version {number} word for word", number=same.number), field="file")
        last = wave.instruments.aggregate(last=Max("number"))["last"] or 0
        ref = new_reference()
        made: InstrumentVersion = InstrumentVersion.objects.create(
            owner_id=wave.owner_id,
            ref=ref,
            root=wave.root,
            wave=wave,
            number=last + 1,
            content=taken.content,
            fingerprint=taken.fingerprint,
            taken_from=taken.taken_from,
            file_name=taken.file_name[-250:],
            notes=[{"where": where, "what": what} for where, what in taken.notes],
            taken_by_id=by.person_id,
            taken_on=on,
        )
    return made


def check_can_sign_off(by: Actor, wave: Wave) -> None:
    check_can_design(by, wave)
    latest = latest_instrument(wave)
    if latest is None:
        raise NotAllowed(say("There is no questionnaire yet."))
    if not wave.partners:
        raise NotAllowed(say("No partners are named whose word is waited for."))
    if all(each.signed for each in partners_of(latest)):
        raise NotAllowed(say("Every partner has signed this version."))


def sign_off(
    *, by: Actor, instrument: InstrumentVersion, partner: str, signed_by: str, signed_on: date, on: date
) -> InstrumentSignOff:
    """Writes down that a named person gave the partner's word for this version, which must be the latest."""
    wave = instrument.wave
    check_can_sign_off(by, wave)
    latest = latest_instrument(wave)
    if latest is None or latest.pk != instrument.pk:
        raise Refused(say("There is a later version by now. Ask the partner about that one"))
    if partner not in wave.partners:
        raise Refused(say("Choose one of the partners"), field="partner")
    if not instrument.taken_on <= signed_on <= on:
        raise Refused(say("The day lies between the day it was taken in and today"), field="signed_on")
    if any(each.name == partner and each.signed for each in partners_of(instrument)):
        raise Refused(say("{partner} has signed this version", partner=partner), field="partner")
    with change(by=by, owner=wave.owner_id, reason=say("Wrote down a partner’s sign-off")):
        made: InstrumentSignOff = InstrumentSignOff.objects.create(
            owner_id=wave.owner_id,
            root=wave.root,
            instrument=instrument,
            partner=partner,
            signed_by=signed_by.strip(),
            signed_on=signed_on,
            recorded_by_id=by.person_id,
        )
    return made
