"""The frame of a wave: how many may be asked, by stratum; and one organisation of it with its contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fourfold.ground.organisations.queries import existing_on
from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.tracker.models import FrameContact, FrameOrganisation, OptOut, Standing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.tracker.models import Wave


@dataclass(frozen=True, slots=True)
class Total:
    """`contacts` are those who may be asked; `opted_out` stand in the frame and are not."""

    organisations: int
    doubtful: int
    left_out: int
    contacts: int
    opted_out: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """`known` of the organisations stand in the directory, which holds `population` of that kind."""

    sector: str
    size_band: str
    organisations: int = 0
    known: int = 0
    contacts: int = 0
    population: int = 0

    @property
    def words(self) -> tuple[str, str]:
        return (
            str(Sector(self.sector).label) if self.sector else "",
            str(SizeBand(self.size_band).label),
        )


def frame_total(wave: Wave) -> Total:
    standings = dict(
        FrameOrganisation.objects.filter(wave=wave)
        .order_by()
        .values_list("standing")
        .annotate(count=Count("pk"))
    )
    contacts = (
        FrameContact.objects.filter(wave=wave)
        .exclude(organisation__standing=Standing.LEFT_OUT)
        .order_by()
        .aggregate(all=Count("pk"), out=Count("pk", filter=_opted_out()))
    )
    return Total(
        organisations=sum(count for name, count in standings.items() if name != Standing.LEFT_OUT),
        doubtful=standings.get(Standing.DOUBTFUL, 0),
        left_out=standings.get(Standing.LEFT_OUT, 0),
        contacts=contacts["all"] - contacts["out"],
        opted_out=contacts["out"],
    )


def strata_of(wave: Wave) -> list[Stratum]:
    """By sector and size, in the order of the directory's own lists; also those of which the frame holds none."""
    found: dict[tuple[str, str], dict[str, int]] = {}

    def note(rows: QuerySet[Any, Any], names: tuple[str, ...]) -> None:
        for sector, band, *counts in rows.order_by():
            found.setdefault((sector, band), {}).update(zip(names, counts, strict=True))

    asked = FrameOrganisation.objects.filter(wave=wave).exclude(standing=Standing.LEFT_OUT)
    known = Q(standing=Standing.SURE, organisation__invented=False)
    note(
        asked.values_list("sector", "size_band").annotate(one=Count("pk"), two=Count("pk", filter=known)),
        ("organisations", "known"),
    )
    contacts = FrameContact.objects.filter(wave=wave).exclude(organisation__standing=Standing.LEFT_OUT)
    note(
        contacts.exclude(_opted_out())
        .values_list("organisation__sector", "organisation__size_band")
        .annotate(one=Count("pk")),
        ("contacts",),
    )
    population = existing_on(wave.opens_on).filter(sector__in=wave.sectors, invented=False)
    if wave.nation:
        population = population.filter(nation=wave.nation)
    note(population.values_list("sector", "size_band").annotate(one=Count("pk")), ("population",))
    sectors, bands = [*Sector.values, ""], list(SizeBand.values)
    return [
        Stratum(sector, band, **counts)
        for (sector, band), counts in sorted(
            found.items(), key=lambda item: (sectors.index(item[0][0]), bands.index(item[0][1]))
        )
    ]


def organisations_of(wave: Wave, *, standing: str = "", named: str = "") -> QuerySet[FrameOrganisation]:
    """With `people`, how many contacts each has; of one `standing`, and with `named` somewhere in the name."""
    rows = FrameOrganisation.objects.filter(wave=wave).select_related("organisation")
    if standing:
        rows = rows.filter(standing=standing)
    if named:
        rows = rows.filter(name__icontains=named)
    people = FrameContact.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    # Counted for the rows that are shown, and not for all of them.
    return rows.annotate(people=Coalesce(Subquery(people.annotate(count=Count("pk")).values("count")), 0))


def frame_organisation(*, wave: Wave, ref: str) -> FrameOrganisation | None:
    found: FrameOrganisation | None = (
        FrameOrganisation.objects.filter(wave=wave, ref=ref)
        .select_related("organisation", "decided_by")
        .first()
    )
    return found


def contacts_of(organisation: FrameOrganisation) -> QuerySet[FrameContact]:
    """With `out`, whether each has opted out, and the lists that they stand in."""
    rows = FrameContact.objects.filter(organisation=organisation)
    return rows.annotate(out=Exists(_opt_outs())).prefetch_related("listings__frame_list")


def opted_out_contacts(wave: Wave) -> QuerySet[FrameContact]:
    return FrameContact.objects.filter(_opted_out(), wave=wave)


def _opted_out() -> Q:
    return Q(Exists(_opt_outs()))


def _opt_outs() -> QuerySet[OptOut]:
    return OptOut.objects.filter(owner=OuterRef("owner"), known_by=OuterRef("known_by"))
