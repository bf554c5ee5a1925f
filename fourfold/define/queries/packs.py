"""Packs under licence: their holder's own, in the shape that every framework has."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Pack, PackMeasure, PackState, Proxy, RememberedHeading
from fourfold.define.rules.frameworks import Framework, FrameworkMeasure, FrameworkOutcome, Theme

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.define.models import PackValue


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a pack's measures and values stand in policies."""

    measures: int
    values: int

    @property
    def any(self) -> bool:
        return bool(self.measures or self.values)


def packs_of(owner: int) -> QuerySet[Pack]:
    """Every pack of the organisation but for those it discarded, the latest first; without their files."""
    return (
        Pack.objects.filter(owner_id=owner)
        .exclude(state=PackState.DISCARDED)
        .defer("content")
        .order_by("-pk")
    )


def pack_with(ref: str, *, owner: int) -> Pack | None:
    return Pack.objects.filter(ref=ref, owner_id=owner).first()


def pack_of(measure: Measure) -> Pack | None:
    """The pack that a measure was chosen from, for its holder alone."""
    return Pack.objects.filter(pk=measure.pack_id).defer("content").first() if measure.pack_id else None


def pack_measures(pack: Pack) -> QuerySet[PackMeasure]:
    return PackMeasure.objects.filter(pack=pack).prefetch_related("values")


def pack_measure(pack: Pack, code: str) -> PackMeasure | None:
    return PackMeasure.objects.filter(pack=pack, code=code).select_related("pack").first()


def values_of(measure: PackMeasure) -> list[PackValue]:
    return list(measure.values.all())


def uses_of(pack: Pack) -> Uses:
    return Uses(Measure.objects.filter(pack=pack).count(), Proxy.objects.filter(pack=pack).count())


def remembered_headings(owner: int) -> dict[str, str]:
    """By heading, what the organisation last said that it holds; empty text for what it left out."""
    return dict(RememberedHeading.objects.filter(owner_id=owner).values_list("heading", "column"))


def framework_of(pack: Pack) -> Framework:
    """The pack as a framework, its themes and outcomes in the order in which they first come."""
    themes: dict[str, dict[str, list[FrameworkMeasure]]] = {}
    for row in PackMeasure.objects.filter(pack=pack):
        themes.setdefault(row.theme, {}).setdefault(row.outcome, []).append(
            FrameworkMeasure(
                code=row.code,
                title=row.title,
                unit=row.unit,
                counts=row.counts,
                counts_not=row.counts_not,
                evidence=row.evidence,
                once_per_person=row.once_per_person,
                excludes=tuple(row.excludes),
                sdgs=tuple(row.sdgs),
            )
        )
    return Framework(
        code=pack.ref,
        edition=pack.edition,
        title=pack.title,
        publisher=pack.publisher,
        summary=pack.licence_terms,
        licence=pack.licence,
        may_be_passed_on=False,
        themes=tuple(
            Theme(
                f"T{t}",
                theme,
                tuple(
                    FrameworkOutcome(f"T{t}O{o}", outcome, measures=tuple(measures))
                    for o, (outcome, measures) in enumerate(outcomes.items(), start=1)
                ),
            )
            for t, (theme, outcomes) in enumerate(themes.items(), start=1)
        ),
        sources=MappingProxyType({}),
    )
