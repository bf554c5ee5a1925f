"""How many organisations of each stratum are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.models import Quota, WaveState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import Wave

MOST: Final = 100_000


def check_can_set_quotas(by: Actor, wave: Wave) -> None:
    check_can_manage(by, wave)
    if wave.state == WaveState.CLOSED:
        raise NotAllowed(say("This wave is closed."))


def set_quotas(*, by: Actor, wave: Wave, wanted: Mapping[tuple[str, str], int | None]) -> None:
    """By sector and size, how many; None where no number is wanted. Strata that are not named stay as they are."""
    check_can_set_quotas(by, wave)
    if any(number is not None and not 0 <= number <= MOST for number in wanted.values()):
        raise Refused(say("Enter a number between 0 and {most}", most=f"{MOST:,}"))
    with change(by=by, owner=wave.owner_id, reason=say("Set quotas of a wave")):
        there = {(each.sector, each.size_band): each for each in Quota.objects.filter(wave=wave)}
        for stratum, number in wanted.items():
            earlier = there.get(stratum)
            if number is None:
                if earlier is not None:
                    Quota.objects.filter(pk=earlier.pk).delete()
            elif earlier is None:
                sector, size_band = stratum
                Quota.objects.create(
                    owner_id=wave.owner_id,
                    ref=new_reference(),
                    root=wave.root,
                    wave=wave,
                    sector=sector,
                    size_band=size_band,
                    wanted=number,
                )
            elif earlier.wanted != number:
                update(earlier, version=earlier.version, wanted=number)
