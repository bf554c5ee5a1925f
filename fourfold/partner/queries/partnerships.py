"""Partnerships, as far as the tenant of the moment may see them: its own, those it belongs to, and those shown to everyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.queries.peers import least_others
from fourfold.ground.organisations.tenancy import Share
from fourfold.partner.models import (
    DirectoryList,
    ListState,
    MemberBrings,
    Partnership,
    PartnershipBenefit,
    PartnershipMember,
    PartnershipPriority,
    PartnershipRating,
)
from fourfold.partner.rules.partnership.satisfaction import Satisfaction, by_mix
from fourfold.partner.rules.partnership.savings import Confidence, Saving, SavingMethod, by_agency
from fourfold.partner.rules.partnership.sectors import Gap, gaps, mix_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.partner.rules.partnership.satisfaction import ByMix
    from fourfold.partner.rules.partnership.savings import Saved
    from fourfold.partner.rules.partnership.sectors import Part

# Storeys above name the type of the rows they are given here; they do not query it.
__all__ = (
    "Partnership",
    "PartnershipPage",
    "is_shown",
    "lists_of_members",
    "member_of",
    "member_with",
    "members_from",
    "missing",
    "mixes_of",
    "partnership_with",
    "rating_of",
    "read",
    "satisfaction",
    "visible",
)


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """All that a page shows of one. `left` are the members who left."""

    partnership: Partnership
    priorities: tuple[PartnershipPriority, ...]
    members: tuple[PartnershipMember, ...]
    left: tuple[PartnershipMember, ...]
    brings: tuple[MemberBrings, ...]
    benefits: tuple[PartnershipBenefit, ...]
    saved: tuple[Saved, ...]
    mix: frozenset[Part]


def visible() -> QuerySet[Partnership]:
    return Partnership.objects.select_related("owner", "agreement")


def partnership_with(ref: str) -> Partnership | None:
    return visible().filter(ref=ref).first()


def mixes_of(some: list[Partnership]) -> dict[int, frozenset[Part]]:
    """By partnership, in one question."""
    sectors: dict[int, list[str]] = {each.pk: [] for each in some}
    rows = PartnershipMember.objects.filter(partnership__in=list(sectors), left_on=None)
    for partnership, sector in rows.values_list("partnership_id", "sector"):
        sectors[partnership].append(sector)
    return {partnership: mix_of(found) for partnership, found in sectors.items()}


def read(partnership: Partnership) -> PartnershipPage:
    members = list(PartnershipMember.objects.filter(partnership=partnership).select_related("organisation"))
    here = tuple(each for each in members if each.left_on is None)
    benefits = tuple(PartnershipBenefit.objects.filter(partnership=partnership).select_related("member"))
    return PartnershipPage(
        partnership=partnership,
        priorities=tuple(PartnershipPriority.objects.filter(partnership=partnership)),
        members=here,
        left=tuple(each for each in members if each.left_on is not None),
        brings=tuple(
            MemberBrings.objects.filter(member__partnership=partnership, member__left_on=None).select_related(
                "member"
            )
        ),
        benefits=benefits,
        saved=by_agency(_savings(benefits)),
        mix=mix_of(each.sector for each in here),
    )


def _savings(benefits: tuple[PartnershipBenefit, ...]) -> list[Saving]:
    return [
        Saving(
            each.member.name,
            each.budget,
            each.amount,
            SavingMethod(each.method),
            Confidence(each.confidence),
        )
        for each in benefits
        if each.amount is not None
    ]


def member_of(partnership: Partnership, organisation: int) -> PartnershipMember | None:
    """The organisation as a member, while it is one."""
    return PartnershipMember.objects.filter(
        partnership=partnership, organisation_id=organisation, left_on=None
    ).first()


def member_with(partnership: Partnership, ref: str) -> PartnershipMember | None:
    return PartnershipMember.objects.filter(partnership=partnership, ref=ref, left_on=None).first()


def rating_of(partnership: Partnership, organisation: int) -> PartnershipRating | None:
    return PartnershipRating.objects.filter(partnership=partnership, organisation_id=organisation).first()


def satisfaction(owner: int, *, on: date) -> ByMix | None:
    """Of all partnerships that the organisation leads."""
    led = list(Partnership.objects.filter(owner_id=owner))
    mixes = mixes_of(led)
    rows = PartnershipRating.objects.filter(owner_id=owner).values_list("partnership_id", "score")
    return by_mix(
        ((mixes[partnership], Satisfaction(score)) for partnership, score in rows), least=least_others(on)
    )


def missing(page: PartnershipPage, *, on: date) -> tuple[Gap, ...]:
    """Against the partnerships of others that one may see."""
    sectors: dict[int, set[str]] = {}
    rows = PartnershipMember.objects.filter(left_on=None).exclude(
        partnership__owner=page.partnership.owner_id
    )
    for partnership, sector in rows.values_list("partnership_id", "sector"):
        sectors.setdefault(partnership, set()).add(sector)
    others = [frozenset(each) for each in sectors.values()]
    return gaps({each.sector for each in page.members}, others, least=least_others(on))


def is_shown(partnership: Partnership, *, on: date) -> bool:
    """To everyone."""
    return (
        Share.objects.in_force(on)
        .filter(owner_id=partnership.owner_id, thing=partnership.root, organisation=None)
        .exists()
    )


def lists_of_members(owner: int) -> QuerySet[DirectoryList]:
    """That were taken in, the latest first."""
    return DirectoryList.objects.filter(owner_id=owner, kind="members", state=ListState.TAKEN).order_by(
        "-at", "-pk"
    )


def members_from(taken: DirectoryList) -> QuerySet[PartnershipMember]:
    return PartnershipMember.objects.filter(entry__received_in=taken)
