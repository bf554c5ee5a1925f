"""The questionnaires of a wave, and who has signed which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.tracker.models import InstrumentSignOff, InstrumentVersion

if TYPE_CHECKING:
    from datetime import date

    from fourfold.tracker.models import Wave


@dataclass(frozen=True, slots=True)
class Partner:
    """`earlier` is the number of the latest version before this one that the partner signed."""

    name: str
    signed_by: str = ""
    signed_on: date | None = None
    earlier: int | None = None

    @property
    def signed(self) -> bool:
        return self.signed_on is not None


def latest_instrument(wave: Wave) -> InstrumentVersion | None:
    found: InstrumentVersion | None = InstrumentVersion.objects.filter(wave=wave).order_by("-number").first()
    return found


def instruments_of(wave: Wave) -> list[InstrumentVersion]:
    """The latest first, without the texts."""
    rows = InstrumentVersion.objects.filter(wave=wave).defer("content").select_related("taken_by")
    return list(rows.prefetch_related("sign_offs"))


def instrument_numbered(wave: Wave, number: int) -> InstrumentVersion | None:
    found: InstrumentVersion | None = InstrumentVersion.objects.filter(wave=wave, number=number).first()
    return found


def partners_of(instrument: InstrumentVersion) -> list[Partner]:
    """Each partner of the wave in the order in which they are named, with what they signed."""
    signed = list(
        InstrumentSignOff.objects.filter(
            instrument__wave=instrument.wave_id, instrument__number__lte=instrument.number
        )
        .select_related("instrument")
        .order_by("instrument__number")
    )
    now = {each.partner: each for each in signed if each.instrument_id == instrument.pk}
    before = {each.partner: each.instrument.number for each in signed if each.instrument_id != instrument.pk}
    return [
        Partner(name, now[name].signed_by, now[name].signed_on, before.get(name))
        if name in now
        else Partner(name, earlier=before.get(name))
        for name in instrument.wave.partners
    ]
