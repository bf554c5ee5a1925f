"""A wave: drafted, changed while it is being designed, and moved from one state to the next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import begun_small, say, say_joined
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.tracker.models import Wave, WaveState
from fourfold.tracker.models.wave import VALID_TRANSITIONS
from fourfold.tracker.queries.frame import frame_total
from fourfold.tracker.queries.instruments import latest_instrument, partners_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a wave. `sectors` and `nation` are the directory's; an empty `nation` means all of them."""

    title: str
    sponsor: str
    target: str
    estimand: str
    sectors: tuple[str, ...]
    nation: str
    partners: tuple[str, ...]
    opens_on: date
    closes_on: date
    embargo_until: date | None
    contacts_kept_until: date


def check_can_run_surveys(by: Actor) -> None:
    check_role(by, Role.LEAD, to=say("run a survey"))


def can_run_surveys(by: Actor) -> bool:
    return by.has(Role.LEAD) and by.ended_on is None


def check_can_manage(by: Actor, wave: Wave) -> None:
    """All that the manager of this wave does."""
    if wave.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that runs the survey can do this."))
    check_can_run_surveys(by)


def check_can_design(by: Actor, wave: Wave) -> None:
    check_can_manage(by, wave)
    if not wave.is_open_to_change:
        raise NotAllowed(
            say(
                "This wave is {state}: what it asks and of whom stands.",
                state=begun_small(wave.get_state_display()),
            )
        )


def draft(*, by: Actor, details: Details) -> Wave:
    check_can_run_surveys(by)
    _check(details)
    ref = new_reference()
    with change(by=by, owner=by.organisation_id, reason=say("Drafted a wave of the survey")):
        wave: Wave = Wave.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            drafted_by_id=by.person_id,
            **_stored(details),
        )
    return wave


def edit(*, by: Actor, wave: Wave, details: Details, seen: int) -> Wave:
    check_can_design(by, wave)
    _check(details)
    with change(by=by, owner=wave.owner_id, reason=say("Changed a wave of the survey")):
        return update(wave, version=seen, **_stored(details))


def check_can_move(by: Actor, wave: Wave, to: WaveState) -> None:
    """What a wave lacks before it goes on is named, all of it."""
    check_can_manage(by, wave)
    if to not in VALID_TRANSITIONS[WaveState(wave.state)]:
        raise NotAllowed(say("This wave is {state}.", state=begun_small(wave.get_state_display())))
    lacks = _lacks(wave) if to in {WaveState.PILOTING, WaveState.FIELDING} else []
    if to == WaveState.FIELDING:
        lacks += _lacks_in_the_field(wave)
    if lacks:
        raise NotAllowed(say("First {what}.", what=say_joined(lacks)))


def move(*, by: Actor, wave: Wave, to: str, seen: int, on: date) -> Wave:
    """`to` is the state, or its value."""
    state = WaveState(to)
    check_can_move(by, wave, state)
    days: dict[str, date] = {}
    if state == WaveState.FIELDING:
        days["fielding_since"] = on
    if state == WaveState.CLOSED:
        days["closed_on"] = on
    with change(
        by=by, owner=wave.owner_id, reason=say("Moved a wave of the survey: {state}", state=state.label)
    ):
        return update(wave, version=seen, state=state.value, **days)


def _lacks(wave: Wave) -> list[str]:
    instrument = latest_instrument(wave)
    return [say("take in a questionnaire")] if instrument is None else []


def _lacks_in_the_field(wave: Wave) -> list[str]:
    instrument = latest_instrument(wave)
    unsigned = (
        [] if instrument is None else [each.name for each in partners_of(instrument) if not each.signed]
    )
    total = frame_total(wave)
    lacks = []
    if unsigned:
        lacks.append(say("have the questionnaire signed off by {partners}", partners=say_joined(unsigned)))
    if not total.contacts:
        lacks.append(say("bring a list of contacts"))
    if total.doubtful:
        lacks.append(say("decide who the doubtful organisations are"))
    return lacks


def _stored(details: Details) -> dict[str, object]:
    return {**asdict(details), "sectors": list(details.sectors), "partners": list(details.partners)}


def _check(details: Details) -> None:
    if details.closes_on < details.opens_on:
        raise Refused(say("It must close on the day it opens or later"), field="closes_on")
    if details.embargo_until is not None and details.embargo_until < details.closes_on:
        raise Refused(say("The embargo ends on the day it closes or later"), field="embargo_until")
    if details.contacts_kept_until < details.closes_on:
        raise Refused(say("Contacts are needed until it closes"), field="contacts_kept_until")
