"""The table of a frame as it is shown: in full to the survey's manager, with small counts withheld to everyone else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.small_counts import publish
from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.ground.parameters import parameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.tracker.queries.frame import Stratum

SMALLEST = "disclosure.smallest_count"
NOT_SAID = say("Not said")


@dataclass(frozen=True, slots=True)
class Shown:
    """`columns` after the first one or two; `foot` are the totals. `note` says what is withheld, and why."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]
    note: str = ""


def for_the_manager(strata: Sequence[Stratum]) -> Shown:
    rows = []
    for each in strata:
        sector, band = each.words
        rows.append(
            (
                sector or NOT_SAID,
                band,
                f"{each.organisations:,}",
                f"{each.contacts:,}",
                f"{each.population:,}" if each.population else say("Not known"),
                _share(each.known, each.population),
            )
        )
    everything = [
        sum(getattr(each, name) for each in strata) for name in ("organisations", "contacts", "population")
    ]
    covered = sum(each.known for each in strata if each.population)
    return Shown(
        (
            say("Kind"),
            say("Size"),
            say("In the frame"),
            say("Contacts"),
            say("In the directory"),
            say("Of these in the frame"),
        ),
        tuple(rows),
        (say("All"), "", *(f"{number:,}" for number in everything), _share(covered, everything[2])),
    )


def for_others(strata: Sequence[Stratum], *, on: date) -> Shown:
    """Organisations by kind and size; what is below the smallest count that may be shown, and what would give it away, is not."""
    threshold = _threshold(on)
    sectors = list(dict.fromkeys(each.sector for each in strata))
    bands = list(dict.fromkeys(each.size_band for each in strata))
    if not strata:
        return Shown((say("Kind"), say("All")), (), ())
    counts = {(each.sector, each.size_band): each.organisations for each in strata}
    shown = publish(
        [[counts.get((sector, band), 0) for band in bands] for sector in sectors], threshold=threshold
    )
    rows = tuple(
        (str(Sector(sector).label) if sector else NOT_SAID, *map(_count, cells))
        for sector, cells in zip(sectors, shown.rows, strict=False)
    )
    note = say(
        "Counts below {threshold} are withheld, and with them as many others as would give them away.",
        threshold=threshold,
    )
    return Shown(
        (say("Kind"), *(str(SizeBand(band).label) for band in bands), say("All")),
        rows,
        (say("All"), *map(_count, shown.rows[-1])),
        note if shown.withheld else "",
    )


def _threshold(on: date) -> int:
    """As on the last day on which the figure was checked, where that was before."""
    figure = parameter(SMALLEST)
    known = figure.at(min(on, figure.still_in_force_on))
    if not isinstance(known, Known):
        raise LookupError(f"{SMALLEST} has no figure for {on}")  # noqa: TRY004  (it is the figure that is wanting)
    return int(known.value)


def _share(known: int, population: int) -> str:
    return say("{share}%", share=round(100 * known / population)) if population else say("Not known")


def _count(count: int | None) -> str:
    return say("Withheld") if count is None else f"{count:,}"
