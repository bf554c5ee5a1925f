"""Comparison with organisations of the same type and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import CountedWithPeers, PeerCount, PolicyState, PolicyVersion
from fourfold.define.queries.policies import adopted_version, draft_version
from fourfold.define.queries.themes import about, about_version
from fourfold.define.rules.peers import OTHER_SIZES, Contribution
from fourfold.define.rules.themes import Theme
from fourfold.ground.kernel.parameters import Known
from fourfold.ground.organisations.tables import Organisation, SizeBand
from fourfold.ground.parameters import parameter

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ThemeBeside:
    """`count` of the peers is None where it is withheld; `own` whether a priority of one's own is about it."""

    theme: Theme
    count: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rows` is empty where fewer than `least` others stand behind a group. `size` is in words, empty for sizes together."""

    sector: str
    size: str
    organisations: int
    counted_on: date | None
    least: int
    rows: tuple[ThemeBeside, ...]
    published: bool
    counted: bool


def least_others(on: date) -> int:
    """How many others must stand behind a comparison: the smallest count of the house, as it was last checked."""
    figure = parameter("disclosure.smallest_count")
    known = figure.at(min(on, figure.still_in_force_on))
    match known:
        case Known():
            return int(known.value)
        case _:
            raise LookupError(figure.key)


def contributions() -> list[Contribution]:
    """As maintenance: of every organisation with a published policy, and of those that let their draft count."""
    versions = {
        version.owner_id: version
        for state in (PolicyState.DRAFT, PolicyState.CONSULTING, PolicyState.ADOPTED)
        for version in _versions(state)
    }
    abouts = about([version.pk for version in versions.values()])
    return [
        Contribution(
            version.owner.sector,
            version.owner.size_band,
            frozenset(each.theme for each in abouts.get(version.pk, ()) if each.theme is not None),
        )
        for version in versions.values()
    ]


def setting_of(owner: int) -> CountedWithPeers | None:
    return CountedWithPeers.objects.filter(owner_id=owner).first()


def comparison_for(owner: int, *, on: date) -> Comparison:
    """One's own group: that of the same type and size, else that of the same type with the sizes that have too few."""
    organisation = Organisation.objects.get(pk=owner)
    counts = list(
        PeerCount.objects.filter(
            sector=organisation.sector, size_band__in=(organisation.size_band, OTHER_SIZES)
        ).order_by("pk")
    )
    same_size = [each for each in counts if each.size_band == organisation.size_band]
    group = same_size or counts
    adopted = adopted_version(owner)
    version = adopted or draft_version(owner)
    own = set() if version is None else {each.theme for each in about_version(version)}
    setting = setting_of(owner)
    return Comparison(
        sector=organisation.get_sector_display(),
        size=SizeBand(organisation.size_band).label if same_size else "",
        organisations=group[0].organisations if group else 0,
        counted_on=group[0].counted_on if group else None,
        least=least_others(on),
        rows=tuple(ThemeBeside(Theme(each.theme), each.count, Theme(each.theme) in own) for each in group),
        published=adopted is not None,
        counted=setting is not None and setting.counted,
    )


def _versions(state: PolicyState) -> list[PolicyVersion]:
    """Of drafts only those whose owner lets them count."""
    versions = PolicyVersion.objects.filter(state=state)
    if state != PolicyState.ADOPTED:
        versions = versions.filter(owner__in=CountedWithPeers.objects.filter(counted=True).values("owner"))
    return list(versions.select_related("owner"))
